/// Writing of PDF syntax, and of what stands in it.
extension [UInt8] {
  /// Adds a text as it is.
  mutating func put(_ text: StaticString) { append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)) }

  /// Adds a whole number.
  mutating func put(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    if rest < 10 { return append(UInt8(truncatingIfNeeded: rest) + 0x30) }
    let start = count
    while rest > 0 {
      append(UInt8(truncatingIfNeeded: rest % 10) + 0x30)
      rest /= 10
    }
    var (low, high) = (start, count - 1)
    while low < high {
      swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// Adds a text and a whole number.
  mutating func put(_ text: StaticString, _ number: Int) {
    put(text)
    put(number)
  }

  /// Adds a reference to an object: `12 0 R`.
  mutating func put(reference number: Int) {
    put(number)
    put(" 0 R")
  }

  /// Adds a length in points, to a hundredth.
  mutating func put(points: Double) {
    let hundredths = Int((points * 100).rounded())
    if hundredths < 0 { append(UInt8(ascii: "-")) }
    let size = abs(hundredths)
    put(size / 100)
    guard size % 100 != 0 else { return }
    append(UInt8(ascii: "."))
    append(UInt8(truncatingIfNeeded: size % 100 / 10) + 0x30)
    if size % 10 != 0 { append(UInt8(truncatingIfNeeded: size % 10) + 0x30) }
  }

  /// Adds the name of a table's head, a string whose order is that of the numbers.
  mutating func put(name number: Int32) {
    put("(h")
    var scale: Int32 = 10_000_000
    while scale > 0 {
      append(UInt8(truncatingIfNeeded: number / scale % 10) + 0x30)
      scale /= 10
    }
    put(")")
  }

  /// Adds bytes as a string in brackets.
  mutating func put(string bytes: some Sequence<UInt8>) {
    append(UInt8(ascii: "("))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
        append(UInt8(ascii: "\\"))
        append(byte)
      case 13: put("\\r")
      default: append(byte)
      }
    }
    append(UInt8(ascii: ")"))
  }

  /// The most characters that a text may have: a string has at most 32,767 bytes in PDF/A.
  private static let mostUnits = 16_000

  /// Adds a text for people: as it is where it is plain English, else as UTF-16. Characters that control something become spaces.
  mutating func put(text: String) {
    if text.utf8.count <= Self.mostUnits, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return put(string: text.utf8) }
    var bytes: [UInt8] = [0xFE, 0xFF]
    var units = text.utf16.prefix(Self.mostUnits)
    // A character of two units is not cut in the middle.
    if let last = units.last, last & 0xFC00 == 0xD800 { units.removeLast() }
    for unit in units {
      let shown = unit < 0x20 || unit == 0x7F ? 0x20 : unit
      bytes.append(UInt8(truncatingIfNeeded: shown >> 8))
      bytes.append(UInt8(truncatingIfNeeded: shown))
    }
    put(string: bytes)
  }
}
