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
  /// The last day for data of the first cut, where a dated calendar is given.
  package let flexInclusion: CalendarDate?
  /// The last day for data of the final cut, where a dated calendar is given.
  package let freezeInclusion: CalendarDate?
  /// The bank holidays in it.
  package let bankHolidays: [BankHoliday]
}

extension ProgrammeDefinition {
  /// The working days, release days and dated cuts of a financial year, April to March.
  package func releaseCalendar(of year: FinancialYear) -> [ReleaseCalendarMonth] {
    let calendar = WorkingCalendar.england
    return (1...12).map { month in
      let period = Period(year: year, month: month)
      let dated = freezeCalendar[period]
      return ReleaseCalendarMonth(
        period: period, workingDays: calendar.workingDayCount(in: period), days: period.firstDay.days(until: period.lastDay) + 1,
        flexRelease: releaseDate(of: period, cut: .flex), freezeRelease: releaseDate(of: period, cut: .freeze), flexInclusion: dated?.flexInclusion,
        freezeInclusion: dated?.freezeInclusion,
        bankHolidays: bankHolidays(ofYear: period.calendar.year).filter { $0.date.month == period.calendar.month })
    }
  }
}
