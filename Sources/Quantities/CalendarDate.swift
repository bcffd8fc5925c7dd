/// A day of the week, Monday first, as working calendars count.
package enum Weekday: Int, Sendable, Hashable, CaseIterable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// `Monday`.
  package var name: String { Weekday.names[rawValue - 1] }
  private static let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  /// Whether the day is Saturday or Sunday.
  package var isWeekend: Bool { rawValue >= 6 }
}

/// A day of the proleptic Gregorian calendar, without time, zone or clock.
package struct CalendarDate: Sendable, Hashable, Comparable {
  /// Days since 1 January 1970; negative before it.
  package let dayNumber: Int

  /// Makes a date from its count of days since 1 January 1970.
  package init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// Makes a date; nil when there is no such day (31 April, 29 February of a common year, month 13) or the year is not 1 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= daysInMonth(year: year, month: month) else { return nil }
    dayNumber = dayNumberOf(year: year, month: month, day: day)
  }

  /// Reads `2016-03-14`; nil for anything else.
  package init?(iso text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = digits(parts[0]), let month = digits(parts[1]), let day = digits(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Reads `14/03/2016`, day first as in Britain, with one or two digits for day and month; nil for anything else.
  package init?(british text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, (1...2).contains(parts[0].utf8.count), (1...2).contains(parts[1].utf8.count), parts[2].utf8.count == 4,
      let day = digits(parts[0]), let month = digits(parts[1]), let year = digits(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The year, month (January is 1) and day of the month.
  package var components: (year: Int, month: Int, day: Int) {
    // Days from 1 March of the year nought, in eras of 400 years (146,097 days), so that the leap day ends a year.
    let shifted = dayNumber + 719_468
    let era = floorDivision(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The year.
  package var year: Int { components.year }
  /// The month, January is 1.
  package var month: Int { components.month }
  /// The day of the month, from 1.
  package var day: Int { components.day }
  /// The day of the week.
  package var weekday: Weekday {
    // 1 January 1970 was a Thursday.
    let fromMonday = dayNumber + 3 - floorDivision(dayNumber + 3, 7) * 7
    return Weekday.allCases[fromMonday]
  }

  /// The financial month that the day falls in, 1 (April) to 12 (March).
  package var period: Period {
    let (year, month, _) = components
    return Period(year: FinancialYear(start: month >= 4 ? year : year - 1), month: month >= 4 ? month - 3 : month + 9)
  }

  /// The date so many days later, or earlier when the number is negative.
  package func adding(days: Int) -> CalendarDate { CalendarDate(dayNumber: dayNumber + days) }
  /// How many days the other date is later than this one.
  package func days(until other: CalendarDate) -> Int { other.dayNumber - dayNumber }

  /// `2016-03-14`, as data files carry it.
  package var iso: String {
    let (year, month, day) = components
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + twoDigits(month) + "-" + twoDigits(day)
  }
  /// `14 March 2016`, as printed.
  package var longText: String {
    let (year, month, day) = components
    return "\(day) \(monthNames[month - 1]) \(year)"
  }

  package static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.dayNumber < b.dayNumber }
}

/// The number of days of a calendar month, 28 to 31.
///
/// - Precondition: the month is 1 to 12.
package func daysInMonth(year: Int, month: Int) -> Int {
  precondition((1...12).contains(month), "a calendar month is 1 to 12")
  switch month {
  case 4, 6, 9, 11: return 30
  case 2: return isLeapYear(year) ? 29 : 28
  default: return 31
  }
}

/// Whether the year has a 29 February.
package func isLeapYear(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

func dayNumberOf(year: Int, month: Int, day: Int) -> Int {
  let shiftedYear = month <= 2 ? year - 1 : year
  let era = floorDivision(shiftedYear, 400)
  let yearOfEra = shiftedYear - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

private func floorDivision(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : (a - b + 1) / b }

private func digits(_ text: some StringProtocol) -> Int? { text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(text) : nil }
