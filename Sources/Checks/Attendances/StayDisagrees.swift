import Findings
import Quantities

/// The length of stay is the time between the dates.
let stayDisagrees = AttendanceCheck(
  CheckDefinition(
    "SUS-106", .attendances, .note, "the length of stay is the time between the dates",
    reason: "NHS Data Dictionary: the stay is the nights from admission to discharge",
    message: "a length of stay that the dates do not give",
    hint: "ask the provider which is right: excess bed days depend on it",
    about: .lengthOfStay, needs: [.admissionDate, .dischargeDate, .lengthOfStay], challenge: "Length of stay"
  ), [.spell]
) { row, _ in
  guard row.day != CheckedAttendance.notGiven, row.discharge != CheckedAttendance.notGiven, row.lengthOfStay != CheckedAttendance.notGiven,
    row.discharge >= row.day
  else { return nil }
  // An adjusted stay leaves out what was no acute care, so that it may be shorter.
  return Int(row.lengthOfStay) > Int(row.discharge) - Int(row.day) ? row.cost : nil
}
