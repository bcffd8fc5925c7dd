import Figures
import Findings
import Foundation
import Quantities
import Report
import Testing

@testable import Packs

/// The rules of `Templates/narrative/`: each written with sample values, and every mistake in them found.
struct NarrativeRuleTests {
  private static let words = PackWords(commissioner: "CCG", commissioners: "CCGs", provider: "trust", providers: "trusts")

  /// A value for each kind of placeholder.
  private static func value(_ parameter: SentenceRule.Parameter, sign: Int, count: Int) -> RuleValue {
    let id = FigureID(wellFormed: "position/ALL/ALL/" + parameter.name.replacing("-", with: "_"))
    let pounds = Money(parts: Int128(sign) * 1234 * exactScale)
    switch parameter.kind {
    case .words:
      let side = ["organisation": "trust", "organisations": "trusts"][parameter.name]
      return .words(side ?? "Sample")
    case .clause: return .clause("half a sentence")
    case .money, .variance, .change: return .figure(Figure(id, .money(parameter.kind == .money ? pounds.magnitude : pounds)))
    case .share, .shareChange: return .figure(Figure(id, .ratio(numerator: Int128(sign) * 34, denominator: 100)))
    case .activity, .activityVariance: return .figure(Figure(id, .activity(Activity(parts: Int128(sign) * 56 * exactScale))))
    case .ratio: return .figure(Figure(id, .ratio(numerator: 23, denominator: 10)))
    case .count: return .figure(Figure(id, .count(count)))
    case .countChange: return .figure(Figure(id, .count(sign * 7)))
    case .several: return .figure(Figure(id, .count(max(2, count))))
    }
  }

  /// A rule written with sample values of one sign and one count.
  static func write(_ rule: SentenceRule, sign: Int = -1, count: Int = 4) -> Sentence {
    let values = rule.parameters.map { (key: $0.name, value: value($0, sign: sign, count: count)) }
    return builtInRules.sentence(rule.name, values, words: words)
  }

  @Test func theBuiltInRulesHaveNoMistake() {
    let (rules, findings) = readNarrativeRules(builtInNarrative)
    for finding in findings { Issue.record("\(finding.origin.description): \(finding.message); \(finding.hint ?? "")") }
    #expect(rules?.names.count == narrativeRules.count)
    #expect(Set(narrativeRules.map(\.name)).count == narrativeRules.count, "a rule is declared twice")
  }

  @Test(arguments: narrativeRules) func everyRuleIsWritten(_ rule: SentenceRule) {
    for sign in [-1, 0, 1] {
      for count in [0, 1, 2, 12] {
        let sentence = Self.write(rule, sign: sign, count: count)
        #expect(!sentence.plain.isEmpty)
        #expect(!sentence.plain.contains("[no "), "\(sentence.plain)")
        #expect(!sentence.plain.contains("  ") && !sentence.plain.contains(" ,") && !sentence.plain.contains(" ."), "\(sentence.plain)")
        for run in sentence.runs {
          switch run {
          case .words(let text), .strong(let text): #expect(!text.contains { $0.isNumber }, "a digit typed in \(rule.name): \(text)")
          default: break
          }
        }
      }
    }
  }

  /// The words that a sign chooses among, in pairs: what one side says, the other must not.
  private static let directions = [
    ("over", "under"), ("more", "less"), ("up", "down"), ("higher", "lower"), ("up", "less"), ("above", "below"), ("more", "fewer"),
  ]

