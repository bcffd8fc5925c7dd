import Findings
import Quantities

/// Prescribed specialised services are not charged to commissioners of the programme.
let specialisedService = LineCheck(
  CheckDefinition(
    "SLAM-183", .attribution, .warning, "prescribed specialised services are not charged to commissioners of the programme",
    reason: "Prescribed specialised services (codes NCBPS…) are NHS England’s to pay",
    message: "a prescribed specialised service charged to a commissioner",
    hint: "ask the provider to charge NHS England",
    about: .service, needs: [.service], challenge: "Specialised service"
  )
) { line, _ in
  line.traits.contains(.specialised) ? line.actualPrice : nil
}
