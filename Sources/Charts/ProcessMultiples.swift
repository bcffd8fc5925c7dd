package import Figures
import Quantities
package import Styling

/// Small process charts, one a panel, each with its verdict, mean and limits in its head; a row of panels shares its scale.
package struct ProcessMultiples: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The panels in the caller's order.
  package var panels: [Panel]

  /// One series.
  package struct Panel: Sendable {
    /// The name.
    package var name: String
    /// The chart; its title and names of runs are not drawn in a panel.
    package var chart: ProcessChart
    /// What its variation says; nil where there are too few points.
    package var variation: ProcessIcon?
    /// Whether the target will be met; nil where there is none.
    package var assurance: ProcessIcon?

    /// Makes one.
    package init(name: String, chart: ProcessChart, variation: ProcessIcon?, assurance: ProcessIcon?) {
      self.name = name
      self.chart = chart
      self.variation = variation
      self.assurance = assurance
    }
  }

  /// Makes the chart.
  package init(title: String, panels: [Panel]) {
    self.title = title
    self.panels = panels
  }

  package var isEmpty: Bool { panels.allSatisfy { $0.chart.isEmpty } }
  package var figures: [Figure] {
    panels.flatMap { panel in
      (panel.chart.values + panel.chart.groups.flatMap { [$0.mean, $0.lower, $0.upper] } + [panel.chart.target]).compactMap(\.self)
    }
  }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let columns = medium == .narrow ? 2 : 4
    let between: Double = medium == .page ? 11.3 : medium == .wide ? 18 : 14
    let rows = stride(from: 0, to: panels.count, by: columns).map { Array(panels[$0..<min($0 + columns, panels.count)]) }
    let strip = ProcessKeyStrip(panels.flatMap(\.chart.marks), scene)
    // On paper the strip takes its room from the panels, so that a page holds as many as without it.
    let given = medium == .page ? (strip.height + 4) / Double(max(1, rows.count)) : 0
    // Five rows leave room on their page for the sentences under them.
    let pageHeight: Double = rows.count > 4 ? 34 : rows.count > 3 ? 51 : 66
    let plotHeight = medium == .page ? pageHeight - (strip.height > 0 ? min(given, 12) : 0) : medium == .wide ? 130 : 100
    let scales = rows.map { scale($0, height: plotHeight, style) }
    let gutter = (scales.map { $0.width(scene) }.max() ?? 0) + style.gap
    let panelWidth = (scene.width - gutter - Double(columns - 1) * between) / Double(columns)
    var y = 0.0
    for (row, rowPanels) in rows.enumerated() {
      let heads = rowPanels.map { ProcessPanelHead($0, room: panelWidth, scene) }
      let headHeight = (heads.map(\.height).max() ?? 0) + (medium == .page ? 7 : 10)
      let top = y + headHeight
      let bottom = top + plotHeight
      scene.height = bottom + style.gap * 0.6 + style.leading
      for (column, panel) in rowPanels.enumerated() {
        let left = gutter + Double(column) * (panelWidth + between)
        heads[column].draw(&scene, left: left, right: left + panelWidth, top: y)
        ProcessPanelPlot(
          chart: panel.chart, axis: MonthAxis(panel.chart.months, from: left, to: left + panelWidth),
          values: scales[row].moved(from: bottom, to: top), top: top, bottom: bottom
        ).draw(&scene, printsScale: column == 0)
      }
      y = scene.height + (medium == .page ? 10 : 20)
    }
    if strip.height > 0 { strip.draw(&scene, top: scene.height + 4) }
    return scene.scene(title: title, description: description)
  }

  /// One scale for a row: from nought, but where all of it lies in the upper half, near the data; ticks at the left tell which.
  private func scale(_ panels: [Panel], height: Double, _ style: ChartStyle) -> ValueAxis {
    let charts = panels.map(\.chart)
    let values = charts.flatMap { chart in
      plotted(chart.values).map(\.value) + [chart.target?.value.approximation].compactMap(\.self)
        + chart.groups.map { chart.limits(of: $0) }.flatMap { [$0.lower, $0.upper].compactMap { $0?.value.approximation }.map { max($0, 0) } }
    }
    let money = areMoney(charts.flatMap(\.figures))
    let isShare = charts.contains(where: \.isShare)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let scale =
      low > high / 2 && low < high
      ? LinearScale(near: low, high, from: height, to: 0, most: 4) : LinearScale(covering: values, from: height, to: 0, most: 4)
    return ValueAxis(scale: scale, labels: TickLabels(scale, money: money, percent: isShare))
  }

  private var description: String {
    let drawn = panels.filter { !$0.chart.isEmpty }
    let concerns = drawn.filter { if case .concerning? = $0.variation { true } else { false } }.map(\.name)
    let better = drawn.filter { if case .improving? = $0.variation { true } else { false } }.map(\.name)
    let other = drawn.filter { if case .neither? = $0.variation { true } else { false } }.map(\.name)
    func line(_ words: String, _ names: [String]) -> String { names.isEmpty ? "" : " \(words): \(names.joined(separator: ", "))." }
    let signals = line("Special cause of concern", concerns) + line("Improvement", better) + line("Special cause", other)
    return "\(drawn.count) \(drawn.count == 1 ? "panel" : "panels")." + (signals.isEmpty ? " No special cause in the last month." : signals)
  }
}

