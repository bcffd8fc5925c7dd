import Findings
package import Quantities

/// How far a challenge has got, as the log writes it.
package enum ChallengeStatus: String, Sendable, Hashable, CaseIterable {
  /// Raised, no answer yet.
  case open = "Open"
  /// Raised again with other figures.
  case restated = "Restated"
  /// Being talked about.
  case inProgress = "In progress"
  /// Agreed by the provider.
  case agreed = "Agreed"
  /// Turned down.
  case rejected = "Rejected"

  /// The state under which it is counted.
  package var stage: ChallengeStage {
    switch self {
    case .open, .restated: .outstanding
    case .inProgress: .progressing
    case .agreed: .recovered
    case .rejected: .closed
    }
  }
}

/// The state under which challenges are counted.
package enum ChallengeStage: String, Sendable, Hashable, CaseIterable {
  /// Nothing has come of it yet.
  case outstanding
  /// Being talked about.
  case progressing
  /// Money was recovered.
  case recovered
  /// Closed without.
  case closed
}

/// A charge that a commissioner disputes.
package struct Challenge: Sendable, Hashable {
  /// The number in the log.
  package let id: String
  /// The day on which it was raised.
  package let raised: CalendarDate
  /// The provider's code.
  package let provider: String
  /// The commissioner's code.
  package let commissioner: String
  /// What it is about: `Prior approval`.
  package let category: String
  /// The money in dispute.
  package let value: Money
  /// The status as written.
  package let status: ChallengeStatus
  /// The money recovered.
  package let recovered: Money
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(
    id: String, raised: CalendarDate, provider: String, commissioner: String, category: String, value: Money, status: ChallengeStatus,
    recovered: Money, line: Int = 0
  ) {
    self.id = id
    self.raised = raised
    self.provider = provider
    self.commissioner = commissioner
    self.category = category
    self.value = value
    self.status = status
    self.recovered = recovered
    self.line = line
  }
}

private enum Columns {
  static let id = Column("id", .text, "The number in the log.")
  static let raised = Column("raised", .date, "The day on which it was raised.")
  static let provider = Column("provider", .code, "The provider’s code.")
  static let commissioner = Column("commissioner", .code, "The commissioner’s code.")
  static let category = Column("category", .text, "What it is about.")
  static let value = Column("value", .money, "The money in dispute.")
  static let status = Column(
    "status", FieldKind<ChallengeStatus>.choice,
    "Open and Restated count as outstanding, In progress as progressing, Agreed as recovered, Rejected as closed.")
  static let recovered = Column("recovered", .money, "The money recovered; blank: none.")
}

/// `registers/challenges.csv`.
let challengeTable = TableDefinition<Challenge>(
  "registers/challenges.csv", "The challenge log.",
  columns: [
    Columns.id.document, Columns.raised.document, Columns.provider.document, Columns.commissioner.document, Columns.category.document,
    Columns.value.document, Columns.status.document, Columns.recovered.document,
  ], uniqueBy: { $0.id }
) { row in
  let id = row.needed(Columns.id)
  let raised = row.needed(Columns.raised)
  let provider = row.needed(Columns.provider)
  let commissioner = row.needed(Columns.commissioner)
  let category = row.needed(Columns.category)
  let value = row.needed(Columns.value)
  let status = row.needed(Columns.status)
  let recovered = row.given(Columns.recovered)
  guard let id, let raised, let provider, let commissioner, let category, let value, let status else { return nil }
  return Challenge(
    id: id, raised: raised, provider: provider, commissioner: commissioner, category: category, value: value, status: status,
    recovered: recovered ?? .zero, line: row.line)
}
