package import Figures
package import Quantities
package import Styling

/// One organisation’s monthly actual with its plan, over up to three years.
package struct MonthlyTrend: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The actual of each month; nil is a missing month.
  package var actual: [Figure?]
  /// The plan of each month; all nil draws no plan line.
  package var plan: [Figure?]
  /// Whether it is one of several things on a page: half as high there, its axis near the data where they lie in the upper half of it, which the caption must say.
  package var isLow: Bool

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], actual: [Figure?], plan: [Figure?], isLow: Bool = false) {
    self.isLow = isLow
    self.title = title
    self.months = months
    self.actual = actual
    self.plan = plan
  }

  package var isEmpty: Bool { plotted(actual).isEmpty }
  package var figures: [Figure] { (actual + plan).compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    scene.height = medium == .page ? (isLow ? (missingMonths(actual, of: months).isEmpty ? 62 : 78) : 153) : medium == .wide ? 250 : 220
    let spent = numbers(actual)
    let planned = numbers(plan)
    let lastActual = plotted(actual).last
    let lastPlan = plotted(plan).last
    let format: FigureFormat = areMoney(figures) ? .sterlingShort : .number
    var ends: [(name: String, figure: Figure, end: (index: Int, value: Double), role: ColourRole, style: TextStyle)] = []
    if let last = lastActual, let figure = actual[last.index] { ends.append(("actual", figure, last, .blue, style.strong)) }
    if let last = lastPlan, let figure = plan[last.index] { ends.append(("plan", figure, last, .ink2, style.label)) }
    let most = scene.width * (medium == .narrow ? 0.26 : 0.24)
    let labels = ends.map { scene.endLines($0.name, LabelPart($0.figure, format, $0.style, $0.role), $0.style, $0.role, most: most) }
    let widest = labels.flatMap { $0.map { scene.widthOf($0) } }.max() ?? 0
    let covered = (spent + planned).compactMap(\.self)
    let plot = TimePlot(
      scene, months: months, covering: covered, money: areMoney(figures), missing: missingMonths(actual, of: months),
      rightRoom: widest + 8 * style.unit, from: axisStart)
    plot.draw(&scene, shown: actual)
    scene.areas(stepPairs(spent, planned, plot.months, y: plot.y).flatMap { scene.tints($0.actual, $0.plan) })
    if plot.values.scale.lower <= 0 {
      plot.drawZero(&scene)
    } else {
      scene.rule(plot.bottom, from: plot.left, to: plot.right, style.stroke(.ink2, 0.5))
    }
    for step in planSteps(planned, plot.months, y: plot.y) { scene.line(step, style.stroke(.ink2, 0.9)) }
    scene.series(spent, x: plot.months.x, y: plot.y, style.stroke(.blue, months.count > 18 ? 1.3 : 1.75))
    if let last = lastActual { scene.circle(plot.point(last.index, last.value), 2 * style.unit, fill: .blue) }
    let placed = zip(ends, labels).map { EndLabel(lines: $1, end: plot.point($0.end.index, $0.end.value), role: $0.role) }
    scene.endLabels(placed, x: plot.right + 8 * style.unit, from: 0, to: plot.bottom)
    if !spent.contains(where: { ($0 ?? 0) != 0 }) { scene.nilWords(plot) }
    return scene.scene(title: title, description: monthlyDescription(months, actual, plan))
  }

  /// Whether the axis begins near the data: the caption must say so.
  package var startsNearData: Bool { axisStart != nil }

  /// A little below the least value, where all lie in the upper half from nought: a flat line tells nothing. Nil: from nought.
  private var axisStart: Double? {
    guard isLow else { return nil }
    let values = (numbers(actual) + numbers(plan)).compactMap(\.self)
    guard let low = values.min(), let high = values.max(), low > high / 2, low < high else { return nil }
    return low - (high - low) * 0.08
  }
}
