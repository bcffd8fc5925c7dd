import TestSupport

/// Texts as nobody should write them, from a seed.
struct HostileText {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let snippets = [
    "\r\n", "\n", "\r", "\0", "\t", "\u{0B}", "\u{0C}", "\u{1C}", "\u{85}", "\u{2028}", "\u{2029}", "\r\nBcc: thief@example.org\r\n", "\r\n\r\nbody",
    "\n.\r\n",
    "\u{202E}fdp.", "\u{2066}", "\u{200F}", "\"", "\\", "\\\"", "'", "(", ")", "<", ">", "<x@y.example>", ",", ";", ":", "@", "[", "]", "=", "?",
    "=?", "?=", "=?UTF-8?Q?a?=",
    "=?utf-8?b?YQ==?=", "=?x?q?=0D=0A?=", "é", "Ynys Môn", "Ελλάς", "שלום", "مرحبا", "日本語", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "e\u{301}\u{302}\u{303}", "\u{FEFF}", "\u{A0}",
    "\u{200B}", "\u{FFFD}", "\u{10FFFF}", "..", "/", "../../etc/passwd",
    ".pdf", ".exe", "%0D%0A", "&amp;", "*", "''", "UTF-8''x", "–", "£1,234.50", "a", "Pack", "  ", " ", "2015-16", "From ", "boundary=\"x\"", "_",
    "?", "~", "\u{E000}",
  ]

  private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &generator)] }

  /// A text; one in eight is long, one in ten without any space.
  mutating func next() -> String {
    let count =
      Int.random(in: 0..<8, using: &generator) == 0 ? Int.random(in: 40...400, using: &generator) : Int.random(in: 0...12, using: &generator)
    if Int.random(in: 0..<10, using: &generator) == 0 { return String(repeating: pick(["x", "é", "日", "👩‍👩‍👧‍👦", "\"", "e\u{301}"]), count: count * 8) }
    var text = ""
    for _ in 0..<count {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: text += pick(["activity", "plan", "of", "the", "trust", "M11", "flex"]) + " "
      case 1: text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0...0x2FF, using: &generator)) ?? "x")
      default: text += pick(Self.snippets)
      }
    }
    return text
  }

  /// Something near an address.
  mutating func nearAddress() -> String {
    var characters = Array("jane.doe@ccg.example.org")
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      let place = Int.random(in: 0..<characters.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: characters.remove(at: place)
      case 1: characters[place] = Character(Unicode.Scalar(UInt8.random(in: 0...255, using: &generator)))
      default: characters.insert(contentsOf: pick(Self.snippets), at: place)
      }
    }
    return String(characters)
  }

  /// A text body with what is awkward in one.
  mutating func body() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      text += pick([
        "From ", ".", "\n", "\r\n", "\r", " ", "  \n", "\t", "=", "=3D", "--", "é", "👩‍👩‍👧‍👦", "\n.\n", "\nFrom me\n", "word ", "日本語",
        String(repeating: "x", count: 80),
      ])
    }
    return text
  }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }

  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }
}
