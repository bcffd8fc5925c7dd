import Findings
import Quantities

/// An administrative event costs nothing.
let clockStopWithCost = AttendanceCheck(
  CheckDefinition(
    "SUS-108", .attendances, .warning, "an administrative event costs nothing",
    reason: "NHS Data Dictionary: FIRST ATTENDANCE 5 is a clock stop, no attendance",
    message: "an administrative event with a cost",
    hint: "ask the provider to take the charge out",
    about: .firstAttendance, needs: [.firstAttendance, .attendanceCost], challenge: "No attendance"
  ), [.outpatient]
) { row, _ in
  row.firstAttendance == 5 && row.cost > 0 ? row.cost : nil
}
