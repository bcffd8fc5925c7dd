package import Quantities

/// How a scheme stands.
package enum SchemeRAG: String, Sendable, Hashable, CaseIterable {
  /// As planned.
  case green
  /// In danger.
  case amber
  /// Missed, or about to be.
  case red
  /// Done.
  case complete

  /// The word that is printed with its mark.
  package var word: String {
    switch self {
    case .green: "On track"
    case .amber: "At risk"
    case .red: "Off track"
    case .complete: "Complete"
    }
  }
}

/// A savings or quality scheme (QIPP, improving value).
package struct Scheme: Sendable, Hashable {
  /// Its id.
  package let id: String
  /// The theme.
  package let theme: String
  /// Its name.
  package let name: String
  /// The commissioner's code.
  package let commissioner: String
  /// The provider's code; nil for a scheme with no one provider.
  package let provider: String?
  /// Who answers for it.
  package let owner: String
  /// What it is to save in the year.
  package let target: Money
  /// What it has saved so far.
  package let deliveredYTD: Money
  /// What it is expected to save in the year.
  package let forecast: Money
  /// How it stands.
  package let rag: SchemeRAG
  /// The month of the report.
  package let period: Period
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(
    id: String, theme: String, name: String, commissioner: String, provider: String? = nil, owner: String, target: Money, deliveredYTD: Money,
    forecast: Money, rag: SchemeRAG, period: Period, line: Int = 0
  ) {
    self.id = id
    self.theme = theme
    self.name = name
    self.commissioner = commissioner
    self.provider = provider
    self.owner = owner
    self.target = target
    self.deliveredYTD = deliveredYTD
    self.forecast = forecast
    self.rag = rag
    self.period = period
    self.line = line
  }
}

/// Leave to release although a check says no.
package struct Waiver: Sendable, Hashable {
  /// Its id.
  package let id: String
  /// What it is for: a check's code, a code and a provider (`SLAM-061/RQM`), or a return that is not in (`returns/RQM`).
  package let scope: String
  /// Why.
  package let reason: String
  /// Who gave it.
  package let owner: String
  /// The last day on which it holds.
  package let until: CalendarDate
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(id: String, scope: String, reason: String, owner: String, until: CalendarDate, line: Int = 0) {
    self.id = id
    self.scope = scope
    self.reason = reason
    self.owner = owner
    self.until = until
    self.line = line
  }

  /// The provider that the scope names; nil where it is for all.
  package var provider: String? { scope.split(separator: "/", maxSplits: 1).dropFirst().first.map(String.init) }
}

/// A quarter of a financial year.
package struct Quarter: Sendable, Hashable, Comparable {
  /// The financial year.
  package let year: FinancialYear
  /// 1 (April to June) to 4.
  package let number: Int

  /// Reads `2015-16 Q3`, `2015-16/Q3` or `2015-16-Q3`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let scalars = Array(text.utf8)
    guard scalars.count == 10, let year = FinancialYear(text.prefix(7)), [0x20, 0x2F, 0x2D].contains(scalars[7]),
      scalars[8] == UInt8(ascii: "Q"), (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(scalars[9])
    else { return nil }
    self.year = year
    number = Int(scalars[9] - UInt8(ascii: "0"))
  }

  /// Makes a quarter.
  ///
  /// - Precondition: the number is 1 to 4.
  package init(year: FinancialYear, number: Int) {
    precondition((1...4).contains(number), "a quarter is 1 to 4")
    self.year = year
    self.number = number
  }

  /// `2015-16 Q3`.
  package var description: String { "\(year.label) Q\(number)" }
  /// Its last month: M09 for the third.
  package var lastMonth: Period { Period(year: year, month: number * 3) }

  package static func < (a: Quarter, b: Quarter) -> Bool { (a.year, a.number) < (b.year, b.number) }
}

/// A provider's own statement on its quality in a quarter.
package struct SelfCertification: Sendable, Hashable {
  /// The provider's code.
  package let provider: String
  /// The quarter.
  package let quarter: Quarter
  /// The statement.
  package let statement: String
  /// The answer.
  package let answer: String
  /// The evidence.
  package let evidence: String
  /// Who answers for it.
  package let owner: String
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(provider: String, quarter: Quarter, statement: String, answer: String, evidence: String, owner: String, line: Int = 0) {
    self.provider = provider
    self.quarter = quarter
    self.statement = statement
    self.answer = answer
    self.evidence = evidence
    self.owner = owner
    self.line = line
  }
}

