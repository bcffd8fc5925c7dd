import Findings
import Quantities

/// Emergency attendances have an HRG of emergency medicine.
let emergencyWithoutGroup = LineCheck(
  CheckDefinition(
    "SLAM-121", .context, .note, "emergency attendances have an HRG of emergency medicine",
    reason: "National tariff: emergency attendances are of the chapter VB",
    message: "an emergency attendance with an HRG of another chapter",
    hint: "ask the provider whether it is an emergency attendance",
    about: .tariff, needs: [.pod, .tariff]
  )
) { line, _ in
  line.pod.contains(.emergency) && line.tariff.contains(.hrg) && line.tariff.isDisjoint(with: [.emergency, .ungrouped]) ? line.actualPrice : nil
}
