import Findings
import Foundation
import Programme
import Testing

private let place = "organisations/geography.geojson"
private let square = "[[[-1,51],[-0.5,51],[-0.5,51.5],[-1,51.5],[-1,51]]]"

private func feature(_ name: String, _ geometry: String, code: String? = nil) -> String {
  "{\"type\":\"Feature\",\"properties\":{\"name\":\"\(name)\"\(code.map { ",\"code\":\"\($0)\"" } ?? "")},\"geometry\":\(geometry)}"
}
private func polygon(_ coordinates: String) -> String { "{\"type\":\"Polygon\",\"coordinates\":\(coordinates)}" }
private func collection(_ features: String...) -> String { "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}" }
private let chiltern = feature("NHS CHILTERN CCG", polygon(square))
private let aylesbury = feature("Aylesbury Vale", polygon(square))

private func boundaries(_ text: String) throws -> (list: [CommissionerBoundary], attribution: String?, findings: [String]) {
  let (programme, findings) = try load([place: text])
  guard case .boundaries(let list, let attribution)? = programme?.geography else { return ([], nil, findings.map(line)) }
  return (list, attribution, findings.map(line))
}

@Suite struct GeoJSONTests {
  @Test func areasAreFoundByCodeOrName() throws {
    let found = try boundaries(
      collection(feature("Somewhere", polygon(square), code: "10H"), feature("aylesbury vale clinical commissioning group", polygon(square))))
    #expect(found.findings == [])
    #expect(found.list.map(\.commissioner) == ["10H", "10Y"])
    // The closing place is not repeated.
    #expect(found.list[0].polygons[0].outer.count == 4 && found.list[0].polygons[0].holes.isEmpty)
  }

