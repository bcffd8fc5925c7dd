import Checks
import Configuration
import Extracts
import Findings
import Packs
import Programme
import Quantities

/// A check as it is listed: its stable code and what it looks at.
package struct ListedCheck: Sendable, Hashable {
  /// The code.
  package let code: String
  /// How much a finding of it matters; nil where that depends on the finding.
  package let severity: String?
  /// What it looks at.
  package let meaning: String
  /// The family that it is of.
  package let family: String
  /// The standard or the reason that it comes from; empty where its meaning says it.
  package var reason = ""
  /// The size from which it fires, `3 deviations`; empty where it has none.
  package var limit = ""
  /// Whether what it finds may be challenged, and under which category.
  package var challenge: String?
}

extension ListedCheck {
  fileprivate init(_ definition: CheckDefinition) {
    self.init(
      code: definition.code.text, severity: definition.severity.rawValue, meaning: definition.title, family: definition.family.name,
      reason: definition.reason,
      limit: definition.limit.map { "\(decimalText(ofParts: Int128($0.standard))) \($0.unit.rawValue): \($0.meaning)" } ?? "",
      challenge: definition.challenge)
  }
}

extension ExtractCheck {
  /// The family that it is listed under.
  fileprivate var family: CheckFamily {
    switch self {
    case .repeatedRow, .overlappingFiles, .doubledSource, .supersededFile: .duplicates
    case .otherProvider, .unknownProvider, .unknownCommissioner: .attribution
    case .earlierYearRestated, .restatedMonth, .periodNotOfSubmission: .continuity
    case .missingMonth, .missingSubmission, .missingHalf, .thinRestatement, .noRows: .completeness
    case .planDisagrees: .crossFile
    case .unknownAttendanceCode, .unreadableStay, .unreadableDate, .unreadableAge: .attendances
    default: .format
    }
  }
}

/// Every check of the program, in the order of their codes within each family.
package func allChecks() -> [ListedCheck] {
  let configuration = ConfigurationCheck.allCases.map {
    ListedCheck(code: $0.code.text, severity: nil, meaning: $0.meaning, family: "The programme’s own files")
  }
  let programme = ProgrammeCheck.allCases.map {
    ListedCheck(code: $0.code.text, severity: nil, meaning: $0.meaning, family: "The programme’s own files")
  }
  // One table of checks serves every kind of extract; the attendance files share a prefix.
  let extracts = [ExtractKind.slam, .plan, .outpatients, .patientLevel].flatMap { kind in
    ExtractCheck.allCases.filter { concerns(kind, $0) }.map {
      ListedCheck(code: $0.code(kind).text, severity: $0.severity.rawValue, meaning: $0.title, family: $0.family.name)
    }
  }
  return (configuration + programme + extracts + checkDefinitions.map { ListedCheck($0) } + templateChecks).sorted { $0.code < $1.code }
}

/// The checks of templates: each stops the build.
private let templateChecks =
  [
    ("HTML-001", "every name in a template is known where it stands"), ("HTML-002", "every template that another takes in is there"),
    ("HTML-003", "every section of a template is opened and closed in order"), ("HTML-004", "names in a template are used as what they are"),
    ("HTML-005", "every template and asset is there and can be read"), ("HTML-006", "no style sheet or script ends its own element"),
    ("TMPL-001", "theme and pack definitions are in a template folder"),
  ].map { ListedCheck(code: $0.0, severity: "error", meaning: $0.1, family: "Templates and texts") }
  + NarrativeCheck.allCases.map {
    ListedCheck(code: $0.rawValue, severity: $0.severity?.rawValue, meaning: $0.meaning, family: "Templates and texts")
  }

/// Whether a check is made on files of a kind.
private func concerns(_ kind: ExtractKind, _ check: ExtractCheck) -> Bool {
  let ofReturns: Set<ExtractCheck> = [
    .unknownPOD, .blankPOD, .periodNotOfSubmission, .earlierYearRestated, .missingMonth, .missingSubmission, .restatedMonth, .thinRestatement,
    .overlappingFiles, .planDisagrees, .missingHalf, .supersededFile,
  ]
  let ofAttendances: Set<ExtractCheck> = [.unknownAttendanceCode, .unreadableStay, .doubledSource, .unreadableDate, .unreadableAge]
  switch kind {
  case .slam: return !ofAttendances.contains(check)
  case .plan: return !ofAttendances.contains(check) && (!ofReturns.contains(check) || check == .unknownPOD || check == .planDisagrees)
  case .patientLevel, .drugs, .devices:
    return !ofAttendances.contains(check) && (!ofReturns.contains(check) || check == .periodNotOfSubmission) && !ofLedger.contains(check)
  case .inpatients: return !ofReturns.contains(check) && check != .columnFormat
  case .outpatients, .emergency: return !ofReturns.contains(check) && check != .unreadableStay && check != .columnFormat
  }
}

/// Checks that are made on what the ledger holds.
private let ofLedger: Set<ExtractCheck> = [
  .unknownProvider, .unknownCommissioner, .unknownTreatmentFunction, .blankTreatmentFunction, .unknownHRG, .foreignFile,
]

/// The checks by family, the nine of the extracts first.
package func familiesInOrder(_ checks: [ListedCheck]) -> [(name: String, checks: [ListedCheck])] {
  let names = CheckFamily.allCases.map(\.name)
  let others = Set(checks.map(\.family)).subtracting(names).sorted()
  return (names + others).map { name in (name, checks.filter { $0.family == name }) }.filter { !$0.checks.isEmpty }
}
