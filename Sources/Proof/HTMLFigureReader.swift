import Glibc

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
  var found: [ReadFigure] = []
  forEachFigure(ofHTML: html) { id, text, place in found.append(ReadFigure(id: resolved(id), text: resolved(text), place: place)) }
  return found
}

/// Gives every `data-figure` of a finished HTML file with the text after it, both as the bytes of the file: there are thousands, and nearly all agree
/// with the bytes that are looked for.
func forEachFigure(
  ofHTML html: [UInt8], _ body: (_ id: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, _ place: PrintPlace) -> Void
) {
  let needle = Array("data-figure=\"".utf8)
  html.withUnsafeBufferPointer { bytes in
    var at = 0
    while let found = index(of: needle, from: at, in: bytes) {
      let idStart = found + needle.count
      guard let idEnd = index(of: UInt8(ascii: "\""), from: idStart, in: bytes),
        let close = index(of: UInt8(ascii: ">"), from: idEnd, in: bytes),
        let textEnd = index(of: UInt8(ascii: "<"), from: close, in: bytes)
      else { return }
      body(
        UnsafeBufferPointer(rebasing: bytes[idStart..<idEnd]), UnsafeBufferPointer(rebasing: bytes[(close + 1)..<textEnd]),
        isCell(tagBefore: found, in: bytes) ? .cell : .prose)
      at = textEnd
    }
  }
}

/// Where a needle that holds one `=` next stands: the C library looks for that byte, many at a time, and the rest is compared from there.
private func index(of needle: [UInt8], from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  guard let base = bytes.baseAddress, let offset = needle.firstIndex(of: UInt8(ascii: "=")) else { return nil }
  var at = start + offset
  while at < bytes.count, let found = memchr(base + at, CInt(UInt8(ascii: "=")), bytes.count - at) {
    let equals = UnsafeRawPointer(found) - UnsafeRawPointer(base)
    let first = equals - offset
    if first + needle.count <= bytes.count, memcmp(base + first, needle, needle.count) == 0 { return first }
    at = equals + 1
  }
  return nil
}

private func index(of byte: UInt8, from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var at = start
  while at < bytes.count {
    if bytes[at] == byte { return at }
    at += 1
  }
  return nil
}

/// Whether the tag in which a position stands is a table cell's, `td`.
private func isCell(tagBefore position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var start = position
  while start > 0, bytes[start] != UInt8(ascii: "<") { start -= 1 }
  return start + 3 <= position && bytes[start + 1] == UInt8(ascii: "t") && bytes[start + 2] == UInt8(ascii: "d")
    && (start + 3 == position || bytes[start + 3] == UInt8(ascii: " "))
}

/// The text behind the few character references that the escaper writes.
func resolved(_ bytes: some Collection<UInt8>) -> String {
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
