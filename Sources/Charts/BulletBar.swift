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
    let frame = TileFrame(width: width, medium: medium)
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    scene.height = frame.height
    guard let size = value.value.approximation else { return scene.scene(title: title, description: "No value.") }
    let mark = plan?.value.approximation
    let largest = max(scaleMaximum.value.approximation ?? 0, size, mark ?? 0, .leastNormalMagnitude)
    let least = min(0, size, mark ?? 0)
    let unit = frame.unit
    func x(_ value: Double) -> Double { (value - least) / (largest - least) * scene.width }
    let bar = frame.small ? 6 * unit : 9 * unit
    let top = (frame.height - bar) / 2
    scene.rectangle(Box(x: 0, y: top, width: scene.width, height: bar), .pale)
    if size != 0 { scene.rectangle(Box(x: min(x(0), x(size)), y: top, width: max(abs(x(size) - x(0)), 0.75 * unit), height: bar), role) }
    if let mark {
      let reach = 3.5 * unit
      let half = 0.7 * unit
      let place = min(max(x(mark), half), scene.width - half)
      scene.upright(place, from: top - reach, to: top + bar + reach, Stroke(.ink, 1.4 * unit))
    }
    let against = plan.map { " against a plan of \(plainValue($0))" } ?? ""
    return scene.scene(title: title, description: "\(plainValue(value))\(against).")
  }
}
