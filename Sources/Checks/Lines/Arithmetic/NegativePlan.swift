import Findings
import Quantities

/// Only adjustments are planned below nought.
let negativePlan = LineCheck(
  CheckDefinition(
    "SLAM-139", .arithmetic, .note, "only adjustments are planned below nought",
    reason: "DCB2050: money is taken back on lines of ADJUSTMENT",
    message: "a plan below nought on a line that is no adjustment",
    hint: "ask the provider what the plan takes back",
    about: .planPrice, needs: [.pod]
  )
) { line, _ in
  (line.planPrice < 0 || line.planActivity < 0) && !line.pod.contains(.money) ? line.planPrice : nil
}
