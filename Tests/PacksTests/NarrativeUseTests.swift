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

  /// A rule that two cases choose between is declared, and both have the same placeholders that the call gives.
  @Test func everyRuleOfAChoiceIsDeclared() {
    let declared = Dictionary(uniqueKeysWithValues: narrativeRules.map { ($0.name, $0) })
    var calls = 0
    for call in Self.uses.matches(of: /(?:sentence|title)\(\s*[^"(){}]*\?\s*"([a-z0-9.-]+)"\s*:\s*"([a-z0-9.-]+)"/) {
      calls += 1
      let given = Self.keys(after: Self.uses[call.range.upperBound...])
      for name in [String(call.output.1), String(call.output.2)] {
        guard let rule = declared[name] else {
          Issue.record("\(name) is asked for and not declared")
          continue
        }
        #expect(Set(rule.parameters.map(\.name)).isSubset(of: given), "\(name) is given \(given)")
      }
    }
    #expect(calls > 10)
  }

  /// No sentence of any pack says that a rule or a value is missing.
  @Test func noSentenceLacksAValue() throws {
    for (code, document) in try everyPack(fullInput()) {
      let sentences = document.sentences
      #expect(sentences.count > 20)
      for sentence in sentences {
        #expect(!sentence.plain.contains("[no ") && !sentence.plain.contains("{"), "\(code): \(sentence.plain)")
      }
    }
  }

  /// Every sentence of every pack comes from a named rule, is a literal into which nothing is put, or was written by a person; a fact of the cover is none.
  @Test func everySentenceSaysWhoWordedIt() throws {
    let names = Set(narrativeRules.map(\.name))
    var spoken: Set<String> = []
    var written = fullInput()
    written.narrative = PackCommentary(blocks: [.paragraph(Sentence("Written.", origin: .person))], source: "commentary/2015-16-M11/narrative.md")
    for input in [fullInput(), written] {
      let practices = try input.commissioners.compactMap {
        buildPack(try builtInDefinition(.practice), kind: .practice, code: $0.code, context: PackContext(input))
      }
      #expect(!practices.isEmpty)
      for (code, document) in try everyPack(input) + practices.map({ ("\($0.identity.code)-practices", $0) }) {
        for sentence in document.sentences where !sentence.runs.isEmpty {
          switch sentence.origin {
          case .rule(let name):
            #expect(names.contains(name), "\(code): \(name)")
            spoken.insert(name)
          case .fixed:
            sentence.forEachFigure { _ in Issue.record("\(code): a literal holds a figure: \(sentence.plain)") }
          case .person, .label: break
          case .unstated: Issue.record("\(code): nobody worded “\(sentence.plain)”")
          }
        }
        for fact in document.identity.facts { #expect(fact.meaning.origin == .label) }
      }
    }
    #expect(spoken.count > 150, "\(spoken.count) rules spoke")
  }

  /// Where the sources make a sentence of something other than a literal, and why.
  private static let makers: [String: String] = [
    "Narrative/NarrativeRules.swift": "the writer of the rules", "Narrative/Citations.swift": "a figure that a person’s text cites",
    "PackBuilding.swift": "the facts of the cover", "PackContext.swift": "an empty place, filled at once",
    "Sections/MapOfVariance.swift": "the attribution that the boundaries’ owner asks for", "Sections/WhereToLook.swift": "no note at all",
  ]

  /// No source words a sentence by itself: what is no literal stands in the list above.
  @Test func noSectionWordsASentenceByItself() {
    var met: Set<String> = []
    for (file, text) in Self.sources {
      let code = text.split(separator: "\n").filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }.joined(separator: "\n")
      for use in code.matches(of: /[^A-Za-z.]Sentence\((?!\s*"(?:[^"\\]|\\[^(])*"\s*\))/) {
        met.insert(file)
        if Self.makers[file] == nil { Issue.record("\(file): \(code[use.range.lowerBound...].prefix(80))") }
      }
    }
    #expect(met == Set(Self.makers.keys), "a file of the list makes none any more: \(Set(Self.makers.keys).subtracting(met))")
  }
}

extension ReportDocument {
  /// Every sentence that a reader reads: of the cover, headlines and all blocks.
  var sentences: [Sentence] {
    [identity.finding, identity.findingDetail].compactMap(\.self)
      + sections.flatMap { section in (section.headline.map { [$0] } ?? []) + section.blocks.flatMap(\.sentences) }
  }
}

extension Block {
  fileprivate var sentences: [Sentence] {
    switch self {
    case .tiles(let tiles): tiles.map(\.context)
    case .keyFindings(_, let findings): findings.map(\.sentence)
    case .table(let table): table.notes + [table.empty]
    case .chart(let chart):
      chart.notes + [chart.standfirst, chart.empty].compactMap(\.self) + (chart.data.map { $0.notes + [$0.empty] } ?? [])
    case .paragraph(let sentence): [sentence]
    case .bullets(let list), .notes(let list): list
    case .definitions(let list): list.map(\.meaning)
    case .aside(_, let blocks): blocks.flatMap(\.sentences)
    case .contentsByQuestion, .heading: []
    }
  }
}
