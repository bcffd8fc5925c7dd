import Findings
import Quantities

/// Care has the patient’s practice.
let withoutPractice = LineCheck(
  CheckDefinition(
    "SLAM-182", .attribution, .note, "care has the patient’s practice",
    reason: "DCB2050: the practice of registration is mandatory; without it nobody can say who is responsible",
    message: "care without the patient’s practice",
    hint: "ask the provider for the practice: the charge can’t be shown to be the commissioner’s",
    about: .practice, needs: [.practice, .pod], challenge: "No practice"
  )
) { line, _ in
  !line.practice.isDisjoint(with: [.blank, .notKnown]) && line.pod.isDisjoint(with: [.money, .unknown]) && line.actualPrice != 0
    ? line.actualPrice : nil
}
