package import Figures
package import Quantities
package import Styling

/// One organisation’s monthly actual with its plan, over up to three years.
package struct MonthlyTrend: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The actual of each month; nil is a missing month.
  package var actual: [Figure?]
  /// The plan of each month; all nil draws no plan line.
  package var plan: [Figure?]

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], actual: [Figure?], plan: [Figure?]) {
    self.title = title
    self.months = months
    self.actual = actual
    self.plan = plan
  }

  package var isEmpty: Bool { plotted(actual).isEmpty }
  package var figures: [Figure] { (actual + plan).compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
