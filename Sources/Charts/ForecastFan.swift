package import Figures
package import Quantities
package import Styling

/// Plan and actual added up month by month to the period, then the forecast to March within the ranges that 80 and 95 in 100 forecasts kept to.
package struct ForecastFan: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months up to the period, in order.
  package var months: [MonthIndex]
  /// The cumulative plan at each month; nil is a missing month.
  package var plan: [Figure?]
  /// The cumulative actual at each month; nil is a missing month.
  package var actual: [Figure?]
  /// The months to come, to March.
  package var ahead: [Ahead]
  /// The annual plan, at March.
  package var annualPlan: Figure?

  /// A month to come.
  package struct Ahead: Sendable {
    /// The month.
    package var month: MonthIndex
    /// What the year is foreseen to have come to.
    package var expected: Figure
    /// The range of 80 %, low and high; nil where too few errors stand behind it.
    package var narrow: (low: Figure, high: Figure)?
    /// The range of 95 %.
    package var wide: (low: Figure, high: Figure)?

    /// Makes a month.
    package init(month: MonthIndex, expected: Figure, narrow: (low: Figure, high: Figure)?, wide: (low: Figure, high: Figure)?) {
      self.month = month
      self.expected = expected
      self.narrow = narrow
      self.wide = wide
    }

    var figures: [Figure] { [expected] + [narrow, wide].flatMap { $0.map { [$0.low, $0.high] } ?? [] } }
  }

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], plan: [Figure?], actual: [Figure?], ahead: [Ahead], annualPlan: Figure?) {
    self.title = title
    self.months = months
    self.plan = plan
    self.actual = actual
    self.ahead = ahead
    self.annualPlan = annualPlan
  }

  package var isEmpty: Bool { plotted(actual).isEmpty && plotted(plan).isEmpty }
  package var figures: [Figure] { (plan + actual + [annualPlan]).compactMap(\.self) + ahead.flatMap(\.figures) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    scene.height = medium == .page ? 195.6 : medium == .wide ? 330 : 250
    let planned = numbers(plan)
    let spent = numbers(actual)
    let room = YearRoom(scene)
    // Late in the year the ranges are too narrow to be seen on the scale of a year: then March stands beside the plot on a scale of its own.
    let lensWidth = medium == .narrow ? 0 : 30 * style.unit
    let values = (planned + spent).compactMap(\.self) + figures.compactMap(\.value.approximation)
    // On a narrow screen the labels stand in rows over the plot.
    let rows = medium == .narrow ? keyRows : 0
    let plot = TimePlot(
      scene, months: yearMonths(months), covering: values, money: areMoney(figures), missing: missingMonths(actual, of: months),
      rightRoom: room.right + lensWidth,
      leftRoom: room.left, topRoom: style.leading * Double(1 + rows))
    plot.draw(&scene, shown: actual)
    let last = plotted(actual).last
    drawFan(&scene, plot, from: last)
    plot.drawZero(&scene)
    drawPlan(&scene, plot, planned)
    scene.series(spent, x: plot.months.x, y: plot.y, style.stroke(.blue, 1.75))
    for (index, value) in plotted(actual) { scene.circle(plot.point(index, value), 1.7 * style.unit, fill: .blue) }
    if let last {
      let path = [plot.point(last.index, last.value)] + ahead.compactMap { month in point(month.expected, month.month, plot) }
      scene.line(path, style.stroke(.blue, 1.1, dash: [1.5, 2.2]))
      scene.keepOff(path)
      if ahead.count > 0, let end = path.last { scene.circle(end, 2.7 * style.unit, fill: .paper, stroke: style.stroke(.blue, 1.2)) }
    }
    if !values.contains(where: { $0 != 0 }) { scene.nilWords(plot) }
    if medium == .narrow {
      drawRows(&scene)
    } else {
      let left = plot.right + lensWidth + 14 * style.unit
      if let lens = ForecastLens(self, plot, width: lensWidth, scene) {
        lens.draw(&scene)
        lens.drawKey(&scene, left: left)
      } else {
        drawKey(&scene, plot, left: left)
      }
    }
    return scene.scene(title: title, description: description)
  }

  /// Where a month to come stands.
  func point(_ figure: Figure, _ month: MonthIndex, _ plot: TimePlot) -> Point? {
    guard let first = plot.months.months.first, let value = figure.value.approximation else { return nil }
    return plot.point(first.distance(to: month), value)
  }

  /// The two ranges, the wide one behind, each opening from the last month that is known.
  private func drawFan(_ scene: inout SceneBuilder, _ plot: TimePlot, from last: (index: Int, value: Double)?) {
    guard let last else { return }
    let start = plot.point(last.index, last.value)
    for (range, role) in [(\Ahead.wide, ColourRole.fanWide), (\Ahead.narrow, .fanNarrow)] {
      let open = ahead.prefix { $0[keyPath: range] != nil }
      let high = open.compactMap { month in month[keyPath: range].flatMap { point($0.high, month.month, plot) } }
      let low = open.compactMap { month in month[keyPath: range].flatMap { point($0.low, month.month, plot) } }
      if !high.isEmpty { scene.area([start] + high + low.reversed(), role) }
      // The range at March as an upright at its end, so that a narrow one can be seen.
      if let top = high.last, let bottom = low.last {
        let stroke = scene.style.stroke(.blueProjected, role == .fanWide ? 1 : 2.6)
        scene.upright(top.x, from: top.y, to: bottom.y, stroke)
      }
    }
  }

  private func drawPlan(_ scene: inout SceneBuilder, _ plot: TimePlot, _ planned: [Double?]) {
    let style = scene.style
    scene.series(planned, x: plot.months.x, y: plot.y, style.stroke(.ink2, 1, dash: [4, 2.4]))
    let march = plot.months.months.count - 1
    guard let annual = annualPlan?.value.approximation, let last = plotted(plan).last else { return }
    if last.index != march {
      let tail = [plot.point(last.index, last.value), plot.point(march, annual)]
      scene.line(tail, style.stroke(.ink2, 1, dash: [4, 2.4]))
      scene.keepOff(tail)
    }
    scene.circle(plot.point(march, annual), 2.7 * style.unit, fill: .paper, stroke: style.stroke(.ink2, 1.2))
  }

  /// The rows of the key: words, figures and colour.
  private var entries: [(words: String, figures: [Figure], role: ColourRole, isStrong: Bool)] {
    var entries: [(words: String, figures: [Figure], role: ColourRole, isStrong: Bool)] = []
    if let end = ahead.last {
      entries.append(("Forecast", [end.expected], .blue, true))
      if let range = end.narrow { entries.append(("80%", [range.low, range.high], .ink, false)) }
      if let range = end.wide { entries.append(("95%", [range.low, range.high], .ink2, false)) }
    } else if let last = plotted(actual).last, let figure = actual[last.index] {
      entries.append(("Actual", [figure], .blue, true))
    }
    if let annualPlan { entries.append(("Annual plan", [annualPlan], .ink2, true)) }
    return entries
  }

  private var keyRows: Int { entries.count }

  /// At the right, from the top of the wider of forecast and plan downwards.
  private func drawKey(_ scene: inout SceneBuilder, _ plot: TimePlot, left: Double) {
    let style = scene.style
    let march = plot.months.months.count - 1
    let wishes = entries.map { entry -> Double in
      let value = entry.words == "Annual plan" ? annualPlan?.value.approximation : ahead.last?.expected.value.approximation
      return value.map { plot.y($0) } ?? plot.top
    }
    let order = entries.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
    let pitch = style.leading * 1.15
    let middles = spread(order.map { wishes[$0] }, sizes: order.map { _ in pitch }, within: 0...plot.bottom)
    for (place, index) in order.enumerated() {
      let entry = entries[index]
      let baseline = middles[place] + style.label.size * 0.35
      write(entry, &scene, left: left, right: scene.width, baseline: baseline)
      if entry.figures.count == 1, abs(middles[place] - wishes[index]) > 3 * style.unit {
        scene.line(
          [Point(plot.months.x(march) + 4 * style.unit, wishes[index]), Point(left - 3 * style.unit, middles[place])], style.stroke(.axis, 0.5))
      }
    }
  }

  private func drawRows(_ scene: inout SceneBuilder) {
    for (index, entry) in entries.enumerated() {
      write(entry, &scene, left: 0, right: scene.width, baseline: scene.style.leading * (Double(index) + 0.8))
    }
  }

  private func write(
    _ entry: (words: String, figures: [Figure], role: ColourRole, isStrong: Bool), _ scene: inout SceneBuilder, left: Double, right: Double,
    baseline: Double
  ) {
    let style = scene.style
    let text = entry.isStrong ? style.strong : style.label
    let long: FigureFormat = areMoney(entry.figures) ? .sterling : .number
    func parts(_ format: FigureFormat) -> [LabelPart] {
      let first = LabelPart(entry.figures[0], format, text, entry.role)
      guard entry.figures.count > 1 else { return [first] }
      return [first, LabelPart("to", text, entry.role), LabelPart(entry.figures[1], format, text, entry.role)]
    }
    var figures = parts(long)
    let room = right - left - scene.widthOf(entry.words, text) - 5 * style.unit
    if scene.widthOf(figures) > room, areMoney(entry.figures) { figures = parts(.sterlingShort) }
    scene.text(entry.words, left, baseline, text, entry.role)
    scene.parts(figures, right, baseline, .end)
  }

  private var description: String {
    guard let last = plotted(actual).last, let spent = actual[last.index] else { return "No actual yet." }
    var text = "To \(monthAndYear(months[last.index])): actual \(plainValue(spent))."
    if let end = ahead.last {
      text += " Forecast for the year \(plainValue(end.expected))"
      for (words, range) in [("80", end.narrow), ("95", end.wide)] {
        if let range { text += ", \(words) % range \(plainValue(range.low)) to \(plainValue(range.high))" }
      }
      text += annualPlan.map { ", annual plan \(plainValue($0))." } ?? "."
    }
    return text
  }
}
