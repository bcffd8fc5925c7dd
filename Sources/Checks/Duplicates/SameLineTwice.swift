import Findings
import Quantities

/// No line stands twice with other amounts.
let sameLineTwice = DuplicateCheck(
  CheckDefinition(
    "SLAM-160", .duplicates, .note, "no line stands twice with other amounts",
    reason: "DCB2050 aggregates: one line for each combination of its codes",
    message: "a line whose codes stood on an earlier line, with other amounts",
    hint: "ask the provider whether the second corrects the first: both count",
    about: .actualPrice, limit: CheckLimit(1000, .pounds, "the price from which such a line is listed")
  )
) { charges, limit in
  var found: [RepeatedCharge] = []
  repeats(
    of: charges, where: { $0.price != 0 && !$0.traits.contains(.money) && $0.price.magnitude >= UInt64(limit) },
    key: { charge, key in
      key.mix(charge.commissioner)
      key.mix(charge.month.value)
      key.mix(charge.practice)
      key.mix(charge.pod)
      key.mix(charge.treatmentFunction)
      key.mix(charge.tariff)
      key.mix(charge.place)
    },
    isSame: { a, b in
      a.commissioner == b.commissioner
        && a.month.value == b.month.value
        && a.practice == b.practice
        && a.pod == b.pod
        && a.treatmentFunction == b.treatmentFunction
        && a.tariff == b.tariff
        && a.place == b.place
    }
  ) { first, later in
    if charges[later].price != charges[first].price || charges[later].activity != charges[first].activity {
      found.append(RepeatedCharge(charge: later, first: first, stake: charges[later].price))
    }
  }
  return found
}
