package import Figures
package import Quantities
package import Styling

/// Up to four monthly series over the years, each named at its end.
package struct MonthlyLines: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The series, the chief one first.
  package var series: [Series]
  /// Whether the values are pounds.
  package var money: Bool

  /// One line.
  package struct Series: Sendable {
    /// The name.
    package var name: String
    /// The value of each month; nil is a missing month.
    package var values: [Figure?]

    /// Makes one.
    package init(name: String, values: [Figure?]) {
      self.name = name
      self.values = values
    }
  }

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], series: [Series], money: Bool) {
    self.title = title
    self.months = months
    self.series = series
    self.money = money
  }

  package var isEmpty: Bool { series.allSatisfy { plotted($0.values).isEmpty } }
  package var figures: [Figure] { series.flatMap { $0.values.compactMap(\.self) } }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
