import Configuration

/// What activity is counted in. Amounts of different units are never mixed in one price or mix.
package enum ActivityUnit: String, Sendable, Hashable, CaseIterable {
  /// A stay in hospital from admission to discharge.
  case spell
  /// A bed day.
  case bedDay = "bed_day"
  /// A finished consultant episode.
  case episode
  /// An hour.
  case hour
  /// An attendance.
  case attendance
  /// A test, drug, device or other thing counted one by one.
  case item
  /// Money only: activity has no meaning.
  case pounds
  /// Not known.
  case unknown

  /// `bed days`, for heads and notes.
  package var plural: String {
    switch self {
    case .spell: "spells"
    case .bedDay: "bed days"
    case .episode: "episodes"
    case .hour: "hours"
    case .attendance: "attendances"
    case .item: "items"
    case .pounds: "pounds only"
    case .unknown: "unknown units"
    }
  }
}

/// A group of points of delivery that are forecast alike. Every group has one unit, so that a group never mixes units.
package enum PODGroup: String, Sendable, Hashable, CaseIterable, ConfigurationChoice {
  /// Planned spells.
  case elective
  /// Regular day and night attenders.
  case regularAttender = "regular_attender"
  /// Planned excess and occupied bed days.
  case electiveBedDays = "elective_bed_days"
  /// Unplanned spells.
  case nonElective = "non_elective"
  /// Unplanned excess and occupied bed days.
  case nonElectiveBedDays = "non_elective_bed_days"
  /// Other occupied bed days.
  case inpatientBedDays = "inpatient_bed_days"
  /// Other finished consultant episodes.
  case inpatientEpisodes = "inpatient_episodes"
  /// Special inpatient care by the hour.
  case inpatientHours = "inpatient_hours"
  /// First outpatient attendances.
  case outpatientFirst = "outpatient_first"
  /// Follow-up outpatient attendances.
  case outpatientFollowUp = "outpatient_follow_up"
  /// Outpatient procedures.
  case outpatientProcedure = "outpatient_procedure"
  /// Tests for which a GP refers directly.
  case directAccess = "direct_access"
  /// Emergency department attendances.
  case emergency
  /// Drugs outside the tariff.
  case drugs
  /// Devices outside the tariff.
  case devices
  /// Critical care bed days.
  case criticalCare = "critical_care"
  /// Rehabilitation bed days.
  case rehabilitation
  /// Other unbundled items.
  case unbundled
  /// Community, transport and all else.
  case other
  /// Money without activity: CQUIN, adjustments, blocks.
  case financial
  /// A point of delivery that is not known.
  case unknown

  /// The group's name as printed.
  package var name: String {
    switch self {
    case .elective: "Elective and day case"
    case .regularAttender: "Regular attenders"
    case .electiveBedDays: "Elective bed days"
    case .nonElective: "Non-elective"
    case .nonElectiveBedDays: "Non-elective bed days"
    case .inpatientBedDays: "Other inpatient bed days"
    case .inpatientEpisodes: "Other inpatient episodes"
    case .inpatientHours: "Special inpatient care"
    case .outpatientFirst: "Outpatient first"
    case .outpatientFollowUp: "Outpatient follow-up"
    case .outpatientProcedure: "Outpatient procedures"
    case .directAccess: "Direct access"
    case .emergency: "Emergency department"
    case .drugs: "Excluded drugs"
    case .devices: "Excluded devices"
    case .criticalCare: "Critical care"
    case .rehabilitation: "Rehabilitation"
    case .unbundled: "Unbundled and diagnostic"
    case .other: "Other services"
    case .financial: "Financial adjustments"
    case .unknown: "Unknown"
    }
  }

  /// The unit of all its activity.
  package var unit: ActivityUnit {
    switch self {
    case .elective, .nonElective: .spell
    case .electiveBedDays, .nonElectiveBedDays, .inpatientBedDays, .criticalCare, .rehabilitation: .bedDay
    case .inpatientEpisodes: .episode
    case .inpatientHours: .hour
    case .regularAttender, .outpatientFirst, .outpatientFollowUp, .outpatientProcedure, .emergency: .attendance
    case .directAccess, .drugs, .devices, .unbundled, .other: .item
    case .financial: .pounds
    case .unknown: .unknown
    }
  }

  /// What the group holds, for the reference.
  package var meaning: String { "\(name), counted in \(unit.plural)" }
}
