import Findings
import Quantities

/// The NATIONAL TARIFF INDICATOR is Y or N.
let tariffIndicatorOfList = LineCheck(
  CheckDefinition(
    "SLAM-055", .format, .note, "the NATIONAL TARIFF INDICATOR is Y or N",
    reason: "DCB2050: one letter that says whether the price is the national tariff’s",
    message: "a national tariff indicator that is neither Y nor N",
    hint: "ask the provider to state Y or N",
    about: .nationalTariff, needs: [.nationalTariff]
  )
) { line, _ in
  line.indicator == .other ? line.actualPrice : nil
}
