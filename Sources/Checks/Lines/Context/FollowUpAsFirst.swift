import Findings
import Quantities

/// First attendances have a first attendance’s HRG.
let followUpAsFirst = LineCheck(
  CheckDefinition(
    "SLAM-122", .context, .warning, "first attendances have a first attendance’s HRG",
    reason: "National tariff: WF01B and WF02B are first attendances, WF01A and WF02A follow-ups",
    message: "a follow-up charged as a first attendance, or the reverse",
    hint: "ask the provider which it was: a first costs more than a follow-up",
    about: .tariff, needs: [.pod, .tariff], challenge: "First and follow-up"
  )
) { line, _ in
  line.pod.contains(.firstAttendance) && line.tariff.contains(.followUp) || line.pod.contains(.followUp) && line.tariff.contains(.first)
    ? line.actualPrice : nil
}
