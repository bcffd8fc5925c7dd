import Programme
import Quantities
package import Releases
import Storage

/// Signs the built month of a period.
///
/// - Throws: `RunFailure`.
package func approveJob(_ approval: ApprovalRequest, _ request: ReleasingRequest) throws(RunFailure) -> SignOff {
  let lock = try releasing { () throws(ReleaseFailure) in try ReleaseLock(programme: request.run.programme, clock: request.clock) }
  defer { withExtendedLifetime(lock) {} }
  let material = try gateMaterial(request, leaks: nil)
  return try releasing { () throws(ReleaseFailure) in
    try approve(approval, material.evidence, programme: request.run.programme, clock: request.clock, workplace: request.workplace)
  }
}

/// What `release` found and did.
package struct ReleaseOutcome: Sendable {
  /// The gate's answer.
  package var gate: GateAnswer
  /// The release; nil where the gate said no, or was only asked.
  package var released: Released?
}

/// Asks the gate, and releases nothing.
///
/// - Throws: `RunFailure`.
package func releaseDryRun(_ request: ReleasingRequest, leaks: @escaping LeakSearch) throws(RunFailure) -> ReleaseOutcome {
  ReleaseOutcome(gate: askGate(try gateMaterial(request, leaks: leaks).evidence), released: nil)
}

/// Takes the built month of a period through the gate into `releases/`:
///
/// 1. wait for the lock and open the archive, which puts in order what a killed run left;
/// 2. read the month, the inputs and the sign-offs, and ask the gate;
/// 3. make the folder, the archive's entry and the name (`makeRelease`);
/// 4. take the sign-offs away: they stand in the release.
///
/// - Parameter archive: opens the programme's archive, called under the lock.
/// - Throws: `RunFailure`; no release is then made, and none is changed.
package func releaseJob<Archive: ReleaseArchive>(
  _ request: ReleasingRequest, leaks: @escaping LeakSearch, archive open: () throws -> Archive
) throws(RunFailure) -> ReleaseOutcome {
  let root = request.run.programme
  let lock = try releasing { () throws(ReleaseFailure) in try ReleaseLock(programme: root, clock: request.clock) }
  defer { withExtendedLifetime(lock) {} }
  let archive: Archive
  do { archive = try open() } catch { throw RunFailure(releasing: error) }
  let material = try gateMaterial(request, leaks: leaks)
  let evidence = material.evidence
  let gate = askGate(evidence)
  guard gate.opens, let month = try? evidence.month.get() else { return ReleaseOutcome(gate: gate, released: nil) }
  try Interruption.check()
  var content = releaseContent(material, month, gate, request)
  if let anchor = try LedgerAnchor.record(root) { content.records.append(anchor) }
  return try releasing { () throws(ReleaseFailure) in
    let released = try makeRelease(content, programme: root, archive: archive, clock: request.clock)
    try Approvals(programme: root, period: evidence.period, cut: evidence.cut).clear()
    return ReleaseOutcome(gate: gate, released: released)
  }
}

/// What goes into the release, with the digests that were judged.
private func releaseContent(_ material: GateMaterial, _ month: BuiltMonth, _ gate: GateAnswer, _ request: ReleasingRequest) -> ReleaseContent {
  let root = request.run.programme
  let evidence = material.evidence
  let run = month.run
  func inProgramme(_ file: RunRecord.File) -> ReleaseSource {
    ReleaseSource(path: file.path, source: root + "/" + file.path, sha256: file.sha256, kind: file.kind)
  }
  let packs =
    month.files.map { ReleaseSource(path: $0.path, source: month.folder + "/" + $0.path, sha256: $0.sha256) } + [
      ReleaseSource(path: sumsName, source: month.folder + "/" + sumsName, sha256: month.seal)
    ]
  let templates = run.templates.compactMap { file in
    material.templates[file.path].map { ReleaseSource(path: "templates/" + file.path, source: $0, sha256: file.sha256) }
  }
  // A release whose templates were the programme's own has them once.
  let own = run.programme_files.filter { !$0.path.hasPrefix("templates/") }.map(inProgramme)
  return ReleaseContent(
    name: evidence.name, reason: evidence.versions.isEmpty ? nil : evidence.reason, packs: packs, configuration: own + templates,
    inputs: run.extracts.map(inProgramme), bystanders: bystanders(run, programme: root), gate: gate,
    signOffs: evidence.signOffs.filter { $0.release == evidence.name.text }, run: run, versions: request.versions)
}

/// What findings speak of that no reader read: a file that is no extract, a folder that lacks a return.
private func bystanders(_ run: RunRecord, programme root: String) -> [String] {
  let read = Set((run.extracts + run.programme_files).map(\.path))
  return Set(run.findings.map(\.file)).filter { isInner($0) && !read.contains($0) && FileSystem.exists(root + "/" + $0) }
    .map { FileSystem.isFolder(root + "/" + $0) ? $0 + "/" : $0 }.sorted()
}
