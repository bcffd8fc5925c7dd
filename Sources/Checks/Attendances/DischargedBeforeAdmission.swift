import Findings
import Quantities

/// Nobody is discharged before the admission.
let dischargedBeforeAdmission = AttendanceCheck(
  CheckDefinition(
    "SUS-105", .attendances, .warning, "nobody is discharged before the admission",
    reason: "A spell begins with the admission",
    message: "a discharge before the admission",
    hint: "ask the provider for the dates",
    about: .dischargeDate, needs: [.admissionDate, .dischargeDate]
  ), [.spell]
) { row, _ in
  row.day != CheckedAttendance.notGiven && row.discharge != CheckedAttendance.notGiven && row.discharge < row.day ? row.cost : nil
}
