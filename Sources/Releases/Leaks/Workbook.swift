/// What the parts of a workbook are to those who look at it: sheets by name, and which cell shows a shared string.
struct Workbook {
  private var sheets: [String: String] = [:]
  /// The sheets' parts.
  let worksheets: [(path: String, bytes: [UInt8])]
  /// What the parts of a sheet are to those who agree on comparisons: the ids of its tables, by the paths of the sheet, its tables and its charts.
  private(set) var contexts: [String: [String]] = [:]

  init(_ parts: [ZipPart]) {
    worksheets = parts.filter { $0.name.hasPrefix("xl/worksheets/") && $0.name.hasSuffix(".xml") }.compactMap { part in
      part.contents.map { (part.name, $0) }
    }
    let byName = Dictionary(parts.compactMap { part in part.contents.map { (part.name, $0) } }, uniquingKeysWith: { first, _ in first })
    for sheet in worksheets {
      let related = Self.related(to: sheet.path, byName)
      let ids = related.flatMap { path in byName[path].map { Self.tables(in: $0) } ?? [] }
      if ids.isEmpty { continue }
      for path in [sheet.path] + related + related.flatMap({ Self.related(to: $0, byName) }) { contexts[path] = ids }
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

  /// The paths of the parts that a part names as its own: tables and drawings of a sheet, charts of a drawing.
  private static func related(to path: String, _ parts: [String: [UInt8]]) -> [String] {
    let pieces = path.split(separator: "/").map(String.init)
    guard let name = pieces.last, let relations = parts[(pieces.dropLast() + ["_rels", name + ".rels"]).joined(separator: "/")] else { return [] }
    return tags("Relationship", of: relations).compactMap { tag in
      guard let target = tag["Target"], tag["TargetMode"] != "External" else { return nil }
      if target.hasPrefix("/") { return String(target.dropFirst()) }
      var place = Array(pieces.dropLast())
      for step in target.split(separator: "/") {
        if step == ".." { if place.popLast() == nil { return nil } } else { place.append(String(step)) }
      }
      return place.joined(separator: "/")
    }
  }

  /// The ids of the tables of a part, whose names have underlines for the hyphens of the ids: `peer_comparison` is `peer-comparison`.
  private static func tables(in part: [UInt8]) -> [String] {
    tags("table", of: part).compactMap { $0["displayName"]?.replacing("_", with: "-") }
  }

  /// `sheet “Notes”, hidden` for a worksheet, else the part's path.
  func words(of path: String) -> String { sheets[path] ?? path }

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
