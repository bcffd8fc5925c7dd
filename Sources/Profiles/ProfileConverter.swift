import Extracts
package import Quantities
package import Tables
import Workbooks

/// Makes of a trust's own file, row by row, a stream of CSV in the standard's layout, which is then read as a standard return is.
package final class ProfileConverter {
  private let profile: Profile
  private let file: TableFile
  private let fields: [StandardField]
  private let defaults: [StandardField: [UInt8]]
  private let sheets: [Sheet]
  private var form: TextForm?
  /// The table that is being read, and the number of its sheet.
  private var reader: TableReader?
  private var sheet = -1
  private var match: HeaderMatch? { sheet >= 0 && sheet < headers.count ? headers[sheet] : nil }
  /// The headers of the tables that were read, one for each sheet.
  private var headers: [HeaderMatch] = []
  /// How many fields a text file's header has.
  private var width = 0
  private let meanings: [StandardField: [String: String]]
  private var skipped = 0
  private var isEnded = false
  private var row = TableRow()
  private var output: [UInt8] = []
  private var taken = 0
  private var line = 1
  private var unmapped: [StandardField: [String: Int]] = [:]

  /// Which row each line of the stream came from.
  package private(set) var map = RowMap()
  /// What was done besides.
  package private(set) var report = Conversion()

  /// Begins with a file.
  ///
  /// - Parameters:
  ///   - provider: the trust whose file it is, for rows that do not say.
  ///   - year: the financial year of the submission, for rows that do not say.
  /// - Throws: `TableFault` where the file holds no table that the profile reads.
  package init(_ profile: Profile, _ file: TableFile, provider: String, year: FinancialYear) throws(TableFault) {
    self.profile = profile
    self.file = file
    sheets = file.isWorkbook ? try chosenSheets(profile, file, &report) : []
    if !file.isWorkbook { form = try file.form(coding: profile.coding, delimiter: profile.delimiter) }
    var given = Set(profile.columns.keys).union(profile.constants.keys).union(profile.wide?.columns.keys.map { $0 } ?? [])
    if given.contains(.activity) { given.formUnion([.plannedActivity, .actualActivity]) }
    if given.contains(.price) { given.formUnion([.plannedPrice, .actualPrice]) }
    fields = StandardField.allCases.filter { $0.header != nil && ($0.isMandatory || given.contains($0)) }
    var defaults = profile.constants.mapValues { Array($0.utf8) }
    if profile.columns[.provider] == nil, defaults[.provider] == nil { defaults[.provider] = Array(provider.utf8) }
    if profile.columns[.year] == nil, defaults[.year] == nil { defaults[.year] = Array(yearText(year).utf8) }
    self.defaults = defaults
    // Without regard to capitals: the first in the order of the words where two differ in those alone.
    meanings = profile.values.mapValues { known in
      Dictionary(known.sorted { $0.key < $1.key }.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    for (place, field) in fields.enumerated() { append(Array((field.header ?? "").utf8), last: place == fields.count - 1) }
  }

  /// Takes more of the stream; nought at its end.
  ///
  /// - Throws: `TableFault` where the file can't be read on, or has no header that the profile knows.
  package func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) throws(TableFault) -> Int {
    while output.count - taken < count, try convertRow() {}
    let given = min(count, output.count - taken)
    output.withUnsafeBufferPointer { bytes in
      if given > 0, let base = bytes.baseAddress { buffer.update(from: base + taken, count: given) }
    }
    taken += given
    if taken > 1 << 20 {
      output.removeSubrange(..<taken)
      taken = 0
    }
    return given
  }

  /// Of the stream's columns, from nought, those that come from one column of the file: its place, from nought, and its heading.
  ///
  /// - Parameter sheet: the number of the sheet; nought in a text file.
  func columnsOfStream(sheet: Int) -> [Int: (place: Int, heading: String)] {
    guard headers.indices.contains(sheet) else { return [:] }
    let match = headers[sheet]
    var found: [Int: (place: Int, heading: String)] = [:]
    for (place, field) in fields.enumerated() {
      let generic: StandardField? =
        switch field {
        case .plannedActivity, .actualActivity: .activity
        case .plannedPrice, .actualPrice: .price
        default: nil
        }
      guard let column = match.columns[field] ?? generic.flatMap({ match.columns[$0] }) else { continue }
      found[place] = (column, match.headings.indices.contains(column) ? match.headings[column] : "")
    }
    return found
  }

  /// The names of the stream's columns, as profiles have them.
  var namesOfStream: [String] { fields.map(\.rawValue) }

  /// For each field that the last table read has a column for, that column: `C “CCG code”`, or the months of several.
  var columnsOfFields: [(field: String, column: String)] {
    guard let match = headers.last else { return [] }
    func words(_ column: Int) -> String {
      let heading = match.headings.indices.contains(column) ? match.headings[column] : ""
      return CellAddress.letters(column) + (heading.isEmpty ? "" : " “\(heading)”")
    }
    var found = match.columns.map { ($0.key, words($0.value)) }
    for field in Set(match.months.flatMap(\.columns.keys)) {
      let months = match.months.compactMap { $0.columns[field] }
      if let first = months.first, let last = months.last {
        found.append((field, "\(months.count) months, \(words(first)) to \(words(last))"))
      }
    }
    let order = StandardField.allCases
    return found.sorted { (order.firstIndex(of: $0.0) ?? 0) < (order.firstIndex(of: $1.0) ?? 0) }.map { ($0.0.rawValue, $0.1) }
  }

  // MARK: Rows

  /// Converts the next row of the file; false at its end.
  private func convertRow() throws(TableFault) -> Bool {
    guard let reader = try table() else {
      finish()
      return false
    }
    guard try reader.next(&row) else {
      if match == nil { throw noHeader() }
      self.reader = nil
      return true
    }
    guard let match = try matched() else { return true }
    if skipped < profile.skippedRows {
      skipped += 1
      return true
    }
    if row.cells.allSatisfy({ row.text($0).allSatisfy { $0 <= 0x20 } }) { return true }
    convert(match)
    return true
  }

  /// The table to read on, the next one where the last is through; nil at the end of the file.
  private func table() throws(TableFault) -> TableReader? {
    if let reader { return reader }
    guard sheet + 1 < max(sheets.count, 1) else { return nil }
    sheet += 1
    header = []
    merged = []
    nearest = nil
    skipped = 0
    isEnded = false
    if let form {
      reader = try file.rows(form)
    } else {
      reader = try file.rows(of: sheets[sheet])
      if profile.header.rows > 1 { merged = try file.mergedCells(of: sheets[sheet]) }
    }
    report.sheets.append(form == nil ? sheets[sheet].name : "")
    return reader
  }

  /// The last rows, as many as the header takes.
  private var header: [(number: Int, words: [Int: String])] = []
  private var merged: [MergedCells] = []
  private var nearest: (row: Int, lacking: [String])?

  /// The match of the header, once it is found; the row is then data. Nil while it is sought.
  private func matched() throws(TableFault) -> HeaderMatch? {
    if let match { return match }
    let words = Dictionary(
      row.cells.map { (Int($0.column), String(decoding: row.text($0), as: UTF8.self).trimmed) }, uniquingKeysWith: { first, _ in first })
    header = header.filter { $0.number > row.number - profile.header.rows } + [(row.number, words)]
    guard isHeader(words) else { return nil }
    let headings = joinedHeadings()
    let found = try HeaderMatch(headings, profile, row: header[header.count - 1].number)
    headers.append(found)
    width = row.fieldCount
    let known = Set(report.unread)
    report.unread += found.unread().filter { !known.contains($0) }
    return nil
  }

  /// Whether the row is the header’s, or the last of it.
  private func isHeader(_ words: [Int: String]) -> Bool {
    if let number = profile.header.row { return row.number == number }
    if profile.header.contains.isEmpty { return words.values.contains { !$0.isEmpty } }
    let there = Set(words.values.map { looseHeading($0) })
    let lacking = profile.header.contains.filter { !there.contains(looseHeading($0)) }
    if !lacking.isEmpty, lacking.count < (nearest?.lacking.count ?? profile.header.contains.count) { nearest = (row.number, lacking) }
    return lacking.isEmpty
  }

  private func noHeader() -> TableFault {
    let of = sheets.indices.contains(sheet) ? "the sheet “\(sheets[sheet].name)”" : "the file"
    if let row = profile.header.row {
      return TableFault("\(of) has no row \(row), where its header should be", hint: "correct \"header\" in the profile")
    }
    let wanted = profile.header.contains.map { "“\($0)”" }.joined(separator: ", ")
    guard !wanted.isEmpty else { return TableFault("\(of) is empty", hint: "ask for it again") }
    let near = nearest.map { "; row \($0.row) comes nearest and lacks \($0.lacking.map { "“\($0)”" }.joined(separator: ", "))" } ?? ""
    return TableFault("\(of) has no row with all of \(wanted)\(near)", hint: "correct \"header\" in the profile, or ask for the file again")
  }

  /// The headings of all columns. What stands over several, across merged cells, goes before each of theirs.
  private func joinedHeadings() -> [String] {
    let width = (header.flatMap(\.words.keys).max() ?? -1) + 1
    var parts: [[String]] = Array(repeating: [], count: width)
    for (place, (number, words)) in header.enumerated() {
      let above = place < header.count - 1 ? wordsAbove(number, words, width) : []
      for column in 0..<width {
        let word = words[column] ?? (above.isEmpty ? "" : above[column])
        if !word.isEmpty { parts[column].append(word) }
      }
    }
    return parts.map { $0.joined(separator: " ") }
  }

  /// What stands over each column whose own cell is blank: the text of the merged cell that it is part of; in a row without merged cells, and in text files, that
  /// of the nearest cell at its left.
  private func wordsAbove(_ number: Int, _ words: [Int: String], _ width: Int) -> [String] {
    var above = Array(repeating: "", count: width)
    let areas = merged.filter { $0.first.row == number && $0.first.column < $0.last.column }
    if areas.isEmpty {
      var last = ""
      for column in 0..<width {
        above[column] = last
        if let word = words[column], !word.isEmpty { last = word }
      }
      return above
    }
    // Merged cells never overlap; of those that do all the same the first counts, and no column is gone through twice.
    var end = 0
    for area in areas.sorted(by: { $0.first.column < $1.first.column }) where area.first.column >= end && area.first.column < width {
      end = min(area.last.column + 1, width)
      for column in area.first.column..<end { above[column] = words[area.first.column] ?? "" }
    }
    return above
  }

  private func convert(_ match: HeaderMatch) {
    report.rows += 1
    let amounts = amountsOfRow(match)
    let total = amounts.reduce(FourSums()) { $0 + $1.sums }
    report.amounts += total
    if let rule = profile.end, let place = match.end {
      isEnded = isEnded || holds(rule.condition, place)
      // What follows is read on, so that money in it is seen.
      if isEnded { return report.drop("from the row on of which \(rule.words)", row: row.number, sheet: sheet, total) }
    }
    if row.isHidden {
      if profile.dropsHiddenRows { return report.drop("hidden rows", row: row.number, sheet: sheet, total) }
      report.hiddenRows += 1
    }
    for (rule, place) in zip(profile.drops, match.drops) {
      if let place, holds(rule.condition, place) { return report.drop(rule.words, row: row.number, sheet: sheet, total) }
    }
    if let rule = profile.lines, kindOfRow(match) == nil {
      return report.dropUnasked(rule.column, kindWord(match), row: row.number, sheet: sheet, total)
    }
    if form != nil, row.isMalformed || row.fieldCount != width {
      report.malformed.append(
        .init(row: row.number, fields: row.isMalformed && row.fieldCount == width ? 0 : row.fieldCount, expected: width, amounts: total))
      return
    }
    for line in amounts { write(line, match) }
    if amounts.isEmpty { report.drop("no month has an amount", row: row.number, sheet: sheet, total) }
  }

  // MARK: Amounts

  /// The amounts that go into one line.
  private struct Line {
    var month: Int?
    var texts: [StandardField: [UInt8]] = [:]
    var sums = FourSums()
  }

  private enum RowKind {
    case plan, actual
  }

  /// The word that tells plan from actual.
  private func kindWord(_ match: HeaderMatch) -> String { match.kind.map(text) ?? (sheets.indices.contains(sheet) ? sheets[sheet].name : "") }

  private func kindOfRow(_ match: HeaderMatch) -> RowKind? {
    guard let rule = profile.lines else { return nil }
    let word = kindWord(match)
    if rule.plan.contains(where: { matches(word, $0) }) { return .plan }
    return rule.actual.contains { matches(word, $0) } ? .actual : nil
  }

  /// A line for the row, or one for each month in which it has an amount.
  private func amountsOfRow(_ match: HeaderMatch) -> [Line] {
    let kind = kindOfRow(match)
    if profile.wide == nil { return [line(match.columns, month: nil, kind)] }
    return match.months.compactMap { month in
      guard month.columns.values.contains(where: { row.cell(at: $0) != nil }) else { return nil }
      return line(match.columns.merging(month.columns) { _, own in own }, month: month.month, kind)
    }
  }

  private func line(_ columns: [StandardField: Int], month: Int?, _ kind: RowKind?) -> Line {
    var line = Line(month: month)
    for (field, place) in columns where field.isAmount {
      let cell = row.cell(at: place).map { row.text($0).trimmed } ?? []
      let read = amount(
        cell, unit: profile.units[field] ?? .units, isReversed: profile.reversed.contains(field), hasDecimalComma: profile.hasDecimalComma)
      let own: StandardField
      switch (field, kind) {
      case (.activity, .plan): own = .plannedActivity
      case (.price, .plan): own = .plannedPrice
      case (.activity, _): own = .actualActivity
      case (.price, _): own = .actualPrice
      default: own = field
      }
      line.texts[own] = read.text
      guard let exact = read.exact else { continue }
      switch own {
      case .plannedPrice: line.sums.planPrice += exact
      case .actualPrice: line.sums.actualPrice += exact
      case .plannedActivity: line.sums.planActivity += exact
      case .actualActivity: line.sums.actualActivity += exact
      default: break
      }
    }
    return line
  }

  // MARK: Writing

  private func write(_ line: Line, _ match: HeaderMatch) {
    let month = line.month.map { MonthReading(month: $0) } ?? monthOfRow(match)
    for (place, field) in fields.enumerated() {
      append(value(field, line, month, match), last: place == fields.count - 1)
    }
    self.line += 1
    report.lines += 1
    map.add(line: self.line, sheet: sheet, row: row.number)
  }

  private func monthOfRow(_ match: HeaderMatch) -> MonthReading? { match.columns[.month].flatMap { readMonth(text($0), profile.monthStyle) } }

  private func value(_ field: StandardField, _ line: Line, _ month: MonthReading?, _ match: HeaderMatch) -> [UInt8] {
    if field.isAmount { return line.texts[field] ?? defaults[field] ?? [] }
    if field == .month, let month { return Array(String(month.month).utf8) }
    if field == .year, match.columns[.year] == nil, profile.constants[.year] == nil, let year = month?.year { return Array(yearText(year).utf8) }
    guard let place = match.columns[field] else { return defaults[field] ?? [] }
    let own = Array(row.cell(at: place).map { row.text($0).trimmed } ?? [])
    guard let known = profile.values[field] else { return own }
    let word = String(decoding: own, as: UTF8.self)
    if let meant = known[word] ?? meanings[field]?[word.lowercased()] ?? known["*"] { return Array(meant.utf8) }
    // A file of texts that are all different must not be kept in memory.
    if unmapped[field]?.count ?? 0 < 5_000 { unmapped[field, default: [:]][word, default: 0] += 1 }
    return own
  }

  /// Appends a field, in quotes where it needs them.
  private func append(_ text: [UInt8], last: Bool) {
    if text.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) {
      output.append(0x22)
      for byte in text {
        if byte == 0x22 { output.append(0x22) }
        // A line end within a field would put the lines out of step with their rows.
        output.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
      }
      output.append(0x22)
    } else {
      output.append(contentsOf: text)
    }
    output.append(last ? 0x0A : 0x2C)
  }

  // MARK: Small parts

  private func text(_ column: Int) -> String { String(decoding: row.cell(at: column).map { row.text($0).trimmed } ?? [], as: UTF8.self) }

  private func holds(_ condition: RowRule.Condition, _ column: Int) -> Bool {
    let own = text(column).lowercased()
    return switch condition {
    case .equals(let wanted): own == wanted.lowercased().trimmed
    case .starts(let wanted): own.hasPrefix(wanted.lowercased())
    case .contains(let wanted): own.contains(wanted.lowercased())
    case .blank: own.isEmpty
    }
  }

  private func finish() {
    guard report.unmapped.isEmpty else { return }
    report.unmapped = unmapped.flatMap { field, values in values.map { Conversion.Unmapped(field: field, value: $0.key, rows: $0.value) } }
      .sorted { ($1.rows, $0.field.rawValue, $0.value) < ($0.rows, $1.field.rawValue, $1.value) }
  }
}

