package import Quantities

/// How far the data of a month have been reconciled by a day.
package enum DataPosition: String, Sendable, Hashable, CaseIterable {
  /// The month is not over: there is its plan and nothing else.
  case plan
  /// The month is over and its first snapshot not taken: what providers sent, not held against anything.
  case unreconciled
  /// The first snapshot is taken; it can still be corrected.
  case flex
  /// The final snapshot is taken: the agreed position.
  case freeze
}

/// Where a month's data stand on a day by the dated reconciliation calendar.
package struct DataState: Sendable, Hashable {
  /// The month of the activity.
  package let month: Period
  /// How far its data have been reconciled.
  package let position: DataPosition
  /// The day of the snapshot that the position rests on, the last day for its data; nil where none is taken.
  package let snapshot: CalendarDate?

  /// Makes a state.
  package init(month: Period, position: DataPosition, snapshot: CalendarDate?) {
    self.month = month
    self.position = position
    self.snapshot = snapshot
  }
}

extension FreezeCalendarEntry {
  /// Where the month's data stand on a day. A snapshot is taken at the end of its last day for data.
  package func state(on date: CalendarDate) -> DataState {
    if date > freezeInclusion { return DataState(month: period, position: .freeze, snapshot: freezeInclusion) }
    if date > flexInclusion { return DataState(month: period, position: .flex, snapshot: flexInclusion) }
    return DataState(month: period, position: date > period.lastDay ? .unreconciled : .plan, snapshot: nil)
  }
}

extension ProgrammeDefinition {
  /// Whether a pack dated so is provisional: a dated calendar is given and the cut's last day for data is not over by then.
  package func isProvisional(_ period: Period, cut: Cut, on date: CalendarDate) -> Bool {
    freezeCalendar[period].map { date <= $0.inclusion(cut) } ?? false
  }

  /// Where a month's data, and with them each row of the month, stand on a day; nil where the dated calendar has no line for the month. M13 stands as M12.
  package func dataState(of month: Period, on date: CalendarDate) -> DataState? {
    freezeCalendar[month.index.period]?.state(on: date)
  }

  /// Where the data of each month of a period's year stand on a day, April first, up to the period; empty where no dated calendar is given, and without the
  /// months that it leaves out.
  package func dataStates(to period: Period, on date: CalendarDate) -> [DataState] {
    guard !freezeCalendar.isEmpty else { return [] }
    return (1...min(period.month, 12)).compactMap { dataState(of: Period(year: period.year, month: $0), on: date) }
  }
}
