/// Text of any characters as encoded words of RFC 2047: `=?UTF-8?Q?Ynys_M=C3=B4n?=`.
///
/// All of it is encoded, spaces too, since the white space between two encoded words is not shown. One text is in Q or B, whichever makes it shorter.
enum EncodedWords {
  /// The longest encoded word.
  static let longest = 75
  private static let head = "=?UTF-8?"
  /// What an encoded word has beside its text: `=?UTF-8?Q?` and `?=`.
  private static let frame = 12

  /// The words, each at most 75 characters.
  ///
  /// A word never ends within a character, nor within what is read as one, unless that is longer than a word.
  /// - Parameters:
  ///   - text: what to encode, cleaned.
  ///   - firstRoom: how long the first word may be, as far as its first character fits.
  static func words(_ text: String, firstRoom: Int = longest) -> [String] {
    let isQ = text.utf8.reduce(0) { $0 + width($1) } <= base64Width(text.utf8.count)
    var words: [String] = []
    var content: [UInt8] = []
    var used = 0
    var room = min(firstRoom, longest) - frame
    for piece in pieces(text, isQ: isQ) {
      let needed = isQ ? used + piece.reduce(0) { $0 + width($1) } : base64Width(content.count + piece.count)
      if needed > room, !content.isEmpty {
        words.append(word(content, isQ: isQ))
        content = []
        used = 0
        room = longest - frame
      }
      content += piece
      used += piece.reduce(0) { $0 + width($1) }
    }
    if !content.isEmpty { words.append(word(content, isQ: isQ)) }
    return words
  }

  private static func pieces(_ text: String, isQ: Bool) -> [[UInt8]] {
    let most = isQ ? (longest - frame) / 3 : (longest - frame) / 4 * 3
    var pieces: [[UInt8]] = []
    for character in text {
      let bytes = Array(character.utf8)
      if bytes.count <= most { pieces.append(bytes) } else { pieces += character.unicodeScalars.map { Array(String($0).utf8) } }
    }
    return pieces
  }

  private static func word(_ content: [UInt8], isQ: Bool) -> String {
    guard isQ else { return head + "B?" + String(decoding: Base64.encode(content), as: UTF8.self) + "?=" }
    var text: [UInt8] = []
    for byte in content {
      if byte == UInt8(ascii: " ") {
        text.append(UInt8(ascii: "_"))
      } else if width(byte) == 1 {
        text.append(byte)
      } else {
        QuotedPrintable.escape(byte, into: &text)
      }
    }
    return head + "Q?" + String(decoding: text, as: UTF8.self) + "?="
  }

  private static func base64Width(_ count: Int) -> Int { (count + 2) / 3 * 4 }

  /// How many characters a byte takes in Q: only what may stand as itself in a name too does.
  private static func width(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " "):
      1
    default: 3
    }
  }
}
