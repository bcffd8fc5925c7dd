import Figures
import Quantities
import Styling

/// Lays a process chart out.
struct ProcessChartDrawing {
  private let chart: ProcessChart
  private let known: [(index: Int, value: Double)]
  private var scene: SceneBuilder

  init(_ chart: ProcessChart, width: Double, medium: ChartMedium, measure: any TextMeasure) {
    self.chart = chart
    known = plotted(chart.values)
    scene = SceneBuilder(width: width, medium: medium, measure: measure)
    scene.height = medium == .page ? 153 : medium == .wide ? 250 : 230
  }

  /// A line across at the right of which its name and value stand.
  private struct Line {
    var value: Double
    var parts: [LabelPart]
    var stroke: Stroke
  }

  mutating func draw() -> Scene {
    let style = scene.style
    let last = chart.groups.last
    let lastKnown = last.map { chart.known(in: $0) } ?? []
    let lines = lines(of: last, known: lastKnown.count)
    let isTrial = lastKnown.count >= 7 && lastKnown.count < 12 && last?.upper != nil
    let trialParts = [LabelPart("trial limits", style.label, .ink2)]
    let widest = (lines.map { scene.widthOf($0.parts) } + (isTrial ? [scene.widthOf(trialParts)] : [])).max() ?? 0
    let covered = known.map(\.value) + chart.groups.flatMap { limits(of: $0).map(\.value) } + lines.map(\.value)
    let start = axisStart(covered)
    let note = note(start)
    // Labels of high points stand above them.
    let headroom = named.contains { $0.rule.isHigh } ? 8 * style.unit : 0
    let noteHeight = (note.isEmpty ? 0 : style.leading + 2 * style.unit) + headroom
    let plot = TimePlot(
      scene, months: chart.months, covering: covered, money: areMoney(chart.figures), missing: missingMonths(chart.values, of: chart.months),
      rightRoom: widest > 0 ? widest + 8 * style.unit : 4, topRoom: style.label.size * 0.5 + noteHeight, percent: chart.isShare, from: start)
    scene.parts(note, plot.left, style.label.size * 0.8)
    plot.draw(&scene, shown: chart.values)
    if plot.values.scale.lower <= 0 {
      plot.drawZero(&scene)
    } else {
      scene.rule(plot.bottom, from: plot.left, to: plot.right, style.stroke(.ink2, 0.5))
    }
    if plot.months.slot >= 8 {
      for index in chart.months.indices {
        scene.upright(plot.months.x(index), from: plot.bottom, to: plot.bottom + 2.5 * style.unit, style.stroke(.ink2, 0.5))
      }
    }
    for edge in plot.months.yearEdges { scene.keepOffRule(Point(edge, plot.top), Point(edge, plot.bottom)) }
    for tick in plot.values.scale.ticks { scene.keepOffRule(Point(plot.left, plot.y(tick)), Point(plot.right, plot.y(tick))) }
    for group in chart.groups { drawLines(of: group, isLast: group.months == last?.months, plot) }
    if let target = chart.target?.value.approximation {
      scene.rule(plot.y(target), from: plot.left, to: plot.right, Self.targetStroke(style))
      scene.keepOffRule(Point(plot.left, plot.y(target)), Point(plot.right, plot.y(target)))
    }
    drawPoints(plot)
    var ends = lines.map { EndLabel(lines: [$0.parts], end: Point(plot.right, plot.y($0.value)), role: $0.stroke.role) }
    if isTrial, let top = ends.indices.min(by: { ends[$0].end.y < ends[$1].end.y }) { ends[top].lines.append(trialParts) }
    scene.endLabels(ends, x: plot.right + 8 * style.unit, from: noteHeight, to: plot.bottom + style.leading / 2)
    nameGroups(plot)
    for label in named { name(label, plot) }
    if known.count == 1, let figure = chart.values[known[0].index] {
      let at = plot.point(known[0].index, known[0].value)
      let format: FigureFormat = areMoney([figure]) ? .sterling : chart.isShare ? .percentSigned : .number
      scene.label(
        [LabelPart(figure, format, style.strong, .ink)],
        at: [(at.x, at.y - 5 * style.unit, .middle), (at.x + 6, at.y + 3, .start), (at.x - 6, at.y + 3, .end)], name: "value")
    }
    if chart.isNil { scene.nilWords(plot) }
    return scene.scene(title: chart.title, description: processDescription(chart))
  }

