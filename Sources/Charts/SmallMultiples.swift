package import Figures
package import Quantities
package import Styling

/// One small panel an organisation: monthly actual as a line, monthly plan as a step, tinted between; a row of panels shares its scale.
package struct SmallMultiples: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The months of every panel, in order.
  package var months: [MonthIndex]
  /// The panels in the caller’s order, by size.
  package var panels: [Panel]

  /// One organisation.
  package struct Panel: Sendable {
    /// The name.
    package var name: String
    /// The name where the panel is too narrow for the full one.
    package var shortName: String
    /// The actual of the year to date, printed under the name.
    package var total: Figure
    /// The variance as a share of plan, or in pounds, printed with its word.
    package var variance: Figure
    /// The actual of each month; nil is a missing month.
    package var actual: [Figure?]
    /// The plan of each month; nil is none.
    package var plan: [Figure?]

    /// Makes one.
    package init(name: String, shortName: String, total: Figure, variance: Figure, actual: [Figure?], plan: [Figure?]) {
      self.name = name
      self.shortName = shortName
      self.total = total
      self.variance = variance
      self.actual = actual
      self.plan = plan
    }
  }

  /// Makes the chart.
  package init(title: String, months: [MonthIndex], panels: [Panel]) {
    self.title = title
    self.months = months
    self.panels = panels
  }

  package var isEmpty: Bool { panels.allSatisfy { plotted($0.actual).isEmpty && plotted($0.plan).isEmpty } }
  package var figures: [Figure] { panels.flatMap { [$0.total, $0.variance] + ($0.actual + $0.plan).compactMap(\.self) } }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let columns = medium == .narrow ? 2 : 4
    let between = (medium == .page ? 11.3 : medium == .wide ? 18 : 12)
    // A page holds six rows; the panels that follow, the smallest, are named in the line that says so.
    let shown = medium == .page ? Array(panels.prefix(24)) : panels
    let rowsOfPanels = stride(from: 0, to: shown.count, by: columns).map { Array(shown[$0..<min($0 + columns, shown.count)]) }
    let plotHeight = medium == .page ? min(82, 566 / Double(rowsOfPanels.count) - 59) : medium == .wide ? 150 : 110
    let money = areMoney(panels.map(\.total))
    let scales = rowsOfPanels.map { PanelScales($0, height: plotHeight, money: money, style) }
    let gutter = (scales.flatMap { row in row.axes.map { $0.width(scene) } }.max() ?? 0) + style.gap
    let panelWidth = (scene.width - gutter - Double(columns - 1) * between) / Double(columns)

    var y = 0.0
    for (row, rowPanels) in rowsOfPanels.enumerated() {
      let heads = rowPanels.indices.map {
        PanelHead(rowPanels[$0], room: $0 == columns - 1 ? panelWidth : panelWidth + between - 4, ownScale: scales[row].isOwn[$0], scene)
      }
      let headHeight = Double(heads.map(\.lines.count).max() ?? 2) * style.leading + (medium == .page ? 12 : 16)
      let top = y + headHeight
      let bottom = top + plotHeight
      scene.height = bottom + style.gap * 0.6 + style.leading
      for (column, panel) in rowPanels.enumerated() {
        let left = gutter + Double(column) * (panelWidth + between)
        for (line, parts) in heads[column].lines.enumerated() { scene.parts(parts, left, y + style.label.size * 0.8 + Double(line) * style.leading) }
        let plot = PanelPlot(
          panel: panel, axis: MonthAxis(months, from: left, to: left + panelWidth), values: scales[row].axes[column].moved(from: bottom, to: top),
          top: top, bottom: bottom)
        plot.draw(&scene, printsScale: column == 0 && !scales[row].isOwn[0], namesLines: row == 0 && column == 0)
        if scales[row].isOwn[column] { plot.drawOwnScale(&scene) }
      }
      y = scene.height + (medium == .page ? 11.3 : 20)
    }
    let rest = panels.count - shown.count
    if rest > 0 {
      for panel in panels[shown.count...] { scene.drop(panel.name) }
      scene.text("\(rest) more \(rest == 1 ? "follows" : "follow") in the data of this chart.", 0, scene.height + style.leading, style.label, .ink2)
      scene.height += style.leading + 4
    }
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    let words = panels.prefix(4).map { panel in
      let variance = VarianceSide(panel.variance.value) == nil ? printed(panel.variance.value, .pounds) : varianceWords(panel.variance)
      return "\(panel.name) \(plainValue(panel.total)), \(variance)"
    }
    let list = words.joined(separator: "; ") + "."
    guard let first = months.first, let last = months.last else { return list }
    let count = panels.count > 4 ? "\(panels.count) panels, the first four: " : ""
    let span = first == last ? monthAndYear(first) : "\(monthAndYear(first)) to \(monthAndYear(last))"
    return "Monthly actual and plan, \(span). \(count)\(list)"
  }
}
