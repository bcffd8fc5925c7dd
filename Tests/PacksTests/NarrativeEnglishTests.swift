import Figures
import Foundation
import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// Singular and plural of every rule, and the rules that speak of one direction alone.
struct NarrativeEnglishTests {
  /// Things that rules count: one of them, and several.
  private static let nouns = [
    ("trust", "trusts"), ("ccg", "ccgs"), ("practice", "practices"), ("month", "months"), ("line", "lines"), ("row", "rows"),
    ("contract", "contracts"), ("specialty", "specialties"), ("point", "points"), ("group", "groups"), ("origin", "origins"),
    ("answer", "answers"), ("standard", "standards"), ("price", "prices"), ("covariate", "covariates"), ("challenge", "challenges"),
    ("request", "requests"), ("plan", "plans"), ("sign", "signs"), ("move", "moves"), ("patient", "patients"), ("referral", "referrals"),
    ("attendance", "attendances"), ("first attendance", "first attendances"),
  ]

  private static let counting = narrativeRules.filter { $0.parameters.contains { $0.kind == .count || $0.kind == .several } }

  /// One of a thing takes the singular, several the plural, noun and verb.
  @Test(arguments: counting) func numbersAgree(_ rule: SentenceRule) throws {
    for (count, names) in [(1, "one|1"), (2, "two|2"), (5, "five|5")] {
      let text = NarrativeRuleTests.write(rule, count: count).plain.lowercased()
      for (one, several) in Self.nouns {
        let wrong = count == 1 ? several : one
        let pattern = try Regex("(?:^|[^a-z0-9,.])(?:\(names)) (?:open |new |vanished |flipped |changed |other |rank |funding )?\(wrong)(?![a-z’])")
        #expect(text.firstMatch(of: pattern) == nil, "\(rule.name): \(text)")
      }
      for (noun, verbs) in [("one", "are|have|show|were|lie"), ("several", "is|has|shows|was|lies")] where (noun == "one") == (count == 1) {
        // “Two of the months was” is wrong; “two of eleven months were, and one is” is another clause.
        let pattern = try Regex("^(?:[^;:,]*; )?(?:\(names)) (?:\(verbs))\\b")
        #expect(text.firstMatch(of: pattern) == nil, "\(rule.name), \(noun): \(text)")
      }
    }
    // “All two” and “none of two” are said “both” and “neither”.
    let two = NarrativeRuleTests.write(rule, count: 2).plain.lowercased()
    if rule.parameters.contains(where: { $0.kind == .several }), rule.name != "position.all-over", rule.name != "peers.all-over",
      rule.name != "look.all"
    {
      #expect(!two.contains("all two") && !two.contains("none of two") && !two.contains("none of the two"), "\(rule.name): \(two)")
    }
  }

  /// Every rule that counts, with none, one, two and twelve, to be read by a person: `OUTTURN_READ_RULES=1 swift test --filter everyCountCanBeRead`.
  @Test func everyCountCanBeRead() {
    var text = ""
    var counted = 0
    for rule in Self.counting {
      let written = [0, 1, 2, 12].map { NarrativeRuleTests.write(rule, count: $0).plain }
      // Rules that a section chooses between are offered the same figures; some say none.
      if Set(written).count > 1 { counted += 1 }
      text += ([rule.name] + written.map { "  " + $0 }).joined(separator: "\n") + "\n"
    }
    #expect(counted > 70 && counted >= Self.counting.count - 5, "\(counted) of \(Self.counting.count)")
    if ProcessInfo.processInfo.environment["OUTTURN_READ_RULES"] != nil { print(text) }
  }

  /// Rules whose words say one direction, because the section asks for them in that case alone: over plan (a variance below nought), or under it.
  private static let over: Set<String> = [
    "narrative.headline", "narrative.headline-party", "narrative.headline-specialty", "position.both-over", "position.all-over",
    "position.one-over", "position.some-over", "variance.one-over", "position-matrix.some-over", "plan-vs-actual.one-month",
    "plan-vs-actual.all-over", "plan-vs-actual.one-over", "plan-vs-actual.some-over", "peers.both-over", "peers.all-over", "peers.some-over",
    "activity-by-pod.furthest", "activity-by-specialty.furthest", "top-ten.over", "things.one-over", "things.two-over", "things.three-over",
    "things.concentration", "things.rate", "things.rate-every-month", "map.only", "map.none-under", "variance.few-over", "top-ten.all-over",
  ]
  private static let under: Set<String> = ["position.none-over", "map.none-over"]

  /// A rule with a signed figure either lets the sign choose the word or stands in the lists above.
  @Test func everyDirectionComesFromTheSign() throws {
    let word = try Regex("\\b(?:over|under|above|below|more|less|fewer|higher|lower|up|down)\\b")
    var chosen = 0
    for rule in narrativeRules where rule.parameters.contains(where: { Self.signed.contains($0.kind) }) {
      let (below, above) = (NarrativeRuleTests.write(rule, sign: -1).plain, NarrativeRuleTests.write(rule, sign: 1).plain)
      if below != above {
        chosen += 1
        #expect(!Self.over.contains(rule.name) && !Self.under.contains(rule.name), "\(rule.name) chooses by the sign")
      } else if below.lowercased().firstMatch(of: word) != nil {
        #expect(Self.over.contains(rule.name) || Self.under.contains(rule.name), "\(rule.name) says a direction of its own: \(below)")
      }
    }
    #expect(chosen > 40)
    let names = Set(narrativeRules.map(\.name))
    for name in Self.over.union(Self.under) { #expect(names.contains(name)) }
  }

  private static let signed: [SentenceRule.Kind] = [.variance, .change, .activityVariance, .shareChange, .countChange]

  /// Wherever such a rule speaks, its figures have the sign that it says: in packs that are over plan, in the same with plan and actual exchanged, and with as
  /// much spent as planned.
  @Test func aRuleOfOneDirectionHasFiguresOfIt() throws {
    var spoken: Set<String> = []
    for turn in Turn.allCases {
      for (code, document) in try everyPack(fullInput(fullRows().map(turn.row))) {
        for sentence in document.sentences {
          guard case .rule(let name) = sentence.origin, Self.over.contains(name) || Self.under.contains(name) else { continue }
          spoken.insert(name)
          sentence.forEachFigure { figure in
            guard figure.id.text.contains("variance") else { return }
            #expect(figure.value.sign == (Self.over.contains(name) ? -1 : 1), "\(code), \(turn): \(name): \(sentence.plain)")
          }
        }
      }
    }
    #expect(spoken.count > 8, "\(spoken.sorted())")
  }

  private enum Turn: CaseIterable {
    case asItIs, exchanged, level

    func row(_ row: SampleRow) -> SampleRow {
      var row = row
      switch self {
      case .asItIs: break
      case .exchanged:
        (row.planCost, row.actualCost) = (row.actualCost, row.planCost)
        (row.planActivity, row.actualActivity) = (row.actualActivity, row.planActivity)
      case .level: (row.planCost, row.planActivity) = (row.actualCost, row.actualActivity)
      }
      return row
    }
  }
}
