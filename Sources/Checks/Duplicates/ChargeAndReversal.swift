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
  repeated(
    charges, alike: [.commissioner, .month, .pod, .treatmentFunction, .tariff, .practice, .size],
    where: { $0.price.magnitude >= UInt64(limit) && !$0.traits.contains(.money) }
  ) { first, later in (first.price < 0) != (later.price < 0) }.map { RepeatedCharge(charge: $0.charge, first: $0.first, stake: 0) }
}
