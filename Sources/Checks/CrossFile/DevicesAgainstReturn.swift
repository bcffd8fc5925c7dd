import Findings
import Quantities

/// The devices return adds up to the devices of the aggregate one.
let devicesAgainstReturn = CrossFileCheck(
  CheckDefinition(
    "XREF-010", .crossFile, .warning, "the devices return adds up to the devices of the aggregate one",
    reason: "DCB3002: the total of the devices return is that of the device lines of ACM",
    message: "excluded devices of the aggregate and of the patient-level return differ",
    hint: "ask the provider which patients stand behind the difference",
    about: .actualPrice, limit: CheckLimit(1, .pounds, "the difference from which it is said")
  ), where: { $0.patientLevelDevices != nil }
) { pair, limit in
  compareAmounts(pair.devices, pair.patientLevelDevices, limit, "the devices return")
}
