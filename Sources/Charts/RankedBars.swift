package import Figures
package import Styling

/// Bars from nought in the caller’s order, each with its name and value.
package struct RankedBars: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The rows in the caller’s order.
  package var rows: [Row]
  /// How the values are written.
  package var format: FigureFormat

  /// One bar.
  package struct Row: Sendable {
    /// The name.
    package var name: String
    /// The value, the bar’s length.
    package var value: Figure
    /// Whether it is this organisation’s row.
    package var highlighted: Bool

    /// Makes one.
    package init(name: String, value: Figure, highlighted: Bool) {
      self.name = name
      self.value = value
      self.highlighted = highlighted
    }
  }

  /// Makes the chart.
  package init(title: String, rows: [Row], format: FigureFormat) {
    self.title = title
    self.rows = rows
    self.format = format
  }

  package var isEmpty: Bool { rows.isEmpty }
  package var figures: [Figure] { rows.map(\.value) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let names = RowNames(
      rows.map { ($0.name, $0.name, $0.highlighted) }, most: scene.width * (medium == .narrow ? 0.45 : 0.36), preferShort: false, scene)
    let widest = rows.map { scene.widthOf(printed($0.value.value, format), style.rowStrong) }.max() ?? 0
    let values = rows.map { $0.value.value.approximation ?? 0 }
    let credit = areMoney(figures) && values.contains { $0 < 0 }
    let top = style.leading + 4 * style.unit
    let bottom = top + rows.indices.reduce(0) { $0 + names.height($1, style) }
    scene.height = bottom + (credit ? style.leading + 3 * style.unit : style.unit)
    let left = names.width + 10 * style.unit
    let right = max(left + 20, scene.width - widest - 12 * style.unit)
    let axis = LinearScale(covering: values, from: left, to: right, most: BarScale.gridlines(width: right - left, style))
    let bars = BarScale(scale: axis, labels: tickLabels(axis))
    bars.draw(&scene, baseline: style.label.size, top: top - 3 * style.unit, bottom: bottom, within: 0...(right + 10 * style.unit))

    var y = top
    for (index, row) in rows.enumerated() {
      let height = names.height(index, style)
      let middle = y + height / 2
      scene.rule(y + height, from: 0, to: scene.width, style.stroke(.hair, 0.4))
      bars.bar(&scene, from: 0, to: values[index], middle: middle, height: style.bar, row.highlighted ? .blue : .bar)
      names.draw(index, &scene, x: 0, middle: middle)
      scene.figure(row.value, format, scene.width, middle + style.row.size * 0.35, row.highlighted ? style.rowStrong : style.row, .ink)
      y += height
    }
    bars.drawZero(&scene, top: top - 3 * style.unit, bottom: bottom)
    if credit { scene.text("A bar to the left of nought includes a credit.", 0, bottom + style.leading, style.label, .ink2) }
    return scene.scene(title: title, description: description)
  }

  private func tickLabels(_ axis: LinearScale) -> TickLabels {
    TickLabels(axis, money: areMoney(figures), percent: [.percent, .percentSize, .percentSigned, .percentWhole].contains(format))
  }

  private var description: String {
    let first = rows.prefix(5).map { "\($0.name) \(printed($0.value.value, format))" }.joined(separator: "; ")
    return rows.count > 5 ? "\(rows.count) rows. The first five: \(first)." : first + "."
  }
}
