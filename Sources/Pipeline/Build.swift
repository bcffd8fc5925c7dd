import CLinux
import Extracts
package import Findings
import HTML
import Ledger
import Packs
import Programme
package import Proof
package import Quantities
import Report
import Storage

/// What a build made.
package struct BuildOutcome: Sendable {
  /// The folder of the month, or of the parts.
  package var folder: String
  /// The period.
  package var period: Period
  /// The cut.
  package var cut: Cut
  /// The packs made.
  package var packCount: Int
  /// Pages of all PDFs.
  package var pageCount: Int
  /// Printed figures, each counted once a pack.
  package var figureCount: Int
  /// Bytes of all files.
  package var byteCount: Int
  /// How many extracts were read anew.
  package var filesRead: Int
  /// Extracts of the packs' months.
  package var fileCount: Int
  /// What was found in the input.
  package var findings: [Finding]
  /// The proof.
  package var proof: ProofResult
}

/// The main job, from a month's extracts to finished packs:
///
/// 1. read the programme and fill the ledger (`readInputs`);
/// 2. read templates, theme and pack definitions (`Templating`);
/// 3. roll up once what all packs share (`PackContext`);
/// 4. make each pack by itself on any thread: document, HTML, PDF, figures, data (`PackMaker`), and read it back (`PackEvidence`);
/// 5. prove that all of it agrees (`ConsistencyProof`);
/// 6. write the month's own pages and sums, and swap the folder in whole (`StagedFolder`).
///
/// - Parameter sabotage: what a test breaks in the middle, to see that step 5 refuses the build; never given otherwise.
/// - Throws: `RunFailure`; the output is then as it was.
package func build(_ request: BuildRequest, sabotage: Sabotage? = nil, progress: @escaping ProgressReport = { _, _, _ in }) throws(RunFailure)
  -> BuildOutcome
{
  let jobs = request.run.jobs
  let templates = Background(jobs: jobs) { () throws(RunFailure) in try Templating(request.run, definitions: request.packDefinitions) }
  var inputs = try readInputs(request.run, progress: progress)
  sabotage?.ledger?(&inputs.ledger)
  let templating = try templates.result.get()
  let context = PackContext(packInput(inputs, rules: templating.rules))
  let maker = PackMaker(
    assembly: PackAssembly(context, templating.definitions), templates: templating.pages, theme: templating.theme, measure: templating.measure,
    formats: request.formats, sources: figureSources(inputs.ledger), facts: FactsOfFigures(context),
    register: NameRegister(inputs.programme.organisations))
  let identity = try RunIdentity(inputs, programme: request.run.programme, templates: templating.files, formats: request.formats)
  let targets = try chosenTargets(request.only, of: context)
  if !request.only.isEmpty {
    return try buildParts(targets, inputs, maker, identity, request, progress)
  }

  let month = MonthFolder(output: request.output, period: inputs.period)
  let staged = try month.stage()
  try staged.prepare(
    targets.map { $0.folder + "/data/x" } + (request.formats.contains(.png) ? targets.map { $0.folder + "/charts/x" } : []) + [
      "quarantine/x", "challenges/x",
    ])
  let parts = PartsFolder(output: request.output, period: inputs.period)
  keep_freed_memory()
  let periodFigures = Background(jobs: jobs) { figuresOfPeriod(context) }
  let packs = try makePacks(targets, maker, jobs: jobs, progress) {
    (target: PackTarget, tools: DrawingTools) throws(RunFailure) -> MadePack in
    var report = try maker.document(target)
    sabotage?.document?(&report)
    var printed = report
    sabotage?.rendering?(&printed)
    var rendered = request.assembles ? try parts.read(target, digest: identity.digest) : try maker.render(printed, target, tools)
    if let spoil = sabotage?.html, var html = rendered.html {
      spoil(target.code, &html)
      rendered.html = html
    }
    return maker.made(
      report, target, rendered, try rendered.files.map { (file: PackFile) throws(RunFailure) -> WrittenFile in try staged.write(file) })
  }

  inputs.addFindings(packs.flatMap(\.findings))
  progress("Proving", 0, 1)
  let positions = try periodFigures.result.get()
  let pages = ReleasePages(
    inputs: inputs, context: context, referrals: maker.assembly.referrals, packs: packs, positions: positions, templates: templating.pages,
    measure: templating.measure,
    formats: request.formats)
  // What does not wait for the proof is written, and the disk set to work, while the proof is made.
  let unproved = Background(jobs: jobs) {
    [quarantine = inputs.quarantine, challenges = inputs.challenges, date = inputs.date] () throws(RunFailure) in
    let made =
      try [pages.dataQuality()] + (pages.referralsPage().map { [$0] } ?? []) + quarantineFiles(quarantine)
      + challengeFiles(challenges, on: date)
    let files = try made.map { (file: PackFile) throws(RunFailure) in try staged.write(file) }
    if jobs > 1 { try staged.sync() }
    return files
  }
  var proved = positions
  sabotage?.periodFigures?(&proved)
  let proof = ConsistencyProof(ledger: inputs.ledger, evidence: packs.map(\.evidence), periodFigures: proved, isWhole: true).result()
  let written = unproved.result
  guard proof.holds else { throw .proof(proof) }

  var files = try packs.flatMap(\.files) + written.get()
  let hasReferrals = files.contains { $0.path == ReleasePages.referralsPath }
  let record = PackFile(path: "run.json", bytes: runFile(inputs, identity, packs: packs, proof: proof))
  for file in try pages.proved(proof, hasReferrals: hasReferrals) + [record] {
    files.append(try staged.write(file))
  }
  files.append(try staged.write(sums(of: files)))
  try Interruption.check()
  try staged.commit()
  return outcome(month.path, inputs, packs, files, proof)
}

