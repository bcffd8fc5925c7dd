import Extracts
import Quantities
import Tables
import Workbooks

/// A table as it is looked at to draft a profile: its most likely header, and what stands under it.
struct DraftTable {
  let sheet: String?
  let form: TextForm?
  let headerRow: Int
  /// How many rows the header takes.
  let headerRows: Int
  let headings: [String]
  /// How well the headings are those of a return.
  let score: Double
  private let rows: [TableRow]
  /// Whether its sheet holds plans alone, or actuals alone.
  private let isHalf: Bool
  /// The headings of the header’s last row alone.
  let lowerHeadings: [String]
  /// Amounts whose months stand in columns, with the pattern of their headings and how many months there are.
  private(set) var wide: [(field: StandardField, pattern: String, months: Int)] = []
  private(set) var wideColumns: Set<Int> = []
  /// The column that tells plan from actual, and its words.
  private(set) var kinds: (column: Int, plan: [String], actual: [String])?

  /// Finds the header among the first rows: the row whose texts are most like the names of fields; nil where none is like any.
  init?(sheet: String?, form: TextForm?, _ rows: [TableRow], _ most: Int, isHalf: Bool) {
    self.isHalf = isHalf
    var best: (place: Int, score: Double, headings: [String], rows: Int)?
    for (place, row) in rows.prefix(most).enumerated() {
      let headings = texts(row)
      let score = Self.score(headings)
      if score > best?.score ?? 1 { best = (place, score, headings, 1) }
      guard place > 0, rows[place - 1].number == row.number - 1 else { continue }
      // What stands above goes before the headings, across the blank cells beside it; it must tell more than they do alone.
      let joined = joined(texts(rows[place - 1]), headings)
      let more = Self.score(joined) - 0.5
      if more > best?.score ?? 1 { best = (place, more, joined, 2) }
    }
    guard let best else { return nil }
    headerRows = best.rows
    self.sheet = sheet
    self.form = form
    headerRow = rows[best.place].number
    headings = best.headings
    lowerHeadings = texts(rows[best.place])
    score = best.score
    self.rows = Array(rows[(best.place + 1)...])
    findKinds()
    findMonths()
  }

  /// How like those of a return some headings are: each counts for the field that it is most like, no field twice.
  private static func score(_ headings: [String]) -> Double {
    var byField: [StandardField: Double] = [:]
    for heading in headings {
      let words = HeadingWords(heading)
      let likely = StandardField.allCases.map { ($0, likeness(words, $0)) }.max { $0.1 < $1.1 }
      if let (field, score) = likely, score >= 0.5 { byField[field] = max(byField[field] ?? 0, score) }
    }
    return byField.values.sorted().reduce(0, +) + 0.3 * Double(headings.count { monthPattern($0) != nil })
  }

  /// Whether plan and actual stand in rows or sheets of their own.
  var isSplit: Bool { isHalf || kinds != nil }

  /// What stands in a column.
  func values(_ column: Int) -> [String] {
    rows.map { row in row.cell(at: column).map { String(decoding: row.text($0), as: UTF8.self).trimmed } ?? "" }
  }

  /// A column for each field that fits one, the surest first; no column twice.
  func guesses(least: Double) -> [FieldGuess] {
    let free = headings.indices.filter { !wideColumns.contains($0) && $0 != kinds?.column }
    let fields = StandardField.allCases.filter { field in
      switch field {
      case .activity, .price: isSplit
      case _ where field.header(in: .slam) == nil: false
      case .plannedActivity, .plannedPrice, .actualActivity, .actualPrice: !isSplit && wide.isEmpty
      default: true
      }
    }
    var all: [FieldGuess] = []
    for column in free {
      let values = values(column)
      let words = HeadingWords(headings[column])
      for field in fields {
        let guess = FieldGuess(field: field, column: column, byName: likeness(words, field), byContent: fitness(values, field))
        // A number alone may be any amount, and three letters any code.
        let isNamed = guess.byName > 0 || !field.isAmount && field != .provider && field != .year && field != .month
        if isNamed, guess.confidence >= least { all.append(guess) }
      }
    }
    all.sort { ($1.confidence, $0.column, $0.field.rawValue) < ($0.confidence, $1.column, $1.field.rawValue) }
    var taken: Set<Int> = []
    var found: [FieldGuess] = []
    for guess in all where !taken.contains(guess.column) && !found.contains(where: { $0.field == guess.field }) {
      taken.insert(guess.column)
      found.append(guess)
    }
    return found
  }

  private mutating func findKinds() {
    for column in headings.indices {
      let words = Set(values(column).filter { !$0.isEmpty })
      let plan = words.filter { planWords.contains($0.uppercased()) }.sorted()
      let actual = words.filter { actualWords.contains($0.uppercased()) }.sorted()
      if !plan.isEmpty, !actual.isEmpty, words.count <= 6 {
        kinds = (column, plan, actual)
        return
      }
    }
  }

  private mutating func findMonths() {
    var months: [String: Set<Int>] = [:]
    var columns: [String: [Int]] = [:]
    for (column, heading) in headings.enumerated() {
      guard let (pattern, month) = monthPattern(heading) else { continue }
      months[pattern, default: []].insert(month)
      columns[pattern, default: []].append(column)
    }
    for (pattern, found) in months.sorted(by: { $0.key < $1.key }) where found.count >= 2 {
      let words = pattern.lowercased()
      let isPlan = words.contains("plan") || words.contains("budget") || words.contains("contract")
      let isMoney = words.contains("£") || words.contains("price") || words.contains("cost") || words.contains("value") || words.contains("income")
      let field: StandardField =
        kinds != nil
        ? (isMoney ? .price : .activity) : isPlan ? (isMoney ? .plannedPrice : .plannedActivity) : isMoney ? .actualPrice : .actualActivity
      guard !wide.contains(where: { $0.field == field }) else { continue }
      wide.append((field, pattern, found.count))
      wideColumns.formUnion(columns[pattern] ?? [])
    }
  }
}

/// How many columns of a table are looked at: no return has nearly as many.
private let columnsLookedAt = 1_000

/// The cells of a row as texts.
private func texts(_ row: TableRow) -> [String] {
  let width = min(row.cells.last.map { Int($0.column) + 1 } ?? 0, columnsLookedAt)
  return (0..<width).map { column in row.cell(at: column).map { String(decoding: row.text($0), as: UTF8.self).trimmed } ?? "" }
}

/// Headings with what stands above them before each.
private func joined(_ above: [String], _ headings: [String]) -> [String] {
  var last = ""
  return headings.enumerated().map { column, heading in
    if above.indices.contains(column), !above[column].isEmpty { last = above[column] }
    return last.isEmpty || heading.isEmpty ? heading : last + " " + heading
  }
}

/// A heading with `{month}` in the place of a month's name, and which it is; nil without one.
private func monthPattern(_ heading: String) -> (pattern: String, month: Int)? {
  let words = heading.split(separator: " ", omittingEmptySubsequences: false)
  for (place, word) in words.enumerated() where word.count >= 3 && word.allSatisfy(\.isLetter) {
    guard let calendar = monthNames.firstIndex(where: { $0.lowercased() == word.lowercased() || $0.lowercased().prefix(3) == word.lowercased() })
    else {
      continue
    }
    var pattern = words.map(String.init)
    pattern[place] = "{month}"
    return (pattern.joined(separator: " "), (calendar + 9) % 12 + 1)
  }
  return nil
}
