package import Figures
package import Quantities
package import Styling

/// A monthly series with its mean and the limits of ordinary variation, as the caller worked them out.
package struct ProcessChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The value of each month; nil is a missing month.
  package var values: [Figure?]
  /// The mean.
  package var mean: Figure?
  /// The lower limit.
  package var lower: Figure?
  /// The upper limit.
  package var upper: Figure?

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], values: [Figure?], mean: Figure?, lower: Figure?, upper: Figure?) {
    self.title = title
    self.months = months
    self.values = values
    self.mean = mean
    self.lower = lower
    self.upper = upper
  }

  package var isEmpty: Bool { plotted(values).isEmpty }
  package var figures: [Figure] { (values + [mean, lower, upper]).compactMap(\.self) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    scene.height = medium == .page ? 153 : medium == .wide ? 250 : 220
    let known = plotted(values)
    // Fewer than seven points carry no limits; fewer than twelve carry trial ones.
    let limits = known.count < 7 ? [] : [("Upper limit", upper), ("Lower limit", lower)]
    let narrow = medium == .narrow
    let format: FigureFormat = areMoney(figures) ? .sterlingShort : .oneDecimal
    var labels: [(value: Double, lines: [LabelPart], stroke: Stroke)] = []
    if let mean, let value = mean.value.approximation {
      let parts = [LabelPart("Mean", style.strong, .ink), LabelPart(mean, format, style.strong, .ink)]
      labels.append((value, parts, style.stroke(.ink, 0.9)))
    }
    for (name, limit) in limits {
      guard let limit, let value = limit.value.approximation else { continue }
      let word = narrow ? String(name.prefix(5)) : name
      let parts = [LabelPart(word, style.label, .ink2), LabelPart(limit, format, style.label, .ink2)]
      labels.append((value, parts, style.stroke(.ink2, 0.8, dash: [4, 2.5])))
    }
    // A lower limit under nought stands at nought, with its value in its label, where the data are never negative.
    let floor = known.contains { $0.value < 0 } ? -Double.infinity : 0
    labels = labels.map { (max($0.value, floor), $0.lines, $0.stroke) }
    let trial = known.count >= 7 && known.count < 12 && labels.count > 1
    let trialParts = [LabelPart("trial limits", style.label, .ink2)]
    let widest = (labels.map { scene.widthOf($0.lines) } + (trial ? [scene.widthOf(trialParts)] : [])).max() ?? 0
    let plot = TimePlot(
      scene, months: months, covering: known.map(\.value) + labels.map(\.value), money: areMoney(figures),
      missing: missingMonths(values, of: months), rightRoom: widest > 0 ? widest + 8 * style.unit : 4)
    plot.draw(&scene, shown: values)
    plot.drawZero(&scene)
    if plot.months.slot >= 8 {
      for index in months.indices {
        scene.upright(plot.months.x(index), from: plot.bottom, to: plot.bottom + 2.5 * style.unit, style.stroke(.ink2, 0.5))
      }
    }
    for label in labels { scene.rule(plot.y(label.value), from: plot.left, to: plot.right, label.stroke) }
    if known.count >= 7 { scene.series(numbers(values), x: plot.months.x, y: plot.y, style.stroke(.axis, 0.9)) }
    for (index, value) in known { scene.circle(plot.point(index, value), 1.9 * style.unit, fill: .axis) }
    var placed = labels.map { EndLabel(lines: [$0.lines], end: Point(plot.right, plot.y($0.value)), role: $0.stroke.role) }
    if trial, let top = placed.indices.min(by: { placed[$0].end.y < placed[$1].end.y }) { placed[top].lines.append(trialParts) }
    scene.endLabels(placed, x: plot.right + 8 * style.unit, from: 0, to: plot.bottom + style.leading / 2)
    if known.count == 1, let figure = values[known[0].index] {
      let at = plot.point(known[0].index, known[0].value)
      scene.label(
        [LabelPart(figure, areMoney([figure]) ? .sterling : .number, style.strong, .ink)],
        at: [(at.x, at.y - 5 * style.unit, .middle), (at.x + 6, at.y + 3, .start), (at.x - 6, at.y + 3, .end)], name: "value")
    }
    if !known.contains(where: { $0.value != 0 }) { scene.nilWords(plot) }
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    var text = monthlyDescription(months, values, [])
    let format: FigureFormat = areMoney(figures) ? .sterling : .oneDecimal
    if let mean { text += " Mean \(printed(mean.value, format))." }
    if plotted(values).count >= 7, let lower, let upper { text += " Limits \(printed(lower.value, format)) to \(printed(upper.value, format))." }
    return text
  }
}
