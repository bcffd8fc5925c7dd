import Figures
import Styling

/// The ground of a funnel plot: where a population and a rate stand, and the marks on it.
struct FunnelField {
  private let plot: FunnelPlot
  private let across: LinearScale
  private let up: LinearScale
  private let left: Double
  private let right: Double
  private let top: Double
  private let bottom: Double
  private let labels: [(name: String, value: Figure?, rate: Double, role: ColourRole)]

  init(_ plot: FunnelPlot, _ scene: SceneBuilder) {
    self.plot = plot
    let style = scene.style
    let narrow = scene.medium == .narrow
    let rates = plot.points.compactMap(\.rate.value.approximation)
    let populations = plot.points.compactMap(\.population.value.approximation)
    // Near no population the limits go beyond every scale: the plot ends a little above the data, and the limits leave it at the top.
    let overall = plot.overall?.value.approximation ?? 0
    let highest = max((rates.max() ?? 0) * 1.08, overall * 1.8)
    var labels: [(name: String, value: Figure?, rate: Double, role: ColourRole)] = []
    if let figure = plot.overall, figure.value.approximation != nil {
      labels.append((narrow ? "All" : "All \(plot.unitWord)", figure, overall, .ink))
    }
    for limit in plot.limits {
      guard let last = limit.curve.last else { continue }
      let words = narrow ? limit.name : "\(limit.name) limit"
      labels.append((words, nil, last.upper, .ink2))
      if last.lower > 0 { labels.append((words, nil, last.lower, .ink2)) }
    }
    self.labels = labels
    let room =
      labels.map { label in
        scene.widthOf(FunnelField.parts(label.name, label.value, label.role, style))
      }.max().map { $0 + 8 * style.unit } ?? 4 * style.unit
    top = style.label.size * 0.6
    bottom = scene.height - (plot.points.contains { $0.isHeldBack || $0.standing != .within } ? 4.6 : 3) * style.leading
    up = LinearScale(covering: [highest], from: bottom, to: top, most: ValueAxis.gridlines(height: bottom - top, style))
    let axis = ValueAxis(scale: up, labels: TickLabels(up, money: false))
    left = axis.width(scene) + style.gap
    right = max(left + 20, scene.width - room)
    across = LinearScale(covering: [(populations.max() ?? 0) * 1.03], from: left, to: right, most: max(2, Int((right - left) / (55 * style.unit))))
  }

  private static func parts(_ name: String, _ value: Figure?, _ role: ColourRole, _ style: ChartStyle) -> [LabelPart] {
    let text = role == .ink ? style.strong : style.label
    return [LabelPart(name, text, role)] + (value.map { [LabelPart($0, .oneDecimal, text, role)] } ?? [])
  }

  func drawAxes(_ scene: inout SceneBuilder, populationWord: String) {
    let style = scene.style
    let axis = ValueAxis(scale: up, labels: TickLabels(up, money: false))
    axis.draw(&scene, from: left, to: right)
    axis.drawZero(&scene, from: left, to: right)
    let text = TickLabels(across, money: false)
    for tick in across.ticks where tick > 0 {
      let x = across.place(tick)
      scene.upright(x, from: bottom, to: bottom + 2.5 * style.unit, style.stroke(.ink2, 0.5))
      let label = text.text(tick)
      let half = scene.widthOf(label, style.label) / 2
      scene.text(label, min(x, scene.width - half), bottom + style.leading, style.label, .ink2, .middle)
    }
    scene.text(populationWord, right, bottom + 2.1 * style.leading, style.label, .ink2, .end)
  }

  func drawLimits(_ scene: inout SceneBuilder) {
    let style = scene.style
    for (index, limit) in plot.limits.enumerated() {
      let stroke = index == 0 ? style.stroke(.axis, 0.8, dash: [4, 2.5]) : style.stroke(.ink2, 0.9, dash: [1.6, 1.8])
      for side in [limit.curve.map { ($0.population, $0.upper) }, limit.curve.map { ($0.population, $0.lower) }] {
        for run in clipped(side) where run.count > 1 {
          scene.keepOff(run)
          scene.line(run, stroke)
        }
      }
    }
    if let overall = plot.overall?.value.approximation, plot.points.count > 1 {
      scene.rule(up.place(overall), from: left, to: right, style.stroke(.ink, 0.9))
      scene.keepOff([Point(left, up.place(overall)), Point(right, up.place(overall))])
    }
    let ends = labels.filter { plot.points.count > 1 && $0.rate <= up.upper }.map {
      EndLabel(lines: [FunnelField.parts($0.name, $0.value, $0.role, style)], end: Point(right, up.place($0.rate)), role: $0.role)
    }
    scene.endLabels(ends, x: right + 8 * style.unit, from: 0, to: bottom + style.leading / 2)
    guard let phi = plot.overDispersion else { return }
    let words = scene.medium == .narrow ? "limits widened, over-dispersion" : "limits widened for over-dispersion,"
    let parts = [LabelPart(words, style.label, .ink2), LabelPart("φ", style.label, .ink2), LabelPart(phi, .oneDecimal, style.label, .ink2)]
    scene.label(parts, at: [(right, top + style.label.size, .end), (left + 4, top + style.label.size, .start)], name: "over-dispersion")
  }

