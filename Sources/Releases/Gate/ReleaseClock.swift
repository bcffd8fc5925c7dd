import Glibc
package import Quantities

/// The one place that asks what time it is; tests give their own.
package struct ReleaseClock: Sendable {
  /// Seconds since 1970, UTC.
  package let now: @Sendable () -> Int

  /// Makes a clock.
  package init(now: @escaping @Sendable () -> Int) { self.now = now }

  /// The machine's.
  package static let system = ReleaseClock { time(nil) }

  /// A clock that stands still.
  package static func standing(at time: Int) -> ReleaseClock { ReleaseClock { time } }

  /// A clock that stands at noon of a day.
  package static func noon(of day: CalendarDate) -> ReleaseClock { standing(at: day.dayNumber * 86_400 + 43_200) }

  /// The time as records keep it: `2016-03-14T09:30:00Z`.
  package var timestamp: String {
    let now = now()
    let day = CalendarDate(dayNumber: dividedDown(now, 86_400))
    let second = now - day.dayNumber * 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day.iso)T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  /// The day in England, whose clocks go forward at one in the morning on the last Sunday of March and back on that of October.
  package var today: CalendarDate {
    let now = now()
    let year = CalendarDate(dayNumber: dividedDown(now, 86_400)).year
    guard let march = lastSunday(of: 3, year), let october = lastSunday(of: 10, year) else {
      return CalendarDate(dayNumber: dividedDown(now, 86_400))
    }
    let isSummer = now >= march.dayNumber * 86_400 + 3_600 && now < october.dayNumber * 86_400 + 3_600
    return CalendarDate(dayNumber: dividedDown(now + (isSummer ? 3_600 : 0), 86_400))
  }

  private func lastSunday(of month: Int, _ year: Int) -> CalendarDate? {
    guard let last = CalendarDate(year: year, month: month, day: 31) else { return nil }
    return last.adding(days: -(last.weekday.rawValue % 7))
  }

  private func dividedDown(_ value: Int, _ divisor: Int) -> Int { value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor) }
}
