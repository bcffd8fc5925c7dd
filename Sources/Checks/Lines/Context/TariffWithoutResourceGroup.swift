import Findings
import Quantities

/// Care at national tariff has an HRG.
let tariffWithoutResourceGroup = LineCheck(
  CheckDefinition(
    "SLAM-117", .context, .warning, "care at national tariff has an HRG",
    reason: "DCB2050: TARIFF CODE is the HRG on lines at national tariff",
    message: "national tariff without an HRG",
    hint: "ask the provider for the HRG: without it the price can’t be checked",
    about: .tariff, needs: [.pod, .tariff, .nationalTariff], challenge: "Missing HRG"
  )
) { line, _ in
  line.indicator == .yes && !line.pod.isDisjoint(with: .tariffed) && line.tariff.contains(.blank) ? line.actualPrice : nil
}
