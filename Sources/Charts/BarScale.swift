import Styling

/// The ticks along the top of bars that lie: gridlines through the rows, each tick's label at its head as long as there is room.
struct BarScale {
  /// The scale from left to right.
  let scale: LinearScale
  /// How ticks are written.
  let labels: TickLabels
  /// What stands at nought instead of `0`.
  var zeroWords: String?

  /// Draws gridlines from `top` to `bottom` and labels on `baseline`; nought's label comes first, then those furthest from it.
  func draw(_ scene: inout SceneBuilder, baseline: Double, top: Double, bottom: Double, within field: ClosedRange<Double>) {
    for tick in scale.ticks where tick != 0 { scene.upright(scale.place(tick), from: top, to: bottom, scene.style.stroke(.hair, 0.5)) }
    for tick in scale.ticks.sorted(by: { abs($0) < abs($1) }) {
      let text = tick == 0 ? zeroWords ?? "0" : labels.text(tick)
      let half = scene.widthOf(text, scene.style.label) / 2
      let x = min(max(scale.place(tick), field.lowerBound + half), field.upperBound - half)
      let box = Box(x: x - half - 2, y: baseline - scene.style.label.size, width: 2 * half + 4, height: scene.style.label.size)
      // A label pushed far from its line would name another place; the gridline stands without it.
      if abs(x - scale.place(tick)) <= half, scene.isFree(box, of: false) { scene.text(text, x, baseline, scene.style.label, .ink2, .middle) }
    }
  }

  /// The line at nought.
  func drawZero(_ scene: inout SceneBuilder, top: Double, bottom: Double) {
    let signed = scale.lower < 0
    scene.upright(scale.place(0), from: top, to: bottom, signed ? scene.style.stroke(.ink, 0.75) : scene.style.stroke(.ink2, 0.5))
  }

  /// A bar between two values, at least 0.75 pt long unless they are equal.
  func bar(_ scene: inout SceneBuilder, from: Double, to: Double, middle: Double, height: Double, _ role: ColourRole) {
    guard from != to else { return }
    let a = scale.place(from)
    let b = scale.place(to)
    let least = 0.75 * scene.style.unit
    let length = max(abs(b - a), least)
    let left = b >= a ? min(a, scale.end - length) : a - length
    scene.rectangle(Box(x: max(min(scale.start, scale.end), left), y: middle - height / 2, width: length, height: height), role)
  }

  /// How many gridlines suit a plot so wide.
  static func gridlines(width: Double, _ style: ChartStyle) -> Int { min(6, max(2, Int(width / (style.label.size * 6)))) }
}
