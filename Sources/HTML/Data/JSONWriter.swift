/// Writes JSON as bytes, in the order in which it is told.
package struct JSONWriter: Sendable {
  /// What was written.
  package private(set) var bytes: [UInt8] = []
  /// Whether the text will stand in a page's `script` element, which `<` could end.
  private let forPage: Bool
  private var needsComma = false

  /// Begins a text.
  package init(forPage: Bool = false) { self.forPage = forPage }

  /// A string, with every character escaped that JSON or the page asks for.
  package mutating func string(_ text: String) {
    comma()
    bytes.append(0x22)
    content(text)
    bytes.append(0x22)
    needsComma = true
  }

  /// A value that a closure appends as JSON already.
  mutating func verbatim(_ append: (inout [UInt8]) -> Void) {
    comma()
    append(&bytes)
    needsComma = true
  }

  /// Appends what stands between the quotes of a string, for a writer of many strings that are alike.
  static func appendContent(of text: String, to bytes: inout [UInt8]) { appendContent(of: text, forPage: false, to: &bytes) }

  /// The same for the bytes of a text in UTF-8.
  static func appendContent(of utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) { appendContent(of: utf8, forPage: false, to: &bytes) }

  private mutating func content(_ text: String) { Self.appendContent(of: text, forPage: forPage, to: &bytes) }

  private static func appendContent(of text: String, forPage: Bool, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { appendContent(of: $0, forPage: forPage, to: &bytes) }
  }

  private static func appendContent(of utf8: UnsafeBufferPointer<UInt8>, forPage: Bool, to bytes: inout [UInt8]) {
    if isPlain(utf8, forPage: forPage) {
      bytes.append(contentsOf: utf8)
      return
    }
    var start = 0
    for (index, byte) in utf8.enumerated()
    where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || forPage && (byte == 0x3C || byte == 0x26) {
      bytes.append(contentsOf: utf8[start..<index])
      start = index + 1
      escape(byte, to: &bytes)
    }
    bytes.append(contentsOf: utf8[start...])
  }

  /// Whether nothing in the text is to be escaped. Every byte is looked at, without a branch, so that the compiler takes many at once.
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>, forPage: Bool) -> Bool {
    var found: UInt8 = 0
    for byte in utf8 {
      found |= byte < 0x20 ? 1 : 0
      found |= byte == 0x22 ? 1 : 0
      found |= byte == 0x5C ? 1 : 0
      found |= byte == 0x7F ? 1 : 0
      found |= byte == 0x3C ? 2 : 0
      found |= byte == 0x26 ? 2 : 0
    }
    return forPage ? found == 0 : found & 1 == 0
  }

  private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case 0x22, 0x5C: bytes += [0x5C, byte]
    case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
    case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
    case 0x0D: bytes += [0x5C, UInt8(ascii: "r")]
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes += [0x5C, UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  /// A number, given as the text of a JSON number.
  package mutating func number(_ text: String) {
    comma()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  /// An object; its fields are written by the closure.
  package mutating func object(_ fields: (inout JSONWriter) -> Void) {
    comma()
    bytes.append(0x7B)
    needsComma = false
    fields(&self)
    bytes.append(0x7D)
    needsComma = true
  }

  /// One field of an object; its name may come from outside.
  package mutating func field(_ name: String, _ value: (inout JSONWriter) -> Void) {
    string(name)
    bytes.append(0x3A)
    needsComma = false
    value(&self)
    needsComma = true
  }

  /// An array of a list's elements.
  package mutating func array<Element>(_ list: some Sequence<Element>, _ element: (Element, inout JSONWriter) -> Void) {
    comma()
    bytes.append(0x5B)
    needsComma = false
    for item in list { element(item, &self) }
    bytes.append(0x5D)
    needsComma = true
  }

  /// Begins what comes next on a line of its own, so that files can be compared line by line.
  package mutating func newLine() {
    comma()
    bytes.append(0x0A)
  }

  /// Ends the text with a line feed.
  package mutating func finish() { bytes.append(0x0A) }

  private mutating func comma() {
    if needsComma { bytes.append(0x2C) }
    needsComma = false
  }
}
