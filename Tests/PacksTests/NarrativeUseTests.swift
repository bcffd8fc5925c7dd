import Foundation
import Report
import Testing

@testable import Packs

/// What the sections ask of the rules is what the rules are declared to have: read from the sources, so that no case must be reached.
struct NarrativeUseTests {
  private static let sources: [(file: String, text: String)] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    let folder = root + "/Sources/Packs"
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
    return names.sorted().map { ($0, (try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8)) ?? "") }
  }()

  /// The source without the declarations themselves.
  private static let uses = sources.map { $0.text.replacing(/SentenceRule\(\s*"[^"]*"/, with: "") }.joined()

  /// Its name stands where it is declared, and at least once more.
  @Test func everyRuleIsUsed() {
    #expect(Self.sources.count > 30)
    let all = Self.sources.map(\.text).joined()
    // The kinds of change name their rules in one place, for declaration and use.
    for rule in narrativeRules where !rule.name.hasPrefix("restatements.shown-") {
      #expect(all.ranges(of: "\"\(rule.name)\"").count >= 2, "no section uses \(rule.name)")
    }
  }

  @Test func everyRuleThatIsAskedForIsDeclared() {
    let declared = Dictionary(uniqueKeysWithValues: narrativeRules.map { ($0.name, $0) })
    var calls = 0
    for call in Self.uses.matches(of: /sentence\(\s*"([a-z0-9.-]+)"/) {
      let name = String(call.output.1)
      guard let rule = declared[name] else {
        Issue.record("\(name) is asked for and not declared")
        continue
      }
      calls += 1
      let given = Self.keys(after: Self.uses[call.range.upperBound...])
      #expect(Set(given) == Set(rule.parameters.map(\.name)), "\(name) is given \(given)")
    }
    #expect(calls > 30)
  }

  /// The keys of the dictionary that a call gives: those at its first depth of brackets.
  private static func keys(after text: Substring) -> [String] {
    var depth = 0
    var keys: [String] = []
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case "(", "[": depth += 1
      case ")", "]":
        if depth == 0 || (depth == 1 && text[index] == "]") { return keys }
        depth -= 1
      case "\"":
        let rest = text[text.index(after: index)...]
        guard let end = rest.firstIndex(of: "\"") else { return keys }
        let after = text[text.index(after: end)...].drop(while: \.isWhitespace)
        if depth == 1, after.hasPrefix(":") { keys.append(String(rest[..<end])) }
        index = end
      default: break
      }
      index = text.index(after: index)
    }
    return keys
  }

  /// No sentence of any pack says that a rule or a value is missing.
  @Test func noSentenceLacksAValue() throws {
    for (code, document) in try everyPack(fullInput()) {
      let sentences =
        [document.identity.finding, document.identity.findingDetail].compactMap(\.self)
        + document.sections.flatMap { section in (section.headline.map { [$0] } ?? []) + section.blocks.flatMap(Self.sentences) }
      #expect(sentences.count > 20)
      for sentence in sentences { #expect(!sentence.plain.contains("[no "), "\(code): \(sentence.plain)") }
    }
  }

  private static func sentences(_ block: Block) -> [Sentence] {
    switch block {
    case .tiles(let tiles): tiles.map(\.context)
    case .keyFindings(_, let findings): findings.map(\.sentence)
    case .table(let table): table.notes + [table.empty]
    case .chart(let chart): chart.notes + [chart.standfirst, chart.empty].compactMap(\.self)
    case .paragraph(let sentence): [sentence]
    case .bullets(let list), .notes(let list): list
    case .definitions(let list): list.map(\.meaning)
    case .aside(_, let blocks): blocks.flatMap(sentences)
    case .contentsByQuestion, .heading: []
    }
  }
}
