package import Figures
package import Styling

/// From plan to actual, one row an organisation: each bar starts where the one above ended, and the last is the total.
package struct BridgeChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The plan, where the first bar starts.
  package var plan: Figure
  /// The rows in the caller’s order.
  package var steps: [Step]
  /// The actual, where the last step lands.
  package var actual: Figure
  /// The name of the total row: `All trusts`.
  package var totalName: String
  /// Plan − actual of all rows.
  package var total: Figure
  /// The total as a share of plan.
  package var totalPercent: Figure?

  /// One row of the bridge.
  package struct Step: Sendable {
    /// The name.
    package var name: String
    /// The name for narrow screens.
    package var shortName: String
    /// Plan − actual; negative is over plan.
    package var variance: Figure
    /// The variance as a share of plan.
    package var percent: Figure?

    /// Makes one.
    package init(name: String, shortName: String, variance: Figure, percent: Figure?) {
      self.name = name
      self.shortName = shortName
      self.variance = variance
      self.percent = percent
    }
  }

  /// Makes the chart.
  package init(title: String, plan: Figure, steps: [Step], actual: Figure, totalName: String, total: Figure, totalPercent: Figure?) {
    self.title = title
    self.plan = plan
    self.steps = steps
    self.actual = actual
    self.totalName = totalName
    self.total = total
    self.totalPercent = totalPercent
  }

  package var isEmpty: Bool { steps.isEmpty }
  package var figures: [Figure] { [plan] + steps.flatMap { [$0.variance] + ($0.percent.map { [$0] } ?? []) } + [actual, total] + (totalPercent.map { [$0] } ?? []) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
