import Ledger
package import Programme
package import Quantities

/// What every method would have foreseen at each month of the window, beside what came: a back-test with a rolling origin.
///
/// At an origin, month m of a year, each method foresees the months from m + 1 to March, as far as they are known now. The exact methods are worked out leaf by
/// leaf and added up to the POD group; the statistical ones are fitted to the group by the very search that makes the forecast itself. A leaf takes part where its provider has
/// sent every month of the year up to now. Actuals and plans are as known now: what a later return corrected is no error of the method.
package struct RollingBackTest: Sendable {
  /// A month at which forecasts are made.
  package struct Origin: Sendable, Hashable {
    /// The month.
    package let month: MonthIndex
    /// How many months of its year after it are known.
    package let count: Int
  }

  /// The POD groups, as the history has them.
  package let groups: [String]
  /// The origins, in order.
  package let origins: [Origin]
  /// Pounds by group, origin and month after it.
  package let actuals: [[[Double]]]
  /// Pounds by group, origin, method (in the methods' order) and month after it; nil where the method could not be used.
  let foreseen: [[[[Double]?]]]
  /// By group: the cost of the year that the origin is of, as known, where all twelve months are; nil where not.
  let outturns: [[Double?]]
  /// By group: the mean difference from the same month a year before over the window, which errors are measured by; nil where fewer than twelve such are known.
  package let scales: [Double?]

  static let methods = ForecastMethod.allCases
  static func place(_ method: ForecastMethod) -> Int { methods.firstIndex(of: method) ?? 0 }

  /// The pounds that a method foresaw of each month after an origin; nil where it could not be used.
  package func forecast(_ method: ForecastMethod, group: Int, origin: Int) -> [Double]? { foreseen[group][origin][Self.place(method)] }

  init(_ history: LeafHistory, period: Period, settings: ForecastSettings, plans: (FinancialYear) -> LeafPlans) {
    groups = history.groups
    let last = history.monthCount - 1
    let lastMonth = history.firstMonth.advanced(by: max(last, 0))
    var origins: [Origin] = []
    for offset in 0..<max(last, 0) {
      let month = history.firstMonth.advanced(by: offset)
      guard month.month < 12 else { continue }
      origins.append(Origin(month: month, count: min(12 - month.month, month.distance(to: lastMonth))))
    }
    var table = BackTestTable(groupCount: history.groups.count, origins: origins)
    for year in Set(origins.map(\.month.year)).sorted() {
      table.addExact(history, year: year, last: lastMonth, settings: settings, plans: plans(year))
    }
    table.addModels(history)
    self.origins = origins
    actuals = table.actuals
    foreseen = table.foreseen
    outturns = table.outturns
    scales = GroupSeries.all(history, last: last).map { series in
      guard let values = series?.values, values.count >= 24 else { return nil }
      let differences = zip(values, values.dropFirst(12)).map { abs($1 - $0) }
      let mean = differences.reduce(0, +) / Double(differences.count)
      return mean > 0 ? mean : nil
    }
  }
}

/// The back-test's tables while they are filled.
struct BackTestTable {
  let origins: [RollingBackTest.Origin]
  var actuals: [[[Double]]]
  var foreseen: [[[[Double]?]]]
  var outturns: [[Double?]]
  /// By year: the leaves that take part.
  private var leaves: [FinancialYear: [Int]] = [:]
  private let groupCount: Int

  init(groupCount: Int, origins: [RollingBackTest.Origin]) {
    self.groupCount = groupCount
    self.origins = origins
    actuals = (0..<groupCount).map { _ in origins.map { Array(repeating: 0, count: $0.count) } }
    foreseen = (0..<groupCount).map { _ in origins.map { _ in Array(repeating: nil, count: RollingBackTest.methods.count) } }
    outturns = (0..<groupCount).map { _ in origins.map { _ in nil } }
  }

