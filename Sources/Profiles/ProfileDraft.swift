import Configuration
import Extracts
package import Tables
import Workbooks

/// A profile as it can be guessed from a file: each guess with how sure it is, for a person to correct.
package struct ProfileDraft: Sendable {
  /// The profile in YAML, its guesses with their confidence in comments.
  package let yaml: String
  /// Fields that a return must have and for which no column was found.
  package let missing: [StandardField]

  /// How much of a table is looked at.
  private static let rowsLookedAt = 400
  /// How many of the first rows may be its header.
  private static let headersLookedAt = 40
  /// Guesses less sure than this are not made.
  private static let leastConfidence = 0.3

  /// Drafts one.
  ///
  /// - Parameters:
  ///   - provider: the trust whose file it is.
  ///   - name: the file's name, by which a file of plan or of actuals alone is known; such a file has one activity and one price.
  /// - Throws: `TableFault` where the file can't be read, or has no row that looks like a header.
  package init(_ file: TableFile, provider: String, name: String = "") throws(TableFault) {
    let whole = try Self(file, provider: provider, half: nil)
    let half = NamedHalf(name)
    guard let half, !whole.missing.isEmpty else {
      self = whole
      return
    }
    self = try Self(file, provider: provider, half: half)
  }

  private init(_ file: TableFile, provider: String, half: NamedHalf?) throws(TableFault) {
    var best: (table: DraftTable, score: Double)?
    // Sheets that are called plan and actual are the two halves of one return.
    let visible = file.sheets.filter { !$0.isHidden }.map(\.name)
    func called(_ words: Set<String>) -> String? {
      visible.first { name in !words.isDisjoint(with: looseHeading(name).split(separator: " ").map(String.init)) }
    }
    let kinds = [called(planWords), called(actualWords)].compactMap(\.self)
    let sheetsOfKinds = Set(kinds).count == 2 ? kinds : []
    if file.isWorkbook {
      for sheet in file.sheets where !sheet.isHidden {
        let table = DraftTable(
          sheet: sheet.name, form: nil, try Self.rows(try file.rows(of: sheet)), Self.headersLookedAt,
          isHalf: half != nil || sheetsOfKinds.contains(sheet.name))
        if let table, table.score > best?.score ?? 0 { best = (table, table.score) }
      }
    } else {
      let form = try file.form()
      if let table = DraftTable(sheet: nil, form: form, try Self.rows(try file.rows(form)), Self.headersLookedAt, isHalf: half != nil) {
        best = (table, table.score)
      }
    }
    guard let table = best?.table else {
      throw TableFault("no row of the file looks like a header", hint: "look at the file; write the profile by hand, by the reference of profiles")
    }
    let guesses = table.guesses(least: Self.leastConfidence)
    missing = Self.missing(guesses, table)
    yaml = Self.written(table, guesses, missing, provider: provider, visible: visible.count, sheetsOfKinds: sheetsOfKinds, half: half)
  }

  private static func rows(_ reader: TableReader) throws(TableFault) -> [TableRow] {
    var rows: [TableRow] = []
    var row = TableRow()
    while rows.count < rowsLookedAt, try reader.next(&row) { rows.append(row) }
    return rows
  }

  private static func missing(_ guesses: [FieldGuess], _ table: DraftTable) -> [StandardField] {
    var found = Set(guesses.map(\.field)).union(table.wide.map(\.field))
    if found.contains(.activity), table.isSplit { found.formUnion([.plannedActivity, .actualActivity]) }
    if found.contains(.price), table.isSplit { found.formUnion([.plannedPrice, .actualPrice]) }
    if !table.wide.isEmpty { found.insert(.month) }
    // The file's place says its trust and year.
    return StandardField.allCases.filter { $0.isMandatory(in: .slam) && !found.contains($0) && $0 != .provider && $0 != .year }
  }

  private static func written(
    _ table: DraftTable, _ guesses: [FieldGuess], _ missing: [StandardField], provider: String, visible: Int, sheetsOfKinds: [String],
    half: NamedHalf?
  ) -> String {
    var lines = ["# Drafted from a file. Look at every guess, then try it: outturn profile test.", "format: 1", "providers: [\(provider)]"]
    let names = sheetsOfKinds.isEmpty ? table.sheet.map { [$0] } ?? [] : sheetsOfKinds
    if visible > 1, !names.isEmpty { lines.append("sheets: [\(names.map(quotedWhereNeeded).joined(separator: ", "))]") }
    if let form = table.form, form.delimiter != 0x2C, let name = TextForm.delimiters.first(where: { $0.byte == form.delimiter })?.name {
      lines.append("delimiter: \(name)")
    }
    let once = guesses.map { table.lowerHeadings[$0.column] }.filter { heading in table.lowerHeadings.count { $0 == heading } == 1 }
    let named = once.prefix(3).map(quotedWhereNeeded)
    if table.headerRow > 1 || table.headerRows > 1 {
      let rows = table.headerRows > 1 ? ", rows: \(table.headerRows)" : ""
      lines.append("header: {contains: [\(named.joined(separator: ", "))]\(rows)}  # row \(table.headerRow)")
    }
    lines.append("columns:")
    for guess in guesses.sorted(by: { $0.column < $1.column }) {
      let heading = table.headings[guess.column]
      let same = table.headings.count { looseHeading($0) == looseHeading(heading) }
      let column = heading.isEmpty || same > 1 ? "{place: \(CellAddress.letters(guess.column))}" : quotedWhereNeeded(heading)
      lines.append("  \(guess.field.rawValue): \(column)  # \(Int((guess.confidence * 100).rounded()))% sure, \(guess.reason)")
    }
    let units = guesses.compactMap { guess in unit(table.headings[guess.column], guess.field).map { "\(guess.field.rawValue): \($0)" } }
    if !units.isEmpty { lines.append("units: {\(units.joined(separator: ", "))}  # by the headings") }
    if let half {
      lines.append("files:  # What is said above is of the \(half.part.words); draft the other too, and give what differs in its entry.")
      for part in ReturnPart.allCases {
        lines.append("  - {holds: \(part.rawValue), name: \(quotedWhereNeeded(part == half.part ? half.pattern : half.otherPattern))}")
      }
    } else if sheetsOfKinds.count == 2 {
      lines.append("lines: {column: \"{sheet}\", plan: [\(quotedWhereNeeded(sheetsOfKinds[0]))], actual: [\(quotedWhereNeeded(sheetsOfKinds[1]))]}")
    } else if let kinds = table.kinds {
      lines.append("lines:")
      lines.append("  column: \(quotedWhereNeeded(table.headings[kinds.column]))")
      lines.append("  plan: [\(kinds.plan.map(quotedWhereNeeded).joined(separator: ", "))]")
      lines.append("  actual: [\(kinds.actual.map(quotedWhereNeeded).joined(separator: ", "))]")
    }
    if !table.wide.isEmpty {
      lines += ["wide:", "  columns:"]
      for entry in table.wide { lines.append("    \(entry.field.rawValue): \(quotedWhereNeeded(entry.pattern))  # \(entry.months) months") }
    }
    let totals = guesses.filter { [.commissioner, .nationalPOD, .month, .practice].contains($0.field) }.filter { guess in
      table.values(guess.column).contains { $0.lowercased().hasPrefix("total") || $0.lowercased().hasPrefix("grand total") }
    }
    if !totals.isEmpty {
      lines.append("drop:")
      for guess in totals { lines.append("  - {column: \(quotedWhereNeeded(table.headings[guess.column])), contains: total}") }
    }
    if !missing.isEmpty {
      lines.append("# No column was found for: \(missing.map(\.rawValue).joined(separator: ", ")). Name one, or give a constant.")
    }
    let taken = Set(guesses.map(\.column)).union(table.wideColumns).union(table.kinds.map { [$0.column] } ?? [])
    let unread = table.headings.enumerated().filter { !taken.contains($0.offset) && !$0.element.isEmpty }.map {
      "\($0.element) (\(CellAddress.letters($0.offset)))"
    }
    if !unread.isEmpty { lines.append("# Not read: \(unread.joined(separator: ", ").replacing("\n", with: " "))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The unit that a heading names.
  private static func unit(_ heading: String, _ field: StandardField) -> String? {
    guard field.isAmount else { return nil }
    if heading.contains("000") || heading.lowercased().contains("£k") { return "thousands" }
    let words = looseHeading(heading).split(separator: " ")
    return words.contains("PENCE") || words.last == "P" ? "pence" : nil
  }
}

/// The half of a return that a file's name says it holds.
private struct NamedHalf {
  let part: ReturnPart
  /// What such files are called, and those of the other half.
  let pattern: String
  let otherPattern: String

  /// Nil where the name says neither plan nor actuals, or both.
  init?(_ path: String) {
    let words = ExtractFile.stem(ofPath: path).split { !$0.isLetter }.map(String.init)
    let plan = words.first { planWords.contains($0.uppercased()) }
    let actual = words.first { actualWords.contains($0.uppercased()) }
    guard (plan == nil) != (actual == nil), let word = plan ?? actual else { return nil }
    part = plan == nil ? .actual : .plan
    pattern = "*\(word.lowercased())*"
    otherPattern = plan == nil ? "*plan*" : "*actual*"
  }
}
