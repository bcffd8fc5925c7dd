import Figures
import Foundation
import Styling
import Testing

@testable import Charts

@Suite struct MapTests {
  /// Snyder's worked example of the ellipsoid (page 333): Clarke 1866, centre 40° N 100° W, 30° N 110° W.
  @Test func snydersExample() {
    let clarke = EqualAreaProjection.Ellipsoid(semiMajorAxis: 6_378_206.4, eccentricitySquared: 0.006_768_66)
    let place = EqualAreaProjection(longitude: -100, latitude: 40, on: clarke).place(longitude: -110, latitude: 30)
    #expect(abs(place.east - -965_932.1) < 0.5)
    #expect(abs(place.north - -1_056_814.9) < 0.5)
  }

  /// EPSG's worked example of ETRS89-LAEA (guidance note 7-2): 50° N 5° E is at 3,962,799.45 E, 2,999,718.85 N, of which 4,321,000 and 3,210,000 are offsets.
  @Test func europesGrid() {
    let grs80 = EqualAreaProjection.Ellipsoid(semiMajorAxis: 6_378_137, eccentricitySquared: 0.006_694_380_022_90)
    let place = EqualAreaProjection(longitude: 10, latitude: 52, on: grs80).place(longitude: 5, latitude: 50)
    #expect(abs(place.east + 4_321_000 - 3_962_799.45) < 0.01)
    #expect(abs(place.north + 3_210_000 - 2_999_718.85) < 0.01)
  }

  /// By PROJ 9 (`+proj=laea +lat_0=51.4 +lon_0=-1.7 +ellps=WGS84`), near and far.
  @Test(arguments: [
    (-1.7, 51.4, 0.0, 0.0), (-2.95, 50.58, -88_532.864_026, -90_472.720_442), (-0.45, 52.17, 85_520.308_970, 86_400.585_208),
    (0, 0, 209_752.535_027, -5_508_780.322_296), (170, -40, 6_346_213.572_218, 10_954_664.464_837),
  ])
  func placesAgreeWithProj(longitude: Double, latitude: Double, east: Double, north: Double) {
    let place = EqualAreaProjection(longitude: -1.7, latitude: 51.4).place(longitude: longitude, latitude: latitude)
    #expect(abs(place.east - east) < 0.001 && abs(place.north - north) < 0.001, "\(place)")
  }

  /// Geodesic areas on WGS84 by PROJ's geodesic routines (Karney), in km²; Dorset's land is given as 2,653 km² and Portsmouth's as 40 km² elsewhere.
  @Test(arguments: [
    ("NHS DORSET CCG", 2659.12), ("NHS OXFORDSHIRE CCG", 2525.608), ("NHS PORTSMOUTH CCG", 40.573), ("NHS SOUTH READING CCG", 24.901),
    ("NHS WEST HAMPSHIRE CCG", 2248.867), ("NHS SLOUGH CCG", 32.067),
  ])
  func areasAreThoseOfTheLand(name: String, squareKilometres: Double) throws {
    let feature = try #require(FixtureBoundaries.all.first { $0.name == name })
    // A centre far from the land, where a projection that is not equal-area would be off by per cents.
    for centre in [(-1.7, 51.4), (10.0, 40.0)] {
      let projection = EqualAreaProjection(longitude: centre.0, latitude: centre.1)
      var area = 0.0
      for polygon in feature.polygons {
        for (index, ring) in polygon.enumerated() {
          let plane = ring.map { place -> Point in
            let metres = projection.place(longitude: place.longitude, latitude: place.latitude)
            return Point(metres.east, -metres.north)
          }
          area += abs(Outline.signedArea(plane)) * (index == 0 ? 1 : -1)
        }
      }
      #expect(abs(area / 1e6 / squareKilometres - 1) < 2e-4, "\(name): \(area / 1e6)")
    }
  }

  @Test func aPoleAndTheOppositePlaceAreFinite() {
    let pole = EqualAreaProjection(longitude: 0, latitude: 90)
    for place in [pole.place(longitude: 50, latitude: 60), pole.place(longitude: 0, latitude: -90)] {
      #expect(place.east.isFinite && place.north.isFinite)
    }
  }

