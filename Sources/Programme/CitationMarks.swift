import Findings

/// Finds the citations of a Markdown text before it is parsed, so that each keeps its line and no rule of Markdown reads its id: two private-use letters around its
/// number stand in its place.
struct CitationMarks {
  private(set) var text: String
  private(set) var citations: [ProseCitation] = []
  private(set) var findings: [Finding] = []
  private let file: String

  private static let opening: Character = "\u{F0000}"
  private static let closing: Character = "\u{F0001}"
  private static let hint = "write {{figure:ID}}, {{figure:ID|size}} or {{figure:ID=1,327,152}}; outturn figures lists the ids"

  init(_ text: String, file: String) {
    // A text that holds the marks itself would be read as citations.
    self.text = text.contains { $0 == Self.opening || $0 == Self.closing } ? text.filter { $0 != Self.opening && $0 != Self.closing } : text
    self.file = file
  }

  mutating func mark() {
    guard text.contains("{{") else { return }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }).enumerated() {
      if place > 0 { result += "\n" }
      mark(line, number: place + 1, into: &result)
    }
    text = result
  }

  private mutating func mark(_ line: Substring, number: Int, into result: inout String) {
    var rest = line
    while let start = rest.firstRange(of: "{{") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
        report(number, value: String(rest[start.lowerBound...]), "two braces are opened and not closed on their line")
        rest = rest[start.lowerBound...]
        break
      }
      let inner = rest[start.upperBound..<end.lowerBound]
      if let citation = citation(inner, number) {
        result.append(Self.opening)
        result += String(citations.count)
        result.append(Self.closing)
        citations.append(citation)
      } else {
        report(number, value: String(inner), "\"{{\(inner)}}\" cites no figure")
        result += rest[start.lowerBound..<end.upperBound]
      }
      rest = rest[end.upperBound...]
    }
    result += rest
  }

  private func citation(_ inner: Substring, _ line: Int) -> ProseCitation? {
    guard inner.hasPrefix("figure:") else { return nil }
    let body = inner.dropFirst(7)
    // The last part of an id holds no equals sign, but its dimensions do: pod=DC/.
    let slash = body.lastIndex(of: "/") ?? body.startIndex
    let tail = body[slash...]
    let bar = tail.firstIndex(of: "|")
    let equals = tail.firstIndex(of: "=")
    let id = trimmed(body[..<min(bar ?? body.endIndex, equals ?? body.endIndex)])
    guard !id.isEmpty, id.contains("/"), !id.contains(where: \.isWhitespace) else { return nil }
    func part(_ start: Substring.Index?, before other: Substring.Index?) -> String? {
      guard let start else { return nil }
      let end = other.map { $0 > start ? $0 : body.endIndex } ?? body.endIndex
      return trimmed(body[body.index(after: start)..<end])
    }
    return ProseCitation(id: id, format: part(bar, before: equals), recorded: part(equals, before: bar), line: line)
  }

  private func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private mutating func report(_ line: Int, value: String, _ message: String) {
    findings.append(ProgrammeCheck.commentary.at(Origin(file: file, line: line), value: value, message, hint: Self.hint))
  }

  /// A run with its citations taken apart.
  static func split(_ run: ProseRun, _ citations: [ProseCitation]) -> [ProseRun] {
    guard run.text.contains(opening) else { return [run] }
    var parts: [ProseRun] = []
    var rest = Substring(run.text)
    while let start = rest.firstIndex(of: opening), let end = rest[start...].firstIndex(of: closing),
      let number = Int(rest[rest.index(after: start)..<end]), citations.indices.contains(number)
    {
      var words = run
      words.text = String(rest[..<start])
      var cited = run
      cited.text = ""
      cited.citation = citations[number]
      parts += [words, cited]
      rest = rest[rest.index(after: end)...]
    }
    var words = run
    words.text = String(rest)
    return parts + [words]
  }
}
