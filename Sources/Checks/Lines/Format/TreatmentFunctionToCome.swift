import Findings
import Quantities

/// The treatment function was of the list in the month.
let treatmentFunctionToCome = LineCheck(
  CheckDefinition(
    "SLAM-054", .format, .note, "the treatment function was of the list in the month",
    reason: "NHS Data Dictionary: 109, 111, 113, 115 and 145 came into the list in April 2021",
    message: "a treatment function that was not of the list yet",
    hint: "ask the provider for the code that held in the month",
    about: .treatmentFunction, needs: [.treatmentFunction]
  )
) { line, _ in
  line.treatmentFunction.contains(.since2021) && line.month < MonthIndex(year: FinancialYear(start: 2021), month: 1) ? line.actualPrice : nil
}