  /// Adds the exact methods of one year's origins, leaf by leaf.
  mutating func addExact(_ history: LeafHistory, year: FinancialYear, last: MonthIndex, settings: ForecastSettings, plans: LeafPlans) {
    let rules = OutturnRules(year: year, runRateMonths: settings.runRateMonths)
    let start = history.offset(of: year)
    let known = min(12, history.firstMonth.distance(to: last) - start + 1)
    guard known > 0 else { return }
    var sums = YearSums(groupCount: groupCount)
    var places: [Int] = []
    var year12 = [Double?](repeating: known == 12 ? 0 : nil, count: groupCount)
    for leaf in history.leaves.indices {
      guard (0..<known).allSatisfy({ start + $0 >= 0 && history.isStated(leaf: leaf, month: start + $0) }) else { continue }
      places.append(leaf)
      let base = leaf * history.monthCount + start
      let cost = (0..<known).map { Double(history.columns.actualCost[base + $0]) / 1e8 }
      let group = Int(history.leaves[leaf].group)
      if known == 12 { year12[group] = (year12[group] ?? 0) + cost.reduce(0, +) }
      var leafYear = LeafYear(cost: cost)
      if history.holdsWhole(FinancialYear(start: year.start - 1), leaf: leaf) {
        leafYear.priorYear = (0..<12).map { Double(history.columns.actualCost[base - 12 + $0]) / 1e8 }
      }
      if let months = plans.months(ofLeaf: leaf) {
        leafYear.planMonths = months.map { $0.planCost.approximation }
      } else if !plans.isInFile(history, leaf: leaf) {
        leafYear.planWeights = plans.phasing(history, leaf: leaf).weights.map { nearestDouble($0) }
        leafYear.planCost = (0..<known).map { Double(history.columns.planCost[base + $0]) / 1e8 }
      }
      sums.add(leafYear, group: group, rules)
    }
    leaves[year] = places
    for (place, origin) in origins.enumerated() where origin.month.year == year {
      for group in 0..<groupCount {
        actuals[group][place] = Array(sums.actual[group][origin.month.month..<(origin.month.month + origin.count)])
        outturns[group][place] = year12[group]
        for (method, path) in sums.paths(group: group, month: origin.month.month, count: origin.count, rules) {
          foreseen[group][place][RollingBackTest.place(method)] = path
        }
      }
    }
  }

  /// Adds the statistical methods, where the leaves that take part are those of the group's series.
  mutating func addModels(_ history: LeafHistory) {
    for (place, origin) in origins.enumerated() {
      let last = history.firstMonth.distance(to: origin.month)
      guard last + 1 >= GroupSeries.leastMonths, let own = leaves[origin.month.year] else { continue }
      let taken = Set(own)
      for (group, series) in GroupSeries.all(history, last: last).enumerated() {
        guard let series, series.values.contains(where: { $0 != 0 }) else { continue }
        let mine = own.filter { Int(history.leaves[$0].group) == group }
        guard mine.count == series.leaves.count, series.leaves.allSatisfy(taken.contains) else { continue }
        // Of a group on which nothing was spent, a model says nothing of any leaf.
        let start = max(history.offset(of: origin.month.year), 0)
        let isSpentOn = series.leaves.contains { leaf in
          (start...last).reduce(Int128(0)) { $0 + Int128(history.columns.actualCost[leaf * history.monthCount + $1]) } > 0
        }
        guard isSpentOn else { continue }
        for method in RollingBackTest.methods where method.isStatistical {
          let path = modelPath(method, series.values, months: 12 - origin.month.month)
          foreseen[group][place][RollingBackTest.place(method)] = path.map { Array($0.prefix(origin.count)) }
        }
      }
    }
  }
}

/// One leaf in one year, in pounds.
struct LeafYear {
  /// The months that are known, April first.
  let cost: [Double]
  var priorYear: [Double]?
  /// The plan of all twelve months, where it is known.
  var planMonths: [Double]?
  /// Or the plan of the months that are known, and how a year's is spread.
  var planCost: [Double] = []
  var planWeights: [Double]?

  init(cost: [Double]) { self.cost = cost }
}

/// The sums of the leaves of one year, by group and month of the forecast.
///
/// A method that spreads a year by weights common to all leaves needs only the sum of the leaves' rates, so that its months follow at the end.
private struct YearSums {
  /// By group: the cost of each month that is known.
  private(set) var actual: [[Double]]
  // By group and month of the forecast: the sum of the leaves' rates, a month, a day, a working day, a month of the run rate.
  private var monthly: [[Double]]
  private var daily: [[Double]]
  private var workdaily: [[Double]]
  private var run: [[Double]]
  // By group and month of the forecast: the sum of the leaves' foreseen months.
  private var byPriorYear: [[[Double]]]
  private var byPlan: [[[Double]]]
  private var planned: [[[Double]]]
  /// By group: whether any leaf had last year's months, or a plan.
  private var hasPriorYear: [Bool]
  private var hasPlan: [Bool]

