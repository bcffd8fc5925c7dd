import Findings
import Quantities

/// Activity is not below nought.
let negativeActivity = LineCheck(
  CheckDefinition(
    "SLAM-133", .arithmetic, .warning, "activity is not below nought",
    reason: "DCB2050: activity is counted; what is taken back is money",
    message: "activity below nought",
    hint: "ask the provider which activity is taken back",
    about: .actualActivity
  )
) { line, _ in
  line.actualActivity < 0 ? line.actualPrice : nil
}
