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
    let frame = TileFrame(width: width, medium: medium)
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    scene.height = frame.height
    let unit = frame.unit
    let radius = (frame.small ? 1.6 : 2) * unit
    let known = plotted(values)
    guard let last = known.last else { return scene.scene(title: title, description: "No value.") }
    let all = known.map(\.value) + plotted(plan).map(\.value)
    let low = all.min() ?? 0
    let high = all.max() ?? 0
    let count = max(values.count, plan.count)
    let inset = radius + 0.5 * unit
    func x(_ index: Int) -> Double { count < 2 ? scene.width / 2 : inset + Double(index) * (scene.width - 2 * inset) / Double(count - 1) }
    func y(_ value: Double) -> Double {
      high > low ? frame.height - inset - (value - low) / (high - low) * (frame.height - 2 * inset) : frame.height / 2
    }
    let dashed = Stroke(.axis, (frame.small ? 0.6 : 0.7) * unit, dash: [2.5 * unit, 1.8 * unit])
    for run in runs(of: numbers(plan), x: x, y: y) where run.count > 1 { scene.line(run, dashed) }
    for run in runs(of: numbers(values), x: x, y: y) {
      if run.count > 1 { scene.line(run, Stroke(role, (frame.small ? 0.9 : 1.1) * unit)) } else { scene.circle(run[0], 0.8 * unit, fill: role) }
    }
    scene.circle(Point(x(last.index), y(last.value)), radius, fill: role)
    return scene.scene(title: title, description: description(last: last.index))
  }

  private func description(last: Int) -> String {
    guard let first = plotted(values).first?.index, let a = values[first], let b = values[last], first != last else {
      return values[last].map { "One value: \(plainValue($0))." } ?? "No value."
    }
    return "From \(plainValue(a)) to \(plainValue(b))."
  }
}
