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
  var found: [RepeatedCharge] = []
  repeats(
    of: charges, where: { $0.price.magnitude >= UInt64(limit) && $0.hasPractice && !$0.traits.contains(.money) },
    key: { charge, key in
      key.mix(charge.commissioner)
      key.mix(charge.month.value)
      key.mix(charge.practice)
      key.mix(charge.treatmentFunction)
      key.mix(charge.tariff)
      key.mix(charge.place)
      key.mix(charge.activity)
      key.mix(charge.price)
    },
    isSame: { a, b in
      a.commissioner == b.commissioner
        && a.month.value == b.month.value
        && a.practice == b.practice
        && a.treatmentFunction == b.treatmentFunction
        && a.tariff == b.tariff
        && a.place == b.place
        && a.activity == b.activity
        && a.price == b.price
    }
  ) { first, later in
    if charges[later].pod != charges[first].pod {
      found.append(RepeatedCharge(charge: later, first: first, stake: charges[later].price))
    }
  }
  return found
}
