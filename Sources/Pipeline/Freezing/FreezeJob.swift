import Extracts
import Findings
package import Programme
import Quantities
package import Releases
import Storage

/// What `freeze` found and did.
package struct FreezeOutcome: Sendable {
  /// Every condition of a freeze, in order.
  package var gate: GateAnswer
  /// The freeze; nil where a condition fails, or where it was only asked.
  package var released: Released?
}

/// Archives the final position of a quarter: the released freeze pack of its last month, with the invoice reconciliation and the position that later packs are
/// held against.
///
/// What is frozen has been through the gate already: the newest released version of the quarter's last month at the freeze cut, whole as it was released, with
/// its sign-offs. A freeze is made once and never again.
///
/// - Parameters:
///   - dryRun: whether only the conditions are asked; of a frozen quarter it is then said since when it is.
///   - archive: opens the programme's archive, called under the lock.
/// - Throws: `RunFailure`; nothing is then frozen.
package func freezeJob<Archive: ReleaseArchive>(
  _ quarter: Quarter, _ request: ReleasingRequest, dryRun: Bool = false, archive open: () throws -> Archive
) throws(RunFailure) -> FreezeOutcome {
  let root = request.run.programme
  guard FileSystem.exists(root + "/" + programmeFileName) else { throw .noProgramme(ProgrammeSearch(named: root)) }
  let (definition, findings) = loadProgramme(at: root, commentary: .none)
  guard let programme = definition else { throw .configuration(findings) }
  let lock = try releasing { () throws(ReleaseFailure) in try ReleaseLock(programme: root, clock: request.clock) }
  defer { withExtendedLifetime(lock) {} }
  // What a killed run left is put in order first; the archive is then let go, for it is verified as everybody reads it.
  if !dryRun { do { _ = try open() } catch { throw RunFailure(releasing: error) } }
  let name = ReleaseName.quarter(quarter)
  let day = (request.run.asAt ?? request.clock.today).iso
  if FileSystem.exists(root + "/" + name.folder) {
    guard dryRun else { throw .release(.alreadyThere(name)) }
    let answer = GateAnswer(release: name.text, day: day, conditions: [try frozenAlready(quarter, programme, root)])
    return FreezeOutcome(gate: answer, released: nil)
  }

  let source = try frozenSource(quarter, root)
  let gate = GateAnswer(release: name.text, day: day, conditions: try conditions(quarter, programme, request, source))
  guard gate.opens, let source, !dryRun else { return FreezeOutcome(gate: gate, released: nil) }
  try Interruption.check()
  let archive: Archive
  do { archive = try open() } catch { throw RunFailure(releasing: error) }
  let restored = RestoredProgramme()
  do {
    try restored.fill(from: source.manifest, source.name, in: source.folder) { root + "/" + $0.path }
  } catch {
    throw RunFailure(releasing: error)
  }
  let register = "\(root)/\(programme.configuration.sources.registers)/invoices.csv"
  let invoices: [UInt8]?
  do { invoices = FileSystem.exists(register) ? try FileSystem.read(register) : nil } catch { throw .output(error) }
  var files = try freezeRecords(quarter, request.run, restored, invoices: invoices)
  if let invoices { files.append(FreezeFile(name: frozenInvoicesName, bytes: invoices)) }
  let anchor = try LedgerAnchor.record(root)
  var content = try releasing { () throws(ReleaseFailure) in
    do {
      return try freezeContent(name, source, files, gate, request)
    } catch {
      throw ReleaseFailure(any: error)
    }
  }
  if let anchor { content.records.append(anchor) }
  return try releasing { () throws(ReleaseFailure) in
    FreezeOutcome(gate: gate, released: try makeRelease(content, programme: root, archive: archive, clock: request.clock))
  }
}

/// The invoices of a freeze as they were read, beside its reconciliation: the register goes on changing.
let frozenInvoicesName = "invoices.csv"

/// What a freeze has beside the packs, made from the programme as its packs were released and the invoices of the day of the freeze.
///
/// - Parameter restored: the programme as it was released; its register of invoices is replaced.
func freezeRecords(
  _ quarter: Quarter, _ asked: RunRequest, _ restored: RestoredProgramme, invoices: [UInt8]?
) throws(RunFailure) -> [FreezeFile] {
  let (definition, findings) = loadProgramme(at: restored.programme, commentary: .none)
  guard let definition else { throw .configuration(findings) }
  let folder = "\(restored.programme)/\(definition.configuration.sources.registers)"
  do {
    try FileSystem.remove(folder + "/invoices.csv")
    if let invoices {
      try FileSystem.makeFolder(folder)
      try FileSystem.write(invoices, to: folder + "/invoices.csv")
    }
  } catch {
    throw .output(error)
  }
  var run = asked
  run.programme = restored.programme
  run.asAt = nil
  run.usesCache = false
  return try freezeContent(run, quarter: quarter)
}

/// The release that a quarter's freeze is made from.
private struct FrozenSource {
  let name: ReleaseName
  let folder: String
  let manifest: Manifest
  let month: BuiltMonth
}

/// The newest released freeze pack of a quarter's last month; nil when there is none.
private func frozenSource(_ quarter: Quarter, _ root: String) throws(RunFailure) -> FrozenSource? {
  let period = quarter.lastMonth
  guard let version = releasedVersions(programme: root, period: period, cut: .freeze).last else { return nil }
  let name = ReleaseName.month(period, .freeze, version: version)
  let folder = root + "/" + name.folder
  return try releasing { () throws(ReleaseFailure) in
    do {
      let path = folder + "/manifest.json"
      return FrozenSource(
        name: name, folder: folder, manifest: try Manifest(reading: try FileSystem.read(path), path: path),
        month: try BuiltMonth(folder: folder + "/packs", period: period))
    } catch {
      throw ReleaseFailure(any: error)
    }
  }
}

