import Findings
import Quantities

/// What costs has an HRG.
let costWithoutGroup = AttendanceCheck(
  CheckDefinition(
    "SUS-114", .attendances, .note, "what costs has an HRG",
    reason: "National tariff: the resource group sets the price",
    message: "a cost without an HRG",
    hint: "ask the provider to group the activity",
    about: .attendanceHRG, needs: [.attendanceHRG, .attendanceCost]
  ), [.outpatient, .spell, .emergency]
) { row, _ in
  row.cost != 0 && row.tariff.contains(.blank) ? row.cost : nil
}