  @Test func piecesAndHolesAreKept() throws {
    let holed = "[[-2,50],[0,50],[0,52],[-2,52],[-2,50]],[[-1.5,50.5],[-1,50.5],[-1,51],[-1.5,50.5]]"
    let found = try boundaries(
      "{\"type\":\"FeatureCollection\",\"attribution\":\"Contains OS data\",\"features\":[\(feature("Chiltern", "{\"type\":\"MultiPolygon\",\"coordinates\":[[\(holed)],\(square)]}")),\(aylesbury)]}"
    )
    #expect(found.findings == [])
    #expect(found.list[0].polygons.map(\.holes.count) == [1, 0])
    #expect(found.attribution == "Contains OS data")
  }

  @Test(arguments: [
    ("not JSON", "{\"type\":", "the file is not JSON; no map can be made of it"),
    ("empty", "", "the file is not JSON; no map can be made of it"), ("a list", "[1,2]", "the file is not a JSON object; no map can be made of it"),
    (
      "a number past all range", "{\"type\":\"FeatureCollection\",\"features\":1e999}",
      "the member \"features\" is not what GeoJSON has there; no map can be made of it"
    ),
    (
      "a position past all range",
      "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1e999,51]]]}}]}",
      "the file is not JSON; no map can be made of it"
    ),
    ("a topology", "{\"type\":\"Topology\",\"objects\":{}}", "the file is a \"Topology\" and not a FeatureCollection; no map can be made of it"),
    ("no features", "{\"type\":\"FeatureCollection\"}", "the file has no member \"features\"; no map can be made of it"),
    ("no type", "{\"features\":[]}", "the file has no member \"type\"; no map can be made of it"),
  ])
  func aFileThatIsNoneIsNamed(what: String, text: String, message: String) throws {
    let found = try boundaries(text)
    #expect(found.list.isEmpty)
    #expect(found.findings.count == 1 && found.findings[0].contains("PROG-030 warning: \(message)"), "\(what): \(found.findings)")
  }

  @Test func nestingWithoutEndIsNamedAndDoesNotCrash() throws {
    let deep = String(repeating: "[", count: 200_000)
    let found = try boundaries(collection(feature("Chiltern", polygon(deep))))
    #expect(found.list.isEmpty && found.findings.count == 1)
    #expect(found.findings.first?.contains("the file is not JSON") == true, "\(found.findings)")
  }

  @Test(arguments: [
    ("null", "null", "has no geometry"),
    ("point", "{\"type\":\"Point\",\"coordinates\":[1,2]}", "can't be used: its geometry is a \"Point\" and not a Polygon or MultiPolygon"),
    ("flat", polygon("[[-1,51],[0,51],[0,52],[-1,51]]"), "can't be used: geometry.coordinates[0][0] is nested otherwise than its type says"),
    (
      "deep", "{\"type\":\"Polygon\",\"coordinates\":[\(square)]}",
      "can't be used: geometry.coordinates[0][0][0] is nested otherwise than its type says"
    ),
    ("text", polygon("[[[\"a\",51],[0,51],[0,52],[-1,51]]]"), "can't be used: geometry.coordinates[0][0][0] is nested otherwise than its type says"),
    (
      "metres", polygon("[[[500000,180000],[510000,180000],[510000,190000],[500000,180000]]]"),
      "can't be used: a position is not a longitude and latitude in degrees"
    ),
    ("one number", polygon("[[[1],[2],[3],[1]]]"), "can't be used: a position has fewer than two numbers"),
    ("nothing", polygon("[]"), "has no ring of three places or more"),
    ("a line", polygon("[[[0,51],[1,51],[0,51]]]"), "has no ring of three places or more"),
    ("no coordinates", "{\"type\":\"Polygon\"}", "can't be used: its geometry has no member \"coordinates\""),
  ])
  func anAreaThatCanNotBeUsedIsNamedAndTheOthersStand(what: String, geometry: String, message: String) throws {
    let found = try boundaries(collection(feature("Chiltern", geometry), aylesbury))
    #expect(found.list.map(\.commissioner) == ["10Y"], "\(what)")
    #expect(
      found.findings.count == 1 && found.findings[0].hasPrefix("\(place) (features[0]) PROG-030 warning: the area of 10H \(message)"),
      "\(what): \(found.findings)")
  }

  @Test func missingStrangeAndDoubledAreasAreTold() throws {
    let found = try boundaries(collection(chiltern, feature("NHS CHILTERN CCG", polygon(square)), feature("NHS KERNOW CCG", polygon(square)), "7"))
    #expect(found.list.map(\.commissioner) == ["10H"])
    #expect(
      found.findings == [
        "\(place) PROG-030 warning: there is no area of 10Y; the map shows them in its list alone"
          + " | give each feature the property \"code\", or the commissioner’s name as \"name\"",
        "\(place) PROG-030 note: 2 areas are of no commissioner of the programme and passed over",
        "\(place) (features[1]) PROG-030 warning: the area of 10H is a second area of 10H; that of features[0] counts | make one MultiPolygon of the two",
      ])
  }

  @Test func theNamedFileGoesFirstAndMustBeThere() throws {
    let tiles = "commissioner,column,row\n10H,1,1\n10Y,2,1\n"
    let yaml = "format: 1\nname: Northern\ngeography: maps/tiles.csv\n"
    let (programme, findings) = try load(["programme.yaml": yaml, "maps/tiles.csv": tiles, place: collection(chiltern, aylesbury)])
    #expect(findings.map(line) == [])
    #expect(
      programme?.geography
        == .tiles([
          CommissionerTile(commissioner: "10H", column: 1, row: 1, line: 2), CommissionerTile(commissioner: "10Y", column: 2, row: 1, line: 3),
        ]))
    let missing = try load(["programme.yaml": yaml])
    #expect(missing.findings.map(line) == ["maps/tiles.csv PROG-002 error: the file is needed and is not there"])
    #expect(missing.programme?.geography == nil)
    // Boundaries go before tiles where both lie in the organisations' folder.
    let both = try load([place: collection(chiltern, aylesbury), "organisations/tiles.csv": tiles]).programme
    guard case .boundaries? = both?.geography else {
      Issue.record("tiles were taken")
      return
    }
  }

  @Test func brokenFilesAreNeverMoreThanFindings() throws {
    let whole = Array(collection(chiltern, aylesbury).utf8)
    let folder = try TemporaryProgramme(smallProgramme)
    var state: UInt64 = 5
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0...next(4) { bytes[next(bytes.count)] = UInt8([0, 34, 44, 46, 57, 91, 93, 123, 125, 45, 128, 255][next(12)]) }
      try folder.write(bytes, to: place)
      let (programme, findings) = loadProgramme(at: folder.path)
      _ = try #require(programme)
      if programme?.geography == nil { #expect(!findings.isEmpty) }
    }
  }

  @Test func theSampleProgrammesHaveAMap() throws {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures").standardizedFileURL
    guard
      case .boundaries(let list, let attribution)? = loadProgramme(at: fixtures.appending(path: "thames-valley-wessex").path()).programme?.geography
    else {
      Issue.record("no boundaries")
      return
    }
    #expect(list.count == 18)
    #expect(attribution?.contains("Contains OS data © Crown copyright") == true)
    guard case .tiles(let tiles)? = loadProgramme(at: fixtures.appending(path: "trust-dashboard-2016-17").path()).programme?.geography else {
      Issue.record("no tiles")
      return
    }
    #expect(tiles.count == 18)
  }
}