/// That a quarter is frozen already, and that there is no second version of a freeze: since when, from which release, and whether the archive has it so.
private func frozenAlready(_ quarter: Quarter, _ programme: ProgrammeDefinition, _ root: String) throws(RunFailure) -> ReleaseCondition {
  func manifest(_ name: ReleaseName) throws(RunFailure) -> Manifest {
    try releasing { () throws(ReleaseFailure) in
      let path = "\(root)/\(name.folder)/manifest.json"
      do { return try Manifest(reading: try FileSystem.read(path), path: path) } catch { throw ReleaseFailure(any: error) }
    }
  }
  let name = ReleaseName.quarter(quarter)
  let frozen = try manifest(name)
  var source: ReleaseName?
  for version in releasedVersions(programme: root, period: quarter.lastMonth, cut: .freeze) {
    let candidate = ReleaseName.month(quarter.lastMonth, .freeze, version: version)
    // The packs of a freeze are those of the release that it was made from, byte for byte.
    if try manifest(candidate).packs == frozen.packs { source = candidate }
  }
  let day = CalendarDate(iso: frozen.day)?.longText ?? frozen.day
  let problems = try archiveProblems(of: name, programme, root)
  return ReleaseCondition(
    .version, .failed, "\(quarter.description) is frozen since \(day), from \(source?.text ?? "a release that is not there any more")",
    details: ["made \(frozen.at); a freeze is made once and stays as it is"] + problems)
}

private func conditions(
  _ quarter: Quarter, _ programme: ProgrammeDefinition, _ request: ReleasingRequest, _ source: FrozenSource?
) throws(RunFailure) -> [ReleaseCondition] {
  let today = request.clock.today
  let day = request.run.asAt ?? today
  let first = programme.quarterDays(of: quarter.year).first { $0.quarter == quarter }?.freeze
  var conditions: [ReleaseCondition] = []
  if day > today, !programme.configuration.isRehearsal {
    conditions.append(
      ReleaseCondition(
        .dayReached, .failed, "\(day.longText) is later than today, \(today.longText)",
        details: ["a day to come is for rehearsals alone: rehearsal: true in programme.yaml"]))
  } else if let first, day < first {
    conditions.append(
      ReleaseCondition(.dayReached, .failed, "\(quarter.description) may be frozen from \(first.longText); it is \(day.longText)"))
  } else {
    conditions.append(ReleaseCondition(.dayReached, .ok, day.longText))
  }
  let month = quarter.lastMonth.description
  guard let source else {
    return conditions + [
      ReleaseCondition(
        .built, .failed, "the freeze pack of \(month) is not released",
        details: ["release it first: outturn release --period \(month) --cut freeze"])
    ]
  }
  // The folder's own lists agree with whatever they were made to agree with: the archive says what was released.
  let problems = try source.month.problems + archiveProblems(of: source.name, programme, request.run.programme)
  if !problems.isEmpty {
    conditions.append(ReleaseCondition(.built, .failed, "\(source.name.text) is not as it was released", details: problems))
  } else if let dated = CalendarDate(iso: source.month.run.date), let last = programme.freezeCalendar[quarter.lastMonth]?.freezeInclusion,
    dated <= last
  {
    // Its cover says "provisional": that is no final position, whatever day it is by now.
    conditions.append(
      ReleaseCondition(
        .built, .failed, "\(source.name.text) is dated \(dated.longText) and provisional: final data are taken up to \(last.longText)",
        details: ["build it again and release the next version: outturn release --period \(month) --cut freeze --reason \"final data\""]))
  } else {
    conditions.append(ReleaseCondition(.built, .ok, "\(source.name.text), \(source.month.files.count) files, all as they were released"))
  }
  // What is reconciled is what was released, and the archive takes the extracts from here once more: the same, byte for byte.
  let changed = source.manifest.inputs.filter { file in
    guard let bytes = try? FileSystem.read(request.run.programme + "/" + file.path) else { return true }
    return digestOf(bytes) != file.sha256
  }
  conditions.append(
    changed.isEmpty
      ? ReleaseCondition(.inputsUnchanged, .ok, "\(source.manifest.inputs.count) extracts, all as they were released")
      : ReleaseCondition(
        .inputsUnchanged, .failed, "extracts are no longer those of \(source.name.text)", details: changed.map { "\($0.path) was changed or is gone" }
      ))
  return conditions
}

private func freezeContent(
  _ name: ReleaseName, _ source: FrozenSource, _ files: [FreezeFile], _ gate: GateAnswer, _ request: ReleasingRequest
) throws -> ReleaseContent {
  let manifest = source.manifest
  // A manifest names its files by their paths in the release.
  func own(_ file: Manifest.File, _ folder: String) -> ReleaseSource {
    ReleaseSource(
      path: String(file.path.dropFirst(folder.count + 1)), source: source.folder + "/" + file.path, sha256: file.sha256, kind: file.kind)
  }
  var content = ReleaseContent(
    name: name, reason: nil, packs: manifest.packs.map { own($0, "packs") }, configuration: manifest.configuration.map { own($0, "configuration") },
    inputs: manifest.inputs.map {
      ReleaseSource(path: $0.path, source: request.run.programme + "/" + $0.path, sha256: $0.sha256, kind: $0.kind)
    }, bystanders: manifest.bystanders, gate: gate, signOffs: [], run: source.month.run, versions: manifest.versions)
  content.records =
    files.map { ($0.name, $0.bytes) } + [("frozen-from-signoffs.json", try FileSystem.read(source.folder + "/signoffs.json"))]
  return content
}
