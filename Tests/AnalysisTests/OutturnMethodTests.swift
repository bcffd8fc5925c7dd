import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@testable import Analysis

/// Every exact method against figures worked by hand, on one leaf in 2015-16.
@Suite struct OutturnMethodTests {
  private static let year = FinancialYear(start: 2015)

  private static func axes(month: Int, group: String = "elective") -> SampleAxes {
    var axes = SampleAxes()
    axes.period = Period(year: year, month: month)
    axes.pods = ["DC": ("DC", group)]
    return axes
  }

  /// A leaf's months of this year, April first, and of last year.
  private static func rows(_ months: [Int], plan: [Int] = [], lastYear: [Int] = [], activity: [Int] = []) -> [SampleRow] {
    var rows: [SampleRow] = []
    for (index, cost) in months.enumerated() {
      rows.append(
        .pounds(
          "10H", "RQM", "DC", ago: months.count - 1 - index, plan: Int64(plan.isEmpty ? 0 : plan[index]), actual: Int64(cost),
          done: Int64(activity.isEmpty ? 0 : activity[index])))
    }
    for (index, cost) in lastYear.enumerated() {
      rows.append(.pounds("10H", "RQM", "DC", ago: months.count + 11 - index, plan: 0, actual: Int64(cost)))
    }
    return rows
  }

  private static func outturn(
    _ method: ForecastMethod, _ rows: [SampleRow], _ axes: SampleAxes, n: Int = 3, edit: (inout ProgrammeLedger) -> Void = { _ in }
  ) -> (cost: Money, activity: Activity, applied: AppliedForecast?) {
    var ledger = sampleLedger(rows, axes)
    edit(&ledger)
    let positions = Positions(ledger, forecast: ForecastSettings(otherGroups: method, runRateMonths: n))
    let leaf = positions.leaf(commissioner: 0, provider: 1, group: 0)
    return (leaf.forecastOutturn, leaf.forecastOutturnActivity, positions.appliedForecast(commissioner: 0, provider: 1, group: 0))
  }

  @Test func `straight line, calendar days and working days`() {
    let rows = Self.rows([100, 100, 110, 90], activity: [1, 2, 3, 4])
    let axes = Self.axes(month: 4)
    let line = Self.outturn(.straightLine, rows, axes)
    #expect(line.cost == pounds(1200), "400 × 12 ÷ 4")
    #expect(line.activity == units(30), "10 × 12 ÷ 4")
    // April to July have 30 + 31 + 30 + 31 = 122 of the 366 days of 2015-16.
    #expect(Self.outturn(.calendarDays, rows, axes).cost == pounds(1200), "400 × 366 ÷ 122")
    // And 20 + 19 + 22 + 23 = 84 of its 252 working days.
    #expect(Self.outturn(.workingDays, rows, axes).cost == pounds(1200), "400 × 252 ÷ 84")
    let two = Self.axes(month: 2)
    #expect(Self.outturn(.calendarDays, Self.rows([100, 22]), two).cost == pounds(732), "122 × 366 ÷ 61")
    #expect(Self.outturn(.workingDays, Self.rows([100, 17]), two).cost == pounds(756), "117 × 252 ÷ 39")
    // 7 × 12 ÷ 11 = 7.636363636…, rounded half away from nought at the eighth decimal.
    #expect(Self.outturn(.straightLine, Self.rows([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), Self.axes(month: 11)).cost == money("7.63636364"))
  }

  @Test func `the plan's profile is the straight line on flat twelfths, and the plan file's where there is one`() {
    let rows = Self.rows([100, 140], plan: [50, 50])
    let axes = Self.axes(month: 2)
    #expect(Self.outturn(.planProfile, rows, axes).cost == pounds(1440), "240 × 600 ÷ 100 = 240 × 12 ÷ 2")
    func file(_ ledger: inout ProgrammeLedger) {
      // 30, 30, then ten months of 54: 600 in the year, of which a tenth to date.
      let months = [30, 30] + Array(repeating: 54, count: 10)
      ledger.annualPlan = [AnnualPlanLine(commissioner: 0, provider: 1, pod: 0, months: months.map { Measures(planCost: pounds($0)) })]
    }
    let filed = Self.outturn(.planProfile, rows, axes, edit: file)
    #expect(filed.cost == pounds(2400), "240 × 600 ÷ 60")
    #expect(Self.outturn(.planRemainder, rows, axes, edit: file).cost == pounds(780), "240 + 10 × 54")
    // Without a plan: the straight line, and why.
    let none = Self.outturn(.planProfile, Self.rows([100, 140]), axes)
    #expect(none.cost == pounds(1440))
    #expect(none.applied?.method == .straightLine && none.applied?.reason == .noPlan)
  }

