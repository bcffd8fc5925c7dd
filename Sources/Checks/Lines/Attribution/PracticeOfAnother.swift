import Findings
import Quantities

/// The patient’s practice is of the commissioner.
let practiceOfAnother = LineCheck(
  CheckDefinition(
    "SLAM-180", .attribution, .warning, "the patient’s practice is of the commissioner",
    reason: "Who pays: the commissioner of the patient’s practice is responsible",
    message: "care for a patient of another commissioner’s practice",
    hint: "ask the provider to charge the practice’s commissioner",
    about: .practice, needs: [.practice], challenge: "Wrong commissioner"
  )
) { line, _ in
  line.practiceCommissioner >= 0 && line.practiceCommissioner != line.commissioner && !line.pod.contains(.money) ? line.actualPrice : nil
}
