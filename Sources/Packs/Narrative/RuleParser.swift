import Figures
import Findings

/// Reads the text of a rule: words, `**bold**`, `{placeholder|format}`, `{placeholder|one/several}`, `{see section}`.
///
/// Every mistake is found, not the first alone; a text with a mistake has no meaning.
struct RuleParser {
  let rule: SentenceRule
  let sections: [String]
  private(set) var problems: [RuleTextProblem] = []

  init(_ rule: SentenceRule, sections: [String]) {
    self.rule = rule
    self.sections = sections
  }

  mutating func parse(_ text: String) -> RuleText? {
    if text.allSatisfy(\.isWhitespace) {
      report(.syntax, "the rule \"\(rule.name)\" has no text", hint: "a rule always says something")
      return nil
    }
    let parsed = parse(Substring(text), isBold: false, depth: 0)
    return problems.isEmpty ? parsed : nil
  }

  private mutating func report(_ check: NarrativeCheck, _ message: String, hint: String? = nil, value: String? = nil) {
    problems.append(RuleTextProblem(check: check, message: message, hint: hint, value: value))
  }

  private mutating func parse(_ text: Substring, isBold opening: Bool, depth: Int) -> RuleText {
    var parts: [RuleText.Part] = []
    var words = ""
    var isBold = opening
    var rest = text
    func flushed(_ words: inout String) {
      if !words.isEmpty { parts.append(RuleText.Part(content: .words(words), isBold: isBold)) }
      words = ""
    }
    while let character = rest.first {
      if rest.hasPrefix("**") {
        flushed(&words)
        isBold.toggle()
        rest = rest.dropFirst(2)
      } else if character == "{" {
        flushed(&words)
        guard let end = closing(rest) else {
          report(.syntax, "a brace is opened and not closed", hint: "write {name} or {name|format}", value: String(rest.prefix(30)))
          return RuleText(parts: parts)
        }
        let inner = rest[rest.index(after: rest.startIndex)..<end]
        if let content = placeholder(inner, isBold: isBold, depth: depth) { parts.append(RuleText.Part(content: content, isBold: isBold)) }
        rest = rest[rest.index(after: end)...]
      } else {
        if character == "}" { report(.syntax, "a brace is closed that was not opened", value: String(rest.prefix(30))) }
        if character.isNumber, words.last?.isNumber != true {
          report(
            .typedDigit,
            "\"\(rest.prefix { $0.isNumber || $0 == "," || $0 == "." })\" is typed in the rule \"\(rule.name)\"; a number in a sentence is always a figure",
            hint: "placeholders of this rule: \(names)", value: String(rest.prefix(20)))
        }
        words.append(character)
        rest = rest.dropFirst()
      }
    }
    flushed(&words)
    if isBold != opening { report(.syntax, "two asterisks begin bold words and no two end them", hint: "write **words**") }
    return RuleText(parts: parts)
  }

  /// The brace that closes the first one.
  private func closing(_ text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  private var names: String {
    let all = rule.parameters.map(\.name) + RuleText.Side.allCases.map(\.rawValue)
    return all.map { "{\($0)}" }.joined(separator: ", ")
  }

  private mutating func placeholder(_ inner: Substring, isBold: Bool, depth: Int) -> RuleText.Content? {
    if inner.hasPrefix("see ") {
      let section = String(inner.dropFirst(4))
      if sections.contains(section) { return .reference(section: section) }
      let near = nearestName(to: section, among: sections)
      report(
        .unknownSection, "there is no section \"\(section)\"",
        hint: near.map { "did you mean \"\($0)\"?" } ?? "sections: \(sections.joined(separator: ", "))",
        value: section)
      return nil
    }
    let bar = inner.firstIndex(of: "|")
    let name = String(inner[..<(bar ?? inner.endIndex)])
    let writing = bar.map { inner[inner.index(after: $0)...] }
    if let side = RuleText.Side(rawValue: name) {
      guard writing == nil || writing == "capital" else {
        report(
          .misused, "{\(name)} is the programme’s word and has no format \"\(writing ?? "")\"", hint: "write {\(name)} or {\(name)|capital}",
          value: name)
        return nil
      }
      return .side(side, capital: writing != nil)
    }
    guard let place = rule.parameters.firstIndex(where: { $0.name == name }) else {
      let near = nearestName(to: name, among: rule.parameters.map(\.name) + RuleText.Side.allCases.map(\.rawValue))
      report(
        .unknownPlaceholder, "the rule \"\(rule.name)\" has no placeholder {\(name)}",
        hint: (near.map { "did you mean {\($0)}? " } ?? "") + "placeholders of this rule: \(names)", value: name)
      return nil
    }
    let kind = rule.parameters[place].kind
    guard let writing else {
      if kind == .words || kind == .clause { return .value(place, .text(capital: false)) }
      report(
        .misused, "{\(name)} is \(kind.meaning) and needs a format",
        hint: "write {\(name)|\(kind.formats[0])}; formats: \(kind.formats.joined(separator: ", "))",
        value: name)
      return nil
    }
    let alternatives = split(writing)
    if alternatives.count > 1 { return choice(name, place, kind, alternatives, isBold: isBold, depth: depth) }
    return format(name, place, kind, writing)
  }

  /// The alternatives between slashes that stand outside inner braces.
  private func split(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "{": depth += 1
      case "}": depth -= 1
      case "/" where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    return parts + [text[start...]]
  }

  private mutating func choice(
    _ name: String, _ place: Int, _ kind: SentenceRule.Kind, _ alternatives: [Substring], isBold: Bool, depth: Int
  ) -> RuleText.Content? {
    guard let fitting = kind.alternatives.first(where: { $0.count == alternatives.count }) else {
      let ways = kind.alternatives.map { "{\(name)|\($0.joined(separator: "/"))}" }
      report(
        .misused, "{\(name)} is \(kind.meaning) and can’t choose among \(alternatives.count) alternatives",
        hint: ways.isEmpty ? "only variances, changes and counts choose words" : "write \(ways.joined(separator: " or "))", value: name)
      return nil
    }
    guard depth < 3 else {
      report(.syntax, "alternatives within alternatives within alternatives can’t be read", hint: "make it simpler", value: name)
      return nil
    }
    for (alternative, meaning) in zip(alternatives, fitting) where alternative.allSatisfy(\.isWhitespace) {
      report(.misused, "{\(name)} says nothing where it is \(meaning)", hint: "every alternative is a word", value: name)
    }
    return .choice(place, kind, alternatives.map { parse($0, isBold: isBold, depth: depth + 1) })
  }

  private mutating func format(_ name: String, _ place: Int, _ kind: SentenceRule.Kind, _ writing: Substring) -> RuleText.Content? {
    guard kind.formats.contains(String(writing)) else {
      let near = nearestName(to: String(writing), among: kind.formats)
      report(
        .misused, "{\(name)} is \(kind.meaning) and can’t be written as \"\(writing)\"",
        hint: (near.map { "did you mean \"\($0)\"? " } ?? "") + "formats: \(kind.formats.joined(separator: ", "))", value: String(writing))
      return nil
    }
    switch (kind, writing) {
    case (.words, _), (.clause, _): return .value(place, .text(capital: true))
    case (.count, "words"), (.several, "words"): return .value(place, .countInWords(capital: false))
    case (.count, "Words"), (.several, "Words"): return .value(place, .countInWords(capital: true))
    default: return .value(place, .figure(writing == "size" ? .sterlingSize : FigureFormat(rawValue: String(writing)) ?? .sterling))
    }
  }
}
