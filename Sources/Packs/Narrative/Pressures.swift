import Analysis
import Figures
import Ledger
import Quantities
import Report

/// The pressures on a programme's money, found by the rules for exceptions and put into words.
struct Pressures {
  private let request: SectionRequest
  private let stem: FigureStem
  /// The largest first, whatever its sign; ties in the order of the rules.
  private(set) var ranked: [Pressure] = []
  private var worstParty: (name: String, variance: Figure)?
  private var worstSpecialty: (name: String, variance: Figure)?

  private var context: PackContext { request.context }
  private var frame: PackFrame { request.frame }
  /// The smallest amount that is spoken of.
  var least: Figure { FigureStem("setting").figure(Measure.smallestPressure, Self.least) }
  private static let least = Money(parts: 1000 * exactScale)

  init(_ request: SectionRequest) {
    self.request = request
    stem = request.context.stem("position", request.frame.scope)
    let ledger = request.context.input.ledger
    var found: [ExceptionCandidate] = []
    // Once by each side: what is not of a side is found twice, and kept once.
    for side in [Counterpart.provider, .commissioner] {
      found += Exceptions(
        ledger, scope: request.frame.scope, by: side, positions: request.context.positions, breakdown: request.frame.breakdown,
        topTen: request.frame.topTen, followUps: request.context.followUps, minimum: Self.least
      ).candidates.filter { side == .provider || $0.rule == .counterpartVariance }
    }
    let order = found.indices.sorted { a, b in
      let (x, y) = (found[a].impact.magnitude, found[b].impact.magnitude)
      return x != y ? x > y : a < b
    }
    // Detail costs time, and a page holds no more than these.
    var seen: [ExceptionRule: Int] = [:]
    for index in order {
      let candidate = found[index]
      guard seen[candidate.rule, default: 0] < (Self.most[candidate.rule] ?? 0), let pressure = pressure(candidate) else { continue }
      seen[candidate.rule, default: 0] += 1
      ranked.append(pressure)
    }
  }

  /// The most candidates of a rule; the others are worded elsewhere or say the same again.
  private static let most: [ExceptionRule: Int] = [
    .counterpartVariance: 5, .specialtyVariance: 5, .zeroPlan: 1, .notInProgramme: 1, .missingReturn: 1, .followUpCost: 1,
  ]

  private mutating func pressure(_ candidate: ExceptionCandidate) -> Pressure? {
    let size = candidate.impact.magnitude
    switch candidate.rule {
    case .counterpartVariance:
      guard let party = party(candidate.subject) else { return nil }
      let isProvider = candidate.subject.provider != nil
      if party.direction == .over, worstParty == nil { worstParty = (party.shortName, party.ytdVariance) }
      return Pressure(
        kind: .cost, size: size, sentence: sentence(of: party, isProvider: isProvider),
        lookAt: places(isProvider ? ["variance-by-provider", "position-by-provider"] : ["variance-by-commissioner", "position-by-commissioner"]))
    case .specialtyVariance:
      guard let index = candidate.subject.treatmentFunction,
        let row = frame.breakdown.specialties.first(where: { $0.treatmentFunction == index })
      else { return nil }
      return Pressure(kind: .specialty, size: size, sentence: sentence(of: row), lookAt: places(["activity-by-specialty"]))
    default:
      let (sentence, lookAt) = exceptionSentence(candidate, context, frame)
      return sentence.map { Pressure(kind: candidate.rule == .followUpCost ? .specialty : .cost, size: size, sentence: $0, lookAt: places(lookAt)) }
    }
  }

  private func places(_ anchors: [String]) -> [String] { anchors.first(where: frame.anchors.contains).map { [$0] } ?? [] }

  private func party(_ subject: ExceptionSubject) -> Party? {
    if let provider = subject.provider { return context.party(.provider(provider)) }
    return subject.commissioner.map { context.party(.commissioner($0)) }
  }

