/// Pounds as a count of 10⁻⁸, as the standard's prices carry them at most.
typealias Parts = Int64

let partsInPenny: Parts = 1_000_000
let partsInPound: Parts = 100_000_000

/// Text under construction, as bytes: fields, separators and exact numbers, without a string for each.
struct ByteText {
  var bytes: [UInt8] = []

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func add(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }
  mutating func add(byte: UInt8) { bytes.append(byte) }
  mutating func comma() { bytes.append(0x2C) }

  mutating func line(_ text: String) {
    add(text)
    bytes.append(0x0A)
  }

  /// A record of a CSV file, ended by a line feed.
  mutating func record(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { comma() }
      add(field: field)
    }
    bytes.append(0x0A)
  }

  /// A field, in quotes only where it needs them (RFC 4180).
  mutating func add(field text: String) {
    if text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A }) {
      bytes.append(0x22)
      for byte in text.utf8 {
        if byte == 0x22 { bytes.append(0x22) }
        bytes.append(byte)
      }
      bytes.append(0x22)
    } else {
      add(text)
    }
  }

  mutating func add(number: Int) {
    if number < 0 { bytes.append(0x2D) }
    add(digitsOf: number.magnitude)
  }

  private mutating func add(digitsOf magnitude: UInt) {
    var rest = magnitude
    let start = bytes.count
    repeat {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    var low = start
    var high = bytes.count - 1
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// An exact amount: two decimals, or as many as it needs.
  mutating func add(parts: Parts) {
    if parts < 0 { bytes.append(0x2D) }
    let magnitude = UInt(parts.magnitude)
    add(digitsOf: magnitude / UInt(partsInPound))
    bytes.append(0x2E)
    let fraction = magnitude % UInt(partsInPound)
    if fraction % UInt(partsInPenny) == 0 {
      let pence = fraction / UInt(partsInPenny)
      bytes.append(0x30 + UInt8(truncatingIfNeeded: pence / 10))
      bytes.append(0x30 + UInt8(truncatingIfNeeded: pence % 10))
      return
    }
    var rest = fraction
    var place = UInt(partsInPound / 10)
    while rest > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / place))
      rest %= place
      place /= 10
    }
  }
}

/// Bytes of one text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A count with at least the digits asked for: `07`.
func padded(_ number: Int, to digits: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

/// Pounds and pence: `1234.50`.
func pounds(_ parts: Parts) -> String {
  var text = ByteText()
  text.add(parts: parts)
  return String(decoding: text.bytes, as: UTF8.self)
}

/// Divides and rounds half away from nought.
func rounded(_ parts: Int, by divisor: Int) -> Int {
  let half = divisor / 2
  return parts >= 0 ? (parts + half) / divisor : -((-parts + half) / divisor)
}
