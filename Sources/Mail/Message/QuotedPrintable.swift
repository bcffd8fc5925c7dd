/// Text bodies in quoted-printable, UTF-8.
enum QuotedPrintable {
  /// The longest line.
  private static let longest = 76

  /// The text in lines of at most 76 characters with CRLF.
  ///
  /// CR, LF and CRLF are each a line end. White space before a line end is escaped, and so is what a mail system on the way might change: `From ` and a dot at
  /// the beginning of a line. A character is never spread over two lines.
  static func encode(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    var column = 0
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if isLineEnd(byte) {
        place += byte == 13 && place + 1 < bytes.count && bytes[place + 1] == 10 ? 2 : 1
        output += [13, 10]
        column = 0
        continue
      }
      let end = min(place + length(byte), bytes.count)
      let endsLine = end == bytes.count || isLineEnd(bytes[end])
      let isPlain = isPlain(byte, endsLine: endsLine) && !(column == 0 && needsCare(bytes[place...]))
      let width = isPlain ? 1 : 3 * (end - place)
      if column + width > (endsLine ? longest : longest - 1) {
        output += [UInt8(ascii: "="), 13, 10]
        column = 0
        continue
      }
      if isPlain { output.append(byte) } else { for byte in bytes[place..<end] { escape(byte, into: &output) } }
      column += width
      place = end
    }
    return output
  }

  /// Adds `=C3` for a byte.
  static func escape(_ byte: UInt8, into output: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    output += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

  /// How many bytes the character has that begins with this one.
  private static func length(_ byte: UInt8) -> Int { byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }

  private static func isPlain(_ byte: UInt8, endsLine: Bool) -> Bool {
    if byte == 32 || byte == 9 { return !endsLine }
    return (33...126).contains(byte) && byte != UInt8(ascii: "=")
  }

  /// Whether a line that begins so might be changed on the way.
  private static func needsCare(_ rest: ArraySlice<UInt8>) -> Bool { rest.first == UInt8(ascii: ".") || rest.starts(with: "From ".utf8) }

  /// The bytes of a text in quoted-printable; an escape that is none stands for itself.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var place = text.startIndex
    while place < text.endIndex {
      let byte = text[place]
      place += 1
      guard byte == UInt8(ascii: "=") else {
        bytes.append(byte)
        continue
      }
      if place + 1 < text.endIndex, let high = digit(text[place]), let low = digit(text[place + 1]) {
        bytes.append(high << 4 | low)
        place += 2
      } else if let end = softBreak(text, place) {
        place = end
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// Where the next line begins, where only white space stands between here and it.
  private static func softBreak(_ text: ArraySlice<UInt8>, _ begin: Int) -> Int? {
    var place = begin
    while place < text.endIndex, [32, 9, 13].contains(text[place]) { place += 1 }
    if place == text.endIndex { return place }
    return text[place] == 10 ? place + 1 : nil
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
