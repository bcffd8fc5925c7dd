package import Figures
package import Quantities
package import Styling

/// The cumulative variance of every organisation as a line, this one in blue, the furthest named at their ends.
package struct PeerLines: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The organisations.
  package var series: [Series]

  /// One organisation.
  package struct Series: Sendable {
    /// The code, which settles ties.
    package var code: String
    /// The name.
    package var name: String
    /// The name for the label.
    package var shortName: String
    /// Plan − actual to each month; negative is over plan; nil is a missing month.
    package var values: [Figure?]
    /// Whether it is this organisation’s line.
    package var highlighted: Bool

    /// Makes one.
    package init(code: String, name: String, shortName: String, values: [Figure?], highlighted: Bool) {
      self.code = code
      self.name = name
      self.shortName = shortName
      self.values = values
      self.highlighted = highlighted
    }
  }

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], series: [Series]) {
    self.title = title
    self.months = months
    self.series = series
  }

  package var isEmpty: Bool { series.allSatisfy { plotted($0.values).isEmpty } }
  package var figures: [Figure] { series.flatMap { $0.values.compactMap(\.self) } }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    scene.height = medium == .page ? 286.3 : medium == .wide ? 440 : 340
    let money = areMoney(figures)
    let room = PeerLabels.room(series, money ? .thousands : .number, most: scene.width * (medium == .narrow ? 0.42 : 0.33), scene)
    let missing = months.indices.filter { index in
      series.allSatisfy { !$0.values.indices.contains(index) || $0.values[index]?.value.approximation == nil }
    }
    let plot = TimePlot(
      scene, months: months, covering: series.flatMap { plotted($0.values).map(\.value) }, money: money, missing: missing, rightRoom: room,
      signed: true, zeroWords: "On plan")
    plot.draw(&scene)
    plot.drawZero(&scene)
    for line in series where !line.highlighted {
      scene.series(numbers(line.values), x: plot.months.x, y: plot.y, style.stroke(.axis, 0.7))
      if let last = plotted(line.values).last { scene.circle(plot.point(last.index, last.value), 1.4 * style.unit, fill: .axis) }
    }
    for line in series where line.highlighted {
      scene.series(numbers(line.values), x: plot.months.x, y: plot.y, style.stroke(.blue, 2.2))
      for (index, value) in plotted(line.values) { scene.circle(plot.point(index, value), 2.2 * style.unit, fill: .blue) }
    }
    PeerLabels(series: series, plot: plot, left: plot.right + 8 * style.unit, format: money ? .thousands : .number).draw(&scene)
    if !series.contains(where: { plotted($0.values).contains { $0.value != 0 } }) { scene.nilWords(plot) }
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    let ends = series.compactMap { line in plotted(line.values).last.flatMap { last in line.values[last.index].map { (line, last.value, $0) } } }
    let sorted = ends.sorted { ($0.1, $0.0.code) < ($1.1, $1.0.code) }
    guard let furthest = sorted.first, let best = sorted.last else { return "No value." }
    // Of lines that are all under plan, none is the furthest over it.
    let first = furthest.1 < 0 ? "Furthest over" : "At one end"
    var text = "\(series.count) \(series.count == 1 ? "line" : "lines"). \(first): \(furthest.0.name), \(varianceWords(furthest.2))."
    if sorted.count > 1 { text += " At the other end: \(best.0.name), \(varianceWords(best.2))." }
    if let own = sorted.firstIndex(where: { $0.0.highlighted }) {
      text += " \(sorted[own].0.name): \(varianceWords(sorted[own].2)), number \(own + 1) of \(sorted.count)."
    }
    return text
  }
}
