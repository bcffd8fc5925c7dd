import Glibc

/// The colour space of the pages' colours, sRGB, as an ICC profile of version 2 for displays, made from the published numbers of IEC 61966-2-1.
enum ColourProfile {
  /// The profile's bytes.
  static let sRGB: [UInt8] = {
    var profile = Builder()
    // The primaries and the white point, adapted to D50 (Bradford).
    profile.add("desc", description("sRGB IEC61966-2.1"))
    profile.add("cprt", text("No rights reserved"))
    profile.add("wtpt", xyz(0.9642, 1, 0.8249))
    profile.add("rXYZ", xyz(0.4360747, 0.2225045, 0.0139322))
    profile.add("gXYZ", xyz(0.3850649, 0.7168786, 0.0971045))
    profile.add("bXYZ", xyz(0.1430804, 0.0606169, 0.7141733))
    profile.add("rTRC", curve)
    profile.addSame("gTRC")
    profile.addSame("bTRC")
    return profile.bytes
  }()

  /// The transfer curve at 1,024 even steps: straight near black, then a power of 2.4.
  private static let curve: [UInt8] = {
    let count = 1024
    var bytes = Array("curv".utf8) + [0, 0, 0, 0] + big(UInt32(count))
    for step in 0..<count {
      let value = Double(step) / Double(count - 1)
      let linear = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      let sample = UInt16((linear * 65_535).rounded())
      bytes += [UInt8(sample >> 8), UInt8(sample & 255)]
    }
    return bytes
  }()

  private static func big(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

  private static func fixed(_ value: Double) -> [UInt8] { big(UInt32((value * 65_536).rounded())) }

  private static func xyz(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
    Array("XYZ ".utf8) + [0, 0, 0, 0] + fixed(x) + fixed(y) + fixed(z)
  }

  private static func text(_ text: String) -> [UInt8] { Array("text".utf8) + [0, 0, 0, 0] + Array(text.utf8) + [0] }

  /// A description in ASCII; those in Unicode and for old Macintoshes are empty.
  private static func description(_ text: String) -> [UInt8] {
    Array("desc".utf8) + [0, 0, 0, 0] + big(UInt32(text.utf8.count + 1)) + Array(text.utf8) + [0] + [UInt8](repeating: 0, count: 8 + 3 + 67)
  }

  /// The header, the table of parts and the parts.
  private struct Builder {
    private var parts: [(name: String, start: Int, count: Int)] = []
    private var data: [UInt8] = []

    mutating func add(_ name: String, _ part: [UInt8]) {
      parts.append((name, data.count, part.count))
      data += part
      while data.count % 4 != 0 { data.append(0) }
    }

    mutating func addSame(_ name: String) {
      if let last = parts.last { parts.append((name, last.start, last.count)) }
    }

    var bytes: [UInt8] {
      let start = 128 + 4 + parts.count * 12
      var header = big(UInt32(start + data.count)) + [0, 0, 0, 0] + big(0x0210_0000)
      header += Array("mntrRGB XYZ ".utf8)
      // The first day of 2000, so that the profile is the same on any day.
      header += [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]
      header += Array("acsp".utf8) + [UInt8](repeating: 0, count: 28)
      header += fixed(0.9642) + fixed(1) + fixed(0.8249)
      header += [UInt8](repeating: 0, count: 128 - header.count)
      var table = big(UInt32(parts.count))
      for part in parts { table += Array(part.name.utf8) + big(UInt32(start + part.start)) + big(UInt32(part.count)) }
      return header + table + data
    }
  }
}
