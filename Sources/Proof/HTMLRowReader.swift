import Glibc

/// One table as it stands in finished HTML.
struct ReadTable {
  /// The last id before it: its own or its section's.
  var id: String
  /// The rows that print figures, and the heads of groups.
  var rows: [NamedRow]
}

/// Reads the rows of every table of a finished HTML file from its bytes: the words of a row's cells and the ids of its figures.
func readTables(ofHTML html: [UInt8]) -> [ReadTable] {
  var tables: [ReadTable] = []
  html.withUnsafeBufferPointer { bytes in
    var at = 0
    while let start = find("<table", in: bytes, from: at), let end = find("</table>", in: bytes, from: start) {
      let rows = readRows(bytes, start..<end)
      if !rows.isEmpty { tables.append(ReadTable(id: lastID(before: start, in: bytes), rows: rows)) }
      at = end
    }
  }
  return tables
}

private func readRows(_ bytes: UnsafeBufferPointer<UInt8>, _ table: Range<Int>) -> [NamedRow] {
  var rows: [NamedRow] = []
  var row = NamedRow()
  var hasFigure = false
  var at = table.lowerBound
  while let open = find(UInt8(ascii: "<"), in: bytes, from: at, to: table.upperBound),
    let close = find(UInt8(ascii: ">"), in: bytes, from: open, to: table.upperBound)
  {
    let tag = bytes[(open + 1)..<close]
    at = close + 1
    if tag.starts(with: "tr".utf8) {
      row = NamedRow(isDetail: tag.contains("class=\"detail"), isGroup: tag.contains("class=\"group"))
      hasFigure = false
    } else if tag.elementsEqual("/tr".utf8) {
      if hasFigure || row.isGroup { rows.append(row) }
    } else if tag.elementsEqual("th scope=\"row\"".utf8) || tag.elementsEqual("td class=\"l\"".utf8) {
      guard let end = find(UInt8(ascii: "<"), in: bytes, from: at, to: table.upperBound) else { break }
      row.texts.append(resolved(bytes[at..<end]))
      at = end
    } else if let id = figureID(tag) {
      hasFigure = true
      row.codes.add(UnsafeBufferPointer(rebasing: id))
    }
  }
  return rows
}

/// The value of a tag's `data-figure`.
private func figureID(_ tag: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>>? {
  guard let name = tag.position(of: "data-figure=\"") else { return nil }
  let value = tag[(name + 13)...]
  return value[..<(value.firstIndex(of: UInt8(ascii: "\"")) ?? value.endIndex)]
}

/// The last ` id="…"` before a place.
private func lastID(before place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String {
  let marker = Array(" id=\"".utf8)
  var at = place - marker.count
  while at >= 0 {
    if bytes[at] == marker[0], bytes[at + 3] == marker[3], bytes[at..<(at + marker.count)].elementsEqual(marker) {
      let value = bytes[(at + marker.count)..<place]
      return resolved(value[..<(value.firstIndex(of: UInt8(ascii: "\"")) ?? value.endIndex)])
    }
    at -= 1
  }
  return "a table"
}

private func find(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
  guard start < end, let base = bytes.baseAddress, let found = memchr(base + start, Int32(byte), end - start) else { return nil }
  return UnsafeRawPointer(found) - UnsafeRawPointer(base)
}

private func find(_ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int? = nil) -> Int? {
  let last = (end ?? bytes.count) - text.utf8CodeUnitCount
  var at = start
  while let found = find(text.utf8Start.pointee, in: bytes, from: at, to: last + 1), let base = bytes.baseAddress {
    if memcmp(base + found, text.utf8Start, text.utf8CodeUnitCount) == 0 { return found }
    at = found + 1
  }
  return nil
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Where a text stands first.
  fileprivate func position(of text: StaticString) -> Int? { find(text, in: base, from: startIndex, to: endIndex) }

  fileprivate func contains(_ text: StaticString) -> Bool { position(of: text) != nil }
}