  /// The target's line: long and short strokes, unlike the mean's and the limits'.
  static func targetStroke(_ style: ChartStyle) -> Stroke { style.stroke(.ink, 0.9, dash: [7, 2, 1.5, 2]) }

  // MARK: Lines

  /// The limits of a group that are drawn, with what they are called.
  private func limits(of group: ProcessChart.Group) -> [(name: String, figure: Figure, value: Double)] {
    let limits = chart.limits(of: group)
    return [("Upper limit", limits.upper), ("Lower limit", limits.lower)].compactMap { name, figure in
      guard let figure, let value = figure.value.approximation else { return nil }
      return (name, figure, value)
    }
  }

  private func lines(of group: ProcessChart.Group?, known count: Int) -> [Line] {
    let style = scene.style
    let isNarrow = scene.medium == .narrow
    var lines: [Line] = []
    if let group {
      if let mean = group.mean, let value = mean.value.approximation {
        lines.append(
          Line(
            value: value, parts: [LabelPart("Mean", style.strong, .ink), LabelPart(mean, chart.format, style.strong, .ink)],
            stroke: style.stroke(.ink, 0.9)))
      }
      for (name, figure, value) in limits(of: group) {
        let word = isNarrow ? String(name.prefix(5)) : name
        let parts = [LabelPart(word, style.label, .ink2), LabelPart(figure, chart.format, style.label, .ink2)]
        lines.append(Line(value: value, parts: parts, stroke: style.stroke(.ink2, 0.8, dash: [4, 2.5])))
      }
    }
    if let target = chart.target, let value = target.value.approximation {
      let parts = [LabelPart(chart.targetName, style.strong, .ink), LabelPart(target, chart.targetFormat, style.strong, .ink)]
      lines.append(Line(value: value, parts: parts, stroke: Self.targetStroke(style)))
    }
    return lines
  }

  private mutating func drawLines(of group: ProcessChart.Group, isLast: Bool, _ plot: TimePlot) {
    let style = scene.style
    let left = plot.left + Double(group.months.lowerBound) * plot.months.slot
    let right = isLast ? plot.right : plot.left + Double(group.months.upperBound) * plot.months.slot
    if let mean = group.mean?.value.approximation {
      scene.rule(plot.y(mean), from: left, to: right, style.stroke(.ink, 0.9))
      scene.keepOffRule(Point(left, plot.y(mean)), Point(right, plot.y(mean)))
    }
    for limit in limits(of: group) {
      scene.rule(plot.y(limit.value), from: left, to: right, style.stroke(.ink2, 0.8, dash: [4, 2.5]))
      scene.keepOffRule(Point(left, plot.y(limit.value)), Point(right, plot.y(limit.value)))
    }
    if group.months.lowerBound > 0 { scene.upright(left, from: plot.top, to: plot.bottom, style.stroke(.ink, 0.9, dash: [1.5, 1.5])) }
  }

