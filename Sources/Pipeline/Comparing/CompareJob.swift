import Figures
import Ledger
import Packs
import Programme
import Quantities
package import Releases
import Report

/// What `compare` is asked.
package struct CompareRequest: Sendable {
  /// The run; its period and cut are not asked, the sides name their own.
  package var run: RunRequest
  /// The older side.
  package var old: ComparisonSide
  /// The newer side.
  package var new: ComparisonSide

  /// Makes a request.
  package init(run: RunRequest, old: ComparisonSide, new: ComparisonSide) {
    self.run = run
    self.old = old
    self.new = new
  }
}

/// What `compare` made.
package struct CompareOutcome: Sendable {
  /// The comparison.
  package var comparison: Comparison
  /// The comparison as a page of the project's templates.
  package var page: [UInt8]
}

/// Compares two releases, freezes or cuts, figure by figure. Cuts are made in memory from the extracts as they are now; nothing is written.
///
/// A release is compared as the archive has it, or not at all.
///
/// What the returns restated between the two is taken from a ledger of the later cut, where the extracts are still those of both sides.
///
/// - Parameter source: where the figures of releases are.
/// - Throws: `RunFailure`.
package func compareJob(
  _ request: CompareRequest, source: some ReleasedFigureSource, progress: ProgressReport = { _, _, _ in }
) throws(RunFailure) -> CompareOutcome {
  let templating = try Templating(request.run, definitions: nil)
  let old = try side(request.old, request.run, templating, source, progress)
  let new = try side(request.new, request.run, templating, source, progress)
  func isLater(_ a: FigureSet, _ b: FigureSet) -> Bool { (a.lastSubmission, a.period) > (b.lastSubmission, b.period) }
  let later = isLater(old.figures, new.figures) ? old : new
  // Two releases have no ledger in hand; the extracts may be gone, or others by now.
  var inputs = later.inputs
  if inputs == nil { inputs = try? readInputs(runRequest(request.run, later.figures.period, later.figures.cut), progress: progress) }
  var moves: [ReturnMove] = []
  if let inputs, holds(inputs.ledger, old.figures), holds(inputs.ledger, new.figures) {
    let month = min(old.figures.period.index, new.figures.period.index)
    moves = returnMoves(inputs.ledger, old: (old.figures.lastSubmission, month), new: new.figures.lastSubmission)
  }
  progress("Comparing", 0, 1)
  let comparison = Comparison(old: old.figures, new: new.figures, returns: moves)
  return CompareOutcome(comparison: comparison, page: try comparisonPage(comparison, programme: inputs, templating))
}

private func runRequest(_ run: RunRequest, _ period: Period, _ cut: Cut) -> RunRequest {
  var run = run
  run.period = period
  run.cut = cut
  run.asAt = nil
  return run
}

/// The figures of a side, and what was read for them where they were made in memory.
private func side(
  _ side: ComparisonSide, _ run: RunRequest, _ templating: Templating, _ source: some ReleasedFigureSource, _ progress: ProgressReport
) throws(RunFailure) -> (figures: FigureSet, inputs: RunInputs?) {
  switch side {
  case .release(let name):
    let names = source.names()
    if names.contains(name) { try checkWhole(name, run.programme) }
    do throws(ComparisonFailure) {
      guard let set = try source.figureSet(of: name) else { throw .noRelease(name.text, available: names.map(\.text)) }
      return (set, nil)
    } catch {
      throw .comparison(error)
    }
  case .cut(let period, let cut):
    let inputs = try readInputs(runRequest(run, period, cut), progress: progress)
    let identity = try RunIdentity(inputs, programme: run.programme, templates: templating.files, formats: [])
    let context = PackContext(packInput(inputs, rules: templating.rules))
    var set = FigureSet(name: side.text, period: period, cut: cut, program: outturnVersion)
    let assembly = PackAssembly(context, templating.definitions)
    for target in PackTarget.all(of: context) {
      guard let report = assembly.pack(target.kind, target.code) else { continue }
      report.forEachFigure { figure in set.add(figure.id.text, ComparedValue(figure.value.dataText, figureUnit(of: figure.id).rawValue)) }
    }
    set.formulas = Dictionary(measureDefinitions.map { ($0.name, $0.formula) }, uniquingKeysWith: { first, _ in first })
    set.inputs = inputs.ledger.sources.map { ComparedFile(path: $0.path, kind: $0.kind, sha256: $0.sha256, countedRows: $0.countedRows) }
    set.configuration =
      identity.programmeFiles.map { ComparedFile(path: $0.path, kind: "configuration", sha256: $0.sha256) }
      + identity.templateFiles.map { ComparedFile(path: "templates/" + $0.path, kind: "template", sha256: $0.sha256) }
    return (set, inputs)
  }
}

/// Throws where a release is not as the archive has it.
private func checkWhole(_ name: ReleaseName, _ root: String) throws(RunFailure) {
  let (definition, findings) = loadProgramme(at: root, commentary: .none)
  // Whose signatures the archive's entries need stands there.
  guard let programme = definition else { throw .configuration(findings) }
  let problems = try archiveProblems(of: name, programme, root)
  if !problems.isEmpty { throw .comparison(.changed(name.text, problems: problems)) }
}

/// Whether a ledger was filled from the very returns that a side was.
private func holds(_ ledger: ProgrammeLedger, _ set: FigureSet) -> Bool {
  let digests = Dictionary(ledger.sources.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
  return set.inputs.filter { $0.kind == ExtractKindName.slam }.allSatisfy { digests[$0.path] == $0.sha256 }
}