  /// `Imperial College is £412,816 over plan, 12.3%. Volume makes £300,000 over, … . February was £41,000 over, after £12,000 under in January.`
  private func sentence(of party: Party, isProvider: Bool) -> Sentence {
    let variance = RuleValue.figure(party.ytdVariance)
    let opening =
      party.ytd.planCost.isZero
      ? context.sentence("narrative.party-unplanned", ["name": .words(party.shortName), "variance": variance])
      : context.sentence("narrative.party", ["name": .words(party.shortName), "variance": variance, "share": .figure(party.ytdPercent)])
    guard let scope = party.scope else { return opening }
    let largest = context.rows(of: scope, by: isProvider ? .commissioner : .provider).own.filter { $0.direction == party.direction }
      .max { a, b in a.variance.magnitude != b.variance.magnitude ? a.variance.magnitude < b.variance.magnitude : a.code > b.code }
    let split = ActivityBreakdown(context.input.ledger, splits: context.splits, scope: scope, by: isProvider ? .commissioner : .provider).total.split
    return joined([
      opening, parts(split, party.stem), largest.map { self.largest($0.shortName, $0.ytdVariance, of: party.variance) }, months(party),
    ])
  }

  private func sentence(of row: SpecialtyRow) -> Sentence {
    let own = stem.with("tfc", context.treatmentFunctionCode(row.treatmentFunction))
    let variance = own.figure(Measure.ytdVariance, row.row.ytd.variance)
    let name = RuleValue.words(context.treatmentFunctionInProse(row.treatmentFunction))
    let opening =
      row.row.ytd.planCost.isZero
      ? context.sentence("narrative.specialty-unplanned", ["name": name, "variance": .figure(variance)])
      : context.sentence(
        "narrative.specialty",
        [
          "name": name, "variance": .figure(variance),
          "share": .figure(own.percent(Measure.ytdVariancePercent, row.row.ytd.variance, of: row.row.ytd.planCost)),
        ])
    let sign = row.row.ytd.variance.parts.signum()
    let largest = frame.breakdown.counterpartSpecialties
      .filter { $0.treatmentFunction == row.treatmentFunction && $0.row.ytd.variance.parts.signum() == sign && isOwn($0.counterpart) }
      .max { a, b in
        let (x, y) = (a.row.ytd.variance.magnitude, b.row.ytd.variance.magnitude)
        return x != y ? x < y : a.counterpart > b.counterpart
      }
    let part = largest.map { cell in
      let figure = context.stem("position", frame.scope.narrowed(to: cell.counterpart, frame.counterpart))
        .with("tfc", context.treatmentFunctionCode(row.treatmentFunction)).figure(Measure.ytdVariance, cell.row.ytd.variance)
      return self.largest(context.name(of: .organisation(cell.counterpart), frame.counterpart), figure, of: row.row.ytd.variance)
    }
    return joined([opening, parts(row.row.split, own), part])
  }

  private func isOwn(_ index: Int) -> Bool {
    index < (frame.counterpart == .provider ? context.positions.ownProviderCount : context.positions.ownCommissionerCount)
  }

  private func largest(_ name: String, _ variance: Figure, of whole: Money) -> Sentence {
    variance.value == .money(whole)
      ? context.sentence("narrative.whole", ["name": .words(name)])
      : context.sentence("narrative.largest", ["name": .words(name), "variance": .figure(variance)])
  }

  /// What a variance is made of, the largest part first: all of it where that is little, else the parts of a tenth and more.
  private func parts(_ split: VarianceSplit, _ stem: FigureStem) -> Sentence? {
    let all: [(rule: String, measure: String, amount: Money)] = [
      ("narrative.volume", Measure.volumeVariance, split.pureVolume), ("narrative.mix", Measure.mixVariance, split.mix),
      ("narrative.price", Measure.priceVariance, split.price), ("narrative.unplanned", Measure.unplannedVariance, split.unplanned),
      ("narrative.non-activity", Measure.nonActivityVariance, split.nonActivity),
    ]
    let whole = split.variance.magnitude.parts
    let present = all.indices.filter { !all[$0].amount.isZero }
    let told = present.filter { all[$0].amount.magnitude.parts * 10 >= whole }.sorted { a, b in
      let (x, y) = (all[a].amount.magnitude, all[b].amount.magnitude)
      return x != y ? x > y : a < b
    }
    let words = told.prefix(3).map { context.sentence(all[$0].rule, ["variance": .figure(stem.figure(all[$0].measure, all[$0].amount))]) }
    guard let last = words.last else { return nil }
    let isWhole = words.count == present.count
    if words.count == 1 {
      return context.sentence(isWhole ? "narrative.made-of-one" : "narrative.mostly-one", ["part": .clause(last)])
    }
    let first = Sentence.joined(Array(words.dropLast()), by: ", ")
    return context.sentence(isWhole ? "narrative.made-of" : "narrative.mostly", ["parts": .clause(first), "last": .clause(last)])
  }

