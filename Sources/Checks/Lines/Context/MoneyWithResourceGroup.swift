import Findings
import Quantities

/// Lines of money alone have no HRG.
let moneyWithResourceGroup = LineCheck(
  CheckDefinition(
    "SLAM-111", .context, .note, "lines of money alone have no HRG",
    reason: "DCB2050: a resource group prices care, and these lines are none",
    message: "an HRG on a line of money alone",
    hint: "ask the provider what the money is for",
    about: .tariff, needs: [.pod, .tariff]
  )
) { line, _ in
  line.pod.contains(.money) && line.tariff.contains(.hrg) ? line.actualPrice : nil
}
