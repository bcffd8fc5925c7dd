import Findings
import Programme
import Quantities
import Testing

/// A year's calendar as DOMAIN §3 describes it: a month is frozen on the day on which the next one is flexed.
private let calendar = """
  period,flex_inclusion,flex_publication,freeze_inclusion,freeze_publication
  2015-16/M06,2015-10-19,2015-10-26,2015-11-18,2015-11-25
  2015-16/M07,2015-11-18,2015-11-25,2015-12-17,2015-12-24
  2015-16/M08,2015-12-17,2015-12-24,2016-01-19,2016-01-26
  2015-16/M09,2016-01-19,,2016-02-17,

  """

@Suite struct DataPositionTests {
  private func programme(_ table: String = calendar) throws -> ProgrammeDefinition {
    try #require(try load(["programme.yaml": "format: 1\nname: N\nfreeze_calendar: freeze.csv\n", "freeze.csv": table]).programme)
  }

  private func position(_ month: String, _ day: String) throws -> DataState? {
    try programme().dataState(of: try #require(Period(month)), on: try #require(CalendarDate(iso: day)))
  }

  /// A pack that is released in December holds October at flex and September at freeze; November is not reconciled.
  @Test func theNewestMonthsOfADecemberPack() throws {
    #expect(try position("2015-16/M06", "2015-12-14")?.position == .freeze)
    #expect(try position("2015-16/M06", "2015-12-14")?.snapshot?.iso == "2015-11-18")
    #expect(try position("2015-16/M07", "2015-12-14")?.position == .flex)
    #expect(try position("2015-16/M07", "2015-12-14")?.snapshot?.iso == "2015-11-18")
    #expect(
      try position("2015-16/M08", "2015-12-14") == DataState(month: try #require(Period("2015-16/M08")), position: .unreconciled, snapshot: nil))
    #expect(try position("2015-16/M09", "2015-12-14")?.position == .plan)
    #expect(try position("2015-16/M05", "2015-12-14") == nil, "the table has no such month")
  }

  /// Data may come in on the last day itself; the snapshot is taken after it.
  @Test(arguments: [
    ("2015-11-30", DataPosition.plan), ("2015-12-01", .unreconciled), ("2015-12-17", .unreconciled), ("2015-12-18", .flex), ("2016-01-19", .flex),
    ("2016-01-20", .freeze),
  ])
  func aMonthMovesOnTheDayAfterItsLastOneForData(day: String, expected: DataPosition) throws {
    #expect(try position("2015-16/M08", day)?.position == expected)
  }

  @Test func theStatesOfAYearEndWithThePeriod() throws {
    let day = try #require(CalendarDate(iso: "2015-12-14"))
    let states = try programme().dataStates(to: try #require(Period("2015-16/M08")), on: day)
    #expect(states.map(\.month.monthLabel) == ["M06", "M07", "M08"])
    #expect(states.map(\.position) == [.freeze, .flex, .unreconciled])
    #expect(try #require(try load().programme).dataStates(to: try #require(Period("2015-16/M08")), on: day).isEmpty)
  }

  @Test func aProvisionalPackIsOneWhoseCutIsNotReached() throws {
    let programme = try programme()
    for (month, cut) in [("2015-16/M07", Cut.flex), ("2015-16/M08", .flex), ("2015-16/M08", .freeze)] {
      let period = try #require(Period(month))
      for offset in -3...3 {
        let day = try #require(programme.freezeCalendar[period]).inclusion(cut).adding(days: offset)
        let state = try #require(programme.dataState(of: period, on: day)).position
        let isReached = cut == .flex ? state == .flex || state == .freeze : state == .freeze
        #expect(programme.isProvisional(period, cut: cut, on: day) == !isReached)
      }
    }
  }

  @Test func aCutThatEndsTooEarlyIsRefusedAtItsPlace() throws {
    let table = "period,flex_inclusion,freeze_inclusion\n2015-16/M08,2015-11-30,2015-12-17\n2015-16/M09,2016-01-19,2016-01-19\n"
    let findings = try load(["programme.yaml": "format: 1\nname: N\nfreeze_calendar: freeze.csv\n", "freeze.csv": table]).findings
    #expect(
      findings.map(line) == [
        "freeze.csv:2:2 (flex_inclusion) PROG-008 error: the first cut of 2015-16/M08 ends on 2015-11-30, before the month is over; the row is left out | give a day after 2015-11-30",
        "freeze.csv:3:3 (freeze_inclusion) PROG-008 error: the final cut of 2015-16/M09 ends on 2016-01-19, not after the first; the row is left out | give a day after 2016-01-19",
      ])
  }

  @Test func extraHolidaysMoveReleaseDaysAndWorkingDays() throws {
    let text = "format: 1\nname: N\nrelease: {extra_holidays: [2016-03-09, 2016-03-01, 2016-03-09, 2016-03-25]}\n"
    let (loaded, findings) = try load(["programme.yaml": text])
    #expect(findings.isEmpty)
    let programme = try #require(loaded)
    #expect(programme.configuration.release.extraHolidays.map(\.iso) == ["2016-03-01", "2016-03-09", "2016-03-25"])
    let period = try #require(Period("2015-16/M11"))
    #expect(programme.releaseDate(of: period, cut: .flex).iso == "2016-03-16")
    #expect(programme.releaseDate(of: period, cut: .freeze).iso == "2016-04-14")
    #expect(programme.calendar.ordinal(of: try #require(CalendarDate(iso: "2016-03-09"))) == nil)
    let march = try #require(programme.releaseCalendar(of: FinancialYear(start: 2015)).last)
    // Two of the three; Good Friday is a holiday as it is.
    #expect(march.workingDays == 19)
    #expect(
      march.bankHolidays.map(\.name) == ["Extra holiday of the programme", "Extra holiday of the programme", "Good Friday", "Easter Monday"])
  }

  @Test func anExtraHolidayMustBeADate() throws {
    let findings = try load(["programme.yaml": "format: 1\nname: N\nrelease: {extra_holidays: [9 March 2016]}\n"]).findings
    #expect(findings.map(\.message) == ["\"extra_holidays\" must be a date such as 2016-03-14, not \"9 March 2016\""])
  }
}
