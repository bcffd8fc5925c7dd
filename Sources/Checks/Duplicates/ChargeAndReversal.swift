import Findings
import Quantities

/// Nothing is charged and taken back in one month.
let chargeAndReversal = DuplicateCheck(
  CheckDefinition(
    "SLAM-165", .duplicates, .note, "nothing is charged and taken back in one month",
    reason: "A charge and its reversal cancel out, and both are counted as activity unless that is taken back too",
    message: "a charge that is the exact reverse of an earlier line of the month",
    hint: "ask the provider to leave both out",
    about: .actualPrice, limit: CheckLimit(1, .pounds, "the amount from which charges are compared")
  )
) { charges, limit in
  var found: [RepeatedCharge] = []
  repeats(
    of: charges, where: { $0.price.magnitude >= UInt64(limit) && !$0.traits.contains(.money) && $0.price != .min },
    key: { charge, key in
      key.mix(charge.commissioner)
      key.mix(charge.month.value)
      key.mix(charge.pod)
      key.mix(charge.treatmentFunction)
      key.mix(charge.tariff)
      key.mix(charge.practice)
      key.mix(charge.price.magnitude)
    },
    isSame: { a, b in
      a.commissioner == b.commissioner
        && a.month.value == b.month.value
        && a.pod == b.pod
        && a.treatmentFunction == b.treatmentFunction
        && a.tariff == b.tariff
        && a.practice == b.practice
        && a.price == -b.price
    }
  ) { first, later in
    found.append(RepeatedCharge(charge: later, first: first, stake: 0))
  }
  return found
}
