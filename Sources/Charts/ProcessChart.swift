package import Figures
package import Quantities
package import Styling

/// A monthly series with its mean and the limits of ordinary variation, as the caller worked them out.
package struct ProcessChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The value of each month; nil is a missing month.
  package var values: [Figure?]
  /// The mean.
  package var mean: Figure?
  /// The lower limit.
  package var lower: Figure?
  /// The upper limit.
  package var upper: Figure?

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], values: [Figure?], mean: Figure?, lower: Figure?, upper: Figure?) {
    self.title = title
    self.months = months
    self.values = values
    self.mean = mean
    self.lower = lower
    self.upper = upper
  }

  package var isEmpty: Bool { plotted(values).isEmpty }
  package var figures: [Figure] { (values + [mean, lower, upper]).compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
