import Findings
import Quantities

/// Spells have no HRG of outpatient attendances.
let attendanceGroupOfSpell = LineCheck(
  CheckDefinition(
    "SLAM-119", .context, .warning, "spells have no HRG of outpatient attendances",
    reason: "National tariff: the groups WF01 and WF02 are of outpatient attendances",
    message: "an outpatient HRG on a spell",
    hint: "ask the provider whether it was a spell or an attendance",
    about: .tariff, needs: [.pod, .tariff], challenge: "Wrong setting"
  )
) { line, _ in
  line.pod.contains(.spell) && line.tariff.contains(.attendance) ? line.actualPrice : nil
}
