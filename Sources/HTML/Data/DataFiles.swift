import Charts
import Figures
package import Report

/// A file of a pack's `data` folder.
package struct DataFile: Sendable {
  /// Its name, `position-by-provider-ytd.csv`.
  package var name: String
  /// Its bytes.
  package var bytes: [UInt8]
}

/// The data files of a pack: one for each table and each chart's data, with exact values, in print order. A name that comes twice is written once:
/// names are unique in a pack.
package func dataFiles(of report: ReportDocument) -> [DataFile] {
  var files: [DataFile] = []
  var names: Set<String> = []
  for section in report.sections {
    for block in section.blocks {
      guard let (id, table) = data(of: block), names.insert(id).inserted else { continue }
      files.append(DataFile(name: id + ".csv", bytes: csv(of: table)))
    }
  }
  return files
}

private func data(of block: Block) -> (id: String, table: ReportTable)? {
  switch block {
  case .table(let table): (table.id, table)
  case .chart(let chart): chart.chart.isEmpty ? nil : chart.data.map { (chart.id, $0) }
  default: nil
  }
}

/// A table as CSV: a head, the rows, the total last. Bars, dots and sparklines repeat numbers and are left out.
func csv(of table: ReportTable) -> [UInt8] {
  let kept = table.columns.indices.filter { column in
    switch table.columns[column].kind {
    case .varianceBar, .varianceDot, .bar, .sparkline: false
    case .name, .code, .number, .variance, .mark, .words, .verdict: true
    }
  }
  var csv = CSVWriter()
  for column in kept { csv.text(head(of: column, in: table)) }
  csv.endRow()
  for row in table.rows { write(row, kept, to: &csv) }
  if let total = table.total { write(total, kept, to: &csv) }
  return csv.bytes
}

/// A column's head after that of its spanner: `To date, Plan`.
private func head(of column: Int, in table: ReportTable) -> String {
  let own = table.columns[column].head
  guard let spanner = table.spanners.first(where: { $0.columns.contains(column) }) else { return own }
  return "\(spanner.head), \(own)"
}

private func write(_ row: ReportTable.Row, _ columns: [Int], to csv: inout CSVWriter) {
  for column in columns {
    guard column < row.cells.count else {
      csv.value("")
      continue
    }
    switch row.cells[column] {
    case .text(let text): csv.text(text)
    case .figure(let printed), .barred(let printed, _, _), .variance(let printed): csv.value { printed.figure.value.appendDataText(to: &$0) }
    case .mark(_, let word): csv.text(word)
    case .verdict(let verdict): csv.text(verdict.words)
    case .bar, .dot, .sparkline, .none: csv.value("")
    }
  }
  csv.endRow()
}
