package import Quantities

/// The weights of the twelve months of one year, April first.
package struct Phasing: Sendable, Hashable {
  /// Twelve weights, none below nought, their sum above nought.
  package let weights: [Int128]
  /// The sum of the weights.
  package let total: Int128

  /// Equal twelfths.
  package static let twelfths = Phasing(known: Array(repeating: 1, count: 12))

  private init(known weights: [Int128]) {
    self.weights = weights
    total = weights.reduce(0, +)
  }

  /// Takes twelve weights, April first.
  ///
  /// - Returns: nil unless there are twelve, none below nought and not all nought.
  package init?(weights: [Int]) {
    guard weights.count == 12, weights.allSatisfy({ $0 >= 0 }), weights.contains(where: { $0 > 0 }) else { return nil }
    self.init(known: weights.map { Int128($0) })
  }

  /// Takes the twelve months of a whole earlier year as weights.
  ///
  /// - Returns: nil unless there are twelve, none below nought and not all nought, since a month of credits has no share of a year.
  package init?(lastYear months: [Money]) {
    guard months.count == 12, months.allSatisfy({ $0.parts >= 0 }), months.contains(where: { $0.parts > 0 }) else { return nil }
    self.init(known: months.map(\.parts))
  }

  /// The days of each month of a financial year, with 29 February where there is one.
  package static func calendarDays(of year: FinancialYear) -> Phasing {
    let calendar = (1...12).map { Period(year: year, month: $0).calendar }
    return Phasing(known: calendar.map { Int128(daysInMonth(year: $0.year, month: $0.month)) })
  }

  /// The working days of England in each month of a financial year.
  package static func workingDays(of year: FinancialYear) -> Phasing {
    Phasing(known: (1...12).map { Int128(WorkingCalendar.england.workingDayCount(in: Period(year: year, month: $0))) })
  }

  /// The weight of the months up to and including a financial month, 0 to 12; a later one (month 13) counts as the twelfth.
  package func elapsed(through month: Int) -> Int128 { weights.prefix(max(0, min(month, 12))).reduce(0, +) }

  /// Splits an amount for the year into twelve months. Each is rounded half away from nought to the unit; the last takes the remainder, so that the
  /// twelve always add to the amount.
  ///
  /// - Parameter unit: 10⁻⁸ parts to round to: 1 (the default) or 1,000,000 for whole pennies.
  package func split(_ annual: Money, unit: Int128 = 1) -> [Money] { split(parts: annual.parts, unit: unit).map { Money(parts: $0) } }

  /// Splits activity for the year likewise.
  package func split(_ annual: Activity, unit: Int128 = 1) -> [Activity] { split(parts: annual.parts, unit: unit).map { Activity(parts: $0) } }

  /// The amount for the year whose share up to a month is the given one: the year's part of “YTD plan ÷ the share of the year”.
  ///
  /// Rounded half away from nought at the eighth decimal. With twelfths, amount × 12 ÷ months. Where the months up to now hold less than a
  /// thousandth of the year's weight, a share says nothing of a year and twelfths are taken.
  ///
  /// - Parameter missing: months of the year, from 1, that were not sent: the amount holds nothing of them, so that they are none of the months up to now.
  package func annual(fromYearToDate amount: Money, through month: Int, missing: [Int] = []) -> Money {
    Money(parts: annual(parts: amount.parts, through: month, missing))
  }

  /// The activity for the year likewise.
  package func annual(fromYearToDate amount: Activity, through month: Int, missing: [Int] = []) -> Activity {
    Activity(parts: annual(parts: amount.parts, through: month, missing))
  }

  private func split(parts: Int128, unit: Int128) -> [Int128] {
    let unit = max(unit, 1)
    var months: [Int128] = []
    months.reserveCapacity(12)
    var left = parts
    for weight in weights.prefix(11) {
      // A share is never larger than the whole, so that this always fits; the guard is for the compiler.
      let share = scaledExactly(parts, by: weight, over: total) ?? 0
      let month = unit == 1 ? share : dividedRoundingHalfAway(share, by: unit) * unit
      months.append(month)
      left -= month
    }
    months.append(left)
    return months
  }

  private func annual(parts: Int128, through month: Int, _ missing: [Int]) -> Int128 {
    let elapsed = max(1, min(month, 12))
    let left = missing.filter { (1...elapsed).contains($0) }
    let months = Int128(max(1, elapsed - left.count))
    let weight = self.elapsed(through: month) - left.reduce(0) { $0 + weights[$1 - 1] }
    if weight > total / 1000, let whole = scaledExactly(parts, by: total, over: weight) { return whole }
    return scaledExactly(parts, by: 12, over: months) ?? parts
  }
}
