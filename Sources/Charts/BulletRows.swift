package import Figures
package import Styling

/// Bars from nought on one scale, each with an upright mark for its plan, its amount and its share of the plan: the bullet graph in rows.
package struct BulletRows: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The rows in the caller’s order.
  package var rows: [Row]
  /// All of them: numbers alone, because its bar would set the scale.
  package var total: Row?

  /// One bar.
  package struct Row: Sendable {
    /// The name.
    package var name: String
    /// The amount, the bar’s length.
    package var value: Figure
    /// The plan, the upright mark.
    package var plan: Figure
    /// The amount as a share of the plan.
    package var share: Figure

    /// Makes one.
    package init(name: String, value: Figure, plan: Figure, share: Figure) {
      self.name = name
      self.value = value
      self.plan = plan
      self.share = share
    }
  }

  /// Makes the chart.
  package init(title: String, rows: [Row], total: Row? = nil) {
    self.title = title
    self.rows = rows
    self.total = total
  }

  package var isEmpty: Bool { rows.isEmpty }
  package var figures: [Figure] { (rows + (total.map { [$0] } ?? [])).flatMap { [$0.value, $0.plan, $0.share] } }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let lines = rows + (total.map { [$0] } ?? [])
    let names = RowNames(
      rows.map { ($0.name, $0.name, false) } + (total.map { [($0.name, $0.name, true)] } ?? []), most: scene.width * (medium == .narrow ? 0.34 : 0.3),
      preferShort: false, scene)
    func widest(_ figure: (Row) -> Figure, _ format: FigureFormat) -> Double {
      lines.map { scene.widthOf(printed(figure($0).value, format), style.rowStrong) }.max() ?? 0
    }
    let (heads, gap) = (["Saved", "% of target"], 10 * style.unit)
    let shareWidth = max(widest(\.share, .percent), scene.widthOf(heads[1], style.strong))
    let valueWidth = max(widest(\.value, .pounds), scene.widthOf(heads[0], style.strong))
    let valueEnd = scene.width - shareWidth - gap
    let left = names.width + gap
    let right = max(left + 20, valueEnd - valueWidth - gap)
    let top = style.leading + 4 * style.unit
    let heights = lines.indices.map { names.height($0, style) }
    let bottom = top + heights.prefix(rows.count).reduce(0, +)
    scene.height = top + heights.reduce(0, +) + 2 * style.unit
    let numbers: [Double] = rows.flatMap { row -> [Double] in [row.value, row.plan].map { $0.value.approximation ?? 0 } }
    let axis = LinearScale(covering: numbers, from: left, to: right, most: BarScale.gridlines(width: right - left, style))
    let bars = BarScale(scale: axis, labels: TickLabels(axis, money: areMoney(rows.map(\.value)), percent: false))
    scene.text(heads[1], scene.width, style.label.size, style.strong, .ink2, .end)
    scene.text(heads[0], valueEnd, style.label.size, style.strong, .ink2, .end)
    bars.draw(&scene, baseline: style.label.size, top: top - 3 * style.unit, bottom: bottom, within: 0...(right + 4 * style.unit))
    scene.rule(top - 2 * style.unit, from: valueEnd - valueWidth, to: scene.width, style.stroke(.ink, 0.75))

    var y = top
    for (index, row) in lines.enumerated() {
      let middle = y + heights[index] / 2
      let isTotal = index == rows.count
      if !isTotal {
        let value = row.value.value.approximation ?? 0
        scene.rule(y + heights[index], from: 0, to: scene.width, style.stroke(.hair, 0.4))
        bars.bar(&scene, from: 0, to: value, middle: middle, height: style.bar * 0.7, .blue)
        if let plan = row.plan.value.approximation {
          let reach = style.bar * 0.62
          scene.upright(axis.place(plan), from: middle - reach, to: middle + reach, style.stroke(.ink, 1.4))
        }
      }
      names.draw(index, &scene, x: 0, middle: middle)
      let text = isTotal ? style.rowStrong : style.row
      scene.figure(row.value, .pounds, valueEnd, middle + text.size * 0.35, text, .ink)
      scene.figure(row.share, .percent, scene.width, middle + text.size * 0.35, text, .ink)
      y += heights[index]
    }
    bars.drawZero(&scene, top: top - 3 * style.unit, bottom: bottom)
    if total != nil {
      scene.rule(bottom, from: 0, to: scene.width, style.stroke(.ink, 0.75))
      scene.rule(y + style.unit, from: 0, to: scene.width, style.stroke(.ink, 0.75))
    }
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    let lines = rows.prefix(6).map { row in
      "\(row.name): \(plainValue(row.value)) against \(plainValue(row.plan)), \(printed(row.share.value, .percentSigned))"
    }
    return lines.joined(separator: "; ") + (rows.count > 6 ? "; and \(rows.count - 6) more." : ".")
  }
}
