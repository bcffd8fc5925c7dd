import Ledger
import Programme
import Quantities

/// The outturn of one leaf, as one method foresees it.
struct LeafOutturn: Sendable, Hashable {
  /// In pounds.
  var cost: Money
  /// In activity.
  var activity: Activity
  /// The method that it was worked out by in the end.
  var method: ForecastMethod
  /// Why that is not the method asked for, or why any method gives the same; nil where there is nothing to say.
  var reason: ForecastReason?
  /// Whether a month of the year is below nought: a correction, which is counted once and not run on.
  var hasCorrection: Bool
}

/// Works out the outturn of every leaf at any month of the window, by any method.
///
/// The exact methods answer for each leaf by itself. The statistical ones are fitted to the monthly cost of a POD group over all leaves whose provider has sent
/// at least 24 months without a gap, and what they foresee of the months to come is shared to those leaves by their cost to date (see `GroupModels`).
struct OutturnEngine: Sendable {
  let settings: ForecastSettings
  private let ledger: ProgrammeLedger
  private let phasing: PhasingRule

  init(_ ledger: ProgrammeLedger, settings: ForecastSettings, phasing: PhasingRule) {
    self.ledger = ledger
    self.settings = settings
    self.phasing = phasing
  }

  /// The plans of a year, to be made once for all of its months.
  func plans(of year: FinancialYear, _ now: LeafHistory) -> LeafPlans { LeafPlans(ledger, phasing: phasing, year: year, now: now) }

  /// The method that the programme chose, for each leaf of a history.
  func chosen(_ history: LeafHistory) -> [ForecastMethod] {
    let byGroup = history.groups.map { settings.method(forGroup: $0) }
    return history.leaves.map { byGroup[Int($0.group)] }
  }

  /// The outturns of every leaf of a history.
  ///
  /// - Parameters:
  ///   - year: the year whose outturn is foreseen.
  ///   - month: the last month that is known, 1 to 12.
  ///   - methods: the method of each leaf.
  func outturns(_ history: LeafHistory, year: FinancialYear, month: Int, plans: LeafPlans, methods: [ForecastMethod]) -> [LeafOutturn] {
    let rules = OutturnRules(year: year, runRateMonths: settings.runRateMonths)
    let models = methods.contains { $0.isStatistical } ? GroupModels(history, year: year, month: month, methods: methods) : nil
    var outturns: [LeafOutturn] = []
    outturns.reserveCapacity(history.leaves.count)
    for leaf in history.leaves.indices {
      var cost = history.year(year, through: month, leaf: leaf, \.actualCost)
      var activity = history.year(year, through: month, leaf: leaf, \.actualActivity)
      let plan = plans.plans(history, leaf: leaf, through: month)
      cost.take(plan.cost)
      activity.take(plan.activity)
      outturns.append(outturn(methods[leaf], cost, activity, rules, modelled: models?.toCome[leaf]))
    }
    return outturns
  }

  private func outturn(
    _ method: ForecastMethod, _ cost: AmountYear, _ activity: AmountYear, _ rules: OutturnRules, modelled: ModelledLeaf?
  ) -> LeafOutturn {
    let corrected = cost.months.contains { ($0 ?? 0) < 0 }
    if method.isStatistical, cost.knownCount < 12, case .amount(let toCome)? = modelled {
      let (total, done) = (cost.total, activity.total)
      // At the average price to date; without a cost to go by, by twelfths.
      let units =
        scaledExactly(done, by: total + toCome, over: total) ?? activity.outturn(byShares: Phasing.twelfths.weights) ?? done
      return LeafOutturn(
        cost: Money(parts: total + toCome), activity: Activity(parts: units), method: method, reason: nil, hasCorrection: corrected)
    }
    let foreseen = rules.outturn(method, cost)
    var reason = foreseen.reason
    if method.isStatistical, reason == .tooFewMonths, case .none(let why)? = modelled { reason = why }
    return LeafOutturn(
      cost: Money(parts: foreseen.parts), activity: Activity(parts: rules.outturn(foreseen.method, activity).parts), method: foreseen.method,
      reason: reason, hasCorrection: corrected)
  }
}

extension AmountYear {
  /// Takes the plan of the amount.
  mutating func take(_ plan: LeafPlans.Amount) {
    annualPlan = plan.annual
    planToCome = plan.toCome
    planWeights = plan.weights
  }
}

/// What a model foresees of a leaf's months to come, a count of 10⁻⁸, or why it does not.
enum ModelledLeaf: Sendable, Hashable {
  case amount(Int128)
  case none(ForecastReason)
}
