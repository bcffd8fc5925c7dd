import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@testable import Analysis

/// The rolling-origin back-test against a naive one that calls the forecast itself at each origin, and its counting by hand.
@Suite struct BackTestTests {
  private static let year = FinancialYear(start: 2015)

  /// Three commissioner × provider × group leaves over 35 months, some with corrections.
  private static func ledger(seed: UInt64, month: Int = 11, unstated: [(provider: String, monthsAgo: Int)] = []) -> ProgrammeLedger {
    var random = SeededGenerator(seed: seed)
    var axes = SampleAxes()
    axes.period = Period(year: year, month: month)
    axes.pods = ["DC": ("DC", "elective"), "NEL": ("NEL", "non_elective")]
    axes.unstated = unstated
    var rows: [SampleRow] = []
    for ago in 0..<(24 + month) {
      for (index, (c, p, pod)) in [("10H", "RQM", "DC"), ("11C", "RQM", "DC"), ("10H", "RAN", "DC"), ("11C", "RAN", "NEL")].enumerated() {
        if unstated.contains(where: { $0.provider == p && $0.monthsAgo == ago }) { continue }
        let cost = Int64(500 * (index + 1)) + Int64(random.next() % 400) - (random.next() % 25 == 0 ? 3000 : 0)
        rows.append(.pounds(c, p, pod, ago: ago, plan: Int64(480 * (index + 1) + (ago % 12) * 10), actual: cost, done: 1))
      }
    }
    return sampleLedger(rows, axes)
  }

  private static func test(_ ledger: ProgrammeLedger, _ settings: ForecastSettings = .standard) -> RollingBackTest {
    let now = LeafHistory(ledger)
    let engine = OutturnEngine(ledger, settings: settings, phasing: .twelfths)
    return RollingBackTest(now, period: ledger.period, settings: settings) { engine.plans(of: $0, now) }
  }

  /// The sum of the months to March that the forecast itself foresees at an origin, group by group.
  /// In the third of three whole years smoothing and Theta take part too.
  @Test(arguments: 1...6, [11, 12]) func `at each origin of a whole year the months foreseen are the forecast's own`(seed: UInt64, month: Int) throws
  {
    let ledger = Self.ledger(seed: seed, month: month)
    let test = Self.test(ledger)
    let now = LeafHistory(ledger)
    let engine = OutturnEngine(ledger, settings: .standard, phasing: .twelfths)
    var compared = 0
    for (place, origin) in test.origins.enumerated() where origin.count == 12 - origin.month.month {
      let plans = engine.plans(of: origin.month.year, now)
      for method in ForecastMethod.allCases {
        let leaves = engine.outturns(
          now, year: origin.month.year, month: origin.month.month, plans: plans, methods: Array(repeating: method, count: now.leaves.count))
        for group in test.groups.indices {
          guard let path = test.forecast(method, group: group, origin: place) else { continue }
          var toCome = Money.zero
          for (leaf, outturn) in zip(now.leaves.indices, leaves) where Int(now.leaves[leaf].group) == group {
            toCome += outturn.cost - Money(parts: now.year(origin.month.year, through: origin.month.month, leaf: leaf, \.actualCost).total)
          }
          #expect(abs(path.reduce(0, +) - toCome.approximation) < 1e-5, "\(method) at \(origin.month.period)")
          compared += 1
        }
      }
    }
    #expect(compared > (month == 12 ? 400 : 250))
    let smoothed = test.origins.indices.filter { test.forecast(.dampedSmoothing, group: 0, origin: $0) != nil }
    #expect(smoothed.contains { test.origins[$0].count == 12 - test.origins[$0].month.month } == (month == 12))
  }

