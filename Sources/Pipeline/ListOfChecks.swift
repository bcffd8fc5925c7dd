import Configuration
import Extracts
import Findings
import Packs
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
  return (configuration + programme + extracts + templateChecks).sorted { $0.code < $1.code }
}

/// The checks of templates: each stops the build.
private let templateChecks =
  [
    ("HTML-001", "every name in a template is known where it stands"), ("HTML-002", "every template that another takes in is there"),
    ("HTML-003", "every section of a template is opened and closed in order"), ("HTML-004", "names in a template are used as what they are"),
    ("HTML-005", "every template and asset is there and can be read"), ("HTML-006", "no style sheet or script ends its own element"),
    ("TMPL-001", "theme and pack definitions are in a template folder"),
  ].map { ListedCheck(code: $0.0, severity: "error", meaning: $0.1) }
  + NarrativeCheck.allCases.map { ListedCheck(code: $0.rawValue, severity: $0.severity?.rawValue, meaning: $0.meaning) }

/// Whether a check is made on files of a kind.
private func concerns(_ kind: ExtractKind, _ check: ExtractCheck) -> Bool {
  let ofReturns: Set<ExtractCheck> = [
    .unknownPOD, .blankPOD, .periodNotOfSubmission, .earlierYearRestated, .missingMonth, .missingSubmission, .restatedMonth, .thinRestatement,
    .overlappingFiles, .planDisagrees,
  ]
  switch kind {
  case .slam: return check != .unknownAttendanceCode && check != .unreadableStay && check != .doubledSource
  case .plan:
    return check != .unknownAttendanceCode && check != .unreadableStay && check != .doubledSource
      && (!ofReturns.contains(check) || check == .unknownPOD || check == .planDisagrees)
  case .inpatients: return !ofReturns.contains(check)
  case .outpatients, .emergency: return !ofReturns.contains(check) && check != .unreadableStay
  }
}
