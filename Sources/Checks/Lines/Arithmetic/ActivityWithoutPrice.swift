import Findings
import Quantities

/// Activity has a price.
let activityWithoutPrice = LineCheck(
  CheckDefinition(
    "SLAM-131", .arithmetic, .note, "activity has a price",
    reason: "DCB2050: what is free of charge is nought on purpose, or forgotten",
    message: "activity without a price",
    hint: "ask the provider whether a charge will follow: it would come as a surprise",
    about: .actualActivity, needs: [.pod]
  )
) { line, _ in
  line.actualActivity != 0 && line.actualPrice == 0 && !line.pod.contains(.money) ? 0 : nil
}
