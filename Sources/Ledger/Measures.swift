package import Quantities

/// The four additive measures of contract lines: planned and actual cost and activity.
package struct Measures: Sendable, Hashable, AdditiveArithmetic {
  /// Planned price, including the market forces factor.
  package var planCost: Money
  /// Actual price, including the market forces factor.
  package var actualCost: Money
  /// Planned activity.
  package var planActivity: Activity
  /// Actual activity.
  package var actualActivity: Activity

  /// Makes measures.
  package init(planCost: Money = .zero, actualCost: Money = .zero, planActivity: Activity = .zero, actualActivity: Activity = .zero) {
    self.planCost = planCost
    self.actualCost = actualCost
    self.planActivity = planActivity
    self.actualActivity = actualActivity
  }

  /// Nothing.
  package static let zero = Measures()
  /// Plan − actual in pounds: negative is an overspend.
  package var variance: Money { planCost - actualCost }
  /// Plan − actual in activity.
  package var activityVariance: Activity { planActivity - actualActivity }
  /// Whether all four are nil.
  package var isZero: Bool { planCost.isZero && actualCost.isZero && planActivity.isZero && actualActivity.isZero }

  package static func + (a: Measures, b: Measures) -> Measures {
    Measures(
      planCost: a.planCost + b.planCost, actualCost: a.actualCost + b.actualCost, planActivity: a.planActivity + b.planActivity,
      actualActivity: a.actualActivity + b.actualActivity)
  }
  package static func - (a: Measures, b: Measures) -> Measures {
    Measures(
      planCost: a.planCost - b.planCost, actualCost: a.actualCost - b.actualCost, planActivity: a.planActivity - b.planActivity,
      actualActivity: a.actualActivity - b.actualActivity)
  }
}
