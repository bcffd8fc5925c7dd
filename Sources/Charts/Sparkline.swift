package import Figures
package import Styling

/// A small line without axes, 110 × 24 pt in a tile and 50 × 15 pt in a row; its end dot is the number beside it.
package struct Sparkline: ChartSpecification {
  /// The value of each month; nil is a gap.
  package var values: [Figure?]
  /// The plan or standard of each month, dashed; all nil draws none.
  package var plan: [Figure?]
  /// The line’s colour.
  package var role: ColourRole
  /// The short accessible name.
  package var title: String { "Trend by month" }

  /// Makes the chart.
  package init(values: [Figure?], plan: [Figure?], role: ColourRole) {
    self.values = values
    self.plan = plan
    self.role = role
  }

  package var isEmpty: Bool { plotted(values).isEmpty }
  package var figures: [Figure] { (values + plan).compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
