/// One number as it stands in finished HTML.
package struct ReadFigure: Sendable, Hashable {
  /// The id in `data-figure`.
  package var id: String
  /// The text that follows, up to the next tag, with character references resolved.
  package var text: String
  /// Where it stands.
  package var place: PrintPlace

  /// Makes a read figure.
  package init(id: String, text: String, place: PrintPlace) {
    self.id = id
    self.text = text
    self.place = place
  }
}

/// Reads every `data-figure` of a finished HTML file from its bytes.
package func readFigures(ofHTML html: [UInt8]) -> [ReadFigure] {
  let needle = Array("data-figure=\"".utf8)
  var found: [ReadFigure] = []
  html.withUnsafeBufferPointer { bytes in
    var at = 0
    let last = bytes.count - needle.count
    while at <= last {
      // The needle's `=` with a quote after it is rare: look for the first byte and compare from there.
      guard bytes[at] == needle[0], needle.indices.allSatisfy({ bytes[at + $0] == needle[$0] }) else {
        at += 1
        continue
      }
      let tag = nameOfTag(before: at, in: bytes)
      let idStart = at + needle.count
      guard let idEnd = index(of: UInt8(ascii: "\""), from: idStart, in: bytes),
        let close = index(of: UInt8(ascii: ">"), from: idEnd, in: bytes),
        let textEnd = index(of: UInt8(ascii: "<"), from: close, in: bytes)
      else { return }
      found.append(
        ReadFigure(
          id: resolved(bytes[idStart..<idEnd]), text: resolved(bytes[(close + 1)..<textEnd]), place: tag == "td" ? .cell : .prose))
      at = textEnd
    }
  }
  return found
}

private func index(of byte: UInt8, from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var at = start
  while at < bytes.count {
    if bytes[at] == byte { return at }
    at += 1
  }
  return nil
}

/// The name of the tag in which a position stands.
private func nameOfTag(before position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String {
  var start = position
  while start > 0, bytes[start] != UInt8(ascii: "<") { start -= 1 }
  var end = start + 1
  while end < position, bytes[end] != UInt8(ascii: " ") { end += 1 }
  return String(decoding: bytes[(start + 1)..<max(start + 1, end)], as: UTF8.self)
}

/// The text behind the few character references that the escaper writes.
func resolved(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
  let text = String(decoding: bytes, as: UTF8.self)
  guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
  var result = ""
  var rest = Substring(text)
  let references = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")]
  while let first = rest.first {
    if first == "&", let (reference, character) = references.first(where: { rest.hasPrefix($0.0) }) {
      result += character
      rest = rest.dropFirst(reference.count)
    } else {
      result.append(first)
      rest = rest.dropFirst()
    }
  }
  return result
}
