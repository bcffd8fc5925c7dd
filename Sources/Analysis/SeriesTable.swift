package import Ledger
package import Quantities

/// One month of a series.
package struct MonthPoint: Sendable, Hashable {
  /// The month.
  package let month: MonthIndex
  /// What it came to, or the sum from April to it in a cumulative series.
  package let measures: Measures
  /// Whether it can be shown: some provider of the scope has stated it. A month that nobody stated is a gap, never nought.
  package let isStated: Bool
  /// Whether every provider of the programme in the scope has stated it.
  package let isComplete: Bool
}

/// Monthly series of pairs, organisations and the whole programme over the ledger's window, summed once.
package struct SeriesTable: Sendable {
  /// The first month of the window, an April.
  package let firstMonth: MonthIndex
  /// The months of the window, the period's last.
  package let monthCount: Int
  /// The period's financial year.
  package let year: FinancialYear

  private let source: MonthlySeries
  private let commissionerCount: Int
  private let ownProviderCount: Int
  private let byCommissioner: [RunningMeasures]
  private let byProvider: [RunningMeasures]
  private let total: [RunningMeasures]

  /// Sums the ledger's months.
  package init(_ ledger: ProgrammeLedger) {
    source = ledger.monthly
    firstMonth = source.firstMonth
    monthCount = source.monthCount
    year = ledger.period.year
    commissionerCount = ledger.commissioners.codes.count
    ownProviderCount = ledger.providers.ownCount
    var byCommissioner = [RunningMeasures](repeating: RunningMeasures(), count: commissionerCount * monthCount)
    var byProvider = [RunningMeasures](repeating: RunningMeasures(), count: source.providerCount * monthCount)
    var total = [RunningMeasures](repeating: RunningMeasures(), count: monthCount)
    var cell = 0
    for c in 0..<commissionerCount {
      for p in 0..<source.providerCount {
        for m in 0..<monthCount {
          var amount = RunningMeasures()
          amount.add(source.columns, line: cell)
          byCommissioner[c * monthCount + m].add(amount)
          byProvider[p * monthCount + m].add(amount)
          total[m].add(amount)
          cell += 1
        }
      }
    }
    self.byCommissioner = byCommissioner
    self.byProvider = byProvider
    self.total = total
  }

  /// The measures of a scope in a month of the window, by its offset from the first.
  package func measures(of scope: Scope, offset: Int) -> Measures {
    switch scope {
    case .programme: total[offset].measures
    case .commissioner(let c): byCommissioner[c * monthCount + offset].measures
    case .provider(let p): byProvider[p * monthCount + offset].measures
    case .pair(let c, let p): source[commissioner: c, provider: p, month: offset]
    }
  }

  /// Whether a provider's returns have stated a month of the window.
  package func isStated(provider: Int, offset: Int) -> Bool { source.stated[provider * monthCount + offset] }

  /// Whether every provider of the programme in a scope has stated a month of the window.
  package func isComplete(_ scope: Scope, offset: Int) -> Bool {
    if let provider = scope.provider { return isStated(provider: provider, offset: offset) }
    return ownProviderCount > 0 && (0..<ownProviderCount).allSatisfy { isStated(provider: $0, offset: offset) }
  }

  /// The programme's own providers that have not stated a month of the window, in axis order.
  package func unstated(offset: Int) -> [Int] { (0..<ownProviderCount).filter { !isStated(provider: $0, offset: offset) } }

  /// The months of a year, from 1, that a provider has not stated, of those up to the period.
  func missing(provider: Int, of year: FinancialYear) -> [Int] {
    let months = offsets(of: year)
    return months.filter { !isStated(provider: provider, offset: $0) }.map { $0 - months.lowerBound + 1 }
  }

  /// Every month of the window.
  package func monthly(of scope: Scope) -> [MonthPoint] {
    (0..<monthCount).map { point(scope, offset: $0, measures: measures(of: scope, offset: $0)) }
  }

  /// The months of one financial year, April first; empty when the window does not hold it, short when the period is not its March.
  package func monthly(of scope: Scope, year: FinancialYear) -> [MonthPoint] {
    offsets(of: year).map { point(scope, offset: $0, measures: measures(of: scope, offset: $0)) }
  }

  /// Each month's sum from April to it, for one financial year.
  package func cumulative(of scope: Scope, year: FinancialYear) -> [MonthPoint] {
    var sum = Measures.zero
    return offsets(of: year).map {
      sum += measures(of: scope, offset: $0)
      return point(scope, offset: $0, measures: sum)
    }
  }

  /// Each month's sum from its own April to it, for every year of the window.
  package func cumulative(of scope: Scope) -> [MonthPoint] { years.flatMap { cumulative(of: scope, year: $0) } }

  /// The financial years of the window, earliest first.
  package var years: [FinancialYear] {
    guard monthCount > 0 else { return [] }
    return (firstMonth.year.start...firstMonth.advanced(by: monthCount - 1).year.start).map { FinancialYear(start: $0) }
  }

  /// A pair's month before the period's; nought where the window does not hold it.
  func previousMonth(commissioner: Int, provider: Int) -> Measures {
    monthCount >= 2 ? source[commissioner: commissioner, provider: provider, month: monthCount - 2] : .zero
  }

  private func offsets(of year: FinancialYear) -> Range<Int> {
    let start = firstMonth.distance(to: MonthIndex(year: year, month: 1))
    let low = min(max(start, 0), monthCount)
    return low..<max(low, min(start + 12, monthCount))
  }

  private func point(_ scope: Scope, offset: Int, measures: Measures) -> MonthPoint {
    let complete = isComplete(scope, offset: offset)
    var stated = complete
    if scope.provider == nil {
      for provider in 0..<source.providerCount where isStated(provider: provider, offset: offset) { stated = true }
    }
    return MonthPoint(month: firstMonth.advanced(by: offset), measures: measures, isStated: stated, isComplete: complete)
  }
}
