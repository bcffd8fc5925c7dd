import Figures
import Quantities
package import Report

/// `datapackage.json`: what the data files of a pack hold, by the Frictionless standard: for each file its columns with type, unit and meaning, the words that
/// stand for a missing value, and the columns that tell its rows apart.
///
/// - Parameter files: the data files as they are written, in the order of `dataFiles`.
package func dataPackage(of report: ReportDocument, files: [DataFile], facts: some FigureFacts) -> DataFile {
  let identity = report.identity
  var names: Set<String> = []
  var json = JSONWriter()
  json.object { json in
    json.field("profile") { $0.string("tabular-data-package") }
    json.field("name") { $0.string(packageName("\(identity.kind.rawValue)-\(identity.code)-\(identity.period.identifier)")) }
    json.field("title") { $0.string("\(identity.documentTitle): \(identity.name), \(identity.period.description) \(identity.cut.rawValue)") }
    json.field("description") { json in
      json.string(
        "The tables of the pack and the data of its charts, with exact values. A total, where a table has one, is the last row. "
          + "Text that a spreadsheet would take for a formula begins with an apostrophe.")
    }
    json.field("created") { $0.string(identity.releaseDateISO + "T00:00:00Z") }
    json.newLine()
    json.field("resources") { json in
      json.array(zip(dataTables(of: report), files)) { pair, json in
        let (data, file) = pair
        json.newLine()
        json.object { write(data, file, name: unique(packageName(data.id), &names), facts, to: &$0) }
      }
    }
  }
  json.finish()
  return DataFile(name: "datapackage.json", bytes: json.bytes)
}

/// Writes a file's description. Its path comes first, so that the leak test can tell whose line it reads.
private func write(_ data: DataTable, _ file: DataFile, name: String, _ facts: some FigureFacts, to json: inout JSONWriter) {
  let columns = dataColumns(of: data.table).map { DescribedColumn($0, in: data.table, facts: facts) }
  json.field("path") { $0.string(file.name) }
  json.field("name") { $0.string(name) }
  json.field("profile") { $0.string("tabular-data-resource") }
  json.field("title") { $0.string(data.title) }
  if !data.caption.isEmpty { json.field("description") { $0.string(data.caption) } }
  json.field("format") { $0.string("csv") }
  json.field("mediatype") { $0.string("text/csv") }
  json.field("encoding") { $0.string("utf-8") }
  json.field("bytes") { $0.number(String(file.bytes.count)) }
  json.field("hash") { $0.string("sha256:" + hexDigest(file.bytes)) }
  json.field("schema") { json in
    json.object { json in
      json.field("fields") { json in
        json.array(columns) { column, json in
          json.object { json in
            json.field("name") { $0.string(column.head) }
            json.field("type") { $0.string(column.isNumber ? "number" : "string") }
            if let unit = column.unit { json.field("unit") { $0.string(unit) } }
            if !column.description.isEmpty { json.field("description") { $0.string(column.description) } }
          }
        }
      }
      var words = [""] + Missing.allCases.map(\.rawValue)
      for word in columns.flatMap(\.words) where !words.contains(word) { words.append(word) }
      json.field("missingValues") { json in json.array(words) { $1.string($0) } }
      let key = primaryKey(of: data.table, columns, missing: Set(words))
      if !key.isEmpty { json.field("primaryKey") { json in json.array(key) { $1.string($0) } } }
    }
  }
}

/// What is said of a column.
private struct DescribedColumn {
  let index: Int
  let head: String
  /// Whether its values are numbers, where they are not missing.
  private(set) var isNumber = false
  /// Words that stand in it in place of numbers.
  private(set) var words: [String] = []
  /// The unit that all of its figures share.
  private(set) var unit: String?
  /// What is measured and how it is worked out, where all of its figures are of one measure.
  private(set) var description = ""

  init(_ column: DataColumn, in table: ReportTable, facts: some FigureFacts) {
    index = column.index
    head = column.head
    var measures: [String] = []
    var units: Set<String> = []
    for row in table.rows + (table.total.map { [$0] } ?? []) where row.cells.indices.contains(index) {
      switch row.cells[index] {
      case .figure(let printed), .variance(let printed), .barred(let printed, _, _):
        isNumber = true
        let id = printed.figure.id.text
        let name = String(measureName(id.lastIndex(of: "/").map { id[id.index(after: $0)...] } ?? Substring(id)))
        if measures.last != name, !measures.contains(name) {
          measures.append(name)
          units.insert(facts.measure(name).unit.rawValue)
        }
      case .text(let text): if !text.isEmpty, !words.contains(text) { words.append(text) }
      case .mark(_, let word): if !words.contains(word) { words.append(word) }
      case .verdict, .bar, .dot, .sparkline, .none: break
      }
    }
    guard isNumber else {
      words = []
      return
    }
    // Words beside numbers: one or two stand for a missing value, more are what the column says.
    words = words.filter { Double($0) == nil }
    if words.count > 3 {
      isNumber = false
      words = []
    }
    if units.count == 1 { unit = units.first }
    if measures.count == 1, let name = measures.first {
      let known = facts.measure(name)
      description = known.formula.isEmpty ? known.title : "\(known.title): \(known.formula)"
    }
  }
}

/// The first columns of text whose values together no two rows share; none where there are no such columns.
private func primaryKey(of table: ReportTable, _ columns: [DescribedColumn], missing: Set<String>) -> [String] {
  let rows = table.rows + (table.total.map { [$0] } ?? [])
  var keys = Array(repeating: "", count: rows.count)
  var names: [String] = []
  for column in columns where !column.isNumber {
    let values = rows.map { row -> String? in
      guard row.cells.indices.contains(column.index), case .text(let text) = row.cells[column.index], !missing.contains(text) else { return nil }
      return text
    }
    // A key has a value in every row.
    guard values.allSatisfy({ $0 != nil }) else { continue }
    names.append(column.head)
    for (place, value) in values.enumerated() { keys[place] += "\u{1F}" + (value ?? "") }
    if Set(keys).count == keys.count { return names }
  }
  return []
}

/// A name as the standard allows it: lower case, digits, points, underlines and hyphens.
private func packageName(_ text: String) -> String {
  String(text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") ? $0 : "-" })
}

private func unique(_ base: String, _ taken: inout Set<String>) -> String {
  var name = base
  var number = 1
  while !taken.insert(name).inserted {
    number += 1
    name = "\(base)-\(number)"
  }
  return name
}

private func hexDigest(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: sha256(bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
