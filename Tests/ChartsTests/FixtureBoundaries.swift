import Charts
import Foundation

/// The boundaries of the sample programme, read without the program's own reader.
enum FixtureBoundaries {
  struct Feature: Sendable {
    let name: String
    let polygons: [[[Choropleth.Place]]]
  }

  static let all: [Feature] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures/thames-valley-wessex/organisations/geography.geojson").standardizedFileURL
    guard let data = try? Data(contentsOf: file), let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let features = root["features"] as? [[String: Any]]
    else { return [] }
    return features.compactMap { feature in
      guard let name = (feature["properties"] as? [String: Any])?["name"] as? String, let geometry = feature["geometry"] as? [String: Any] else {
        return nil
      }
      let polygons: [[[[Double]]]]
      if let many = geometry["coordinates"] as? [[[[Double]]]] {
        polygons = many
      } else if let one = geometry["coordinates"] as? [[[Double]]] {
        polygons = [one]
      } else {
        return nil
      }
      return Feature(
        name: name, polygons: polygons.map { rings in rings.map { ring in ring.dropLast().map { .init(longitude: $0[0], latitude: $0[1]) } } })
    }
  }()
}
