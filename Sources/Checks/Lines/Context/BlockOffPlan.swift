import Findings
import Quantities

/// A block is paid as planned.
let blockOffPlan = LineCheck(
  CheckDefinition(
    "SLAM-126", .context, .note, "a block is paid as planned",
    reason: "NHS Standard Contract: a block is paid in the amounts agreed",
    message: "a block that is not paid as planned",
    hint: "ask the provider what changed the agreed amount",
    about: .actualPrice, needs: [.pod, .planBesideActual], limit: CheckLimit(1, .pounds, "the difference from which a block counts as off its plan"),
    challenge: "Block off plan"
  ), goesByAmounts: true
) { line, limit in
  let difference = line.actualPrice.subtractingReportingOverflow(line.planPrice)
  guard line.pod.contains(.block), !difference.overflow, difference.partialValue.magnitude > UInt64(limit) else { return nil }
  return difference.partialValue
}
