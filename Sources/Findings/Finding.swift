/// How much a finding matters to the totals.
package enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
  /// Worth knowing; nothing to do.
  case note
  /// Counted, but somebody should look.
  case warning
  /// Something was left out, held back or counted apart: a total is affected.
  case error

  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
  private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
}

/// A stable code of a check, `SLAM-017`: it never changes its meaning and is never used again for another.
package struct FindingCode: Sendable, Hashable, Comparable, ExpressibleByStringLiteral {
  /// The code as printed.
  package let text: String
  package init(stringLiteral text: String) { self.text = text }
  /// Makes a code from its text.
  package init(_ text: String) { self.text = text }
  package static func < (a: FindingCode, b: FindingCode) -> Bool { a.text < b.text }
}

/// Where a finding was made. Paths are relative to the programme folder, so that a finding reads the same on every machine.
package struct Origin: Sendable, Hashable, Comparable {
  /// The file, relative to the programme folder, with `/` between folders.
  package var file: String
  /// The sheet of a workbook.
  package var sheet: String?
  /// The line, from 1, as an editor counts it.
  package var line: Int?
  /// The column, from 1: of characters in YAML, of fields in CSV.
  package var column: Int?
  /// The header of the field, where a finding is about a field of a table.
  package var field: String?

  /// Makes an origin.
  package init(file: String, sheet: String? = nil, line: Int? = nil, column: Int? = nil, field: String? = nil) {
    self.file = file
    self.sheet = sheet
    self.line = line
    self.column = column
    self.field = field
  }

  /// `extracts/slam/2015-16/M11/RQM.csv:214:33 (CONTRACT MONITORING ACTUAL PRICE)`; of a workbook the cell, `…/RQM.xlsx, Activity!C214`.
  package var description: String {
    var text = file
    if sheet != nil { return text + ", " + cell + (field.map { " (\($0))" } ?? "") }
    if let line { text += ":\(line)" }
    if let line, line > 0, let column { text += ":\(column)" }
    if let field { text += " (\(field))" }
    return text
  }

  /// Of a workbook, where within it: `Activity!C214`, `Activity!row 214` where no single column is meant, `Activity` where no row is; empty for any other file.
  package var cell: String {
    guard let sheet else { return "" }
    guard let line else { return sheet }
    return sheet + "!" + (column.map(columnLetters) ?? "row ") + String(line)
  }

  package static func < (a: Origin, b: Origin) -> Bool {
    (a.file, a.sheet ?? "", a.line ?? 0, a.column ?? 0, a.field ?? "") < (b.file, b.sheet ?? "", b.line ?? 0, b.column ?? 0, b.field ?? "")
  }
}

/// The letters of a column of a sheet, from 1: `C`.
private func columnLetters(_ column: Int) -> String {
  var left = column
  var letters = ""
  while left > 0 {
    letters = String(Character(Unicode.Scalar(UInt8(0x41 + (left - 1) % 26)))) + letters
    left = (left - 1) / 26
  }
  return letters
}

/// Something that is wrong, odd or worth knowing about the input, as a value: user data never throws.
package struct Finding: Sendable, Hashable {
  /// The check that made it.
  package var code: FindingCode
  /// How much it matters.
  package var severity: Severity
  /// Where.
  package var origin: Origin
  /// The offending text as it stands in the file, cut to 60 characters.
  package var value: String?
  /// What is wrong, a sentence without full stop, beginning in lower case: `"12,3x" is not a price`.
  package var message: String
  /// What was expected, or what to do about it.
  package var hint: String?
  /// How many places the finding stands for, when like findings of one file were gathered into one.
  package var count: Int
  /// The provider whose file it is, when there is one.
  package var provider: String?
  /// The commissioner whom alone it is about, when there is one: what it says is then not for another.
  package var commissioner: String?
  /// What was there and what is, where like findings differ in that: `40 rows in place of 120`.
  package var detail: String?
  /// The money at stake, too much and too little apart; nil where it is about none, or not known.
  package var stake: Stake?

  /// Makes a finding.
  package init(
    _ code: FindingCode, _ severity: Severity, at origin: Origin, value: String? = nil, _ message: String, hint: String? = nil, count: Int = 1,
    provider: String? = nil, commissioner: String? = nil, detail: String? = nil, stake: Stake? = nil
  ) {
    self.code = code
    self.severity = severity
    self.origin = origin
    self.value = value.map { $0.count > 60 ? $0.prefix(59) + "…" : $0 }
    self.message = message
    self.hint = hint
    self.count = count
    self.provider = provider
    self.commissioner = commissioner
    self.detail = detail
    self.stake = stake
  }
}
