import Findings
import Quantities

/// The treatment function is still of the list.
let retiredTreatmentFunction = LineCheck(
  CheckDefinition(
    "SLAM-052", .format, .note, "the treatment function is still of the list",
    reason: "NHS Data Dictionary, ACTIVITY TREATMENT FUNCTION CODE: 510, 520, 610, 620, 832 and 990 are retired",
    message: "a treatment function that is no longer of the list",
    hint: "ask the provider for the code that took its place",
    about: .treatmentFunction, needs: [.treatmentFunction]
  )
) { line, _ in
  line.treatmentFunction.contains(.retired) ? line.actualPrice : nil
}
