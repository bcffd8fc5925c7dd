import Ledger
package import Programme
package import Quantities

/// One specialty of a commissioner beside the best of its similar peers. All amounts are of the year to date.
package struct LookRow: Sendable {
  /// Index into the ledger's treatment functions.
  package let treatmentFunction: Int
  /// Actual cost.
  package let cost: Money
  /// Actual cost × 1,000 ÷ weighted population, rounded half away from nought at the eighth decimal.
  package let rate: Money
  /// Limits of the rate's 95 % interval; nil where fewer than ten units were counted.
  package let interval: (lower: Double, upper: Double)?
  /// The peers whose mean is the benchmark: those of the lowest rates above nought, lowest first; empty where too few spend in the specialty.
  package let best: [Int]
  /// The mean of their rates; nil where there are too few.
  package let benchmark: Money?
  /// (Rate − benchmark) × population ÷ 1,000, below nought where the commissioner spends less; nil without a benchmark.
  package let excess: Money?
  /// What of the excess is activity above the peers' at the peers' price, by POD group.
  package let activityPart: Money
  /// What of it is price and mix: the remainder.
  package let pricePart: Money
  /// What of it is money without activity on either side: blocks, adjustments.
  package let otherPart: Money
  /// Cost ÷ activity of the lines with activity; nil where there is none.
  package let unitCost: Money?
  /// The same of the best peers together.
  package let benchmarkUnitCost: Money?
  /// The provider with the largest part of the cost.
  package let chiefProvider: Int?

  /// Whether the benchmark lies below the interval, so that the excess is more than the chance of one year's counts would explain.
  package var standsOut: Bool {
    guard let interval, let benchmark else { return false }
    return interval.lower > benchmark.approximation
  }
  /// The excess, where it stands out: what could be looked for here.
  package var opportunity: Money? { standsOut ? excess : nil }
}

/// Where a commissioner's spending stands above that of commissioners like it (the method of RightCare's packs, on these contracts alone).
///
/// **Benchmark.** The mean of the rates of the best five (`best`) of the similar peers: the lowest above nought. A peer that spends nothing in a specialty
/// is not among them, since its patients are then treated elsewhere.
///
/// **Interval.** Dobson and Byar's, as for a standardised rate: the cost is a weighted sum of counts, each line's units a Poisson count weighted with its mean
/// price. With O units and V = Σ units × price², a limit is cost + √(V ÷ O) × (Byar's limit of O − O). It leaves out that patients come back and that
/// units of one patient go together (true intervals are wider), that a line's price varies, and the benchmark's own chance.
package struct WhereToLook: Sendable {
  /// The rows, largest opportunity first, then the largest excess; ties by code.
  package let rows: [LookRow]
  /// The specialties with any cost.
  package let specialtyCount: Int
  /// The peers, nearest first.
  package let peers: [SimilarPeer]
  /// The commissioner's weighted population.
  package let population: Int

  /// Compares the largest specialties of a commissioner with its peers'.
  ///
  /// - Parameters:
  ///   - populations: weighted populations by the ledger's commissioners; a peer without one is left out.
  ///   - limit: how many of the largest specialties.
  /// - Returns: nil where the commissioner has no population, or fewer peers with one than the benchmark is made of.
  package init?(
    _ spend: SpecialtySpend, commissioner: Int, similarity: PeerSimilarity, populations: [Int?], settings: PeerSettings, limit: Int
  ) {
    func population(_ index: Int) -> Int? { populations.indices.contains(index) ? populations[index].flatMap { $0 > 0 ? $0 : nil } : nil }
    guard let population = population(commissioner) else { return nil }
    let peers = similarity.peers(of: commissioner).filter { populations.indices.contains($0.commissioner) && (populations[$0.commissioner] ?? 0) > 0 }
    guard settings.best > 0, peers.count >= settings.best else { return nil }
    self.peers = peers
    self.population = population
    let specialties = (0..<spend.specialtyCount).filter { (spend.cell(commissioner, $0)?.totalCost ?? 0) > 0 }
    specialtyCount = specialties.count
    let largest = specialties.sorted { a, b in
      let (x, y) = (spend.cell(commissioner, a)?.totalCost ?? 0, spend.cell(commissioner, b)?.totalCost ?? 0)
      return x != y ? x > y : a < b
    }.prefix(max(limit, 0))
    let candidates = peers.map { (index: $0.commissioner, population: populations[$0.commissioner] ?? 1) }
    rows = largest.compactMap { specialty in
      spend.cell(commissioner, specialty).map {
        row(specialty, $0, population: population, candidates: candidates, best: settings.best, spend: spend)
      }
    }.sorted { a, b in
      switch (a.opportunity, b.opportunity) {
      case (let x?, let y?) where x != y: return x > y
      case (_?, nil): return true
      case (nil, _?): return false
      default: break
      }
      let (x, y) = (a.excess, b.excess)
      if let x, let y, x != y { return x > y }
      if (x == nil) != (y == nil) { return x != nil }
      return a.treatmentFunction < b.treatmentFunction
    }
  }

  /// The rows that stand out.
  package var outstanding: [LookRow] { rows.filter(\.standsOut) }
  /// Their opportunities added.
  package var total: Money { outstanding.reduce(.zero) { $0 + ($1.opportunity ?? .zero) } }
}

