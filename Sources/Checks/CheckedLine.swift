package import Quantities

/// What one unit of the same resource group at the same point of delivery usually costs at a provider.
package struct UsualPrice: Sendable, Hashable {
  /// The number of lines that it is known from; nought where there is none.
  package var count: Int32
  /// The median of the lines' unit prices, a count of 10⁻⁸ pounds.
  package var median: Int64
  /// The median absolute deviation from it, times 1.4826, which makes it that of a normal distribution; a count of 10⁻⁸ pounds.
  package var deviation: Int64

  /// Nothing is known.
  package static let unknown = UsualPrice(count: 0, median: 0, deviation: 0)
  /// Under so many lines a median says little.
  package static let leastLines: Int32 = 8

  /// Makes one.
  package init(count: Int32, median: Int64, deviation: Int64) {
    self.count = count
    self.median = median
    self.deviation = deviation
  }

  /// The usual price of some lines.
  ///
  /// - Parameter prices: their unit prices in order, from the least on.
  package init(ofOrdered prices: UnsafeBufferPointer<Int64>) {
    guard let least = prices.first, let most = prices.last else {
      self = .unknown
      return
    }
    if least == most {
      self.init(count: Int32(clamping: prices.count), median: least, deviation: 0)
      return
    }
    let median = Checks.middle(prices)
    // From the median both ways the deviations rise: the middle ones are met by taking the lesser of the two sides time after time.
    var above = 0
    var end = prices.count
    while above < end {
      let centre = (above + end) / 2
      if prices[centre] < median { above = centre + 1 } else { end = centre }
    }
    var below = above - 1
    var (previous, last): (Int64, Int64) = (0, 0)
    for _ in 0...prices.count / 2 {
      previous = last
      let up = above < prices.count ? prices[above] - median : .max
      let down = below >= 0 ? median - prices[below] : .max
      if up <= down {
        last = up
        above += 1
      } else {
        last = down
        below -= 1
      }
    }
    let middle = prices.count % 2 == 1 ? last : mean(previous, last)
    self.init(
      count: Int32(clamping: prices.count), median: median,
      deviation: Int64(clamping: Int128(middle) * 14826 / 10000))
  }
}

/// One line of a return that counts, as the checks of lines see it. All amounts are counts of 10⁻⁸.
package struct CheckedLine: Sendable {
  package var pod: PODTraits = []
  package var treatmentFunction: TreatmentFunctionTraits = []
  package var tariff: TariffTraits = []
  package var practice: PracticeTraits = []
  package var indicator = TariffIndicator.blank
  package var traits: LineTraits = []
  /// The month that it is of.
  package var month = MonthIndex(value: 0)
  /// Index of its commissioner on the ledger's axis.
  package var commissioner: Int32 = 0
  /// Index of the commissioner whose practice it is; −1 where that is not known.
  package var practiceCommissioner: Int32 = -1
  package var planPrice: Int64 = 0
  package var actualPrice: Int64 = 0
  package var planActivity: Int64 = 0
  package var actualActivity: Int64 = 0
  /// The part of the actual price that is market forces factor, as the return states it.
  package var marketForces: Int64 = 0
  /// What such a unit usually costs there.
  package var usual = UsualPrice.unknown
  /// What one unit costs by the national tariff, the provider's market forces factor in it; nought where the tariff is silent.
  package var tariffPrice: Int64 = 0
  /// The provider's market forces factor, a count of 10⁻⁸; nought where it is not known.
  package var providerFactor: Int64 = 0

  /// Makes a line with nothing on it.
  package init() {}

  /// The price of one unit, a count of 10⁻⁸ pounds towards nought; nil without activity, or where it is out of range.
  package var unitPrice: Int64? {
    if actualActivity == oneUnit { return actualPrice }
    if actualActivity == 0 { return nil }
    // Of a whole number of units it is the price by that number.
    let (units, rest) = actualActivity.quotientAndRemainder(dividingBy: oneUnit)
    if rest == 0, units != -1 { return actualPrice / units }
    return Int64(exactly: Int128(actualPrice) * exactScale / Int128(actualActivity))
  }

  /// What decides all checks but those that go by amounts (`LineCheck.goesByAmounts`), in one number: the traits of its codes, whose practice it is, the signs
  /// of its amounts, whether its activity is whole, whether the market forces factor is more than the price, and whether it is before April 2021.
  @inlinable package var outline: UInt64 {
    func sign(_ amount: Int64) -> UInt64 { amount == 0 ? 0 : amount < 0 ? 1 : 2 }
    var bits = UInt64(pod.rawValue)
    bits = bits << 5 | UInt64(treatmentFunction.rawValue)
    bits = bits << 9 | UInt64(tariff.rawValue)
    bits = bits << 3 | UInt64(practice.rawValue)
    bits = bits << 2 | UInt64(indicator.rawValue)
    bits = bits << 4 | UInt64(traits.rawValue)
    bits = bits << 2 | (practiceCommissioner < 0 ? 0 : practiceCommissioner == commissioner ? 1 : 2)
    bits = bits << 2 | sign(planPrice)
    bits = bits << 2 | sign(actualPrice)
    bits = bits << 2 | sign(planActivity)
    bits = bits << 2 | sign(actualActivity)
    bits = bits << 2 | sign(marketForces)
    bits = bits << 1 | (actualActivity % 100_000_000 == 0 ? 1 : 0)
    bits = bits << 1 | (marketForces.magnitude > actualPrice.magnitude ? 1 : 0)
    return bits << 1 | (month < MonthIndex(year: FinancialYear(start: 2021), month: 1) ? 1 : 0)
  }
}

/// A check of single lines: a pure function from a line and a limit to the money at stake.
package struct LineCheck: Sendable {
  /// What it is.
  package let definition: CheckDefinition
  /// The money at stake, a count of 10⁻⁸ pounds, where the line fires it; nil where it passes. The limit is a count of 10⁻⁸.
  package let stake: @Sendable (_ line: borrowing CheckedLine, _ limit: Int64) -> Int64?
  /// Whether lines of one outline may differ in whether they fire it: it compares amounts. All other checks fire by the outline alone.
  package let goesByAmounts: Bool

  init(
    _ definition: CheckDefinition, goesByAmounts: Bool = false,
    _ stake: @escaping @Sendable (_ line: borrowing CheckedLine, _ limit: Int64) -> Int64?
  ) {
    self.definition = definition
    self.goesByAmounts = goesByAmounts
    self.stake = stake
  }
}
