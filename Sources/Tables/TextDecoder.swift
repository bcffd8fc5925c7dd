/// Turns bytes of a coding into UTF-8, as they come.
struct TextDecoder {
  private let coding: TextCoding
  /// What a character that began at the end of the last bytes still wants.
  private var carried: [UInt8] = []
  private var high: UInt16?

  init(_ coding: TextCoding) { self.coding = coding }

  /// Whether the bytes so far end within a character.
  var isWithinCharacter: Bool { !carried.isEmpty || high != nil }

  /// Appends what bytes stand for.
  mutating func decode(_ bytes: UnsafeRawBufferPointer, into text: inout [UInt8]) {
    switch coding {
    case .utf8: text.append(contentsOf: bytes)
    case .windows1252: for byte in bytes { appendWindows1252(byte, to: &text) }
    case .utf16LittleEndian, .utf16BigEndian:
      for byte in bytes {
        guard let first = carried.popLast() else {
          carried.append(byte)
          continue
        }
        let unit = coding == .utf16LittleEndian ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
        append(unit, to: &text)
      }
    }
  }

  private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
    if let high {
      self.high = nil
      if UTF16.isTrailSurrogate(unit) {
        let value = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
        return appendScalar(Unicode.Scalar(value) ?? "\u{FFFD}", to: &text)
      }
      appendScalar("\u{FFFD}", to: &text)
    }
    if UTF16.isLeadSurrogate(unit) {
      high = unit
    } else {
      appendScalar(Unicode.Scalar(unit) ?? "\u{FFFD}", to: &text)
    }
  }
}

private func appendScalar(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
  if scalar.isASCII { text.append(UInt8(scalar.value)) } else { text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter) }
}

private func appendWindows1252(_ byte: UInt8, to text: inout [UInt8]) {
  switch byte {
  case 0..<0x80: text.append(byte)
  case 0xA0...: appendScalar(Unicode.Scalar(byte), to: &text)
  default: appendScalar(Unicode.Scalar(windows1252[Int(byte) - 0x80]) ?? "\u{FFFD}", to: &text)
  }
}

/// The characters of Windows-1252 at 80 to 9F; nought at the five that it leaves open.
private let windows1252: [UInt16] = [
  0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018,
  0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
]

/// Whether bytes that come in pieces are well-formed UTF-8.
struct UTF8Check {
  private var left: [UInt8] = []
  private(set) var isValid = true

  /// Looks at more.
  mutating func look(at bytes: UnsafeRawBufferPointer) {
    guard isValid else { return }
    if left.isEmpty, bytes.allSatisfy({ $0 < 0x80 }) { return }
    left.append(contentsOf: bytes)
    let cut = left.count - incompleteEnd(left)
    isValid = isWellFormed(left[..<cut])
    left.removeSubrange(..<cut)
  }

  /// Whether all was well formed, and nothing was cut off.
  func finish() -> Bool { isValid && left.isEmpty }

  /// How many bytes at the end begin a character that is not whole.
  private func incompleteEnd(_ bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte < 0x80 { return 0 }
      if byte >= 0xC0 { return back < (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2) ? back : 0 }
    }
    return 0
  }

  private func isWellFormed(_ bytes: ArraySlice<UInt8>) -> Bool {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid: continue
      case .emptyInput: return true
      case .error: return false
      }
    }
  }
}
