/// A moment as mail headers write it.
package enum MailDate {
  /// `Thu, 14 Apr 2016 09:30:00 +0000`, in UTC whatever the machine's zone and language.
  ///
  /// - Parameter seconds: since the beginning of 1970; a moment before 1900 or after 9999, which RFC 5322 cannot write, becomes the nearest it can.
  package static func text(_ seconds: Int) -> String {
    let moment = min(max(seconds, -2_208_988_800), 253_402_300_799)
    let day = (moment >= 0 ? moment : moment - 86_399) / 86_400
    let second = moment - day * 86_400
    let (year, month, dayOfMonth) = date(day)
    // The first day of 1970 was a Thursday.
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(day % 7 + 7) % 7]
    let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    let time = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(weekday), \(dayOfMonth < 10 ? "0" : "")\(dayOfMonth) \(name) \(year) \(time) +0000"
  }

  /// Year, month and day of the Gregorian calendar from the days since 1970-01-01.
  ///
  /// Counted in years that begin in March, so that the leap day is a year's last; an era is 400 years, 146,097 days.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}
