/// Four exact sums in the order planned price, actual price, planned activity, actual activity.
package struct FourSums: Sendable, Hashable {
  package var planPrice: Int128 = 0
  package var actualPrice: Int128 = 0
  package var planActivity: Int128 = 0
  package var actualActivity: Int128 = 0

  /// Makes sums.
  package init(planPrice: Int128 = 0, actualPrice: Int128 = 0, planActivity: Int128 = 0, actualActivity: Int128 = 0) {
    self.planPrice = planPrice
    self.actualPrice = actualPrice
    self.planActivity = planActivity
    self.actualActivity = actualActivity
  }

  /// The sums in order.
  package var all: [Int128] { [planPrice, actualPrice, planActivity, actualActivity] }
  /// Whether all are nil.
  package var isZero: Bool { self == FourSums() }

  package static func + (a: FourSums, b: FourSums) -> FourSums {
    FourSums(
      planPrice: a.planPrice + b.planPrice, actualPrice: a.actualPrice + b.actualPrice, planActivity: a.planActivity + b.planActivity,
      actualActivity: a.actualActivity + b.actualActivity)
  }
  package static func - (a: FourSums, b: FourSums) -> FourSums {
    FourSums(
      planPrice: a.planPrice - b.planPrice, actualPrice: a.actualPrice - b.actualPrice, planActivity: a.planActivity - b.planActivity,
      actualActivity: a.actualActivity - b.actualActivity)
  }
  package static func += (a: inout FourSums, b: FourSums) { a = a + b }
  package static func -= (a: inout FourSums, b: FourSums) { a = a - b }

  /// Every sum times a whole number.
  package func times(_ factor: Int128) -> FourSums {
    FourSums(
      planPrice: planPrice * factor, actualPrice: actualPrice * factor, planActivity: planActivity * factor, actualActivity: actualActivity * factor)
  }
}

/// What a file adds up to, from its raw bytes, by a routine that shares nothing with the reader.
package struct ControlTotals: Sendable, Hashable {
  /// Rows after the header that are not blank.
  package var rows = 0
  /// The readable money and activity of every row, as counts of 10⁻¹⁸.
  package var exact = FourSums()
  /// Makes totals of nothing.
  package init() {}
}

/// How many 10⁻¹⁸ make one 10⁻⁸.
package let finerThanStored: Int128 = 10_000_000_000
