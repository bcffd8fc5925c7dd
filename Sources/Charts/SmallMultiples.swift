package import Figures
package import Quantities
package import Styling

/// One small panel an organisation: monthly actual as a line, monthly plan as a step, tinted between; a row of panels shares its scale.
package struct SmallMultiples: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months of every panel, in order.
  package var months: [MonthIndex]
  /// The panels in the caller’s order, by size.
  package var panels: [Panel]

  /// One organisation.
  package struct Panel: Sendable {
    /// The name.
    package var name: String
    /// The name where the panel is too narrow for the full one.
    package var shortName: String
    /// The actual of the year to date, printed under the name.
    package var total: Figure
    /// The variance as a share of plan, or in pounds, printed with its word.
    package var variance: Figure
    /// The actual of each month; nil is a missing month.
    package var actual: [Figure?]
    /// The plan of each month; nil is none.
    package var plan: [Figure?]

    /// Makes one.
    package init(name: String, shortName: String, total: Figure, variance: Figure, actual: [Figure?], plan: [Figure?]) {
      self.name = name
      self.shortName = shortName
      self.total = total
      self.variance = variance
      self.actual = actual
      self.plan = plan
    }
  }

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], panels: [Panel]) {
    self.title = title
    self.months = months
    self.panels = panels
  }

  package var isEmpty: Bool { panels.allSatisfy { plotted($0.actual).isEmpty && plotted($0.plan).isEmpty } }
  package var figures: [Figure] { panels.flatMap { [$0.total, $0.variance] + ($0.actual + $0.plan).compactMap(\.self) } }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
