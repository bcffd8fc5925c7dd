/// Text taken out of a file, with the places that its parts came from.
struct SearchText {
  /// What a part of the text is.
  struct Part: Hashable {
    /// What it is in words, such as `comment` or `page 3`; empty for plain text.
    var words: String
    /// The section, data file or figure that it belongs to, for comparisons that are agreed; empty for none.
    var context: String
  }

  private(set) var bytes: [UInt8] = []
  private var marks: [(at: Int, source: Int, part: Int)] = []
  private var parts: [Part] = []
  private var numbers: [Part: Int] = [:]

  /// What follows came from a place of the source.
  mutating func mark(_ source: Int, _ part: Part) {
    let number: Int
    if let known = numbers[part] {
      number = known
    } else {
      number = parts.count
      parts.append(part)
      numbers[part] = number
    }
    marks.append((bytes.count, source, number))
  }

  /// What follows came from a place of the source, of the same part as what stands before it.
  mutating func mark(_ source: Int) { if let last = marks.last { marks.append((bytes.count, source, last.part)) } }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }
  mutating func append(_ some: some Sequence<UInt8>) { bytes.append(contentsOf: some) }

  /// Where a byte of the text came from.
  func origin(_ at: Int) -> (source: Int, part: Part) {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].at <= at { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return (at, Part(words: "", context: "")) }
    let mark = marks[low - 1]
    return (mark.source + at - mark.at, parts[mark.part])
  }
}

/// The number of a line, from 1.
func lineNumber(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> Int {
  var line = 1
  for index in 0..<min(max(0, at), bytes.count) where bytes[index] == 10 { line += 1 }
  return line
}
