package import Quantities

/// One month of a year's release calendar, for the verb `calendar`.
package struct ReleaseCalendarMonth: Sendable, Hashable {
  /// The month.
  package let period: Period
  /// How many working days it has.
  package let workingDays: Int
  /// How many days it has.
  package let days: Int
  /// The day on which its first cut is released.
  package let flexRelease: CalendarDate
  /// The day on which its final cut is released.
  package let freezeRelease: CalendarDate
  /// Its line of the dated calendar, where one is given.
  package let dated: FreezeCalendarEntry?
  /// The bank holidays in it, the programme's extra ones among them.
  package let bankHolidays: [BankHoliday]
}

extension ProgrammeDefinition {
  /// The working days, release days and dated cuts of a financial year, April to March.
  package func releaseCalendar(of year: FinancialYear) -> [ReleaseCalendarMonth] {
    let calendar = calendar
    return (1...12).map { month in
      let period = Period(year: year, month: month)
      let dated = freezeCalendar[period]
      return ReleaseCalendarMonth(
        period: period, workingDays: calendar.workingDayCount(in: period), days: period.firstDay.days(until: period.lastDay) + 1,
        flexRelease: releaseDate(of: period, cut: .flex), freezeRelease: releaseDate(of: period, cut: .freeze), dated: dated,
        bankHolidays: holidays(of: period))
    }
  }

  /// The bank holidays of a month, the programme's extra ones among them, in order.
  private func holidays(of period: Period) -> [BankHoliday] {
    let statutory = bankHolidays(ofYear: period.calendar.year)
    let extra = configuration.release.extraHolidays.filter { day in !statutory.contains { $0.date == day } }
    return (statutory + extra.map { BankHoliday(date: $0, name: "Extra holiday of the programme") })
      .filter { $0.date >= period.firstDay && $0.date <= period.lastDay }.sorted { $0.date < $1.date }
  }

  /// The first day on which a quarter's final position can be frozen: the freeze release day of its last month, and where a dated calendar is given not
  /// before the day after the last one for that month's final data.
  package func freezeDay(of quarter: Quarter) -> CalendarDate {
    let last = quarter.lastMonth
    let release = releaseDate(of: last, cut: .freeze)
    return freezeCalendar[last].map { max(release, $0.freezeInclusion.adding(days: 1)) } ?? release
  }
}
