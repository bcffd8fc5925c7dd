package import Programme
package import Quantities

/// A day of a programme's year that somebody must know of.
package struct CalendarEvent: Sendable, Hashable {
  /// What happens on a day.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A month's first pack is released.
    case flexRelease = "flex-release"
    /// A month's final pack is released.
    case freezeRelease = "freeze-release"
    /// The last day for data of a month's first cut.
    case flexInclusion = "flex-inclusion"
    /// A month's first cut can be had.
    case flexPublication = "flex-publication"
    /// The last day for data of a month's final cut.
    case freezeInclusion = "freeze-inclusion"
    /// A month's final cut can be had.
    case freezePublication = "freeze-publication"
    /// The last day of a quarter.
    case quarterEnd = "quarter-end"
    /// The first day on which a quarter's final position can be frozen.
    case quarterFreeze = "quarter-freeze"
  }

  /// The day.
  package let day: CalendarDate
  /// What happens.
  package let kind: Kind
  /// What it is of: `2015-16-M11`, `2015-16-Q3`.
  package let subject: String
  /// In a few words: `2015-16 M11 flex pack is released`.
  package let title: String

  /// The name that stays the same when the day moves: `2015-16-M11-flex-release`.
  package var name: String { "\(subject)-\(kind.rawValue)" }
}

/// A quarter's days.
package struct QuarterDays: Sendable, Hashable {
  /// The quarter.
  package let quarter: Quarter
  /// Its last day.
  package let end: CalendarDate
  /// The first day on which its final position can be frozen.
  package let freeze: CalendarDate
}

extension ProgrammeDefinition {
  /// The four quarters of a financial year.
  package func quarterDays(of year: FinancialYear) -> [QuarterDays] {
    (1...4).map { number in
      let quarter = Quarter(year: year, number: number)
      return QuarterDays(quarter: quarter, end: quarter.lastMonth.lastDay, freeze: freezeDay(of: quarter))
    }
  }

  /// The release days, dated cuts and quarters of a financial year's months, by day; some fall after the year's end.
  package func calendarEvents(of year: FinancialYear) -> [CalendarEvent] {
    var events: [CalendarEvent] = []
    for month in releaseCalendar(of: year) {
      let name = "\(month.period.year.label) \(month.period.monthLabel)"
      func add(_ day: CalendarDate?, _ kind: CalendarEvent.Kind, _ words: String) {
        guard let day else { return }
        events.append(CalendarEvent(day: day, kind: kind, subject: month.period.identifier, title: "\(name) \(words)"))
      }
      add(month.flexRelease, .flexRelease, "flex pack is released")
      add(month.freezeRelease, .freezeRelease, "freeze pack is released")
      add(month.dated?.flexInclusion, .flexInclusion, "flex: last day for data")
      add(month.dated?.flexPublication, .flexPublication, "flex data can be had")
      add(month.dated?.freezeInclusion, .freezeInclusion, "freeze: last day for data")
      add(month.dated?.freezePublication, .freezePublication, "freeze data can be had")
    }
    for days in quarterDays(of: year) {
      let subject = "\(year.label)-Q\(days.quarter.number)"
      events.append(CalendarEvent(day: days.end, kind: .quarterEnd, subject: subject, title: "\(days.quarter.description) ends"))
      events.append(
        CalendarEvent(day: days.freeze, kind: .quarterFreeze, subject: subject, title: "\(days.quarter.description) can be frozen from today"))
    }
    return events.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
  }
}
