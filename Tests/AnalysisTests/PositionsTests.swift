import Findings
import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@testable import Analysis

@Suite struct PositionsTests {
  /// Two commissioners, two providers, two groups, month 11; a code of each kind that is not the programme's.
  static let ledger = sampleLedger(
    [
      .pounds("10H", "RAN", "DC", ago: 1, plan: 1100, actual: 1000, planned: 11, done: 10),
      .pounds("10H", "RAN", "DC", plan: 1100, actual: 1200, planned: 11, done: 12),
      .pounds("10H", "RAN", "OPFA", plan: 110, actual: 7, planned: 1, done: 1),
      .pounds("10H", "RQM", "DC", ago: 11, plan: 900, actual: 950, planned: 9, done: 9),
      .pounds("10H", "RQM", "DC", ago: 10, plan: 50, actual: 60),
      .pounds("11C", "RQM", "OPFA", plan: 220, actual: 330, planned: 2, done: 3),
      .pounds("11C", "XXX", "OPFA", plan: 0, actual: 40, done: 1),
      .pounds("00Z", "RAN", "DC", plan: 0, actual: 5, done: 1),
    ],
    {
      var axes = SampleAxes()
      axes.unknownProviders = ["XXX"]
      axes.unknownCommissioners = ["00Z"]
      return axes
    }())
  static let positions = Positions(ledger)

  @Test func `a pair's year to date, month and month before`() {
    let pair = Self.positions.pair(commissioner: 0, provider: 0)
    #expect(pair.ytd.planCost == pounds(2310))
    #expect(pair.ytd.actualCost == pounds(2207))
    #expect(pair.ytd.variance == pounds(103))
    #expect(pair.ytd.activityVariance == units(0))
    #expect(pair.month.actualCost == pounds(1207))
    #expect(pair.previousMonth.actualCost == pounds(1000))
    #expect(pair.changeOnMonth == pounds(207))
  }

  @Test func `the annual plan and the forecast are computed at the group and summed`() {
    let pair = Self.positions.pair(commissioner: 0, provider: 0)
    #expect(pair.annualPlan == pounds(2520), "2,310 × 12 ÷ 11")
    #expect(pair.annualPlanActivity == money("25.09090909").asActivity, "22 × 12 ÷ 11 and 1 × 12 ÷ 11")
    // 2,200 × 12 ÷ 11 = 2,400; 7 × 12 ÷ 11 = 7.63636363(63…).
    #expect(pair.forecastOutturn == money("2407.63636364"))
    #expect(pair.forecastVariance == money("112.36363636"))
    let leaves = (0..<2).map { Self.positions.leaf(commissioner: 0, provider: 0, group: $0) }
    #expect(Self.positions.groups == ["DC", "OPFA"])
    #expect(leaves[0].forecastOutturn == pounds(2400))
    #expect(leaves[1].forecastOutturn == money("7.63636364"))
  }

  @Test func `last year's months are no part of this year`() {
    #expect(Self.positions.pair(commissioner: 0, provider: 1).ytd == Measures(planCost: pounds(50), actualCost: pounds(60)))
  }

  @Test func `every total is the sum of its parts by either road`() {
    let positions = Self.positions
    let pairs = (0..<3).flatMap { c in (0..<3).map { positions.pair(commissioner: c, provider: $0) } }
    #expect(positions.grandTotal == pairs.reduce(.zero, +))
    #expect(positions.grandTotal == (0..<3).map { positions.position(of: .commissioner($0)) }.reduce(.zero, +))
    #expect(positions.grandTotal == (0..<3).map { positions.position(of: .provider($0)) }.reduce(.zero, +))
    var groups = positions.byGroup(of: .programme).reduce(Position.zero, +)
    groups.previousMonth = positions.grandTotal.previousMonth
    #expect(groups == positions.grandTotal)
  }

  @Test func `what is not in the programme is a line of its own and part of the total`() {
    #expect(Self.positions.notInProgramme(of: .commissioner(1), by: .provider).ytd.actualCost == pounds(40))
    #expect(Self.positions.position(of: .commissioner(1)).ytd.actualCost == pounds(370))
    #expect(Self.positions.notInProgramme(of: .provider(0), by: .commissioner).ytd.actualCost == pounds(5))
    #expect(Self.positions.notInProgramme(of: .programme, by: .commissioner).ytd.actualCost == pounds(5))
    #expect(Self.positions.notInProgramme(of: .programme, by: .provider).ytd.actualCost == pounds(40))
    #expect(Self.positions.notInProgramme(of: .commissioner(0), by: .provider) == .zero)
  }

  @Test func `a plan file gives the annual plan, and a difference of more than a pound is a finding`() throws {
    var ledger = Self.ledger
    let dayCase = try #require(ledger.pods.firstIndex { $0.providerPOD == "DC" })
    let month = Measures(planCost: money("200"), planActivity: units(2))
    ledger.annualPlan = [AnnualPlanLine(commissioner: 0, provider: 0, pod: UInt16(dayCase), months: Array(repeating: month, count: 12))]
    let positions = Positions(ledger)
    let pair = positions.pair(commissioner: 0, provider: 0)
    #expect(pair.annualPlan == pounds(2400))
    #expect(pair.annualPlanActivity == units(24))
    #expect(pair.ytd.planCost == pounds(2310), "the year to date stays the returns'")
    #expect(positions.planSource(commissioner: 0, provider: 0) == .planFile)
    #expect(positions.planSource(commissioner: 0, provider: 1) == .phased)
    #expect(positions.planSources(of: .commissioner(0)) == [.planFile, .phased])
    #expect(positions.planSources(of: .pair(commissioner: 0, provider: 0)) == [.planFile])
    // 11 × 200 against 2,310.
    let difference = try #require(positions.planDifferences.first)
    #expect(positions.planDifferences.count == 1)
    #expect(difference == PlanDifference(commissioner: 0, provider: 0, planFile: pounds(2200), returns: pounds(2310)))
  }