private func row(
  _ specialty: Int, _ own: SpecialtySpend.Cell, population: Int, candidates: [(index: Int, population: Int)], best: Int, spend: SpecialtySpend
) -> LookRow {
  let cost = Money(parts: own.totalCost)
  let rate = cost.scaled(by: 1000, over: Int128(population))
  let spenders = candidates.compactMap { peer -> (index: Int, population: Int, rate: Money, cell: SpecialtySpend.Cell)? in
    guard let cell = spend.cell(peer.index, specialty), cell.totalCost > 0 else { return nil }
    return (peer.index, peer.population, Money(parts: cell.totalCost).scaled(by: 1000, over: Int128(peer.population)), cell)
  }.sorted { $0.rate != $1.rate ? $0.rate < $1.rate : $0.index < $1.index }
  let chosen = spenders.count >= best ? Array(spenders.prefix(best)) : []
  let benchmark =
    chosen.isEmpty ? nil : chosen.reduce(Money.zero) { $0 + $1.rate }.scaled(by: 1, over: Int128(chosen.count))
  let excess = benchmark.map { (rate - $0).scaled(by: Int128(population), over: 1000) }
  var activityPart = Money.zero
  var otherPart = Money.zero
  for group in own.cost.indices where !chosen.isEmpty {
    // What the commissioner would have had and spent at the mean rate of the best.
    func expected(_ amount: (SpecialtySpend.Cell) -> Int128) -> Int128 {
      let sum = chosen.reduce(Int128(0)) { sum, peer in
        sum + dividedRoundingHalfAway(amount(peer.cell) * Int128(population), by: Int128(peer.population))
      }
      return dividedRoundingHalfAway(sum, by: Int128(chosen.count))
    }
    let (activity, cost) = (own.activity[group], own.cost[group])
    let (peerActivity, peerCost) = (expected { $0.activity[group] }, expected { $0.cost[group] })
    if !spend.hasUnit[group] || (activity == 0 && peerActivity == 0) {
      otherPart += Money(parts: cost - peerCost)
    } else if activity == 0 || peerActivity == 0 {
      activityPart += Money(parts: cost - peerCost)
    } else {
      activityPart += Money(parts: scaledExactly(peerCost, by: activity - peerActivity, over: peerActivity) ?? 0)
    }
  }
  let chief = own.costByProvider.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key
  let pricedCost = chosen.reduce(Int128(0)) { $0 + $1.cell.pricedCost }
  let pricedActivity = chosen.reduce(Int128(0)) { $0 + $1.cell.pricedActivity }
  return LookRow(
    treatmentFunction: specialty, cost: cost, rate: rate, interval: spendInterval(own, population: population), best: chosen.map(\.index),
    benchmark: benchmark, excess: excess, activityPart: activityPart, pricePart: (excess ?? .zero) - activityPart - otherPart, otherPart: otherPart,
    unitCost: own.pricedActivity > 0 ? scaledExactly(own.pricedCost, by: exactScale, over: own.pricedActivity).map { Money(parts: $0) } : nil,
    benchmarkUnitCost: pricedActivity > 0 ? scaledExactly(pricedCost, by: exactScale, over: pricedActivity).map { Money(parts: $0) } : nil,
    chiefProvider: chief)
}

/// The 95 % interval of a spend per 1,000 by Dobson's and Byar's methods; nil for fewer than ten units.
private func spendInterval(_ cell: SpecialtySpend.Cell, population: Int) -> (lower: Double, upper: Double)? {
  let count = cell.units
  guard count >= 10, cell.variance >= 0, cell.variance.isFinite else { return nil }
  let limits = byarLimits(count)
  let step = (cell.variance / count).squareRoot()
  let cost = nearestDouble(cell.totalCost) / 1e8
  let scale = 1000 / Double(population)
  return ((cost + step * (limits.lower - count)) * scale, (cost + step * (limits.upper - count)) * scale)
}

/// Byar's approximate 95 % limits of a Poisson count.
package func byarLimits(_ count: Double) -> (lower: Double, upper: Double) {
  let z = 1.959_963_984_540_054
  func cubed(_ value: Double) -> Double { value * value * value }
  let lower = count <= 0 ? 0 : count * cubed(1 - 1 / (9 * count) - z / (3 * count.squareRoot()))
  let next = count + 1
  return (max(0, lower), next * cubed(1 - 1 / (9 * next) + z / (3 * next.squareRoot())))
}
