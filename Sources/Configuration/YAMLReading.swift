package import Findings
import Yams

/// The largest configuration file that is read, in bytes: anything larger is not one.
private let largestFile = 1_000_000
/// The deepest nesting that is read.
private let deepestNesting = 32
/// The most pieces that are read, so that aliases of aliases can't fill the memory.
private let mostNodes = 100_000

/// Reads a YAML file into a tree with places.
///
/// - Parameters:
///   - bytes: The file's bytes, UTF-8 with or without a byte order mark.
///   - file: The file's name in findings.
/// - Returns: the root, or nil when the file can't be read at all; an empty file is an empty mapping. Duplicate keys are reported and the first one counts.
package func readYAML(_ bytes: [UInt8], file: String) -> (root: YAMLNode?, findings: [Finding]) {
  guard bytes.count <= largestFile else {
    return (nil, [.configuration(.unreadable, Origin(file: file), "the file is too large for a configuration file", hint: "the most is 1 MB")])
  }
  var body = bytes[...]
  if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
  guard let text = String(validating: body, as: UTF8.self) else {
    return (nil, [.configuration(.unreadable, invalidPlace(body, file), "the file is not UTF-8 text", hint: "save it as UTF-8")])
  }
  guard !hasCostlyKeys(body) else { return (nil, [tooMuch(Origin(file: file))]) }
  var reader = YAMLReader(file: file, text: text)
  return (reader.read(), reader.findings)
}

private func tooMuch(_ origin: Origin) -> Finding {
  .configuration(.unreadable, origin, "the file is nested too deeply or holds too much to be a configuration file")
}

/// The place of the first byte that is not UTF-8.
private func invalidPlace(_ bytes: ArraySlice<UInt8>, _ file: String) -> Origin {
  let repaired = String(decoding: bytes, as: UTF8.self)
  var line = 1
  var column = 1
  for scalar in repaired.unicodeScalars {
    if scalar == "\u{FFFD}" { break }
    column = scalar == "\n" ? 1 : column + 1
    if scalar == "\n" { line += 1 }
  }
  return Origin(file: file, line: line, column: column)
}

private struct YAMLReader {
  let file: String
  let text: String
  var findings: [Finding] = []
  private var nodes = 0
  /// First letters of keys that were changed so that the parser, which stops at the first duplicate key, goes on to the end of the file.
  private var maskedKeys: [Place: Character] = [:]

  private struct Place: Hashable {
    let line: Int
    let column: Int
  }

  init(file: String, text: String) {
    self.file = file
    self.text = text
  }