  init(groupCount: Int) {
    actual = Array(repeating: Array(repeating: 0, count: 12), count: groupCount)
    (monthly, daily, workdaily, run) = (actual, actual, actual, actual)
    byPriorYear = Array(repeating: Array(repeating: Array(repeating: 0, count: 12), count: 12), count: groupCount)
    (byPlan, planned) = (byPriorYear, byPriorYear)
    hasPriorYear = Array(repeating: false, count: groupCount)
    hasPlan = hasPriorYear
  }

  mutating func add(_ leaf: LeafYear, group: Int, _ rules: OutturnRules) {
    let priorWhole = leaf.priorYear?.reduce(0, +) ?? 0
    let planWhole = leaf.planMonths?.reduce(0, +) ?? 0
    if leaf.priorYear != nil { hasPriorYear[group] = true }
    if planWhole != 0 || leaf.planCost.contains(where: { $0 != 0 }) { hasPlan[group] = true }
    var (ordinary, count) = (0.0, 0.0)
    var (days, workingDays, prior, plan, planToDate, phased) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for month in leaf.cost.indices {
      let cost = leaf.cost[month]
      actual[group][month] += cost
      if cost >= 0 {
        ordinary += cost
        count += 1
        days += nearestDouble(rules.calendarDays[month])
        workingDays += nearestDouble(rules.workingDays[month])
        prior += leaf.priorYear?[month] ?? 0
        plan += leaf.planMonths?[month] ?? leaf.planWeights?[month] ?? 0
      }
      planToDate += leaf.planCost.isEmpty ? 0 : leaf.planCost[month]
      phased += leaf.planWeights?[month] ?? 0
      guard month < 11 else { continue }
      let straight = count > 0 ? ordinary / count : 0
      monthly[group][month] += straight
      daily[group][month] += count > 0 ? ordinary / days : 0
      workdaily[group][month] += count > 0 ? ordinary / workingDays : 0
      run[group][month] += Self.runRate(leaf.cost, through: month, rules.runRateMonths)
      // Where the leaf has no such profile, the straight line, as the forecast itself falls back.
      let priorRate = leaf.priorYear != nil && prior > priorWhole / 1000 && prior > 0 ? ordinary / prior : nil
      let profile = leaf.planMonths ?? leaf.planWeights
      let whole = leaf.planMonths != nil ? planWhole : leaf.planWeights?.reduce(0, +) ?? 0
      let isPlanned = leaf.planMonths != nil ? planWhole > 0 : planToDate != 0
      let planRate = isPlanned && plan > whole / 1000 && plan > 0 ? ordinary / plan : nil
      for ahead in (month + 1)..<12 {
        byPriorYear[group][month][ahead] += priorRate.flatMap { rate in leaf.priorYear.map { $0[ahead] * rate } } ?? straight
        byPlan[group][month][ahead] += planRate.flatMap { rate in profile.map { $0[ahead] * rate } } ?? straight
        planned[group][month][ahead] +=
          leaf.planMonths?[ahead] ?? (phased > 0 ? planToDate / phased * (leaf.planWeights?[ahead] ?? 0) : 0)
      }
    }
  }

  private static func runRate(_ cost: [Double], through month: Int, _ count: Int) -> Double {
    var (sum, taken) = (0.0, 0)
    for value in cost[...month].reversed() where value >= 0 && taken < max(count, 1) {
      sum += value
      taken += 1
    }
    return taken > 0 ? sum / Double(taken) : 0
  }

  /// The months that each exact method foresees after a month of the year; a method that no leaf of the group could use is left out.
  func paths(group: Int, month: Int, count: Int, _ rules: OutturnRules) -> [(ForecastMethod, [Double])] {
    let ahead = month..<(month + count)
    let at = month - 1
    func weighted(_ rate: Double, _ weights: [Int128]) -> [Double] { ahead.map { rate * nearestDouble(weights[$0]) } }
    var paths: [(ForecastMethod, [Double])] = [
      (.straightLine, ahead.map { _ in monthly[group][at] }), (.calendarDays, weighted(daily[group][at], rules.calendarDays)),
      (.workingDays, weighted(workdaily[group][at], rules.workingDays)), (.runRate, ahead.map { _ in run[group][at] }),
      (.planRemainder, ahead.map { planned[group][at][$0] }),
    ]
    if hasPlan[group] { paths.append((.planProfile, ahead.map { byPlan[group][at][$0] })) }
    if hasPriorYear[group] { paths.append((.priorYearProfile, ahead.map { byPriorYear[group][at][$0] })) }
    return paths
  }
}
