import Findings

/// What a table file holds: its place, its columns, and how a row becomes a value. One definition drives reading, messages and reference.
package struct TableDefinition<Row: Sendable>: Sendable {
  /// The place relative to the programme folder.
  let path: String
  /// What the file is for, a sentence.
  let purpose: String
  /// The columns in the order of the reference.
  let columns: [ColumnDocument]
  /// The column whose values may not repeat, if there is one.
  let uniqueBy: (@Sendable (Row) -> String)?
  /// How much a doubled code matters: error where a row with money or an organisation is left out, warning where only a name is.
  let duplicateSeverity: Severity
  /// Makes a row's value; nil when something needed can't be read, which the row has reported by then.
  let decode: @Sendable (inout TableRow) -> Row?

  init(
    _ path: String, _ purpose: String, columns: [ColumnDocument], uniqueBy: (@Sendable (Row) -> String)? = nil,
    duplicateSeverity: Severity = .error, decode: @escaping @Sendable (inout TableRow) -> Row?
  ) {
    self.path = path
    self.purpose = purpose
    self.columns = columns
    self.uniqueBy = uniqueBy
    self.duplicateSeverity = duplicateSeverity
    self.decode = decode
  }

  /// Reads the file's rows; a row that can't be understood is left out with a finding at its place.
  func read(_ bytes: [UInt8], file: String) -> (rows: [Row], findings: [Finding]) { read(TableText(bytes), file: file) }

  /// Reads the rows of a file whose text is split already.
  func read(_ table: TableText, file: String) -> (rows: [Row], findings: [Finding]) {
    var findings: [Finding] = []
    let wholeFile = Origin(file: file)
    if let quote = table.unclosedQuote {
      findings.append(
        ProgrammeCheck.unclosedQuote.at(
          Origin(file: file, line: quote.line, column: quote.column), "a quote opens here and is never closed; the file is not used",
          hint: "close or double the quote"))
      return ([], findings)
    }
    guard let header = table.header else {
      findings.append(
        ProgrammeCheck.emptyFile.at(wholeFile, "the file is empty", hint: "its first line must be \(columns.map(\.name).joined(separator: ","))"))
      return ([], findings)
    }
    if table.isWindows1252 {
      findings.append(ProgrammeCheck.encoding.at(wholeFile, "the file is in Windows-1252 and is read as such", hint: "save it as UTF-8"))
    }
    guard let places = columnPlaces(header, file, &findings) else { return ([], findings) }
    var rows: [Row] = []
    var firstLines: [String: Int] = [:]
    for record in table.records {
      guard record.fields.count == header.fields.count else {
        findings.append(
          ProgrammeCheck.fieldCount.at(
            Origin(file: file, line: record.line),
            "the row has \(record.fields.count) fields, the header \(header.fields.count); the row is left out",
            hint: "quote a field with a comma in it"))
        continue
      }
      var row = TableRow(file: file, record: record, places: places)
      let value = decode(&row)
      findings += row.findings
      guard let value else { continue }
      if let key = uniqueBy?(value) {
        if let first = firstLines[key] {
          var finding = ProgrammeCheck.duplicateCode.at(
            Origin(file: file, line: record.line), value: key, "\"\(key)\" stands twice; the first is on line \(first) and counts",
            hint: "remove one of the two lines")
          finding.severity = duplicateSeverity
          findings.append(finding)
          continue
        }
        firstLines[key] = record.line
      }
      rows.append(value)
    }
    return (rows, gathered(findings))
  }

  /// The place of each declared column in the header; nil when one that is needed is missing or stands twice.
  private func columnPlaces(_ header: TableText.Record, _ file: String, _ findings: inout [Finding]) -> [String: Int]? {
    var places: [String: Int] = [:]
    var isUsable = true
    for (place, title) in header.fields.enumerated() {
      let name = title.lowercased().replacing(" ", with: "_")
      let origin = Origin(file: file, line: header.line, column: place + 1)
      guard columns.contains(where: { $0.name == name }) else {
        if title.isEmpty { continue }
        let near = nearestName(to: name, among: columns.map(\.name).filter { places[$0] == nil })
        findings.append(
          ProgrammeCheck.unknownColumn.at(
            origin, value: title, "the column \"\(title)\" has no meaning here and is passed over", hint: near.map { "did you mean \"\($0)\"?" }))
        continue
      }
      if places[name] != nil {
        isUsable = false
        findings.append(
          ProgrammeCheck.doubledColumn.at(
            origin, value: title, "the column \"\(name)\" stands twice; the file is not used", hint: "remove one of the two"))
      } else {
        places[name] = place
      }
    }
    for column in columns where column.isNeeded && places[column.name] == nil {
      isUsable = false
      findings.append(
        ProgrammeCheck.missingColumn.at(
          Origin(file: file, line: header.line), value: column.name, "the column \"\(column.name)\" is missing; the file is not used",
          hint: "the header must have \(columns.filter(\.isNeeded).map(\.name).joined(separator: ","))"))
    }
    return isUsable ? places : nil
  }

  /// The file's part of the reference, in Markdown.
  var reference: String {
    var text = "### `\(path)`\n\n\(purpose)\n\n| column | value | needed | meaning |\n|---|---|---|---|\n"
    for column in columns { text += "| `\(column.name)` | \(column.expectation) | \(column.isNeeded ? "yes" : "no") | \(column.meaning) |\n" }
    return text
  }
}

/// One row while it is read. Asking for a field that is wrong reports it; ask for every field before giving the row up, so that all its mistakes are told at once.
struct TableRow {
  let file: String
  private let record: TableText.Record
  private let places: [String: Int]
  var findings: [Finding] = []

  fileprivate init(file: String, record: TableText.Record, places: [String: Int]) {
    self.file = file
    self.record = record
    self.places = places
  }

  /// The line on which the row begins.
  var line: Int { record.line }

  /// The place of a field of the row.
  func origin<Value>(_ column: Column<Value>) -> Origin {
    Origin(file: file, line: record.line, column: places[column.name].map { $0 + 1 }, field: column.name)
  }

  /// Whether the file has the column.
  func has<Value>(_ column: Column<Value>) -> Bool { places[column.name] != nil }

  /// The field's text; empty when it is blank or the column is not there.
  func text<Value>(_ column: Column<Value>) -> String { places[column.name].map { record.fields[$0] } ?? "" }

  /// A field that must be filled.
  mutating func needed<Value>(_ column: Column<Value>) -> Value? {
    let text = text(column)
    guard !text.isEmpty else {
      findings.append(
        ProgrammeCheck.blankField.at(origin(column), "\"\(column.name)\" is blank; the row is left out", hint: "it must be \(column.expectation)"))
      return nil
    }
    return parsed(text, column, consequence: "the row is left out")
  }

  /// A field that may be blank.
  mutating func given<Value>(_ column: Column<Value>) -> Value? {
    let text = text(column)
    return text.isEmpty ? nil : parsed(text, column, consequence: "it is read as blank")
  }

  private mutating func parsed<Value>(_ text: String, _ column: Column<Value>, consequence: String) -> Value? {
    if let value = column.parse(text) { return value }
    findings.append(
      ProgrammeCheck.badField.at(origin(column), value: text, "\"\(text)\" is not \(column.expectation); \(consequence)", hint: "correct the field"))
    return nil
  }
}
