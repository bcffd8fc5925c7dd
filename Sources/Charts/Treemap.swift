package import Figures
package import Styling

/// Nested rectangles: the area is an amount of money, the colour a share of plan. Each rectangle prints its share; what has no room for its name has a number
/// and stands in the list below.
package struct Treemap: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The groups in the caller’s order; they are laid out largest first.
  package var groups: [Group]

  /// A group of tiles.
  package struct Group: Sendable {
    /// The name.
    package var name: String
    /// The group’s share of plan.
    package var share: Figure
    /// Its tiles in the caller’s order; they are laid out largest first.
    package var tiles: [Tile]

    /// Makes one.
    package init(name: String, share: Figure, tiles: [Tile]) {
      self.name = name
      self.share = share
      self.tiles = tiles
    }
  }

  /// One rectangle.
  package struct Tile: Sendable {
    /// The name; empty where the group is not divided.
    package var name: String
    /// The amount, its area; nought and less have none, and are not drawn.
    package var amount: Figure
    /// The share of plan, its colour and its number.
    package var share: Figure

    /// Makes one.
    package init(name: String, amount: Figure, share: Figure) {
      self.name = name
      self.amount = amount
      self.share = share
    }
  }

  /// Makes the chart.
  package init(title: String, groups: [Group]) {
    self.title = title
    self.groups = groups
  }

  package var isEmpty: Bool { !groups.contains { $0.tiles.contains { size($0) > 0 } } }
  package var figures: [Figure] { groups.flatMap { $0.tiles.flatMap { [$0.amount, $0.share] } } }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure, words: "No spending has an area to draw.") }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    TreemapLayout(self, scene).draw(&scene)
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    let drawn = groups.map { ($0, $0.tiles.reduce(0) { $0 + max(0, size($1)) }) }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
    let largest = drawn.prefix(3).map { "\($0.0.name), \(shareInWords($0.0.share))" }.joined(separator: "; ")
    return "\(drawn.count) groups by spending. The largest: \(largest)."
  }
}

/// The amount of a tile for geometry.
private func size(_ tile: Treemap.Tile) -> Double { tile.amount.value.approximation ?? 0 }

/// `13.4% over`, `no plan`: a share of plan as a description says it.
func shareInWords(_ share: Figure) -> String {
  guard let side = VarianceSide(share.value) else { return printed(share.value, .percentSize) }
  return side == .onPlan ? "on plan" : "\(printed(share.value, .percentSize)) \(side.rawValue)"
}

/// Where the rectangles of a treemap stand, and what each prints.
struct TreemapLayout {
  /// A rectangle with its group and tile.
  private struct Place {
    var group: Treemap.Group
    var tile: Treemap.Tile
    /// Whether it is its group's first, which carries the group's name.
    var isFirst: Bool
    var box: Box
  }
  private let places: [Place]
  private let groupBoxes: [Box]
  private let keyHeight: Double
  private let withNoPlan: Bool
  private let bottom: Double

  init(_ chart: Treemap, _ scene: SceneBuilder) {
    withNoPlan = chart.groups.contains { $0.tiles.contains { size($0) > 0 && VarianceClass(percent: $0.share.value) == nil } }
    // The key is drawn once for its height; the scene here is a copy.
    var trial = scene
    keyHeight = drawPercentKey(&trial, width: scene.width, withNoPlan: withNoPlan)
    let top = keyHeight + 8 * scene.style.unit
    let height =
      switch scene.medium {
      case .page: scene.width * 0.66
      case .wide: scene.width * 0.62
      case .narrow: scene.width * 1.5
      }
    bottom = top + height
    func byArea(_ tiles: [Treemap.Tile]) -> [Treemap.Tile] {
      tiles.enumerated().filter { size($0.element) > 0 }.sorted { a, b in
        size(a.element) != size(b.element) ? size(a.element) > size(b.element) : a.offset < b.offset
      }.map(\.element)
    }
    let groups = chart.groups.map { ($0, byArea($0.tiles)) }.filter { !$0.1.isEmpty }.enumerated().map { ($0.offset, $0.element.0, $0.element.1) }
    func sum(_ tiles: [Treemap.Tile]) -> Double { tiles.reduce(0) { $0 + size($1) } }
    let ordered = groups.sorted { a, b in sum(a.2) != sum(b.2) ? sum(a.2) > sum(b.2) : a.0 < b.0 }
    groupBoxes = squarified(ordered.map { sum($0.2) }, in: Box(x: 0, y: top, width: scene.width, height: height))
    places = zip(ordered, groupBoxes).flatMap { group, box in
      zip(group.2, squarified(group.2.map(size), in: box)).enumerated().map { index, pair in
        Place(group: group.1, tile: pair.0, isFirst: index == 0, box: pair.1)
      }
    }
  }

