import Findings
package import Quantities

/// A measure of the quality register.
package enum QualityIndicator: String, Sendable, Hashable, CaseIterable {
  /// Share of waiting patients within 18 weeks, %.
  case rttIncomplete = "rtt_incomplete"
  /// Share of admitted patients treated within 18 weeks, adjusted, %.
  case rttAdmitted = "rtt_admitted"
  /// Share of non-admitted patients treated within 18 weeks, %.
  case rttNonAdmitted = "rtt_non_admitted"
  /// MRSA bacteraemias.
  case mrsa
  /// C. difficile infections, trust apportioned.
  case cdiff

  /// Whether a value is a percentage, better when higher; the others are counts, better when lower.
  package var isPercentage: Bool { self == .rttIncomplete || self == .rttAdmitted || self == .rttNonAdmitted }

  /// The operational standard of a month where the register gives none: 92 % of those waiting within 18 weeks; 90 % of those admitted and 95 % of those not
  /// admitted until June 2015, since when they are counted but not judged; no MRSA. C. difficile has a yearly objective of its own for each trust, so there is no
  /// default.
  package func defaultStandard(at period: Period) -> Activity? {
    let isJudged = period.index <= MonthIndex(year: FinancialYear(start: 2015), month: 3)
    return switch self {
    case .rttIncomplete: Activity(parts: Int128(92) * exactScale)
    case .rttAdmitted: isJudged ? Activity(parts: Int128(90) * exactScale) : nil
    case .rttNonAdmitted: isJudged ? Activity(parts: Int128(95) * exactScale) : nil
    case .mrsa: .zero
    case .cdiff: nil
    }
  }
}

/// A value of the quality register. "Not published" is a value and never nought.
package enum QualityValue: Sendable, Hashable {
  /// A percentage or a count.
  case number(Activity)
  /// The trust or the national collection published none.
  case notPublished
}

/// What a provider reported for an indicator in a month.
package struct QualityObservation: Sendable, Hashable {
  /// The provider's code.
  package let provider: String
  /// The month.
  package let period: Period
  /// The indicator.
  package let indicator: QualityIndicator
  /// The value.
  package let value: QualityValue
  /// The standard or objective to meet; nil when there is none.
  package let standard: Activity?
  /// The line of the register.
  package let line: Int

  /// Makes a row.
  package init(
    provider: String, period: Period, indicator: QualityIndicator, value: QualityValue, standard: Activity? = nil, line: Int = 0
  ) {
    self.provider = provider
    self.period = period
    self.indicator = indicator
    self.value = value
    self.standard = standard
    self.line = line
  }
}

private enum Columns {
  static let provider = Column("provider", .code, "The provider’s code.")
  static let period = Column("period", .period, "The month.")
  static let indicator = Column("indicator", FieldKind<QualityIndicator>.choice, "What is measured.")
  static let value = Column("value", qualityValue, "The value.")
  static let standard = Column(
    "standard", .number, isNeeded: false,
    "The standard, or for `cdiff` the objective of the year; blank: the national standard of the month, where there is one.")
  static let rttIncomplete = Column("rtt_incomplete_pct", qualityValue, isNeeded: false, "18 weeks, incomplete pathways; blank: not published.")
  static let mrsa = Column("mrsa", qualityValue, isNeeded: false, "MRSA bacteraemias; blank: not published.")
  static let cdiff = Column("cdiff", qualityValue, isNeeded: false, "C. difficile infections; blank: not published.")

  static let qualityValue = FieldKind<QualityValue>(expectation: "a number, or `Not published`") { text in
    if text.lowercased() == "not published" { return .notPublished }
    return FieldKind<Activity>.number.parse(text).map(QualityValue.number)
  }
}

/// `registers/quality.csv`, a line for each indicator.
let qualityTable = TableDefinition<[QualityObservation]>(
  "registers/quality.csv",
  "18 weeks, MRSA and C. difficile by provider and month: one line for each value. The wide form below is understood as well.",
  columns: [Columns.provider.document, Columns.period.document, Columns.indicator.document, Columns.value.document, Columns.standard.document],
  uniqueBy: { $0.first.map { "\($0.provider), \($0.period.description), \($0.indicator.rawValue)" } ?? "" }
) { row in
  let provider = row.needed(Columns.provider)
  let period = row.needed(Columns.period)
  let indicator = row.needed(Columns.indicator)
  let value = row.needed(Columns.value)
  let standard = row.given(Columns.standard)
  guard let provider, let period, let indicator, let value else { return nil }
  return [
    QualityObservation(
      provider: provider, period: period, indicator: indicator, value: value, standard: standard ?? indicator.defaultStandard(at: period),
      line: row.line)
  ]
}

/// `registers/quality.csv` in its wide form, a column for each indicator.
let wideQualityTable = TableDefinition<[QualityObservation]>(
  "registers/quality.csv", "The same register in its wide form: one line for each provider and month. A blank value is “Not published”.",
  columns: [Columns.provider.document, Columns.period.document, Columns.rttIncomplete.document, Columns.mrsa.document, Columns.cdiff.document],
  uniqueBy: { $0.first.map { "\($0.provider), \($0.period.description)" } ?? "" }
) { row in
  let provider = row.needed(Columns.provider)
  let period = row.needed(Columns.period)
  let values: [(QualityIndicator, Column<QualityValue>)] = [
    (.rttIncomplete, Columns.rttIncomplete), (.mrsa, Columns.mrsa), (.cdiff, Columns.cdiff),
  ]
  var observations: [QualityObservation] = []
  for (indicator, column) in values where row.has(column) {
    let isBlank = row.text(column).isEmpty
    guard let value = isBlank ? QualityValue.notPublished : row.given(column), let provider, let period else { continue }
    observations.append(
      QualityObservation(
        provider: provider, period: period, indicator: indicator, value: value, standard: indicator.defaultStandard(at: period),
        line: row.line))
  }
  return observations.isEmpty ? nil : observations
}

/// Reads the quality register in either of its forms.
func readQuality(_ bytes: [UInt8], file: String) -> (rows: [QualityObservation], findings: [Finding]) {
  let table = TableText(bytes)
  let isLong = table.header.map { $0.fields.contains { $0.lowercased() == "indicator" || $0.lowercased() == "value" } } ?? true
  let (rows, findings) = (isLong ? qualityTable : wideQualityTable).read(table, file: file)
  return (rows.flatMap { $0 }, findings)
}
