package import Programme
package import Quantities

/// Savings schemes added up.
package struct SchemeSums: Sendable, Hashable, AdditiveArithmetic {
  /// How many schemes.
  package var count: Int
  /// What they are to save in the year.
  package var target: Money
  /// The target's part up to the period.
  package var targetToDate: Money
  /// What they have saved.
  package var delivered: Money
  /// What they are expected to save in the year.
  package var forecast: Money

  /// Makes sums.
  package init(count: Int = 0, target: Money = .zero, targetToDate: Money = .zero, delivered: Money = .zero, forecast: Money = .zero) {
    self.count = count
    self.target = target
    self.targetToDate = targetToDate
    self.delivered = delivered
    self.forecast = forecast
  }

  /// None.
  package static let zero = SchemeSums()
  package static func + (a: SchemeSums, b: SchemeSums) -> SchemeSums {
    SchemeSums(
      count: a.count + b.count, target: a.target + b.target, targetToDate: a.targetToDate + b.targetToDate, delivered: a.delivered + b.delivered,
      forecast: a.forecast + b.forecast)
  }
  package static func - (a: SchemeSums, b: SchemeSums) -> SchemeSums {
    SchemeSums(
      count: a.count - b.count, target: a.target - b.target, targetToDate: a.targetToDate - b.targetToDate, delivered: a.delivered - b.delivered,
      forecast: a.forecast - b.forecast)
  }
}

/// The savings schemes of a scope as last reported up to a period of their year.
package struct SchemeTable: Sendable {
  /// Each scheme's latest report of the year up to the period, in order of theme, then target (largest first), then id.
  package let schemes: [Scheme]
  private let period: Period
  private let phasing: Phasing

  /// Chooses a commissioner's schemes, or everybody's.
  package init(_ reports: [Scheme], commissioner: String? = nil, period: Period, phasing rule: PhasingRule = .twelfths) {
    self.period = period
    phasing = Phasing(ofRegistersBy: rule, in: period.year)
    var latest: [String: Scheme] = [:]
    for report in reports
    where report.period.year == period.year && report.period <= period && (commissioner ?? report.commissioner) == report.commissioner {
      if let before = latest[report.id], before.period > report.period { continue }
      latest[report.id] = report
    }
    schemes = latest.values.sorted { a, b in
      if a.theme != b.theme { return a.theme < b.theme }
      return a.target != b.target ? a.target > b.target : a.id < b.id
    }
  }

  /// A scheme's target up to the period, by the programme's phasing.
  package func targetToDate(_ scheme: Scheme) -> Money { phasing.toDate(scheme.target, through: period.month) }
  /// Whether the latest report of a scheme is of an earlier month.
  package func isLate(_ scheme: Scheme) -> Bool { scheme.period.index < period.index }

  /// Some schemes added up.
  package func sums(_ schemes: some Sequence<Scheme>) -> SchemeSums {
    schemes.reduce(.zero) {
      $0 + SchemeSums(count: 1, target: $1.target, targetToDate: targetToDate($1), delivered: $1.deliveredYTD, forecast: $1.forecast)
    }
  }

  /// All added up.
  package var total: SchemeSums { sums(schemes) }

  /// The themes in order of name, each with its schemes.
  package var themes: [(name: String, schemes: [Scheme])] {
    Dictionary(grouping: schemes, by: \.theme).map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }
}