private enum Columns {
  static let id = Column("id", .text, "A number that does not repeat.")
  static let theme = Column("theme", .text, "The theme.")
  static let name = Column("name", .text, "Its name.")
  static let commissioner = Column("commissioner", .code, "The commissioner’s code.")
  static let provider = Column("provider", .code, "The provider’s code; blank: no one provider.")
  static let owner = Column("owner", .text, "Who answers for it.")
  static let target = Column("target", .money, "What it is to save in the year.")
  static let deliveredYTD = Column("delivered_ytd", .money, "What it has saved so far.")
  static let forecast = Column("forecast", .money, "What it is expected to save in the year.")
  static let rag = Column("rag", ragKind, "`green` on track, `amber` at risk, `red` off track, `complete`; the words are understood as well.")
  static let period = Column("period", .period, "The month of the report.")
  static let scope = Column(
    "scope", .text, "What it is for: a check’s code, `SLAM-061`; that of one provider, `SLAM-061/RQM`; a return that is not in, `returns/RQM`.")
  static let reason = Column("reason", .text, "Why it is given.")
  static let until = Column("until", .date, "The last day on which it holds.")
  static let certifying = Column("provider", .code, "The provider’s code.")
  static let quarter = Column("quarter", FieldKind<Quarter>(expectation: "a quarter, 2015-16 Q3") { Quarter($0) }, "The quarter.")
  static let statement = Column("statement", .text, "The statement.")
  static let answer = Column("answer", .text, "The answer.")
  static let evidence = Column("evidence", .text, "The evidence.")

  private static let ragKind = FieldKind<SchemeRAG>(expectation: "one of green, amber, red, complete") { text in
    SchemeRAG.allCases.first { $0.rawValue == text.lowercased() || $0.word.lowercased() == text.lowercased() }
  }
}

/// `registers/schemes.csv`.
let schemeTable = TableDefinition<Scheme>(
  "registers/schemes.csv", "QIPP and improving-value schemes, as reported in each month.",
  columns: [
    Columns.id.document, Columns.theme.document, Columns.name.document, Columns.commissioner.document, Columns.provider.document,
    Columns.owner.document, Columns.target.document, Columns.deliveredYTD.document, Columns.forecast.document, Columns.rag.document,
    Columns.period.document,
  ], uniqueBy: { "\($0.id), \($0.period.description)" }
) { row in
  let id = row.needed(Columns.id)
  let theme = row.needed(Columns.theme)
  let name = row.needed(Columns.name)
  let commissioner = row.needed(Columns.commissioner)
  let provider = row.given(Columns.provider)
  let owner = row.given(Columns.owner)
  let target = row.needed(Columns.target)
  let delivered = row.needed(Columns.deliveredYTD)
  let forecast = row.needed(Columns.forecast)
  let rag = row.needed(Columns.rag)
  let period = row.needed(Columns.period)
  guard let id, let theme, let name, let commissioner, let target, let delivered, let forecast, let rag, let period else { return nil }
  return Scheme(
    id: id, theme: theme, name: name, commissioner: commissioner, provider: provider, owner: owner ?? "", target: target, deliveredYTD: delivered,
    forecast: forecast, rag: rag, period: period, line: row.line)
}

/// `registers/waivers.csv`.
let waiverTable = TableDefinition<Waiver>(
  "registers/waivers.csv", "Leave to release although a check says no.",
  columns: [Columns.id.document, Columns.scope.document, Columns.reason.document, Columns.owner.document, Columns.until.document], uniqueBy: { $0.id }
) { row in
  let id = row.needed(Columns.id)
  let scope = row.needed(Columns.scope)
  let reason = row.needed(Columns.reason)
  let owner = row.needed(Columns.owner)
  let until = row.needed(Columns.until)
  guard let id, let scope, let reason, let owner, let until else { return nil }
  return Waiver(id: id, scope: scope, reason: reason, owner: owner, until: until, line: row.line)
}

/// `registers/self_certification.csv`.
let selfCertificationTable = TableDefinition<SelfCertification>(
  "registers/self_certification.csv", "Each provider’s quality statements by quarter.",
  columns: [
    Columns.certifying.document, Columns.quarter.document, Columns.statement.document, Columns.answer.document, Columns.evidence.document,
    Columns.owner.document,
  ], uniqueBy: { "\($0.provider), \($0.quarter.description), \($0.statement)" }
) { row in
  let provider = row.needed(Columns.certifying)
  let quarter = row.needed(Columns.quarter)
  let statement = row.needed(Columns.statement)
  let answer = row.needed(Columns.answer)
  let evidence = row.given(Columns.evidence)
  let owner = row.given(Columns.owner)
  guard let provider, let quarter, let statement, let answer else { return nil }
  return SelfCertification(
    provider: provider, quarter: quarter, statement: statement, answer: answer, evidence: evidence ?? "", owner: owner ?? "", line: row.line)
}
