package import Ledger
package import Programme
package import Quantities

/// One POD group's forecast over the whole programme.
package struct GroupForecast: Sendable {
  /// The group's code.
  package let group: String
  /// The method that the programme chose.
  package let chosen: ForecastMethod
  /// Year to date, annual plan and outturn by the chosen method.
  package let position: Position
  /// The methods compared, best first.
  package let comparison: MethodComparison
  /// The outturn by the best back-tested method; nil where nothing could be tested.
  package let bestOutturn: Money?
  /// The intervals of the chosen method.
  package let intervals: ForecastIntervals
  /// Why leaves of the group went by another method than the chosen one.
  package let reasons: Set<ForecastReason>
}

/// What was foreseen at a month of the year before, on what was known then, and how the year came out.
package struct PastForecast: Sendable, Hashable {
  /// The month of the forecast.
  package let month: Period
  /// The year to date as it was known then.
  package let yearToDate: Money
  /// The forecast outturn.
  package let forecast: Money
  /// The year's cost as known now.
  package let outturn: Money
  /// Forecast − outturn: above nought, too much was foreseen.
  package var error: Money { forecast - outturn }
}

/// Everything about the forecast of the whole programme: made once, for the section that tells it.
package struct ProgrammeForecast: Sendable {
  /// The groups that have anything this year, in code order.
  package let groups: [GroupForecast]
  /// The back-test.
  package let backTest: RollingBackTest
  /// The intervals of the chosen methods for all groups together.
  package let intervals: ForecastIntervals
  /// What the months to come are foreseen to cost by the chosen methods, in pounds, April to March's remaining ones; they add up to the outturn but for rounding.
  package let monthsToCome: [Double]
  /// From last month's forecast to this month's; nil in the first month of a year.
  package let bridge: ForecastBridge?
  /// The adjustments that stand now.
  package let adjustments: ForecastAdjustments
  /// Those that stood last month.
  package let adjustmentsBefore: ForecastAdjustments
  /// Last year's forecasts at each month; empty where last year is not held whole.
  package let past: [PastForecast]
  /// Whether last year's forecasts rest on what was known then.
  package let pastIsAsKnownThen: Bool

  /// Works everything out.
  ///
  /// - Parameters:
  ///   - positions: the positions of the same ledger, by the same settings and phasing.
  ///   - adjustments: the register's rows.
  ///   - isComparable: whether an earlier submission was received, so that what was known then can be told from what is known now.
  package init(_ ledger: ProgrammeLedger, positions: Positions, phasing: PhasingRule, adjustments all: [Adjustment], isComparable: Bool) {
    let settings = positions.forecast
    let now = LeafHistory(ledger)
    let engine = OutturnEngine(ledger, settings: settings, phasing: phasing)
    let (year, month) = (ledger.period.year, positions.monthsElapsed)
    let plans = engine.plans(of: year, now)
    let backTest = RollingBackTest(now, period: ledger.period, settings: settings, plans: { $0 == year ? plans : engine.plans(of: $0, now) })
    let comparisons = now.groups.indices.map { backTest.comparison(group: $0) }
    let best = engine.outturns(
      now, year: year, month: month, plans: plans,
      methods: zip(now.leaves, engine.chosen(now)).map { comparisons[Int($0.group)].best ?? $1 })
    var bestByGroup = [Money](repeating: .zero, count: now.groups.count)
    for (leaf, outturn) in zip(now.leaves, best) { bestByGroup[Int(leaf.group)] += outturn.cost }

    let byGroup = positions.byGroup(of: .programme)
    let applied = positions.appliedForecasts
    var groups: [GroupForecast] = []
    for (place, group) in positions.groups.enumerated() {
      let position = byGroup[place]
      guard position != .zero, let index = now.groups.firstIndex(of: group) else { continue }
      groups.append(
        GroupForecast(
          group: group, chosen: settings.method(forGroup: group), position: position, comparison: comparisons[index],
          bestOutturn: comparisons[index].best.map { _ in bestByGroup[index] },
          intervals: ForecastIntervals(backTest.paths(settings, group: index), month: month),
          reasons: Set(applied[place].applied.compactMap(\.reason)).subtracting([.yearIsKnown])))
    }
    self.groups = groups
    self.backTest = backTest
    intervals = ForecastIntervals(backTest.paths(settings, group: nil), month: month)
    monthsToCome = Self.monthsToCome(positions, now, settings, plans, month)

    let submissions = SubmissionHistory(ledger)
    bridge = ForecastBridge(ledger, now: now, engine: engine, plans: plans, submissions: submissions, isComparable: isComparable)
    adjustments = ForecastAdjustments(all, at: ledger.period)
    adjustmentsBefore =
      month > 1 ? ForecastAdjustments(all, at: Period(year: year, month: month - 1)) : ForecastAdjustments([], at: ledger.period)
    pastIsAsKnownThen = isComparable
    past = Self.past(ledger, now, engine, submissions, isComparable: isComparable)
  }

  /// The forecast of each month to come: the outturn less the year to date, spread as the chosen methods spread it, group by group.
  private static func monthsToCome(
    _ positions: Positions, _ now: LeafHistory, _ settings: ForecastSettings, _ plans: LeafPlans, _ month: Int
  ) -> [Double] {
    guard month < 12 else { return [] }
    let rules = OutturnRules(year: positions.period.year, runRateMonths: settings.runRateMonths)
    let last = now.monthCount - 1
    let series = settings.isStatistical ? GroupSeries.all(now, last: last) : []
    var months = [Double](repeating: 0, count: 12 - month)
    for (place, position) in positions.byGroup(of: .programme).enumerated() {
      let toCome = (position.forecastOutturn - position.ytd.actualCost).approximation
      let method = settings.method(forGroup: positions.groups[place])
      let index = now.groups.firstIndex(of: positions.groups[place])
      var shape: [Double] = Array(repeating: 1, count: 12 - month)
      switch method {
      case .calendarDays: shape = rules.calendarDays[month...].map { nearestDouble($0) }
      case .workingDays: shape = rules.workingDays[month...].map { nearestDouble($0) }
      case .exponentialSmoothing, .dampedSmoothing, .theta:
        if let index, series.indices.contains(index), let values = series[index]?.values, let path = modelPath(method, values, months: 12 - month) {
          shape = path
        }
      case .priorYearProfile:
        let start = now.offset(of: FinancialYear(start: positions.period.year.start - 1))
        if let index, start >= 0 {
          let leaves = now.leaves.indices.filter { Int(now.leaves[$0].group) == index }
          shape = (month..<12).map { offset in
            leaves.reduce(0) { $0 + Double(now.columns.actualCost[$1 * now.monthCount + start + offset]) }
          }
        }
      case .straightLine, .runRate, .planProfile, .planRemainder: break
      }
      let whole = shape.reduce(0, +)
      for offset in months.indices { months[offset] += whole > 0 ? toCome * shape[offset] / whole : toCome / Double(months.count) }
    }
    return months
  }

  private static func past(
    _ ledger: ProgrammeLedger, _ now: LeafHistory, _ engine: OutturnEngine, _ submissions: SubmissionHistory, isComparable: Bool
  ) -> [PastForecast] {
    let year = FinancialYear(start: ledger.period.year.start - 1)
    let start = now.offset(of: year)
    guard start >= 0, start + 12 <= now.monthCount, now.leaves.indices.contains(where: { now.holdsWhole(year, leaf: $0) }) else { return [] }
    let outturn = now.leaves.indices.reduce(Money.zero) { sum, leaf in
      (start..<(start + 12)).reduce(sum) { $0 + now[leaf: leaf, month: $1].actualCost }
    }
    if outturn.isZero { return [] }
    let plans = engine.plans(of: year, now)
    return (1...12).map { month in
      // By the returns of the same cut as this pack's: flex, those of the month itself; freeze, of the month after.
      let cut = MonthIndex(year: year, month: month).advanced(by: ledger.cut == .flex ? 0 : 1)
      let then = isComparable ? submissions.history(asOf: cut) : now
      let foreseen = engine.outturns(then, year: year, month: month, plans: plans, methods: engine.chosen(then))
      let yearToDate = then.leaves.indices.reduce(Money.zero) { sum, leaf in
        (start..<(start + month)).reduce(sum) { $0 + then[leaf: leaf, month: $1].actualCost }
      }
      return PastForecast(
        month: Period(year: year, month: month), yearToDate: yearToDate, forecast: foreseen.reduce(.zero) { $0 + $1.cost }, outturn: outturn)
    }
  }
}

extension ForecastSettings {
  /// Whether any group goes by a statistical method.
  var isStatistical: Bool { otherGroups.isStatistical || byGroup.values.contains { $0.isStatistical } }
}
