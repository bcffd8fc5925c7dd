package import Figures
package import Quantities
package import Styling

/// The cumulative variance of every organisation as a line, this one in blue, the furthest named at their ends.
package struct PeerLines: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The organisations.
  package var series: [Series]

  /// One organisation.
  package struct Series: Sendable {
    /// The code, which settles ties.
    package var code: String
    /// The name.
    package var name: String
    /// The name for the label.
    package var shortName: String
    /// Plan − actual to each month; negative is over plan; nil is a missing month.
    package var values: [Figure?]
    /// Whether it is this organisation’s line.
    package var highlighted: Bool

    /// Makes one.
    package init(code: String, name: String, shortName: String, values: [Figure?], highlighted: Bool) {
      self.code = code
      self.name = name
      self.shortName = shortName
      self.values = values
      self.highlighted = highlighted
    }
  }

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], series: [Series]) {
    self.title = title
    self.months = months
    self.series = series
  }

  package var isEmpty: Bool { series.allSatisfy { plotted($0.values).isEmpty } }
  package var figures: [Figure] { series.flatMap { $0.values.compactMap(\.self) } }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
