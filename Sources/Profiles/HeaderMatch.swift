import Quantities
import Tables
import Workbooks

/// The headings of a table, and where fields stand in it.
struct HeaderMatch {
  /// A column of a month, of a table with columns for each.
  struct MonthColumn {
    /// The financial month.
    var month: Int
    var columns: [StandardField: Int]
  }
  /// The heading of each column.
  var headings: [String]
  /// The columns of fields.
  var columns: [StandardField: Int] = [:]
  /// The months that stand in columns, in order.
  var months: [MonthColumn] = []
  /// The column that tells plan from actual.
  var kind: Int?
  /// The columns of the rows that are left out, in the order of the profile; nil where the table has no such column.
  var drops: [Int?] = []
  var end: Int?

  /// Matches the headings of a table against a profile.
  ///
  /// - Parameters:
  ///   - row: the number of the header's row.
  ///   - of: the same in words, with the sheet where there is one.
  /// - Throws: `TableFault` that names everything which is not there, with the headings that come near.
  init(_ headings: [String], _ profile: Profile, row: Int, place of: String) throws(TableFault) {
    self.headings = headings
    var doubled: [String] = []
    let written = headings.map(plainHeading)
    let comparable = headings.map(looseHeading)
    func column(_ name: String) -> Int? {
      let same = written.indices.filter { written[$0] == plainHeading(name) }
      let wanted = looseHeading(name)
      let found = !same.isEmpty || wanted.isEmpty ? same : comparable.indices.filter { comparable[$0] == wanted }
      if found.count > 1 {
        let places = found.map { CellAddress.letters($0) }
        doubled.append("“\(name)” stands in columns \(places.joined(separator: " and "))")
      }
      return found.first
    }
    // Letters are a place only where the table has that column: a heading that is not there, “CCG”, must not become column CCG.
    func place(_ letters: String) -> Int? { CellAddress.column(letters).flatMap { headings.indices.contains($0) ? $0 : nil } }
    var missing: [String] = []
    for (field, rule) in profile.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      switch rule {
      case .place(let place): columns[field] = place
      case .headings(let names):
        if let found = names.lazy.compactMap(column).first {
          columns[field] = found
        } else if !profile.optional.contains(field) {
          missing.append("“\(names.joined(separator: "” or “"))” (\(field.rawValue))")
        }
      }
    }
    if let lines = profile.lines, lines.column != LineRule.sheet {
      kind = column(lines.column) ?? place(lines.column)
      if kind == nil { missing.append("“\(lines.column)” (lines)") }
    }
    drops = profile.drops.map { column($0.column) ?? place($0.column) }
    for (rule, place) in zip(profile.drops, drops) where place == nil { missing.append("“\(rule.column)” (drop)") }
    if let rule = profile.end {
      end = column(rule.column) ?? place(rule.column)
      if end == nil { missing.append("“\(rule.column)” (ends_at)") }
    }
    if let wide = profile.wide {
      for month in 1...12 {
        var found: [StandardField: Int] = [:]
        for (field, pattern) in wide.columns {
          let names = monthWords(month, wide).map { pattern.replacing("{month}", with: $0) }
          if let place = names.lazy.compactMap(column).first { found[field] = place }
        }
        if !found.isEmpty { months.append(MonthColumn(month: month, columns: found)) }
      }
      if months.isEmpty { missing.append("any of “\(wide.columns.values.sorted().joined(separator: "”, “"))” with a month") }
    }
    for amounts in [columns] + months.map({ columns.merging($0.columns) { _, own in own } }) {
      let taken = Dictionary(grouping: amounts.filter { $0.key.isAmount }, by: \.value).filter { $0.value.count > 1 }
      if let (place, fields) = taken.min(by: { $0.key < $1.key }) {
        let names = fields.map(\.key.rawValue).sorted().joined(separator: " and ")
        throw TableFault(
          "\(names) are both read from column \(CellAddress.letters(place))", hint: "give each a column of its own in the profile", line: row)
      }
    }
    if let first = doubled.first {
      throw TableFault(
        "the header in \(of) is not clear: \(first)", hint: "give the column’s place in the profile, as {place: \(CellAddress.letters(0))}",
        line: row)
    }
    guard missing.isEmpty else {
      let there = headings.filter { !$0.isEmpty }.prefix(40).map { "“\($0.prefix(60))”" }.joined(separator: ", ")
      throw TableFault(
        "the header in \(of) has no column \(missing.joined(separator: ", no column "))",
        hint: "its columns are \(there); "
          + (profile.isStandard ? "correct the heading, or ask for the column" : "correct the profile, or ask for the column"),
        line: row)
    }
  }

  /// The headings that nothing takes.
  func unread() -> [String] {
    var taken = Set(columns.values)
    for month in months { taken.formUnion(month.columns.values) }
    for place in drops + [kind, end] { if let place { taken.insert(place) } }
    return headings.enumerated().compactMap { !taken.contains($0.offset) && !$0.element.isEmpty ? $0.element : nil }
  }
}

/// A heading without regard to capitals and to how many spaces stand where.
private func plainHeading(_ text: String) -> String { text.lowercased().split { $0.isWhitespace }.joined(separator: " ") }

/// A heading by its letters, digits and signs of money and share alone: “Plan” and “Plan £” stay two.
func looseHeading(_ text: String) -> String {
  let kept = text.uppercased().map { $0.isLetter || $0.isNumber || "£€$%#".contains($0) ? $0 : " " }
  return String(kept).split(separator: " ").joined(separator: " ")
}

/// What a month may be called in a heading.
private func monthWords(_ month: Int, _ wide: WideRule) -> [String] {
  if wide.months.count == 12 { return [wide.months[month - 1]] }
  let name = Period(year: FinancialYear(start: 2015), month: month).shortMonthName
  let padded = month < 10 ? "0\(month)" : "\(month)"
  return [name, String(name.prefix(3)), "M\(padded)", "M\(month)", "Month \(month)", padded, "\(month)"]
}

extension String {
  /// Without spaces at the ends.
  var trimmed: String {
    let inner = drop { $0.isWhitespace }
    guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(inner[...last])
  }
}
