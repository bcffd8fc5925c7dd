package import Quantities

/// The months of every commissioner × provider × POD group over the window: what forecasts are made from.
///
/// Only leaves with any row that counts are held. The months of a leaf add up to the pair's of `MonthlySeries`, group by group; whether a month was sent at all
/// is the provider's `stated` there.
package struct LeafSeries: Sendable {
  /// One commissioner at one provider in one POD group.
  package struct Leaf: Sendable, Hashable, Comparable {
    /// Index into the ledger's commissioners.
    package var commissioner: UInt16
    /// Index into the ledger's providers.
    package var provider: UInt16
    /// Index into the series' own groups.
    package var group: UInt16

    /// Makes a leaf.
    package init(commissioner: Int, provider: Int, group: Int) {
      self.commissioner = UInt16(truncatingIfNeeded: commissioner)
      self.provider = UInt16(truncatingIfNeeded: provider)
      self.group = UInt16(truncatingIfNeeded: group)
    }

    package static func < (a: Leaf, b: Leaf) -> Bool {
      (a.commissioner, a.provider, a.group) < (b.commissioner, b.provider, b.group)
    }
  }

  /// The first month of the window.
  package var firstMonth: MonthIndex
  /// The number of months, the period's last.
  package var monthCount: Int
  /// The POD groups met in the window, in code order. A group that only earlier years have is among them.
  package var groups: [String] = []
  /// The leaves, in order.
  package var leaves: [Leaf] = []
  /// 10⁻⁸ counts at (leaf × months + month).
  package var columns = MeasureColumns()

  /// Makes an empty series.
  package init(firstMonth: MonthIndex, monthCount: Int) {
    self.firstMonth = firstMonth
    self.monthCount = monthCount
  }

  /// Puts the leaves of the parts in order.
  ///
  /// - Parameter parts: leaves by group name, each with its months.
  package init(firstMonth: MonthIndex, monthCount: Int, _ parts: [LeafMonths]) {
    self.init(firstMonth: firstMonth, monthCount: monthCount)
    groups = Set(parts.map(\.group)).sorted()
    var places: [String: Int] = [:]
    for (place, name) in groups.enumerated() { places[name] = place }
    let keyed = parts.map { (leaf: Leaf(commissioner: $0.commissioner, provider: $0.provider, group: places[$0.group] ?? 0), months: $0) }
    for entry in keyed.sorted(by: { $0.leaf < $1.leaf }) {
      leaves.append(entry.leaf)
      columns.planCost += entry.months.columns.planCost
      columns.actualCost += entry.months.columns.actualCost
      columns.planActivity += entry.months.columns.planActivity
      columns.actualActivity += entry.months.columns.actualActivity
    }
  }

  /// The measures of a leaf in a month of the window.
  package subscript(leaf leaf: Int, month offset: Int) -> Measures { columns[leaf * monthCount + offset] }
}

/// One leaf's months, on the way to a series.
package struct LeafMonths: Sendable {
  /// Index into the ledger's commissioners.
  package var commissioner: Int
  /// Index into the ledger's providers.
  package var provider: Int
  /// The POD group.
  package var group: String
  /// The months of the window, 10⁻⁸ counts.
  package var columns: MeasureColumns

  /// Makes a leaf with nothing in its months.
  package init(commissioner: Int, provider: Int, group: String, monthCount: Int) {
    self.commissioner = commissioner
    self.provider = provider
    self.group = group
    columns = MeasureColumns()
    columns.planCost = Array(repeating: 0, count: monthCount)
    columns.actualCost = columns.planCost
    columns.planActivity = columns.planCost
    columns.actualActivity = columns.planCost
  }
}
