import Programme
import Quantities
import TestSupport
import Testing

@testable import Analysis

private let period = Period(year: FinancialYear(start: 2015), month: 11)
private func day(_ iso: String) throws -> CalendarDate { try #require(CalendarDate(iso: iso)) }

@Suite struct RegisterTablesTests {
  private func challenge(
    _ id: String, _ raised: String, _ provider: String, _ commissioner: String, _ category: String, _ value: String, _ status: ChallengeStatus,
    _ recovered: String = "0"
  ) throws -> Challenge {
    Challenge(
      id: id, raised: try day(raised), provider: provider, commissioner: commissioner, category: category, value: money(value), status: status,
      recovered: money(recovered))
  }

  private func log() throws -> [Challenge] {
    [
      try challenge("C1", "2016-03-01", "RQM", "10H", "Duplicate", "100.10", .open),
      try challenge("C2", "2016-02-13", "RQM", "10H", "PLCV", "200.20", .restated),
      try challenge("C3", "2015-12-15", "RAN", "10H", "Duplicate", "50", .inProgress),
      try challenge("C4", "2015-03-15", "RAN", "11C", "PLCV", "50", .open),
      try challenge("C5", "2014-05-01", "RQM", "10H", "PLCV", "400", .agreed, "300"),
      try challenge("C6", "2014-06-01", "RQM", "10H", "PLCV", "100", .rejected, "25"),
      try challenge("C7", "2016-03-15", "RQM", "10H", "Duplicate", "999", .open),
    ]
  }

  /// Open and restated are outstanding, in progress is progressing, agreed recovered, rejected closed (the reference of registers).
  @Test func statusesCountUnderTheirStages() throws {
    let table = ChallengeTable(try log(), on: try day("2016-03-14"))
    let sums = table.total
    // C1 + C2 + C4: 100.10 + 200.20 + 50.
    #expect(sums.outstanding == CountedValue(count: 3, value: money("350.3")))
    #expect(sums.progressing == CountedValue(count: 1, value: money("50")))
    #expect(sums.open == CountedValue(count: 4, value: money("400.3")))
    #expect(sums.agreed == CountedValue(count: 1, value: money("400")) && sums.rejected == CountedValue(count: 1, value: money("100")))
    // The 25 against a rejected challenge does not count; C7 was raised the day after.
    #expect(sums.recovered == money("300") && sums.settled.value == money("500"))
    #expect(table.later == 1 && sums.all.count == 6)
  }

  @Test func aScopeSeesItsOwnAndThePartsAddToTheWhole() throws {
    let on = try day("2016-03-14")
    let all = ChallengeTable(try log(), on: on)
    let mine = ChallengeTable(try log(), commissioner: "10H", on: on)
    #expect(mine.challenges.map(\.id) == ["C1", "C2", "C3", "C5", "C6"])
    #expect(ChallengeTable(try log(), provider: "RAN", on: on).challenges.map(\.id) == ["C3", "C4"])
    for key in [\Challenge.provider, \Challenge.commissioner, \Challenge.category] {
      let parts = all.grouped { $0[keyPath: key] }
      #expect(parts.reduce(.zero) { $0 + $1.sums.open } == all.total.open)
      #expect(parts.reduce(.zero) { $0 + $1.sums.settled } == all.total.settled)
      #expect(parts.reduce(Money.zero) { $0 + $1.sums.recovered } == all.total.recovered)
    }
    // Duplicate: 100.10 + 50 open; PLCV: 200.20 + 50.
    #expect(all.grouped(by: \.category).map(\.key) == ["PLCV", "Duplicate"])
  }

  /// Days to 14 March 2016: C1 13, C2 30 (2016 has a 29 February), C3 90, C4 365.
  @Test func agesAreDaysToThePacksDay() throws {
    let table = ChallengeTable(try log(), on: try day("2016-03-14"))
    #expect(table.challenges.prefix(4).map(table.days) == [13, 30, 90, 365])
    #expect(table.ages.map { $0.sums.open.count } == [1, 1, 1, 0, 1])
    #expect(table.ages.reduce(.zero) { $0 + $1.sums.open } == table.total.open)
    #expect([0, 29, 30, 89, 90, 179, 180, 364, 365, 4000].map { ChallengeAge(days: $0).rawValue } == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
    #expect(table.largestOpen(3).map(\.id) == ["C2", "C1", "C3"])
  }

  private func charge(_ id: String, _ month: Int, _ commissioner: String, _ value: Int, _ status: NCAStatus, year: Int = 2015)
    -> NonContractedActivity
  {
    NonContractedActivity(
      id: id, period: Period(year: FinancialYear(start: year), month: month), providerName: "Croydon", commissioner: commissioner, pod: "NEL",
      value: pounds(value), status: status)
  }

  /// £12,000 in twelfths to February: 11 × 1,000; paid and queried count, rejected not, nor another year, nor March.
  @Test func chargesAreHeldAgainstTheBudgetToDate() {
    let charges = [
      charge("1", 1, "10H", 7000, .paid), charge("2", 11, "10H", 5000, .queried), charge("3", 5, "10H", 900, .rejected),
      charge("4", 12, "10H", 40, .paid), charge("5", 5, "10H", 70, .paid, year: 2014), charge("6", 2, "11C", 10, .paid),
    ]
    let budgets = [
      NCABudget(commissioner: "10H", year: period.year, value: pounds(12_000)),
      NCABudget(commissioner: "10H", year: FinancialYear(start: 2014), value: pounds(5)),
      NCABudget(commissioner: "11C", year: period.year, value: pounds(100)),
    ]
    let own = NonContractedTable(charges, budgets: budgets, commissioner: "10H", period: period)
    #expect(own.total.counted == CountedValue(count: 2, value: pounds(12_000)) && own.total.rejected.count == 1)
    #expect(own.budget == pounds(12_000) && own.budgetToDate == pounds(11_000))
    #expect(own.variance == pounds(-1000))
    // £100 ÷ 12 is £8.33 a month: 11 of them £91.63, and the programme's is the sum of both.
    let all = NonContractedTable(charges, budgets: budgets, period: period)
    #expect(all.budgetToDate == pounds(11_000) + money("91.63"))
    #expect(all.total.counted.value == pounds(12_010))
    #expect(NonContractedTable(charges, budgets: [], commissioner: "10H", period: period).variance == nil)
  }

  /// By days: 335 of the 366 from April 2015 to March 2016 lie before March (31 days).
  @Test func registersArePhasedAsTheProgrammePhases() {
    let days = Phasing(ofRegistersBy: .calendarDays, in: period.year)
    #expect(days.toDate(pounds(366_000), through: 11) == pounds(335_000))
    #expect(days.toDate(pounds(366_000), through: 12) == pounds(366_000) && days.toDate(pounds(366_000), through: 13) == pounds(366_000))
    #expect(days.toDate(pounds(366_000), through: 0) == .zero)
    #expect(Phasing(ofRegistersBy: .lastYear, in: period.year) == .twelfths)
    #expect(Phasing(ofRegistersBy: .workingDays, in: period.year) == .workingDays(of: period.year))
  }

  private func scheme(_ id: String, _ theme: String, _ commissioner: String, target: Int, delivered: Int, month: Int, year: Int = 2015) -> Scheme {
    Scheme(
      id: id, theme: theme, name: "Scheme \(id)", commissioner: commissioner, owner: "A", target: pounds(target), deliveredYTD: pounds(delivered),
      forecast: pounds(delivered * 12 / 11), rag: .amber, period: Period(year: FinancialYear(start: year), month: month))
  }

  @Test func eachSchemeStandsAsLastReported() {
    let reports = [
      scheme("S1", "Medicines", "10H", target: 1200, delivered: 800, month: 10),
      scheme("S1", "Medicines", "10H", target: 1200, delivered: 900, month: 11),
      scheme("S1", "Medicines", "10H", target: 1200, delivered: 999, month: 12),
      scheme("S2", "Medicines", "11C", target: 2400, delivered: 100, month: 9),
      scheme("S3", "Contracts", "10H", target: 600, delivered: 700, month: 11),
      scheme("S3", "Contracts", "10H", target: 1, delivered: 1, month: 11, year: 2014),
    ]
    let table = SchemeTable(reports, period: period)
    #expect(table.schemes.map(\.id) == ["S3", "S2", "S1"])
    #expect(table.schemes.map(\.deliveredYTD) == [pounds(700), pounds(100), pounds(900)])
    #expect(table.schemes.map(table.isLate) == [false, true, false])
    // In twelfths to February: 600, 2,400 and 1,200 × 11 ÷ 12 = 550 + 2,200 + 1,100.
    #expect(
      table.total == SchemeSums(count: 3, target: pounds(4200), targetToDate: pounds(3850), delivered: pounds(1700), forecast: table.total.forecast))
    #expect(table.themes.map(\.name) == ["Contracts", "Medicines"])
    #expect(table.themes.reduce(.zero) { $0 + table.sums($1.schemes) } == table.total)
    #expect(SchemeTable(reports, commissioner: "11C", period: period).schemes.map(\.id) == ["S2"])
  }
}