  @Test func simplifyingKeepsWithinToleranceAndIsTheSameFromAnyStart() {
    let ring = (0..<400).map { index -> Point in
      let angle = Double(index) / 400 * 2 * .pi
      let (x, y) = (cos(angle), sin(angle))
      let reach = 100 + Double(index * 7919 % 13) * 0.2
      return Point(x * reach, y * reach)
    }
    let short = Outline.simplified(ring, tolerance: 2)
    #expect(short.count < ring.count / 2)
    for point in ring { #expect(Outline.distance(short, point) <= 2.0001) }
    let turned = Array(ring[150...] + ring[..<150])
    #expect(Set(Outline.simplified(turned, tolerance: 2)) == Set(short))
    #expect(abs(Outline.signedArea(short) / Outline.signedArea(ring) - 1) < 0.03)
  }

  @Test func aHoleIsCutOutOfTheShape() {
    let square = [Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10)]
    let holes = [[Point(2, 2), Point(4, 2), Point(4, 4), Point(2, 4)], [Point(6, 6), Point(6, 8), Point(8, 8), Point(8, 6)]]
    let joined = Outline.joined(square, holes: holes)
    #expect(abs(abs(Outline.signedArea(joined)) - 92) < 1e-9)
    #expect(!Outline.contains(joined, Point(3, 3)) && !Outline.contains(joined, Point(7, 7)) && Outline.contains(joined, Point(5, 5)))
  }

  /// Every area's name or number is written, each number once in the list, and no label lies outside the scene.
  @Test(arguments: ChartMedium.allCases)
  func everyAreaIsLabelledAndListed(_ medium: ChartMedium) throws {
    let areas = FixtureBoundaries.all.enumerated().map { index, feature in
      Choropleth.Area(name: feature.name, share: Sample.share("m\(index)", (index * 2 - 17) * 3, 100), polygons: feature.polygons)
    }
    try #require(areas.count == 18)
    let chart = Choropleth(title: "Map", areas: areas)
    let scene = chart.scene(width: medium == .page ? 493.2 : medium == .wide ? 876 : 358, medium: medium, measure: ArialAdvances())
    #expect(scene.droppedLabels.isEmpty)
    // Numbers of the map keep apart, or two are read as one.
    let numbers = scene.commands.compactMap { command -> Box? in
      if case .text(let run) = command, run.anchor == .middle, Int(run.text) != nil { run.box(ArialAdvances()) } else { nil }
    }
    #expect(numbers.count > 5)
    for (place, one) in numbers.enumerated() {
      for other in numbers[(place + 1)...] { #expect(!Box(x: one.x - 5, y: one.y, width: one.width + 10, height: one.height).overlaps(other)) }
    }
    let svg = SVGWriter(idPrefix: "m").bytes(of: scene)
    #expect(svg.count < 48_000, "\(svg.count) bytes for one picture")
    // What is drawn of each area is its share of the land: the grounds of two areas are to each other as their land is.
    let grounds = scene.commands.compactMap { command -> Double? in
      if case .area(let points, _) = command, points.count > 8 { abs(Outline.signedArea(points)) } else { nil }
    }
    let largest = try #require(grounds.max())
    #expect(abs((grounds.sorted().last { $0 < largest } ?? 0) / largest - 2525.608 / 2659.12) < 0.02)
  }

  @Test func tilesStandOnTheirGrid() throws {
    let tiles = [("A", 1, 1), ("B", 2, 1), ("C", 2, 3)].map { name, column, row in
      TileMap.Tile(name: name, code: "X\(name)", share: Sample.share(name, -5, 100), place: (column, row))
    }
    let chart = TileMap(title: "Tiles", tiles: tiles + [TileMap.Tile(name: "D", code: "XD", share: Sample.share("D", 5, 100), place: nil)])
    let scene = chart.scene(width: 493.2, medium: .page, measure: ArialAdvances())
    let boxes = scene.commands.compactMap { command -> Box? in
      if case .rectangle(let box, fill: .overLight, _) = command, box.width > 30, abs(box.width - box.height) < 0.01 { box } else { nil }
    }
    try #require(boxes.count == 3)
    #expect(boxes[0].y == boxes[1].y && boxes[1].x == boxes[2].x && boxes[0].x < boxes[1].x)
    #expect(abs(boxes[2].y - boxes[1].y - 2 * (boxes[1].x - boxes[0].x)) < 0.01)
  }
}
