import Findings
import Quantities

/// What can’t be grouped costs nothing.
let ungroupedWithCost = AttendanceCheck(
  CheckDefinition(
    "SUS-115", .attendances, .warning, "what can’t be grouped costs nothing",
    reason: "National tariff: UZ01Z is data that can’t be grouped, and has no price",
    message: "data that can’t be grouped, with a cost",
    hint: "ask the provider to mend the coding",
    about: .attendanceHRG, needs: [.attendanceHRG, .attendanceCost], challenge: "Ungrouped activity"
  ), [.outpatient, .spell, .emergency]
) { row, _ in
  row.cost > 0 && row.tariff.contains(.ungrouped) ? row.cost : nil
}
