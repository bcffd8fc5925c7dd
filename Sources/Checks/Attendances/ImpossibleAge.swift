import Findings
import Quantities

/// The patient’s age can be.
let impossibleAge = AttendanceCheck(
  CheckDefinition(
    "SUS-103", .attendances, .note, "the patient’s age can be",
    reason: "No patient is older than about 120 years",
    message: "an age that cannot be",
    hint: "ask the provider for the patient’s age: the HRG depends on it",
    about: .age, needs: [.age], limit: CheckLimit(120, .years, "the highest age that can be")
  ), [.outpatient, .spell, .emergency]
) { row, limit in
  row.age != CheckedAttendance.notGiven && Int64(row.age) * Int64(exactScale) > limit ? row.cost : nil
}
