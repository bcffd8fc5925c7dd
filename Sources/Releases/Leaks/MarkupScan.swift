extension FileScan {
  /// HTML, SVG or XML: what is shown, and besides it attributes, comments, scripts, styles, declarations and embedded files.
  mutating func searchMarkup(_ bytes: [UInt8], isXML: Bool, _ label: String) {
    let text = markupText(bytes, isXML: isXML)
    for one in [text.shown, text.hidden] {
      bytes.withUnsafeBufferPointer { bytes in
        search(one) { source, part in
          Place(words: markupPlace(bytes, source, part, label), contexts: part.context.isEmpty ? [] : [part.context])
        }
      }
    }
    for (name, inner) in text.embedded { open(inner, name: "", inside: label + name) }
  }
}

private func markupPlace(_ bytes: UnsafeBufferPointer<UInt8>, _ source: Int, _ part: SearchText.Part, _ label: String) -> String {
  if part.words.hasPrefix("cell ") || part.words.hasPrefix("comment on ") { return label + part.words }
  let section = part.context.isEmpty || part.context == LeakPolicy.passports ? "" : ", section \(part.context)"
  return label + "line \(lineNumber(bytes, at: source))" + section + (part.words.isEmpty ? "" : ", \(part.words)")
}

/// The text of HTML or XML by where it stands.
struct MarkupText {
  /// Text between tags, with entities decoded; inline tags join what stands on their sides, others part it.
  var shown = SearchText()
  /// Everything else: attributes, comments, scripts, styles, declarations; and text across inline tags as it reads when they part it.
  var hidden = SearchText()
  /// Files in `data:` links.
  var embedded: [(name: String, bytes: [UInt8])] = []
}

/// Takes the text out of HTML or XML.
func markupText(_ bytes: [UInt8], isXML: Bool) -> MarkupText {
  bytes.withUnsafeBufferPointer { buffer in
    var scan = MarkupScan(bytes: buffer, isXML: isXML)
    scan.run()
    return scan.text
  }
}

private struct MarkupScan {
  let bytes: UnsafeBufferPointer<UInt8>
  let isXML: Bool
  var at = 0
  var text = MarkupText()
  /// The sections that are open, the innermost last.
  var sections: [String] = []
  /// The parts of attributes met so far, by the hash of section, tag and attribute: pages have thousands of a few kinds.
  private var attributeParts: [UInt64: SearchText.Part] = [:]
  /// What the text is, where that is worth saying: `cell B3`, `<title>`.
  var words = ""

  init(bytes: UnsafeBufferPointer<UInt8>, isXML: Bool) {
    self.bytes = bytes
    self.isXML = isXML
    text.shown.mark(0, SearchText.Part(words: "", context: ""))
  }

  private var section: String { sections.last(where: { !$0.isEmpty }) ?? "" }
  private func part(_ words: String) -> SearchText.Part { SearchText.Part(words: words, context: section) }

