import Configuration
import Extracts
import Findings
import Programme

/// A check as it is listed: its stable code and what it looks at.
package struct ListedCheck: Sendable, Hashable {
  /// The code.
  package let code: String
  /// How much a finding of it matters; nil where that depends on the finding.
  package let severity: String?
  /// What it looks at.
  package let meaning: String
}

/// Every check of the program, in the order of their codes within each family.
package func allChecks() -> [ListedCheck] {
  let configuration = ConfigurationCheck.allCases.map { ListedCheck(code: $0.code.text, severity: nil, meaning: $0.meaning) }
  let programme = ProgrammeCheck.allCases.map { ListedCheck(code: $0.code.text, severity: nil, meaning: $0.meaning) }
  // One table of checks serves every kind of extract; the attendance files share a prefix.
  let extracts = [ExtractKind.slam, .plan, .outpatients].flatMap { kind in
    ExtractCheck.allCases.filter { concerns(kind, $0) }.map {
      ListedCheck(code: $0.code(kind).text, severity: $0.severity.rawValue, meaning: $0.title)
    }
  }
  return (configuration + programme + extracts).sorted { $0.code < $1.code }
}

/// Whether a check is made on files of a kind.
private func concerns(_ kind: ExtractKind, _ check: ExtractCheck) -> Bool {
  let ofReturns: Set<ExtractCheck> = [
    .unknownPOD, .blankPOD, .periodNotOfSubmission, .earlierYearRestated, .missingMonth, .missingSubmission, .restatedMonth, .thinRestatement,
    .overlappingFiles, .planDisagrees,
  ]
  switch kind {
  case .slam: return check != .unknownAttendanceCode && check != .doubledSource
  case .plan: return check != .unknownAttendanceCode && check != .doubledSource && (!ofReturns.contains(check) || check == .unknownPOD || check == .planDisagrees)
  case .outpatients, .inpatients, .emergency: return !ofReturns.contains(check)
  }
}
