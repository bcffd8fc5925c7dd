package import Ledger
package import Quantities

/// The cost of the same months of each year of the window.
package struct YearTrend: Sendable, Hashable {
  /// The actual cost of the months, by year; nil for a year of which nobody has sent one.
  package let costs: [Money?]
  /// Whether the cost of a year is that of all its months to the period's, so that it is its year to date.
  package let isYearToDate: [Bool]
  /// The providers that each year’s cost is of, those without any cost left out.
  package let providers: [[Int]]

  /// The providers that one year’s sum holds and another’s lacks, of the years that anybody has sent.
  package var lacking: [Int] {
    let held = providers.indices.filter { costs[$0] != nil }.map { Set(providers[$0]) }
    let all = held.reduce(into: Set<Int>()) { $0.formUnion($1) }
    return all.filter { one in held.contains { !$0.contains(one) } }.sorted()
  }

  /// Whether a year’s cost is of the same providers as that of the year before.
  package func isLikeForLike(_ year: Int) -> Bool {
    year > 0 && costs.indices.contains(year) && costs[year] != nil && costs[year - 1] != nil && providers[year] == providers[year - 1]
  }

  /// Growth on the year before, (this − before) ÷ before; nil where the two are not like for like, or the year before cost nothing or less.
  package func growth(_ year: Int) -> ExactRatio? {
    guard isLikeForLike(year), let now = costs[year], let before = costs[year - 1], before.parts > 0 else { return nil }
    return ExactRatio(now - before, of: before)
  }
}

extension YearTrend {
  /// Several rows added up.
  package init(adding trends: [YearTrend]) {
    let count = trends.first?.costs.count ?? 0
    var costs: [Money?] = Array(repeating: nil, count: count)
    for trend in trends {
      for (year, cost) in trend.costs.enumerated() { if let cost { costs[year] = (costs[year] ?? .zero) + cost } }
    }
    self.init(
      costs: costs, isYearToDate: (0..<count).map { year in trends.allSatisfy { $0.costs[year] == nil || $0.isYearToDate[year] } },
      providers: (0..<count).map { year in Set(trends.flatMap { $0.providers[year] }).sorted() })
  }
}

/// The years of the window side by side, on the same months of each.
///
/// A provider's months are those up to the period's that it has sent in every year of which it has sent any: a month that is missing in one year is left out
/// of all, so that years are like for like. Organisations and totals are sums over their providers.
package struct YearTrends: Sendable {
  /// The financial years, earliest first.
  package let years: [FinancialYear]
  /// The months of a year up to the period's.
  package let monthCount: Int
  /// The months that each provider has sent in all its years, 1 to `monthCount`.
  package let months: [[Int]]
  /// Whether each provider has sent anything of each year's months.
  private let isHeld: [[Bool]]
  private let series: SeriesTable
  private let commissionerCount: Int

  /// Looks for the months that can be compared.
  package init(_ ledger: ProgrammeLedger, series: SeriesTable) {
    self.series = series
    commissionerCount = ledger.commissioners.codes.count
    let years = series.years
    let count = min(ledger.period.month, 12)
    self.years = years
    monthCount = count
    let own = ledger.providers.ownCount
    func isStated(_ provider: Int, _ year: FinancialYear, _ month: Int) -> Bool {
      let offset = series.firstMonth.distance(to: MonthIndex(year: year, month: month))
      guard (0..<series.monthCount).contains(offset) else { return false }
      // Codes that are not in the programme send no return: their rows stand in others', and every month counts.
      return provider >= own || series.isStated(provider: provider, offset: offset)
    }
    var months: [[Int]] = []
    var held: [[Bool]] = []
    for provider in ledger.providers.codes.indices {
      let any = years.map { year in (1...max(count, 1)).contains { isStated(provider, year, $0) } }
      let compared = zip(years, any).filter(\.1).map(\.0)
      months.append(compared.isEmpty ? [] : (1...max(count, 1)).filter { month in compared.allSatisfy { isStated(provider, $0, month) } })
      held.append(any)
    }
    self.months = months
    isHeld = held
  }

  /// The years of a scope.
  package func trend(of scope: Scope) -> YearTrend {
    var costs: [Money?] = Array(repeating: nil, count: years.count)
    var providers: [[Int]] = Array(repeating: [], count: years.count)
    for provider in scope.provider.map({ [$0] }) ?? Array(months.indices) {
      let part: Scope = scope.commissioner.map { .pair(commissioner: $0, provider: provider) } ?? .provider(provider)
      var amounts: [Money?] = []
      for (index, year) in years.enumerated() {
        amounts.append(isHeld[provider][index] ? cost(of: part, year, months[provider]) : nil)
      }
      // One that costs nothing in any year has nothing to lack.
      if amounts.allSatisfy({ $0?.isZero ?? true }), scope.provider == nil { continue }
      for (index, amount) in amounts.enumerated() {
        guard let amount else { continue }
        costs[index] = (costs[index] ?? .zero) + amount
        providers[index].append(provider)
      }
    }
    let whole = years.enumerated().map { index, year -> Bool in
      guard let cost = costs[index] else { return false }
      return cost == self.cost(of: scope, year, Array(1...max(monthCount, 1)))
    }
    return YearTrend(costs: costs, isYearToDate: whole, providers: providers)
  }

  private func cost(of scope: Scope, _ year: FinancialYear, _ months: [Int]) -> Money {
    var sum = Money.zero
    for month in months {
      let offset = series.firstMonth.distance(to: MonthIndex(year: year, month: month))
      if (0..<series.monthCount).contains(offset) { sum += series.measures(of: scope, offset: offset).actualCost }
    }
    return sum
  }
}

/// Places in an order from 1, the largest first; equal amounts stand in the order of the list, and what has no amount has no place.
package func places(_ amounts: [Money?]) -> [Int?] {
  let order = amounts.indices.filter { amounts[$0] != nil }.sorted { a, b in
    let (x, y) = (amounts[a] ?? .zero, amounts[b] ?? .zero)
    return x != y ? x > y : a < b
  }
  var places = [Int?](repeating: nil, count: amounts.count)
  for (place, index) in order.enumerated() { places[index] = place + 1 }
  return places
}
