import Findings
import Quantities

/// No attendance costs less than nothing.
let negativeCost = AttendanceCheck(
  CheckDefinition(
    "SUS-116", .attendances, .warning, "no attendance costs less than nothing",
    reason: "An estimated cost is that of care given",
    message: "a cost below nought",
    hint: "ask the provider what is taken back",
    about: .attendanceCost, needs: [.attendanceCost]
  ), [.outpatient, .spell, .emergency]
) { row, _ in
  row.cost < 0 ? row.cost : nil
}
