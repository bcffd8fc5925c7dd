import Findings
import Quantities

/// Lines of money alone have no activity.
let moneyWithActivity = LineCheck(
  CheckDefinition(
    "SLAM-110", .context, .warning, "lines of money alone have no activity",
    reason: "DCB2050: the activity of ADJUSTMENT, BLOCK, CQUIN and NAOTHER has no meaning",
    message: "activity on a line of money alone",
    hint: "ask the provider to leave activity at nought; it counts in no activity of care",
    about: .actualActivity, needs: [.pod]
  )
) { line, _ in
  line.pod.contains(.money) && line.actualActivity != 0 ? line.actualPrice : nil
}
