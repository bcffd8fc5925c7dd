import Figures
import Styling

/// The ranges at March beside a fan on a scale of their own, where they are too narrow to be seen in it: 95 % as a light column, 80 % as a darker one, the
/// forecast as a line across, the annual plan where it lies within.
struct ForecastLens {
  private let end: ForecastFan.Ahead
  private let wide: (low: Double, high: Double)
  private let expected: Double
  private let annualPlan: Double?
  private let annualPlanFigure: Figure?
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
    annualPlanFigure = chart.annualPlan
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

  /// The ends of the ranges and the forecast beside the column, each at its height, and the annual plan under them.
  func drawKey(_ scene: inout SceneBuilder, left: Double) {
    let style = scene.style
    var entries: [(words: String, figure: Figure, isStrong: Bool, role: ColourRole)] = [("Forecast", end.expected, true, .blue)]
    if let wide = end.wide {
      entries.insert(("95% high", wide.high, false, .ink2), at: 0)
      entries.append(("95% low", wide.low, false, .ink2))
    }
    if let narrow = end.narrow {
      entries.insert(("80% high", narrow.high, false, .ink), at: 1)
      entries.insert(("80% low", narrow.low, false, .ink), at: entries.count - 1)
    }
    let wishes = entries.map { place($0.figure.value.approximation ?? expected) }
    let middles = spread(wishes, sizes: entries.map { _ in style.leading * 1.1 }, within: 0...bottom + style.leading * 2)
    for (entry, middle) in zip(entries, middles) { write(entry, &scene, left: left, baseline: middle + style.label.size * 0.35) }
    if let annualPlanFigure {
      let baseline = max(bottom, middles.last ?? bottom) + style.leading * 2.2
      write(("Annual plan", annualPlanFigure, true, .ink2), &scene, left: left, baseline: baseline)
    }
  }

  private func write(
    _ entry: (words: String, figure: Figure, isStrong: Bool, role: ColourRole), _ scene: inout SceneBuilder, left: Double, baseline: Double
  ) {
    let text = entry.isStrong ? scene.style.strong : scene.style.label
    scene.text(entry.words, left, baseline, text, entry.role)
    var format: FigureFormat = areMoney([entry.figure]) ? .sterling : .number
    let room = scene.width - left - scene.widthOf(entry.words, text) - 4 * scene.style.unit
    if scene.widthOf(printed(entry.figure.value, format), text) > room, areMoney([entry.figure]) { format = .sterlingShort }
    scene.figure(entry.figure, format, scene.width, baseline, text, entry.role)
  }
}
