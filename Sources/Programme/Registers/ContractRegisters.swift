package import Quantities

/// What a contract is worth in a year.
package struct ContractValue: Sendable, Hashable {
  /// The commissioner's code.
  package let commissioner: String
  /// The provider's code.
  package let provider: String
  /// The financial year.
  package let year: FinancialYear
  /// The contract's value; nil when not given.
  package let contractValue: Money?
  /// The money set aside for it; nil when not given.
  package let envelope: Money?
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(
    commissioner: String, provider: String, year: FinancialYear, contractValue: Money? = nil, envelope: Money? = nil, line: Int = 0
  ) {
    self.commissioner = commissioner
    self.provider = provider
    self.year = year
    self.contractValue = contractValue
    self.envelope = envelope
    self.line = line
  }
}

/// An invoice for a month.
package struct Invoice: Sendable, Hashable {
  /// The provider's code.
  package let provider: String
  /// The commissioner's code.
  package let commissioner: String
  /// The month invoiced.
  package let period: Period
  /// The invoice's number.
  package let number: String
  /// Its value.
  package let value: Money
  /// Its status as written.
  package let status: String
  /// The line of the register.
  package let line: Int
}

/// An adjustment to a forecast, or to the year's outturn (month 13).
package struct Adjustment: Sendable, Hashable {
  /// Its id.
  package let id: String
  /// The commissioner's code.
  package let commissioner: String
  /// The provider's code.
  package let provider: String
  /// The group that it is made to; nil for none in particular.
  package let podGroup: PODGroup?
  /// The month; M13 for the year's end.
  package let period: Period
  /// What is added to the cost; negative takes away.
  package let amount: Money
  /// What kind it is: `challenge`, `QIPP`, `risk`.
  package let kind: String
  /// Who answers for it.
  package let owner: String
  /// The day of its entry.
  package let date: CalendarDate
  /// Why.
  package let reason: String
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(
    id: String, commissioner: String, provider: String, podGroup: PODGroup? = nil, period: Period, amount: Money, kind: String, owner: String,
    date: CalendarDate, reason: String, line: Int = 0
  ) {
    self.id = id
    self.commissioner = commissioner
    self.provider = provider
    self.podGroup = podGroup
    self.period = period
    self.amount = amount
    self.kind = kind
    self.owner = owner
    self.date = date
    self.reason = reason
    self.line = line
  }
}

private enum Columns {
  static let id = Column("id", .text, "A number that does not repeat.")
  static let commissioner = Column("commissioner", .code, "The commissioner’s code.")
  static let provider = Column("provider", .code, "The provider’s code.")
  static let year = Column("year", .year, "The financial year.")
  static let contractValue = Column("contract_value", .money, isNeeded: false, "The contract’s value for the year.")
  static let envelope = Column("envelope", .money, isNeeded: false, "The money set aside for it.")
  static let period = Column("period", .period, "The month.")
  static let invoice = Column("invoice", .text, "The invoice’s number.")
  static let value = Column("value", .money, "Its value.")
  static let status = Column("status", .text, "Its status: paid, queried, open.")
  static let podGroup = Column("pod_group", FieldKind<PODGroup>.choice, "The group of points of delivery; blank: none in particular.")
  static let adjustmentPeriod = Column("period", .periodOrYearEnd, "The month; `M13` for the year’s end.")
  static let amount = Column("amount", .money, "What is added to the cost; negative takes away.")
  static let kind = Column("kind", .text, "What kind it is: challenge, QIPP, risk, one-off.")
  static let owner = Column("owner", .text, "Who answers for it.")
  static let date = Column("date", .date, "The day of its entry.")
  static let reason = Column("reason", .text, "Why it is made.")
}

/// `registers/contracts.csv`.
let contractTable = TableDefinition<ContractValue>(
  "registers/contracts.csv", "Contract values and envelopes by year.",
  columns: [
    Columns.commissioner.document, Columns.provider.document, Columns.year.document, Columns.contractValue.document, Columns.envelope.document,
  ], uniqueBy: { "\($0.commissioner), \($0.provider), \($0.year.label)" }
) { row in
  let commissioner = row.needed(Columns.commissioner)
  let provider = row.needed(Columns.provider)
  let year = row.needed(Columns.year)
  let contractValue = row.given(Columns.contractValue)
  let envelope = row.given(Columns.envelope)
  guard let commissioner, let provider, let year else { return nil }
  return ContractValue(
    commissioner: commissioner, provider: provider, year: year, contractValue: contractValue, envelope: envelope, line: row.line)
}

/// `registers/invoices.csv`.
let invoiceTable = TableDefinition<Invoice>(
  "registers/invoices.csv", "Invoices, to be held against the returns.",
  columns: [
    Columns.provider.document, Columns.commissioner.document, Columns.period.document, Columns.invoice.document, Columns.value.document,
    Columns.status.document,
  ], uniqueBy: { "\($0.provider), \($0.number)" }
) { row in
  let provider = row.needed(Columns.provider)
  let commissioner = row.needed(Columns.commissioner)
  let period = row.needed(Columns.period)
  let number = row.needed(Columns.invoice)
  let value = row.needed(Columns.value)
  let status = row.given(Columns.status)
  guard let provider, let commissioner, let period, let number, let value else { return nil }
  return Invoice(
    provider: provider, commissioner: commissioner, period: period, number: number, value: value, status: status ?? "", line: row.line)
}

/// `registers/adjustments.csv`.
let adjustmentTable = TableDefinition<Adjustment>(
  "registers/adjustments.csv", "Adjustments to forecasts and to the year’s outturn, each with an owner and a reason.",
  columns: [
    Columns.id.document, Columns.commissioner.document, Columns.provider.document, Columns.podGroup.document, Columns.adjustmentPeriod.document,
    Columns.amount.document, Columns.kind.document, Columns.owner.document, Columns.date.document, Columns.reason.document,
  ], uniqueBy: { $0.id }
) { row in
  let id = row.needed(Columns.id)
  let commissioner = row.needed(Columns.commissioner)
  let provider = row.needed(Columns.provider)
  let podGroup = row.given(Columns.podGroup)
  let period = row.needed(Columns.adjustmentPeriod)
  let amount = row.needed(Columns.amount)
  let kind = row.needed(Columns.kind)
  let owner = row.needed(Columns.owner)
  let date = row.needed(Columns.date)
  let reason = row.needed(Columns.reason)
  guard let id, let commissioner, let provider, let period, let amount, let kind, let owner, let date, let reason else { return nil }
  return Adjustment(
    id: id, commissioner: commissioner, provider: provider, podGroup: podGroup, period: period, amount: amount, kind: kind, owner: owner, date: date,
    reason: reason, line: row.line)
}
