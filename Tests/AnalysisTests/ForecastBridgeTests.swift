import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@testable import Analysis

/// From last month's forecast to this month's: worked by hand, and exact on random data.
@Suite struct ForecastBridgeTests {
  private static let year = FinancialYear(start: 2015)

  private static func bridge(_ ledger: ProgrammeLedger, _ settings: ForecastSettings = .standard, isComparable: Bool = true) -> ForecastBridge? {
    let now = LeafHistory(ledger)
    let engine = OutturnEngine(ledger, settings: settings, phasing: .twelfths)
    return ForecastBridge(
      ledger, now: now, engine: engine, plans: engine.plans(of: ledger.period.year, now), submissions: SubmissionHistory(ledger),
      isComparable: isComparable)
  }

  private static func statement(_ submission: Int, month: Int, cost: Int, activity: Int) -> ReplacedStatement {
    ReplacedStatement(
      submission: Period(year: year, month: submission), commissioner: 0, provider: 1, pod: 0, treatmentFunction: 0,
      month: MonthIndex(year: year, month: month), measures: Measures(actualCost: pounds(cost), actualActivity: units(activity)), countedBefore: true)
  }

  /// Month 3. April was £100 for 10, May £80 for 8 and is now £110 for 11, June is £180 for 15.
  private static func ledger() -> ProgrammeLedger {
    var axes = SampleAxes()
    axes.period = Period(year: year, month: 3)
    axes.pods = ["DC": ("DC", "elective")]
    var ledger = sampleLedger(
      [
        .pounds("10H", "RQM", "DC", ago: 2, plan: 0, actual: 100, done: 10), .pounds("10H", "RQM", "DC", ago: 1, plan: 0, actual: 110, done: 11),
        .pounds("10H", "RQM", "DC", ago: 0, plan: 0, actual: 180, done: 15),
      ], axes)
    let cell = (0 * 2 + 1) * ledger.monthly.monthCount + ledger.monthly.monthCount
    ledger.monthly.submission[cell - 3] = Int32(MonthIndex(year: year, month: 1).value)
    ledger.monthly.submission[cell - 2] = Int32(MonthIndex(year: year, month: 3).value)
    ledger.monthly.submission[cell - 1] = Int32(MonthIndex(year: year, month: 3).value)
    ledger.replaced = [statement(2, month: 2, cost: 80, activity: 8)]
    return ledger
  }

  @Test func `data, activity and price of a leaf worked by hand`() throws {
    let bridge = try #require(Self.bridge(Self.ledger()))
    #expect(bridge.previous == pounds(1080), "180 × 12 ÷ 2, as known then")
    #expect(bridge.data == pounds(180), "210 × 12 ÷ 2 = 1,260 as known now")
    // £210 for 21 is £10 each: 15 in June would be £150, and 360 × 12 ÷ 3 = 1,440.
    #expect(bridge.activity == pounds(180))
    #expect(bridge.price == pounds(120), "390 × 12 ÷ 3 = 1,560")
    #expect(bridge.withoutActivity == .zero && bridge.method == .zero)
    #expect(bridge.current == pounds(1560))
  }

  @Test func `without earlier submissions last month is worked out from what is known now`() throws {
    let bridge = try #require(Self.bridge(Self.ledger(), isComparable: false))
    #expect(bridge.previous == pounds(1260) && bridge.data == .zero && !bridge.isAsKnownThen)
    #expect(bridge.previous + bridge.causes == bridge.current)
  }

  @Test func `a month that was first sent later was not known then`() throws {
    var ledger = Self.ledger()
    ledger.replaced = []
    let bridge = try #require(Self.bridge(ledger))
    #expect(bridge.previous == pounds(1200), "April alone: 100 × 12")
    #expect(bridge.data == pounds(60), "210 × 12 ÷ 2 = 1,260")
  }

