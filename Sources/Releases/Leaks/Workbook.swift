/// What the parts of a workbook are to those who look at it: sheets by name, and which cell shows a shared string.
struct Workbook {
  private var sheets: [String: String] = [:]
  private let worksheets: [(path: String, bytes: [UInt8])]

  init(_ parts: [ZipPart]) {
    worksheets = parts.filter { $0.name.hasPrefix("xl/worksheets/") && $0.name.hasSuffix(".xml") }.compactMap { part in
      part.contents.map { (part.name, $0) }
    }
    guard let book = parts.first(where: { $0.name == "xl/workbook.xml" })?.contents,
      let relations = parts.first(where: { $0.name == "xl/_rels/workbook.xml.rels" })?.contents
    else { return }
    var targets: [String: String] = [:]
    for tag in tags("Relationship", of: relations) {
      if let id = tag["Id"], let target = tag["Target"] { targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target }
    }
    for tag in tags("sheet", of: book) {
      guard let name = tag["name"], let id = tag["r:id"], let target = targets[id] else { continue }
      let state = tag["state"].map { $0 == "visible" ? "" : ", hidden" } ?? ""
      sheets[target] = "sheet “\(name)”\(state)"
    }
  }

  /// `sheet “Notes”, hidden` for a worksheet, else the part's path.
  func words(of path: String) -> String { sheets[path] ?? path }

  /// The number of the shared string that a place of the part `sharedStrings.xml` is in, from 0.
  func sharedString(_ bytes: [UInt8], at: Int) -> Int {
    var number = -1
    var index = 0
    while index + 3 < min(at, bytes.count) {
      // `<si>` or `<si …`, and not `<sz`.
      if bytes[index] == 0x3C, bytes[index + 1] == 0x73, bytes[index + 2] == 0x69, bytes[index + 3] == 0x3E || bytes[index + 3] == 0x20 {
        number += 1
      }
      index += 1
    }
    return max(0, number)
  }

  /// The first cell that shows a shared string.
  func cell(ofSharedString number: Int) -> String? {
    for sheet in worksheets {
      for tag in tags("c", of: sheet.bytes) where tag["t"] == "s" {
        if tag.text == String(number) { return words(of: sheet.path) + ", cell " + (tag["r"] ?? "?") }
      }
    }
    return nil
  }
}

/// A tag with its attributes and the text up to the end of its first child.
private struct Tag {
  var attributes: [String: String]
  var text: String
  subscript(name: String) -> String? { attributes[name] }
}

/// The tags of a name in some XML; for showing where something stands, so that what is ill written only shows less.
private func tags(_ name: String, of bytes: [UInt8]) -> [Tag] {
  let xml = String(decoding: bytes, as: UTF8.self)
  var found: [Tag] = []
  for piece in xml.split(separator: "<", omittingEmptySubsequences: true).map(String.init).indexed() {
    let text = piece.text
    guard text.hasPrefix(name), let after = text.dropFirst(name.count).first, after == " " || after == ">" || after == "/" else { continue }
    let end = text.firstIndex(of: ">") ?? text.endIndex
    var attributes: [String: String] = [:]
    var rest = text[..<end].dropFirst(name.count)
    while let equals = rest.firstIndex(of: "="), let quote = rest[equals...].dropFirst().first, quote == "\"" || quote == "'" {
      let key = rest[..<equals].drop { $0.isWhitespace }
      let value = rest[rest.index(equals, offsetBy: 2)...]
      guard let close = value.firstIndex(of: quote) else { break }
      attributes[String(key)] = String(value[..<close])
      rest = value[value.index(after: close)...]
    }
    found.append(Tag(attributes: attributes, text: piece.next.firstIndex(of: ">").map { String(piece.next[piece.next.index(after: $0)...]) } ?? ""))
  }
  return found
}

extension [String] {
  /// Each with the one after it; the last with nothing.
  fileprivate func indexed() -> [(text: String, next: String)] { indices.map { (self[$0], $0 + 1 < count ? self[$0 + 1] : "") } }
}
