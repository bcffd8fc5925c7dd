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
  var found: [RepeatedCharge] = []
  repeats(
    of: charges, where: { $0.price.magnitude >= UInt64(limit) && $0.hasPractice && !$0.traits.contains(.money) },
    key: { charge, key in
      key.mix(charge.month.value)
      key.mix(charge.practice)
      key.mix(charge.pod)
      key.mix(charge.treatmentFunction)
      key.mix(charge.tariff)
      key.mix(charge.place)
      key.mix(charge.activity)
      key.mix(charge.price)
    },
    isSame: { a, b in
      a.month.value == b.month.value
        && a.practice == b.practice
        && a.pod == b.pod
        && a.treatmentFunction == b.treatmentFunction
        && a.tariff == b.tariff
        && a.place == b.place
        && a.activity == b.activity
        && a.price == b.price
    }
  ) { first, later in
    if charges[later].commissioner != charges[first].commissioner {
      found.append(RepeatedCharge(charge: later, first: first, stake: charges[later].price))
    }
  }
  return found
}
