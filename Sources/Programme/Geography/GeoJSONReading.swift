import Findings
import FoundationEssentials

/// The largest file of boundaries that is read: 32 MB.
private let largestFile = 32 << 20
/// The most features that are looked at.
private let mostFeatures = 20_000

/// Reads boundaries from GeoJSON (RFC 7946): a FeatureCollection whose features are Polygons or MultiPolygons in degrees (WGS84, longitude first).
///
/// A feature belongs to the commissioner whose code stands in its property `code`; else to the one whose name is its property `name`, compared without
/// capitals, punctuation, “NHS”, “CCG” or “ICB”, and with “and” for “&”. A text in the collection's own member `attribution` is what the data's licence asks to
/// be printed. Anything that can't be read is a finding with the place in the file, never a failure.
func readGeoJSON(_ bytes: [UInt8], file: String, commissioners: [Commissioner]) -> (
  boundaries: [CommissionerBoundary], attribution: String?, findings: [Finding]
) {
  let whole = Origin(file: file)
  if bytes.count > largestFile {
    return ([], nil, [ProgrammeCheck.geography.at(whole, "the file is larger than 32 MB and is not used", hint: "simplify the boundaries")])
  }
  var body = bytes[...]
  if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
  let collection: FeatureCollection
  do {
    collection = try JSONDecoder().decode(FeatureCollection.self, from: Data(body))
  } catch let mistake as DecodingError {
    return ([], nil, [ProgrammeCheck.geography.at(whole, collectionFault(mistake) + "; no map can be made of it", hint: geoJSONHint)])
  } catch {
    return ([], nil, [ProgrammeCheck.geography.at(whole, "the file is not JSON; no map can be made of it", hint: geoJSONHint)])
  }
  guard collection.type == "FeatureCollection" else {
    return (
      [], nil,
      [
        ProgrammeCheck.geography.at(
          Origin(file: file, field: "type"), value: collection.type,
          "the file is a \"\(collection.type)\" and not a FeatureCollection; no map can be made of it", hint: geoJSONHint)
      ]
    )
  }
  guard collection.features.count <= mostFeatures else {
    return (
      [], nil, [ProgrammeCheck.geography.at(whole, "the file has more than \(mostFeatures) features and is not used", hint: "leave out other areas")]
    )
  }
  var reader = FeatureReader(file: file, commissioners: commissioners)
  for (index, feature) in collection.features.enumerated() { reader.add(feature, index) }
  return (reader.boundaries, collection.attribution, reader.findings)
}

private let geoJSONHint = "it must be a GeoJSON FeatureCollection of Polygons or MultiPolygons in WGS84, longitude first"

private func collectionFault(_ mistake: DecodingError) -> String {
  switch mistake {
  case .keyNotFound(let key, _): "the file has no member \"\(key.stringValue)\""
  case .typeMismatch(_, let context) where !context.codingPath.isEmpty: "the member \"\(path(context.codingPath))\" is not what GeoJSON has there"
  case .typeMismatch: "the file is not a JSON object"
  default: "the file is not JSON"
  }
}

/// `geometry.coordinates[0][12]`.
private func path(_ keys: [any CodingKey]) -> String {
  keys.reduce("") { text, key in
    if let index = key.intValue { return text + "[\(index)]" }
    return text.isEmpty ? key.stringValue : text + "." + key.stringValue
  }
}

/// The file as a whole.
private struct FeatureCollection: Decodable {
  let type: String
  let features: [Attempt]
  let attribution: String?

  enum CodingKeys: String, CodingKey { case type, features, attribution }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    type = try members.decode(String.self, forKey: .type)
    // Told by its type, a single geometry is named as such and not by what it lacks.
    features = type == "FeatureCollection" ? try members.decode([Attempt].self, forKey: .features) : []
    attribution = try? members.decode(String.self, forKey: .attribution)
  }
}

/// A feature, or what is wrong with it: one that can't be read does not take the others with it.
private struct Attempt: Decodable {
  let names: Names?
  let geometry: Result<Geometry?, Fault>

  enum CodingKeys: String, CodingKey { case properties, geometry }

  init(from decoder: any Decoder) throws {
    guard let members = try? decoder.container(keyedBy: CodingKeys.self) else {
      names = nil
      geometry = .failure(Fault(message: "it is not a JSON object"))
      return
    }
    names = try? members.decode(Names.self, forKey: .properties)
    do {
      geometry = .success(try members.decodeIfPresent(Geometry.self, forKey: .geometry))
    } catch let fault as Fault {
      geometry = .failure(fault)
    } catch let mistake as DecodingError {
      geometry = .failure(Fault(message: featureFault(mistake, below: decoder.codingPath.count)))
    }
  }
}

/// Why a feature can't be read.
private struct Fault: Error {
  let message: String
}

private func featureFault(_ mistake: DecodingError, below depth: Int) -> String {
  switch mistake {
  case .typeMismatch(_, let context): "\(path(Array(context.codingPath.dropFirst(depth)))) is nested otherwise than its type says"
  case .keyNotFound(let key, _): "its geometry has no member \"\(key.stringValue)\""
  case .valueNotFound(_, let context): "\(path(Array(context.codingPath.dropFirst(depth)))) is null"
  case .dataCorrupted(let context): "\(path(Array(context.codingPath.dropFirst(depth)))) is not a number that can be held"
  @unknown default: "it can't be read"
  }
}

/// The properties by which a feature is found.
private struct Names: Decodable {
  let code: String?
  let name: String?

  enum CodingKeys: String, CodingKey { case code, name }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    code = try? members.decode(String.self, forKey: .code)
    name = try? members.decode(String.self, forKey: .name)
  }
}

/// A geometry as polygons of rings of positions.
private struct Geometry: Decodable {
  let polygons: [[[[Double]]]]

