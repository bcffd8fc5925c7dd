import Findings

/// A tag of a template, with the place where it stands.
struct TemplateTag: Sendable {
  var name: String
  var origin: Origin
}

/// A parsed template. The syntax is Mustache's: `{{text}}`, `{{{markup}}}`, `{{#section}}…{{/section}}`, `{{^inverted}}…{{/inverted}}`,
/// `{{>partial}}` and `{{! comment }}`.
indirect enum TemplateNode: Sendable {
  case literal([UInt8])
  case variable(TemplateTag, raw: Bool)
  case section(TemplateTag, inverted: Bool, [TemplateNode])
  case partial(TemplateTag)
}

/// Parses one template.
struct TemplateParser {
  private let source: [UInt8]
  private let file: String
  private var index = 0
  private var line = 1
  private var lineStart = 0
  private(set) var findings: [Finding] = []

  init(_ source: [UInt8], file: String) {
    self.source = source
    self.file = file
  }

  /// The template's nodes. What cannot be understood is left out, and said in `findings`.
  mutating func parse() -> [TemplateNode] { nodes(until: nil) }

  private enum Kind {
    case variable, raw, section, inverted, close, partial, comment, unknown
  }

  private mutating func nodes(until open: TemplateTag?) -> [TemplateNode] {
    var list: [TemplateNode] = []
    var literal: [UInt8] = []
    func flush() {
      if !literal.isEmpty { list.append(.literal(literal)) }
      literal = []
    }
    while index < source.count {
      guard source[index] == 0x7B, index + 1 < source.count, source[index + 1] == 0x7B else {
        literal.append(source[index])
        advance()
        continue
      }
      let tagStart = index
      guard let (kind, tag) = readTag() else { break }
      if kind != .variable, kind != .raw, kind != .unknown { dropStandaloneLine(from: tagStart, &literal) }
      flush()
      switch kind {
      case .variable: list.append(.variable(tag, raw: false))
      case .raw: list.append(.variable(tag, raw: true))
      case .section: list.append(.section(tag, inverted: false, nodes(until: tag)))
      case .inverted: list.append(.section(tag, inverted: true, nodes(until: tag)))
      case .partial: list.append(.partial(tag))
      case .comment, .unknown: break
      case .close:
        if let open, open.name == tag.name { return list }
        let hint = open.map { "close {{#\($0.name)}} of line \($0.origin.line ?? 0) first" } ?? "no section is open here"
        findings.append(Finding("HTML-003", .error, at: tag.origin, value: tag.name, "{{/\(tag.name)}} closes no section that is open", hint: hint))
        if open != nil { return list }
      }
    }
    flush()
    if let open {
      findings.append(
        Finding("HTML-003", .error, at: open.origin, value: open.name, "the section {{#\(open.name)}} is not closed", hint: "add {{/\(open.name)}}"))
    }
    return list
  }

  private mutating func advance() {
    if source[index] == 0x0A {
      line += 1
      lineStart = index + 1
    }
    index += 1
  }

  /// Reads the tag at the index; nil, and the rest of the file skipped, when it has no end.
  private mutating func readTag() -> (Kind, TemplateTag)? {
    let start = index
    let origin = Origin(file: file, line: line, column: index - lineStart + 1)
    index += 2
    var kind = Kind.variable
    var closing: [UInt8] = [0x7D, 0x7D]
    if index < source.count {
      switch source[index] {
      case UInt8(ascii: "{"):
        kind = .raw
        closing.append(0x7D)
      case UInt8(ascii: "&"): kind = .raw
      case UInt8(ascii: "#"): kind = .section
      case UInt8(ascii: "^"): kind = .inverted
      case UInt8(ascii: "/"): kind = .close
      case UInt8(ascii: ">"): kind = .partial
      case UInt8(ascii: "!"): kind = .comment
      case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "%"): kind = .unknown
      default: break
      }
      if kind != .variable { index += 1 }
    }
    let nameStart = index
    while index < source.count, !source[index...].starts(with: closing) { advance() }
    guard index < source.count else {
      findings.append(
        Finding("HTML-003", .error, at: origin, "a tag is opened and not closed", hint: "end it with \(String(decoding: closing, as: UTF8.self))"))
      return nil
    }
    let name = trimmed(source[nameStart..<index])
    index += closing.count
    if kind == .unknown || name.isEmpty && kind != .comment {
      let text = String(decoding: source[start..<index], as: UTF8.self)
      findings.append(
        Finding(
          "HTML-003", .error, at: origin, value: text, "“\(text)” is not a tag that these templates know",
          hint: "{{name}}, {{{markup}}}, {{#section}}, {{^section}}, {{/section}}, {{>partial}} and {{! comment }} are"))
      kind = .unknown
    }
    return (kind, TemplateTag(name: name, origin: origin))
  }

  /// A section's tag, a partial or a comment alone on its line leaves no empty line behind.
  private mutating func dropStandaloneLine(from tagStart: Int, _ literal: inout [UInt8]) {
    var before = tagStart
    while before > 0, source[before - 1] == 0x20 || source[before - 1] == 0x09 { before -= 1 }
    guard before == 0 || source[before - 1] == 0x0A, literal.count >= tagStart - before else { return }
    var after = index
    while after < source.count, source[after] == 0x20 || source[after] == 0x09 || source[after] == 0x0D { after += 1 }
    guard after == source.count || source[after] == 0x0A else { return }
    literal.removeLast(tagStart - before)
    while index < min(after + 1, source.count) { advance() }
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    let kept = bytes.drop(while: isSpace)
    let end = kept.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? kept.startIndex
    return String(decoding: kept[kept.startIndex..<end], as: UTF8.self)
  }
}
