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
    if let actual, let plan, actual.index == plan.index, actual.index == chart.months.count - 1, let side, side != .onPlan {
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
      let parts = [LabelPart("Plan", style.strong, .ink2), LabelPart(figure, format, style.strong, .ink2)]
      let around = nearby(at, length: scene.widthOf(parts), style)
      let named = scene.label(parts, at: places + around, name: parts.map(\.text).joined(separator: " "))
      if let named, named.y > at.y + style.leading, named.anchor == .end, abs(named.x - at.x) < 1 {
        scene.upright(at.x, from: at.y + 2, to: named.y - style.label.size, style.stroke(.axis, 0.5))
      }
      if !words.isEmpty {
        let below = places.map { (x: $0.x, y: $0.y + style.leading * 1.15, anchor: $0.anchor) }.filter {
          $0.y > (named?.y ?? at.y) && $0.y < plot.bottom - 3
        }
        scene.label(words, at: below + nearby(at, length: scene.widthOf(words), style), name: words.map(\.text).joined(separator: " "))
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
    let around = nearby(at, length: scene.widthOf(words), scene.style)
    scene.label(words, at: [(plot.right, low, .end)] + around, name: words.map(\.text).joined(separator: " "))
  }

  /// A line's name and value by its last point: at the upper left or the lower right of it, else where there is room.
  private func name(_ word: String, _ figure: Figure, _ role: ColourRole, at point: Point, above: Bool, _ scene: inout SceneBuilder) {
    let style = scene.style
    let unit = style.unit
    let parts = [LabelPart(word, style.strong, role), LabelPart(figure, areMoney([figure]) ? .sterling : .number, style.strong, role)]
    let up = point.y - 7 * unit
    let down = point.y + 15 * unit
    let upper: [SceneBuilder.Place] = [
      (point.x - 5 * unit, up, .end), (point.x - 5 * unit, up - 6 * unit, .end), (point.x, up - 6 * unit, .middle),
      (point.x + 6 * unit, up - 4 * unit, .start),
      (point.x + 6 * unit, up - 14 * unit, .start), (point.x - 24 * unit, up - 10 * unit, .end),
    ]
    let lower: [SceneBuilder.Place] = [
      (point.x - 10 * unit, down, .start), (point.x + 2 * unit, down + 4 * unit, .start), (point.x, down + 6 * unit, .middle),
      (plot.right, down + 6 * unit, .end), (point.x, down + 20 * unit, .middle),
    ]
    let length = scene.widthOf(parts)
    let around = nearby(point, length: length, style)
    let preferred = above ? upper + lower : lower + upper
    let clear = preferred.first { place in
      scene.isFree(
        TextRun(parts.map(\.text).joined(separator: " "), at: Point(place.x, place.y), style.strong, role, anchor: place.anchor).box(scene.measure))
    }
    let place = scene.label(parts, at: clear.map { [$0] } ?? around + preferred, name: parts.map(\.text).joined(separator: " "))
    if let place, clear == nil {
      // Far from its point: a thin leader to the nearer end.
      let start = place.x - length / 2 > point.x ? place.x - length / 2 - 2 : place.x + length / 2 < point.x ? place.x + length / 2 + 2 : place.x
      let y = place.y > point.y ? place.y - style.label.size : place.y + 3
      if abs(start - point.x) + abs(y - point.y) > 14 * unit {
        scene.line([point, Point(start, start == place.x ? y : place.y - 3)], style.stroke(.axis, 0.5))
      }
    }
  }

  /// Places in rings about a point, the nearest first.
  private func nearby(_ point: Point, length: Double, _ style: ChartStyle) -> [SceneBuilder.Place] {
    var places: [(distance: Double, place: SceneBuilder.Place)] = []
    for row in -12...12 {
      for column in -12...12 {
        let x = point.x + Double(column) * 12 * style.unit
        let y = point.y + Double(row) * 8 * style.unit
        guard x - length / 2 > plot.left, x + length / 2 < plot.right, y < plot.bottom - 4, y > plot.top else { continue }
        places.append((abs(x - point.x) * 0.7 + abs(y - point.y), (x, y, .middle)))
      }
    }
    return places.sorted { ($0.distance, $0.place.y, $0.place.x) < ($1.distance, $1.place.y, $1.place.x) }.map(\.place)
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
      // Early in the year a leader would run along the lines to their end; the words stand without it.
      if isGap, let bracket, left - bracket.x < (plot.right - plot.left) * 0.4 {
        scene.line([bracket, Point(left - 3 * style.unit, middles[index])], style.stroke(entry.role, 0.5))
      } else if !isGap, abs(middles[index] - entry.wish) > 3 * style.unit {
        scene.line(
          [Point(plot.months.x(march) + 4 * style.unit, entry.wish), Point(left - 3 * style.unit, middles[index])], style.stroke(.axis, 0.5))
      }
    }
  }
}
