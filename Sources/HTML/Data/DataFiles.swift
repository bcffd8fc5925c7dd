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
  dataTables(of: report).map { DataFile(name: $0.id + ".csv", bytes: csv(of: $0.table)) }
}

/// A table that a data file is made of.
struct DataTable {
  /// The file's name without its ending.
  var id: String
  /// What it shows.
  var title: String
  /// Unit, period and order.
  var caption: String
  /// The table.
  var table: ReportTable
}

/// The tables that data files are made of, in print order.
func dataTables(of report: ReportDocument) -> [DataTable] {
  var tables: [DataTable] = []
  var names: Set<String> = []
  for section in report.sections {
    for block in section.blocks {
      guard let data = data(of: block), names.insert(data.id).inserted else { continue }
      tables.append(data)
    }
  }
  return tables
}

private func data(of block: Block) -> DataTable? {
  switch block {
  case .table(let table): DataTable(id: table.id, title: table.title, caption: table.caption, table: table)
  case .chart(let chart):
    chart.chart.isEmpty ? nil : chart.data.map { DataTable(id: chart.id, title: chart.title, caption: chart.caption, table: $0) }
  default: nil
  }
}

/// A column of a data file: where it stands in the table, and its head, which no other column of the file has.
struct DataColumn {
  var index: Int
  var head: String
}

/// The columns of a table that a data file has. Bars, dots and sparklines repeat numbers and are left out.
func dataColumns(of table: ReportTable) -> [DataColumn] {
  var taken: Set<String> = []
  return table.columns.indices.compactMap { index in
    switch table.columns[index].kind {
    case .varianceBar, .varianceDot, .bar, .sparkline: return nil
    case .name, .code, .number, .variance, .mark, .words, .verdict: break
    }
    let base = head(of: index, in: table)
    var head = base
    var number = 1
    while !taken.insert(head).inserted {
      number += 1
      head = "\(base) (\(number))"
    }
    return DataColumn(index: index, head: head)
  }
}

/// A table as CSV: a head, the rows, the total last.
func csv(of table: ReportTable) -> [UInt8] {
  let columns = dataColumns(of: table)
  let kept = columns.map(\.index)
  var csv = CSVWriter()
  for column in columns { csv.text(column.head) }
  csv.endRow()
  for row in table.rows { write(row, kept, to: &csv) }
  if let total = table.total { write(total, kept, to: &csv) }
  return csv.bytes
}

/// A column's head after that of its spanner: `To date, Plan`.
private func head(of column: Int, in table: ReportTable) -> String {
  // A column of marks may have no head on the page; a file needs one.
  let own = table.columns[column].head.isEmpty ? "Mark" : table.columns[column].head
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
