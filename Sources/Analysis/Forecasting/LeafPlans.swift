import Ledger
import Programme
import Quantities

/// The plan of each leaf in one year, as far as the months up to one of them tell it.
///
/// Where a plan file of the year holds the pair, its twelve months; for an earlier year that is held whole, the twelve months of the returns, since a plan is set
/// before its year; otherwise plan to date ÷ the share of the year, spread by the phasing rule.
struct LeafPlans: Sendable {
  /// One amount's plan.
  struct Amount: Sendable {
    var annual: Int128 = 0
    /// The plan of the months that are not known.
    var toCome: Int128 = 0
    /// The twelve months' shares; nil where there is no plan.
    var weights: [Int128]?
  }

  private let year: FinancialYear
  private let phasings: PairPhasings
  /// By leaf of the history as known now: the plan file's twelve months, or those of an earlier year's returns.
  private let months: [[Measures]?]
  private let pairsInFiles: [Bool]
  private let providerCount: Int

  /// - Parameter year: plan files count where it is the ledger's own year; the ledger holds no others.
  init(_ ledger: ProgrammeLedger, phasing: PhasingRule, year: FinancialYear, now: LeafHistory) {
    self.year = year
    phasings = PairPhasings(rule: phasing, ledger: ledger, year: year)
    providerCount = ledger.providers.codes.count
    var months = [[Measures]?](repeating: nil, count: now.leaves.count)
    var pairs = [Bool](repeating: false, count: ledger.commissioners.codes.count * providerCount)
    if year == ledger.period.year {
      var places: [LeafSeries.Leaf: Int] = [:]
      for (place, leaf) in now.leaves.enumerated() where !ledger.annualPlan.isEmpty { places[leaf] = place }
      var groups: [String: Int] = [:]
      for (place, name) in now.groups.enumerated() { groups[name] = place }
      for line in ledger.annualPlan {
        let (c, p) = (Int(line.commissioner), Int(line.provider))
        pairs[c * providerCount + p] = true
        guard let group = groups[ledger.pods[Int(line.pod)].group],
          let place = places[LeafSeries.Leaf(commissioner: c, provider: p, group: group)]
        else { continue }
        var sums = months[place] ?? Array(repeating: .zero, count: 12)
        for (month, measures) in line.months.prefix(12).enumerated() { sums[month] += measures }
        months[place] = sums
      }
    } else {
      let start = now.offset(of: year)
      for leaf in now.leaves.indices where now.holdsWhole(year, leaf: leaf) {
        months[leaf] = (0..<12).map { now[leaf: leaf, month: start + $0] }
      }
    }
    self.months = months
    pairsInFiles = pairs
  }

  /// The twelve months of a leaf's plan where a file, or an earlier year's returns, give them.
  func months(ofLeaf leaf: Int) -> [Measures]? { months.indices.contains(leaf) ? months[leaf] : nil }

  /// Whether a plan file holds a leaf's pair, so that a leaf that it does not hold has no plan.
  func isInFile(_ history: LeafHistory, leaf: Int) -> Bool {
    pairsInFiles[Int(history.leaves[leaf].commissioner) * providerCount + Int(history.leaves[leaf].provider)]
  }

  /// How a leaf's plan for the year is spread where no months are given.
  func phasing(_ history: LeafHistory, leaf: Int) -> Phasing {
    phasings.phasing(ofPair: Int(history.leaves[leaf].commissioner) * providerCount + Int(history.leaves[leaf].provider))
  }

  /// The plans of cost and activity of a leaf, with the months of the year that are known.
  func plans(_ history: LeafHistory, leaf: Int, through month: Int) -> (cost: Amount, activity: Amount) {
    let start = history.offset(of: year)
    let known = (0..<month).filter { start + $0 >= 0 && start + $0 < history.monthCount && history.isStated(leaf: leaf, month: start + $0) }
    if let months = months(ofLeaf: leaf) {
      return (amount(months.map(\.planCost.parts), known), amount(months.map(\.planActivity.parts), known))
    }
    if isInFile(history, leaf: leaf) { return (Amount(), Amount()) }
    let sum = known.reduce(Measures.zero) { $0 + history[leaf: leaf, month: start + $1] }
    let phasing = phasing(history, leaf: leaf)
    let missing = (0..<month).filter { !known.contains($0) }.map { $0 + 1 }
    var (cost, activity) = (Amount(), Amount())
    if sum.planCost.parts != 0 {
      cost.annual = phasing.annual(fromYearToDate: sum.planCost, through: month, missing: missing).parts
      cost.toCome = cost.annual - sum.planCost.parts
      cost.weights = phasing.weights
    }
    if sum.planActivity.parts != 0 {
      activity.annual = phasing.annual(fromYearToDate: sum.planActivity, through: month, missing: missing).parts
      activity.toCome = activity.annual - sum.planActivity.parts
      activity.weights = phasing.weights
    }
    return (cost, activity)
  }

  private func amount(_ months: [Int128], _ known: [Int]) -> Amount {
    let annual = months.reduce(0, +)
    return Amount(
      annual: annual, toCome: annual - known.reduce(0) { $0 + months[$1] },
      weights: annual > 0 && months.allSatisfy { $0 >= 0 } ? months : nil)
  }
}