/// `201516`.
private func yearText(_ year: FinancialYear) -> String { "\(year.start)" + String("\((year.start + 1) % 100 + 100)".dropFirst()) }

/// The sheets that a profile reads.
private func chosenSheets(_ profile: Profile, _ file: TableFile, _ report: inout Conversion) throws(TableFault) -> [Sheet] {
  report.hiddenSheets = file.sheets.filter(\.isHidden).map(\.name)
  let names = file.sheets.map { "“\($0.name)”" + ($0.isHidden ? " (hidden)" : "") }.joined(separator: ", ")
  guard !profile.sheets.isEmpty else {
    let visible = file.sheets.filter { !$0.isHidden }
    guard visible.count == 1 else {
      throw TableFault(
        "the workbook has \(visible.count) visible sheets, and the profile does not say which to read",
        hint: "give \"sheets\" in the profile; there are \(names)")
    }
    return visible
  }
  var chosen: [Sheet] = []
  for pattern in profile.sheets {
    let found = file.sheets.filter { matches($0.name, pattern) && !chosen.contains($0) }
    guard !found.isEmpty || file.sheets.contains(where: { matches($0.name, pattern) }) else {
      throw TableFault("the workbook has no sheet “\(pattern)”", hint: "correct \"sheets\" in the profile; there are \(names)")
    }
    chosen += found
  }
  report.otherSheets = file.sheets.filter { !$0.isHidden && !chosen.contains($0) }.map(\.name)
  return chosen
}

