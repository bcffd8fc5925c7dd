import Findings
import Quantities

/// Nothing is charged under two points of delivery.
let chargedUnderTwoPODs = DuplicateCheck(
  CheckDefinition(
    "SLAM-161", .duplicates, .warning, "nothing is charged under two points of delivery",
    reason: "One piece of care has one point of delivery",
    message: "the same charge under another point of delivery",
    hint: "ask the provider which of the two it was",
    about: .actualPrice, needs: [.practice, .pod], limit: CheckLimit(500, .pounds, "the price from which a charge is compared"),
    challenge: "Charged twice"
  )
) { charges, limit in
  repeated(
    charges, alike: ChargeParts.codes.union([.activity, .price]).subtracting(.pod),
    where: { $0.price.magnitude >= UInt64(limit) && $0.hasPractice && !$0.traits.contains(.money) }
  ) { first, later in first.pod != later.pod }
}
