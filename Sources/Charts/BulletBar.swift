package import Figures
package import Styling

/// A bar from nought with an upright mark for the plan, 110 × 24 pt; all bars of a page share one scale.
package struct BulletBar: ChartSpecification {
  /// The value, the bar’s length.
  package var value: Figure
  /// The plan, the upright mark.
  package var plan: Figure?
  /// The value at the right end of the track.
  package var scaleMaximum: Figure
  /// The bar’s colour.
  package var role: ColourRole
  /// The short accessible name.
  package var title: String { "Value against plan" }

  /// Makes the chart.
  package init(value: Figure, plan: Figure?, scaleMaximum: Figure, role: ColourRole) {
    self.value = value
    self.plan = plan
    self.scaleMaximum = scaleMaximum
    self.role = role
  }

  package var isEmpty: Bool { value.value.approximation == nil }
  package var figures: [Figure] { [value] + (plan.map { [$0] } ?? []) + [scaleMaximum] }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    listScene(self, width: width, medium: medium)
  }
}
