import Findings
import Quantities

/// Spells cost in the return what SUS estimates.
let spellCostAgainstSUS = CrossFileCheck(
  CheckDefinition(
    "XREF-006", .crossFile, .note, "spells cost in the return what SUS estimates",
    reason: "SUS prices the same spells by the national tariff",
    message: "costs of spells of the return and of SUS differ",
    hint: "compare prices where the counts agree, counts where they do not",
    limit: CheckLimit(15, .percent, "the difference as a share of the larger; under £1,000 it is passed over")
  ), where: { $0.year != nil && $0.hasSpells }
) { pair, limit in
  guard let year = pair.year else { return nil }
  return compareCosts(year.returns.spells.cost, year.attendances.spells.cost, limit)
}
