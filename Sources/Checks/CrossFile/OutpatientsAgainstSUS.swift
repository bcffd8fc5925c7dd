import Findings
import Quantities

/// The return has as many outpatient attendances as SUS.
let outpatientsAgainstSUS = CrossFileCheck(
  CheckDefinition(
    "XREF-001", .crossFile, .note, "the return has as many outpatient attendances as SUS",
    reason: "SUS and the return count the same care; what only one of them has is charged without a record, or not charged",
    message: "outpatient attendances of the return and of SUS differ",
    hint: "ask the provider which attendances the other file lacks; the money named is what the return has more",
    limit: CheckLimit(10, .percent, "the difference as a share of the larger; under ten it is passed over")
  ), where: { $0.year != nil && $0.hasOutpatients }
) { pair, limit in
  guard let year = pair.year else { return nil }
  return compareCounts(year.returns.outpatients, year.attendances.outpatients, limit, "outpatient attendances")
}
