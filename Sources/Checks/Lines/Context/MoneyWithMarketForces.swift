import Findings
import Quantities

/// Lines of money alone hold no market forces factor.
let moneyWithMarketForces = LineCheck(
  CheckDefinition(
    "SLAM-113", .context, .warning, "lines of money alone hold no market forces factor",
    reason: "National tariff: the factor multiplies prices of care, not adjustments, blocks and CQUIN",
    message: "market forces factor on a line of money alone",
    hint: "ask the provider to take the factor out of the price",
    about: .marketForces, needs: [.pod, .marketForces], challenge: "Market forces factor"
  )
) { line, _ in
  line.pod.contains(.money) && line.marketForces != 0 ? line.marketForces : nil
}
