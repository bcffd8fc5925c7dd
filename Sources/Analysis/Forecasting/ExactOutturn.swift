import Programme
import Quantities

/// Why an outturn was not worked out by the method that was chosen for it.
package enum ForecastReason: String, Sendable, Hashable, CaseIterable {
  /// Every month of the year is known: the outturn is their sum, by any method.
  case yearIsKnown
  /// No plan to date that a share of the year's plan could be taken of.
  case noPlan
  /// The year before is not held whole, or the months so far were next to nothing of it.
  case noPriorYear
  /// Fewer than 24 months without a gap up to now.
  case tooFewMonths
  /// Nothing has been spent this year that a share of the model's forecast could go to.
  case nothingSpent

  /// The reason in words.
  package var meaning: String {
    switch self {
    case .yearIsKnown: "the year is known"
    case .noPlan: "there is no plan to date"
    case .noPriorYear: "last year is not held whole"
    case .tooFewMonths: "fewer than 24 months without a gap are held"
    case .nothingSpent: "nothing has been spent this year"
    }
  }
}

/// One amount, cost or activity, of one leaf in a financial year: what an outturn is worked out from. Counts of 10⁻⁸.
struct AmountYear: Sendable {
  /// The months up to now, April first; nil is a month that was not sent.
  var months: [Int128?]
  /// The plan for the whole year.
  var annualPlan: Int128 = 0
  /// The plan of the months that are not known.
  var planToCome: Int128 = 0
  /// The twelve months' shares of the plan, in any unit; nil where there is none.
  var planWeights: [Int128]?
  /// The twelve months of the year before; nil where it is not held whole.
  var priorYear: [Int128]?

  init(months: [Int128?]) { self.months = months }

  /// The year to date.
  var total: Int128 { months.reduce(0) { $0 + ($1 ?? 0) } }
  /// How many months are known.
  var knownCount: Int { months.count { $0 != nil } }

  /// The outturn by shares of a year: what is known of the ordinary months, in proportion to their weight, and the corrections as they are.
  ///
  /// A month below nought is a correction: it counts once, and says nothing of the months to come. A month that was not sent is one of those to come. With no
  /// correction and every month sent, year to date × weight of the year ÷ weight of its months so far. Rounded half away from nought at the eighth decimal.
  ///
  /// - Returns: nil where the months so far hold less than a thousandth of the weight.
  func outturn(byShares weights: [Int128]) -> Int128? {
    var (ordinary, corrections) = (Int128(0), Int128(0))
    var (ordinaryWeight, correctedWeight) = (Int128(0), Int128(0))
    for (month, amount) in months.enumerated() {
      guard let amount else { continue }
      if amount < 0 {
        corrections += amount
        correctedWeight += weights[month]
      } else {
        ordinary += amount
        ordinaryWeight += weights[month]
      }
    }
    let whole = weights.reduce(0, +) - correctedWeight
    if ordinary == 0 { return corrections }
    guard whole > 0, ordinaryWeight > whole / 1000, let scaled = scaledExactly(ordinary, by: whole, over: ordinaryWeight) else { return nil }
    return corrections + scaled
  }

  /// Year to date + months to come × the mean of the last ordinary ones, at most so many. Corrections are left out of the mean.
  func outturn(byRunRateOf count: Int) -> Int128? {
    let last = months.compactMap(\.self).filter { $0 >= 0 }.suffix(max(count, 1))
    guard !last.isEmpty else { return total }
    let toCome = Int128(12 - knownCount)
    return scaledExactly(last.reduce(0, +), by: toCome, over: Int128(last.count)).map { total + $0 }
  }
}

/// What the exact methods need besides a leaf's own amounts.
struct OutturnRules: Sendable {
  /// The days of each month of the year.
  let calendarDays: [Int128]
  /// The working days of England in each.
  let workingDays: [Int128]
  /// How many months a run rate is the mean of.
  let runRateMonths: Int

  init(year: FinancialYear, runRateMonths: Int) {
    calendarDays = Phasing.calendarDays(of: year).weights
    workingDays = Phasing.workingDays(of: year).weights
    self.runRateMonths = runRateMonths
  }

  /// The weights of the twelve months by which a method spreads a year; nil where it does not, or the amount has none.
  func weights(_ method: ForecastMethod, _ amount: AmountYear) -> [Int128]? {
    switch method {
    case .straightLine: Phasing.twelfths.weights
    case .calendarDays: calendarDays
    case .workingDays: workingDays
    case .planProfile: amount.planWeights
    case .priorYearProfile: amount.priorYear
    case .runRate, .planRemainder, .exponentialSmoothing, .dampedSmoothing, .theta: nil
    }
  }

  /// The outturn by an exact method, the method that it was worked out by in the end, and why that is another.
  func outturn(_ method: ForecastMethod, _ amount: AmountYear) -> (parts: Int128, method: ForecastMethod, reason: ForecastReason?) {
    if amount.knownCount >= 12 { return (amount.total, method, .yearIsKnown) }
    switch method {
    case .planRemainder: return (amount.total + amount.planToCome, method, nil)
    case .runRate: if let parts = amount.outturn(byRunRateOf: runRateMonths) { return (parts, method, nil) }
    default: if let weights = weights(method, amount), let parts = amount.outturn(byShares: weights) { return (parts, method, nil) }
    }
    let straight = amount.outturn(byShares: Phasing.twelfths.weights) ?? amount.total
    switch method {
    case .planProfile: return (straight, .straightLine, .noPlan)
    case .priorYearProfile: return (straight, .straightLine, .noPriorYear)
    case .exponentialSmoothing, .dampedSmoothing, .theta: return (straight, .straightLine, .tooFewMonths)
    default: return (straight, .straightLine, nil)
    }
  }
}
