package import Figures
package import Quantities
package import Styling

/// Plan and actual added up month by month to the period, with the forecast and the annual plan at March.
package struct CumulativeChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months up to the period, in order.
  package var months: [MonthIndex]
  /// The cumulative plan at each month; nil is a missing month.
  package var plan: [Figure?]
  /// The cumulative actual at each month; nil is a missing month.
  package var actual: [Figure?]
  /// The forecast outturn, at March.
  package var forecast: Figure?
  /// The annual plan, at March.
  package var annualPlan: Figure?
  /// Plan − actual at the last month.
  package var variance: Figure?

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], plan: [Figure?], actual: [Figure?], forecast: Figure?, annualPlan: Figure?, variance: Figure?) {
    self.title = title
    self.months = months
    self.plan = plan
    self.actual = actual
    self.forecast = forecast
    self.annualPlan = annualPlan
    self.variance = variance
  }

  package var isEmpty: Bool { plotted(plan).isEmpty && plotted(actual).isEmpty }
  package var figures: [Figure] { (plan + actual + [forecast, annualPlan, variance]).compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
