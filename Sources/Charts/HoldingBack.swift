package import Figures
package import Styling

extension ChartSpecification {
  /// The same chart with other figures: the small-number policy puts `*` in the place of what it holds back.
  ///
  /// A kind of chart that does not say how it looks with a figure held back is not drawn at all then: a mark left where it was would tell the number.
  package func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification {
    figures.allSatisfy { replacement($0) == $0 } ? self : HeldBackChart(title: title)
  }
}

/// What stands in the place of a chart some of whose numbers are held back.
package struct HeldBackChart: ChartSpecification {
  /// The title of the chart.
  package var title: String

  /// Makes it.
  package init(title: String) { self.title = title }

  package var isEmpty: Bool { false }
  package var figures: [Figure] { [] }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    scene.height = 20 * style.unit
    let words = "Not drawn: some of its numbers are held back (*)."
    let size = 8 * style.unit
    scene.append(Mark.noValue.commands(at: Point(size / 2 + 1, 11 * style.unit), size: size))
    if scene.width > size * 2 + scene.widthOf(words, style.label) { scene.text(words, size * 1.8, 14 * style.unit, style.label, .ink2) }
    return scene.scene(title: title, description: words)
  }
}

/// Optional figures replaced.
func replaced(_ figures: [Figure?], _ replacement: (Figure) -> Figure) -> [Figure?] { figures.map { $0.map(replacement) } }

extension FunnelPlot {
  /// A unit whose rate is held back stands on the axis; without the overall rate there are no limits to draw.
  package func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification {
    var chart = self
    chart.overall = overall.map(replacement)
    chart.overDispersion = overDispersion.map(replacement)
    chart.points = points.map { point in
      var point = point
      let before = point.rate
      (point.population, point.rate) = (replacement(point.population), replacement(point.rate))
      if point.rate.value != before.value, point.isHeldBack { point.standing = .within }
      return point
    }
    // The limits give the overall rate away.
    if chart.overall?.value.approximation == nil || chart.overall != overall { chart.limits = [] }
    return chart
  }
}

extension Sparkline {
  /// A value that is held back is a gap.
  package func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification {
    Sparkline(values: replaced(values, replacement), plan: replaced(plan, replacement), role: role)
  }
}

extension MonthlyLines {
  /// A month that is held back is a gap with `*` under it.
  package func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification {
    var chart = self
    chart.series = series.map { Series(name: $0.name, values: replaced($0.values, replacement)) }
    return chart
  }
}

extension RankedBars {
  /// A value that is held back has no bar.
  package func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification {
    var chart = self
    chart.rows = rows.map { Row(name: $0.name, value: replacement($0.value), highlighted: $0.highlighted) }
    return chart
  }
}

extension ProcessChart {
  /// A month that is held back is a gap, and then no point is marked: which rule it meets would tell of the others.
  package func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification { replacing(replacement) }

  func replacing(_ replacement: (Figure) -> Figure) -> ProcessChart {
    guard !figures.allSatisfy({ replacement($0) == $0 }) else { return self }
    var chart = self
    chart.values = replaced(values, replacement)
    chart.marks = []
    chart.labels = []
    chart.target = target.map(replacement)
    chart.groups = groups.map { group in
      var group = group
      group.mean = group.mean.map(replacement)
      group.lower = group.lower.map(replacement)
      group.upper = group.upper.map(replacement)
      return group
    }
    return chart
  }
}

extension ProcessMultiples {
  /// A panel with a month held back has no verdict.
  package func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification {
    var chart = self
    chart.panels = panels.map { panel in
      guard !panel.chart.figures.allSatisfy({ replacement($0) == $0 }) else { return panel }
      return Panel(name: panel.name, chart: panel.chart.replacing(replacement), variation: nil, assurance: nil)
    }.filter { !$0.chart.isEmpty }
    return chart
  }
}