  /// The month beside the one before it; nothing where either was not sent, is of another year or was on plan.
  private func months(_ party: Party) -> Sentence? {
    guard let scope = party.scope, context.months >= 2 else { return nil }
    let points = context.positions.series.monthly(of: scope, year: context.period.year).suffix(2)
    guard let before = points.first, let now = points.last, points.count == 2, points.allSatisfy(\.isStated), !party.isSilent,
      !now.measures.variance.isZero, !before.measures.variance.isZero
    else { return nil }
    let isSame = Direction(ofVariance: now.measures.variance) == Direction(ofVariance: before.measures.variance)
    return context.sentence(
      isSame ? "narrative.months-alike" : "narrative.month-turned",
      [
        "month": .words(now.month.period.shortMonthName), "variance": .figure(party.monthVariance),
        "previous": .words(before.month.period.shortMonthName),
        "before": .figure(party.stem.figure(Measure.monthVariance, before.measures.variance, context.previousSuffix)),
      ])
  }

  private func joined(_ sentences: [Sentence?]) -> Sentence { .joined(sentences.compactMap(\.self), by: " ") }

  /// `Imperial College and nephrology are the largest pressures: £412,816 and £123,456 over plan`
  func headline() -> Sentence {
    let specialty = frame.breakdown.specialties.filter { $0.row.ytd.variance.parts < 0 }.min { a, b in
      a.row.ytd.variance != b.row.ytd.variance ? a.row.ytd.variance < b.row.ytd.variance : a.treatmentFunction < b.treatmentFunction
    }
    let provider = context.rows(of: frame.scope, by: .provider).over.first
    switch (provider, specialty) {
    case (let party?, let row?):
      let figure = stem.with("tfc", context.treatmentFunctionCode(row.treatmentFunction)).figure(Measure.ytdVariance, row.row.ytd.variance)
      return context.sentence(
        "narrative.headline",
        [
          "name": .words(party.shortName), "variance": .figure(party.ytdVariance),
          "specialty": .words(context.treatmentFunctionInProse(row.treatmentFunction)), "specialty-variance": .figure(figure),
        ])
    case (let party?, nil):
      return context.sentence("narrative.headline-party", ["name": .words(party.shortName), "variance": .figure(party.ytdVariance)])
    case (nil, let row?):
      let figure = stem.with("tfc", context.treatmentFunctionCode(row.treatmentFunction)).figure(Measure.ytdVariance, row.row.ytd.variance)
      return context.sentence(
        "narrative.headline-specialty",
        ["specialty": .words(context.treatmentFunctionInProse(row.treatmentFunction)), "specialty-variance": .figure(figure)])
    case (nil, nil): return context.sentence("narrative.headline-none")
    }
  }
}

let pressureRules: [SentenceRule] =
  ["narrative.volume", "narrative.mix", "narrative.price", "narrative.unplanned", "narrative.non-activity"].map {
    SentenceRule($0, .variance("variance"))
  }
  + [
    SentenceRule("narrative.made-of", .clause("parts"), .clause("last")), SentenceRule("narrative.made-of-one", .clause("part")),
    SentenceRule("narrative.mostly", .clause("parts"), .clause("last")), SentenceRule("narrative.mostly-one", .clause("part")),
    SentenceRule("narrative.party", .words("name"), .variance("variance"), .share("share")),
    SentenceRule("narrative.party-unplanned", .words("name"), .variance("variance")),
    SentenceRule("narrative.specialty", .words("name"), .variance("variance"), .share("share")),
    SentenceRule("narrative.specialty-unplanned", .words("name"), .variance("variance")),
    SentenceRule("narrative.largest", .words("name"), .variance("variance")), SentenceRule("narrative.whole", .words("name")),
    SentenceRule("narrative.months-alike", .words("month"), .variance("variance"), .words("previous"), .variance("before")),
    SentenceRule("narrative.month-turned", .words("month"), .variance("variance"), .words("previous"), .variance("before")),
    SentenceRule("narrative.headline", .words("name"), .variance("variance"), .words("specialty"), .variance("specialty-variance")),
    SentenceRule("narrative.headline-party", .words("name"), .variance("variance")),
    SentenceRule("narrative.headline-specialty", .words("specialty"), .variance("specialty-variance")),
    SentenceRule("narrative.headline-none"), SentenceRule("narrative.nothing"), SentenceRule("narrative.order", .money("least")),
  ]
