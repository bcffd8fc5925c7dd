import Findings
import Quantities

/// What was not attended costs nothing.
let didNotAttendWithCost = AttendanceCheck(
  CheckDefinition(
    "SUS-100", .attendances, .warning, "what was not attended costs nothing",
    reason: "National tariff: attendances that were not attended or were cancelled are not paid for",
    message: "a missed or cancelled attendance with a cost",
    hint: "ask the provider to take the charge out",
    about: .attended, needs: [.attended, .attendanceCost], challenge: "Not attended"
  ), [.outpatient]
) { row, _ in
  row.cost > 0 && (row.attended >= 2 && row.attended <= 4 || row.attended == 7) ? row.cost : nil
}
