import Ledger
import Quantities
import TestSupport
import Testing

@testable import Analysis

@Suite struct FollowUpTests {
  private static func line(_ c: UInt16, _ p: UInt16, _ tfc: UInt16, _ firsts: Int, _ followUps: Int, cost: Int) -> SUSRollUp.FollowUpLine {
    SUSRollUp.FollowUpLine(
      commissioner: c, provider: p, treatmentFunction: tfc, first: .init(count: firsts, cost: pounds(firsts * 200)),
      followUp: .init(count: followUps, cost: pounds(cost)))
  }

  static let ledger: ProgrammeLedger = {
    var axes = SampleAxes()
    axes.providers = ["P1", "P2", "P3"]
    axes.unknownProviders = ["XXX"]
    var ledger = sampleLedger(
      [.pounds("10H", "P1", "OPFA", tfc: "110", plan: 1, actual: 1), .pounds("10H", "P1", "OPFA", tfc: "361", plan: 1, actual: 1)], axes)
    ledger.sus.latestMonth = [
      .firstAttendances: MonthIndex(year: FinancialYear(start: 2015), month: 10),
      .followUpAttendances: MonthIndex(year: FinancialYear(start: 2015), month: 10),
    ]
    ledger.sus.followUpLines = [
      line(0, 0, 0, 10, 40, cost: 4000), line(0, 0, 1, 2, 1, cost: 50), line(0, 1, 0, 20, 40, cost: 4400), line(0, 2, 1, 0, 7, cost: 700),
      line(0, 3, 0, 1, 90, cost: 9000), line(1, 0, 0, 10, 10, cost: 1000), line(1, 2, 0, 20, 79, cost: 7900),
    ]
    return ledger
  }()
  static let table = FollowUpTable(ledger)

  @Test func `ratios, to one decimal as printed`() {
    // Barts 2 firsts and 1 follow-up is 0.5; Royal National Orthopaedic 20 and 79 is 4.0.
    #expect(FollowUpSums(first: .init(count: 2), followUp: .init(count: 1)).ratio?.scaled(places: 1) == 5)
    #expect(FollowUpSums(first: .init(count: 20), followUp: .init(count: 79)).ratio?.scaled(places: 1) == 40)
    #expect(FollowUpSums(first: .init(count: 0), followUp: .init(count: 7)).ratio == nil)
  }

  @Test func `the median is over the programme's providers, whatever the scope`() {
    // Treatment function 110 over all commissioners: P1 50/20 = 2.5, P2 40/20 = 2, P3 79/20 = 3.95; the unknown provider takes no part.
    let rows = Self.table.bySpecialty(of: .commissioner(0))
    #expect(rows.map(\.treatmentFunction) == [0, 1])
    #expect(rows[0].median == ExactRatio(5, over: 2))
    #expect(rows[1].median == ExactRatio(1, over: 2), "P3 has no firsts in it")
    // All treatment functions: P1 51/22, P2 2, P3 86/20.
    #expect(Self.table.total(of: .programme).median == ExactRatio(51, over: 22))
    #expect(Self.table.providerQuartiles?.median == ExactRatio(51, over: 22))
    #expect(Self.table.quartilesOfSpecialty(1) == nil)
  }

  @Test func `follow-ups above the median cost their share, of a commissioner at each provider and specialty`() {
    // P1 for the first commissioner in 110: 40 − 2.5 × 10 = 15 of 40 follow-ups at £4,000: £1,500. P2: 40 < 50. The unknown provider: 87.5 of 90 at
    // £9,000: £8,750. No firsts: none. P1 in 361: 1 = 0.5 × 2, none.
    #expect(Self.table.byProvider(of: .commissioner(0)).map(\.sums.costAboveMedian) == [pounds(1500), .zero, .zero, pounds(8750)])
    // P3 for the second commissioner: 79 − 50 = 29 of 79 at £7,900.
    #expect(Self.table.byProvider(of: .commissioner(1)).map(\.sums.costAboveMedian) == [.zero, pounds(2900)])
  }

