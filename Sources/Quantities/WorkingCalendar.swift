/// When packs are released, counted in working days of England.
package struct ReleaseRule: Sendable, Hashable {
  /// The working day of the month on which a pack is released, 1 to 18: every month has at least eighteen.
  package var workingDay: Int
  /// How many calendar months after the period its flex pack is released.
  package var flexMonthsAfter: Int
  /// How many calendar months after the period its freeze pack is released.
  package var freezeMonthsAfter: Int
  /// Days that count as bank holidays besides those of the law, in order: proclaimed since this program was made, or local.
  package var extraHolidays: [CalendarDate]

  /// Makes a rule.
  package init(workingDay: Int, flexMonthsAfter: Int, freezeMonthsAfter: Int, extraHolidays: [CalendarDate] = []) {
    self.workingDay = workingDay
    self.flexMonthsAfter = flexMonthsAfter
    self.freezeMonthsAfter = freezeMonthsAfter
    self.extraHolidays = Set(extraHolidays).sorted()
  }

  /// Working day ten of the first month after the period for flex, of the second for freeze.
  package static let standard = ReleaseRule(workingDay: 10, flexMonthsAfter: 1, freezeMonthsAfter: 2)
}

/// The working days of England: Monday to Friday less bank holidays.
package struct WorkingCalendar: Sendable {
  private let closed: Set<Int>
  private let years: ClosedRange<Int>
  private var alsoClosed: Set<Int> = []

  /// England's calendar. The holidays of 2009–2035 are kept ready; those of other years are worked out when asked for.
  package static let england = WorkingCalendar(years: 2009...2035)

  private init(years: ClosedRange<Int>) {
    self.years = years
    closed = Set(years.flatMap { year in bankHolidays(ofYear: year).map(\.date.dayNumber) })
  }

  /// The same calendar with more days on which offices are closed.
  package func closing(on days: [CalendarDate]) -> WorkingCalendar {
    var calendar = self
    for day in days { calendar.alsoClosed.insert(day.dayNumber) }
    return calendar
  }

  /// Whether offices are open on the day.
  package func isWorkingDay(_ date: CalendarDate) -> Bool {
    guard !date.weekday.isWeekend, !alsoClosed.contains(date.dayNumber) else { return false }
    let year = date.year
    if years.contains(year) { return !closed.contains(date.dayNumber) }
    guard (1583...9998).contains(year) else { return true }
    return !bankHolidays(ofYear: year).contains { $0.date == date }
  }

  /// The working days of a calendar month, in order.
  ///
  /// - Precondition: the month is 1 to 12.
  package func workingDays(inYear year: Int, month: Int) -> [CalendarDate] {
    let first = dayNumberOf(year: year, month: month, day: 1)
    return (0..<daysInMonth(year: year, month: month)).map { CalendarDate(dayNumber: first + $0) }.filter(isWorkingDay)
  }

  /// The n-th working day of a calendar month, from 1; nil when the month has fewer.
  package func workingDay(_ n: Int, ofYear year: Int, month: Int) -> CalendarDate? {
    let days = workingDays(inYear: year, month: month)
    return n >= 1 && n <= days.count ? days[n - 1] : nil
  }

  /// The working day's place in its month, from 1; nil for a day on which offices are closed.
  package func ordinal(of date: CalendarDate) -> Int? {
    guard isWorkingDay(date) else { return nil }
    let (year, month, _) = date.components
    return workingDays(inYear: year, month: month).firstIndex(of: date).map { $0 + 1 }
  }

  /// How many working days lie after one day up to and including a later one: from a Wednesday to the next Monday, three. Nought when the other is not later.
  package func workingDays(after start: CalendarDate, through end: CalendarDate) -> Int {
    guard start < end else { return 0 }
    return ((start.dayNumber + 1)...end.dayNumber).count { isWorkingDay(CalendarDate(dayNumber: $0)) }
  }

  /// How many working days a financial month has; M13 has those of M12.
  package func workingDayCount(in period: Period) -> Int {
    let (year, month) = period.calendar
    return workingDays(inYear: year, month: month).count
  }

  /// How many working days the first months of a financial year have: the base of the working-day phasing and forecast.
  ///
  /// - Parameter months: 0 to 12.
  package func workingDayCount(in year: FinancialYear, throughMonth months: Int = 12) -> Int {
    guard months >= 1 else { return 0 }
    return (1...min(months, 12)).reduce(0) { $0 + workingDayCount(in: Period(year: year, month: $1)) }
  }

  /// How many days the first months of a financial year have: the base of the calendar-day phasing and forecast.
  ///
  /// - Parameter months: 0 to 12.
  package func dayCount(in year: FinancialYear, throughMonth months: Int = 12) -> Int {
    guard months >= 1 else { return 0 }
    return (1...min(months, 12)).reduce(0) { count, month in
      let (calendarYear, calendarMonth) = Period(year: year, month: month).calendar
      return count + daysInMonth(year: calendarYear, month: calendarMonth)
    }
  }

  /// The day on which a period's pack of a cut is released: 2015-16/M11 flex is 14 March 2016, freeze 14 April 2016. M13 is released with M12.
  ///
  /// Where the month has fewer working days than the rule asks for, its last one; where it has none, its last day. The rule's extra holidays are the
  /// calendar's already: a programme's own calendar has them.
  package func releaseDate(of period: Period, cut: Cut, rule: ReleaseRule = .standard) -> CalendarDate {
    let after = cut == .flex ? rule.flexMonthsAfter : rule.freezeMonthsAfter
    let (year, month) = MonthIndex(value: period.index.value + after).period.calendar
    let days = workingDays(inYear: year, month: month)
    // Extra holidays could close a whole month.
    guard !days.isEmpty else { return CalendarDate(dayNumber: dayNumberOf(year: year, month: month, day: daysInMonth(year: year, month: month))) }
    return days[min(max(rule.workingDay, 1), days.count) - 1]
  }
}

extension Period {
  /// The first day of the month; M13 is March.
  package var firstDay: CalendarDate {
    let (year, month) = calendar
    return CalendarDate(dayNumber: dayNumberOf(year: year, month: month, day: 1))
  }
  /// The last day of the month; M13 is March.
  package var lastDay: CalendarDate {
    let (year, month) = calendar
    return CalendarDate(dayNumber: dayNumberOf(year: year, month: month, day: daysInMonth(year: year, month: month)))
  }
  /// The quarter of the financial year, 1 to 4.
  package var quarter: Int { (min(month, 12) - 1) / 3 + 1 }
  /// Whether the month is the last of its quarter: 3, 6, 9, 12 or 13.
  package var isQuarterEnd: Bool { month == 13 || month % 3 == 0 }
  /// The last month of the quarter.
  package var quarterEnd: Period { Period(year: year, month: quarter * 3) }
}
