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
    let frame = TileFrame(width: width, medium: medium)
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    scene.height = frame.height
    let known = plotted(values)
    guard let last = known.last else { return scene.scene(title: title, description: "No value.") }
    let high = max(0, known.map(\.value).max() ?? 0)
    let low = min(0, known.map(\.value).min() ?? 0)
    let span = high > low ? high - low : 1
    let zero = 0.5 * frame.unit + (frame.height - frame.unit) * (high > low ? high / span : 0.5)
    let slot = scene.width / Double(values.count)
    for (index, value) in known where value != 0 {
      let length = max(abs(value) / span * (frame.height - frame.unit), 0.75 * frame.unit)
      let box = Box(x: (Double(index) + 0.2) * slot, y: value > 0 ? zero - length : zero, width: slot * 0.6, height: length)
      scene.rectangle(box, index == last.index ? .blue : .blueProjected)
    }
    scene.rule(zero, from: 0, to: scene.width, Stroke(.ink2, 0.6 * frame.unit))
    let change = values[last.index].map { areMoney([$0]) ? printed($0.value, .sterlingChange) : printed($0.value, .number) } ?? ""
    return scene.scene(title: title, description: "Last change: \(change).")
  }
}