  @Test func `money without activity is neither activity nor price`() throws {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 2)
    axes.pods = ["BLK": ("BLK", "financial"), "DRUG": ("DRUG", "drugs")]
    let ledger = sampleLedger(
      [
        .pounds("10H", "RQM", "BLK", ago: 1, plan: 100, actual: 100), .pounds("10H", "RQM", "BLK", plan: 100, actual: 140),
        .pounds("10H", "RQM", "DRUG", ago: 1, plan: 0, actual: 50), .pounds("10H", "RQM", "DRUG", plan: 0, actual: 70),
      ], axes)
    let bridge = try #require(Self.bridge(ledger, isComparable: false))
    #expect(bridge.activity == .zero && bridge.price == .zero)
    // The block: 1,200 to 240 + 1,000; the drugs: 600 to 720.
    #expect(bridge.withoutActivity == pounds(40 + 120))
    #expect(bridge.current == pounds(1240 + 720))
  }

  @Test func `a method that comes to hold is a cause of its own`() throws {
    // Month 2: the run rate of two; month 1 has one month to take the mean of, which is no other method. A profile of last year holds from the start.
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 2)
    axes.pods = ["DC": ("DC", "elective")]
    var rows = [SampleRow.pounds("10H", "RQM", "DC", ago: 1, plan: 0, actual: 100), .pounds("10H", "RQM", "DC", plan: 60, actual: 100)]
    rows.append(.pounds("10H", "RQM", "DC", ago: 1, plan: 0, actual: 0))
    // The plan begins in May: at April the plan's profile falls back to the straight line.
    let bridge = try #require(Self.bridge(sampleLedger(rows, axes), ForecastSettings(otherGroups: .planProfile), isComparable: false))
    #expect(bridge.previous == pounds(1200))
    #expect(bridge.current == pounds(1200))
    #expect(bridge.method == .zero, "on twelfths both are the same")
    #expect(bridge.previous + bridge.causes == bridge.current)
  }

  @Test func `there is no bridge in the first month of a year`() {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 1)
    #expect(Self.bridge(sampleLedger([.pounds("10H", "RQM", "DC", plan: 1, actual: 1)], axes)) == nil)
  }

  @Test(arguments: 1...30) func `the causes add up exactly on random data`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 2 + below(11))
    axes.pods = ["DC": ("DC", "elective"), "NEL": ("NEL", "non_elective"), "BLK": ("BLK", "financial")]
    var rows: [SampleRow] = []
    for ago in 0..<(24 + axes.period.month) {
      for pod in ["DC", "NEL", "BLK"] {
        for (c, p) in [("10H", "RQM"), ("10H", "RAN"), ("11C", "RQM")] where below(5) > 0 {
          rows.append(
            SampleRow(
              commissioner: c, provider: p, pod: pod, monthsAgo: ago, planCost: Int64(below(9_000_000_000)),
              actualCost: Int64(below(99_999_999_999)) - (below(20) == 0 ? 90_000_000_000 : 0), planActivity: Int64(below(50)) * 100_000_000,
              actualActivity: Int64(below(50)) * 100_000_000))
        }
      }
    }
    if seed % 3 == 0 { axes.unstated = [("RAN", below(6))] }
    var ledger = sampleLedger(rows, axes)
    for month in 0..<ledger.monthly.monthCount {
      for pair in 0..<4 { ledger.monthly.submission[pair * ledger.monthly.monthCount + month] = Int32(ledger.monthly.firstMonth.value + month) }
    }
    let last = ledger.monthly.monthCount - 1
    for back in 1...3 {
      ledger.monthly.submission[last - back] = Int32(ledger.period.index.value)
      ledger.replaced.append(
        ReplacedStatement(
          submission: ledger.period.index.advanced(by: -back).period, commissioner: 0, provider: 0, pod: UInt16(below(3)), treatmentFunction: 0,
          month: ledger.period.index.advanced(by: -back),
          measures: Measures(actualCost: Money(parts: Int64(below(88_888_888_888))), actualActivity: units(below(9))), countedBefore: true))
    }
    let methods = ForecastMethod.allCases
    let settings = ForecastSettings(otherGroups: methods[seed % methods.count], byGroup: [.nonElective: methods[(seed * 7) % methods.count]])
    let bridge = try #require(Self.bridge(ledger, settings))
    #expect(bridge.previous + bridge.causes == bridge.current)
    #expect(bridge.current == Positions(ledger, forecast: settings).grandTotal.forecastOutturn)
    #expect(bridge.data != .zero)
  }
}
