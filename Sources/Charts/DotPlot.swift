package import Figures
package import Styling

/// A value of each row as a dot with its interval, beside a value to compare it with; all on one scale from nought.
package struct DotPlot: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The rows in the caller’s order.
  package var rows: [Row]
  /// How the values are written.
  package var format: FigureFormat
  /// What the dot is, for the key: `Chiltern, with its 95% interval`.
  package var valueName: String
  /// What the tick is, for the key: `mean of the best five`.
  package var referenceName: String
  /// The head of the column at the right; empty for none.
  package var sideHead: String

  /// One row.
  package struct Row: Sendable {
    /// The name.
    package var name: String
    /// The name for narrow screens.
    package var shortName: String
    /// The value.
    package var value: Figure
    /// The ends of its interval; nil where there is none.
    package var interval: (lower: Figure, upper: Figure)?
    /// What it is compared with; nil where there is nothing.
    package var reference: Figure?
    /// The number at the right; nil for none.
    package var side: Figure?
    /// Whether it stands out: drawn in the chief colour.
    package var standsOut: Bool

    /// Makes one.
    package init(
      name: String, shortName: String, value: Figure, interval: (lower: Figure, upper: Figure)?, reference: Figure?, side: Figure?, standsOut: Bool
    ) {
      self.name = name
      self.shortName = shortName
      self.value = value
      self.interval = interval
      self.reference = reference
      self.side = side
      self.standsOut = standsOut
    }
  }

  /// Makes the chart.
  package init(title: String, rows: [Row], format: FigureFormat, valueName: String, referenceName: String, sideHead: String = "") {
    self.title = title
    self.rows = rows
    self.format = format
    self.valueName = valueName
    self.referenceName = referenceName
    self.sideHead = sideHead
  }

  package var isEmpty: Bool { rows.allSatisfy { $0.value.value.approximation == nil } }
  package var figures: [Figure] {
    rows.flatMap { row in
      [row.value] + (row.interval.map { [$0.lower, $0.upper] } ?? []) + [row.reference, row.side].compactMap(\.self)
    }
  }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let narrow = medium == .narrow
    let names = RowNames(
      rows.map { ($0.name, $0.shortName, $0.standsOut) }, most: scene.width * (narrow ? 0.34 : 0.32), preferShort: narrow, scene)
    let hasSide = rows.contains { $0.side != nil }
    let sideWidth =
      hasSide
      ? max(
        rows.compactMap { $0.side.map { scene.widthOf(printed($0.value, format), style.rowStrong) } }.max() ?? 0,
        scene.widthOf(sideHead, style.strong)) : 0
    let keyLines = self.keyLines(scene)
    let keyHeight = Double(keyLines.count) * style.leading + 4 * style.unit
    let axisTop = keyHeight + style.leading
    let top = axisTop + 4 * style.unit
    let bottom = top + rows.indices.reduce(0) { $0 + names.height($1, style) }
    scene.height = bottom + style.unit

    let left = names.width + 10 * style.unit
    let right = max(left + 40, scene.width - (hasSide ? sideWidth + 12 * style.unit : 4 * style.unit))
    let values = rows.flatMap { row in
      [row.value, row.interval?.lower, row.interval?.upper, row.reference].compactMap { $0?.value.approximation }
    }
    let axis = LinearScale(covering: values, from: left, to: right, most: BarScale.gridlines(width: right - left, style))
    let ticks = BarScale(scale: axis, labels: TickLabels(axis, money: areMoney(figures)))
    drawKey(&scene, keyLines)
    if hasSide { scene.text(sideHead, scene.width, axisTop, style.strong, .ink2, .end) }
    ticks.draw(
      &scene, baseline: axisTop, top: top - 3 * style.unit, bottom: bottom, within: 0...(hasSide ? scene.width - sideWidth - 4 : scene.width))
    ticks.drawZero(&scene, top: top - 3 * style.unit, bottom: bottom)

    var y = top
    for (index, row) in rows.enumerated() {
      let height = names.height(index, style)
      let middle = y + height / 2
      scene.rule(y + height, from: 0, to: scene.width, style.stroke(.hair, 0.4))
      names.draw(index, &scene, x: 0, middle: middle)
      let role: ColourRole = row.standsOut ? .blue : .axis
      if let interval = row.interval, let a = interval.lower.value.approximation, let b = interval.upper.value.approximation {
        scene.rule(middle, from: axis.place(a), to: max(axis.place(b), axis.place(a) + 0.5), style.stroke(role, 1.4))
        for end in [a, b] { scene.upright(axis.place(end), from: middle - 2.5 * style.unit, to: middle + 2.5 * style.unit, style.stroke(role, 1)) }
      }
      if let reference = row.reference?.value.approximation {
        scene.upright(axis.place(reference), from: middle - 5 * style.unit, to: middle + 5 * style.unit, style.stroke(.ink, 1.4))
      }
      if let value = row.value.value.approximation { scene.circle(Point(axis.place(value), middle), 2.6 * style.unit, fill: role) }
      if let side = row.side {
        scene.figure(side, format, scene.width, middle + style.row.size * 0.35, row.standsOut ? style.rowStrong : style.row, .ink)
      }
      y += height
    }
    return scene.scene(title: title, description: description)
  }

  /// What the key says: the dot, the tick, and the dot that does not stand out; one line where they fit, else a line each.
  private func keyLines(_ scene: SceneBuilder) -> [[(mark: Int, words: String)]] {
    var items: [(mark: Int, words: String)] = []
    if rows.contains(where: \.standsOut) { items.append((0, valueName + (rows.allSatisfy(\.standsOut) ? "" : ", above what chance explains"))) }
    if rows.contains(where: { !$0.standsOut }) { items.append((1, rows.contains(where: \.standsOut) ? "not above it" : valueName)) }
    if rows.contains(where: { $0.reference != nil }) { items.append((2, referenceName)) }
    var lines: [[(mark: Int, words: String)]] = []
    var room = 0.0
    for item in items {
      let size = scene.widthOf(item.words, scene.style.label) + 30 * scene.style.unit
      if size <= room {
        lines[lines.count - 1].append(item)
        room -= size
      } else {
        // Words wider than the chart go on to further lines without a mark.
        let parts = wrapped(item.words, scene.style.label, scene.width - 20 * scene.style.unit, scene)
        for (place, part) in parts.enumerated() { lines.append([(place == 0 ? item.mark : 3, part)]) }
        room = parts.count == 1 ? scene.width - size : 0
      }
    }
    return lines
  }

  private func drawKey(_ scene: inout SceneBuilder, _ lines: [[(mark: Int, words: String)]]) {
    let style = scene.style
    for (place, line) in lines.enumerated() {
      let baseline = style.label.size * 0.8 + Double(place) * style.leading
      let middle = baseline - style.label.size * 0.34
      var x = 0.0
      for item in line {
        switch item.mark {
        case 0, 1:
          let role: ColourRole = item.mark == 0 ? .blue : .axis
          scene.rule(middle, from: x, to: x + 14 * style.unit, style.stroke(role, 1.4))
          scene.circle(Point(x + 7 * style.unit, middle), 2.6 * style.unit, fill: role)
        case 2: scene.upright(x + 7 * style.unit, from: middle - 4 * style.unit, to: middle + 4 * style.unit, style.stroke(.ink, 1.4))
        default: break
        }
        scene.text(item.words, x + 18 * style.unit, baseline, style.label, .ink2)
        x += scene.widthOf(item.words, style.label) + 30 * style.unit
      }
    }
  }

  private var description: String {
    let outstanding = rows.filter(\.standsOut)
    let opening =
      outstanding.isEmpty
      ? "None of \(rows.count) rows stands out." : "\(outstanding.count) of \(rows.count) rows \(outstanding.count == 1 ? "stands" : "stand") out."
    let first = rows.prefix(5).map { row in
      let beside = row.reference.map { " against \(printed($0.value, format))" } ?? ""
      return "\(row.name) \(printed(row.value.value, format))\(beside)"
    }.joined(separator: "; ")
    return "\(opening) \(rows.count > 5 ? "The first five: " : "")\(first)."
  }
}
