package import Programme
package import Quantities

/// The adjustments of a year that stand in the forecast of one of its months.
package struct ForecastAdjustments: Sendable {
  /// The kinds that the bridge tells apart, in its order.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Challenges that are expected to succeed.
    case challenge
    /// Savings still to come.
    case qipp
    /// Risks.
    case risk
    /// Known one-offs.
    case oneOff = "one_off"
    /// Any other kind that the register names.
    case other

    /// The kind that a register's word names, whatever its case and hyphens.
    package init(word: String) {
      let plain = word.lowercased().filter { $0.isLetter }
      self =
        switch plain {
        case "challenge", "challenges": .challenge
        case "qipp": .qipp
        case "risk", "risks": .risk
        case "oneoff", "oneoffs": .oneOff
        default: .other
        }
    }
  }

  /// The rows that stand, in the register's order.
  package let rows: [Adjustment]

  /// The rows of the period's year that stand at its month.
  ///
  /// A row of a month stands from that month's forecast on; a row of month 13 from the month of its entry on, or from month 12 where it was entered later.
  package init(_ all: [Adjustment], at period: Period) {
    rows = all.filter { row in
      guard row.period.year == period.year else { return false }
      if row.period.month <= 12 { return row.period.month <= period.month }
      return period.month >= 12 || row.date <= period.lastDay
    }
  }

  /// Their sum: what they add to the outturn.
  package var total: Money { rows.reduce(.zero) { $0 + $1.amount } }
  /// The sum of one kind.
  package func total(_ kind: Kind) -> Money { rows.reduce(.zero) { Kind(word: $1.kind) == kind ? $0 + $1.amount : $0 } }
}
