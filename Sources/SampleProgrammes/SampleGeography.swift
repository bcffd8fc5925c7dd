import Foundation

/// Where the commissioners of the sample programmes are.
enum SampleGeography {
  /// The boundaries of the eighteen commissioners, from the file that travels with this module: those of 2017 with four decimals of a degree (about ten metres).
  ///
  /// - Throws: what reading the file throws.
  static func boundaries() throws -> [UInt8] {
    let folder = Bundle.module.resourceURL ?? Bundle.module.bundleURL
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent("Geography/thames_valley_wessex.geojson")))
  }

  /// A grid of tiles for commissioners whose land nobody knows: five columns, in code order.
  static func tiles(_ commissioners: [SampleCommissioner]) -> [UInt8] {
    var text = ByteText()
    text.line("commissioner,column,row")
    for (index, code) in commissioners.map(\.code).sorted().enumerated() { text.record([code, String(index % 5 + 1), String(index / 5 + 1)]) }
    return text.bytes
  }
}