  func draw(_ scene: inout SceneBuilder) {
    let style = scene.style
    _ = drawPercentKey(&scene, width: scene.width, withNoPlan: withNoPlan)
    for place in places {
      let box = place.box.grown(-0.5 * style.unit)
      guard box.width > 0, box.height > 0 else { continue }
      if let fill = PercentGround(place.tile.share.value).fill {
        scene.rectangle(box, fill)
      } else if box.width > style.unit, box.height > style.unit {
        scene.append([.rectangle(box.grown(-0.25 * style.unit), fill: nil, stroke: style.stroke(.axis, 0.5))])
      }
    }
    // A border of ink within one of paper: it shows on dark grounds and light ones, and groups stand apart.
    for box in groupBoxes {
      scene.append([.rectangle(box, fill: nil, stroke: style.stroke(.paper, 3.6)), .rectangle(box, fill: nil, stroke: style.stroke(.ink, 1.6))])
    }
    var listed: [(number: Int, place: Place)] = []
    for place in places where !label(&scene, place) {
      listed.append((listed.count + 1, place))
      if !headed(&scene, listed.count, place) { number(&scene, listed.count, place) }
    }
    list(&scene, listed)
  }

  /// Writes what fits whole: names and share. Returns whether the names did.
  private func label(_ scene: inout SceneBuilder, _ place: Place) -> Bool {
    let style = scene.style
    let (padX, padY) = (3 * style.unit, 2.5 * style.unit)
    let (width, height) = (place.box.width - 2 * padX, place.box.height - 2 * padY)
    guard width > 0, height > 0 else { return false }
    let isWhole = place.tile.name.isEmpty
    let text = PercentGround(place.tile.share.value).text
    var lines: [(String, TextStyle)] = []
    if place.isFirst || isWhole { lines += whole(place.group.name, style.strong, width, scene).map { ($0, style.strong) } }
    if !isWhole { lines += whole(place.tile.name, style.label, width, scene).map { ($0, style.label) } }
    let share = shareParts(place.tile.share, style.cell, text, scene, within: width)
    guard let share, lines.allSatisfy({ scene.widthOf($0.0, $0.1) <= width }) else { return false }
    let needed = Double(lines.count + share.count) * style.leading
    guard needed <= height + 0.3 * style.leading else { return false }
    var y = place.box.y + padY + style.label.size * 0.8
    for (line, font) in lines {
      scene.text(line, place.box.x + padX, y, font, text)
      y += style.leading
    }
    for parts in share {
      scene.parts(parts, place.box.x + padX, y)
      y += style.leading
    }
    return true
  }

  /// Writes the group's name over the number of its first rectangle, so that a group is named wherever there is room for that. Returns whether there was.
  private func headed(_ scene: inout SceneBuilder, _ number: Int, _ place: Place) -> Bool {
    guard place.isFirst, !place.tile.name.isEmpty else { return false }
    let style = scene.style
    let (padX, padY) = (3 * style.unit, 2.5 * style.unit)
    let width = place.box.width - 2 * padX
    let lines = whole(place.group.name, style.strong, width, scene) + [String(number)]
    guard lines.allSatisfy({ scene.widthOf($0, style.strong) <= width }),
      Double(lines.count) * style.leading <= place.box.height - 2 * padY + 0.3 * style.leading
    else { return false }
    let text = PercentGround(place.tile.share.value).text
    for (index, line) in lines.enumerated() {
      scene.text(line, place.box.x + padX, place.box.y + padY + style.label.size * 0.8 + Double(index) * style.leading, style.strong, text)
    }
    return true
  }

