import Findings
import Quantities

/// The return has as many emergency attendances as SUS.
let emergenciesAgainstSUS = CrossFileCheck(
  CheckDefinition(
    "XREF-003", .crossFile, .note, "the return has as many emergency attendances as SUS",
    reason: "SUS and the return count the same care; what only one of them has is charged without a record, or not charged",
    message: "emergency attendances of the return and of SUS differ",
    hint: "ask the provider which attendances the other file lacks; the money named is what the return has more",
    limit: CheckLimit(10, .percent, "the difference as a share of the larger; under ten it is passed over")
  ), where: { $0.year != nil && $0.hasEmergencies }
) { pair, limit in
  guard let year = pair.year else { return nil }
  return compareCounts(year.returns.emergencies, year.attendances.emergencies, limit, "emergency attendances")
}