  /// Tags that a reader does not see between letters.
  static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u",
    "wbr",
  ]
  /// The same of texts in runs, as workbooks and documents have them.
  static let inlineXML: Set<String> = [
    "t", "r", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "charset", "scheme", "vertAlign", "w:t", "w:r", "w:rPr", "a:t", "a:r", "a:rPr",
    "tspan",
    "strike", "w:b", "w:i", "w:proofErr",
  ]

  mutating func run() {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<"), at + 1 < bytes.count {
        let next = bytes[at + 1]
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
          declaration()
          continue
        }
        if next == UInt8(ascii: "/") || isLetter(next) {
          tag()
          continue
        }
      }
      Self.character(bytes, &at, to: &text.shown)
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == UInt8(ascii: "_") }

  private func find(_ end: StaticString, from start: Int) -> Int {
    let wanted = UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount)
    var index = start
    while index + wanted.count <= bytes.count {
      if bytes[index] | 0x20 == wanted[0] | 0x20, (0..<wanted.count).allSatisfy({ bytes[index + $0] | 0x20 == wanted[$0] | 0x20 }) { return index }
      index += 1
    }
    return bytes.count
  }

  /// A comment, a CDATA section, or a declaration.
  private mutating func declaration() {
    func begins(_ text: StaticString) -> Bool {
      at + text.utf8CodeUnitCount <= bytes.count && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[at + $0] == text.utf8Start[$0] }
    }
    let start = at
    if begins("<!--") {
      let end = find("-->", from: at + 4)
      hide(start + 4, min(end, bytes.count), "comment")
      at = min(end + 3, bytes.count)
    } else if begins("<![CDATA[") {
      let end = find("]]>", from: at + 9)
      text.shown.mark(start + 9, part(words))
      text.shown.append(bytes[min(start + 9, end)..<end])
      at = min(end + 3, bytes.count)
      text.shown.mark(at)
    } else {
      let end = find(">", from: at)
      hide(start, end, "declaration")
      at = min(end + 1, bytes.count)
      text.shown.append(32)
      text.shown.mark(at)
    }
  }

  /// Raw text that nobody sees, with entities decoded and without.
  private mutating func hide(_ start: Int, _ end: Int, _ words: String) {
    guard start < end else { return }
    text.hidden.mark(start, part(words))
    text.hidden.append(bytes[start..<end])
    text.hidden.append(0)
    if bytes[start..<end].contains(UInt8(ascii: "&")) { decode(start, end, part(words)) }
  }

  private mutating func decode(_ start: Int, _ end: Int, _ part: SearchText.Part) {
    text.hidden.mark(start, part)
    let inner = UnsafeBufferPointer(rebasing: bytes[..<end])
    var place = start
    while place < end { Self.character(inner, &place, to: &text.hidden) }
    text.hidden.append(0)
  }

  private mutating func tag() {
    let start = at
    let isEnd = bytes[at + 1] == UInt8(ascii: "/")
    at += isEnd ? 2 : 1
    let nameStart = at
    while at < bytes.count, !isSpace(bytes[at]), bytes[at] != UInt8(ascii: ">"), bytes[at] != UInt8(ascii: "/") { at += 1 }
    var name = String(decoding: bytes[nameStart..<at], as: UTF8.self)
    if !isXML { name = name.lowercased() }
    var isClosed = false
    var opened: (section: String?, reference: String?) = (nil, nil)
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
      if isSpace(bytes[at]) || bytes[at] == UInt8(ascii: "/") {
        isClosed = bytes[at] == UInt8(ascii: "/")
        at += 1
        continue
      }
      isClosed = false
      let (key, value) = attribute(of: name)
      if key == "data-section" || key == "id" && name == "section" && opened.section == nil {
        // An id of a section has no slash: no section takes the place of the passports.
        opened.section = value.contains("/") ? "" : value
      }
      if key == "r" && name == "c" || key == "ref" && name == "comment" || key == "id" && name == "script" { opened.reference = value }
    }
    at = min(at + 1, bytes.count)

    if name == "section" {
      if isEnd { _ = sections.popLast() } else if !isClosed { sections.append(opened.section ?? "") }
    }
    switch name {
    case "title", "desc", "textarea", "template", "noscript", "metadata": words = isEnd || isClosed ? "" : "<\(name)>"
    case "c", "comment": words = isEnd || isClosed ? "" : opened.reference.map { name == "c" ? "cell \($0)" : "comment on \($0)" } ?? ""
    default: break
    }
    let isInline = isXML ? Self.inlineXML.contains(name) : Self.inline.contains(name)
    if isInline { joinAcross(start) } else { text.shown.append(32) }
    text.shown.mark(at, part(words))
    if !isEnd, !isClosed, !isXML, name == "script" || name == "style" { raw(name, id: opened.reference) }
  }

  /// Text that an inline tag parts is also searched as two words, with what stands around.
  private mutating func joinAcross(_ tagStart: Int) {
    guard tagStart > 0, at < bytes.count, Tokens.classes[Int(bytes[tagStart - 1])] != 0 || bytes[tagStart - 1] == UInt8(ascii: ">"),
      Tokens.classes[Int(bytes[at])] != 0
    else { return }
    let before = text.shown.bytes.suffix(48)
    guard let last = before.last, Tokens.classes[Int(last)] != 0 else { return }
    text.hidden.mark(tagStart, part("across tags"))
    // From a whole word on: half of one would be another.
    text.hidden.append(before.count < 48 ? before[...] : before.drop { Tokens.classes[Int($0)] != 0 })
    text.hidden.append(32)
    // Some words on, to the end of one, with further tags parting them, too.
    let start = text.hidden.bytes.count
    var place = at
    while place < bytes.count, text.hidden.bytes.count < start + 48 || Tokens.classes[Int(bytes[place])] != 0 {
      if bytes[place] == UInt8(ascii: "<") {
        while place < bytes.count, bytes[place] != UInt8(ascii: ">") { place += 1 }
        place += 1
        text.hidden.append(32)
      } else {
        Self.character(bytes, &place, to: &text.hidden)
      }
    }
    text.hidden.append(0)
  }

  /// A script's or a style's text, with its escapes undone. What the page knows of its own figures (`passports`) is a place of its own.
  private mutating func raw(_ name: String, id: String?) {
    let isPassports = name == "script" && id == "passports"
    let part = SearchText.Part(words: isPassports ? "passports" : name, context: isPassports ? LeakPolicy.passports : section)
    let end = name == "script" ? find("</script", from: at) : find("</style", from: at)
    let contents = Array(bytes[at..<end])
    text.hidden.mark(at, part)
    text.hidden.append(contents)
    text.hidden.append(0)
    if contents.contains(UInt8(ascii: "\\")) {
      appendUnescaped(contents, source: at, part, isStyle: name == "style", to: &text.hidden)
      text.hidden.append(0)
    }
    embed(contents, "\(name), embedded file")
    at = end
    text.shown.mark(at)
  }

  /// Reads an attribute, whose name and value are both searched.
  private mutating func attribute(of tag: String) -> (name: String, value: String) {
    let start = at
    while at < bytes.count, !isSpace(bytes[at]), bytes[at] != UInt8(ascii: "="), bytes[at] != UInt8(ascii: ">"),
      bytes[at] != UInt8(ascii: "/") || at == start
    {
      at += 1
    }
    let name = bytes[start..<at]
    var (valueStart, valueEnd) = (at, at)
    var next = at
    while next < bytes.count, isSpace(bytes[next]) { next += 1 }
    if next < bytes.count, bytes[next] == UInt8(ascii: "=") {
      next += 1
      while next < bytes.count, isSpace(bytes[next]) { next += 1 }
      if next < bytes.count, bytes[next] == UInt8(ascii: "\"") || bytes[next] == UInt8(ascii: "'") {
        let quote = bytes[next]
        valueStart = next + 1
        valueEnd = valueStart
        while valueEnd < bytes.count, bytes[valueEnd] != quote { valueEnd += 1 }
        at = min(valueEnd + 1, bytes.count)
      } else {
        valueStart = next
        valueEnd = next
        while valueEnd < bytes.count, !isSpace(bytes[valueEnd]), bytes[valueEnd] != UInt8(ascii: ">") { valueEnd += 1 }
        at = valueEnd
      }
    }
    let value = bytes[valueStart..<valueEnd]
    let key = String(decoding: name, as: UTF8.self)
    if !isGeometry(key, value) {
      var kind = Tokens.seed
      for byte in name { kind = (kind ^ UInt64(byte)) &* Tokens.prime }
      for byte in tag.utf8 { kind = (kind ^ UInt64(byte) << 8) &* Tokens.prime }
      kind = (kind ^ UInt64(sections.count) << 16) &* Tokens.prime
      for byte in section.utf8 { kind = (kind ^ UInt64(byte)) &* Tokens.prime }
      let part: SearchText.Part
      if let known = attributeParts[kind] {
        part = known
      } else {
        part = self.part("attribute \(key) of <\(tag)>")
        attributeParts[kind] = part
      }
      search(name, value, valueStart, valueEnd, part)
    }
    return (key, key == "data-section" || key == "id" || key == "r" || key == "ref" ? String(decoding: value, as: UTF8.self) : "")
  }

  private mutating func search(
    _ name: Slice<UnsafeBufferPointer<UInt8>>, _ value: Slice<UnsafeBufferPointer<UInt8>>, _ start: Int, _ end: Int, _ part: SearchText.Part
  ) {
    text.hidden.mark(start - name.count - 2, part)
    text.hidden.append(name)
    text.hidden.append(0)
    text.hidden.mark(start, part)
    let isEncoded = value.contains(UInt8(ascii: "&"))
    // The letters of base64 are no text; what they stand for is opened as a file.
    let isBase64 = value.starts(with: "data:".utf8) && Array(value.prefix(128)).firstRange(of: Array(";base64,".utf8)) != nil
    if isBase64 {
      text.hidden.append(value.prefix { $0 != UInt8(ascii: ",") })
    } else if isEncoded {
      decode(start, end, part)
    } else {
      text.hidden.append(value)
    }
    text.hidden.append(0)
    if !isBase64, value.contains(UInt8(ascii: "%")) {
      text.hidden.mark(start, part)
      text.hidden.append(percentDecoded(value))
      text.hidden.append(0)
    }
    if value.count > 5, value.prefix(256).contains(UInt8(ascii: ":")) { embed(Array(value), part.words) }
  }

  /// The outline of a shape and the like: nothing but numbers and the letters of its commands, so that `10H` is a line to the right and no organisation.
  private func isGeometry(_ name: String, _ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard name == "d" || name == "points", let first = value.first(where: { !isSpace($0) }), name == "points" || first | 0x20 == UInt8(ascii: "m")
    else {
      return false
    }
    return value.allSatisfy { byte in
      isSpace(byte) || (0x2B...0x2E).contains(byte) || (0x30...0x39).contains(byte) || name == "d" && "mzlhvcsqtae".utf8.contains(byte | 0x20)
    }
  }

  private mutating func embed(_ value: [UInt8], _ words: String) {
    guard let start = value.firstRange(of: Array("data:".utf8))?.lowerBound else { return }
    var from = start
    while let place = value[from...].firstRange(of: Array(";base64,".utf8)) {
      let encoded = value[place.upperBound...].prefix { byte in
        Tokens.classes[Int(byte)] > 1 || byte == 0x2B || byte == 0x2F || byte == 0x3D || byte == 0x25
      }
      let decoded = base64(percentDecoded(encoded))
      if !decoded.isEmpty { text.embedded.append((words, decoded)) }
      from = encoded.endIndex
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  /// Copies a character, an entity decoded.
  private static func character(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, to text: inout SearchText) {
    let byte = bytes[at]
    guard byte == UInt8(ascii: "&"), let (decoded, end) = entity(bytes, at) else {
      text.append(byte)
      at += 1
      return
    }
    text.append(decoded)
    at = end
    text.mark(at)
  }

  private static func entity(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (decoded: [UInt8], end: Int)? {
    var end = at + 1
    while end < bytes.count, end - at < 32, bytes[end] == UInt8(ascii: "#") || Tokens.classes[Int(bytes[end])] > 1 { end += 1 }
    let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
    let whole = end < bytes.count && bytes[end] == UInt8(ascii: ";") ? end + 1 : end
    if name.hasPrefix("#") {
      let isHexadecimal = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
      let digits = name.dropFirst(isHexadecimal ? 2 : 1).prefix { isHexadecimal ? $0.isHexDigit : $0.isNumber }
      guard let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(value) else { return nil }
      let consumed = at + 1 + (isHexadecimal ? 2 : 1) + digits.utf8.count
      return (Array(String(Character(scalar)).utf8), consumed < bytes.count && bytes[consumed] == UInt8(ascii: ";") ? consumed + 1 : consumed)
    }
    switch name {
    case "shy", "ZeroWidthSpace", "NoBreak", "zwj", "zwnj", "lrm", "rlm": return ([], whole)
    case "amp": return ([UInt8(ascii: "&")], whole)
    case "lt": return ([UInt8(ascii: "<")], whole)
    case "gt": return ([UInt8(ascii: ">")], whole)
    case "quot": return ([UInt8(ascii: "\"")], whole)
    case "apos": return ([UInt8(ascii: "'")], whole)
    case "fflig", "filig", "fllig": return (Array(name.utf8.prefix(2)), whole)
    case "nbsp", "ensp", "emsp", "thinsp", "ndash", "mdash", "rsquo", "lsquo", "middot", "comma", "hyphen", "dash", "sol", "Tab", "NewLine", "lowbar",
      "period", "colon":
      return ([32], whole)
    default: return nil
    }
  }
}

/// Bytes whose `%52` are what they stand for.
func percentDecoded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
  let source = Array(bytes)
  var decoded: [UInt8] = []
  decoded.reserveCapacity(source.count)
  var at = 0
  while at < source.count {
    if source[at] == UInt8(ascii: "%"), at + 2 < source.count, let high = digit(source[at + 1]), let low = digit(source[at + 2]) {
      decoded.append(high << 4 | low)
      at += 3
    } else {
      decoded.append(source[at])
      at += 1
    }
  }
  return decoded
}

/// The bytes of a text in base64.
private func base64(_ text: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  var (bits, count): (UInt32, Int) = (0, 0)
  for byte in text {
    let value: UInt32
    switch byte {
    case 0x41...0x5A: value = UInt32(byte - 0x41)
    case 0x61...0x7A: value = UInt32(byte - 0x61 + 26)
    case 0x30...0x39: value = UInt32(byte - 0x30 + 52)
    case 0x2B: value = 62
    case 0x2F: value = 63
    default: continue
    }
    bits = bits << 6 | value
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  return bytes
}
