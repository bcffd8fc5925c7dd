package import Figures
package import Quantities
package import Styling

/// A column for each month of several years, stacked by whose cost it is; amounts below nought hang below the line.
package struct StackedColumns: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The parts, from the bottom of the stack; six at most have a look of their own.
  package var series: [Series]
  /// Whether the values are pounds.
  package var money: Bool

  /// One part of every column.
  package struct Series: Sendable {
    /// The name.
    package var name: String
    /// The name for narrow screens.
    package var shortName: String
    /// The value of each month; nil is a missing month.
    package var values: [Figure?]

    /// Makes one.
    package init(name: String, shortName: String, values: [Figure?]) {
      self.name = name
      self.shortName = shortName
      self.values = values
    }
  }

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], series: [Series], money: Bool) {
    self.title = title
    self.months = months
    self.series = series
    self.money = money
  }

  package var isEmpty: Bool { series.allSatisfy { plotted($0.values).isEmpty } }
  package var figures: [Figure] { series.flatMap { $0.values.compactMap(\.self) } }

  /// Neighbours differ in lightness, so that parts are told apart without colour.
  private static let looks: [ColourRole] = [.blue, .blueProjected, .ink2, .bar, .axis, .rule]

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    scene.height = medium == .page ? 190 : medium == .wide ? 310 : 290
    let narrow = medium == .narrow
    let missing = months.indices.filter { index in series.allSatisfy { value($0, index) == nil } }
    let lastColumn = months.indices.last { !missing.contains($0) } ?? 0
    let named = series.indices.filter { (value(series[$0], lastColumn) ?? 0) != 0 }
    let most = scene.width * (narrow ? 0.34 : 0.24)
    let labels = named.map { index -> (index: Int, lines: [[LabelPart]]) in
      let name = narrow ? series[index].shortName : series[index].name
      return (index, wrapped(name, style.label, most - 14 * style.unit, scene).map { [LabelPart($0, style.label, .ink2)] })
    }
    let widest = labels.flatMap { $0.lines.map { scene.widthOf($0) } }.max() ?? 0
    let stack = labels.reduce(0) { $0 + Double($1.lines.count) * style.leading + 1 }
    scene.height = max(scene.height, stack + 3.5 * style.leading)
    let sums = months.indices.flatMap { index -> [Double] in
      let values = series.compactMap { value($0, index) }
      return [values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +)]
    }
    let plot = TimePlot(
      scene, months: months, covering: sums, money: money, missing: missing, rightRoom: widest + 26 * style.unit)
    plot.draw(&scene)
    let column = min(plot.months.slot * 0.78, 22 * style.unit)
    var ends: [Int: (middle: Double, role: ColourRole)] = [:]
    for month in months.indices {
      var above = 0.0
      var below = 0.0
      for (index, one) in series.enumerated() {
        guard let value = value(one, month), value != 0 else { continue }
        let from = value > 0 ? above : below
        let to = from + value
        if value > 0 { above = to } else { below = to }
        let (top, bottom) = (min(plot.y(from), plot.y(to)), max(plot.y(from), plot.y(to)))
        let role = Self.looks[min(index, Self.looks.count - 1)]
        // A hair of ground between the parts, where they are thick enough to spare it.
        let seam = bottom - top > 3 * style.unit ? 0.6 * style.unit : 0
        scene.rectangle(Box(x: plot.months.x(month) - column / 2, y: top, width: column, height: max(bottom - top - seam, 0.4)), role)
        if month == lastColumn { ends[index] = ((top + bottom) / 2, role) }
      }
    }
    plot.drawZero(&scene)
    let swatch = 8 * style.unit
    let x = plot.right + 14 * style.unit
    let placed = labels.compactMap { label -> (lines: [[LabelPart]], wish: Double, role: ColourRole)? in
      ends[label.index].map { (label.lines, $0.middle, $0.role) }
    }.enumerated().sorted { ($0.element.wish, $0.offset) < ($1.element.wish, $1.offset) }.map(\.element)
    let sizes = placed.map { Double($0.lines.count) * style.leading + 1 }
    let middles = spread(placed.map(\.wish), sizes: sizes, within: 0...max(plot.bottom + style.leading / 2, 1))
    for (label, middle) in zip(placed, middles) {
      let first = middle - Double(label.lines.count - 1) * style.leading / 2
      scene.rectangle(Box(x: x, y: first - swatch / 2, width: swatch, height: swatch), label.role)
      for (line, parts) in label.lines.enumerated() {
        scene.parts(parts, x + swatch + 3 * style.unit, first + Double(line) * style.leading + style.label.size * 0.35)
      }
    }
    if !sums.contains(where: { $0 != 0 }) { scene.nilWords(plot) }
    return scene.scene(title: title, description: description)
  }

  private func value(_ one: Series, _ month: Int) -> Double? {
    one.values.indices.contains(month) ? one.values[month]?.value.approximation : nil
  }

  private var description: String {
    let words = series.prefix(3).map { "\($0.name): \(monthlyDescription(months, $0.values, []))" }
    return words.joined(separator: " ") + (series.count > 3 ? " \(series.count - 3) more parts." : "")
  }
}
