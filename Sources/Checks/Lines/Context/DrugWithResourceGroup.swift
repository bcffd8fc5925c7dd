import Findings
import Quantities

/// Excluded drugs and devices have no HRG.
let drugWithResourceGroup = LineCheck(
  CheckDefinition(
    "SLAM-116", .context, .note, "excluded drugs and devices have no HRG",
    reason: "National tariff: what is excluded from it is outside the resource groups",
    message: "an HRG on an excluded drug or device",
    hint: "ask the provider whether the cost is part of the group’s price",
    about: .tariff, needs: [.pod, .tariff], challenge: "Excluded drugs and devices"
  )
) { line, _ in
  !line.pod.isDisjoint(with: [.drug, .device]) && line.tariff.contains(.hrg) ? line.actualPrice : nil
}
