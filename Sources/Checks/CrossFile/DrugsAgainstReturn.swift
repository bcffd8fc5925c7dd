import Findings
import Quantities

/// The drugs return adds up to the drugs of the aggregate one.
let drugsAgainstReturn = CrossFileCheck(
  CheckDefinition(
    "XREF-009", .crossFile, .warning, "the drugs return adds up to the drugs of the aggregate one",
    reason: "DCB2212: the total of the drugs return is that of the high-cost drug lines of ACM",
    message: "excluded drugs of the aggregate and of the patient-level return differ",
    hint: "ask the provider which patients stand behind the difference",
    about: .actualPrice, limit: CheckLimit(1, .pounds, "the difference from which it is said")
  ), where: { $0.patientLevelDrugs != nil }
) { pair, limit in
  compareAmounts(pair.drugs, pair.patientLevelDrugs, limit, "the drugs return")
}
