package import Ledger
package import Programme
package import Quantities

/// What a provider was paid for a unit of one HRG at one point of delivery, beside the others. All amounts are of the year to date.
package struct PriceRow: Sendable {
  /// The national point of delivery code.
  package let nationalPOD: String
  /// Index into the ledger's HRG codes.
  package let hrg: Int
  /// Actual activity.
  package let activity: Activity
  /// Actual cost, market forces factor included.
  package let cost: Money
  /// Cost ÷ activity, rounded half away from nought at the eighth decimal.
  package let price: Money
  /// Median and quartiles of the other providers' prices; nil for fewer than three.
  package let others: Quartiles<Money>?
  /// The tariff's price of the period's month, before the market forces factor; nil where there is none.
  package let tariff: Money?
  /// Cost − median of the others × activity: above nought where the provider is dearer. Nil without a median.
  package let stake: Money?
}

/// Average prices by provider, national point of delivery and HRG, of every commissioner's lines together: made once, read by the packs of all providers.
///
/// Lines without activity, HRG or national point of delivery, and points of delivery that are counted in pounds, have no price. A provider's price counts
/// where it was paid for `leastActivity` units or more, so that a single odd case makes neither a median nor a finding.
package struct PriceTable: Sendable {
  /// The least activity of a price, whole units.
  package static let leastActivity = 10

  private struct Key: Hashable {
    let pod: Int
    let hrg: Int
  }
  private struct Sum {
    var cost: Int128 = 0
    var activity: Int128 = 0
    var price: Money? {
      guard activity >= Int128(PriceTable.leastActivity) * exactScale, cost > 0 else { return nil }
      return scaledExactly(cost, by: exactScale, over: activity).map { Money(parts: $0) }
    }
  }

  private let pods: [String]
  private let hrgs: [String]
  private let month: MonthIndex
  private let byProvider: [[Key: Sum]]
  private let priceOfProvider: [Key: [(provider: Int, price: Money)]]
  private let costOfProvider: [Int128]
  private let ownProviders: Int

  /// Adds the lines up.
  package init(_ ledger: ProgrammeLedger) {
    let grouping = PODGrouping(ledger.pods)
    pods = Set(ledger.pods.map(\.nationalPOD)).sorted()
    hrgs = ledger.hrgs
    month = ledger.period.index
    ownProviders = ledger.providers.ownCount
    var places: [String: Int] = [:]
    for (place, name) in pods.enumerated() { places[name] = place }
    let placeOfPOD = ledger.pods.enumerated().map { index, pod -> Int? in
      pod.nationalPOD.isEmpty || !grouping.hasUnit[grouping.groupOfPOD[index]] ? nil : places[pod.nationalPOD]
    }
    let isBlank = ledger.hrgs.map(\.isEmpty)
    let lines = ledger.lines
    var byProvider: [[Key: Sum]] = []
    var costs: [Int128] = []
    for provider in 0..<ownProviders {
      var sums: [Key: Sum] = [:]
      var cost: Int128 = 0
      for place in lines.byProvider.indices.contains(provider) ? lines.byProvider[provider] : [] {
        let line = Int(place)
        cost += Int128(lines.ytd.actualCost[line])
        guard let pod = placeOfPOD[Int(lines.pod[line])], !isBlank[Int(lines.hrg[line])], lines.ytd.actualActivity[line] != 0 else { continue }
        let key = Key(pod: pod, hrg: Int(lines.hrg[line]))
        sums[key, default: Sum()].cost += Int128(lines.ytd.actualCost[line])
        sums[key, default: Sum()].activity += Int128(lines.ytd.actualActivity[line])
      }
      byProvider.append(sums)
      costs.append(cost)
    }
    var prices: [Key: [(provider: Int, price: Money)]] = [:]
    for (provider, sums) in byProvider.enumerated() {
      for (key, sum) in sums { if let price = sum.price { prices[key, default: []].append((provider, price)) } }
    }
    self.byProvider = byProvider
    priceOfProvider = prices
    costOfProvider = costs
  }

  /// A provider's prices that stand beside three others or a tariff: largest money at stake first, whichever way; then those with a tariff alone, largest cost
  /// first; ties by point of delivery and HRG.
  package func rows(of provider: Int, tariff: Tariff) -> [PriceRow] {
    guard byProvider.indices.contains(provider) else { return [] }
    return byProvider[provider].compactMap { key, sum -> PriceRow? in
      guard let price = sum.price else { return nil }
      let others = quartilesOfMoney((priceOfProvider[key] ?? []).filter { $0.provider != provider }.map(\.price))
      let national = tariff.price(pod: pods[key.pod], hrg: hrgs[key.hrg], in: month)
      guard others != nil || national != nil else { return nil }
      let (cost, activity) = (Money(parts: sum.cost), Activity(parts: sum.activity))
      let stake = others.map { cost - Money(parts: scaledExactly($0.median.parts, by: sum.activity, over: exactScale) ?? 0) }
      return PriceRow(
        nationalPOD: pods[key.pod], hrg: key.hrg, activity: activity, cost: cost, price: price, others: others, tariff: national, stake: stake)
    }.sorted { a, b in
      switch (a.stake?.magnitude, b.stake?.magnitude) {
      case (let x?, let y?) where x != y: return x > y
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil) where a.cost != b.cost: return a.cost > b.cost
      default: return (a.nationalPOD, a.hrg) < (b.nationalPOD, b.hrg)
      }
    }
  }

  /// All that a provider was paid.
  package func cost(of provider: Int) -> Money { costOfProvider.indices.contains(provider) ? Money(parts: costOfProvider[provider]) : .zero }
}

/// Median and quartiles of three or more amounts, as of ratios, rounded half away from nought at the eighth decimal.
package func quartilesOfMoney(_ values: [Money]) -> Quartiles<Money>? {
  guard let exact = quartiles(of: values.compactMap { ExactRatio($0.parts, over: exactScale) }) else { return nil }
  func money(_ ratio: ExactRatio) -> Money { Money(parts: ratio.parts ?? 0) }
  return Quartiles(lower: money(exact.lower), median: money(exact.median), upper: money(exact.upper), count: exact.count)
}
