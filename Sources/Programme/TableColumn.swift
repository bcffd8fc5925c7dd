import Findings
import Quantities

/// A column of a table file: its name, how its fields are read, and its sentence in the reference.
package struct Column<Value: Sendable>: Sendable {
  /// The name in the header.
  let name: String
  /// What a field must be: `a date, 2016-03-14`.
  let expectation: String
  /// Whether the column must be there.
  let isNeeded: Bool
  /// What the reference says.
  let meaning: String
  /// Reads a field that is not blank; nil when it is not what is expected.
  let parse: @Sendable (String) -> Value?

  init(_ name: String, _ kind: FieldKind<Value>, isNeeded: Bool = true, _ meaning: String) {
    self.name = name
    expectation = kind.expectation
    parse = kind.parse
    self.isNeeded = isNeeded
    self.meaning = meaning
  }

  /// The column without the type of its fields.
  var document: ColumnDocument { ColumnDocument(name: name, expectation: expectation, isNeeded: isNeeded, meaning: meaning) }
}

/// What the reference says of a column.
package struct ColumnDocument: Sendable, Hashable {
  /// The name in the header.
  package let name: String
  /// What a field must be.
  package let expectation: String
  /// Whether the column must be there.
  package let isNeeded: Bool
  /// What it means.
  package let meaning: String
}

/// How the fields of a column are read.
struct FieldKind<Value: Sendable>: Sendable {
  let expectation: String
  let parse: @Sendable (String) -> Value?
}

extension FieldKind where Value == String {
  /// Any text.
  static let text = FieldKind(expectation: "a text") { $0 }
  /// A code; spaces inside are refused, because a code with one is a slip of the hand.
  static let code = FieldKind(expectation: "a code without spaces") { $0.contains(" ") ? nil : $0 }
}

extension FieldKind where Value == Money {
  /// An amount of pounds. `£`, thousands commas and accounting brackets are understood.
  static let money = FieldKind(expectation: "an amount in pounds, such as 1234.50") { amountText($0).flatMap { Money(decimal: $0) } }
}

extension FieldKind where Value == Int {
  /// A count of people or things; decimals are rounded.
  static let count = FieldKind(expectation: "a whole number") { text in
    amountText(text).flatMap { Activity(decimal: $0) }.flatMap { $0.parts < 0 ? nil : Int(exactly: $0.rounded) }
  }
}

extension FieldKind where Value == Activity {
  /// A plain decimal number: a percentage, a rate, a count.
  static let number = FieldKind(expectation: "a number, such as 92.5") { text in
    amountText(text.hasSuffix("%") ? String(text.dropLast()) : text).flatMap { Activity(decimal: $0) }
  }
}

extension FieldKind where Value == Double {
  /// A market forces factor.
  static let factor = FieldKind(expectation: "a factor between 0.5 and 2, such as 1.2976") { text in
    Activity(decimal: text).map(\.approximation).flatMap { (0.5...2).contains($0) ? $0 : nil }
  }
}

extension FieldKind where Value == CalendarDate {
  /// A date, ISO or British.
  static let date = FieldKind(expectation: "a date, 2016-03-14 or 14/03/2016") { CalendarDate(iso: $0) ?? CalendarDate(british: $0) }
}

extension FieldKind where Value == Period {
  /// A month in any of its three spellings.
  static let period = FieldKind(expectation: "a period, 2015-16/M11") { text in Period(text).flatMap { $0.month == 13 ? nil : $0 } }
  /// A month, or the thirteenth for what is done at the year's end.
  static let periodOrYearEnd = FieldKind(expectation: "a period, 2015-16/M11, or M13 for the year’s end") { Period($0) }
}

extension FieldKind where Value == FinancialYear {
  /// A financial year.
  static let year = FieldKind(expectation: "a financial year, 2015-16") { FinancialYear($0) }
}

extension FieldKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the names of a type, whatever its capitals.
  static var choice: FieldKind {
    FieldKind(expectation: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", ")) { text in
      Value.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
    }
  }
}

/// A plain decimal from an amount as people write it: `£1,234.50`, `(12.00)`, `-3`, `- 3`; nil when commas stand at odd places.
private func amountText(_ text: String) -> String? {
  var body = text.trimmed
  var isNegative = false
  if body.hasPrefix("("), body.hasSuffix(")") {
    isNegative = true
    body = String(body.dropFirst().dropLast()).trimmed
  }
  if body.hasPrefix("-") || body.hasPrefix("\u{2212}") {
    guard !isNegative else { return nil }
    isNegative = true
    body = String(body.dropFirst()).trimmed
  }
  if body.hasPrefix("£") { body = String(body.dropFirst()).trimmed }
  if body.contains(",") {
    let whole = body.split(separator: ".", omittingEmptySubsequences: false)
    let groups = whole[0].split(separator: ",", omittingEmptySubsequences: false)
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }), whole.dropFirst().allSatisfy({ !$0.contains(",") })
    else {
      return nil
    }
    body = body.replacing(",", with: "")
  }
  guard let first = body.utf8.first, (first >= 0x30 && first <= 0x39) || first == UInt8(ascii: ".") else { return nil }
  return isNegative ? "-" + body : body
}
