import Analysis
import Figures
import Quantities
import Report

/// An indicator of the quality register as packs print it.
struct QualityMeasure: Sendable {
  /// Its key in the register and in ids.
  var key: String
  /// Its name in tables.
  var name: String
  /// Its name in the head of a narrow column.
  var shortName: String
  /// Whether a value is a share that should be high (18 weeks), or cases that should be few.
  var isShare: Bool
  /// The standard as a table's head says it.
  var standardWords: String

  /// The measure of what the tables print: the month's share, or the cases of the year to date.
  var measure: String { isShare ? key : Measure.yearToDatePrefix + key }
  /// How a value is printed under a head that says its unit.
  var format: FigureFormat { isShare ? .percent : .number }
  /// How a value is printed with its unit.
  var signedFormat: FigureFormat { isShare ? .percentSigned : .number }
  /// Which way is better.
  var direction: ImprovementDirection { isShare ? .increase : .decrease }
  /// Whether the register's standard is for the whole year, of which each month has a twelfth.
  var isYearly: Bool { key == "cdiff" }
  /// What a month's value is.
  var noun: String { isShare ? "Within 18 weeks" : "Cases" }
  /// Where what is counted changed, with why.
  var rebases: [MonthIndex: String] { key == "cdiff" ? [clostridioidesDefinition: "hospital and community onset from April 2019"] : [:] }
}

/// From April 2019 C. difficile is assigned by healthcare association (hospital-onset and community-onset), not by the day of the specimen alone: about twice as
/// many cases count as a trust's, so that months before and after are not compared.
private let clostridioidesDefinition = MonthIndex(year: FinancialYear(start: 2019), month: 1)

/// Those waiting and those seen within 18 weeks.
let qualityWaits = [
  QualityMeasure(key: "rtt_incomplete", name: "Waiting, within 18 weeks", shortName: "Waiting", isShare: true, standardWords: "standard 92%"),
  QualityMeasure(key: "rtt_admitted", name: "Admitted, adjusted", shortName: "Admitted", isShare: true, standardWords: "90% to June 2015"),
  QualityMeasure(
    key: "rtt_non_admitted", name: "Not admitted", shortName: "Not admitted", isShare: true, standardWords: "95% to June 2015"),
]
/// Infections.
let qualityInfections = [
  QualityMeasure(key: "mrsa", name: "MRSA", shortName: "MRSA", isShare: false, standardWords: "standard 0"),
  QualityMeasure(key: "cdiff", name: "C. difficile", shortName: "C. difficile", isShare: false, standardWords: "objective of the year"),
]
/// All of them.
let qualityMeasures = qualityWaits + qualityInfections

/// A provider's reading of an indicator for the period.
struct QualityPosition {
  /// The share of the month, or the cases of the year to date.
  var value: FigureValue
  /// The standard, or the objective of the year; nil where there is none.
  var standard: FigureValue?
  /// What the value is held against: the standard, or the objective's part of the year so far.
  var judgedAgainst: FigureValue?

  /// Whether the value meets it; nil where there is no value or nothing to meet.
  func isMet(_ indicator: QualityMeasure) -> Bool? {
    guard let (a, b) = value.quotient, let (c, d) = judgedAgainst?.quotient else { return nil }
    return indicator.isShare ? a * d >= c * b : a * d <= c * b
  }
}

extension FigureValue {
  /// The value as a quotient with a positive denominator; nil for money, statistics and missing values.
  fileprivate var quotient: (Int128, Int128)? {
    switch self {
    case .ratio(let n, let d): d < 0 ? (-n, -d) : (n, d)
    case .count(let count): (Int128(count), 1)
    case .activity(let activity): (activity.parts, exactScale)
    default: nil
    }
  }
}

extension PackContext {
  /// The period's own share, or the published cases of the year so far, with the standard.
  func qualityPosition(_ code: String, _ indicator: QualityMeasure) -> QualityPosition {
    let own = qualityReadings(code, indicator.key)
    if indicator.isShare {
      guard let now = own.first(where: { $0.period == period }) else { return QualityPosition(value: .missing(.notYetReported)) }
      return QualityPosition(value: now.value, standard: now.standard, judgedAgainst: now.standard)
    }
    let year = own.filter { $0.period.year == period.year && $0.period <= period }
    var sum: Int?
    for case .count(let cases) in year.map(\.value) { sum = (sum ?? 0) + cases }
    let standard = year.last { $0.standard != nil }?.standard
    let judged = indicator.isYearly ? standard?.shareOfYear(months: min(period.month, 12)) : standard
    return QualityPosition(
      value: sum.map { .count($0) } ?? .missing(year.isEmpty ? .notYetReported : .notPublished), standard: standard, judgedAgainst: judged)
  }

  /// The series of an indicator of a provider as a process, from its first reading to the period; nil without a reading.
  func qualitySeries(_ code: String, _ indicator: QualityMeasure) -> ProcessSeries? {
    let own = qualityReadings(code, indicator.key).filter { $0.period.index <= period.index && $0.period.month <= 12 }
    guard let first = own.first?.period.index else { return nil }
    let byMonth = Dictionary(own.map { ($0.period.index, $0.value) }, uniquingKeysWith: { first, _ in first })
    let stem = FigureStem("quality", provider: code)
    let months = (0...first.distance(to: period.index)).map { first.advanced(by: $0) }
    let values = months.map { month in
      byMonth[month].map { stem.figure(indicator.key, value: $0, month == period.index ? "" : "@\(month.period.identifier)") }
    }
    return ProcessSeries(
      of: stem, indicator.key, months: months, values: values, direction: indicator.direction, target: qualityTarget(code, indicator),
      period: period.index, settings: ProcessSettings(rebases: indicator.rebases.keys.sorted()))
  }

  /// What a month of an indicator is held against: the standard of the period's month, or a twelfth of the year's objective.
  func qualityTarget(_ code: String, _ indicator: QualityMeasure) -> Figure? {
    let stem = FigureStem("quality", provider: code)
    guard let standard = qualityPosition(code, indicator).standard else { return nil }
    if indicator.isYearly {
      return standard.shareOfYear(months: 1).map { stem.figure(indicator.key + Measure.monthlyObjectiveSuffix, value: $0) }
    }
    return stem.figure(indicator.key + Measure.standardSuffix, value: standard)
  }
}

extension FigureValue {
  /// So many twelfths of a count.
  fileprivate func shareOfYear(months: Int) -> FigureValue? {
    switch self {
    case .count(let count): .ratio(numerator: Int128(count) * Int128(months), denominator: 12)
    case .activity(let activity): .ratio(numerator: activity.parts * Int128(months), denominator: 12 * exactScale)
    default: nil
    }
  }
}