  @Test func `errors are counted by hand`() throws {
    // One leaf: £100 in every month of two years, then £100, £130, £100 in April to June. Plan £120 a month.
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 3)
    axes.pods = ["DC": ("DC", "elective")]
    let rows = (0..<27).map { ago in SampleRow.pounds("10H", "RQM", "DC", ago: ago, plan: 120, actual: ago == 1 ? 130 : 100) }
    let test = Self.test(sampleLedger(rows, axes))
    // 11 origins in each whole year, and April and May of this.
    #expect(test.origins.count == 24)
    #expect(test.origins.suffix(2).map(\.count) == [2, 1])
    // At April: 100 and 100 against 130 and 100. At May: the mean of 100 and 130 against 100.
    let all = test.errors(.straightLine, group: 0, origins: [22, 23])
    #expect(all.count == 3)
    #expect(all.size == 30 + 0 + 15)
    #expect(all.net == -30 + 15)
    #expect(all.actual == 330)
    #expect(test.errors(.straightLine, group: 0, origins: [22, 23], ahead: 2...2).count == 1)
    #expect(test.errors(.planRemainder, group: 0, origins: [22, 23]).net == -10 + 20 + 20)
    // By last year's months, flat: the same as the straight line.
    #expect(abs(test.errors(.priorYearProfile, group: 0, origins: [22, 23]).size - 45) < 1e-9)
    // The scale: 15 differences from the same month a year before, one of £30.
    #expect(test.scales[0] == 2)
    #expect(test.forecast(.priorYearProfile, group: 0, origin: 3) == nil, "no year before the first")
    #expect(test.forecast(.theta, group: 0, origin: 21) == nil, "23 months")
    #expect(test.forecast(.theta, group: 0, origin: 22)?.count == 2, "25 months")
    // By month of the forecast, over the two whole years: the plan remainder foresaw £20 a month too much of £1,200.
    let byMonth = test.outturnErrors([{ _ in .planRemainder }, { _ in .theta }], atMonth: 6)
    #expect(abs((byMonth[0] ?? 0) - 120.0 / 1200) < 1e-12)
    #expect(byMonth[1] == nil)
  }

  @Test func `methods are judged by the same years`() throws {
    // The first year £100 in April to September and £200 in October to March, the second £100 in every month. At September the straight line foresees £600 of
    // £1,200 in the first, a third of the year's £1,800, and rightly in the second. Last year's profile has no first year; in the second it foresees £1,200 of
    // £600, half of the year's £1,200.
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 1)
    axes.pods = ["DC": ("DC", "elective")]
    let rows = (0..<25).map { ago in SampleRow.pounds("10H", "RQM", "DC", ago: ago, plan: 100, actual: (13...18).contains(ago) ? 200 : 100) }
    let test = Self.test(sampleLedger(rows, axes))
    let alone = test.outturnErrors([{ _ in .straightLine }], atMonth: 6)
    #expect(abs((alone[0] ?? 0) - 1.0 / 6) < 1e-12)
    let both = test.outturnErrors([{ _ in .straightLine }, { _ in .priorYearProfile }], atMonth: 6)
    #expect(both[0] == 0)
    #expect(abs((both[1] ?? 0) - 0.5) < 1e-12)
    #expect(test.outturnErrors([], atMonth: 6).isEmpty)
  }

  @Test func `methods are compared on the origins that all share, the best first`() throws {
    let test = Self.test(Self.ledger(seed: 3))
    let elective = try #require(test.groups.firstIndex(of: "elective"))
    let comparison = test.comparison(group: elective)
    #expect(Set(comparison.entries.map(\.method)) == Set(ForecastMethod.allCases))
    // Theta and smoothing need 24 months: March's end, so the origins are April to January of this year.
    #expect(comparison.origins.map { test.origins[$0].month.month } == Array(1...10))
    for (a, b) in zip(comparison.entries, comparison.entries.dropFirst()) { #expect(a.errors.mean <= b.errors.mean) }
    for entry in comparison.entries {
      #expect(entry.errors.count == 55)
      var size = 0.0
      for origin in comparison.origins {
        for (foreseen, actual) in zip(test.forecast(entry.method, group: elective, origin: origin) ?? [], test.actuals[elective][origin]) {
          size += abs(foreseen - actual)
        }
      }
      #expect(abs(size / 55 - entry.errors.mean) < 1e-9)
      #expect(entry.scaled == entry.errors.mean / (test.scales[elective] ?? 1))
    }
  }

  @Test func `early in the year only the methods are compared that enough origins can test`() {
    let test = Self.test(Self.ledger(seed: 4, month: 2))
    let comparison = test.comparison(group: 0)
    #expect(!comparison.entries.contains { $0.method.isStatistical }, "one month foreseen is too few")
    #expect(comparison.entries.contains { $0.method == .priorYearProfile })
    #expect(comparison.origins.count == 12, "April to February of last year, and April of this")
  }

  @Test func `a provider that lacks a month takes no part in that year, and a model leaves it out`() {
    let test = Self.test(Self.ledger(seed: 5, unstated: [("RAN", 4)]))
    let nonElective = test.groups.firstIndex(of: "non_elective") ?? 0
    let thisYear = test.origins.indices.filter { test.origins[$0].month.year == Self.year }
    #expect(thisYear.allSatisfy { test.actuals[nonElective][$0].allSatisfy { $0 == 0 } })
    #expect(test.scales[nonElective] == nil)
  }

  @Test func `ranges and their coverage counted by hand`() throws {
    // Two years of ten origins, one month ahead each: errors of ±10 in the first, and ±20 in the second but one of 100.
    var paths: [(origin: MonthIndex, foreseen: [Double], actual: [Double])] = []
    for month in 1...10 {
      paths.append((MonthIndex(year: FinancialYear(start: 2013), month: month), [110], [month % 2 == 0 ? 100 : 120]))
      paths.append(
        (MonthIndex(year: FinancialYear(start: 2014), month: month), [month == 9 ? 200 : 120], [month % 2 == 0 ? 100 : month == 9 ? 100 : 140]))
    }
    let intervals = ForecastIntervals(paths, month: 11)
    #expect(intervals.errorCount(ahead: 1) == 16, "months 1 and 2 are left out")
    // Root mean square of eight tens, seven twenties and a hundred: √((800 + 2,800 + 10,000) ÷ 16) = √850; t for 80 % and 16 degrees is 1.3368.
    #expect(abs((intervals.halfWidth(ahead: 1, share: 0.8) ?? 0) - 1.336757 * 850.0.squareRoot()) < 1e-3)
    let coverage = intervals.coverage(ahead: 1...11)
    #expect(coverage.count == 16)
    // The first year by the second's √1600 × 1.3968 = 55.9: all eight. The second by the first's 10 × 1.3968 = 14.0: none; at 95 % 10 × 2.306 = 23.1: seven.
    #expect(coverage.within == [8, 15])
    #expect(ForecastIntervals(Array(paths.prefix(4)), month: 1).halfWidth(ahead: 1, share: 0.8) == nil, "four errors are too few")
  }

  @Test func `Student's t is the tables'`() {
    for (degrees, share, value) in [
      (1, 0.95, 12.7062), (2, 0.8, 1.8856), (5, 0.95, 2.5706), (10, 0.95, 2.2281), (16, 0.8, 1.3368), (30, 0.95, 2.0423), (31, 0.8, 1.3095),
    ] {
      #expect(abs(studentQuantile(twoSided: share, degrees: degrees) - value) < 6e-5, "\(degrees), \(share)")
    }
  }

  @Test func `nothing and nought make no test`() {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 1)
    let one = Self.test(sampleLedger([.pounds("10H", "RQM", "DC", plan: 1, actual: 1)], axes))
    #expect(one.comparison(group: 0).best == nil)
    axes.commissioners = []
    axes.providers = []
    #expect(Self.test(sampleLedger([], axes)).groups.isEmpty)
  }
}