  @Test func `last year's profile takes the share of the months so far, and needs a whole last year`() {
    // 300 of last year's 1,500 fell in April to June: a fifth.
    let lastYear = [100, 100, 100] + Array(repeating: 100, count: 6) + [200, 200, 200]
    let rows = Self.rows([80, 90, 70], lastYear: lastYear)
    let axes = Self.axes(month: 3)
    let found = Self.outturn(.priorYearProfile, rows, axes)
    #expect(found.cost == pounds(1200), "240 ÷ (300 ÷ 1500)")
    #expect(found.applied?.method == .priorYearProfile && found.applied?.reason == nil)
    var gap = axes
    gap.unstated = [("RQM", 5)]
    let fallen = Self.outturn(.priorYearProfile, rows, gap)
    #expect(fallen.cost == pounds(960), "240 × 12 ÷ 3")
    #expect(fallen.applied?.reason == .noPriorYear)
    // Next to nothing of last year in these months is no share to divide by.
    let late = Self.rows([80, 90, 70], lastYear: [0, 0, 1] + Array(repeating: 0, count: 8) + [9999])
    #expect(Self.outturn(.priorYearProfile, late, axes).applied?.reason == .noPriorYear)
  }

  @Test func `a run rate goes on with the mean of the last months`() {
    let rows = Self.rows([500, 100, 110, 90, 130])
    let axes = Self.axes(month: 5)
    #expect(Self.outturn(.runRate, rows, axes).cost == pounds(1700), "930 + 7 × (110 + 90 + 130) ÷ 3")
    #expect(Self.outturn(.runRate, rows, axes, n: 2).cost == pounds(1700), "930 + 7 × (90 + 130) ÷ 2")
    #expect(Self.outturn(.runRate, rows, axes, n: 1).cost == pounds(1840), "930 + 7 × 130")
    // Fewer months than asked for: those that there are.
    #expect(Self.outturn(.runRate, Self.rows([60]), Self.axes(month: 1)).cost == pounds(720), "60 + 11 × 60")
  }

  @Test func `the plan of the months left is added to the year to date`() {
    let found = Self.outturn(.planRemainder, Self.rows([100, 140, 60], plan: [90, 90, 90]), Self.axes(month: 3))
    #expect(found.cost == pounds(1110), "300 + 1,080 − 270")
    #expect(found.applied?.reason == nil)
    #expect(Self.outturn(.planRemainder, Self.rows([100, 140]), Self.axes(month: 2)).cost == pounds(240), "no plan, nothing to come")
  }

  @Test(arguments: ForecastMethod.allCases) func `month 12 is the year to date by every method`(method: ForecastMethod) {
    let months = (0..<12).map { 100 + 7 * $0 }
    let found = Self.outturn(method, Self.rows(months, plan: months, lastYear: months, activity: months), Self.axes(month: 12))
    #expect(found.cost == pounds(months.reduce(0, +)))
    #expect(found.activity == units(months.reduce(0, +)))
    #expect(found.applied?.reason == .yearIsKnown)
  }

  @Test(arguments: [ForecastMethod.exponentialSmoothing, .dampedSmoothing, .theta])
  func `fewer than 24 months fall back to the straight line, with the reason`(method: ForecastMethod) {
    var axes = Self.axes(month: 11)
    axes.unstated = [("RQM", 20)]
    let found = Self.outturn(method, Self.rows(Array(repeating: 10, count: 11)), axes)
    #expect(found.cost == pounds(120))
    #expect(found.applied?.method == .straightLine && found.applied?.reason == .tooFewMonths)
  }

  @Test func `a correction is counted once and never run on`() {
    // £150 credited against a month of £100: three months of £100 in eleven ordinary ones, and −£50.
    let found = Self.outturn(.straightLine, Self.rows([100, 100, -50, 100]), Self.axes(month: 4))
    #expect(found.cost == pounds(1050), "−50 + 300 × 11 ÷ 3")
    #expect(found.applied?.hasCorrection == true)
    // By days: May's 31 are neither of the ordinary months' nor of the year's.
    #expect(Self.outturn(.calendarDays, Self.rows([60, -50, 60]), Self.axes(month: 3)).cost == pounds(620), "−50 + 120 × 335 ÷ 60")
    #expect(Self.outturn(.runRate, Self.rows([100, 100, -50, 100]), Self.axes(month: 4)).cost == pounds(1050), "250 + 8 × 100")
    #expect(Self.outturn(.straightLine, Self.rows([-40, -2]), Self.axes(month: 2)).cost == pounds(-42))
    #expect(Self.outturn(.runRate, Self.rows([-40, -2]), Self.axes(month: 2)).cost == pounds(-42))
  }

  @Test func `money without activity is never extrapolated unless the programme says so`() {
    let axes = Self.axes(month: 3, group: "financial")
    let block = Self.rows([100, 100, 100], plan: [100, 100, 100])
    #expect(Self.outturn(.straightLine, block, axes).cost == pounds(1200), "a block is paid as planned")
    // A one-off of £500 in April without a plan.
    #expect(Self.outturn(.straightLine, Self.rows([500, 0, 0]), axes).cost == pounds(500))
    let said = Positions(sampleLedger(Self.rows([500, 0, 0]), axes), forecast: ForecastSettings(byGroup: [.financial: .straightLine]))
    #expect(said.grandTotal.forecastOutturn == pounds(2000))
  }

