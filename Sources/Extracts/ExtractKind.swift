/// What a file of the `extracts` folder holds.
package enum ExtractKind: String, Sendable, Hashable, CaseIterable {
  /// Aggregate contract monitoring: a provider's monthly return.
  case slam
  /// The indicative activity plan of a provider, all twelve months.
  case plan
  /// Attendance-level outpatient activity.
  case outpatients
  /// Spell-level admitted activity.
  case inpatients
  /// Attendance-level emergency department activity.
  case emergency

  /// Whether the file is one of the attendance-level files.
  package var isSUS: Bool { self == .outpatients || self == .inpatients || self == .emergency }

  /// The prefix of the codes of findings about such files.
  package var codePrefix: String {
    switch self {
    case .slam: "SLAM"
    case .plan: "PLAN"
    case .outpatients, .inpatients, .emergency: "SUS"
    }
  }
}