/// Whether a name is a pattern's, in which `*` stands for any letters; capitals make no difference.
private func matches(_ name: String, _ pattern: String) -> Bool {
  let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
  var rest = name.lowercased()[...]
  for (place, part) in parts.enumerated() {
    if place == 0 {
      guard rest.hasPrefix(part) else { return false }
      rest = rest.dropFirst(part.count)
      if parts.count == 1 { return rest.isEmpty }
    } else if place == parts.count - 1 {
      return rest.hasSuffix(part)
    } else {
      guard part.isEmpty || rest.contains(part), let found = part.isEmpty ? rest.startIndex..<rest.startIndex : rest.firstRange(of: part) else {
        return false
      }
      rest = rest[found.upperBound...]
    }
  }
  return true
}

extension ArraySlice<UInt8> {
  /// Without spaces at the ends, those that do not break a line among them.
  fileprivate var trimmed: ArraySlice<UInt8> {
    var inner = drop { $0 <= 0x20 }
    while true {
      if let last = inner.last, last <= 0x20 {
        inner.removeLast()
      } else if inner.suffix(2).elementsEqual([0xC2, 0xA0]) {
        inner.removeLast(2)
      } else if inner.prefix(2).elementsEqual([0xC2, 0xA0]) {
        inner.removeFirst(2)
      } else {
        return inner
      }
    }
  }
}
