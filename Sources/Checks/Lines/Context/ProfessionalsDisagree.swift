import Findings
import Quantities

/// The HRG has as many professionals as the point of delivery.
let professionalsDisagree = LineCheck(
  CheckDefinition(
    "SLAM-123", .context, .warning, "the HRG has as many professionals as the point of delivery",
    reason: "National tariff: WF01 is of one professional, WF02 of several",
    message: "one professional charged as several, or the reverse",
    hint: "ask the provider which it was: several cost more than one",
    about: .tariff, needs: [.pod, .tariff], challenge: "Single and multi-professional"
  )
) { line, _ in
  line.pod.contains(.singleProfessional) && line.tariff.contains(.multiProfessional)
    || line.pod.contains(.multiProfessional) && line.tariff.contains(.attendance) && !line.tariff.contains(.multiProfessional)
    ? line.actualPrice : nil
}
