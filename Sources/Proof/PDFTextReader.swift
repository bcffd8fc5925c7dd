/// A piece of text as it stands on a page: what was written from one place on, with a space wherever it moved on by more than a fifth of an em.
package struct PageText: Sendable, Hashable {
  /// From the left, in points.
  package var x: Double
  /// From the bottom, in points.
  package var y: Double
  /// The characters, by the font's Unicode map.
  package var text: String
}

/// Reads the text of finished PDF pages from the file's bytes, sharing nothing with what wrote them, so that the proof can compare print with figures.
///
/// It reads what packs are made of (a table of objects in lines or as a stream, pages and fonts that stand by themselves, Flate or plain streams, simple
/// and composite fonts with Unicode maps). For anything else it gives nil, and the proof says that it could not read the file.
package struct PDFTextReader {
  private let bytes: [UInt8]
  private var offsets: [Int: Int] = [:]
  private var pages: [Int] = []
  /// The maps of the fonts met so far, by object number: pages share them.
  private var fontMaps: [Int: FontMap] = [:]

  /// Opens a file; nil when its tables cannot be read.
  package init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard let table = PDFCrossReferences(of: bytes) else { return nil }
    offsets = table.offsets
    guard case .reference(let catalog)? = table.root, let pagesReference = object(catalog)?["Pages"] else { return nil }
    var visited: Set<Int> = []
    collectPages(pagesReference, &visited)
    if pages.isEmpty { return nil }
  }

  /// The number of pages.
  package var pageCount: Int { pages.count }

  /// The text of a page (from 0) in the order in which it was written; nil when it cannot be read.
  package mutating func text(ofPage index: Int) -> [PageText]? {
    guard pages.indices.contains(index), let page = object(pages[index]) else { return nil }
    guard let contents = page["Contents"], case .reference(let stream) = contents, let content = streamData(stream) else { return nil }
    let resources = resolved(page["Resources"])
    var fonts: [String: FontMap] = [:]
    if case .dictionary(let entries)? = resolved(resources?["Font"]) {
      for (name, font) in entries {
        guard case .reference(let number) = font else {
          fonts[name] = fontMap(font)
          continue
        }
        let map = fontMaps[number] ?? fontMap(resolved(font))
        fontMaps[number] = map
        fonts[name] = map
      }
    }
    return content.withUnsafeBufferPointer { Self.interpret(PDFScanner($0), fonts: fonts) }
  }

  private func object(_ number: Int) -> PDFObject? {
    guard let offset = offsets[number] else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      var scanner = PDFScanner(buffer, at: offset)
      guard case .number? = scanner.object(), case .number? = scanner.object(), case .word("obj")? = scanner.object() else { return nil }
      return scanner.object()
    }
  }

  private func resolved(_ object: PDFObject?) -> PDFObject? {
    if case .reference(let number)? = object { self.object(number) } else { object }
  }

  private mutating func collectPages(_ node: PDFObject, _ visited: inout Set<Int>) {
    guard case .reference(let number) = node, visited.insert(number).inserted, let entry = object(number) else { return }
    if case .array(let kids)? = resolved(entry["Kids"]) {
      for kid in kids { collectPages(kid, &visited) }
    } else {
      pages.append(number)
    }
  }

  private func streamData(_ number: Int) -> [UInt8]? {
    guard let offset = offsets[number] else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      var scanner = PDFScanner(buffer, at: offset)
      guard case .number? = scanner.object(), case .number? = scanner.object(), case .word("obj")? = scanner.object(),
        let dictionary = scanner.object(), case .number(let length)? = resolved(dictionary["Length"]), case .word("stream")? = scanner.object()
      else { return nil }
      var start = scanner.at
      if start < buffer.count, buffer[start] == 13 { start += 1 }
      if start < buffer.count, buffer[start] == 10 { start += 1 }
      guard length >= 0, start + Int(length) <= buffer.count else { return nil }
      let data = buffer[start..<(start + Int(length))]
      switch resolved(dictionary["Filter"]) {
      case nil: return Array(data)
      case .name("FlateDecode")?: return inflated(data)
      default: return nil
      }
    }
  }
}

/// How a font's codes become characters.
package struct FontMap: Sendable {
  /// Whether codes are two bytes long.
  package var isComposite = false
  /// The characters of each code.
  package var characters: [Int: String] = [:]

  /// A map that knows no character.
  package init() {}
}

extension PDFTextReader {
  private func fontMap(_ font: PDFObject?) -> FontMap {
    var map = FontMap()
    if case .name("Type0")? = font?["Subtype"] { map.isComposite = true }
    if case .reference(let number)? = font?["ToUnicode"], let data = streamData(number) { map.read(data) }
    return map
  }
}

extension FontMap {
  /// Takes in the codes of a Unicode map, the contents of the font's `ToUnicode` stream.
  package mutating func read(_ data: [UInt8]) {
    data.withUnsafeBufferPointer { buffer in
      var scanner = PDFScanner(buffer)
      var pending: [PDFObject] = []
      while scanner.at < buffer.count {
        guard let object = scanner.object() else {
          scanner.at += 1
          continue
        }
        switch object {
        case .word("endbfchar"):
          var index = 0
          while index + 1 < pending.count {
            if case .string(let code) = pending[index], case .string(let text) = pending[index + 1] {
              characters[Self.number(code)] = Self.utf16(text)
            }
            index += 2
          }
          pending = []
        case .word("endbfrange"):
          var index = 0
          while index + 2 < pending.count {
            if case .string(let low) = pending[index], case .string(let high) = pending[index + 1], Self.number(high) - Self.number(low) < 65_536,
              Self.number(low) <= Self.number(high)
            {
              for code in Self.number(low)...Self.number(high) {
                switch pending[index + 2] {
                case .string(let text): characters[code] = Self.utf16(text, plus: code - Self.number(low))
                case .array(let texts):
                  if texts.indices.contains(code - Self.number(low)), case .string(let text) = texts[code - Self.number(low)] {
                    characters[code] = Self.utf16(text)
                  }
                default: break
                }
              }
            }
            index += 3
          }
          pending = []
        case .word: pending = []
        default: pending.append(object)
        }
      }
    }
  }

  private static func number(_ bytes: [UInt8]) -> Int { bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } }

  private static func utf16(_ bytes: [UInt8], plus offset: Int = 0) -> String {
    var units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    if let last = units.indices.last { units[last] = UInt16(truncatingIfNeeded: Int(units[last]) + offset) }
    return String(decoding: units, as: UTF16.self)
  }
}
