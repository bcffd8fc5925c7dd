package import Ledger
package import Quantities

/// Which way a variance points, by its sign alone: packs word it, figures never do.
package enum Direction: String, Sendable, Hashable, CaseIterable {
  /// Actual is above plan: a negative variance, an overspend.
  case over
  /// Actual is below plan: a positive variance, an underspend.
  case under
  /// Exactly on plan.
  case onPlan

  /// The direction of a variance (plan − actual).
  package init(ofVariance variance: Money) { self = variance.parts < 0 ? .over : variance.parts > 0 ? .under : .onPlan }
  /// The direction of a variance of activity (plan − actual).
  package init(ofVariance variance: Activity) { self = variance.parts < 0 ? .over : variance.parts > 0 ? .under : .onPlan }
}

/// A variance in pounds: plan − actual, negative when overspent.
package struct Variance: Sendable, Hashable {
  /// What was planned.
  package let plan: Money
  /// What it came to, or is forecast to.
  package let actual: Money

  /// Makes a variance.
  package init(plan: Money, actual: Money) {
    self.plan = plan
    self.actual = actual
  }

  /// Plan − actual: negative is an overspend.
  package var value: Money { plan - actual }
  /// Variance ÷ plan, exact; nil where plan is nought, which prints as “no plan”.
  package var share: ExactRatio? { ExactRatio(value, of: plan) }
  /// Over, under or on plan, from the sign.
  package var direction: Direction { Direction(ofVariance: value) }
}

extension Measures {
  /// The variance in pounds.
  package var costVariance: Variance { Variance(plan: planCost, actual: actualCost) }
  /// The variance of activity ÷ planned activity, exact; nil where no activity was planned.
  package var activityShare: ExactRatio? { ExactRatio(activityVariance, of: planActivity) }
}
