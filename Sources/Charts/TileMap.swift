package import Figures
package import Styling

/// Areas as equal tiles on a grid near where they lie, coloured by a share of plan, with a list of all of them beside or below.
package struct TileMap: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The tiles in the caller’s order, which is that of the list.
  package var tiles: [Tile]
  /// All of them, the list's last line.
  package var total: Choropleth.ListLine?

  /// One tile.
  package struct Tile: Sendable {
    /// The name and the share, which decides the colour.
    package var line: Choropleth.ListLine
    /// The code, which stands in the tile where there is room.
    package var code: String
    /// From the left and from the top; nil where it has no place and stands in the list alone.
    package var place: (column: Int, row: Int)?

    /// Makes one.
    package init(name: String, code: String, share: Figure, place: (column: Int, row: Int)?) {
      line = Choropleth.ListLine(name: name, share: share)
      self.code = code
      self.place = place
    }
  }

  /// Makes the chart.
  package init(title: String, tiles: [Tile], total: Choropleth.ListLine? = nil) {
    self.title = title
    self.tiles = tiles
    self.total = total
  }

  package var isEmpty: Bool { !tiles.contains { $0.place != nil } }
  package var figures: [Figure] { tiles.map(\.line.share) + (total.map { [$0.share] } ?? []) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let list = AreaList(tiles.map(\.line), total: total, scene)
    let top = drawPercentKey(&scene, width: scene.width, withNoPlan: list.withNoPlan) + 8 * style.unit
    let isBeside = medium != .narrow
    let gridWidth = isBeside ? max(80, scene.width - list.width - 16 * style.unit) : scene.width
    let bottom = draw(&scene, in: gridWidth, top: top)
    let end =
      isBeside
      ? max(bottom, list.draw(&scene, x: scene.width - list.width, top: top, width: list.width))
      : list.draw(&scene, x: 0, top: bottom + 8 * style.unit, width: scene.width)
    scene.height = end + style.unit
    return scene.scene(title: title, description: listDescription(tiles.map(\.line)))
  }

  private func draw(_ scene: inout SceneBuilder, in width: Double, top: Double) -> Double {
    let style = scene.style
    let placed = tiles.enumerated().compactMap { index, tile in tile.place.map { (index, tile, $0) } }
    let (left, right) = (placed.map(\.2.column).min() ?? 1, placed.map(\.2.column).max() ?? 1)
    let (first, last) = (placed.map(\.2.row).min() ?? 1, placed.map(\.2.row).max() ?? 1)
    let (columns, rows) = (Double(right - left + 1), Double(last - first + 1))
    let side = min(width / columns, (scene.medium == .page ? 60 : 92), width * 1.2 / rows)
    let inset = (width - side * columns) / 2
    for (index, tile, place) in placed {
      let box = Box(
        x: inset + Double(place.column - left) * side, y: top + Double(place.row - first) * side, width: side, height: side
      ).grown(-0.75 * style.unit)
      let ground = PercentGround(tile.line.share.value)
      if let fill = ground.fill {
        scene.rectangle(box, fill)
      } else {
        scene.append([.rectangle(box.grown(-0.25 * style.unit), fill: nil, stroke: style.stroke(.axis, 0.5))])
      }
      label(&scene, box, index, tile, ground.text)
    }
    return top + side * rows
  }

  /// Number, name or code, and share, as far as they have room; a tile is never without its number, unless it is too small for that.
  private func label(_ scene: inout SceneBuilder, _ box: Box, _ index: Int, _ tile: Tile, _ role: ColourRole) {
    let style = scene.style
    let bold = TextStyle(style.label.size, .bold)
    let (middle, room) = (box.x + box.width / 2, box.width - 3 * style.unit)
    let number = String(index + 1)
    let share = LabelPart(tile.line.share, .percentSigned, style.label, role)
    let names = wrapped(tile.line.name, style.label, room, scene)
    let whole = tile.line.name.split(separator: " ").allSatisfy { scene.widthOf(String($0), style.label) <= room }
    func fits(_ lines: [(String, TextStyle)]) -> Bool {
      lines.allSatisfy { scene.widthOf($0.0, $0.1) <= room } && Double(lines.count) * style.leading <= box.height - 2 * style.unit
    }
    let number1 = (number, bold)
    let shareText = (share.text, share.style)
    let choices: [[(String, TextStyle)]] = [
      whole ? names.map { ($0, style.label) } : [], [(tile.code, style.label)],
    ]
    for middleLines in choices where !middleLines.isEmpty && fits([number1] + middleLines + [shareText]) {
      var y = box.y + box.height / 2 - Double(middleLines.count + 2) * style.leading / 2 + style.label.size * 0.95
      scene.text(number, middle, y, bold, role, .middle)
      for line in middleLines {
        y += style.leading
        scene.text(line.0, middle, y, line.1, role, .middle)
      }
      scene.parts([share], middle, y + style.leading, .middle)
      return
    }
    if fits([number1, shareText]) {
      scene.text(number, middle, box.y + box.height / 2 - style.leading * 0.15, bold, role, .middle)
      scene.parts([share], middle, box.y + box.height / 2 + style.leading * 0.85, .middle)
    } else if fits([number1]) {
      scene.text(number, middle, box.y + box.height / 2 + bold.size * 0.35, bold, role, .middle)
    } else {
      scene.drop(tile.line.name)
    }
  }
}
