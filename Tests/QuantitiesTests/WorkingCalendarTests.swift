import Quantities
import Testing

/// One published row: the day of the tenth working day and, after it, the number of working days, April to March.
private struct CalendarRow: Sendable, CustomTestStringConvertible {
  let start: Int
  let days: [(tenth: Int, count: Int)]
  let year: Int
  var testDescription: String { "\(start)" }
}

private let rows: [CalendarRow] = [
  row(2013, "15 (21) | 15 (21) | 14 (20) | 12 (23) | 14 (21) | 13 (21) | 14 (23) | 14 (21) | 13 (20) | 15 (22) | 14 (20) | 14 (21)", 254),
  row(2014, "14 (20) | 15 (20) | 13 (21) | 14 (23) | 14 (20) | 12 (22) | 14 (23) | 14 (20) | 12 (21) | 15 (21) | 13 (20) | 13 (22)", 253),
  row(2015, "16 (20) | 15 (19) | 12 (22) | 14 (23) | 14 (20) | 14 (22) | 14 (22) | 13 (21) | 14 (21) | 15 (20) | 12 (21) | 14 (21)", 252),
  row(2016, "14 (21) | 16 (20) | 14 (22) | 14 (21) | 12 (22) | 14 (22) | 14 (21) | 14 (22) | 14 (20) | 16 (21) | 14 (20) | 14 (23)", 255),
  row(2017, "18 (18) | 15 (21) | 14 (22) | 14 (21) | 14 (22) | 14 (21) | 13 (22) | 14 (22) | 14 (19) | 15 (22) | 14 (20) | 14 (21)", 251),
  row(2018, "16 (20) | 15 (21) | 14 (21) | 13 (22) | 14 (22) | 14 (20) | 12 (23) | 14 (22) | 14 (19) | 15 (22) | 14 (20) | 14 (21)", 253),
  row(2022, "14 (19) | 16 (21) | 16 (20) | 14 (21) | 12 (22) | 14 (21) | 14 (21) | 14 (22) | 14 (20) | 16 (21) | 14 (20) | 14 (23)", 251),
  row(2026, "16 (20) | 15 (19) | 12 (22) | 14 (23) | 14 (20) | 14 (22) | 14 (22) | 13 (21) | 14 (21) | 15 (20) | 12 (20) | 12 (21)", 251),
  row(2027, "14 (22) | 17 (19) | 14 (22) | 14 (22) | 13 (21) | 14 (22) | 14 (21) | 12 (22) | 14 (21) | 17 (20) | 14 (21) | 14 (23)", 256),
]

private func row(_ start: Int, _ text: String, _ year: Int) -> CalendarRow {
  let days = text.split(separator: "|").map { cell in
    let numbers = cell.split { !$0.isNumber }.compactMap { Int($0) }
    return (numbers[0], numbers[1])
  }
  return CalendarRow(start: start, days: days, year: year)
}

/// Weekday holidays of England, day/month, as the government's lists and the `holidays` package print them.
private let published: [(year: Int, days: String)] = [
  (2009, "01/01 10/04 13/04 04/05 25/05 31/08 25/12 28/12"), (2010, "01/01 02/04 05/04 03/05 31/05 30/08 27/12 28/12"),
  (2011, "03/01 22/04 25/04 29/04 02/05 30/05 29/08 26/12 27/12"), (2012, "02/01 06/04 09/04 07/05 04/06 05/06 27/08 25/12 26/12"),
  (2013, "01/01 29/03 01/04 06/05 27/05 26/08 25/12 26/12"), (2014, "01/01 18/04 21/04 05/05 26/05 25/08 25/12 26/12"),
  (2015, "01/01 03/04 06/04 04/05 25/05 31/08 25/12 28/12"), (2016, "01/01 25/03 28/03 02/05 30/05 29/08 26/12 27/12"),
  (2017, "02/01 14/04 17/04 01/05 29/05 28/08 25/12 26/12"), (2018, "01/01 30/03 02/04 07/05 28/05 27/08 25/12 26/12"),
  (2019, "01/01 19/04 22/04 06/05 27/05 26/08 25/12 26/12"), (2020, "01/01 10/04 13/04 08/05 25/05 31/08 25/12 28/12"),
  (2021, "01/01 02/04 05/04 03/05 31/05 30/08 27/12 28/12"), (2022, "03/01 15/04 18/04 02/05 02/06 03/06 29/08 19/09 26/12 27/12"),
  (2023, "02/01 07/04 10/04 01/05 08/05 29/05 28/08 25/12 26/12"), (2024, "01/01 29/03 01/04 06/05 27/05 26/08 25/12 26/12"),
  (2025, "01/01 18/04 21/04 05/05 26/05 25/08 25/12 26/12"), (2026, "01/01 03/04 06/04 04/05 25/05 31/08 25/12 28/12"),
  (2027, "01/01 26/03 29/03 03/05 31/05 30/08 27/12 28/12"), (2028, "03/01 14/04 17/04 01/05 29/05 28/08 25/12 26/12"),
]

