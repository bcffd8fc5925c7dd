import Findings
import Quantities

/// No adjustment is made twice in a month.
let sameAdjustmentTwice = DuplicateCheck(
  CheckDefinition(
    "SLAM-164", .duplicates, .warning, "no adjustment is made twice in a month",
    reason: "An adjustment corrects once",
    message: "the same adjustment as an earlier line of the month",
    hint: "ask the provider whether both are meant",
    about: .actualPrice, needs: [.pod], limit: CheckLimit(100, .pounds, "the amount from which adjustments are compared"), challenge: "Charged twice"
  )
) { charges, limit in
  repeated(
    charges, alike: [.commissioner, .month, .pod, .treatmentFunction, .tariff, .price],
    where: { $0.price.magnitude >= UInt64(limit) && $0.traits.contains(.adjustment) })
}
