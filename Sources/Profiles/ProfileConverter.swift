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
  /// What is made of each row of that table; nil until its header is found.
  private var plan: TablePlan?
  /// The headers of the tables that were read, one for each sheet.
  private var headers: [HeaderMatch] = []
  /// How many fields a text file's header has.
  private var width = 0
  private var skipped = 0
  private var isEnded = false
  private var row = TableRow()
  private var output: [UInt8] = []
  private var taken = 0
  private var line = 1
  /// The lines of the row at hand, and their amounts.
  private var lines: [Line] = []
  private var amounts = AmountTexts()
  private var months = TextMemo<MonthReading?>()
  private var kinds = TextMemo<RowKind?>()
  private var dates = TextMemo<[UInt8]>()
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
    guard profile.files.isEmpty else {
      throw TableFault(
        "the profile has the plan in files named \(profile.names(of: .plan)) and the actuals in files named \(profile.names(of: .actual)), and this one is neither",
        hint: "name the file so, or correct \"files\" in the profile")
    }
    self.profile = profile
    self.file = file
    sheets = file.isWorkbook ? try chosenSheets(profile, file, &report) : []
    if !file.isWorkbook { form = try file.form(coding: profile.coding, delimiter: profile.delimiter) }
    var given = Set(profile.columns.keys).union(profile.constants.keys).union(profile.wide?.columns.keys.map { $0 } ?? [])
    if given.contains(.activity) { given.formUnion([.plannedActivity, .actualActivity]) }
    if given.contains(.price) { given.formUnion([.plannedPrice, .actualPrice]) }
    let extract = profile.extract
    fields = StandardField.allCases.filter { $0.header(in: extract) != nil && ($0.isMandatory(in: extract) || given.contains($0)) }
    var defaults = profile.constants.mapValues { Array($0.utf8) }
    if profile.columns[.provider] == nil, defaults[.provider] == nil { defaults[.provider] = Array(provider.utf8) }
    if profile.columns[.year] == nil, defaults[.year] == nil { defaults[.year] = Array(yearText(year).utf8) }
    self.defaults = defaults
    for (place, field) in fields.enumerated() { append((field.header(in: extract) ?? "").utf8, last: place == fields.count - 1) }
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

  /// Where a sheet has what stands in the stream's columns, one after the other.
  ///
  /// - Parameter sheet: the number of the sheet; nought in a text file.
  func fieldPlaces(sheet: Int) -> [FieldPlace] {
    guard headers.indices.contains(sheet) else { return [] }
    let match = headers[sheet]
    return fields.map { field in
      // Of a file of actuals alone nobody knows the plan, and the other way round.
      let isOfOther = field.isAmount && field.part != nil && profile.part == field.part?.other
      func column(_ columns: [StandardField: Int]) -> Int? { columns[field] ?? (isOfOther ? nil : field.ofEither.flatMap { columns[$0] }) }
      if let place = column(match.columns) { return .column(place + 1) }
      let months = match.months.compactMap { month in column(month.columns).map { (month.month, $0 + 1) } }
      if !months.isEmpty {
        return .ofMonths((1...12).map { month in months.first { $0.0 == month }?.1 ?? 0 })
      }
      let isOfHeading = field == .month && !match.months.isEmpty
      return isOfHeading || defaults[field]?.isEmpty == false ? .unplaced : .absent
    }
  }

  /// The heading of a column, from 1; empty where it has none.
  func heading(sheet: Int, column: Int) -> String {
    guard headers.indices.contains(sheet), headers[sheet].headings.indices.contains(column - 1) else { return "" }
    return headers[sheet].headings[column - 1]
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
      if plan == nil { throw noHeader() }
      self.reader = nil
      return true
    }
    guard let plan else {
      try seekHeader()
      return true
    }
    if skipped < profile.skippedRows {
      skipped += 1
      return true
    }
    if row.cells.allSatisfy({ row.text($0).allSatisfy { $0 <= 0x20 } }) { return true }
    convert(plan)
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
    plan = nil
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

  /// Looks whether the row is the header.
  private func seekHeader() throws(TableFault) {
    let words = Dictionary(
      row.cells.map { (Int($0.column), String(decoding: row.text($0), as: UTF8.self).trimmed) }, uniquingKeysWith: { first, _ in first })
    header = header.filter { $0.number > row.number - profile.header.rows } + [(row.number, words)]
    guard isHeader(words) else { return }
    let headings = joinedHeadings()
    let number = header[header.count - 1].number
    let found = try HeaderMatch(
      headings, profile, row: number, place: sheets.isEmpty ? "row \(number)" : "row \(number) of the sheet “\(sheets[sheet].name)”")
    headers.append(found)
    plan = TablePlan(found, profile, fields, defaults)
    width = row.fieldCount
    let known = Set(report.unread)
    report.unread += found.unread().filter { !known.contains($0) }
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
    return TableFault(
      "\(of) has no row with all of \(wanted)\(near)",
      hint: profile.isStandard
        ? "a layout of the trust’s own needs a profile, which outturn profile suggest drafts from the file; else ask for it in the standard’s layout"
        : "correct \"header\" in the profile, or ask for the file again")
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

  private func convert(_ plan: TablePlan) {
    report.rows += 1
    let kind = profile.lines == nil ? kindOfFile : kindOfRow(plan)
    readAmounts(plan, kind)
    let total = lines.count == 1 ? lines[0].sums : lines.reduce(FourSums()) { $0 + $1.sums }
    report.amounts += total
    if let rule = plan.end {
      isEnded = isEnded || rule.holds(text(rule.place))
      // What follows is read on, so that money in it is seen.
      if isEnded { return report.drop("from the row on of which \(rule.words)", row: row.number, sheet: sheet, total) }
    }
    if row.isHidden {
      if profile.dropsHiddenRows { return report.drop("hidden rows", row: row.number, sheet: sheet, total) }
      report.readHidden(row: row.number, sheet: sheet)
    }
    for rule in plan.drops where rule.holds(text(rule.place)) {
      return report.drop(rule.words, row: row.number, sheet: sheet, total)
    }
    if let rule = profile.lines, kind == nil {
      return report.dropUnasked(rule.column, kindWord(plan), row: row.number, sheet: sheet, total)
    }
    if form != nil, row.isMalformed || row.fieldCount != width {
      report.malformed.append(
        .init(row: row.number, fields: row.isMalformed && row.fieldCount == width ? 0 : row.fieldCount, expected: width, amounts: total))
      return
    }
    for place in lines.indices { write(lines[place], plan) }
    if lines.isEmpty { report.drop("no month has an amount", row: row.number, sheet: sheet, total) }
  }

  // MARK: Amounts

  /// What goes into one line.
  private struct Line {
    var month: Int?
    /// The number of its amounts among those of the row.
    var amounts: Int
    var sums = FourSums()
  }

  private enum RowKind {
    case plan, actual
  }

  /// The word that tells plan from actual.
  private func kindWord(_ plan: TablePlan) -> String {
    plan.kind.map { String(decoding: text($0), as: UTF8.self) } ?? (sheets.indices.contains(sheet) ? sheets[sheet].name : "")
  }

  /// Where all rows of a file are plan or all actual: which.
  private var kindOfFile: RowKind? { profile.part.map { $0 == .plan ? .plan : .actual } }

  private func kindOfRow(_ plan: TablePlan) -> RowKind? {
    guard let rule = profile.lines else { return nil }
    func kind(_ word: String) -> RowKind? {
      if rule.plan.contains(where: { matches(word, $0) }) { return .plan }
      return rule.actual.contains { matches(word, $0) } ? .actual : nil
    }
    guard let place = plan.kind else { return kind(kindWord(plan)) }
    return kinds.value(of: text(place)) { kind(String(decoding: $0, as: UTF8.self)) }
  }

  /// Makes a line for the row, or one for each month in which it has an amount.
  private func readAmounts(_ plan: TablePlan, _ kind: RowKind?) {
    lines.removeAll(keepingCapacity: true)
    amounts.clear()
    for made in plan.lines where made.asked.isEmpty || made.asked.contains(where: { row.cell(at: $0) != nil }) {
      var line = Line(month: made.month, amounts: amounts.addLine())
      for column in made.amounts {
        let own = kind == .plan ? column.ofPlan : column.ofActual
        guard let exact = amounts.append(text(column.place), column, own, hasDecimalComma: profile.hasDecimalComma) else { continue }
        switch own {
        case .plannedPrice: line.sums.planPrice += exact
        case .actualPrice, .cost: line.sums.actualPrice += exact
        case .plannedActivity: line.sums.planActivity += exact
        case .actualActivity: line.sums.actualActivity += exact
        default: break
        }
      }
      lines.append(line)
    }
  }

  // MARK: Writing

  private func write(_ line: Line, _ plan: TablePlan) {
    let month = line.month.map { MonthReading(month: $0) } ?? monthOfRow(plan)
    let last = plan.parts.count - 1
    for (place, part) in plan.parts.enumerated() {
      switch part {
      case .amount(let field, let otherwise):
        if let range = amounts.range(line.amounts, field) {
          append(amounts.bytes[range], last: place == last)
        } else {
          append(otherwise, last: place == last)
        }
      case .month(let otherwise): append(month.map { monthTexts[$0.month] } ?? text(of: otherwise), last: place == last)
      case .year(let otherwise): append(month?.year.map { Array(yearText($0).utf8) } ?? text(of: otherwise), last: place == last)
      case .date(let source): append(date(text(of: source)), last: place == last)
      case .other(.constant(let text)): append(text, last: place == last)
      case .other(.column(let column)): append(text(column), last: place == last)
      case .other(.meanings(let column, let field, let meanings)): append(meaning(text(column), field, meanings), last: place == last)
      }
    }
    self.line += 1
    report.lines += 1
    map.add(line: self.line, sheet: sheet, row: row.number, month: line.month)
  }

  private func monthOfRow(_ plan: TablePlan) -> MonthReading? {
    guard let place = plan.month else { return nil }
    return months.value(of: text(place)) { readMonth(String(decoding: $0, as: UTF8.self), profile.monthStyle) }
  }

  private func date(_ text: [UInt8]) -> [UInt8] { dates.value(of: text[...]) { dateText($0, profile.dateStyle) } }

  private func text(of source: TablePlan.Source) -> [UInt8] {
    switch source {
    case .constant(let text): text
    case .column(let column): Array(text(column))
    case .meanings(let column, let field, let meanings): meaning(text(column), field, meanings)
    }
  }

  /// What a word stands for; itself where the profile does not say.
  private func meaning(_ own: ArraySlice<UInt8>, _ field: StandardField, _ meanings: Meanings) -> [UInt8] {
    let word = String(decoding: own, as: UTF8.self)
    if let meant = meanings[word] { return meant }
    // A file of texts that are all different must not be kept in memory.
    if unmapped[field]?.count ?? 0 < 5_000 { unmapped[field, default: [:]][word, default: 0] += 1 }
    return Array(own)
  }

  /// Appends a field, in quotes where it needs them.
  private func append(_ text: some Collection<UInt8>, last: Bool) {
    if text.contains(where: { $0 < 0x2D && ($0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D) }) {
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

  /// The text of a cell without spaces at its ends.
  private func text(_ column: Int) -> ArraySlice<UInt8> { row.cell(at: column).map { row.text($0).trimmed } ?? [] }

  private func finish() {
    guard report.unmapped.isEmpty else { return }
    report.unmapped = unmapped.flatMap { field, values in values.map { Conversion.Unmapped(field: field, value: $0.key, rows: $0.value) } }
      .sorted { ($1.rows, $0.field.rawValue, $0.value) < ($0.rows, $1.field.rawValue, $1.value) }
  }
}

/// What stands for each month in the stream.
private let monthTexts: [[UInt8]] = (0...12).map { Array(String($0).utf8) }

/// `201516`.
private func yearText(_ year: FinancialYear) -> String { "\(year.start)" + String("\((year.start + 1) % 100 + 100)".dropFirst()) }
