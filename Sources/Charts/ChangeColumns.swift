package import Figures
package import Styling

/// Small columns of month-on-month change about nought, 110 × 24 pt, the last in blue.
package struct ChangeColumns: ChartSpecification {
  /// The change of each month; nil is a gap.
  package var values: [Figure?]
  /// The short accessible name.
  package var title: String { "Change by month" }

  /// Makes the chart.
  package init(values: [Figure?]) {
    self.values = values
  }

  package var isEmpty: Bool { plotted(values).isEmpty }
  package var figures: [Figure] { values.compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
