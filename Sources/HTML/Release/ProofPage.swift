import Report
package import Styling

/// Writes `proof.html`.
///
/// - Throws: nothing but what a block can throw; the page has no charts.
package func renderProof(_ model: ProofModel, templates: PageTemplates, measure: any TextMeasure) throws(RenderingError) -> RenderedPage {
  let compared = model.checks.reduce(0) { $0 + $1.compared }
  let failures = model.checks.reduce(0) { $0 + $1.violations.count }
  let headline =
    failures == 0
    ? "All \(counted(compared)) comparisons agree" : "\(counted(failures)) of \(counted(compared)) comparisons do not agree: nothing was released"
  var sections = [
    ReportSection(
      id: "agreement", title: "What agrees with what", question: "", headline: Sentence(headline), blocks: [.table(checksTable(model.checks))])
  ]
  if failures > 0 {
    sections.append(
      ReportSection(
        id: "violations", title: "What does not agree", question: "", headline: nil, blocks: [.table(violationsTable(model.checks))]))
  }
  sections.append(
    ReportSection(
      id: "control-totals", title: "Control totals", question: "", headline: nil,
      blocks: [.table(controlTable(model.controls, total: model.controlTotal))]))
  return try templates.renderRelease("Proof", heading: model.heading, sections: sections, measure: measure)
}

private func checksTable(_ checks: [ProofModel.Check]) -> ReportTable {
  ReportTable(
    id: "checks", title: "Compared at this build", caption: "each by a route of its own",
    columns: [.init("Check", .words), .init("Compared", .number), .init("One side", .words), .init("Other side", .words), .init("Result", .mark)],
    rows: checks.map { check in
      let agrees = check.violations.isEmpty
      return .init(
        .body,
        [
          .text(check.statement), .text(counted(check.compared)), .text(check.first), .text(check.second),
          check.compared == 0
            ? .mark(.noValue, word: "Nothing to compare")
            : .mark(agrees ? .met : .notMet, word: agrees ? "Agrees" : "\(counted(check.violations.count)) differ"),
        ])
    }, notes: [Sentence("One side and other side are an example of each comparison.")] + checks.flatMap(\.notes).map { Sentence($0 + ".") },
    empty: Sentence("Nothing was compared."))
}

private func violationsTable(_ checks: [ProofModel.Check]) -> ReportTable {
  ReportTable(
    id: "violations-list", title: "Each disagreement", caption: "both places are named",
    columns: [.init("What should hold", .words), .init("One place", .words), .init("Other place", .words)],
    rows: checks.flatMap(\.violations).map { .init(.body, [.text($0.rule), .text($0.first), .text($0.second)]) },
    empty: Sentence("Everything agrees."))
}
