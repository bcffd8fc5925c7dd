import CZlib

/// An object of a PDF file, as far as reading text needs it.
package indirect enum PDFObject: Sendable {
  /// Nothing.
  case null
  /// A number.
  case number(Double)
  /// A name, without its slash.
  case name(String)
  /// A string's bytes.
  case string([UInt8])
  /// A list.
  case array([PDFObject])
  /// Entries by name.
  case dictionary([String: PDFObject])
  /// Another object, by its number.
  case reference(Int)
  /// Anything else that is a word: `obj`, `stream`, an operator.
  case word(String)

  /// The entry of a dictionary.
  package subscript(key: String) -> PDFObject? {
    if case .dictionary(let entries) = self { entries[key] } else { nil }
  }
}

/// Reads tokens and objects from bytes of a PDF file or of a page's content. Never reads past the end: what is ill written ends the reading.
package struct PDFScanner {
  /// The bytes.
  package let bytes: UnsafeBufferPointer<UInt8>
  /// The place of the next byte.
  package var at: Int

  /// Begins at a place.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int = 0) {
    self.bytes = bytes
    self.at = at
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 || byte == 12 || byte == 0 }
  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "/"),
      UInt8(ascii: "%"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    default: false
    }
  }

  /// Goes on to the next byte that is neither white space nor a comment.
  package mutating func skipSpace() {
    while at < bytes.count {
      if Self.isSpace(bytes[at]) {
        at += 1
      } else if bytes[at] == UInt8(ascii: "%") {
        while at < bytes.count, bytes[at] != 10, bytes[at] != 13 { at += 1 }
      } else {
        return
      }
    }
  }

  /// The next object; nil at the end, at a closing bracket, or at something ill written.
  package mutating func object() -> PDFObject? {
    skipSpace()
    guard at < bytes.count else { return nil }
    switch bytes[at] {
    case UInt8(ascii: "/"):
      at += 1
      return .name(String(decoding: token(), as: UTF8.self))
    case UInt8(ascii: "("): return literalString()
    case UInt8(ascii: "["):
      at += 1
      var items: [PDFObject] = []
      while let item = object() { items.append(item) }
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "]") else { return nil }
      at += 1
      return .array(Self.withReferences(items))
    case UInt8(ascii: "<"):
      if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "<") { return dictionary() }
      return hexString()
    case UInt8(ascii: "]"), UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"): return nil
    default: return Self.atom(token())
    }
  }

  private mutating func token() -> Slice<UnsafeBufferPointer<UInt8>> {
    let start = at
    while at < bytes.count, !Self.isSpace(bytes[at]), !Self.isDelimiter(bytes[at]) { at += 1 }
    return bytes[start..<at]
  }

  private static func atom(_ token: Slice<UnsafeBufferPointer<UInt8>>) -> PDFObject {
    var value = 0.0
    var scale = 0.0
    var negative = false
    for (index, byte) in token.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: negative = true
      case UInt8(ascii: "+") where index == 0: break
      case UInt8(ascii: ".") where scale == 0: scale = 1
      case 0x30...0x39:
        value = value * 10 + Double(byte - 0x30)
        if scale > 0 { scale *= 10 }
      default: return .word(String(decoding: token, as: UTF8.self))
      }
    }
    if scale > 1 { value /= scale }
    return .number(negative ? -value : value)
  }

  private mutating func dictionary() -> PDFObject? {
    at += 2
    var items: [PDFObject] = []
    while let item = object() { items.append(item) }
    skipSpace()
    guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: ">"), bytes[at + 1] == UInt8(ascii: ">") else { return nil }
    at += 2
    var entries: [String: PDFObject] = [:]
    let pairs = Self.withReferences(items)
    var index = 0
    while index + 1 < pairs.count {
      if case .name(let key) = pairs[index] { entries[key] = pairs[index + 1] }
      index += 2
    }
    return .dictionary(entries)
  }

  /// Turns `7 0 R` into a reference.
  private static func withReferences(_ items: [PDFObject]) -> [PDFObject] {
    var result: [PDFObject] = []
    for item in items {
      if case .word("R") = item, result.count >= 2, case .number(let number) = result[result.count - 2] {
        result.removeLast(2)
        result.append(.reference(Int(exactly: number.rounded()) ?? -1))
      } else {
        result.append(item)
      }
    }
    return result
  }

  private mutating func literalString() -> PDFObject? {
    at += 1
    var depth = 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        text.append(byte)
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return .string(text) }
        text.append(byte)
      case UInt8(ascii: "\\"):
        guard at < bytes.count else { return nil }
        let escaped = bytes[at]
        at += 1
        switch escaped {
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case 0x30...0x37:
          var value = Int(escaped - 0x30)
          var digits = 1
          while digits < 3, at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x37 {
            value = value * 8 + Int(bytes[at] - 0x30)
            at += 1
            digits += 1
          }
          text.append(UInt8(truncatingIfNeeded: value))
        case 10: break
        default: text.append(escaped)
        }
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func hexString() -> PDFObject? {
    at += 1
    var text: [UInt8] = []
    var high: UInt8?
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
      let byte = bytes[at]
      at += 1
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: continue
      }
      if let first = high {
        text.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard at < bytes.count else { return nil }
    at += 1
    if let first = high { text.append(first << 4) }
    return .string(text)
  }
}

/// Undoes Flate compression; nil when the data are not such.
package func inflated(_ data: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
  var stream = z_stream()
  guard inflateInit_(&stream, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  defer { inflateEnd(&stream) }
  var output: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  let source = UnsafeBufferPointer(rebasing: data)
  stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
  stream.avail_in = UInt32(source.count)
  while true {
    let (status, produced) = buffer.withUnsafeMutableBufferPointer { space -> (Int32, Int) in
      stream.next_out = space.baseAddress
      stream.avail_out = UInt32(space.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      return (status, space.count - Int(stream.avail_out))
    }
    output += buffer[..<produced]
    if status == Z_STREAM_END { return output }
    guard status == Z_OK, produced > 0 || stream.avail_in > 0 else { return nil }
  }
}
