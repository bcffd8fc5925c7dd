import Figures
import Quantities
import Styling

/// The picture of one small panel: gridlines, the years, tint, plan and actual.
struct PanelPlot {
  let panel: SmallMultiples.Panel
  let axis: MonthAxis
  let values: ValueAxis
  let top: Double
  let bottom: Double

  func draw(_ scene: inout SceneBuilder, printsScale: Bool, namesLines: Bool) {
    let style = scene.style
    let actual = numbers(panel.actual)
    let plan = numbers(panel.plan)
    func y(_ value: Double) -> Double { values.scale.place(value) }
    for tick in values.scale.ticks where tick != 0 { scene.rule(y(tick), from: axis.left, to: axis.right, style.stroke(.hair, 0.5)) }
    for edge in axis.yearEdges { scene.upright(edge, from: top, to: bottom, style.stroke(.hair, 0.5)) }
    scene.areas(stepPairs(actual, plan, axis, y: y).flatMap { scene.tints($0.actual, $0.plan) })
    values.drawZero(&scene, from: axis.left, to: axis.right)
    for step in planSteps(plan, axis, y: y) {
      scene.line(step, style.stroke(.ink2, 0.9))
      scene.keepOff(step)
    }
    scene.series(actual, x: axis.x, y: y, style.stroke(.blue, 1))
    if let last = plotted(panel.actual).last { scene.circle(Point(axis.x(last.index), y(last.value)), 1.8 * style.unit, fill: .blue) }
    if printsScale {
      for tick in values.scale.ticks {
        scene.text(values.text(tick), axis.left - style.gap, y(tick) + style.label.size * 0.34, style.label, .ink2, .end)
      }
    }
    drawYears(&scene)
    if !actual.contains(where: { ($0 ?? 0) != 0 }), !plan.contains(where: { ($0 ?? 0) != 0 }), axis.months.count > 0 {
      let middle = (axis.left + axis.right) / 2
      scene.label(
        [LabelPart("nil in every month", style.label, .ink)], at: [(middle, (top + bottom) / 2, .middle)], name: "\(panel.name): nil in every month")
    } else if namesLines {
      nameLines(&scene, y: y)
    }
  }

  /// The years, or the months where there is only one year.
  private func drawYears(_ scene: inout SceneBuilder) {
    let style = scene.style
    let baseline = bottom + style.gap * 0.6 + style.label.size * 0.8
    guard axis.hasYears else {
      for (index, month) in axis.months.enumerated() where axis.slot >= scene.widthOf("M", style.label) + 0.5 {
        scene.text(String(shortMonth(month).prefix(1)), axis.x(index), baseline, style.label, .ink2, .middle)
      }
      return
    }
    for (year, slots) in axis.years {
      let room = Double(slots.count) * axis.slot - 1
      let middle = (axis.x(slots.lowerBound) + axis.x(slots.upperBound - 1)) / 2
      let choices = [year.label, String(year.label.dropFirst(2))]
      if let text = choices.first(where: { scene.widthOf($0, style.label) <= room }) {
        scene.text(text, middle, baseline, style.label, .ink2, .middle)
      }
    }
  }

  /// “actual” above its line and “plan” under its step, where there is free ground.
  private func nameLines(_ scene: inout SceneBuilder, y: (Double) -> Double) {
    let style = scene.style
    let gap = 3.5 * style.unit
    func places(_ points: [(index: Int, value: Double)], half: Double) -> [SceneBuilder.Place] {
      let inner = points.filter { axis.x($0.index) - half >= axis.left && axis.x($0.index) + half <= axis.right }
      let above = inner.map { (x: axis.x($0.index), y: y($0.value) - gap, anchor: TextRun.Anchor.middle) }
      let below = inner.map { (x: axis.x($0.index), y: y($0.value) + gap + style.label.size * 0.74, anchor: TextRun.Anchor.middle) }
      return above + above.map { ($0.x, $0.y - gap * 1.5, $0.anchor) } + below + below.map { ($0.x, $0.y + gap * 1.5, $0.anchor) }
    }
    for (word, series, role) in [("actual", panel.actual, ColourRole.blue), ("plan", panel.plan, .ink2)] {
      let points = plotted(series)
      guard !points.isEmpty else { continue }
      let half = scene.widthOf(word, style.label) / 2
      let all = places(Array(points.reversed()), half: half).filter { $0.y - style.label.size >= top - style.leading && $0.y <= bottom - 2 }
      scene.label([LabelPart(word, style.label, role)], at: all, overData: true, name: word)
    }
  }
}