  /// A changed sign flips the word wherever a text chooses by it.
  @Test func theSignChoosesTheWord() {
    func text(_ name: String, _ sign: Int) -> String {
      Self.write(narrativeRules.first { $0.name == name } ?? SentenceRule("none"), sign: sign).plain
    }
    #expect(text("headlines.position", -1) == "Over plan by £1,234 Sample")
    #expect(text("headlines.position", 1) == "Under plan by £1,234 Sample")
    #expect(text("tiles.change", 1) == "34.0% more than Sample")
    #expect(text("tiles.change", -1) == "34.0% less than Sample")
    #expect(text("tiles.change", 0) == "as much as Sample")
    #expect(text("tiles.forecast", 0) == "on plan, Sample")
    #expect(text("position.only", 0) == "Sample is £0 neither over nor under its plan", "never false, should a section ask for it")
    for rule in narrativeRules {
      let (below, above) = (Self.write(rule, sign: -1).plain.lowercased(), Self.write(rule, sign: 1).plain.lowercased())
      // A figure that is printed with its sign needs no word.
      guard below.replacing("−", with: "") != above.replacing("−", with: "") else { continue }
      #expect(
        Self.directions.contains { (below.contains($0.0) && above.contains($0.1)) || (below.contains($0.1) && above.contains($0.0)) },
        "\(rule.name): “\(below)” and “\(above)”")
      // Of no difference neither is said, or something else that is true.
      let level = Self.write(rule, sign: 0).plain.lowercased()
      #expect(level != below && level != above, "\(rule.name) says “\(level)” of no difference")
      #expect(
        level.contains("neither ") || level.contains("on plan") || level.contains("same") || level.contains("as m") || level.contains("on the"),
        "\(rule.name): “\(level)”")
    }
  }

  private static let declared = [
    SentenceRule("position.over-plan", .variance("variance"), .words("name"), .count("count"), .share("share")),
    SentenceRule("position.on-plan", .words("name")),
  ]

  private static func read(_ texts: [String], rest: String = "  position.on-plan: \"{name} is on plan\"\n") -> [Finding] {
    let yaml = "format: 1\nrules:\n" + texts.map { "  \($0)\n" }.joined() + rest
    return readNarrativeRules([NarrativeFile(name: "narrative/position.yaml", bytes: Array(yaml.utf8))], declared: declared).findings
  }

  @Test(arguments: [
    ("position.over-plan: \"{name} is over by £12\"", "NARR-003"), ("position.over-plan: \"{nmae} is over\"", "NARR-004"),
    ("position.over-plan: \"{variance} over\"", "NARR-005"), ("position.over-plan: \"{variance|percentSize} over\"", "NARR-005"),
    ("position.over-plan: \"{name|over/under}\"", "NARR-005"), ("position.over-plan: \"{variance|a/b/c/d}\"", "NARR-005"),
    ("position.over-plan: \"{variance|over/}\"", "NARR-005"), ("position.over-plan: \"{provider|upper} over\"", "NARR-005"),
    ("position.over-plan: \"look at {see position-by-trust}\"", "NARR-006"), ("position.over-plan: \"{name is over\"", "NARR-007"),
    ("position.over-plan: \"name} is over\"", "NARR-007"), ("position.over-plan: \"**{name} is over\"", "NARR-007"),
    ("position.over-plan: \" \"", "NARR-007"), ("position.over-plan: \"{count|one {nmae}/many}\"", "NARR-004"),
    ("position.over-plna: \"{name}\"", "NARR-001"), ("position.over-plan: [a]", "CONF-006"),
  ])
  func everyMistakeIsFoundAtItsLine(_ text: String, _ code: String) throws {
    let findings = Self.read([text])
    let finding = try #require(findings.first)
    #expect(findings.count == 1, "\(findings.map(\.message))")
    #expect(finding.code.text == code && finding.severity == .error)
    #expect(finding.origin.file == "narrative/position.yaml" && finding.origin.line == 3)
  }

  @Test func theNearestNameIsGiven() {
    #expect(Self.read(["position.over-plan: \"{nmae} is over\""])[0].hint?.contains("did you mean {name}?") == true)
    #expect(Self.read(["position.over-plna: \"{name}\""])[0].hint == "did you mean \"position.over-plan\"?")
    #expect(Self.read(["position.over-plan: \"{variance|sterlingsize}\""])[0].hint?.hasPrefix("did you mean \"sterlingSize\"?") == true)
  }

  @Test func aMissingRuleAndADoubledOneAreFound() throws {
    let missing = Self.read([])
    #expect(missing.map(\.code.text) == ["NARR-002"] && missing[0].value == "position.over-plan")
    let rule = "format: 1\nrules:\n  position.on-plan: \"{name}\"\n"
    let both = "format: 1\nrules:\n  position.on-plan: \"{name}\"\n  position.over-plan: \"{name}\"\n"
    let doubled = readNarrativeRules(
      [NarrativeFile(name: "narrative/a.yaml", bytes: Array(both.utf8)), NarrativeFile(name: "narrative/b.yaml", bytes: Array(rule.utf8))],
      declared: Self.declared
    ).findings
    #expect(doubled.map(\.code.text) == ["NARR-008"] && doubled[0].origin == Origin(file: "narrative/b.yaml", line: 3, column: 3))
    #expect(readNarrativeRules([NarrativeFile(name: "narrative/a.yaml", bytes: Array("format: 2\n".utf8))], declared: []).findings.count == 2)
  }

  /// Every mistake of a file is told at once, and no text is ever taken in part.
  @Test func allMistakesOfAFileAreTold() {
    let findings = Self.read(["position.over-plan: \"{nmae} is 5 over {see nowhere}\""])
    #expect(Set(findings.map(\.code.text)) == ["NARR-003", "NARR-004", "NARR-006"])
  }

  @Test func boldWordsAndChoicesWithinChoices() throws {
    let rule = SentenceRule("a.b", .variance("v"), .count("n"), .words("name"))
    let yaml =
      "rules:\n  a.b: \"**{name|capital}: {v|{v|size} over/{v|size} under/on plan}**, {n|none/{n|Words} {provider}/{n|words} {providers}}\"\n"
    let rules = try #require(readNarrativeRules([NarrativeFile(name: "x", bytes: Array(yaml.utf8))], declared: [rule]).rules)
    func write(_ pounds: Int128, _ count: Int) -> Sentence {
      rules.sentence(
        "a.b",
        [
          "name": .words("barts"), "v": .figure(Figure(FigureID(wellFormed: "a/b/c/d"), .money(Money(parts: pounds * exactScale)))),
          "n": .figure(Figure(FigureID(wellFormed: "a/b/c/n"), .count(count))),
        ], words: Self.words)
    }
    #expect(write(-12, 1).plain == "Barts: £12 over, One trust")
    #expect(write(7, 3).plain == "Barts: £7 under, three trusts")
    #expect(write(0, 0).plain == "Barts: on plan, none")
    #expect(write(0, 12).plain == "Barts: on plan, 12 trusts")
    #expect(write(-12, 1).runs.first == .strong("Barts: "))
  }
}
