import Findings
import Quantities

/// Outpatients cost in the return what SUS estimates.
let outpatientCostAgainstSUS = CrossFileCheck(
  CheckDefinition(
    "XREF-005", .crossFile, .note, "outpatients cost in the return what SUS estimates",
    reason: "SUS prices the same attendances by the national tariff",
    message: "outpatient costs of the return and of SUS differ",
    hint: "compare prices where the counts agree, counts where they do not",
    limit: CheckLimit(15, .percent, "the difference as a share of the larger; under £1,000 it is passed over")
  ), where: { $0.year != nil && $0.hasOutpatients }
) { pair, limit in
  guard let year = pair.year else { return nil }
  return compareCosts(year.returns.outpatients.cost, year.attendances.outpatients.cost, limit)
}
