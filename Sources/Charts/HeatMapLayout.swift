import Figures
import Styling

/// Where the cells of a heat map stand. Where the columns are too many for the width, they go on in further bands under the first.
struct HeatMapLayout {
  private let chart: HeatMap
  private let names: RowNames
  private let nameWidth: Double
  private let totalWidth: Double
  private let cellWidth: Double
  private let cellHeight: Double
  /// The columns of each band.
  private let bands: [Range<Int>]
  private let heads: [String]
  private let headHeight: Double

  init(_ chart: HeatMap, _ scene: SceneBuilder) {
    self.chart = chart
    let style = scene.style
    let page = scene.medium == .page
    cellHeight = page ? 15.3 : 24
    names = RowNames(
      chart.rows.map { ($0.name, $0.name, $0.highlighted) } + [("All", "All", true)], most: scene.width * (scene.medium == .narrow ? 0.32 : 0.28),
      preferShort: false, scene)
    nameWidth = names.width + 6 * style.unit
    let cellBold = TextStyle(style.cell.size, .bold)
    let totals = chart.rowTotals + [chart.grandTotal]
    totalWidth = (totals.map { scene.widthOf(printed($0.value, .thousands), style.rowStrong) }.max() ?? 0) + 6 * style.unit
    let inCells = chart.cells.flatMap { $0.compactMap { $0.map { scene.widthOf(printed($0.value, .thousands), style.cell) } } }
    let inTotals = chart.columnTotals.map { scene.widthOf(printed($0.value, .thousands), cellBold) }
    let least = max((inCells + inTotals).max() ?? 0, page ? 12 : 18) + 1.2
    let room = max(scene.width - nameWidth - totalWidth, least)
    let count = chart.columns.count
    let perBand = max(1, min(count, Int(room / least)))
    let bandCount = (count + perBand - 1) / perBand
    let even = (count + bandCount - 1) / bandCount
    bands = stride(from: 0, to: count, by: even).map { $0..<min($0 + even, count) }
    cellWidth = min(room / Double(even), max(least, page ? 34 : 56))
    let longest = page ? 125.0 : scene.medium == .wide ? 190 : 165
    heads = chart.columns.map { column in
      scene.widthOf(column.name, TextStyle(style.label.size, column.highlighted ? .bold : .regular)) <= longest ? column.name : column.code
    }
    headHeight = (heads.map { scene.widthOf($0, style.strong) }.max() ?? 0) + 4
  }

  func draw(_ scene: inout SceneBuilder) {
    let style = scene.style
    var y = drawKey(&scene)
    for (number, band) in bands.enumerated() {
      y = drawBand(&scene, band, from: y + 14 * style.unit, isLast: number == bands.count - 1)
    }
    scene.height = y + style.unit
  }

  /// The seven classes with their words, in as many rows as they need.
  private func drawKey(_ scene: inout SceneBuilder) -> Double {
    let style = scene.style
    let gap = 3 * style.unit
    let classes = VarianceClass.allCases
    let widest = (classes.map { scene.widthOf($0.words, style.label) }.max() ?? 0) + 1
    let fit = Int((scene.width + gap) / (widest + gap))
    let perRow = fit >= 7 ? 7 : fit >= 4 ? 4 : max(1, fit)
    let width = (scene.width - gap * Double(perRow - 1)) / Double(perRow)
    let height = style.leading + 4 * style.unit
    for (index, level) in classes.enumerated() {
      let box = Box(x: Double(index % perRow) * (width + gap), y: Double(index / perRow) * (height + gap), width: width, height: height)
      if let fill = level.fill {
        scene.rectangle(box, fill)
      } else {
        scene.append([.rectangle(box.grown(-0.5), fill: nil, stroke: style.stroke(.axis, 0.5))])
      }
      scene.text(level.words, box.x + width / 2, box.y + height / 2 + style.label.size * 0.35, style.label, level.textRole, .middle)
    }
    let rows = (classes.count + perRow - 1) / perRow
    return Double(rows) * (height + gap) - gap
  }

