package import Extracts

/// What a profile did with a file, besides the stream.
package struct Conversion: Sendable, Hashable {
  /// Rows that were left out, by the rule that left them out.
  package struct Dropped: Sendable, Hashable {
    /// Why, in words.
    package var reason: String
    /// How many.
    package var rows: Int
    /// The first of them, and the number of its sheet.
    package var firstRow: Int
    package var sheet: Int
    /// What they came to, as counts of 10⁻¹⁸ in pounds and units.
    package var amounts: FourSums
    /// Whether nobody asked for it: a row that says neither plan nor actual.
    package var isUnasked: Bool
  }
  /// The sheets that were read, by name; one without name for a text file.
  package var sheets: [String] = []
  /// Hidden sheets of the workbook, by name, whether read or not.
  package var hiddenSheets: [String] = []
  /// Visible sheets that were not read, by name.
  package var otherSheets: [String] = []
  /// Rows after the header that are not blank.
  package var rows = 0
  /// Of them those that are hidden, and were read all the same.
  package var hiddenRows: Int { hidden.reduce(0) { $0 + $1.rows } }
  /// Where they stand.
  package private(set) var hidden: [Hidden] = []
  /// Lines of the stream after its header.
  package var lines = 0
  /// Rows of a text file that have more or fewer fields than its header, or text after a closing quote: nobody knows which field is which, and they are held back.
  package var malformed: [Malformed] = []
  /// What was left out.
  package var dropped: [Dropped] = []
  /// What all rows came to, as counts of 10⁻¹⁸ in pounds and units: what was left out, and what is in the stream.
  package var amounts = FourSums()
  /// Headings of the file that no field takes.
  package var unread: [String] = []
  /// Values of fields that the profile maps and that it does not name, with how often they stand; for `profile test`.
  package var unmapped: [Unmapped] = []

  /// Hidden rows of a sheet.
  package struct Hidden: Sendable, Hashable {
    /// The number of the sheet.
    package var sheet: Int
    /// How many, and the first of them.
    package var rows: Int
    package var first: [Int]
  }

  /// A row that is held back before it becomes a line.
  package struct Malformed: Sendable, Hashable {
    /// Its line in the file.
    package var row: Int
    /// How many fields it has, and how many the header.
    package var fields: Int
    package var expected: Int
    /// What stands where the header has the amounts, as counts of 10⁻¹⁸.
    package var amounts: FourSums
  }

  /// A value that a map does not name.
  package struct Unmapped: Sendable, Hashable {
    package var field: StandardField
    package var value: String
    package var rows: Int
  }

  /// Makes a report of nothing.
  package init() {}

  /// Rows that were left out.
  package var droppedRows: Int { dropped.reduce(0) { $0 + $1.rows } }
  /// What they came to.
  package var droppedAmounts: FourSums { dropped.reduce(FourSums()) { $0 + $1.amounts } }

  /// Leaves out a row that says neither plan nor actual: by its word, as long as there are few of them.
  mutating func dropUnasked(_ column: String, _ word: String, row: Int, sheet: Int, _ amounts: FourSums) {
    let reason = "\(column) is “\(word.prefix(60))”, neither plan nor actual"
    let isKnown = dropped.contains { $0.reason == reason } || dropped.count(where: \.isUnasked) < 20
    drop(isKnown ? reason : "\(column) is another word, neither plan nor actual", row: row, sheet: sheet, amounts, isUnasked: true)
  }

  /// Says that a hidden row was read.
  mutating func readHidden(row: Int, sheet: Int) {
    if hidden.last?.sheet != sheet { hidden.append(Hidden(sheet: sheet, rows: 0, first: [])) }
    let last = hidden.count - 1
    hidden[last].rows += 1
    if hidden[last].first.count < Observation.keptPlaces { hidden[last].first.append(row) }
  }

  mutating func drop(_ reason: String, row: Int, sheet: Int, _ amounts: FourSums, isUnasked: Bool = false) {
    if let known = dropped.firstIndex(where: { $0.reason == reason }) {
      dropped[known].rows += 1
      dropped[known].amounts += amounts
    } else {
      dropped.append(Dropped(reason: reason, rows: 1, firstRow: row, sheet: sheet, amounts: amounts, isUnasked: isUnasked))
    }
  }
}
