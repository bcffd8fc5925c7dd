package import Figures
package import Quantities
package import Styling

/// Up to four monthly series over the years, each named at its end.
package struct MonthlyLines: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months, in order.
  package var months: [MonthIndex]
  /// The series, the chief one first.
  package var series: [Series]
  /// Whether the values are pounds.
  package var money: Bool

  /// One line.
  package struct Series: Sendable {
    /// The name.
    package var name: String
    /// The value of each month; nil is a missing month.
    package var values: [Figure?]

    /// Makes one.
    package init(name: String, values: [Figure?]) {
      self.name = name
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

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    scene.height = medium == .page ? 165 : medium == .wide ? 270 : 240
    let format: FigureFormat = money ? .sterlingShort : .number
    let looks: [(role: ColourRole, width: Double, dash: [Double])] = [
      (.blue, 1.75, []), (.ink2, 1.2, [4, 2.4]), (.bar, 1.2, []), (.axis, 1, [1.5, 2.2]),
    ]
    let most = scene.width * (medium == .narrow ? 0.3 : 0.24)
    let lines = series.indices.map { number in
      let look = looks[min(number, looks.count - 1)]
      let text = number == 0 ? style.strong : style.label
      return plotted(series[number].values).last.flatMap { last in
        series[number].values[last.index].map { figure in
          (last: last, lines: scene.endLines(series[number].name, LabelPart(figure, format, text, look.role), text, look.role, most: most))
        }
      }
    }
    let widest = lines.compactMap { $0 }.flatMap { $0.lines.map { scene.widthOf($0) } }.max() ?? 0
    // Names that take many lines make the chart taller rather than leave it.
    let stack = lines.compactMap { $0 }.reduce(0) { $0 + Double($1.lines.count) * style.leading + 1 }
    scene.height = max(scene.height, stack + 3.5 * style.leading)
    let missing = months.indices.filter { index in
      series.allSatisfy { !$0.values.indices.contains(index) || $0.values[index]?.value.approximation == nil }
    }
    let plot = TimePlot(
      scene, months: months, covering: series.flatMap { plotted($0.values).map(\.value) }, money: money, missing: missing,
      rightRoom: widest + 8 * style.unit)
    plot.draw(&scene, shown: series.first?.values ?? [])
    plot.drawZero(&scene)
    for (number, line) in series.enumerated().reversed() {
      let look = looks[min(number, looks.count - 1)]
      let width = months.count > 18 ? look.width * 0.75 : look.width
      scene.series(numbers(line.values), x: plot.months.x, y: plot.y, style.stroke(look.role, width, dash: look.dash))
      if let last = plotted(line.values).last { scene.circle(plot.point(last.index, last.value), 1.8 * style.unit, fill: look.role) }
    }
    let placed: [EndLabel] = lines.enumerated().compactMap { number, found in
      found.map { EndLabel(lines: $0.lines, end: plot.point($0.last.index, $0.last.value), role: looks[min(number, looks.count - 1)].role) }
    }
    scene.endLabels(placed, x: plot.right + 8 * style.unit, from: 0, to: plot.bottom)
    if !series.contains(where: { plotted($0.values).contains { $0.value != 0 } }) { scene.nilWords(plot) }
    let words = series.map { "\($0.name): \(monthlyDescription(months, $0.values, []))" }
    return scene.scene(title: title, description: words.joined(separator: " "))
  }
}