  /// The parts of a curve within the plot; where it crosses the top, it ends there.
  private func clipped(_ curve: [(Double, Double)]) -> [[Point]] {
    var runs: [[Point]] = []
    var current: [Point] = []
    for (index, (population, rate)) in curve.enumerated() {
      let here = Point(across.place(population), up.place(rate))
      let isInside = rate <= up.upper && population <= across.upper
      if index > 0, population <= across.upper {
        let (before, earlier) = curve[index - 1]
        if (earlier <= up.upper) != (rate <= up.upper) {
          let share = (up.upper - earlier) / (rate - earlier)
          let crossing = Point(across.place(before + (population - before) * share), top)
          current.append(crossing)
        }
      }
      if isInside {
        current.append(here)
      } else if !current.isEmpty {
        runs.append(current)
        current = []
      }
    }
    if !current.isEmpty { runs.append(current) }
    return runs
  }

  /// Where a unit stands; one that is held back on the axis, at its population.
  private func place(_ spot: FunnelPlot.Spot) -> Point? {
    guard let population = spot.population.value.approximation else { return nil }
    guard let rate = spot.rate.value.approximation else { return spot.isHeldBack ? Point(across.place(population), bottom) : nil }
    return Point(across.place(population), up.place(rate))
  }

  private static func mark(_ spot: FunnelPlot.Spot) -> Mark {
    if spot.isHeldBack { return .noValue }
    switch spot.standing {
    case .within: return .commonCause
    case .outsideInner: return .nearLimit
    case .outsideOuter: return .outsideLimit
    }
  }

  /// The size of a mark in points.
  private static func size(_ mark: Mark) -> Double {
    switch mark {
    case .commonCause: 3.4
    case .noValue: 6
    default: 7
    }
  }

  func drawPoints(_ scene: inout SceneBuilder) {
    let unit = scene.style.unit
    // Those outside last, over the others.
    let order: [Mark] = [.noValue, .commonCause, .nearLimit, .outsideLimit]
    for mark in order {
      for spot in plot.points where FunnelField.mark(spot) == mark {
        guard let at = place(spot) else { continue }
        let size = FunnelField.size(mark) * unit
        if mark == .noValue { scene.circle(at, size * 0.45, fill: .paper) }
        scene.append(mark.commands(at: at, size: size))
        scene.keepOff(Box(x: at.x - size / 2, y: at.y - size / 2, width: size, height: size))
      }
    }
    if plot.points.count == 1, let only = plot.points.first, let at = place(only), !only.isHeldBack {
      let style = scene.style
      scene.label(
        [LabelPart(only.rate, .oneDecimal, style.strong, .ink)],
        at: [(at.x, at.y - 5 * unit, .middle), (at.x - 6, at.y + 3, .end), (at.x + 6, at.y + 3, .start), (at.x, at.y + 12 * unit, .middle)],
        name: "value")
    }
  }

  /// Names those outside, the furthest out first: beside the mark, else above or below it.
  func drawNames(_ scene: inout SceneBuilder) {
    let style = scene.style
    let overall = plot.overall?.value.approximation ?? 0
    for standing in [FunnelPlot.Spot.Standing.outsideOuter, .outsideInner] {
      let outside = plot.points.enumerated().filter { $0.element.standing == standing && !$0.element.isHeldBack }.sorted { a, b in
        let (x, y) = (abs((a.element.rate.value.approximation ?? 0) - overall), abs((b.element.rate.value.approximation ?? 0) - overall))
        return x != y ? x > y : a.offset < b.offset
      }
      for (_, spot) in outside {
        guard let at = place(spot) else { continue }
        let gap = 5.5 * style.unit
        let near: [SceneBuilder.Place] = [
          (at.x + gap, at.y + style.label.size * 0.35, .start), (at.x - gap, at.y + style.label.size * 0.35, .end),
          (at.x, at.y - gap, .middle), (at.x, at.y + gap + style.label.size * 0.75, .middle),
          (at.x + gap, at.y - gap * 0.6, .start), (at.x - gap, at.y - gap * 0.6, .end), (at.x + gap, at.y + gap * 1.4, .start),
          (at.x - gap, at.y + gap * 1.4, .end),
        ]
        scene.label([LabelPart(spot.name, style.label, .ink)], at: near, name: spot.name)
      }
    }
  }

  /// What the marks mean, under the axis, those alone that stand on the chart.
  func drawKey(_ scene: inout SceneBuilder) {
    let style = scene.style
    var x = 0.0
    var y = scene.height - style.leading * 0.5
    var entries: [(Mark, String)] = []
    let used = Set(plot.points.map(FunnelField.mark))
    if used == [.commonCause] { return }
    let outer = plot.limits.last?.name ?? ""
    let inner = plot.limits.first?.name ?? ""
    if used.contains(.commonCause) { entries.append((.commonCause, "within the limits")) }
    if used.contains(.nearLimit) { entries.append((.nearLimit, "outside \(inner)")) }
    if used.contains(.outsideLimit) { entries.append((.outsideLimit, "outside \(outer)")) }
    if used.contains(.noValue) { entries.append((.noValue, "held back (*)")) }
    let widths = entries.map { 11 * style.unit + scene.widthOf($0.1, style.label) + 12 * style.unit }
    if widths.reduce(0, +) > scene.width { y -= style.leading * 0.9 }
    for (entry, width) in zip(entries, widths) {
      if x > 0, x + width - 12 * style.unit > scene.width {
        x = 0
        y += style.leading
      }
      scene.append(entry.0.commands(at: Point(x + 4 * style.unit, y - style.label.size * 0.34), size: FunnelField.size(entry.0) * style.unit))
      scene.text(entry.1, x + 11 * style.unit, y, style.label, .ink2)
      x += width
    }
  }
}
