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
  /// Patient-level contract monitoring (DCB3003): the care of the return, patient by patient.
  case patientLevel = "plcm"
  /// Patient-level excluded drugs (DCB2212).
  case drugs
  /// Patient-level excluded devices (DCB3002).
  case devices

  /// Whether the file is one of the attendance-level files.
  package var isSUS: Bool { self == .outpatients || self == .inpatients || self == .emergency }

  /// Whether the file states, patient by patient, what a return states in sums: it is held against the return, and counts in nothing.
  package var isPatientLevel: Bool { self == .patientLevel || self == .drugs || self == .devices }

  /// The prefix of the codes of findings about such files.
  package var codePrefix: String {
    switch self {
    case .slam: "SLAM"
    case .plan: "PLAN"
    case .outpatients, .inpatients, .emergency: "SUS"
    case .patientLevel, .drugs, .devices: "PLCM"
    }
  }
}
