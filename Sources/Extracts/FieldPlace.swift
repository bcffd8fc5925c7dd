package import Quantities

/// Where a column of the layout stands in a table.
package enum FieldPlace: Sendable, Hashable {
  /// Nowhere: nobody says what would stand in it.
  case absent
  /// It is said, but by no column: a constant of the profile, or what the file's name says.
  case unplaced
  /// In one column, from 1.
  case column(Int)
  /// In a column for each month: twelve of them, from 1, from April on; nought for a month that has none.
  case ofMonths([Int])

  /// Where a heading was found: the number of its column, from nought; −1 where the header has none.
  init(ofHeading place: Int) { self = place < 0 ? .absent : .column(place + 1) }

  /// Whether rows say anything of it.
  package var isGiven: Bool { self != .absent }

  /// The column, from 1, in which a row of a month has it; nil where no single column says it.
  ///
  /// - Parameter financialMonth: 1 for April to 12 for March; nil where the table has no columns for months.
  package func column(financialMonth: Int?) -> Int? {
    switch self {
    case .absent, .unplaced: return nil
    case .column(let column): return column
    case .ofMonths(let columns):
      guard let financialMonth, columns.indices.contains(financialMonth - 1), columns[financialMonth - 1] > 0 else { return nil }
      return columns[financialMonth - 1]
    }
  }
}

extension [FieldPlace] {
  /// The column, from 1, in which a row of a month has a field of the layout; nil where no single column says it.
  package func column(ofField place: Int, _ month: MonthIndex) -> Int? {
    indices.contains(place) ? self[place].column(financialMonth: month.month) : nil
  }
}
