import Findings
import Quantities

/// Excluded drugs and devices hold no market forces factor.
let drugWithMarketForces = LineCheck(
  CheckDefinition(
    "SLAM-115", .context, .warning, "excluded drugs and devices hold no market forces factor",
    reason: "National tariff: what is excluded from it is passed on at cost",
    message: "market forces factor on an excluded drug or device",
    hint: "ask the provider to charge the cost alone",
    about: .marketForces, needs: [.pod, .marketForces], challenge: "Market forces factor"
  )
) { line, _ in
  !line.pod.isDisjoint(with: [.drug, .device]) && line.marketForces != 0 ? line.marketForces : nil
}
