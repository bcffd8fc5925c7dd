/// How a text file stands for letters.
package enum TextCoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1252 = "windows-1252"
}

/// How a text file is written: found from its start where nobody says.
package struct TextForm: Sendable, Hashable {
  /// How it stands for letters.
  package var coding: TextCoding
  /// What stands between its fields.
  package var delimiter: UInt8

  /// Makes a form.
  package init(coding: TextCoding, delimiter: UInt8) {
    self.coding = coding
    self.delimiter = delimiter
  }

  /// What may stand between fields.
  package static let delimiters: [(name: String, byte: UInt8)] = [("comma", 0x2C), ("semicolon", 0x3B), ("tab", 0x09), ("pipe", 0x7C)]
}

/// The coding that the first bytes show, and how many of them are its mark; nil where only the whole file shows it.
func codingOfMark(_ head: [UInt8]) -> (coding: TextCoding, mark: Int)? {
  if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
  if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
  if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
  // Letters of the West in UTF-16 have a nought at every other place.
  let pairs = head.count / 2
  guard pairs >= 4 else { return nil }
  let (even, odd) = (0..<pairs).reduce(into: (0, 0)) { counts, pair in
    if head[2 * pair] == 0 { counts.0 += 1 }
    if head[2 * pair + 1] == 0 { counts.1 += 1 }
  }
  if odd * 10 >= pairs * 6, even * 10 < pairs { return (.utf16LittleEndian, 0) }
  if even * 10 >= pairs * 6, odd * 10 < pairs { return (.utf16BigEndian, 0) }
  return nil
}

/// Where a text stands among fields in quotes, whatever stands between them: a quote opens a field at its start alone.
private struct QuoteState {
  private var isQuoted = false
  private var mayEnd = false
  private var isAtStart = true

  /// Whether the next byte stands within quotes, or is one of them.
  mutating func isWithin(_ byte: UInt8) -> Bool {
    if isQuoted {
      if byte == 0x22 {
        mayEnd.toggle()
        return true
      }
      if !mayEnd { return true }
      (isQuoted, mayEnd) = (false, false)
    } else if isAtStart, byte == 0x22 {
      (isQuoted, isAtStart) = (true, false)
      return true
    }
    isAtStart = byte == 0x0A || byte == 0x0D || TextForm.delimiters.contains { $0.byte == byte }
    return false
  }
}

/// The delimiter that cuts the first lines into the most fields alike: the greatest number of fields, more than one, that most lines share.
///
/// - Parameter text: the start of the file in UTF-8.
func delimiterFound(in text: some Collection<UInt8>) -> UInt8 {
  var best: (score: Int, byte: UInt8) = (0, 0x2C)
  for (_, delimiter) in TextForm.delimiters {
    var counts: [Int: Int] = [:]
    var fields = 1
    var quotes = QuoteState()
    var lines = 0
    for byte in text where lines < 50 {
      if quotes.isWithin(byte) { continue }
      if byte == delimiter {
        fields += 1
      } else if byte == 0x0A || byte == 0x0D {
        if fields > 1 { counts[fields, default: 0] += 1 }
        if byte == 0x0A { lines += 1 }
        fields = 1
      }
    }
    if fields > 1 { counts[fields, default: 0] += 1 }
    let score = counts.map { ($0.key - 1) * $0.value * $0.value }.max() ?? 0
    if score > best.score { best = (score, delimiter) }
  }
  return best.byte
}
