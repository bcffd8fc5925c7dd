import Figures
import Findings
import Quantities
import Report
package import Styling

/// Writes `data-quality.html`.
///
/// - Throws: nothing but what a block can throw; the page has no charts.
package func renderDataQuality(
  _ model: DataQualityModel, templates: PageTemplates, measure: any TextMeasure
) throws(RenderingError) -> RenderedPage {
  // Places are counted, as on the portal and on the screen.
  func places(_ severity: Severity) -> Int { model.findings.reduce(0) { $1.finding.severity == severity ? $0 + $1.finding.count : $0 } }
  let headline =
    model.findings.isEmpty
    ? "Nothing was found wrong in the files"
    : "\(many(places(.error), "error")), \(many(places(.warning), "warning")), \(many(places(.note), "note"))"
  let sections = [
    ReportSection(
      id: "findings", title: "Findings", question: "", headline: Sentence(headline), blocks: [.table(findingsTable(model.findings))]),
    ReportSection(
      id: "control-totals", title: "Control totals", question: "", headline: nil,
      blocks: [.table(controlTable(model.controls, total: model.controlTotal))]),
    ReportSection(id: "checks-run", title: "Checks", question: "", headline: nil, blocks: [.table(checksTable(model.checks))]),
  ]
  return try templates.renderRelease("Data quality", heading: model.heading, sections: sections, measure: measure)
}

private func many(_ count: Int, _ noun: String) -> String { "\(counted(count)) \(noun)\(count == 1 ? "" : "s")" }

private func findingsTable(_ rows: [DataQualityModel.Row]) -> ReportTable {
  ReportTable(
    id: "findings-list", title: "What was found", caption: "most serious first",
    columns: [
      .init("Severity", .mark), .init("About", .words), .init("What was found", .words), .init("Where", .words), .init("What to do", .words),
      .init("Check", .code), .init("Places", .number), .init("May be too much, £", .number), .init("May be too little, £", .number),
    ],
    rows: gathered(rows).map { row in
      let finding = row.finding
      let place = finding.count < 2 ? finding.origin.description : "\(finding.origin.description) and \(counted(finding.count - 1)) more"
      return .init(
        .body,
        [
          severity(finding.severity), .text(row.about), .text(words(finding)), .text(place),
          .text(finding.hint ?? "–"),
          .text(finding.code.text), .text(counted(finding.count)), pounds(finding.stake?.tooMuch), pounds(finding.stake?.tooLittle),
        ])
    }, empty: Sentence("Nothing was found."))
}

/// Findings that differ in their place alone, gathered under the first of them; their counts are added.
private func gathered(_ rows: [DataQualityModel.Row]) -> [DataQualityModel.Row] {
  struct Likeness: Hashable {
    var finding: Finding
    var about: String
  }
  var places: [Likeness: Int] = [:]
  var list: [DataQualityModel.Row] = []
  for row in rows {
    var likeness = Likeness(finding: row.finding, about: row.about)
    likeness.finding.origin = Origin(file: "")
    likeness.finding.count = 0
    likeness.finding.stake = nil
    // Of the lines of many commissioners the check speaks once for each provider.
    if row.finding.stake != nil {
      likeness.finding.commissioner = nil
      likeness.finding.value = nil
      likeness.finding.detail = nil
    }
    if let index = places[likeness] {
      list[index].finding.detail = nil
      list[index].finding.commissioner = nil
      list[index].finding.count += row.finding.count
      if let stake = row.finding.stake {
        var sum = list[index].finding.stake ?? Stake()
        sum += stake
        list[index].finding.stake = sum
      }
    } else {
      places[likeness] = list.count
      list.append(row)
    }
  }
  return list
}

/// What was found; where it is of one commissioner and not gathered, whose and what was there.
private func words(_ finding: Finding) -> String {
  let whose = finding.stake != nil ? finding.commissioner.map { ", \($0)" } ?? "" : ""
  return finding.message + whose + (finding.detail.map { ": \($0)" } ?? "")
}

/// Whole pounds at stake one way; a dash where none are.
private func pounds(_ stake: Money?) -> ReportTable.Cell { .text(stake.flatMap { $0.isZero ? nil : fixed($0.rounded, places: 0) } ?? "–") }

private func severity(_ severity: Severity) -> ReportTable.Cell {
  switch severity {
  case .error: .mark(.error, word: "Error")
  case .warning: .mark(.warning, word: "Warning")
  case .note: .mark(.note, word: "Note")
  }
}

private func checksTable(_ checks: [DataQualityModel.Check]) -> ReportTable {
  ReportTable(
    id: "checks", title: "Checks of this release", caption: "by code",
    columns: [.init("Check", .code), .init("What it looks at", .words), .init("Found", .number), .init("Result", .mark)],
    rows: checks.map { check in
      let result: ReportTable.Cell =
        switch check.found {
        case nil: .mark(.noValue, word: "Not run: \(check.reason ?? "its columns are absent")")
        case 0: .mark(.met, word: "Nothing found")
        default: .mark(.note, word: "See above")
        }
      return .init(.body, [.text(check.code), .text(check.meaning), .text(check.found.map(counted) ?? "–"), result])
    }, empty: Sentence("No checks were run."))
}