  /// Parses, masking one duplicate key after another until the file is through.
  mutating func read() -> YAMLNode? {
    var current = text
    // Each parses the file anew: a large one is given up sooner.
    let most = max(3, min(200, 1_000_000 / max(text.utf8.count, 1)))
    for _ in 0..<most {
      do {
        guard let root = try Yams.compose(yaml: current, .default, .default, .utf8) else { return YAMLNode(.mapping([]), line: 1, column: 1) }
        return node(root, depth: 0)
      } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
        guard let masked = masking(context.mark, in: current) else {
          let name = duplicates.first ?? ""
          findings.append(
            .configuration(
              .duplicateKey, origin(context.mark), value: name, "\"\(shortened(name))\" is given more than once", hint: "keep one of them"))
          return nil
        }
        current = masked
      } catch {
        findings.append(syntaxFinding(error))
        return nil
      }
    }
    findings.append(.configuration(.duplicateKey, Origin(file: file), "more than \(most - 1) keys are given more than once"))
    return nil
  }

  private mutating func node(_ source: Node, depth: Int) -> YAMLNode? {
    let line = source.mark?.line ?? 1
    let column = source.mark?.column ?? 1
    nodes += 1
    guard nodes <= mostNodes, depth <= deepestNesting else {
      if !findings.contains(where: { $0.code == ConfigurationCheck.unreadable.code }) {
        findings.append(tooMuch(Origin(file: file, line: line, column: column)))
      }
      return nil
    }
    switch source {
    case .scalar(let scalar):
      let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted || scalar.style == .literal || scalar.style == .folded
      let isEmpty = !isQuoted && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return YAMLNode(isEmpty ? .empty : .scalar(scalar.string, isQuoted: isQuoted), line: line, column: column)
    case .sequence(let sequence):
      return YAMLNode(.list(sequence.compactMap { node($0, depth: depth + 1) }), line: line, column: column)
    case .mapping(let mapping):
      return YAMLNode(.mapping(entries(mapping, depth: depth)), line: line, column: column)
    case .alias:
      findings.append(.configuration(.unreadable, Origin(file: file, line: line, column: column), "an alias stands where a value is expected"))
      return nil
    }
  }

  private mutating func entries(_ mapping: Node.Mapping, depth: Int) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    for (keyNode, valueNode) in mapping {
      let line = keyNode.mark?.line ?? 1
      let column = keyNode.mark?.column ?? 1
      guard let written = keyNode.scalar?.string else {
        findings.append(.configuration(.wrongType, Origin(file: file, line: line, column: column), "a key must be a plain text"))
        continue
      }
      let name = maskedKeys[Place(line: line, column: column)].map { String($0) + written.dropFirst() } ?? written
      if let first = lines[name] {
        findings.append(
          .configuration(
            .duplicateKey, Origin(file: file, line: line, column: column), value: name,
            "\"\(shortened(name))\" is given more than once; the first is on line \(first)", hint: "keep one of them"))
        continue
      }
      guard let value = node(valueNode, depth: depth + 1) else { continue }
      lines[name] = line
      entries.append(YAMLEntry(name: name, key: YAMLNode(.scalar(name, isQuoted: false), line: line, column: column), value: value))
    }
    return entries
  }

  /// The text with the key at the mark given another first letter, one of the private use area, which no key has.
  private mutating func masking(_ mark: Mark, in text: String) -> String? {
    var scalars = Array(text.unicodeScalars)
    var line = 1
    var index = 0
    while index < scalars.count, line < mark.line {
      if scalars[index] == "\n" { line += 1 }
      index += 1
    }
    index += mark.column - 1
    if index < scalars.count, scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, scalars[index].properties.isAlphabetic || scalars[index].properties.numericType != nil || scalars[index] == "_",
      maskedKeys.count < 200, let replacement = Unicode.Scalar(0xE000 + UInt32(maskedKeys.count))
    else { return nil }
    maskedKeys[Place(line: mark.line, column: mark.column)] = Character(scalars[index])
    scalars[index] = replacement
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  private func origin(_ mark: Mark) -> Origin { Origin(file: file, line: mark.line, column: mark.column) }

  private func syntaxFinding(_ error: any Error) -> Finding {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _), YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      var message = "this is not valid YAML: \(problem)"
      if let context { message += " \(context.text), which begins on line \(context.mark.line)" }
      return .configuration(.syntax, origin(mark), message, hint: syntaxHint(problem))
    case YamlError.reader(let problem, let offset, _, _):
      var (line, column) = (1, 1)
      for character in text.prefix(offset ?? 0) {
        column = character.isNewline ? 1 : column + 1
        if character.isNewline { line += 1 }
      }
      return .configuration(
        .syntax, Origin(file: file, line: line, column: column), "this is not valid YAML: \(problem)", hint: "remove the character")
    default:
      return .configuration(.syntax, Origin(file: file), "this is not valid YAML: \(error)")
    }
  }

  private func syntaxHint(_ problem: String) -> String? {
    if problem.contains("cannot start any token") { return "indent with spaces, never tabs; quote a text that begins with @, ` or %" }
    if problem.contains("mapping values are not allowed") { return "a text with \": \" in it needs quotes; a key needs the indent of its neighbours" }
    if problem.contains("could not find expected ':'") { return "write \"key: value\", with a space after the colon" }
    if problem.contains("did not find expected key") { return "a key needs the indent of its neighbours; close every quote and bracket" }
    if problem.contains("unexpected end of stream") { return "close the quote" }
    if problem.contains("expected ',' or") { return "close the bracket, and put a comma between the values" }
    if problem.contains("undefined alias") { return "quote a text that begins with *" }
    return nil
  }
}