/// Last year's forecasts, adjustments and what the section reads besides.
@Suite struct ProgrammeForecastTests {
  private static let year = FinancialYear(start: 2015)

  private static func adjustment(_ id: String, _ period: Period, _ amount: Int, _ kind: String, _ date: String) -> Adjustment {
    Adjustment(
      id: id, commissioner: "10H", provider: "RQM", period: period, amount: pounds(amount), kind: kind, owner: "A. Okafor",
      date: CalendarDate(iso: date) ?? CalendarDate(dayNumber: 0), reason: "Agreed")
  }

  @Test func `an adjustment stands from its month on, and one of month 13 from its entry`() {
    let rows = [
      Self.adjustment("A", Period(year: Self.year, month: 3), -100, "Challenge", "2015-06-10"),
      Self.adjustment("B", Period(year: Self.year, month: 13), 40, "one-off", "2015-08-31"),
      Self.adjustment("C", Period(year: FinancialYear(start: 2014), month: 3), 7, "risk", "2014-06-10"),
      Self.adjustment("D", Period(year: Self.year, month: 13), 5, "other thing", "2016-05-02"),
    ]
    func ids(_ month: Int) -> String { ForecastAdjustments(rows, at: Period(year: Self.year, month: month)).rows.map(\.id).joined() }
    #expect(ids(2) == "" && ids(3) == "A" && ids(4) == "A" && ids(5) == "AB" && ids(12) == "ABD")
    let march = ForecastAdjustments(rows, at: Period(year: Self.year, month: 12))
    #expect(march.total == pounds(-55))
    #expect(march.total(.challenge) == pounds(-100) && march.total(.oneOff) == pounds(40) && march.total(.other) == pounds(5))
    #expect(march.total(.qipp) == .zero)
  }

