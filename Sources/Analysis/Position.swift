package import Ledger
package import Quantities

/// What one row of a position table holds: the year to date, the month, the month before, and the whole year. Adds, so that everything above the
/// leaves is a sum of them.
package struct Position: Sendable, Hashable, AdditiveArithmetic {
  /// M01 to the period.
  package var ytd: Measures
  /// The period's month.
  package var month: Measures
  /// The month before the period's, which may be March of the year before; nought where the window does not reach it.
  package var previousMonth: Measures
  /// The whole year: the plan columns are the annual plan, the actual columns the forecast outturn.
  package var fullYear: Measures

  /// Makes a position.
  package init(ytd: Measures = .zero, month: Measures = .zero, previousMonth: Measures = .zero, fullYear: Measures = .zero) {
    self.ytd = ytd
    self.month = month
    self.previousMonth = previousMonth
    self.fullYear = fullYear
  }

  /// Nothing.
  package static let zero = Position()

  /// The plan for the year in pounds.
  package var annualPlan: Money { fullYear.planCost }
  /// The plan for the year in activity.
  package var annualPlanActivity: Activity { fullYear.planActivity }
  /// The forecast outturn in pounds.
  package var forecastOutturn: Money { fullYear.actualCost }
  /// The forecast outturn in activity.
  package var forecastOutturnActivity: Activity { fullYear.actualActivity }
  /// Annual plan − forecast outturn: negative is an overspend.
  package var forecastVariance: Money { fullYear.variance }
  /// Annual plan − forecast outturn in activity.
  package var forecastVarianceActivity: Activity { fullYear.activityVariance }
  /// This month's actual cost − the month before's.
  package var changeOnMonth: Money { month.actualCost - previousMonth.actualCost }

  package static func + (a: Position, b: Position) -> Position {
    Position(
      ytd: a.ytd + b.ytd, month: a.month + b.month, previousMonth: a.previousMonth + b.previousMonth, fullYear: a.fullYear + b.fullYear)
  }
  package static func - (a: Position, b: Position) -> Position {
    Position(
      ytd: a.ytd - b.ytd, month: a.month - b.month, previousMonth: a.previousMonth - b.previousMonth, fullYear: a.fullYear - b.fullYear)
  }
}

/// Where a pair's annual plan comes from; tables say so.
package enum AnnualPlanSource: String, Sendable, Hashable, CaseIterable {
  /// The provider's plan file holds the pair.
  case planFile = "plan_file"
  /// No plan file holds it: YTD plan ÷ the share of the year by the phasing rule.
  case phased
}
