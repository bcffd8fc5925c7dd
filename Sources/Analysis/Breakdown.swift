package import Ledger
import Quantities

/// One row of an activity table: year to date, month, and the variance of the year to date in its parts.
package struct BreakdownRow: Sendable, Hashable {
  /// M01 to the period.
  package var ytd: Measures
  /// The period's month.
  package var month: Measures
  /// The year to date's variance in volume, mix, price, unplanned and non-activity.
  package var split: VarianceSplit

  /// Makes a row.
  package init(ytd: Measures = .zero, month: Measures = .zero, split: VarianceSplit = .zero) {
    self.ytd = ytd
    self.month = month
    self.split = split
  }

  /// Whether there is activity and none was planned, on the year to date: tables mark such a row.
  package var isActivityWithoutPlan: Bool { ytd.planActivity.isZero && !ytd.actualActivity.isZero }
}

/// Whom a row of a breakdown within another is about.
package enum CounterpartKey: Sendable, Hashable {
  /// An organisation of the programme, by its index.
  case organisation(Int)
  /// Several small ones, and how many.
  case others(Int)
  /// Every code that is not in the programme.
  case notInProgramme
}

/// A counterpart's row.
package struct CounterpartRow: Sendable, Hashable {
  /// Whom it is about.
  package let counterpart: CounterpartKey
  /// Its amounts.
  package let row: BreakdownRow
}

/// The amounts of one derived POD, and within it by counterpart.
package struct PODRow: Sendable, Hashable {
  /// The derived POD.
  package let derivedPOD: String
  /// Its amounts.
  package let row: BreakdownRow
  /// By counterpart: larger first, ties in code order, then others, then what is not in the programme. They add to the row.
  package let counterparts: [CounterpartRow]
}

/// The amounts of one treatment function.
package struct SpecialtyRow: Sendable, Hashable {
  /// Index into the ledger's treatment functions.
  package let treatmentFunction: Int
  /// Its amounts.
  package let row: BreakdownRow
}

/// The amounts of one counterpart in one treatment function.
package struct CounterpartSpecialtyRow: Sendable, Hashable {
  /// The counterpart's index on its axis; codes that are not in the programme stand after the own ones.
  package let counterpart: Int
  /// Index into the ledger's treatment functions.
  package let treatmentFunction: Int
  /// Its amounts.
  package let row: BreakdownRow
}

/// Which counterparts within a POD are gathered as others.
package struct OthersRule: Sendable, Hashable {
  /// At most this many are shown by themselves.
  package var shown: Int
  /// A counterpart is small when both its plan and its actual cost are below this many thousandths of the POD's larger one.
  package var thousandths: Int

  /// Makes a rule.
  package init(shown: Int = 5, thousandths: Int = 20) {
    self.shown = shown
    self.thousandths = thousandths
  }

  /// Every counterpart by itself.
  package static let none = OthersRule(shown: .max, thousandths: 0)
}
