import Findings
import Quantities

/// The practice is in the programme’s list.
let unlistedPractice = LineCheck(
  CheckDefinition(
    "SLAM-181", .attribution, .note, "the practice is in the programme’s list",
    reason: "Who pays: a practice that is nobody’s of the programme may be another commissioner’s",
    message: "care for a patient of a practice that is not in practices.csv",
    hint: "add the practice to practices.csv, or ask the provider whose it is",
    about: .practice, needs: [.practice]
  )
) { line, _ in
  line.practice.isDisjoint(with: [.listed, .blank, .notKnown]) && !line.pod.contains(.money) ? line.actualPrice : nil
}