  @Test func `last year's forecasts are made from what was known then`() throws {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 1)
    axes.pods = ["DC": ("DC", "elective")]
    // £100 in each month of last year; May was first said to be £40, and corrected in July.
    var rows = (1...12).map { SampleRow.pounds("10H", "RQM", "DC", ago: $0, plan: 0, actual: 100) }
    rows.append(.pounds("10H", "RQM", "DC", plan: 0, actual: 100))
    var ledger = sampleLedger(rows, axes)
    let last = FinancialYear(start: 2014)
    let base = ledger.monthly.monthCount
    for month in 0..<base { ledger.monthly.submission[base + month] = Int32(ledger.monthly.firstMonth.value + month) }
    ledger.monthly.submission[base + 13] = Int32(MonthIndex(year: last, month: 4).value)
    ledger.replaced = [
      ReplacedStatement(
        submission: Period(year: last, month: 2), commissioner: 0, provider: 1, pod: 0, treatmentFunction: 0,
        month: MonthIndex(year: last, month: 2), measures: Measures(actualCost: pounds(40)))
    ]
    let found = ProgrammeForecast(ledger, positions: Positions(ledger), phasing: .twelfths, adjustments: [], isComparable: true)
    #expect(found.past.map(\.forecast).prefix(4) == [pounds(1200), pounds(840), pounds(960), pounds(1200)])
    #expect(found.past.map(\.yearToDate).prefix(4) == [pounds(100), pounds(140), pounds(240), pounds(400)])
    #expect(found.past.allSatisfy { $0.outturn == pounds(1200) })
    #expect(found.past[1].error == pounds(-360))
    #expect(found.past.count == 12 && found.past[11].error == .zero)
    let now = ProgrammeForecast(ledger, positions: Positions(ledger), phasing: .twelfths, adjustments: [], isComparable: false)
    #expect(now.past[1].forecast == pounds(1200) && !now.pastIsAsKnownThen)
    #expect(found.bridge == nil, "April has no month before it in its year")
    var gap = axes
    gap.unstated = [("RQM", 5)]
    let short = sampleLedger(rows, gap)
    #expect(ProgrammeForecast(short, positions: Positions(short), phasing: .twelfths, adjustments: [], isComparable: true).past.isEmpty)
  }

  @Test func `the months to come add up to the outturn`() {
    var axes = SampleAxes()
    axes.period = Period(year: Self.year, month: 7)
    axes.pods = ["DC": ("DC", "elective"), "AE": ("AE", "emergency"), "BLK": ("BLK", "financial")]
    var rows: [SampleRow] = []
    for ago in 0..<31 {
      rows.append(.pounds("10H", "RQM", "DC", ago: ago, plan: 90, actual: Int64(100 + ago % 12), done: 2))
      rows.append(.pounds("10H", "RAN", "AE", ago: ago, plan: 50, actual: Int64(60 + ago % 5), done: 3))
      rows.append(.pounds("11C", "RAN", "BLK", ago: ago, plan: 10, actual: 10))
    }
    let ledger = sampleLedger(rows, axes)
    for method in ForecastMethod.allCases {
      let positions = Positions(ledger, forecast: ForecastSettings(otherGroups: method))
      let found = ProgrammeForecast(ledger, positions: positions, phasing: .twelfths, adjustments: [], isComparable: false)
      let toCome = (positions.grandTotal.forecastOutturn - positions.grandTotal.ytd.actualCost).approximation
      #expect(found.monthsToCome.count == 5)
      #expect(abs(found.monthsToCome.reduce(0, +) - toCome) < 1e-6, "\(method)")
      #expect(found.groups.map(\.group) == ["elective", "emergency", "financial"])
      #expect(found.groups[2].chosen == .planRemainder)
      #expect(found.groups.reduce(Money.zero) { $0 + $1.position.forecastOutturn } == positions.grandTotal.forecastOutturn)
    }
  }
}
