package import Figures
package import Styling

/// Areas of land coloured by a share of plan, in an equal-area projection, with a list of all of them beside or below.
package struct Choropleth: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The areas in the caller’s order, which is that of the list; those without land stand in the list alone.
  package var areas: [Area]
  /// All of them, the list's last line.
  package var total: ListLine?

  /// A place in degrees.
  package struct Place: Sendable, Hashable {
    /// Degrees east.
    package var longitude: Double
    /// Degrees north.
    package var latitude: Double
    /// Makes one.
    package init(longitude: Double, latitude: Double) {
      self.longitude = longitude
      self.latitude = latitude
    }
  }

  /// A line of the list.
  package struct ListLine: Sendable {
    /// The name.
    package var name: String
    /// The share of plan.
    package var share: Figure
    /// Makes one.
    package init(name: String, share: Figure) {
      self.name = name
      self.share = share
    }
  }

  /// One area.
  package struct Area: Sendable {
    /// The name and the share, which decides the colour.
    package var line: ListLine
    /// Its pieces of land, each an outer ring and its holes; a ring's first place is not repeated.
    package var polygons: [[[Place]]]

    /// Makes one.
    package init(name: String, share: Figure, polygons: [[[Place]]]) {
      line = ListLine(name: name, share: share)
      self.polygons = polygons
    }
  }

  /// Makes the chart.
  package init(title: String, areas: [Area], total: ListLine? = nil) {
    self.title = title
    self.areas = areas
    self.total = total
  }

  package var isEmpty: Bool { !areas.contains { !$0.polygons.isEmpty } }
  package var figures: [Figure] { areas.map(\.line.share) + (total.map { [$0.share] } ?? []) }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let list = AreaList(areas.map(\.line), total: total, scene)
    let top = drawPercentKey(&scene, width: scene.width, withNoPlan: list.withNoPlan) + 8 * style.unit
    let isBeside = medium != .narrow
    let mapWidth = isBeside ? max(80, scene.width - list.width - 12 * style.unit) : scene.width
    let map = MapOutlines(areas.map(\.polygons), in: Box(x: 0, y: top, width: mapWidth, height: mapWidth * 1.05), unit: style.unit)
    map.draw(&scene, grounds: areas.map { PercentGround($0.line.share.value).fill })
    map.label(&scene, areas.map(\.line))
    let bottom =
      isBeside
      ? max(map.bottom, list.draw(&scene, x: scene.width - list.width, top: top, width: list.width))
      : list.draw(&scene, x: 0, top: map.bottom + 8 * style.unit, width: scene.width)
    scene.height = bottom + style.unit
    return scene.scene(title: title, description: listDescription(areas.map(\.line)))
  }
}

/// `18 areas. Furthest over: Chiltern, 13.4% over. …`
func listDescription(_ lines: [Choropleth.ListLine]) -> String {
  let known = lines.filter { $0.share.value.approximation != nil }
  func value(_ line: Choropleth.ListLine) -> Double { line.share.value.approximation ?? 0 }
  var text = "\(lines.count) areas."
  if let over = known.min(by: { value($0) < value($1) }), value(over) < 0 { text += " Furthest over: \(over.name), \(shareInWords(over.share))." }
  if let under = known.max(by: { value($0) < value($1) }), value(under) > 0 {
    text += " Furthest under: \(under.name), \(shareInWords(under.share))."
  }
  return text
}
