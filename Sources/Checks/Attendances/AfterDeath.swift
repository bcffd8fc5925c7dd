import Findings
import Quantities

/// No care is after the patient’s death.
let afterDeath = AttendanceCheck(
  CheckDefinition(
    "SUS-102", .attendances, .warning, "no care is after the patient’s death",
    reason: "A charge for care after the day of death is for somebody else, or for nothing",
    message: "care after the patient’s death",
    hint: "ask the provider whose care it was",
    about: .dateOfDeath, needs: [.dateOfDeath], challenge: "After death"
  ), [.outpatient, .spell, .emergency]
) { row, _ in
  row.death != CheckedAttendance.notGiven && row.day != CheckedAttendance.notGiven && row.day > row.death ? row.cost : nil
}
