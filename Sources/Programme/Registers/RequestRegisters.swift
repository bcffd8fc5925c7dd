package import Quantities

/// A charge from a provider without a contract.
package struct NonContractedActivity: Sendable, Hashable {
  /// Its id.
  package let id: String
  /// The month.
  package let period: Period
  /// The provider's name: such providers need no code.
  package let providerName: String
  /// The commissioner's code.
  package let commissioner: String
  /// The point of delivery.
  package let pod: String
  /// The charge.
  package let value: Money
  /// Its status.
  package let status: NCAStatus
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(
    id: String, period: Period, providerName: String, commissioner: String, pod: String, value: Money, status: NCAStatus, line: Int = 0
  ) {
    self.id = id
    self.period = period
    self.providerName = providerName
    self.commissioner = commissioner
    self.pod = pod
    self.value = value
    self.status = status
    self.line = line
  }
}

/// What became of a charge without a contract.
package enum NCAStatus: String, Sendable, Hashable, CaseIterable {
  /// Paid.
  case paid = "Paid"
  /// Under question.
  case queried = "Queried"
  /// Turned down.
  case rejected = "Rejected"
}

/// A commissioner's budget for non-contracted activity.
package struct NCABudget: Sendable, Hashable {
  /// The commissioner's code.
  package let commissioner: String
  /// The financial year.
  package let year: FinancialYear
  /// The budget of the year.
  package let value: Money
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(
    commissioner: String, year: FinancialYear, value: Money, line: Int = 0
  ) {
    self.commissioner = commissioner
    self.year = year
    self.value = value
    self.line = line
  }
}

/// The decision on a request.
package enum RequestDecision: String, Sendable, Hashable, CaseIterable {
  /// Granted.
  case approved = "Approved"
  /// Refused.
  case declined = "Declined"
  /// Not decided yet.
  case pending = "Pending"
}

/// A request to fund a treatment: an individual funding request or a prior approval.
package struct TreatmentRequest: Sendable, Hashable {
  /// Its id.
  package let id: String
  /// The month.
  package let period: Period
  /// The provider's code.
  package let provider: String
  /// The commissioner's code.
  package let commissioner: String
  /// The treatment.
  package let treatment: String
  /// What it would cost.
  package let value: Money
  /// The decision.
  package let decision: RequestDecision
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(
    id: String, period: Period, provider: String, commissioner: String, treatment: String, value: Money, decision: RequestDecision, line: Int = 0
  ) {
    self.id = id
    self.period = period
    self.provider = provider
    self.commissioner = commissioner
    self.treatment = treatment
    self.value = value
    self.decision = decision
    self.line = line
  }
}

private enum Columns {
  static let id = Column("id", .text, "A number that does not repeat.")
  static let period = Column("period", .period, "The month.")
  static let providerName = Column("provider_name", .text, "The provider’s name.")
  static let provider = Column("provider", .code, "The provider’s code.")
  static let commissioner = Column("commissioner", .code, "The commissioner’s code.")
  static let pod = Column("pod", .text, "The point of delivery.")
  static let value = Column("value", .money, "The money.")
  static let status = Column("status", FieldKind<NCAStatus>.choice, "What became of it.")
  static let year = Column("year", .year, "The financial year.")
  static let treatment = Column("treatment", .text, "The treatment.")
  static let decision = Column("decision", FieldKind<RequestDecision>.choice, "The decision.")
}

/// `registers/nca.csv`.
let ncaTable = TableDefinition<NonContractedActivity>(
  "registers/nca.csv", "Non-contracted activity.",
  columns: [
    Columns.id.document, Columns.period.document, Columns.providerName.document, Columns.commissioner.document, Columns.pod.document,
    Columns.value.document, Columns.status.document,
  ], uniqueBy: { $0.id }
) { row in
  let id = row.needed(Columns.id)
  let period = row.needed(Columns.period)
  let providerName = row.needed(Columns.providerName)
  let commissioner = row.needed(Columns.commissioner)
  let pod = row.given(Columns.pod)
  let value = row.needed(Columns.value)
  let status = row.needed(Columns.status)
  guard let id, let period, let providerName, let commissioner, let value, let status else { return nil }
  return NonContractedActivity(
    id: id, period: period, providerName: providerName, commissioner: commissioner, pod: pod ?? "", value: value, status: status, line: row.line)
}

/// `registers/nca_budget.csv`.
let ncaBudgetTable = TableDefinition<NCABudget>(
  "registers/nca_budget.csv", "Budgets for non-contracted activity.",
  columns: [Columns.commissioner.document, Columns.year.document, Columns.value.document], uniqueBy: { "\($0.commissioner), \($0.year.label)" }
) { row in
  let commissioner = row.needed(Columns.commissioner)
  let year = row.needed(Columns.year)
  let value = row.needed(Columns.value)
  guard let commissioner, let year, let value else { return nil }
  return NCABudget(commissioner: commissioner, year: year, value: value, line: row.line)
}

/// `registers/ifr.csv`.
let ifrTable = requestTable("registers/ifr.csv", "Individual funding requests.")
/// `registers/prior_approvals.csv`.
let priorApprovalTable = requestTable("registers/prior_approvals.csv", "Prior approvals.")

private func requestTable(_ path: String, _ purpose: String) -> TableDefinition<TreatmentRequest> {
  TableDefinition(
    path, purpose,
    columns: [
      Columns.id.document, Columns.period.document, Columns.provider.document, Columns.commissioner.document, Columns.treatment.document,
      Columns.value.document, Columns.decision.document,
    ], uniqueBy: { $0.id }
  ) { row in
    let id = row.needed(Columns.id)
    let period = row.needed(Columns.period)
    let provider = row.needed(Columns.provider)
    let commissioner = row.needed(Columns.commissioner)
    let treatment = row.needed(Columns.treatment)
    let value = row.needed(Columns.value)
    let decision = row.needed(Columns.decision)
    guard let id, let period, let provider, let commissioner, let treatment, let value, let decision else { return nil }
    return TreatmentRequest(
      id: id, period: period, provider: provider, commissioner: commissioner, treatment: treatment, value: value, decision: decision, line: row.line)
  }
}
