package import Figures
package import Styling

/// Bars from nought in the caller’s order, each with its name and value.
package struct RankedBars: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The rows in the caller’s order.
  package var rows: [Row]
  /// How the values are written.
  package var format: FigureFormat

  /// One bar.
  package struct Row: Sendable {
    /// The name.
    package var name: String
    /// The value, the bar’s length.
    package var value: Figure
    /// Whether it is this organisation’s row.
    package var highlighted: Bool

    /// Makes one.
    package init(name: String, value: Figure, highlighted: Bool) {
      self.name = name
      self.value = value
      self.highlighted = highlighted
    }
  }

  /// Makes the chart.
  package init(title: String, rows: [Row], format: FigureFormat) {
    self.title = title
    self.rows = rows
    self.format = format
  }

  package var isEmpty: Bool { rows.isEmpty }
  package var figures: [Figure] { rows.map(\.value) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
