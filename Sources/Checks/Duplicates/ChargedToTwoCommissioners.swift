import Findings
import Quantities

/// Nothing is charged to two commissioners.
let chargedToTwoCommissioners = DuplicateCheck(
  CheckDefinition(
    "SLAM-162", .duplicates, .warning, "nothing is charged to two commissioners",
    reason: "Who pays: the patients of a practice have one responsible commissioner",
    message: "the same charge to another commissioner, for the same practice",
    hint: "ask the provider whose patients they are",
    about: .commissioner, needs: [.practice], limit: CheckLimit(250, .pounds, "the price from which a charge is compared"), challenge: "Charged twice"
  )
) { charges, limit in
  repeated(
    charges, alike: ChargeParts.codes.union([.activity, .price]).subtracting(.commissioner),
    where: { $0.price.magnitude >= UInt64(limit) && $0.hasPractice && !$0.traits.contains(.money) }
  ) { first, later in first.commissioner != later.commissioner }
}
