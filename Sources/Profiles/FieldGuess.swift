import Extracts
import Programme

/// How well a column fits a field, by its heading and by what stands in it.
struct FieldGuess: Sendable, Hashable {
  var field: StandardField
  var column: Int
  /// 0 to 1.
  var byName: Double
  /// 0 to 1; nil where the field's content looks like any other's.
  var byContent: Double?

  /// 0 to 1: a heading counts for more than content, and content against a heading counts most.
  var confidence: Double {
    guard let byContent else { return byName * 0.85 }
    if byName == 0 { return byContent * 0.55 }
    return byContent < 0.2 ? byName * 0.3 : byName * 0.6 + byContent * 0.4
  }

  /// `by name and content`.
  var reason: String { byName == 0 ? "by content" : (byContent ?? 0) >= 0.5 ? "by name and content" : "by name" }
}

/// What trusts call the fields, besides the standard's own names: words that a heading has all of, the surest first.
private let callings: [StandardField: [String]] = [
  .month: ["financial month", "month", "period", "month no"], .year: ["financial year", "fin year", "year"],
  .provider: ["provider code", "provider", "trust code"], .site: ["site code", "site"],
  .commissioner: ["commissioner code", "commissioner", "ccg code", "ccg", "purchaser", "pct", "icb"],
  .practice: ["gp practice", "practice code", "practice", "gp code", "gp", "surgery"],
  .treatmentFunction: ["treatment function", "tfc", "specialty code", "specialty", "spec"],
  .nationalPOD: ["national pod", "point of delivery", "pod code", "pod"], .localPOD: ["local pod", "local point of delivery", "local code", "pod"],
  .localPODDescription: ["pod description", "pod name", "pod desc", "local name", "description"], .tariff: ["hrg code", "hrg", "currency", "tariff"],
  .plannedActivity: ["planned activity", "plan activity", "contract activity", "budget activity", "activity plan"],
  .plannedPrice: [
    "planned price", "plan price", "plan £", "plan cost", "plan value", "contract price", "contract £", "budget £", "contract value", "price plan",
    "cost plan",
  ],
  .actualActivity: ["actual activity", "activity actual", "actual act"],
  .actualPrice: ["actual price", "actual £", "actual cost", "actual value", "income £", "income", "price actual", "cost actual"],
  .activity: ["activity", "units", "volume"], .price: ["price", "cost", "value", "£"], .plannedMarketForces: ["plan mff"],
  .actualMarketForces: ["actual mff"], .serviceCode: ["service code"], .ward: ["ward"], .contract: ["contract code"],
]

/// The same as headings are compared, made once: a draft compares every heading of many rows with all of them.
private let looseCallings: [StandardField: (header: String?, callings: [(whole: String, words: [String])])] = Dictionary(
  uniqueKeysWithValues: StandardField.allCases.map { field in
    let loose = (callings[field] ?? []).map(looseHeading)
    return (field, (field.header(in: .slam).map(looseHeading), loose.map { ($0, $0.split(separator: " ").map(String.init)) }))
  })

/// A heading as it is compared with what fields are called.
struct HeadingWords {
  fileprivate let own: String
  fileprivate let words: Set<String>
  fileprivate let amount: (field: StandardField, sureness: Double)?

  init(_ heading: String) {
    own = looseHeading(heading)
    words = Set(own.split(separator: " ").map(String.init))
    amount = amountOf(words)
  }
}

/// How well a heading says that a column is a field's.
func likeness(_ heading: HeadingWords, _ field: StandardField) -> Double {
  if heading.own.isEmpty { return 0 }
  guard let known = looseCallings[field] else { return 0 }
  if heading.own == known.header { return 1 }
  var best = heading.amount.map { $0.field == field ? $0.sureness : 0 } ?? 0
  for (place, calling) in known.callings.enumerated() {
    let sureness = 0.95 - 0.03 * Double(place)
    if heading.own == calling.whole { return max(best, sureness) }
    // The more of the heading the words take, the likelier.
    if heading.words.isSuperset(of: calling.words) {
      best = max(best, sureness * (0.45 + 0.4 * Double(calling.words.count) / Double(heading.words.count)))
    }
  }
  return best
}

/// Words by which headings tell plan from actual, and money from activity.
let planWords: Set<String> = ["PLAN", "PLANNED", "BUDGET", "CONTRACT", "CONTRACTED", "TARGET"]
let actualWords: Set<String> = ["ACTUAL", "ACTUALS", "OUTTURN", "ACT"]
private let moneyWords: Set<String> = ["£", "PRICE", "COST", "VALUE", "INCOME", "SPEND", "£000", "£K", "PENCE", "P", "£000S"]
private let activityWords: Set<String> = ["ACTIVITY", "UNITS", "VOLUME", "COUNT"]

/// The amount that the words of a heading mean: `Plan £`, `Contract activity`, `Income £000`; nil where it names none.
private func amountOf(_ words: Set<String>) -> (field: StandardField, sureness: Double)? {
  let isPlan = !words.isDisjoint(with: planWords)
  let isActual = !words.isDisjoint(with: actualWords)
  let isMoney = !words.isDisjoint(with: moneyWords)
  let isActivity = !words.isDisjoint(with: activityWords)
  guard isPlan || isActual || isMoney || isActivity, !(isPlan && isActual), !(isMoney && isActivity) else { return nil }
  let field: StandardField = isMoney ? (isPlan ? .plannedPrice : .actualPrice) : isPlan ? .plannedActivity : .actualActivity
  // A heading that leaves one of the two to be guessed is less sure: “Plan” alone is most often the activity, “Activity” alone the actual.
  let isWhole = (isPlan || isActual) && (isMoney || isActivity)
  return (field, isWhole ? 0.9 : 0.55)
}

/// How many of some values look like a field's: 0 to 1; nil where nothing tells them from another's.
func fitness(_ values: [String], _ field: StandardField) -> Double? {
  let filled = values.filter { !$0.isEmpty }
  guard !filled.isEmpty else { return nil }
  func share(_ holds: (String) -> Bool) -> Double { Double(filled.count(where: holds)) / Double(filled.count) }
  func shaped(_ shape: String) -> Double {
    share { value in
      value.count == shape.count
        && zip(value, shape).allSatisfy { letter, kind in
          kind == "9" ? letter.isASCII && letter.isNumber : letter.isASCII && letter.isUppercase
        }
    }
  }
  switch field {
  case .month: return share { readMonth($0, .any) != nil }
  case .year: return share { readYear(Array($0.utf8)) != nil }
  case .commissioner: return max(shaped("99A"), share { $0.uppercased().contains("CCG") })
  case .practice: return shaped("A99999")
  case .treatmentFunction: return shaped("999")
  case .tariff: return shaped("AA99A")
  case .nationalPOD: return share { NationalPOD.named($0) != nil }
  case .provider: return share { $0.count == 3 && $0.first == "R" }
  default:
    guard field.isAmount else { return nil }
    return share { readNumber(Array($0.utf8)).readable }
  }
}
