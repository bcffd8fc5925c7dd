import Findings
import Quantities

/// Planned care that is priced has activity.
let planPriceWithoutActivity = LineCheck(
  CheckDefinition(
    "SLAM-138", .arithmetic, .note, "planned care that is priced has activity",
    reason: "DCB2050: the planned price is that of the planned activity",
    message: "a planned price without planned activity",
    hint: "ask the provider what is planned: volume and price can’t be told apart",
    about: .planPrice, needs: [.pod]
  )
) { line, _ in
  line.planPrice != 0 && line.planActivity == 0 && !line.pod.contains(.money) && !line.pod.contains(.unknown) ? line.planPrice : nil
}