  /// The data: the line breaks at a missing month and at a rebase; special causes are drawn over it.
  private mutating func drawPoints(_ plot: TimePlot) {
    let style = scene.style
    for group in chart.groups where chart.known(in: group).count >= 7 {
      let own = chart.values.indices.map { group.months.contains($0) ? chart.values[$0]?.value.approximation : nil }
      scene.series(own, x: plot.months.x, y: plot.y, style.stroke(.axis, 0.9))
    }
    for (index, value) in known {
      let at = plot.point(index, value)
      if let mark = chart.marks.indices.contains(index) ? chart.marks[index] : nil {
        scene.append(mark.mark.commands(at: at, size: 6 * style.unit, role: mark.role))
        scene.keepOff(Box(x: at.x, y: at.y, width: 0, height: 0).grown(3.4 * style.unit))
      } else {
        scene.circle(at, 1.9 * style.unit, fill: .axis)
        scene.keepOff(Box(x: at.x, y: at.y, width: 0, height: 0).grown(2 * style.unit))
      }
    }
  }

  // MARK: Words

  /// How the limits were made, and where the axis begins when it does not at nought.
  private func note(_ start: Double?) -> [LabelPart] {
    let style = scene.style
    let words = [chart.method, start == nil ? nil : "the axis does not begin at 0"].compactMap(\.self)
    return words.enumerated().map { index, word in
      LabelPart(index + 1 < words.count ? word + ";" : word, index == 0 && chart.method != nil ? style.label : style.strong, .ink2)
    }
  }

  /// Where the axis begins: at nought, but where all that is drawn lies in its upper half, a little below the least of it: a wait of 88 to 94% would be a
  /// straight line on an axis from nought. The chart says so.
  private func axisStart(_ values: [Double]) -> Double? {
    guard known.count >= 7, let low = values.min(), let high = values.max(), low > 0, low > high / 2, low < high else { return nil }
    return low - (high - low) * 0.08
  }

  /// Why a group begins, beside its line, and the mean of those before the last.
  private mutating func nameGroups(_ plot: TimePlot) {
    let style = scene.style
    for group in chart.groups {
      let left = plot.left + Double(group.months.lowerBound) * plot.months.slot
      let room = max(left - plot.left, plot.right - left) - 8 * style.unit
      let reason = group.reason.map { scene.widthOf($0, style.label) <= room ? $0 : "counted anew" }
      if let reason, group.months.lowerBound > 0 {
        let y = plot.top + style.label.size * 0.74
        scene.label(
          [LabelPart(reason, style.label, .ink)],
          at: [0, 1, 2, 3].flatMap { step -> [SceneBuilder.Place] in
            let lower = y + Double(step) * style.leading
            return [(left + 4 * style.unit, lower, .start), (left - 4 * style.unit, lower, .end)]
          }, name: reason)
      }
      guard group.months != chart.groups.last?.months, let mean = group.mean, let value = mean.value.approximation else { continue }
      let middle = left + Double(group.months.count) * plot.months.slot / 2
      let y = plot.y(value)
      let places = [left + 3 * style.unit, middle, middle + (middle - left) / 2].flatMap { x -> [SceneBuilder.Place] in
        [(x, y - 3 * style.unit, .start), (x, y + 3 * style.unit + style.label.size * 0.74, .start)]
      }
      let parts = [LabelPart("mean", style.strong, .ink), LabelPart(mean, chart.format, style.strong, .ink)]
      scene.label(parts, at: places, name: "mean of \(monthAndYear(chart.months[group.months.lowerBound]))")
    }
  }

  /// The labels that are written: the latest of each rule and side, none where the chart is narrow. The shape says it at every point, and the text beside the
  /// chart tells the rest.
  private var named: [ProcessChart.Label] {
    guard scene.medium != .narrow else { return [] }
    var told: Set<ProcessMark.Rule> = []
    return Array(chart.labels.reversed().filter { told.insert($0.rule).inserted }.reversed())
  }

