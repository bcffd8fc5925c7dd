import Ledger
import Programme
package import Quantities

/// A pair whose plan file and returns disagree on the plan for the year to date by more than a threshold: a finding, never a silent choice.
package struct PlanDifference: Sendable, Hashable {
  /// Index into the ledger's commissioners.
  package let commissioner: Int
  /// Index into the ledger's providers.
  package let provider: Int
  /// The plan file's months up to the period, added up.
  package let planFile: Money
  /// The returns' planned price for the year to date, which is what `ytd_plan` prints.
  package let returns: Money
}

/// The plan files of the year, added up to leaves.
struct PlanFileRollUp: Sendable {
  /// The plan for the year at (commissioner × providers + provider) × groups + group; only the plan columns are filled.
  private(set) var annual: [Measures]
  /// Planned price of each pair by month, twelve.
  private var months: [Money]
  /// Whether a plan file holds the pair.
  private(set) var holdsPair: [Bool]
  private let providerCount: Int

  init(_ ledger: ProgrammeLedger, grouping: PODGrouping) {
    providerCount = ledger.providers.codes.count
    let pairCount = ledger.commissioners.codes.count * providerCount
    let groupCount = grouping.names.count
    annual = Array(repeating: .zero, count: pairCount * groupCount)
    holdsPair = Array(repeating: false, count: pairCount)
    months = Array(repeating: .zero, count: ledger.annualPlan.isEmpty ? 0 : pairCount * 12)
    for line in ledger.annualPlan {
      let pair = Int(line.commissioner) * providerCount + Int(line.provider)
      let leaf = pair * groupCount + grouping.groupOfPOD[Int(line.pod)]
      holdsPair[pair] = true
      for (offset, month) in line.months.prefix(12).enumerated() {
        annual[leaf].planCost += month.planCost
        annual[leaf].planActivity += month.planActivity
        months[pair * 12 + offset] += month.planCost
      }
    }
  }

  func differences(from sums: LeafSums, through month: Int, above threshold: Money) -> [PlanDifference] {
    var found: [PlanDifference] = []
    for pair in holdsPair.indices where holdsPair[pair] {
      let planFile = months[(pair * 12)..<(pair * 12 + min(month, 12))].reduce(.zero, +)
      var returns = Money.zero
      for leaf in (pair * sums.groupCount)..<((pair + 1) * sums.groupCount) { returns += Money(parts: sums.ytd[leaf].planCost) }
      if (planFile - returns).magnitude > threshold {
        found.append(PlanDifference(commissioner: pair / providerCount, provider: pair % providerCount, planFile: planFile, returns: returns))
      }
    }
    return found
  }
}

/// The phasing of each pair by the programme's rule.
struct PairPhasings: Sendable {
  private let common: Phasing
  private let lastYear: [Phasing?]

  /// - Parameter year: the year to spread; the period's.
  init(rule: PhasingRule, ledger: ProgrammeLedger, year: FinancialYear? = nil) {
    let year = year ?? ledger.period.year
    switch rule {
    case .twelfths:
      common = .twelfths
      lastYear = []
    case .calendarDays:
      common = .calendarDays(of: year)
      lastYear = []
    case .workingDays:
      common = .workingDays(of: year)
      lastYear = []
    case .lastYear:
      common = .twelfths
      lastYear = Self.lastYearPhasings(ledger, year)
    }
  }

  func phasing(ofPair pair: Int) -> Phasing { lastYear.isEmpty ? common : lastYear[pair] ?? common }

  /// Each pair's actual cost by month of the year before; none where the window or the provider's returns do not hold the whole of it.
  private static func lastYearPhasings(_ ledger: ProgrammeLedger, _ year: FinancialYear) -> [Phasing?] {
    let series = ledger.monthly
    let start = series.firstMonth.distance(to: MonthIndex(year: FinancialYear(start: year.start - 1), month: 1))
    let commissioners = ledger.commissioners.codes.count
    guard start >= 0, start + 12 <= series.monthCount else { return Array(repeating: nil, count: commissioners * series.providerCount) }
    var phasings: [Phasing?] = []
    for c in 0..<commissioners {
      for p in 0..<series.providerCount {
        let whole = (start..<(start + 12)).allSatisfy { series.stated[p * series.monthCount + $0] }
        phasings.append(whole ? Phasing(lastYear: (start..<(start + 12)).map { series[commissioner: c, provider: p, month: $0].actualCost }) : nil)
      }
    }
    return phasings
  }
}
