/// What a mail host answered to one command. The text is the host's: nobody may trust it, and it is kept short and printable.
package struct SMTPReply: Sendable, Hashable {
  /// The three digits.
  package let code: Int
  /// The reply on one line, with its code: `250 2.0.0 OK: queued as 4XYZ`; at most 200 bytes, without control characters.
  package let text: String

  /// Makes a reply from its lines, of which each begins with the code.
  init(code: Int, lines: [[UInt8]]) {
    self.code = code
    text = Self.readable(Array("\(code)".utf8) + lines.flatMap { [UInt8(ascii: " ")] + $0.dropFirst(4) })
  }

  /// Makes a reply whose text is not told.
  init(code: Int, withheld reason: String) {
    self.code = code
    text = "\(code) (\(reason))"
  }

  /// Text from outside as one printable line: what is no UTF-8, a control or format character or a line end becomes `?`, spaces at the ends go, and it is
  /// cut to 200 bytes at the end of a character.
  static func readable(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes.prefix(2_000))
    var text = ""
    var size = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let isHarmless =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: scalar != "\u{FFFD}"
        }
      let kept: Unicode.Scalar = isHarmless ? scalar : "?"
      if kept == " ", text.isEmpty || text.hasSuffix(" ") { continue }
      size += UTF8.width(kept)
      if size > 200 { break }
      text.unicodeScalars.append(kept)
    }
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
