import Testing

@testable import Extracts

/// Whether bytes are UTF-8 by the definition: each sequence, byte by byte, stands for a scalar that could not be written shorter.
private func isUTF8ByDefinition(_ bytes: [UInt8]) -> Bool {
  var index = 0
  while index < bytes.count {
    let lead = bytes[index]
    let length = lead < 0x80 ? 1 : lead & 0xE0 == 0xC0 ? 2 : lead & 0xF0 == 0xE0 ? 3 : lead & 0xF8 == 0xF0 ? 4 : 0
    guard length > 0, index + length <= bytes.count else { return false }
    var scalar = length == 1 ? UInt32(lead) : UInt32(lead & (0x7F >> UInt8(length)))
    for place in 1..<max(length, 1) {
      guard bytes[index + place] & 0xC0 == 0x80 else { return false }
      scalar = scalar << 6 | UInt32(bytes[index + place] & 0x3F)
    }
    let shortest: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
    guard scalar >= shortest[length], scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else { return false }
    index += length
  }
  return true
}

@Suite("Encodings of text")
struct TextEncodingTests {
  @Test("UTF-8 is told from anything else as its definition does, wherever the odd bytes stand", arguments: 1...20)
  func randomBytes(_ seed: Int) {
    var dice = Dice(UInt64(seed) &* 104_729)
    let scalars: [[UInt8]] = ["é", "–", "’", "𝄞", "\u{7FF}", "\u{800}", "\u{FFFF}", "\u{10FFFF}"].map { Array(String($0).utf8) }
    var well = 0
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<(1 + dice.next(4)) {
        bytes += [UInt8](repeating: UInt8(dice.next(128)), count: dice.next(150))
        bytes += dice.one(of: scalars)
      }
      // Half of them are damaged by one byte, some are cut within a sequence.
      if dice.next(2) == 0 { bytes[dice.next(bytes.count)] = UInt8(dice.next(256)) }
      if dice.next(4) == 0 { bytes.removeLast() }
      let expected = isUTF8ByDefinition(bytes)
      if expected { well += 1 }
      let found = bytes.withUnsafeBufferPointer { isUTF8($0) }
      if found != expected { Issue.record("\(found) where the definition says \(expected): \(bytes)") }
    }
    #expect((400...1900).contains(well), "both kinds must be met")
  }

  @Test("every pair of bytes, alone and after 63 letters")
  func pairs() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        for lead in [0, 63] {
          let bytes = [UInt8](repeating: 0x61, count: lead) + [first, second]
          let found = bytes.withUnsafeBufferPointer { isUTF8($0) }
          if found != isUTF8ByDefinition(bytes) { Issue.record("\(bytes.suffix(2)) after \(lead)") }
        }
      }
    }
  }
}
