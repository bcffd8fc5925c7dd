/// A bank holiday of England.
package struct BankHoliday: Sendable, Hashable {
  /// The weekday on which offices are closed: the substitute where the feast falls at a weekend.
  package let date: CalendarDate
  /// `Early May bank holiday`.
  package let name: String

  /// Makes a bank holiday.
  package init(date: CalendarDate, name: String) {
    self.date = date
    self.name = name
  }
}

/// The bank holidays of England in a calendar year, in order, by the rules of the Banking and Financial Dealings Act 1971, royal proclamation and
/// common law, and the one-off days proclaimed so far.
///
/// Checked against the government's published lists for 2012–2028. Later years follow the rules alone: a day proclaimed later is not in them.
/// - Precondition: the year is 1583 to 9998 (the Gregorian calendar's).
package func bankHolidays(ofYear year: Int) -> [BankHoliday] {
  precondition((1583...9998).contains(year), "bank holidays are worked out from 1583 to 9998")
  func date(_ month: Int, _ day: Int) -> CalendarDate { CalendarDate(dayNumber: dayNumberOf(year: year, month: month, day: day)) }
  var holidays: [BankHoliday] = []
  func add(_ date: CalendarDate, _ name: String) { holidays.append(BankHoliday(date: date, name: name)) }

  let newYear = date(1, 1)
  add(newYear.adding(days: newYear.weekday == .saturday ? 2 : newYear.weekday == .sunday ? 1 : 0), "New Year’s Day")

  let easter = easterSunday(year)
  add(easter.adding(days: -2), "Good Friday")
  add(easter.adding(days: 1), "Easter Monday")

  let movedDays = movedBankHolidays[year] ?? MovedBankHolidays()
  let earlyMay = date(5, 1)
  add(movedDays.earlyMay ?? earlyMay.adding(days: (8 - earlyMay.weekday.rawValue) % 7), "Early May bank holiday")
  let lastOfMay = date(5, 31)
  add(movedDays.spring ?? lastOfMay.adding(days: 1 - lastOfMay.weekday.rawValue), "Spring bank holiday")
  let lastOfAugust = date(8, 31)
  add(lastOfAugust.adding(days: 1 - lastOfAugust.weekday.rawValue), "Summer bank holiday")

  let christmas = date(12, 25)
  switch christmas.weekday {
  case .friday:
    add(christmas, "Christmas Day")
    add(date(12, 28), "Boxing Day")
  case .saturday:
    add(date(12, 27), "Christmas Day")
    add(date(12, 28), "Boxing Day")
  case .sunday:
    add(date(12, 26), "Boxing Day")
    add(date(12, 27), "Christmas Day")
  default:
    add(christmas, "Christmas Day")
    add(date(12, 26), "Boxing Day")
  }
  for day in oneOffBankHolidays where day.date.year == year { holidays.append(day) }
  return holidays.sorted { $0.date < $1.date }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous computus of 1876 (Meeus, Jones and Butcher).
package func easterSunday(_ year: Int) -> CalendarDate {
  let golden = year % 19
  let century = year / 100
  let yearOfCentury = year % 100
  let leapCorrection = (century - (century + 8) / 25 + 1) / 3
  let epact = (19 * golden + century - century / 4 - leapCorrection + 15) % 30
  let toSunday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
  let shift = (golden + 11 * epact + 22 * toSunday) / 451
  let dayOfMarch = epact + toSunday - 7 * shift + 114
  return CalendarDate(dayNumber: dayNumberOf(year: year, month: dayOfMarch / 31, day: dayOfMarch % 31 + 1))
}

/// Regular holidays that were moved to another day of their year.
private struct MovedBankHolidays: Sendable {
  var earlyMay: CalendarDate?
  var spring: CalendarDate?
}

private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
  CalendarDate(dayNumber: dayNumberOf(year: year, month: month, day: day))
}

private let movedBankHolidays: [Int: MovedBankHolidays] = [
  2012: MovedBankHolidays(spring: day(2012, 6, 4)),  // beside the Diamond Jubilee
  2020: MovedBankHolidays(earlyMay: day(2020, 5, 8)),  // 75 years of VE Day
  2022: MovedBankHolidays(spring: day(2022, 6, 2)),  // beside the Platinum Jubilee
]

private let oneOffBankHolidays = [
  BankHoliday(date: day(2011, 4, 29), name: "Wedding of Prince William and Catherine Middleton"),
  BankHoliday(date: day(2012, 6, 5), name: "Diamond Jubilee of Queen Elizabeth II"),
  BankHoliday(date: day(2022, 6, 3), name: "Platinum Jubilee of Queen Elizabeth II"),
  BankHoliday(date: day(2022, 9, 19), name: "State funeral of Queen Elizabeth II"),
  BankHoliday(date: day(2023, 5, 8), name: "Coronation of King Charles III"),
]
