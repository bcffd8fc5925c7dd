import CZlib

extension FileScan {
  /// Markdown, `SHA256SUMS` and any other text, by line.
  mutating func searchPlain(_ bytes: [UInt8], _ label: String) {
    let stem = stem
    bytes.withUnsafeBufferPointer { bytes in
      search(bytes) { at in Place(words: label + "line \(lineNumber(bytes, at: at))", contexts: [stem]) }
    }
  }

  /// CSV, by row and column, the column with its head.
  mutating func searchCSV(_ bytes: [UInt8], _ label: String) {
    let stem = stem
    let unquoted = bytes.contains(UInt8(ascii: "\\")) ? unescaped(bytes) : nil
    bytes.withUnsafeBufferPointer { bytes in
      search(bytes) { at in
        Place(words: label + CSVPlace(bytes, at: at).words, contexts: [stem])
      }
    }
    if let unquoted { search(unquoted) { _, _ in Place(words: label + "written with escapes", contexts: [stem]) } }
  }

  /// JSON: what its strings are once their escapes are undone. In `figures.json` the place has the figure's id, in `datapackage.json` the name of the data file.
  mutating func searchJSON(_ bytes: [UInt8], _ label: String) {
    let text = bytes.contains(UInt8(ascii: "\\")) ? unescaped(bytes) : nil
    bytes.withUnsafeBufferPointer { bytes in
      func place(_ at: Int) -> Place {
        let id = record("id", bytes, at: at) ?? record("path", bytes, at: at).map { $0.hasSuffix(".csv") ? String($0.dropLast(4)) : $0 }
        return Place(words: label + "line \(lineNumber(bytes, at: at))" + (id.map { ", \($0)" } ?? ""), contexts: id.map { [$0] } ?? [])
      }
      guard let text else { return search(bytes) { at in place(at) } }
      search(text) { source, _ in place(source) }
    }
  }

  /// Bytes that nothing here can open: searched as text in three encodings, and said to be unreadable whatever is found.
  mutating func searchUnknown(_ bytes: [UInt8], _ label: String) {
    searchBytes(bytes, label + "in its bytes")
    cannotRead(label.isEmpty ? "the file" : String(label.dropLast(2)), "it is of a kind that the leak test cannot open")
  }

  /// Bytes that are no text, as UTF-8 and as UTF-16 of either byte order.
  mutating func searchBytes(_ bytes: [UInt8], _ words: String) {
    // Terms of three or four letters stand among bytes by chance.
    bytes.withUnsafeBufferPointer { bytes in search(bytes, shortest: 5) { at in Place(words: "\(words), at \(at)", contexts: []) } }
    // Letters with a nought after each: text of the one byte order read from its first byte on, of the other from its second on.
    for start in [0, 1] where bytes.count > start {
      // What is no letter of the alphabet stands between tokens, so that a single byte will do for it.
      var narrow: [UInt8] = []
      narrow.reserveCapacity(bytes.count / 2 + 1)
      for index in stride(from: start, to: bytes.count, by: 2) {
        let isLetter = (index + 1 == bytes.count || bytes[index + 1] == 0) && bytes[index] < 0x80
        narrow.append(isLetter ? bytes[index] : 0)
      }
      narrow.withUnsafeBufferPointer { text in
        search(text, shortest: 5) { at in Place(words: "\(words), at \(start + at * 2), as UTF-16", contexts: []) }
      }
    }
  }

  /// A compressed file, with the name that it keeps.
  mutating func searchGzip(_ bytes: [UInt8], name: String, _ label: String) {
    guard let inner = unzipped(bytes) else { return cannotRead(label + "gzip", "its compression is damaged") }
    // The head (name and comment) stands before what is compressed.
    searchBytes(Array(bytes.prefix(512)), label + "gzip head")
    open(inner, name: name.hasSuffix(".gz") ? String(name.dropLast(3)) : name, inside: label + "gzip")
  }

  private mutating func unzipped(_ bytes: [UInt8]) -> [UInt8]? {
    let made = expanded(bytes[...], window: 31, limit: allowance)
    allowance -= made?.count ?? 0
    return made
  }
}

