import Figures
import Quantities
import Styling

/// The room at both sides of the charts of one financial year, the same in all of them so that their months stand in line.
struct YearRoom {
  /// For tick labels.
  let left: Double
  /// For the key; none where it is narrow.
  let right: Double

  init(_ scene: SceneBuilder) {
    switch scene.medium {
    case .page: (left, right) = (38, 126)
    case .wide: (left, right) = (58, 188)
    case .narrow: (left, right) = (0, 4)
    }
  }
}

/// The labels of a cumulative chart: actual and plan at their last month, the gap with its bracket, the year's end at the right.
struct CumulativeLabels {
  let chart: CumulativeChart
  let plot: TimePlot
  let room: YearRoom

  func draw(_ scene: inout SceneBuilder) {
    let style = scene.style
    let keyed = scene.medium != .narrow
    let actual = plotted(chart.actual).last
    let plan = plotted(chart.plan).last
    let side = chart.variance.flatMap { VarianceSide($0.value) }

    // The bracket between the two at the last month that both have.
    var bracket: Point?
    if let actual, let plan, actual.index == plan.index, let side, side != .onPlan {
      let a = plot.point(actual.index, actual.value)
      let b = plot.point(plan.index, plan.value)
      scene.upright(a.x, from: a.y, to: b.y, style.stroke(side.textRole, 1.2))
      scene.keepOff([a, b])
      bracket = Point(a.x, (a.y + b.y) / 2)
    }
    if keyed { drawKey(&scene, bracket: bracket, side: side) }
    if let actual, let figure = chart.actual[actual.index] {
      let above = plan.map { $0.value <= actual.value } ?? true
      name("Actual", figure, .blue, at: plot.point(actual.index, actual.value), above: above, &scene)
    }
    guard let plan, let figure = chart.plan[plan.index] else { return }
    let above = actual.map { $0.value < plan.value } ?? true
    let at = plot.point(plan.index, plan.value)
    if keyed || above {
      name("Plan", figure, .ink2, at: at, above: above, &scene)
      if !keyed { drawGap(&scene, side: side, under: at) }
    } else {
      // Narrow: in the free ground under the lines, one under the other, with a leader down from the plan.
      let words = gapParts(style, side)
      let right = max(at.x, plot.left + max(scene.widthOf(words), scene.widthOf("Plan \(printed(figure.value, .sterling))", style.strong)))
      let rows = stride(from: at.y + style.leading * 1.4, through: max(at.y + style.leading * 1.4, plot.bottom - style.leading), by: 4)
      let places = rows.map { (x: right, y: $0, anchor: TextRun.Anchor.end) } + rows.map { (x: plot.right, y: $0, anchor: TextRun.Anchor.end) }
      let format: FigureFormat = areMoney([figure]) ? .sterling : .number
      let named = scene.label(
        [LabelPart("Plan", style.strong, .ink2), LabelPart(figure, format, style.strong, .ink2)], at: places,
        name: "Plan \(printed(figure.value, format))")
      if let named {
        scene.upright(at.x, from: at.y + 2, to: named.y - style.label.size, style.stroke(.axis, 0.5))
        if !words.isEmpty {
          let below = places.map { (x: $0.x, y: $0.y + style.leading * 1.15, anchor: $0.anchor) }.filter { $0.y > named.y && $0.y < plot.bottom - 3 }
          scene.label(words, at: below, name: words.map(\.text).joined(separator: " "))
        }
      }
    }
  }

  /// `£1,327,152 over at M11`.
  private func gapParts(_ style: ChartStyle, _ side: VarianceSide?) -> [LabelPart] {
    guard let variance = chart.variance, let side, let month = chart.months.last else { return [] }
    if side == .onPlan { return [LabelPart("on plan at \(month.period.monthLabel)", style.strong, .ink2)] }
    return [
      LabelPart(variance, areMoney([variance]) ? .sterlingSize : .numberSize, style.strong, side.textRole),
      LabelPart("\(side.rawValue) at \(month.period.monthLabel)", style.strong, side.textRole),
    ]
  }

  private func drawGap(_ scene: inout SceneBuilder, side: VarianceSide?, under at: Point) {
    let words = gapParts(scene.style, side)
    guard !words.isEmpty else { return }
    let low = plot.bottom - scene.style.leading * 0.8
    scene.label(words, at: [(plot.right, low, .end), (plot.left + 4, plot.top + 8, .start)], name: words.map(\.text).joined(separator: " "))
  }