  @Test func `a difference of exactly one pound is none`() throws {
    var ledger = sampleLedger([.pounds("10H", "RAN", "DC", plan: 111, actual: 0)])
    ledger.annualPlan = [AnnualPlanLine(commissioner: 0, provider: 0, pod: 0, months: Array(repeating: Measures(planCost: pounds(10)), count: 12))]
    #expect(Positions(ledger).planDifferences.isEmpty)
    ledger.lines.ytd.planCost[0] += 1
    #expect(Positions(ledger).planDifferences.count == 1)
  }

  @Test func `phasing by last year's profile needs a whole last year`() {
    var rows: [SampleRow] = []
    // Last year: nothing but 100 in each of April to February and 900 in March; this year 1,100 planned to February.
    for ago in 11...22 { rows.append(.pounds("10H", "RAN", "DC", ago: ago, plan: 0, actual: ago == 11 ? 900 : 100)) }
    rows.append(.pounds("10H", "RAN", "DC", plan: 1100, actual: 0))
    #expect(Positions(sampleLedger(rows), phasing: .lastYear).pair(commissioner: 0, provider: 0).annualPlan == pounds(2000))
    var axes = SampleAxes()
    axes.unstated = [("RAN", 15)]
    #expect(Positions(sampleLedger(rows, axes), phasing: .lastYear).pair(commissioner: 0, provider: 0).annualPlan == pounds(1200))
    let days = Positions(sampleLedger(rows), phasing: .calendarDays).pair(commissioner: 0, provider: 0).annualPlan
    #expect(days == pounds(1100).scaled(by: 366, over: 335))
    // 2015-16 had 252 working days in England, 21 of them in March.
    let working = Positions(sampleLedger(rows), phasing: .workingDays).pair(commissioner: 0, provider: 0).annualPlan
    #expect(working == pounds(1100).scaled(by: 252, over: 231))
  }

  @Test func `month 13 has the months of month 12`() {
    var axes = SampleAxes()
    axes.period = Period(year: FinancialYear(start: 2015), month: 13)
    let positions = Positions(sampleLedger([.pounds("10H", "RAN", "DC", ago: 11, plan: 10, actual: 20)], axes))
    #expect(positions.monthsElapsed == 12)
    #expect(positions.grandTotal.forecastOutturn == pounds(20))
    #expect(positions.grandTotal.annualPlan == pounds(10))
  }

  @Test func `an empty ledger has empty positions`() {
    var axes = SampleAxes()
    axes.commissioners = []
    axes.providers = []
    let positions = Positions(sampleLedger([], axes))
    #expect(positions.grandTotal == .zero)
    #expect(positions.byGroup(of: .programme).isEmpty)
    #expect(positions.notInProgramme(of: .programme, by: .provider) == .zero)
  }
}

@Suite struct SeriesTableTests {
  static let ledger: ProgrammeLedger = {
    var axes = SampleAxes()
    axes.unstated = [("RAN", 2), ("RQM", 2), ("RQM", 1)]
    return sampleLedger(
      [
        .pounds("10H", "RAN", "DC", ago: 11, plan: 10, actual: 20), .pounds("10H", "RAN", "DC", ago: 10, plan: 3, actual: 4),
        .pounds("11C", "RAN", "DC", ago: 1, plan: 5, actual: 6), .pounds("11C", "RQM", "DC", plan: 7, actual: 8),
      ], axes)
  }()

  @Test func `series run over three years and cumulate within each`() {
    let series = SeriesTable(Self.ledger)
    #expect(series.years.map(\.label) == ["2013-14", "2014-15", "2015-16"])
    let months = series.monthly(of: .programme)
    #expect(months.count == 35)
    #expect(months.last?.month.period.description == "2015-16/M11")
    #expect(months.map(\.measures.actualCost).reduce(.zero, +) == pounds(38))
    let year = series.cumulative(of: .commissioner(0), year: FinancialYear(start: 2015))
    #expect(year.map(\.measures.actualCost) == Array(repeating: pounds(4), count: 11))
    #expect(series.cumulative(of: .commissioner(0), year: FinancialYear(start: 2014)).last?.measures.actualCost == pounds(20))
    #expect(series.cumulative(of: .programme).map(\.measures.planCost).last == pounds(15))
    #expect(series.monthly(of: .programme, year: FinancialYear(start: 2016)).isEmpty)
    #expect(series.monthly(of: .programme, year: FinancialYear(start: 2012)).isEmpty)
    #expect(series.monthly(of: .provider(1), year: FinancialYear(start: 2015)).count == 11)
  }

  @Test func `a month that nobody stated is a gap`() {
    let series = SeriesTable(Self.ledger)
    let points = series.monthly(of: .commissioner(1)).suffix(3)
    #expect(points.map(\.isStated) == [false, true, true])
    #expect(points.map(\.isComplete) == [false, false, true])
    #expect(series.monthly(of: .pair(commissioner: 1, provider: 1)).suffix(3).map(\.isStated) == [false, false, true])
    #expect(series.unstated(offset: 33) == [1])
    #expect(series.unstated(offset: 32) == [0, 1])
  }
}

extension Money {
  /// The same count as activity, for figures written with decimals.
  var asActivity: Activity { Activity(parts: parts) }
}
