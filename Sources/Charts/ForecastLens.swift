import Figures
import Styling

/// The ranges at March beside a fan on a scale of their own, where they are too narrow to be seen in it: 95 % as a light column, 80 % as a darker one, the
/// forecast as a line across, the annual plan where it lies within.
struct ForecastLens {
  private let end: ForecastFan.Ahead
  private let wide: (low: Double, high: Double)
  private let expected: Double
  private let annualPlan: Double?
  private let field: ClosedRange<Double>
  private let from: Point
  private let left: Double
  private let right: Double
  private let top: Double
  private let bottom: Double

  /// - Returns: nil where there is no range, or the fan shows it well enough.
  init?(_ chart: ForecastFan, _ plot: TimePlot, width: Double, _ scene: SceneBuilder) {
    guard let end = chart.ahead.last, let range = end.wide, let low = range.low.value.approximation, let high = range.high.value.approximation,
      let expected = end.expected.value.approximation, let from = chart.point(end.expected, end.month, plot), high > low,
      plot.y(low) - plot.y(high) < 14 * scene.style.unit
    else { return nil }
    self.end = end
    self.expected = expected
    self.from = from
    wide = (low, high)
    left = plot.right + 12 * scene.style.unit
    right = plot.right + width
    top = plot.top + 4 * scene.style.unit
    bottom = plot.bottom - (plot.bottom - plot.top) * 0.3
    let margin = (high - low) * 0.12
    field = (low - margin)...(high + margin)
    let plan = chart.annualPlan?.value.approximation
    annualPlan = plan.flatMap { [field] in field.contains($0) ? $0 : nil }
  }

  private func place(_ value: Double) -> Double {
    bottom + (value - field.lowerBound) / (field.upperBound - field.lowerBound) * (top - bottom)
  }

  func draw(_ scene: inout SceneBuilder) {
    let style = scene.style
    func column(_ low: Double, _ high: Double, _ role: ColourRole, inset: Double) {
      let box = Box(x: left + inset, y: place(high), width: right - left - 2 * inset, height: place(low) - place(high))
      scene.rectangle(box, role)
      scene.keepOff(box)
    }
    for y in [place(wide.high), place(wide.low)] {
      scene.line([Point(from.x + 3 * style.unit, from.y), Point(left, y)], style.stroke(.axis, 0.5))
    }
    column(wide.low, wide.high, .fanWide, inset: 0)
    if let range = end.narrow, let low = range.low.value.approximation, let high = range.high.value.approximation {
      column(low, high, .fanNarrow, inset: 0)
    }
    scene.rule(place(expected), from: left, to: right, style.stroke(.blue, 1.75))
    if let annualPlan { scene.rule(place(annualPlan), from: left, to: right, style.stroke(.ink2, 1, dash: [4, 2.4])) }
  }
}