  @Test func `a month that was not sent is one to come, not nought`() {
    var axes = Self.axes(month: 4)
    axes.unstated = [("RQM", 1)]
    let rows = [
      SampleRow.pounds("10H", "RQM", "DC", ago: 3, plan: 90, actual: 100), .pounds("10H", "RQM", "DC", ago: 2, plan: 90, actual: 110),
      .pounds("10H", "RQM", "DC", ago: 0, plan: 90, actual: 120),
    ]
    #expect(Self.outturn(.straightLine, rows, axes).cost == pounds(1320), "330 × 12 ÷ 3")
    #expect(Self.outturn(.runRate, rows, axes, n: 2).cost == pounds(1365), "330 + 9 × (110 + 120) ÷ 2")
    #expect(Self.outturn(.workingDays, rows, axes).cost == money("1341.29032258"), "330 × 252 ÷ (20 + 19 + 23)")
    let plan = Positions(sampleLedger(rows, axes)).grandTotal.annualPlan
    #expect(plan == pounds(1080), "the plan of the months sent × 12 ÷ 3")
  }

  @Test func `each group goes by its own method, and totals are the sum of leaves`() {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 2)
    axes.pods = ["DC": ("DC", "elective"), "AE": ("AE", "emergency"), "OP": ("OP", "outpatient_first")]
    let ledger = sampleLedger(
      [
        .pounds("10H", "RQM", "DC", ago: 1, plan: 0, actual: 100), .pounds("10H", "RQM", "DC", plan: 0, actual: 17),
        .pounds("11C", "RQM", "AE", ago: 1, plan: 0, actual: 100), .pounds("11C", "RQM", "AE", plan: 0, actual: 22),
        .pounds("11C", "RAN", "OP", plan: 0, actual: 5),
      ], axes)
    let positions = Positions(ledger, forecast: ForecastSettings(byGroup: [.elective: .workingDays, .emergency: .calendarDays]))
    #expect(positions.position(of: .commissioner(0)).forecastOutturn == pounds(756))
    #expect(positions.position(of: .commissioner(1)).forecastOutturn == pounds(732 + 30))
    #expect(positions.grandTotal.forecastOutturn == pounds(756 + 732 + 30))
    #expect(
      positions.appliedForecasts.map { "\($0.group) \($0.applied.map(\.method.rawValue).sorted())" } == [
        "elective [\"working_days\"]", "emergency [\"calendar_days\"]", "outpatient_first [\"straight_line\"]",
      ])
  }

  @Test func `a model's months to come are shared by cost to date and add up exactly`() throws {
    var axes = Self.axes(month: 11)
    axes.commissioners = ["10H", "11C", "10X"]
    var rows: [SampleRow] = []
    for ago in 0..<35 {
      for (code, size) in [("10H", 1000), ("11C", 333), ("10X", 7)] {
        let season = [0, 40, 80, 60, 20, 0, -30, -60, -80, -40, 0, 10][(46 - ago) % 12]
        rows.append(.pounds(code, "RQM", "DC", ago: ago, plan: 0, actual: Int64(size + season * size / 500 + (34 - ago) * size / 100)))
      }
    }
    let ledger = sampleLedger(rows, axes)
    for method in [ForecastMethod.theta, .exponentialSmoothing, .dampedSmoothing] {
      let positions = Positions(ledger, forecast: ForecastSettings(otherGroups: method))
      let values = (0..<35).map { positions.series.measures(of: .programme, offset: $0).actualCost.approximation }
      let model = try #require(modelPath(method, values, months: 1))
      let whole = Money(parts: Int128((model[0] * 1e8).rounded(.toNearestOrAwayFromZero)))
      #expect(positions.grandTotal.forecastOutturn - positions.grandTotal.ytd.actualCost == whole, "\(method)")
      let share = positions.position(of: .commissioner(1)).forecastOutturn - positions.position(of: .commissioner(1)).ytd.actualCost
      #expect(abs(share.approximation / whole.approximation - 333.0 / 1340) < 0.01)
      #expect(positions.appliedForecasts[0].applied.map(\.method) == [method])
    }
  }

  @Test(arguments: ForecastMethod.allCases) func `one month of data has a forecast by every method`(method: ForecastMethod) {
    var axes = Self.axes(month: 1)
    axes.unstated = (1...24).map { ("RQM", $0) }
    let found = Self.outturn(method, Self.rows([60], plan: [50]), axes)
    // £60 in April, which has 30 of 366 days, and 20 of 252 working days; a plan of £50 a month.
    let expected: [ForecastMethod: Int] = [.planRemainder: 610, .calendarDays: 732, .workingDays: 756]
    #expect(found.cost == pounds(expected[method] ?? 720))
  }
}
