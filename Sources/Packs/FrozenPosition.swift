package import Quantities

/// What a quarter's freeze says of each pair's months, from April to the quarter's end.
package struct FrozenPosition: Sendable, Hashable {
  /// The freeze's name: `2015-16/Q3-freeze`.
  package var name: String
  /// The quarter in words: `2015-16 Q3`.
  package var quarter: String
  /// The quarter's last month.
  package var lastMonth: Period
  /// The pairs' months.
  package var cells: [Cell]

  /// A pair's month as it was frozen.
  package struct Cell: Sendable, Hashable {
    /// The commissioner's code.
    package var commissioner: String
    /// The provider's code.
    package var provider: String
    /// The month.
    package var month: Period
    /// Planned cost.
    package var plan: Money
    /// Actual cost.
    package var actual: Money

    /// Makes a cell.
    package init(commissioner: String, provider: String, month: Period, plan: Money, actual: Money) {
      self.commissioner = commissioner
      self.provider = provider
      self.month = month
      self.plan = plan
      self.actual = actual
    }
  }

  /// Makes a position.
  package init(name: String, quarter: String, lastMonth: Period, cells: [Cell]) {
    self.name = name
    self.quarter = quarter
    self.lastMonth = lastMonth
    self.cells = cells
  }
}
