import Findings
import Quantities

/// Only adjustments are below nought.
let negativePrice = LineCheck(
  CheckDefinition(
    "SLAM-132", .arithmetic, .warning, "only adjustments are below nought",
    reason: "DCB2050: money is taken back on lines of ADJUSTMENT",
    message: "a price below nought on a line that is no adjustment",
    hint: "ask the provider what is taken back, and to say so under ADJUSTMENT",
    about: .actualPrice, needs: [.pod]
  )
) { line, _ in
  line.actualPrice < 0 && !line.pod.contains(.money) ? line.actualPrice : nil
}
