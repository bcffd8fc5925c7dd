import Charts
import Figures
import Report

/// A table of a pack that becomes a sheet.
struct PlannedSheet {
  /// The sheet's name.
  var name: String
  /// The table.
  var table: ReportTable
  /// The title of the section in which it stands.
  var section: String
  /// What the section finds, on the first of its sheets.
  var headline: Sentence?
  /// The title of what the table shows.
  var title: String
  /// Notes that stand under a chart of the table and not under the table itself.
  var chartNotes: [Sentence]
}

/// The tables of a pack as sheets, in print order: the same that its data files hold, and one of the tiles of a section that has some.
func plannedSheets(_ report: ReportDocument) -> [PlannedSheet] {
  var names = SheetNames()
  for own in [FrontSheet.cover, .contents, .notes] { _ = names.sheet(own.rawValue) }
  var sheets: [PlannedSheet] = []
  var ids: Set<String> = []
  for section in report.sections {
    var headline = section.headline
    func add(_ id: String, _ table: ReportTable, _ title: String, _ chartNotes: [Sentence] = []) {
      guard ids.insert(id).inserted else { return }
      var table = table
      table.id = id
      sheets.append(
        PlannedSheet(
          name: names.sheet(id), table: table, section: section.title, headline: headline, title: title, chartNotes: chartNotes))
      headline = nil
    }
    for block in section.blocks {
      switch block {
      case .tiles(let tiles): add(section.anchor + "-figures", table(of: tiles), "Figures of this section")
      case .table(let one): add(one.id, one, one.title)
      case .chart(let chart):
        if !chart.chart.isEmpty, let data = chart.data { add(chart.id, data, chart.title, chart.notes) }
      default: break
      }
    }
  }
  return sheets
}

/// Tiles as a table.
private func table(of tiles: [Tile]) -> ReportTable {
  ReportTable(
    id: "", title: "", caption: "The tiles of the section",
    columns: [.init("Figure", .name), .init("Value", .number), .init("What it is seen beside", .words)],
    rows: tiles.map { tile in
      .init(
        .body,
        [.text(tile.label + (tile.suffix.isEmpty ? "" : " (\(tile.suffix))")), .figure(tile.value), .text(tile.context.plain)])
    }, empty: Sentence("There are no figures.", origin: .fixed))
}