/// Undoes deflate compression in a wrapping of zlib (15) or gzip (31); nil when it is damaged or makes more than so many bytes.
func expanded(_ data: ArraySlice<UInt8>, window: Int32, limit: Int) -> [UInt8]? {
  var stream = z_stream()
  guard inflateInit2_(&stream, window, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  defer { inflateEnd(&stream) }
  var output: [UInt8] = []
  var space = [UInt8](repeating: 0, count: 64 * 1024)
  return data.withUnsafeBufferPointer { source in
    stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
    stream.avail_in = UInt32(clamping: source.count)
    while true {
      let (status, made) = space.withUnsafeMutableBufferPointer { space -> (Int32, Int) in
        stream.next_out = space.baseAddress
        stream.avail_out = UInt32(space.count)
        return (inflate(&stream, Z_NO_FLUSH), space.count - Int(stream.avail_out))
      }
      output += space[..<made]
      if status == Z_STREAM_END { return output }
      guard status == Z_OK, made > 0 || stream.avail_in > 0, output.count <= limit else { return nil }
    }
  }
}

/// The row and column of a place in CSV.
private struct CSVPlace {
  var row = 1
  var column = 1
  var head = ""
  var words: String { "row \(row), column \(column)" + (head.isEmpty ? "" : " (\(head))") }

  init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) {
    var isQuoted = false
    var heads: [[UInt8]] = [[]]
    for index in 0..<min(at, bytes.count) {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        column += 1
        if row == 1 { heads.append([]) }
      } else if byte == 10, !isQuoted {
        row += 1
        column = 1
      } else if row == 1, byte != 13 {
        heads[heads.count - 1].append(byte)
      }
    }
    if row > 1, heads.indices.contains(column - 1) { head = String(decoding: heads[column - 1], as: UTF8.self) }
  }
}

/// What the record that stands in the line of a place in JSON is known by: the value of its first key, when the key is the one that is asked for.
private func record(_ key: String, _ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> String? {
  var (start, end) = (min(at, bytes.count), min(at, bytes.count))
  while start > 0, bytes[start - 1] != 10 { start -= 1 }
  while end < bytes.count, bytes[end] != 10 { end += 1 }
  let line = bytes[start..<end]
  let opening = Array("{\"\(key)\":\"".utf8)
  guard line.starts(with: opening) else { return nil }
  let id = line.dropFirst(opening.count).prefix { $0 != UInt8(ascii: "\"") }
  return String(decoding: id, as: UTF8.self)
}

/// Text whose escapes (`\u0052`, `\x52`, `\52 ` of style sheets, `\n`) are undone, as JSON, scripts and style sheets write them.
func unescaped(_ bytes: some RandomAccessCollection<UInt8>, isStyle: Bool = false) -> SearchText {
  var text = SearchText()
  appendUnescaped(Array(bytes), source: 0, SearchText.Part(words: "", context: ""), isStyle: isStyle, to: &text)
  return text
}

/// Adds text whose escapes are undone.
func appendUnescaped(_ bytes: [UInt8], source: Int, _ part: SearchText.Part, isStyle: Bool, to text: inout SearchText) {
  text.mark(source, part)
  func digit(_ index: Int) -> UInt32? {
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case 0x30...0x39: return UInt32(bytes[index] - 0x30)
    case 0x41...0x46: return UInt32(bytes[index] - 0x37)
    case 0x61...0x66: return UInt32(bytes[index] - 0x57)
    default: return nil
    }
  }
  func number(_ start: Int, _ count: ClosedRange<Int>) -> (value: UInt32, end: Int)? {
    var value: UInt32 = 0
    var index = start
    while index - start < count.upperBound, let next = digit(index) {
      value = value << 4 | next
      index += 1
    }
    return index - start >= count.lowerBound ? (value, index) : nil
  }
  var at = 0
  while at < bytes.count {
    guard bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count else {
      text.append(bytes[at])
      at += 1
      continue
    }
    var written: (value: UInt32, end: Int)?
    switch bytes[at + 1] {
    case _ where isStyle: written = number(at + 1, 1...6)
    case UInt8(ascii: "u") where at + 2 < bytes.count && bytes[at + 2] == UInt8(ascii: "{"):
      written = number(at + 3, 1...6).map { ($0.value, $0.end + 1) }
    case UInt8(ascii: "u"): written = number(at + 2, 4...4)
    case UInt8(ascii: "x"): written = number(at + 2, 2...2)
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "v"): written = (32, at + 2)
    default: break
    }
    if let (value, end) = written {
      if let scalar = Unicode.Scalar(value) { text.append(String(Character(scalar)).utf8) } else { text.append(32) }
      at = end
      if isStyle, at < bytes.count, bytes[at] == 32 { at += 1 }
    } else {
      text.append(bytes[at + 1])
      at += 2
    }
    text.mark(source + at)
  }
}
