import Findings
import Quantities

/// The commissioner was there in the month.
let commissionerOutOfDates = LineCheck(
  CheckDefinition(
    "SLAM-186", .attribution, .warning, "the commissioner was there in the month",
    reason:
      "Who pays: a commissioner that began later or was wound up before has no patients in the month; `organisations/commissioners.csv` says from when to when",
    message: "a charge for a month in which the commissioner was not there",
    hint: "ask the provider to charge the commissioner of the month, or correct from and to of organisations/commissioners.csv",
    about: .month, challenge: "Wrong commissioner"
  )
) { line, _ in
  line.traits.contains(.outsideDates) ? line.actualPrice : nil
}
