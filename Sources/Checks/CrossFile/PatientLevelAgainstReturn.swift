import Findings
import Quantities

/// The patient-level return adds up to the aggregate one.
let patientLevelAgainstReturn = CrossFileCheck(
  CheckDefinition(
    "XREF-008", .crossFile, .warning, "the patient-level return adds up to the aggregate one",
    reason: "DCB3003: the total of PLCM is that of ACM without excluded drugs and devices",
    message: "the aggregate and the patient-level return of the month differ",
    hint: "ask the provider which patients stand behind the difference",
    about: .actualPrice, limit: CheckLimit(1, .pounds, "the difference from which it is said")
  ), where: { $0.patientLevelCare != nil }
) { pair, limit in
  compareAmounts(pair.care, pair.patientLevelCare, limit, "the patient-level return")
}
