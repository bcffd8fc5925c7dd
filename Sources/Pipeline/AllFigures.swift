package import Figures
import Packs
import Report

/// Every figure of a period, in id order: the positions of every pair and total, and everything that any pack prints.
///
/// - Throws: `RunFailure`.
package func allFigures(_ request: RunRequest, progress: ProgressReport = { _, _, _ in }) throws(RunFailure) -> [Figure] {
  let inputs = try readInputs(request, progress: progress)
  let templating = try Templating(request, definitions: nil)
  return try allFigures(PackContext(packInput(inputs, rules: templating.rules)), templating)
}

/// Every figure of a period that was read already.
func allFigures(_ context: PackContext, _ templating: Templating) throws(RunFailure) -> [Figure] {
  var values: [FigureID: FigureValue] = [:]
  for figure in figuresOfPeriod(context) { values[figure.id] = figure.value }
  let assembly = PackAssembly(context, templating.definitions)
  for target in PackTarget.all(of: context) {
    guard let report = assembly.pack(target.kind, target.code) else { continue }
    // What one pack holds back another may show.
    for figure in report.figures where values[figure.id] == nil || values[figure.id] == .missing(.suppressed) { values[figure.id] = figure.value }
  }
  return values.map { Figure($0.key, $0.value) }.sorted { $0.id < $1.id }
}