@Suite struct WorkingCalendarTests {
  @Test(arguments: published)
  func bankHolidaysAreThePublishedOnes(year: Int, days: String) {
    let found = bankHolidays(ofYear: year).map { holiday in
      let (_, month, day) = holiday.date.components
      return (day < 10 ? "0\(day)" : "\(day)") + "/" + (month < 10 ? "0\(month)" : "\(month)")
    }
    #expect(found.joined(separator: " ") == days)
  }

  /// Substitutes and one-off days carry the name of what they stand for.
  @Test(arguments: [
    ("2010-12-27", "Christmas Day"), ("2010-12-28", "Boxing Day"), ("2011-01-03", "New Year’s Day"), ("2012-01-02", "New Year’s Day"),
    ("2011-04-29", "Wedding of Prince William and Catherine Middleton"), ("2012-06-04", "Spring bank holiday"),
    ("2012-06-05", "Diamond Jubilee of Queen Elizabeth II"), ("2015-12-28", "Boxing Day"), ("2016-12-26", "Boxing Day"),
    ("2016-12-27", "Christmas Day"), ("2020-05-08", "Early May bank holiday"), ("2022-06-02", "Spring bank holiday"),
    ("2022-06-03", "Platinum Jubilee of Queen Elizabeth II"), ("2022-09-19", "State funeral of Queen Elizabeth II"),
    ("2023-05-08", "Coronation of King Charles III"), ("2028-01-03", "New Year’s Day"),
  ])
  func aHolidayHasItsName(day: String, name: String) throws {
    let date = try #require(CalendarDate(iso: day))
    #expect(bankHolidays(ofYear: date.year).filter { $0.date == date }.map(\.name) == [name])
    #expect(!WorkingCalendar.england.isWorkingDay(date))
  }

  /// The days that the feasts left when they were moved are working days.
  @Test(arguments: ["2012-05-28", "2020-05-04", "2022-05-30", "2010-12-29", "2028-01-04"])
  func aMovedHolidayLeavesAWorkingDay(day: String) throws {
    #expect(WorkingCalendar.england.isWorkingDay(try #require(CalendarDate(iso: day))))
  }

  @Test func extraDaysAreClosedToo() throws {
    let extra = try ["2016-03-09", "2016-03-12", "2040-02-01"].map { try #require(CalendarDate(iso: $0)) }
    let calendar = WorkingCalendar.england.closing(on: extra)
    #expect(extra.allSatisfy { !calendar.isWorkingDay($0) })
    #expect(WorkingCalendar.england.isWorkingDay(extra[0]), "England's own calendar is as it was")
    let period = try #require(Period("2015-16/M12"))
    // A Saturday closes nothing more.
    #expect(calendar.workingDayCount(in: period) == WorkingCalendar.england.workingDayCount(in: period) - 1)
    #expect(calendar.workingDay(10, ofYear: 2016, month: 3)?.iso == "2016-03-15")
    #expect(calendar.releaseDate(of: try #require(Period("2015-16/M11")), cut: .flex).iso == "2016-03-15")
    let march = (1...31).compactMap { CalendarDate(year: 2016, month: 3, day: $0) }
    #expect(WorkingCalendar.england.closing(on: march).releaseDate(of: try #require(Period("2015-16/M11")), cut: .flex).iso == "2016-03-31")
  }

  @Test func workingDaysAreCountedFromTheDayAfter() throws {
    func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }
    let calendar = WorkingCalendar.england
    #expect(calendar.workingDays(after: try date("2016-03-09"), through: try date("2016-03-14")) == 3)
    #expect(calendar.workingDays(after: try date("2016-03-11"), through: try date("2016-03-13")) == 0)
    // Over Easter.
    #expect(calendar.workingDays(after: try date("2016-03-24"), through: try date("2016-03-29")) == 1)
    #expect(calendar.workingDays(after: try date("2016-03-14"), through: try date("2016-03-14")) == 0)
    #expect(calendar.workingDays(after: try date("2016-03-15"), through: try date("2016-03-14")) == 0)
  }

  @Test(arguments: 2009...2035)
  func noBankHolidayFallsAtAWeekend(year: Int) {
    let holidays = bankHolidays(ofYear: year)
    #expect(holidays.allSatisfy { !$0.date.weekday.isWeekend && $0.date.year == year })
    #expect(Set(holidays.map(\.date)).count == holidays.count)
    #expect(holidays.count >= 8)
  }

