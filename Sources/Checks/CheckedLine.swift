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

  /// The usual price of some lines. The list is put in order.
  package init(_ prices: inout [Int64]) {
    guard !prices.isEmpty else {
      self = .unknown
      return
    }
    prices.sort()
    let median = middle(prices)
    var deviations = prices.map { abs($0 - median) }
    deviations.sort()
    let deviation = Int128(middle(deviations)) * 14826 / 10000
    self.init(count: Int32(clamping: prices.count), median: median, deviation: Int64(clamping: deviation))
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
    actualActivity == 0 ? nil : Int64(exactly: Int128(actualPrice) * exactScale / Int128(actualActivity))
  }
}

/// A check of single lines: a pure function from a line and a limit to the money at stake.
package struct LineCheck: Sendable {
  /// What it is.
  package let definition: CheckDefinition
  /// The money at stake, a count of 10⁻⁸ pounds, where the line fires it; nil where it passes. The limit is a count of 10⁻⁸.
  package let stake: @Sendable (_ line: borrowing CheckedLine, _ limit: Int64) -> Int64?

  init(_ definition: CheckDefinition, _ stake: @escaping @Sendable (_ line: borrowing CheckedLine, _ limit: Int64) -> Int64?) {
    self.definition = definition
    self.stake = stake
  }
}
