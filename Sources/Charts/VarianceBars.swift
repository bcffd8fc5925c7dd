package import Figures
package import Styling

/// Variances as ordered bars about one zero line, ending in the total.
package struct VarianceBars: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The rows in the caller’s order.
  package var rows: [Row]
  /// The total, on the same scale.
  package var total: Row?

  /// One bar.
  package struct Row: Sendable {
    /// The name.
    package var name: String
    /// The name for narrow screens.
    package var shortName: String
    /// Plan − actual; negative is over plan.
    package var variance: Figure
    /// Whether it is this organisation’s row.
    package var highlighted: Bool

    /// Makes one.
    package init(name: String, shortName: String, variance: Figure, highlighted: Bool) {
      self.name = name
      self.shortName = shortName
      self.variance = variance
      self.highlighted = highlighted
    }
  }

  /// Makes the chart.
  package init(title: String, rows: [Row], total: Row?) {
    self.title = title
    self.rows = rows
    self.total = total
  }

  package var isEmpty: Bool { rows.isEmpty }
  package var figures: [Figure] { (rows + (total.map { [$0] } ?? [])).map(\.variance) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let narrow = medium == .narrow
    let all = rows + (total.map { [$0] } ?? [])
    let names = RowNames(
      rows.map { ($0.name, $0.shortName, $0.highlighted) } + (total.map { [($0.name, $0.shortName, true)] } ?? []),
      most: scene.width * (narrow ? 0.4 : 0.34), preferShort: narrow, scene)

    // Columns from the right: the word (not where it is narrow), the number.
    let sides = all.map { VarianceSide($0.variance.value) }
    let word = narrow ? 0 : (sides.compactMap { $0 }.map { scene.widthOf($0.rawValue, style.strong) }.max() ?? 0)
    let numberRight = scene.width - (narrow ? 0 : word + 5 * style.unit)
    let widest = all.map { scene.widthOf(printed($0.variance.value, .pounds), style.rowStrong) }.max() ?? 0
    let top = style.leading + 4 * style.unit
    let bottom = top + all.indices.reduce(0) { $0 + names.height($1, style) }
    scene.height = bottom + style.leading + 3 * style.unit

    // Both sides share one scale; each keeps room for its heading.
    let values = all.map { $0.variance.value.approximation ?? 0 }
    let left = names.width + 10 * style.unit
    let right = max(left + 40, numberRight - widest - 10 * style.unit)
    let room = (over: scene.widthOf("over plan", style.strong) + 14 * style.unit, under: scene.widthOf("under", style.strong) + 14 * style.unit)
    let most = BarScale.gridlines(width: right - left, style)
    let axis = signedScale(values, from: left, to: right, leastLeft: room.over, leastRight: room.under, most: most)
    let bars = BarScale(scale: axis, labels: TickLabels(axis, money: areMoney(figures)))
    bars.draw(&scene, baseline: bottom + style.leading, top: top - 3 * style.unit, bottom: bottom + 2 * style.unit, within: 0...scene.width)
    let zero = axis.place(0)
    scene.varianceHeads(zero: zero, baseline: style.label.size)
    scene.text("£", numberRight, style.label.size, style.strong, .ink2, .end)

    var y = top
    for (index, row) in all.enumerated() {
      let height = names.height(index, style)
      let middle = y + height / 2
      let isTotal = index == rows.count
      if row.highlighted, !isTotal { scene.rectangle(Box(x: 0, y: y, width: scene.width, height: height), .pale) }
      scene.rule(isTotal ? y : y + height, from: 0, to: scene.width, isTotal ? style.stroke(.ink, 0.75) : style.stroke(.hair, 0.4))
      if isTotal { scene.rule(y + height, from: 0, to: scene.width, style.stroke(.ink, 0.75)) }
      let side = sides[index]
      bars.bar(&scene, from: 0, to: values[index], middle: middle, height: style.bar, side?.barRole ?? .ink2)
      names.draw(index, &scene, x: 0, middle: middle)
      let baseline = middle + style.row.size * 0.35
      let bold = isTotal || row.highlighted
      scene.figure(row.variance, .pounds, numberRight, baseline, bold ? style.rowStrong : style.row, side?.textRole ?? .ink2)
      if !narrow, let side { scene.text(side.rawValue, scene.width - word, baseline, bold ? style.strong : style.label, side.textRole) }
      y += height
    }
    bars.drawZero(&scene, top: top - 3 * style.unit, bottom: bottom + 2 * style.unit)
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    let end = total.map { " \($0.name): \(varianceWords($0.variance))." } ?? ""
    return furthestWords(rows.map { ($0.name, $0.variance) }) + end
  }
}