/// The head of a panel: its name, its icons at the right, and its mean with its limits.
struct ProcessPanelHead {
  private let name: [String]
  private let numbers: [[LabelPart]]
  private let icons: [ProcessIcon]
  private let style: ChartStyle
  private let size: Double
  /// Its height.
  let height: Double

  init(_ panel: ProcessMultiples.Panel, room: Double, _ scene: SceneBuilder) {
    style = scene.style
    size = scene.medium == .page ? 13 : 19
    icons = [panel.variation, panel.assurance].compactMap(\.self)
    let iconRoom = icons.isEmpty ? 0 : Double(icons.count) * (size + 3 * style.unit)
    name = wrapped(panel.name, style.strong, max(40, room - iconRoom), scene)
    let chart = panel.chart
    var lines: [[LabelPart]] = []
    if let group = chart.groups.last, let mean = group.mean, !chart.isEmpty {
      let meanPart = [LabelPart("mean", style.label, .ink2), LabelPart(mean, chart.format, style.label, .ink)]
      let limits = chart.limits(of: group)
      if let upper = limits.upper, limits.lower != nil || group.lower?.value.approximation != nil {
        let trial = chart.known(in: group).count < 12
        var ends: [LabelPart] = []
        if let lower = limits.lower { ends = [LabelPart(lower, chart.format, style.label, .ink2), LabelPart("to", style.label, .ink2)] }
        let words = limits.lower == nil ? trial ? "trial upper limit" : "upper limit" : trial ? "trial" : "limits"
        let limitParts = [LabelPart(words, style.label, .ink2)] + ends + [LabelPart(upper, chart.format, style.label, .ink2)]
        lines = [meanPart, limitParts].allSatisfy { scene.widthOf($0) <= room } ? [meanPart, limitParts] : [meanPart]
      } else if chart.isNil {
        // The panel says it in its middle.
        lines = [meanPart]
      } else if chart.known(in: group).count >= 7 {
        let reasons = ["no limits: too few differences", "no limits"].map { [LabelPart($0, scene.style.label, .ink2)] }
        lines = [meanPart] + (reasons.first { scene.widthOf($0) <= room }.map { [$0] } ?? [])
      } else {
        lines = [meanPart]
      }
    } else if chart.isEmpty {
      lines = [[LabelPart("no value", style.label, .ink2)]]
    }
    numbers = lines
    height = Double(name.count + lines.count) * style.leading
  }

  func draw(_ scene: inout SceneBuilder, left: Double, right: Double, top: Double) {
    var baseline = top + style.label.size * 0.8
    for line in name {
      scene.text(line, left, baseline, style.strong, .ink)
      baseline += style.leading
    }
    for parts in numbers {
      scene.parts(parts, left, baseline)
      baseline += style.leading
    }
    for (place, icon) in icons.enumerated() {
      let x = right - size * 0.6 - Double(icons.count - 1 - place) * (size + 3 * style.unit)
      scene.append(icon.commands(at: Point(x, top + size * 0.58), size: size))
    }
  }
}

