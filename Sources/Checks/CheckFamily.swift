/// What a check looks at: the nine families under which checks are listed.
package enum CheckFamily: String, Sendable, Hashable, CaseIterable {
  /// Whether the file and its fields can be read, and are codes of their lists.
  case format
  /// Fields that must be blank, nought or filled because of the line's point of delivery.
  case context
  /// Price, activity and market forces factor of a line against each other.
  case arithmetic
  /// What was there before and is missing, or thinner than usual.
  case completeness
  /// The same charge twice.
  case duplicates
  /// What changed from one month or submission to the next.
  case continuity
  /// Whose patient and whose charge it is.
  case attribution
  /// Attendances and spells.
  case attendances
  /// One file against another.
  case crossFile = "cross_file"

  /// The family's name as a heading.
  package var name: String {
    switch self {
    case .format: "Format and code lists"
    case .context: "Context rules"
    case .arithmetic: "Arithmetic"
    case .completeness: "Completeness"
    case .duplicates: "Duplicates"
    case .continuity: "Continuity"
    case .attribution: "Attribution"
    case .attendances: "Attendances and spells (SUS)"
    case .crossFile: "One file against another"
    }
  }
}