  enum CodingKeys: String, CodingKey { case type, coordinates }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    let type = try members.decode(String.self, forKey: .type)
    switch type {
    case "Polygon": polygons = [try members.decode([[[Double]]].self, forKey: .coordinates)]
    case "MultiPolygon": polygons = try members.decode([[[[Double]]]].self, forKey: .coordinates)
    default: throw Fault(message: "its geometry is a \"\(type.count > 30 ? String(type.prefix(29)) + "…" : type)\" and not a Polygon or MultiPolygon")
    }
  }
}

/// Gives features to commissioners.
private struct FeatureReader {
  let file: String
  private let codes: Set<String>
  private let byName: [String: String]
  private let order: [Commissioner]
  private var found: [String: (index: Int, boundary: CommissionerBoundary?)] = [:]
  private var strangers = 0
  private var problems: [Finding] = []

  init(file: String, commissioners: [Commissioner]) {
    self.file = file
    order = commissioners
    codes = Set(commissioners.map(\.code))
    byName = Dictionary(commissioners.map { (comparableName($0.name), $0.code) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func add(_ feature: Attempt, _ index: Int) {
    let code = feature.names.flatMap { names in
      names.code.flatMap { codes.contains($0) ? $0 : nil } ?? names.name.flatMap { byName[comparableName($0)] }
    }
    guard let code else {
      strangers += 1
      return
    }
    if let earlier = found[code] {
      report(index, code, "is a second area of \(code); that of features[\(earlier.index)] counts", hint: "make one MultiPolygon of the two")
      return
    }
    found[code] = (index, nil)
    switch feature.geometry {
    case .failure(let fault): report(index, code, "can't be used: \(fault.message)", hint: geoJSONHint)
    case .success(nil): report(index, code, "has no geometry", hint: "give the boundary of \(code)")
    case .success(let geometry?): found[code] = (index, boundary(of: geometry, code, index))
    }
  }

  private mutating func boundary(of geometry: Geometry, _ code: String, _ index: Int) -> CommissionerBoundary? {
    var polygons: [GeographicPolygon] = []
    for rings in geometry.polygons {
      var read: [[GeographicPlace]] = []
      for (place, ring) in rings.enumerated() {
        switch places(of: ring) {
        case .success(let places): if places.count >= 3 { read.append(places) } else if place == 0 { read.append([]) }
        case .failure(let fault):
          report(index, code, "can't be used: \(fault.message)", hint: geoJSONHint)
          return nil
        }
      }
      if let outer = read.first, !outer.isEmpty { polygons.append(GeographicPolygon(outer: outer, holes: Array(read.dropFirst()))) }
    }
    if polygons.isEmpty {
      report(index, code, "has no ring of three places or more", hint: geoJSONHint)
      return nil
    }
    return CommissionerBoundary(commissioner: code, polygons: polygons)
  }

  /// A ring without its closing place and without a place that is told twice.
  private func places(of ring: [[Double]]) -> Result<[GeographicPlace], Fault> {
    var places: [GeographicPlace] = []
    places.reserveCapacity(ring.count)
    for position in ring {
      guard position.count >= 2 else { return .failure(Fault(message: "a position has fewer than two numbers")) }
      let (longitude, latitude) = (position[0], position[1])
      guard longitude.isFinite, latitude.isFinite, abs(longitude) <= 180, abs(latitude) <= 90 else {
        return .failure(Fault(message: "a position is not a longitude and latitude in degrees"))
      }
      let place = GeographicPlace(longitude: longitude, latitude: latitude)
      if places.last != place { places.append(place) }
    }
    if places.count > 1, places.first == places.last { places.removeLast() }
    return .success(places)
  }

  private mutating func report(_ index: Int, _ code: String, _ fault: String, hint: String) {
    problems.append(
      ProgrammeCheck.geography.at(Origin(file: file, field: "features[\(index)]"), value: code, "the area of \(code) \(fault)", hint: hint))
  }

  /// The boundaries in code order.
  var boundaries: [CommissionerBoundary] { order.compactMap { found[$0.code]?.boundary } }

  /// What was found on the way, and which commissioners have no area.
  var findings: [Finding] {
    var list = problems
    let missing = order.filter { found[$0.code] == nil }.map(\.code)
    if !missing.isEmpty {
      list.append(
        ProgrammeCheck.geography.at(
          Origin(file: file), value: missing[0], "there is no area of \(missing.joined(separator: ", ")); the map shows them in its list alone",
          hint: "give each feature the property \"code\", or the commissioner’s name as \"name\"", count: missing.count))
    }
    if strangers > 0 {
      var note = ProgrammeCheck.geography.at(
        Origin(file: file), "\(strangers == 1 ? "one area is" : "\(strangers) areas are") of no commissioner of the programme and passed over",
        count: strangers)
      note.severity = .note
      list.append(note)
    }
    return list
  }
}

/// A name as names of areas are compared: small letters and digits, “and” for “&”, without “NHS” at its head and the kind of body at its end.
func comparableName(_ name: String) -> String {
  var words: [String] = []
  var word = ""
  func close() {
    if !word.isEmpty { words.append(word) }
    word = ""
  }
  for character in name.lowercased() {
    if character == "&" {
      close()
      words.append("and")
    } else if character.isLetter || character.isNumber {
      word.append(character)
    } else if character != "’" && character != "'" {
      close()
    }
  }
  close()
  if words.first == "nhs" { words.removeFirst() }
  for ending in [["clinical", "commissioning", "group"], ["integrated", "care", "board"], ["ccg"], ["icb"]]
  where words.count > ending.count && words.suffix(ending.count).elementsEqual(ending) {
    words.removeLast(ending.count)
    break
  }
  return words.joined(separator: " ")
}
