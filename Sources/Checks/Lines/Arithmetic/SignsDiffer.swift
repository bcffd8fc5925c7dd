import Findings
import Quantities

/// Price and activity have the same sign.
let signsDiffer = LineCheck(
  CheckDefinition(
    "SLAM-134", .arithmetic, .warning, "price and activity have the same sign",
    reason: "A unit price below nought has no meaning",
    message: "a price and an activity of different signs",
    hint: "ask the provider which of the two is right",
    about: .actualPrice
  )
) { line, _ in
  // Of money alone the activity has no meaning.
  (line.actualPrice > 0 && line.actualActivity < 0 || line.actualPrice < 0 && line.actualActivity > 0) && !line.pod.contains(.money)
    ? line.actualPrice : nil
}