  @Test func `a provider's are judged for all its commissioners together`() {
    // P1 in 110: 50 = 2.5 × 20 follow-ups, none above, though the first commissioner's are. P3: 29 of 79; the unknown provider as before.
    #expect(Self.table.total(of: .provider(0)).sums.costAboveMedian == .zero)
    #expect(Self.table.total(of: .pair(commissioner: 0, provider: 0)).sums.costAboveMedian == pounds(1500))
    #expect(Self.table.total(of: .programme).sums.costAboveMedian == pounds(11650))
    #expect(Self.table.byProviderAndSpecialty(of: .programme).reduce(FollowUpSums.zero) { $0 + $1.sums } == Self.table.total(of: .programme).sums)
    #expect(Self.table.byProvider(of: .programme).map(\.provider) == [0, 1, 2, 3])
    #expect(Self.table.bySpecialty(of: .programme).map(\.sums.costAboveMedian) == [pounds(11650), .zero])
    #expect(Self.table.byProviderAndSpecialty(of: .provider(2)).map { [$0.provider, $0.treatmentFunction] } == [[2, 0], [2, 1]])

    // Follow-ups of a commissioner that had no first there count with the rest.
    var ledger = Self.ledger
    ledger.sus.followUpLines.append(Self.line(0, 2, 0, 0, 21, cost: 2100))
    // P3: 100 of 20 firsts, £10,000; the median stays P1's 2.5, so that 50 of 100 are above it: £5,000, where the second commissioner alone has £2,900.
    let more = FollowUpTable(ledger)
    #expect(more.total(of: .provider(2)).sums.costAboveMedian == pounds(5000))
  }

  @Test func `it says how far the outpatient files reach`() {
    #expect(Self.table.latestMonth?.period.description == "2015-16/M10")
    #expect(FollowUpTable(sampleLedger([])).latestMonth == nil)
    #expect(FollowUpTable(sampleLedger([])).total(of: .programme).median == nil)
  }
}

@Suite struct SUSSeriesTests {
  /// Southampton's inpatients, 2014-15 M01 to 2015-16 M11, as published, for one pair.
  static let counts = [18, 39, 18, 30, 31, 26, 33, 24, 28, 29, 24, 15, 26, 24, 24, 23, 22, 20, 20, 30, 25, 23, 22]
  static let costs = [
    27774, 60758, 31813, 47097, 28860, 81756, 39997, 109_451, 52138, 40461, 22906, 33373, 75935, 27817, 32754, 40130, 41126, 30337, 28317, 48708,
    42640,
    40717, 54141,
  ]
  static let ledger: ProgrammeLedger = {
    var ledger = sampleLedger([])
    let first = MonthIndex(year: FinancialYear(start: 2014), month: 1)
    for (offset, (count, cost)) in zip(counts, costs).enumerated() {
      ledger.sus.amounts[ledger.sus.place(.admissions, commissioner: 0, provider: 1, month: 12 + offset)] = .init(count: count, cost: pounds(cost))
    }
    ledger.sus.earliestMonth = [.admissions: first]
    ledger.sus.latestMonth = [.admissions: first.advanced(by: 22)]
    return ledger
  }()

  @Test func `Southampton's inpatients by month`() {
    let series = SUSSeries(Self.ledger.sus, scope: .commissioner(0), measures: [.admissions])
    #expect(series.grandTotal == .init(count: 574, cost: pounds(1_039_006)), "as the rounded months add up; the print says 1,039,005")
    #expect(series.years.count == 3)
    #expect(series.years[0].total == nil, "no file reaches 2013-14: never nought")
    #expect(series.years[1].total?.count == 315)
    #expect(series.years[2].months[11] == nil)
    #expect(series.years[2].monthsHeld == 11)
    #expect(series.latest == .init(count: 22, cost: pounds(54141)))
    #expect(series.points.map(\.amount.count) == Self.counts)
    // 259 in 11 months.
    #expect(series.years[2].annualisedCount == Activity(parts: Int128(28_254_545_455)))
    #expect(series == SUSSeries(Self.ledger.sus, scope: .provider(1), measures: [.admissions]))
    #expect(SUSSeries(Self.ledger.sus, scope: .pair(commissioner: 1, provider: 1), measures: [.admissions]).grandTotal == .zero)
  }

  @Test func `measures added together hold what all of them hold`() {
    var sus = Self.ledger.sus
    let march = MonthIndex(year: FinancialYear(start: 2014), month: 12)
    sus.latestMonth[.emergencyAttendances] = march
    sus.earliestMonth[.emergencyAttendances] = sus.firstMonth
    sus.amounts[sus.place(.emergencyAttendances, commissioner: 0, provider: 0, month: 23)] = .init(count: 5)
    let series = SUSSeries(sus, scope: .commissioner(0), measures: [.admissions, .emergencyAttendances])
    #expect(series.latestMonth == march)
    #expect(series.latest?.count == 20)
    #expect(series.years[2].total == nil)
    #expect(series[march.advanced(by: 1)] == nil)
  }

  @Test func `a measure without a file has nothing to show`() {
    let series = SUSSeries(Self.ledger.sus, scope: .programme, measures: [.referrals])
    #expect(series.years.isEmpty)
    #expect(series.latestMonth == nil)
    #expect(series.latest == nil)
    #expect(series.points.isEmpty)
  }
}
