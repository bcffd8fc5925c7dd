import Findings
import Quantities

/// The POINT OF DELIVERY CODE is of the national list.
let podOfNationalList = LineCheck(
  CheckDefinition(
    "SLAM-051", .format, .note, "the POINT OF DELIVERY CODE is of the national list",
    reason: "DCB2050: a local point of delivery goes into its own column and is mapped to the national code set",
    message: "a point of delivery that is not of the national list",
    hint: "ask the provider to state the national code; pods.csv says what it is counted as until then",
    about: .pod, needs: [.pod]
  )
) { line, _ in
  line.pod.contains(.national) || line.pod.contains(.blank) ? nil : line.actualPrice
}
