import Styling

/// The value axes of one row of small panels: one scale for all, except a panel that would flatten the rest, which gets its own.
struct PanelScales {
  /// One axis a panel.
  let axes: [ValueAxis]
  /// Whether a panel has a scale of its own.
  let isOwn: [Bool]

  init(_ panels: [SmallMultiples.Panel], height: Double, money: Bool, _ style: ChartStyle) {
    let values = panels.map { plotted($0.actual).map(\.value) + plotted($0.plan).map(\.value) }
    let sizes = values.map { $0.map { abs($0) }.max() ?? 0 }
    // Huge range: over fifty times the middle one of the row.
    let sorted = sizes.sorted()
    let middle = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
    let own = sizes.map { panels.count > 1 && middle > 0 && $0 > 50 * middle }
    func axis(_ values: [Double]) -> ValueAxis {
      let scale = LinearScale(covering: values, from: height, to: 0, most: 4)
      return ValueAxis(scale: scale, labels: TickLabels(scale, money: money))
    }
    let shared = axis(zip(values, own).flatMap { $1 ? [] : $0 })
    axes = zip(values, own).map { $1 ? axis($0) : shared }
    isOwn = own
  }
}

extension ValueAxis {
  /// The same axis at another place.
  func moved(from start: Double, to end: Double) -> ValueAxis {
    ValueAxis(scale: scale.moved(from: start, to: end), labels: labels, zeroWords: zeroWords)
  }
}

extension PanelPlot {
  /// The tick labels of a panel that has a scale of its own, inside it at its left.
  func drawOwnScale(_ scene: inout SceneBuilder) {
    let style = scene.style
    for tick in values.scale.ticks where tick != 0 {
      let parts = [LabelPart(values.text(tick), style.label, .ink2)]
      scene.label(parts, at: [(axis.left + 1, values.scale.place(tick) - 2 * style.unit, .start)], name: values.text(tick))
    }
  }
}
