import Styling

/// Gridlines and tick labels of an upright value axis.
struct ValueAxis {
  /// The scale.
  let scale: LinearScale
  /// How ticks are written.
  let labels: TickLabels
  /// What stands at nought instead of `0`: `On plan`.
  var zeroWords: String?

  /// The width of the widest label.
  func width(_ scene: SceneBuilder) -> Double {
    scale.ticks.map { scene.widthOf(text($0), scene.style.label) }.max() ?? 0
  }

  func text(_ tick: Double) -> String { tick == 0 ? zeroWords ?? labels.text(0) : labels.text(tick) }

  /// Draws hairs and labels; the line at nought is for `drawZero`, above the data's tints.
  func draw(_ scene: inout SceneBuilder, from left: Double, to right: Double) {
    let signed = scale.lower < 0
    for tick in scale.ticks {
      let y = scale.place(tick)
      if tick != 0 { scene.rule(y, from: left, to: right, scene.style.stroke(.hair, 0.5)) }
    }
    for tick in scale.ticks {
      let style = scene.style.label
      scene.text(text(tick), left - scene.style.gap, scale.place(tick) + style.size * 0.34, style, tick == 0 && signed ? .ink : .ink2, .end)
    }
  }

  /// The line at nought: stronger where the data have a sign.
  func drawZero(_ scene: inout SceneBuilder, from left: Double, to right: Double) {
    scene.keepOff([Point(left, scale.place(0)), Point(right, scale.place(0))])
    scene.rule(scale.place(0), from: left, to: right, scale.lower < 0 ? scene.style.stroke(.ink, 0.75) : scene.style.stroke(.ink2, 0.5))
  }

  /// How many gridlines suit a plot so high.
  static func gridlines(height: Double, _ style: ChartStyle) -> Int { min(6, max(3, Int(height / (style.leading * 2.6)))) }
}
