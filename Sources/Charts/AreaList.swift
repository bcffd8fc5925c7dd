import Figures
import Styling

/// The list beside a map: number, a patch of the colour, name and share of each area in the caller's order.
struct AreaList {
  private let lines: [Choropleth.ListLine]
  private let total: Choropleth.ListLine?
  private let numberWidth: Double
  private let patch: Double
  private let shareWidth: Double
  /// The room that it would like, at most two fifths of the scene.
  let width: Double
  /// Whether an area has no plan.
  let withNoPlan: Bool

  init(_ lines: [Choropleth.ListLine], total: Choropleth.ListLine?, _ scene: SceneBuilder) {
    let style = scene.style
    self.lines = lines
    self.total = total
    numberWidth = scene.widthOf(String(max(lines.count, 10)), style.strong) + 5 * style.unit
    patch = style.label.size
    let all = lines + (total.map { [$0] } ?? [])
    shareWidth =
      max(all.map { scene.widthOf(printed($0.share.value, .percent), style.strong) }.max() ?? 0, scene.widthOf("% of plan", style.strong)) + 6
      * style.unit
    let names = lines.map { scene.widthOf($0.name, style.label) } + (total.map { [scene.widthOf($0.name, style.strong)] } ?? [])
    width = min(numberWidth + patch + 5 * style.unit + (names.max() ?? 0) + shareWidth, scene.width * 0.42)
    withNoPlan = lines.contains { VarianceClass(percent: $0.share.value) == nil }
  }

  /// Draws it and gives the y of its lower edge.
  func draw(_ scene: inout SceneBuilder, x: Double, top: Double, width: Double) -> Double {
    let style = scene.style
    let right = x + width
    let nameLeft = x + numberWidth + patch + 5 * style.unit
    let room = max(20, right - shareWidth - nameLeft)
    let pad = 2 * style.unit
    scene.text("% of plan", right, top + style.label.size, style.strong, .ink2, .end)
    var y = top + style.label.size + 4 * style.unit
    scene.rule(y, from: x, to: right, style.stroke(.ink, 0.75))
    for (index, line) in lines.enumerated() {
      let names = wrapped(line.name, style.label, room, scene)
      let baseline = y + pad + style.label.size * 0.9
      scene.text(String(index + 1), x + numberWidth - 5 * style.unit, baseline, style.strong, .ink, .end)
      let box = Box(x: x + numberWidth, y: baseline - patch * 0.82, width: patch, height: patch * 0.9)
      if let fill = PercentGround(line.share.value).fill {
        scene.rectangle(box, fill)
      } else {
        scene.append([.rectangle(box.grown(-0.25), fill: nil, stroke: style.stroke(.axis, 0.5))])
      }
      for (number, name) in names.enumerated() { scene.text(name, nameLeft, baseline + Double(number) * style.leading, style.label, .ink) }
      scene.figure(line.share, .percent, right, baseline, style.label, VarianceSide(line.share.value)?.textRole ?? .ink2)
      y += Double(names.count) * style.leading + 2 * pad
      scene.rule(y, from: x, to: right, style.stroke(.hair, 0.4))
    }
    guard let total else { return y }
    scene.rule(y, from: x, to: right, style.stroke(.ink, 0.75))
    let names = wrapped(total.name, style.strong, right - shareWidth - x, scene)
    let baseline = y + pad + style.label.size * 0.9
    for (number, name) in names.enumerated() { scene.text(name, x, baseline + Double(number) * style.leading, style.strong, .ink) }
    scene.figure(total.share, .percent, right, baseline, style.strong, VarianceSide(total.share.value)?.textRole ?? .ink2)
    y += Double(names.count) * style.leading + 2 * pad
    scene.rule(y, from: x, to: right, style.stroke(.ink, 0.75))
    return y
  }
}
