import Findings
import Quantities

/// A follow-up has a follow-up’s HRG.
let followUpGroupedAsFirst = AttendanceCheck(
  CheckDefinition(
    "SUS-110", .attendances, .warning, "a follow-up has a follow-up’s HRG",
    reason: "National tariff: WF01B and WF02B are first attendances, WF01A and WF02A follow-ups",
    message: "a follow-up with a first attendance’s HRG",
    hint: "ask the provider which it was: a first costs more than a follow-up",
    about: .firstAttendance, needs: [.firstAttendance, .attendanceHRG], challenge: "First and follow-up"
  ), [.outpatient]
) { row, _ in
  row.tariff.contains(.first) && (row.firstAttendance == 2 || row.firstAttendance == 4)
    ? row.cost : nil
}