  /// A name on as few lines as it needs between words; a word that is wider than the room stays whole, and tells that the name does not fit.
  private func whole(_ name: String, _ font: TextStyle, _ width: Double, _ scene: SceneBuilder) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in name.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if line.isEmpty || scene.widthOf(longer, font) <= width {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return lines + [line]
  }

  /// The share with its word beside it or, short of room, under it; nil where not even that fits. No share stands without its side.
  private func shareParts(_ share: Figure, _ font: TextStyle, _ role: ColourRole, _ scene: SceneBuilder, within width: Double) -> [[LabelPart]]? {
    let number = LabelPart(share, .percentSigned, font, role)
    guard let side = VarianceSide(share.value), side != .onPlan else { return scene.widthOf([number]) <= width ? [[number]] : nil }
    let word = LabelPart(side.rawValue, font, role)
    if scene.widthOf([number, word]) <= width { return [[number, word]] }
    return max(scene.widthOf([number]), scene.widthOf([word])) <= width ? [[number], [word]] : nil
  }

  /// Writes the number of a rectangle without room for its names in its middle, where the number has room.
  private func number(_ scene: inout SceneBuilder, _ number: Int, _ place: Place) {
    let style = scene.style
    let text = String(number)
    let font = TextStyle(style.cell.size, .bold)
    guard scene.widthOf(text, font) <= place.box.width - 1.5 * style.unit, font.size * 0.95 <= place.box.height - style.unit else {
      scene.drop("\(place.group.name), \(place.tile.name)")
      return
    }
    scene.text(
      text, place.box.x + place.box.width / 2, place.box.y + place.box.height / 2 + font.size * 0.35, font,
      PercentGround(place.tile.share.value).text, .middle)
  }

  /// The numbered rectangles in columns below.
  private func list(_ scene: inout SceneBuilder, _ listed: [(number: Int, place: Place)]) {
    let style = scene.style
    guard !listed.isEmpty else {
      scene.height = bottom + style.unit
      return
    }
    let columns = scene.medium == .narrow ? 1 : scene.medium == .page ? 2 : 3
    let gap = 14 * style.unit
    let columnWidth = (scene.width - gap * Double(columns - 1)) / Double(columns)
    let numberWidth = scene.widthOf(String(listed.count), style.strong) + 6 * style.unit
    let shareWidth = (listed.map { scene.widthOf(printed($0.place.tile.share.value, .percent), style.label) }.max() ?? 0) + 8 * style.unit
    let room = columnWidth - numberWidth - shareWidth
    let entries = listed.map { entry -> (number: Int, share: Figure, lines: [String]) in
      let names = [entry.place.group.name, entry.place.tile.name].filter { !$0.isEmpty }.joined(separator: ": ")
      return (entry.number, entry.place.tile.share, wrapped(names, style.label, room, scene))
    }
    let head = bottom + style.leading + 8 * style.unit
    for column in 0..<columns {
      let x = Double(column) * (columnWidth + gap)
      scene.text(column == 0 ? "Numbered above" : "", x, head, style.strong, .ink2)
      scene.text("% of plan", x + columnWidth, head, style.strong, .ink2, .end)
      scene.rule(head + 4 * style.unit, from: x, to: x + columnWidth, style.stroke(.ink, 0.75))
    }
    let total = entries.reduce(0) { $0 + $1.lines.count }
    let perColumn = (total + columns - 1) / columns
    var (column, used, lowest) = (0, 0, 0)
    for entry in entries {
      if used > 0, used + entry.lines.count > perColumn, column < columns - 1 { (column, used) = (column + 1, 0) }
      let x = Double(column) * (columnWidth + gap)
      let y = head + 6 * style.unit + Double(used + 1) * style.leading
      scene.text(String(entry.number), x + numberWidth - 6 * style.unit, y, style.strong, .ink, .end)
      for (index, line) in entry.lines.enumerated() {
        scene.text(line, x + numberWidth, y + Double(index) * style.leading, style.label, .ink)
      }
      let role = VarianceSide(entry.share.value)?.textRole ?? .ink2
      scene.figure(entry.share, .percent, x + columnWidth, y, style.label, role)
      used += entry.lines.count
      lowest = max(lowest, used)
    }
    scene.height = head + 6 * style.unit + Double(lowest) * style.leading + 5 * style.unit
  }
}
