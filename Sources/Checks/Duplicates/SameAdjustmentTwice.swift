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
  var found: [RepeatedCharge] = []
  repeats(
    of: charges, where: { $0.price.magnitude >= UInt64(limit) && $0.traits.contains(.adjustment) },
    key: { charge, key in
      key.mix(charge.commissioner)
      key.mix(charge.month.value)
      key.mix(charge.pod)
      key.mix(charge.treatmentFunction)
      key.mix(charge.tariff)
      key.mix(charge.price)
    },
    isSame: { a, b in
      a.commissioner == b.commissioner
        && a.month.value == b.month.value
        && a.pod == b.pod
        && a.treatmentFunction == b.treatmentFunction
        && a.tariff == b.tariff
        && a.price == b.price
    }
  ) { first, later in
    found.append(RepeatedCharge(charge: later, first: first, stake: charges[later].price))
  }
  return found
}