/// The picture of one panel: limits, mean, target, line and marks.
struct ProcessPanelPlot {
  let chart: ProcessChart
  let axis: MonthAxis
  let values: ValueAxis
  let top: Double
  let bottom: Double

  func draw(_ scene: inout SceneBuilder, printsScale: Bool) {
    let style = scene.style
    func y(_ value: Double) -> Double { values.scale.place(max(value, values.scale.lower)) }
    for tick in values.scale.ticks where tick != 0 { scene.rule(y(tick), from: axis.left, to: axis.right, style.stroke(.hair, 0.5)) }
    for edge in axis.yearEdges { scene.upright(edge, from: top, to: bottom, style.stroke(.hair, 0.5)) }
    scene.rule(bottom, from: axis.left, to: axis.right, style.stroke(.ink2, 0.5))
    let known = plotted(chart.values)
    // The months without limits, which have no line either: their values are dots.
    var isBare = [Bool](repeating: true, count: chart.values.count)
    for group in chart.groups {
      let own = chart.known(in: group)
      let left = axis.left + Double(group.months.lowerBound) * axis.slot
      let right = group.months == chart.groups.last?.months ? axis.right : axis.left + Double(group.months.upperBound) * axis.slot
      if let mean = group.mean?.value.approximation { scene.rule(y(mean), from: left, to: right, style.stroke(.ink, 0.8)) }
      if own.count >= 7 {
        let limits = chart.limits(of: group)
        for limit in [limits.lower, limits.upper] {
          guard let value = limit?.value.approximation else { continue }
          scene.rule(y(value), from: left, to: right, style.stroke(.ink2, 0.7, dash: [3, 2]))
        }
        let line = chart.values.indices.map { group.months.contains($0) ? chart.values[$0]?.value.approximation : nil }
        scene.series(line, x: axis.x, y: y, style.stroke(.axis, 0.8))
        for month in group.months where isBare.indices.contains(month) { isBare[month] = false }
      }
    }
    if let target = chart.target?.value.approximation, !known.isEmpty {
      scene.rule(y(target), from: axis.left, to: axis.right, style.stroke(.ink, 0.8, dash: [7, 2, 1.5, 2]))
    }
    for (index, value) in known {
      let at = Point(axis.x(index), y(value))
      if let mark = chart.marks.indices.contains(index) ? chart.marks[index] : nil {
        scene.append(mark.mark.commands(at: at, size: 4.6 * style.unit, role: mark.role))
      } else if isBare[index] {
        scene.circle(at, 1.4 * style.unit, fill: .axis)
      }
    }
    if chart.isNil {
      let words = wrapped("nil in every month", style.label, axis.right - axis.left, scene)
      for (line, text) in words.enumerated() {
        let baseline = (top + bottom) / 2 + style.label.size * 0.35 + (Double(line) - Double(words.count - 1) / 2) * style.leading
        scene.text(text, (axis.left + axis.right) / 2, baseline, style.label, .ink2, .middle)
      }
    }
    if printsScale {
      for tick in values.scale.ticks {
        scene.text(values.text(tick), axis.left - style.gap, y(tick) + style.label.size * 0.34, style.label, .ink2, .end)
      }
    }
    drawYears(&scene)
  }

  private func drawYears(_ scene: inout SceneBuilder) {
    let style = scene.style
    let baseline = bottom + style.gap * 0.6 + style.label.size * 0.8
    for (year, slots) in axis.years {
      let room = Double(slots.count) * axis.slot - 1
      let middle = (axis.x(slots.lowerBound) + axis.x(slots.upperBound - 1)) / 2
      if let text = [year.label, String(year.label.dropFirst(2))].first(where: { scene.widthOf($0, style.label) <= room }) {
        scene.text(text, middle, baseline, style.label, .ink2, .middle)
      }
    }
  }
}
