/// What a file is, by its first bytes, and by its name where they do not say.
enum FileKind: Hashable {
  case empty, html, xml, json, csv, text, pdf, zip, gzip, png
  /// Text in UTF-16, as UTF-8.
  case wideText([UInt8])
  /// Something that is opened by no reader here.
  case unknown

  init(_ bytes: [UInt8], name: String) {
    func begins(_ start: [UInt8]) -> Bool { bytes.starts(with: start) }
    if bytes.isEmpty {
      self = .empty
    } else if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.prefix(1024).firstRange(of: Array("%PDF-".utf8)) != nil {
      self = .pdf
    } else if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) || begins([0x50, 0x4B, 7, 8]) {
      self = .zip
    } else if begins([0x1F, 0x8B]) {
      self = .gzip
    } else if begins([0xFF, 0xFE]) {
      self = .wideText(utf8(ofUTF16: bytes[2...], isLittle: true))
    } else if begins([0xFE, 0xFF]) {
      self = .wideText(utf8(ofUTF16: bytes[2...], isLittle: false))
    } else if isText(bytes) {
      self = Self.ofText(bytes, name)
    } else {
      self = .unknown
    }
  }

  private static func ofText(_ bytes: [UInt8], _ name: String) -> FileKind {
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    let start = bytes.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 }.prefix(512)
    let head = String(decoding: start, as: UTF8.self).lowercased()
    switch ending {
    case "html", "htm", "xhtml": return .html
    case "xml", "svg", "rels", "vml", "rdf", "xmp": return .xml
    case "json", "jsonl": return .json
    case "csv", "tsv": return .csv
    default: break
    }
    if head.hasPrefix("<?xml") || head.hasPrefix("<svg") { return .xml }
    if head.hasPrefix("<") && (head.contains("<html") || head.contains("<!doctype")) { return .html }
    if head.hasPrefix("{") || head.hasPrefix("[") { return .json }
    return .text
  }
}

/// Whether bytes are text: UTF-8, and none of the control characters that text has no use for.
private func isText(_ bytes: [UInt8]) -> Bool {
  for byte in bytes where byte < 32 && byte != 9 && byte != 10 && byte != 13 && byte != 12 { return false }
  return isUTF8(bytes)
}

private func isUTF8(_ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBufferPointer { bytes in
    var at = 0
    while at < bytes.count {
      let first = bytes[at]
      if first < 0x80 {
        at += 1
        continue
      }
      let length = first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
      guard length > 0, at + length <= bytes.count, (1..<length).allSatisfy({ bytes[at + $0] & 0xC0 == 0x80 }) else { return false }
      at += length
    }
    return true
  }
}

/// The UTF-8 of text in UTF-16.
func utf8(ofUTF16 bytes: some RandomAccessCollection<UInt8>, isLittle: Bool) -> [UInt8] {
  var units: [UInt16] = []
  units.reserveCapacity(bytes.count / 2)
  var first: UInt8?
  for byte in bytes {
    if let before = first {
      units.append(isLittle ? UInt16(byte) << 8 | UInt16(before) : UInt16(before) << 8 | UInt16(byte))
      first = nil
    } else {
      first = byte
    }
  }
  return Array(String(decoding: units, as: UTF16.self).utf8)
}