  /// Names a run once, near its middle, on the side of its points.
  private mutating func name(_ label: ProcessChart.Label, _ plot: TimePlot) {
    let style = scene.style
    let inside = known.filter { label.months.contains($0.index) }
    guard !inside.isEmpty, let count = label.count.value.approximation.map({ Int($0) }) else { return }
    let parts: [LabelPart]
    switch label.rule {
    case .aboveLimit, .belowLimit: parts = [LabelPart(label.rule.words, style.label, .ink)]
    case .nearUpper, .nearLower: parts = [LabelPart("two of three near the limit", style.label, .ink)]
    default:
      let opening = wordOfCount(count).map { LabelPart($0, style.label, .ink) } ?? LabelPart(label.count, .number, style.label, .ink)
      parts = [opening, LabelPart(label.rule.words, style.label, .ink)]
    }
    let half = scene.widthOf(parts) / 2
    let middle = min(max((plot.months.x(label.months.lowerBound) + plot.months.x(label.months.upperBound)) / 2, plot.left + half), plot.right - half)
    let reach = inside.filter { abs(plot.months.x($0.index) - middle) <= half + 4 * style.unit }
    let near = reach.isEmpty ? inside : reach
    let highest = near.map { plot.y($0.value) }.min() ?? plot.top
    let lowest = near.map { plot.y($0.value) }.max() ?? plot.bottom
    let ascent = style.label.size * 0.74
    // On the side of its points where it can be, and no further than a reader sees to which points it belongs.
    func places(above: Bool) -> [SceneBuilder.Place] {
      (0..<6).flatMap { step -> [SceneBuilder.Place] in
        let distance = (5 + Double(step) * 4) * style.unit
        let y = above ? highest - distance : lowest + distance + ascent
        guard y - ascent >= 0, y <= plot.bottom - 1 else { return [] }
        return [0.0, -0.5, 0.5, -1, 1].map { middle + $0 * half * 1.2 }.filter { $0 - half >= plot.left - 1 && $0 + half <= plot.right + 1 }
          .map { ($0, y, .middle) }
      }
    }
    let isHigh = label.rule.isHigh
    scene.plate(parts, at: places(above: isHigh), else: places(above: !isHigh), name: parts.map(\.text).joined(separator: " "))
  }
}

/// What a process chart shows, in words: the months, mean and limits, and each special cause.
func processDescription(_ chart: ProcessChart) -> String {
  let known = plotted(chart.values)
  var text: String
  if chart.isShare, let first = known.first, let last = known.last, let end = chart.values[last.index] {
    let value = printed(end.value, .percentSigned)
    text =
      first.index == last.index
      ? "\(monthAndYear(chart.months[last.index])): \(value)."
      : "\(monthAndYear(chart.months[first.index])) to \(monthAndYear(chart.months[last.index])). Last month \(value)."
  } else {
    text = monthlyDescription(chart.months, chart.values, [])
  }
  let format: FigureFormat = areMoney(chart.figures) ? .sterling : chart.isShare ? .percentSigned : .oneDecimal
  if let group = chart.groups.last {
    if let mean = group.mean { text += " Mean \(printed(mean.value, format))." }
    switch chart.limits(of: group) {
    case (let lower?, let upper?): text += " Limits \(printed(lower.value, format)) to \(printed(upper.value, format))."
    case (nil, let upper?): text += " Upper limit \(printed(upper.value, format)), and no lower: it would lie under nought."
    default: break
    }
  }
  if let target = chart.target { text += " \(chart.targetName) \(printed(target.value, chart.targetFormat))." }
  if chart.labels.isEmpty, !chart.marks.isEmpty { text += " No special cause." }
  for label in chart.labels.suffix(4) {
    let (first, last) = (chart.months[label.months.lowerBound], chart.months[label.months.upperBound])
    let span = first == last ? monthAndYear(first) : "\(monthAndYear(first)) to \(monthAndYear(last))"
    let count = label.count.value.approximation.map { Int($0) } ?? 0
    let opening = first == last ? "" : (wordOfCount(count) ?? String(count)) + " "
    text += " \((opening + label.rule.words).prefix(1).uppercased())\((opening + label.rule.words).dropFirst()), \(span)."
  }
  return text
}
