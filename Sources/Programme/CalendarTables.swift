import Findings
import Quantities

private enum Columns {
  static let period = Column("period", .period, "The month.")
  static let flexInclusion = Column("flex_inclusion", .date, "The last day for data of the first cut.")
  static let flexPublication = Column("flex_publication", .date, isNeeded: false, "The day on which the first cut can be had.")
  static let freezeInclusion = Column("freeze_inclusion", .date, "The last day for data of the final cut.")
  static let freezePublication = Column("freeze_publication", .date, isNeeded: false, "The day on which the final cut can be had.")
}

/// The dated reconciliation calendar, at the path that `freeze_calendar` names.
let freezeCalendarTable = TableDefinition<FreezeCalendarEntry>(
  "freeze_calendar.csv", "The dated reconciliation calendar, at the path that `freeze_calendar` names: one line for each month.",
  columns: [
    Columns.period.document, Columns.flexInclusion.document, Columns.flexPublication.document, Columns.freezeInclusion.document,
    Columns.freezePublication.document,
  ], uniqueBy: { $0.period.description }
) { row in
  let period = row.needed(Columns.period)
  let flexInclusion = row.needed(Columns.flexInclusion)
  let flexPublication = row.given(Columns.flexPublication)
  let freezeInclusion = row.needed(Columns.freezeInclusion)
  let freezePublication = row.given(Columns.freezePublication)
  guard let period, let flexInclusion, let freezeInclusion else { return nil }
  func refuse(_ column: Column<CalendarDate>, _ message: String, hint: String) {
    row.findings.append(ProgrammeCheck.badField.at(row.origin(column), value: row.text(column), "\(message); the row is left out", hint: hint))
  }
  guard flexInclusion > period.lastDay else {
    refuse(
      Columns.flexInclusion, "the first cut of \(period.description) ends on \(flexInclusion.iso), before the month is over",
      hint: "give a day after \(period.lastDay.iso)")
    return nil
  }
  guard freezeInclusion > flexInclusion else {
    refuse(
      Columns.freezeInclusion, "the final cut of \(period.description) ends on \(freezeInclusion.iso), not after the first",
      hint: "give a day after \(flexInclusion.iso)")
    return nil
  }
  return FreezeCalendarEntry(
    period: period, flexInclusion: flexInclusion, flexPublication: flexPublication, freezeInclusion: freezeInclusion,
    freezePublication: freezePublication, line: row.line)
}
