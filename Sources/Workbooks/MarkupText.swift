/// A place in bytes of XML that are followed by noughts, and what can be passed from it: only what stands in one piece, in ASCII and without entities.
struct MarkupText {
  /// An attribute as it stands.
  struct Attribute {
    var name: UnsafeBufferPointer<UInt8>
    var value: UnsafeBufferPointer<UInt8>

    /// Whether it is named by one letter.
    @inline(__always) func isNamed(_ letter: UInt8) -> Bool { name.count == 1 && name[0] == letter }
    func isNamed(_ text: StaticString) -> Bool {
      name.count == text.utf8CodeUnitCount && name.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    /// Whether its name is of a namespace of its own.
    var hasPrefix: Bool { name.contains(0x3A) }
  }
  private(set) var place: UnsafePointer<UInt8>

  init(_ place: UnsafePointer<UInt8>) { self.place = place }

  /// Passes a byte where it stands here.
  @inline(__always)
  mutating func passes(_ byte: UInt8) -> Bool {
    guard place[0] == byte else { return false }
    place += 1
    return true
  }

  /// Passes a text where it stands here.
  @inline(__always)
  mutating func passes(_ text: StaticString) -> Bool {
    let wanted = text.utf8Start
    for index in 0..<text.utf8CodeUnitCount where place[index] != wanted[index] { return false }
    place += text.utf8CodeUnitCount
    return true
  }

  /// Passes `name="value"`.
  @inline(__always)
  mutating func attribute() -> Attribute? {
    let start = place
    var end = start
    while isNameByte(end[0]) { end += 1 }
    guard end > start, end[0] == 0x3D, end[1] == 0x22 else {
      place = end
      return nil
    }
    let value = end + 2
    var close = value
    while close[0] != 0x22 {
      guard isPlainByte(close[0]) else {
        place = close
        return nil
      }
      close += 1
    }
    place = close + 1
    return Attribute(name: UnsafeBufferPointer(start: start, count: end - start), value: UnsafeBufferPointer(start: value, count: close - value))
  }

  /// Passes text up to the next tag; nil where there is more in it than plain ASCII.
  @inline(__always)
  mutating func plainText() -> UnsafeBufferPointer<UInt8>? {
    let start = place
    var end = start
    while isPlainByte(end[0]) { end += 1 }
    place = end
    return end[0] == 0x3C ? UnsafeBufferPointer(start: start, count: end - start) : nil
  }
}

/// A letter of a name, without those past ASCII.
@inline(__always)
private func isNameByte(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x3A }

/// A character that stands for itself wherever it stands: no nought, line end, mark or byte past ASCII.
@inline(__always)
private func isPlainByte(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F && byte != 0x3C && byte != 0x26 && byte != 0x3E }
