package import Ledger
package import Programme
package import Quantities

/// Every position of a period, built once from a ledger and shared by all packs.
///
/// Annual plan and forecast are computed at commissioner × provider × POD group; everything else is a sum of those leaves, never worked out again from a
/// total. Organisations that are not in the programme have positions of their own and are part of every total.
package struct Positions: Sendable {
  /// The period.
  package let period: Period
  /// Months of the year elapsed, 1 to 12.
  package let monthsElapsed: Int
  /// How the outturn is forecast, group by group.
  package let forecast: ForecastSettings
  /// The POD groups, in code order: the last axis of the leaves.
  package let groups: [String]
  /// Number of commissioners on the axis, own ones first.
  package let commissionerCount: Int
  /// Number of providers on the axis, own ones first.
  package let providerCount: Int
  /// Number of the programme's own commissioners.
  package let ownCommissionerCount: Int
  /// Number of the programme's own providers.
  package let ownProviderCount: Int
  /// Everything, organisations that are not in the programme included.
  package let grandTotal: Position
  /// The monthly and cumulative series of the same ledger.
  package let series: SeriesTable
  /// Pairs whose plan file and returns say different plans for the year to date, by more than the threshold, in axis order.
  package let planDifferences: [PlanDifference]

  private let leaves: [Position]
  private let pairs: [Position]
  private let byCommissioner: [Position]
  private let byProvider: [Position]
  private let planFilePairs: [Bool]
  private let methods: [AppliedForecast?]

  /// Rolls a ledger up.
  ///
  /// - Parameters:
  ///   - phasing: how a plan for the year follows from one for the year to date where there is no plan file.
  ///   - forecast: how the outturn of every leaf is forecast.
  ///   - threshold: a plan file and returns that differ by more than this for a pair make a plan difference; £1.
  package init(
    _ ledger: ProgrammeLedger, phasing: PhasingRule = .twelfths, forecast: ForecastSettings = .standard,
    planDifferencesAbove threshold: Money = Money(parts: exactScale)
  ) {
    period = ledger.period
    monthsElapsed = min(ledger.period.month, 12)
    self.forecast = forecast
    commissionerCount = ledger.commissioners.codes.count
    providerCount = ledger.providers.codes.count
    ownCommissionerCount = ledger.commissioners.ownCount
    ownProviderCount = ledger.providers.ownCount
    series = SeriesTable(ledger)
    let grouping = PODGrouping(ledger.pods)
    groups = grouping.names

    let plans = PlanFileRollUp(ledger, grouping: grouping)
    planFilePairs = plans.holdsPair
    let leafSums = LeafSums(ledger, grouping: grouping)
    planDifferences = plans.differences(from: leafSums, through: monthsElapsed, above: threshold)
    let phasings = PairPhasings(rule: phasing, ledger: ledger)

    let groupCount = grouping.names.count
    let outturns = OutturnsByPlace(ledger, grouping: grouping, forecast: forecast, phasing: phasing, months: monthsElapsed)
    var methods = [AppliedForecast?](repeating: nil, count: commissionerCount * providerCount * groupCount)
    var leaves = [Position](repeating: .zero, count: commissionerCount * providerCount * groupCount)
    var pairs = [Position](repeating: .zero, count: commissionerCount * providerCount)
    var byCommissioner = [Position](repeating: .zero, count: commissionerCount)
    var byProvider = [Position](repeating: .zero, count: providerCount)
    for c in 0..<commissionerCount {
      for p in 0..<providerCount {
        let pair = c * providerCount + p
        let missing = series.missing(provider: p, of: ledger.period.year)
        var sum = Position.zero
        for g in 0..<groupCount {
          let leaf = pair * groupCount + g
          let ytd = leafSums.ytd[leaf].measures
          var year = Measures.zero
          if plans.holdsPair[pair] {
            year.planCost = plans.annual[leaf].planCost
            year.planActivity = plans.annual[leaf].planActivity
          } else if !ytd.planCost.isZero || !ytd.planActivity.isZero {
            let rule = phasings.phasing(ofPair: pair)
            year.planCost = rule.annual(fromYearToDate: ytd.planCost, through: monthsElapsed, missing: missing)
            year.planActivity = rule.annual(fromYearToDate: ytd.planActivity, through: monthsElapsed, missing: missing)
          }
          if let outturn = outturns[leaf] {
            year.actualCost = outturn.cost
            year.actualActivity = outturn.activity
            if ytd != .zero || !outturn.cost.isZero || !outturn.activity.isZero { methods[leaf] = AppliedForecast(outturn) }
          }
          leaves[leaf] = Position(ytd: ytd, month: leafSums.month[leaf].measures, fullYear: year)
          sum += leaves[leaf]
        }
        sum.previousMonth = series.previousMonth(commissioner: c, provider: p)
        pairs[pair] = sum
        byCommissioner[c] += sum
        byProvider[p] += sum
      }
    }
    self.leaves = leaves
    self.methods = methods
    self.pairs = pairs
    self.byCommissioner = byCommissioner
    self.byProvider = byProvider
    grandTotal = byCommissioner.reduce(.zero, +)
  }

  /// The position of a scope.
  ///
  /// - Precondition: the indexes are on the ledger's axes.
  package func position(of scope: Scope) -> Position {
    switch scope {
    case .programme: grandTotal
    case .commissioner(let c): byCommissioner[c]
    case .provider(let p): byProvider[p]
    case .pair(let c, let p): pairs[c * providerCount + p]
    }
  }

  /// The position of a pair.
  package func pair(commissioner: Int, provider: Int) -> Position { pairs[commissioner * providerCount + provider] }

  /// A leaf: a pair's position in one POD group. Its month before is not kept, and is nought.
  package func leaf(commissioner: Int, provider: Int, group: Int) -> Position {
    leaves[(commissioner * providerCount + provider) * groups.count + group]
  }

  /// How the outturn of a leaf was worked out; nil for a leaf that has nothing.
  package func appliedForecast(commissioner: Int, provider: Int, group: Int) -> AppliedForecast? {
    methods[(commissioner * providerCount + provider) * groups.count + group]
  }

  /// How the outturns of all leaves were worked out: each way once for each group.
  package var appliedForecasts: [(group: String, applied: Set<AppliedForecast>)] {
    var sets = [Set<AppliedForecast>](repeating: [], count: groups.count)
    for (place, method) in methods.enumerated() { if let method { sets[place % groups.count].insert(method) } }
    return zip(groups, sets).map { (group: $0, applied: $1) }
  }

  /// A scope's position in each POD group, in the order of `groups`. The months before are not kept, and are nought.
  package func byGroup(of scope: Scope) -> [Position] {
    var sums = [Position](repeating: .zero, count: groups.count)
    for c in scope.commissioner.map({ $0..<($0 + 1) }) ?? 0..<commissionerCount {
      for p in scope.provider.map({ $0..<($0 + 1) }) ?? 0..<providerCount {
        for g in 0..<groups.count { sums[g] += leaf(commissioner: c, provider: p, group: g) }
      }
    }
    return sums
  }

  /// What the scope holds on the other side of the contract for codes that are not in the programme: the line “not in the programme” of its table, already
  /// part of its total.
  package func notInProgramme(of scope: Scope, by counterpart: Counterpart) -> Position {
    var sum = Position.zero
    switch counterpart {
    case .provider:
      for p in ownProviderCount..<max(ownProviderCount, providerCount) {
        sum += scope.commissioner.map { pair(commissioner: $0, provider: p) } ?? byProvider[p]
      }
    case .commissioner:
      for c in ownCommissionerCount..<max(ownCommissionerCount, commissionerCount) {
        sum += scope.provider.map { pair(commissioner: c, provider: $0) } ?? byCommissioner[c]
      }
    }
    return sum
  }

  /// Where a pair's annual plan comes from.
  package func planSource(commissioner: Int, provider: Int) -> AnnualPlanSource {
    planFilePairs[commissioner * providerCount + provider] ? .planFile : .phased
  }

  /// Where the annual plans of a scope come from: both, where its pairs differ; pairs with no plan at all say nothing.
  package func planSources(of scope: Scope) -> Set<AnnualPlanSource> {
    var sources = Set<AnnualPlanSource>()
    for c in scope.commissioner.map({ $0..<($0 + 1) }) ?? 0..<commissionerCount {
      for p in scope.provider.map({ $0..<($0 + 1) }) ?? 0..<providerCount where !pair(commissioner: c, provider: p).annualPlan.isZero {
        sources.insert(planSource(commissioner: c, provider: p))
      }
    }
    return sources
  }
}