  /// A line's name and value by its last point: at the upper left or the lower right of it, else where there is room.
  private func name(_ word: String, _ figure: Figure, _ role: ColourRole, at point: Point, above: Bool, _ scene: inout SceneBuilder) {
    let style = scene.style
    let unit = style.unit
    let parts = [LabelPart(word, style.strong, role), LabelPart(figure, areMoney([figure]) ? .sterling : .number, style.strong, role)]
    let up = point.y - 7 * unit
    let down = point.y + 15 * unit
    let upper: [SceneBuilder.Place] = [
      (point.x - 5 * unit, up, .end), (point.x - 5 * unit, up - 6 * unit, .end), (point.x, up - 6 * unit, .middle), (point.x + 6 * unit, up - 4 * unit, .start),
      (point.x + 6 * unit, up - 14 * unit, .start), (point.x - 24 * unit, up - 10 * unit, .end),
    ]
    let lower: [SceneBuilder.Place] = [
      (point.x - 10 * unit, down, .start), (point.x + 2 * unit, down + 4 * unit, .start), (point.x, down + 6 * unit, .middle),
      (plot.right, down + 6 * unit, .end), (point.x, down + 20 * unit, .middle),
    ]
    scene.label(parts, at: above ? upper + lower : lower + upper, name: parts.map(\.text).joined(separator: " "))
  }

  /// Forecast, gap and annual plan at the right, in the order in which they stand.
  private func drawKey(_ scene: inout SceneBuilder, bracket: Point?, side: VarianceSide?) {
    let style = scene.style
    let left = plot.right + 14 * style.unit
    let march = plot.months.months.count - 1
    var entries: [(words: String, figure: Figure, style: TextStyle, role: ColourRole, wish: Double)] = []
    func add(_ words: String, _ figure: Figure?, _ text: TextStyle, _ role: ColourRole, _ y: Double?) {
      if let figure, let y { entries.append((words, figure, text, role, y)) }
    }
    let forecastY = chart.forecast?.value.approximation.map { plot.y($0) }
    let annualY = chart.annualPlan?.value.approximation.map { plot.y($0) }
    add("Forecast", chart.forecast, style.label, .blue, forecastY)
    add("Annual plan", chart.annualPlan, style.label, .ink2, annualY)
    if let bracket, let side, let month = chart.months.last {
      // Between the two ends, so that its leader crosses neither line.
      let middle = [forecastY, annualY].compactMap(\.self)
      let wish = middle.count == 2 ? (middle[0] + middle[1]) / 2 : bracket.y
      add("\(side == .over ? "Over" : "Under") at \(month.period.monthLabel)", chart.variance, style.strong, side.textRole, wish)
    }
    entries.sort { ($0.wish, $0.words) < ($1.wish, $1.words) }
    let pitch = style.leading * 1.5
    let middles = spread(entries.map(\.wish), sizes: entries.map { _ in pitch }, within: 0...plot.bottom)
    for (index, entry) in entries.enumerated() {
      let baseline = middles[index] + style.label.size * 0.35
      scene.text(entry.words, left, baseline, entry.style, entry.role)
      // The gap's sign is in its word.
      let isGap = entry.style == style.strong
      var format: FigureFormat = areMoney([entry.figure]) ? (isGap ? .sterlingSize : .sterling) : (isGap ? .numberSize : .number)
      let room = scene.width - left - scene.widthOf(entry.words, entry.style) - 4
      if scene.widthOf(printed(entry.figure.value, format), entry.style) > room, areMoney([entry.figure]) { format = .sterlingShort }
      scene.figure(entry.figure, format, scene.width, baseline, entry.style, entry.role)
      if isGap, let bracket {
        scene.line([bracket, Point(left - 3 * style.unit, middles[index])], style.stroke(entry.role, 0.5))
      } else if !isGap, abs(middles[index] - entry.wish) > 3 * style.unit {
        scene.line(
          [Point(plot.months.x(march) + 4 * style.unit, entry.wish), Point(left - 3 * style.unit, middles[index])], style.stroke(.axis, 0.5))
      }
    }
  }
}
