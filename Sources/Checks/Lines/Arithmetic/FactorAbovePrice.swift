import Findings
import Quantities

/// The market forces factor is inside the price.
let factorAbovePrice = LineCheck(
  CheckDefinition(
    "SLAM-136", .arithmetic, .warning, "the market forces factor is inside the price",
    reason: "DCB2050: the actual price includes the market forces factor",
    message: "a market forces factor that is more than the price that should hold it",
    hint: "ask the provider whether the factor was charged on top; never add it to the price",
    about: .marketForces, needs: [.marketForces], challenge: "Market forces factor"
  )
) { line, _ in
  line.marketForces.magnitude > line.actualPrice.magnitude ? line.marketForces : nil
}
