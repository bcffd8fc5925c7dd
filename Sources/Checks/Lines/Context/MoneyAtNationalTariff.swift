import Findings
import Quantities

/// Lines of money alone are not at national tariff.
let moneyAtNationalTariff = LineCheck(
  CheckDefinition(
    "SLAM-112", .context, .note, "lines of money alone are not at national tariff",
    reason: "DCB2050: the national tariff has no price for adjustments, blocks and CQUIN",
    message: "a line of money alone that is marked as national tariff",
    hint: "ask the provider to state N",
    about: .nationalTariff, needs: [.pod, .nationalTariff]
  )
) { line, _ in
  line.pod.contains(.money) && line.indicator == .yes ? line.actualPrice : nil
}
