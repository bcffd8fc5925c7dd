import Findings
import Quantities

/// The practice’s responsible organisation is the commissioner.
let responsibleElsewhere = LineCheck(
  CheckDefinition(
    "SLAM-184", .attribution, .warning, "the practice’s responsible organisation is the commissioner",
    reason: "Who pays: ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY) says whose the patient is",
    message: "care whose practice is another commissioner’s by the return itself",
    hint: "ask the provider to charge the organisation that it names itself",
    about: .responsiblePractice, needs: [.responsiblePractice], challenge: "Wrong commissioner"
  )
) { line, _ in
  line.traits.contains(.responsibleElsewhere) && !line.pod.contains(.money) ? line.actualPrice : nil
}