  @Test(arguments: rows)
  fileprivate func workingDaysAreThePublishedOnes(_ row: CalendarRow) {
    let calendar = WorkingCalendar.england
    let year = FinancialYear(start: row.start)
    for month in 1...12 {
      let period = Period(year: year, month: month)
      let (calendarYear, calendarMonth) = period.calendar
      #expect(calendar.workingDay(10, ofYear: calendarYear, month: calendarMonth)?.day == row.days[month - 1].tenth, "\(period.description)")
      #expect(calendar.workingDayCount(in: period) == row.days[month - 1].count, "\(period.description)")
    }
    #expect(calendar.workingDayCount(in: year) == row.year)
    #expect(calendar.dayCount(in: year) == (isLeapYear(row.start + 1) ? 366 : 365))
  }

  @Test func packsAreReleasedOnWorkingDayTen() throws {
    let period = try #require(Period("2015-16/M11"))
    #expect(WorkingCalendar.england.releaseDate(of: period, cut: .flex).iso == "2016-03-14")
    #expect(WorkingCalendar.england.releaseDate(of: period, cut: .freeze).iso == "2016-04-14")
    let adjusted = try #require(Period("2015-16/M13"))
    #expect(WorkingCalendar.england.releaseDate(of: adjusted, cut: .flex).iso == "2016-04-14")
  }

  @Test func aMonthTooShortForTheRuleReleasesOnItsLastWorkingDay() throws {
    let period = try #require(Period("2016-17/M12"))
    let rule = ReleaseRule(workingDay: 25, flexMonthsAfter: 1, freezeMonthsAfter: 2)
    #expect(WorkingCalendar.england.releaseDate(of: period, cut: .flex, rule: rule).iso == "2017-04-28")
  }

  @Test func aDayHasItsPlaceInTheMonth() throws {
    let release = try #require(CalendarDate(iso: "2016-03-14"))
    #expect(WorkingCalendar.england.ordinal(of: release) == 10)
    let goodFriday = try #require(CalendarDate(iso: "2016-03-25"))
    #expect(WorkingCalendar.england.ordinal(of: goodFriday) == nil)
  }

  @Test func yearsOutsideTheTableFollowTheSameRules() throws {
    let christmas = try #require(CalendarDate(iso: "2048-12-25"))
    #expect(!WorkingCalendar.england.isWorkingDay(christmas))
    #expect(WorkingCalendar.england.isWorkingDay(christmas.adding(days: -1)))
  }

  @Test func quarters() throws {
    let february = try #require(Period("2015-16/M11"))
    #expect(february.quarter == 4)
    #expect(!february.isQuarterEnd)
    #expect(february.quarterEnd.description == "2015-16/M12")
    #expect(february.firstDay.iso == "2016-02-01")
    #expect(february.lastDay.iso == "2016-02-29")
  }
}

@Suite struct CalendarDateTests {
  @Test func daysAreCountedFrom1970() {
    #expect(CalendarDate(year: 1970, month: 1, day: 1)?.dayNumber == 0)
    #expect(CalendarDate(year: 2000, month: 3, day: 1)?.dayNumber == 11_017)
    #expect(CalendarDate(year: 1, month: 1, day: 1)?.dayNumber == -719_162)
  }

  @Test func everyDayOfFourHundredYearsComesBack() {
    var date = CalendarDate(dayNumber: -719_162)
    var weekday = Weekday.monday  // 1 January of the year 1, proleptic
    var (year, month, day) = (1, 1, 1)
    while year <= 401 {
      let parts = date.components
      guard parts == (year, month, day), date.weekday == weekday else {
        Issue.record("\(parts) is not \(year)-\(month)-\(day), a \(weekday.name)")
        return
      }
      date = date.adding(days: 1)
      weekday = weekday == .sunday ? .monday : Weekday.allCases[weekday.rawValue]
      day += 1
      if day > daysInMonth(year: year, month: month) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  @Test(arguments: [
    "2016-02-30", "2015-02-29", "2016-13-01", "2016-00-10", "16-01-01", "2016-1-01", "2016/01/01", "0000-01-01", "", "2016-01-0x", "+016-01-01",
  ])
  func whatIsNoDateIsNotRead(text: String) { #expect(CalendarDate(iso: text) == nil) }

  @Test func datesAreWrittenBothWays() throws {
    let date = try #require(CalendarDate(iso: "2016-02-29"))
    #expect(date.iso == "2016-02-29")
    #expect(date.longText == "29 February 2016")
    #expect(date.weekday == .monday)
    #expect(date.period.description == "2015-16/M11")
    #expect(CalendarDate(british: "29/2/2016") == date)
    #expect(CalendarDate(british: "2/29/2016") == nil)
    let april = try #require(CalendarDate(year: 2016, month: 4, day: 1))
    #expect(april.period.description == "2016-17/M01")
    #expect(date.days(until: april) == 32)
  }
}
