import Findings
import Quantities

/// Excluded drugs and devices are not at national tariff.
let drugAtNationalTariff = LineCheck(
  CheckDefinition(
    "SLAM-114", .context, .warning, "excluded drugs and devices are not at national tariff",
    reason: "National tariff: what is excluded from it is paid for at cost",
    message: "an excluded drug or device that is marked as national tariff",
    hint: "ask the provider whether it is excluded or part of a tariff price",
    about: .nationalTariff, needs: [.pod, .nationalTariff]
  )
) { line, _ in
  !line.pod.isDisjoint(with: [.drug, .device]) && line.indicator == .yes ? line.actualPrice : nil
}