/// Makes some packs, each as a part beside the finished month, which is left alone.
private func buildParts(
  _ targets: [PackTarget], _ inputs: RunInputs, _ maker: PackMaker, _ identity: RunIdentity, _ request: BuildRequest,
  _ progress: @escaping ProgressReport
) throws(RunFailure) -> BuildOutcome {
  let parts = PartsFolder(output: request.output, period: inputs.period)
  let packs = try makePacks(targets, maker, jobs: request.run.jobs, progress) {
    (target: PackTarget, tools: DrawingTools) throws(RunFailure) -> MadePack in
    let report = try maker.document(target)
    let rendered = try maker.render(report, target, tools)
    let staged = try MonthFolder(path: parts.folder(target)).stage()
    let files = rendered.files.map { PackFile(path: String($0.path.dropFirst(target.folder.count + 1)), bytes: $0.bytes) }
    try staged.prepare(files.map(\.path))
    var written: [WrittenFile] = []
    for (file, original) in zip(files, rendered.files) {
      let record = try staged.write(file)
      written.append(WrittenFile(path: original.path, sha256: record.sha256, byteCount: record.byteCount))
    }
    _ = try staged.write(PartsFolder.record(rendered, written, digest: identity.digest))
    let made = maker.made(report, target, rendered, written)
    guard made.evidence.violations.isEmpty else {
      throw .proof(
        ProofResult(checks: [ProofCheck(id: "pack", statement: "The pack agrees with itself.", compared: 1, violations: made.evidence.violations)]))
    }
    try staged.commit()
    return made
  }
  var inputs = inputs
  inputs.addFindings(packs.flatMap(\.findings))
  let proof = ConsistencyProof(
    ledger: inputs.ledger, evidence: packs.map(\.evidence), periodFigures: figuresOfPeriod(maker.context), isWhole: false
  ).result()
  guard proof.holds else { throw .proof(proof) }
  return outcome(parts.path, inputs, packs, packs.flatMap(\.files), proof)
}

/// The packs asked for by code, or all.
private func chosenTargets(_ codes: [String], of context: PackContext) throws(RunFailure) -> [PackTarget] {
  let all = PackTarget.all(of: context)
  if codes.isEmpty { return all }
  var chosen: Set<PackTarget> = []
  for code in codes {
    guard let target = all.first(where: { $0.name == code }) else {
      throw .unknownCode(code, nearest: nearestName(to: code, among: all.map(\.name)))
    }
    chosen.insert(target)
  }
  return all.filter(chosen.contains)
}

private func makePacks(
  _ targets: [PackTarget], _ maker: PackMaker, jobs: Int, _ progress: @escaping ProgressReport,
  _ make: @escaping @Sendable (PackTarget, DrawingTools) throws(RunFailure) -> MadePack
) throws(RunFailure) -> [MadePack] {
  let counter = ProgressCounter(stage: "Making packs", total: targets.count, report: progress)
  let theme = maker.theme
  // The programme's pack is several times as long as any other, and what a pack by practice holds back takes long to work out: begun last, they would be made
  // while the other threads have nothing left to do.
  let order = targets.indices.sorted { (targets[$0].kind.weight, $0) < (targets[$1].kind.weight, $1) }
  let packs = try inParallel(
    jobs: jobs, count: targets.count, failing: RunFailure.self, tools: { () throws(RunFailure) in try DrawingTools(theme) },
    work: { (tools, index) throws(RunFailure) in
      try Interruption.check()
      let pack = try make(targets[order[index]], tools)
      counter.advance()
      return pack
    })
  return zip(order, packs).sorted { $0.0 < $1.0 }.map(\.1)
}

extension PackKind {
  /// Packs are begun in this order.
  fileprivate var weight: Int {
    switch self {
    case .programme: 0
    case .practice: 1
    case .commissioner, .provider: 2
    }
  }
}

private func outcome(_ folder: String, _ inputs: RunInputs, _ packs: [MadePack], _ files: [WrittenFile], _ proof: ProofResult) -> BuildOutcome {
  BuildOutcome(
    folder: folder, period: inputs.period, cut: inputs.cut, packCount: packs.count, pageCount: packs.reduce(0) { $0 + $1.pageCount },
    figureCount: packs.reduce(0) { $0 + $1.figureCount }, byteCount: files.reduce(0) { $0 + $1.byteCount }, filesRead: inputs.filesRead,
    fileCount: inputs.ledger.sources.count, findings: inputs.findings, proof: proof)
}
