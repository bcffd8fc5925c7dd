import Findings
import Quantities

/// The treatment function is not a main specialty.
let mainSpecialtyInPlace = LineCheck(
  CheckDefinition(
    "SLAM-053", .format, .note, "the treatment function is not a main specialty",
    reason: "NHS Data Dictionary: codes such as 500, 820 and 950 are of MAIN SPECIALTY CODE alone",
    message: "a main specialty in the place of the treatment function",
    hint: "ask the provider for the treatment function of the care given",
    about: .treatmentFunction, needs: [.treatmentFunction]
  )
) { line, _ in
  line.treatmentFunction.contains(.mainSpecialty) ? line.actualPrice : nil
}