  private func drawBand(_ scene: inout SceneBuilder, _ band: Range<Int>, from top: Double, isLast: Bool) -> Double {
    let style = scene.style
    let first = top + headHeight + 4 * style.unit
    let right = nameWidth + Double(band.count) * cellWidth
    func x(_ column: Int) -> Double { nameWidth + Double(column - band.lowerBound) * cellWidth }
    let edge = isLast ? max(right + totalWidth, right) : right
    for column in band {
      let text = TextStyle(style.label.size, chart.columns[column].highlighted ? .bold : .regular)
      scene.put(TextRun(heads[column], at: Point(x(column) + cellWidth / 2 + text.size * 0.35, top + headHeight), text, .ink2, upward: true))
    }
    if isLast { scene.text("All", edge, top + headHeight, style.strong, .ink2, .end) }
    scene.rule(first - 2 * style.unit, from: 0, to: edge, style.stroke(.ink, 0.75))

    // Grounds first, class by class, so that neighbours of one colour join into one shape.
    let heights = names.names.indices.map { max(cellHeight, names.height($0, style)) }
    var tops: [Double] = []
    var y = first
    for height in heights {
      tops.append(y)
      y += height
    }
    for level in VarianceClass.allCases {
      guard let fill = level.fill else { continue }
      for row in chart.rows.indices {
        for column in band {
          guard let figure = chart.cell(row, column), VarianceClass(figure.value) == level else { continue }
          let box = Box(x: x(column), y: tops[row], width: cellWidth, height: heights[row]).grown(-0.5 * style.unit)
          scene.rectangle(box, fill)
        }
      }
    }
    for row in chart.rows.indices { drawRow(&scene, row, band, x: x, top: tops[row], height: heights[row], edge: edge, isLast: isLast) }
    for row in chart.rows.indices where chart.rows[row].highlighted {
      let box = Box(x: nameWidth, y: tops[row], width: right - nameWidth, height: heights[row])
      scene.append([.rectangle(box, fill: nil, stroke: style.stroke(.ink, 1))])
    }
    for column in band where chart.columns[column].highlighted {
      let box = Box(x: x(column), y: first, width: cellWidth, height: (tops.last ?? first) - first)
      scene.append([.rectangle(box, fill: nil, stroke: style.stroke(.ink, 1))])
    }
    let last = chart.rows.count
    drawTotals(&scene, band, x: x, top: tops[last], height: heights[last], edge: edge, isLast: isLast)
    return tops[last] + heights[last]
  }

  private func drawRow(
    _ scene: inout SceneBuilder, _ row: Int, _ band: Range<Int>, x: (Int) -> Double, top: Double, height: Double, edge: Double, isLast: Bool
  ) {
    let style = scene.style
    let middle = top + height / 2
    names.draw(row, &scene, x: 0, middle: middle)
    for column in band {
      let centre = x(column) + cellWidth / 2
      let baseline = middle + style.cell.size * 0.35
      if let figure = chart.cell(row, column) {
        let role = VarianceClass(figure.value)?.textRole ?? .ink2
        scene.text(printed(figure.value, .thousands), centre, baseline, style.cell, role, .middle, figure: figure.id)
      } else {
        scene.text(Typography.nilMark, centre, baseline, style.cell, .ink2, .middle)
      }
    }
    if isLast, chart.rowTotals.indices.contains(row) { total(&scene, chart.rowTotals[row], edge, middle, style.rowStrong, .end) }
  }

  private func drawTotals(
    _ scene: inout SceneBuilder, _ band: Range<Int>, x: (Int) -> Double, top: Double, height: Double, edge: Double, isLast: Bool
  ) {
    let style = scene.style
    let middle = top + height / 2 + 0.5 * style.unit
    scene.rule(top + style.unit, from: 0, to: edge, style.stroke(.ink, 0.75))
    scene.rule(top + height + 0.5 * style.unit, from: 0, to: edge, style.stroke(.ink, 0.75))
    names.draw(chart.rows.count, &scene, x: 0, middle: middle)
    for column in band where chart.columnTotals.indices.contains(column) {
      total(&scene, chart.columnTotals[column], x(column) + cellWidth / 2, middle, TextStyle(style.cell.size, .bold), .middle)
    }
    if isLast { total(&scene, chart.grandTotal, edge, middle, style.rowStrong, .end) }
  }

  private func total(_ scene: inout SceneBuilder, _ figure: Figure, _ x: Double, _ middle: Double, _ style: TextStyle, _ anchor: TextRun.Anchor) {
    let role = VarianceSide(figure.value)?.textRole ?? .ink2
    scene.text(printed(figure.value, .thousands), x, middle + style.size * 0.35, style, role, anchor, figure: figure.id)
  }
}
