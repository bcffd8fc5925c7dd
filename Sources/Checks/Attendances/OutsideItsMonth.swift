import Findings
import Quantities

/// The date is of the month.
let outsideItsMonth = AttendanceCheck(
  CheckDefinition(
    "SUS-107", .attendances, .warning, "the date is of the month",
    reason: "SUS: attendances count in the month in which they were, spells in that of the discharge",
    message: "a date outside the month that it counts in",
    hint: "ask the provider which is right: a month that is final can’t take more",
    about: .attendanceDate, needs: [.attendanceDate]
  ), [.outpatient, .spell, .emergency]
) { row, _ in
  let day = row.kind == .spell ? row.discharge : row.day
  guard day != CheckedAttendance.notGiven else { return nil }
  let (first, last) = row.monthDays
  return Int(day) < first || Int(day) > last ? row.cost : nil
}
