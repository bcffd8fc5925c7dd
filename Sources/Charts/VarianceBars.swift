package import Figures
package import Styling

/// Variances as ordered bars about one zero line, ending in the total.
package struct VarianceBars: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The rows in the caller’s order.
  package var rows: [Row]
  /// The total, on the same scale.
  package var total: Row?

  /// One bar.
  package struct Row: Sendable {
    /// The name.
    package var name: String
    /// The name for narrow screens.
    package var shortName: String
    /// Plan − actual; negative is over plan.
    package var variance: Figure
    /// Whether it is this organisation’s row.
    package var highlighted: Bool

    /// Makes one.
    package init(name: String, shortName: String, variance: Figure, highlighted: Bool) {
      self.name = name
      self.shortName = shortName
      self.variance = variance
      self.highlighted = highlighted
    }
  }

  /// Makes the chart.
  package init(title: String, rows: [Row], total: Row?) {
    self.title = title
    self.rows = rows
    self.total = total
  }

  package var isEmpty: Bool { rows.isEmpty }
  package var figures: [Figure] { (rows + (total.map { [$0] } ?? [])).map(\.variance) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
