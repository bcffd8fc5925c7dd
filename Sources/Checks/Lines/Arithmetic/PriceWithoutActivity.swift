import Findings
import Quantities

/// Care that is priced has activity.
let priceWithoutActivity = LineCheck(
  CheckDefinition(
    "SLAM-130", .arithmetic, .warning, "care that is priced has activity",
    reason: "DCB2050: price is what the activity of the month cost",
    message: "a price without activity",
    hint: "ask the provider what was charged for",
    about: .actualPrice, needs: [.pod], challenge: "Price without activity"
  )
) { line, _ in
  line.actualPrice != 0 && line.actualActivity == 0 && !line.pod.contains(.money) && !line.pod.contains(.unknown) ? line.actualPrice : nil
}
