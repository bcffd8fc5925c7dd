/// How a file's bytes are to be read as text.
package enum TextEncoding: UInt8, Sendable, Hashable {
  case utf8 = 0
  case windows1252 = 1

  /// The text that bytes stand for.
  package func text(_ bytes: some Collection<UInt8>) -> String {
    switch self {
    case .utf8: return String(decoding: bytes, as: UTF8.self)
    case .windows1252:
      var text = String.UnicodeScalarView()
      for byte in bytes {
        text.append(byte >= 0x80 && byte < 0xA0 ? windows1252Scalars[Int(byte) - 0x80] : Unicode.Scalar(byte))
      }
      return String(text)
    }
  }
}

/// The characters of Windows-1252 at 80 to 9F; the five that it leaves open are read as U+FFFD.
private let windows1252Scalars: [Unicode.Scalar] = [
  "\u{20AC}", "\u{FFFD}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}", "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}",
  "\u{0152}", "\u{FFFD}", "\u{017D}", "\u{FFFD}", "\u{FFFD}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
  "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{FFFD}", "\u{017E}", "\u{0178}",
]

/// Whether bytes are well-formed UTF-8.
func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    if byte < 0x80 {
      index = endOfASCII(bytes, from: index)
      continue
    }
    let length: Int
    let lowest: UInt8
    let highest: UInt8
    switch byte {
    case 0xC2...0xDF: (length, lowest, highest) = (2, 0x80, 0xBF)
    case 0xE0: (length, lowest, highest) = (3, 0xA0, 0xBF)
    case 0xED: (length, lowest, highest) = (3, 0x80, 0x9F)
    case 0xE1...0xEF: (length, lowest, highest) = (3, 0x80, 0xBF)
    case 0xF0: (length, lowest, highest) = (4, 0x90, 0xBF)
    case 0xF1...0xF3: (length, lowest, highest) = (4, 0x80, 0xBF)
    case 0xF4: (length, lowest, highest) = (4, 0x80, 0x8F)
    default: return false
    }
    guard index + length <= bytes.count, bytes[index + 1] >= lowest, bytes[index + 1] <= highest else { return false }
    for next in 2..<max(2, length) where bytes[index + next] & 0xC0 != 0x80 { return false }
    index += length
  }
  return true
}

/// The place of the first byte past ASCII at or after a place; the end if there is none. Most texts have few, so 64 bytes are looked at together.
@inline(__always)
private func endOfASCII(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
  guard let base = bytes.baseAddress.map({ UnsafeRawPointer($0) }) else { return bytes.count }
  let highest: UInt64 = 0x8080_8080_8080_8080
  var index = start
  while index &+ 64 <= bytes.count {
    let words = base.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
    let all = (words[0] | words[1]) | (words[2] | words[3]) | (words[4] | words[5]) | (words[6] | words[7])
    if all & highest != 0 { break }
    index &+= 64
  }
  while index &+ 8 <= bytes.count {
    let found = base.loadUnaligned(fromByteOffset: index, as: UInt64.self) & highest
    if found != 0 { return index &+ found.trailingZeroBitCount &>> 3 }
    index &+= 8
  }
  while index < bytes.count, bytes[index] < 0x80 { index &+= 1 }
  return index
}
