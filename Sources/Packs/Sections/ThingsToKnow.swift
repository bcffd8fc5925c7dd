import Analysis
import Figures
import Ledger
import Quantities
import Report

/// A sentence that may be one of the things to know, with its size.
private struct Candidate {
  var impact: Money
  var place: Int
  var sentence: Sentence
  var lookAt: [String]
}

/// The things to know: what is largest in pounds first, ties in the order of the rules.
func keyFindings(_ request: SectionRequest, limit: Int) -> [KeyFinding] {
  let (context, frame) = (request.context, request.frame)
  var candidates: [Candidate] = []
  func add(_ impact: Money, _ sentence: Sentence?, _ lookAt: [String]) {
    guard let sentence, !impact.isZero else { return }
    candidates.append(Candidate(impact: impact.magnitude, place: candidates.count, sentence: sentence, lookAt: lookAt.filter(frame.anchors.contains)))
  }
  let key = frame.rows.key
  let total = frame.rows.total
  add(total.variance, totalSentence(context, frame), ["position-by-\(key)", "peer-comparison"])
  add(frame.rows.topSum(3), concentrationSentence(context, frame.rows), ["variance-by-\(key)"])
  if let highest = highestRate(frame.rows) {
    add(highest.variance, rateSentence(context, frame.rows, highest), ["monthly-trend-by-\(key)", "position-by-\(key)"])
  }
  if !total.isSilent { add(total.position.month.variance, monthSentence(context, total), ["cumulative", "position-by-\(key)"]) }
  // What the forecast adds to what the year to date already says.
  add(
    total.position.forecastVariance.magnitude - total.variance.magnitude, forecastSentence(context, total), ["position-by-\(key)"])
  for candidate in exceptions(request) {
    let (sentence, lookAt) = exceptionSentence(candidate, context, frame)
    add(candidate.impact, sentence, lookAt)
  }
  let chosen = candidates.sorted { a, b in a.impact != b.impact ? a.impact > b.impact : a.place < b.place }.prefix(limit)
  return chosen.map { KeyFinding($0.sentence, lookAt: $0.lookAt) }
}

/// The largest candidate of each rule that the sentences above do not cover.
private func exceptions(_ request: SectionRequest) -> [ExceptionCandidate] {
  let (context, frame) = (request.context, request.frame)
  let ledger = context.input.ledger
  let found = Exceptions(
    ledger, scope: frame.scope, by: frame.counterpart, positions: context.positions, breakdown: frame.breakdown, topTen: frame.topTen,
    followUps: context.followUps)
  let covered: Set<ExceptionRule> = [.counterpartVariance, .forecastVariance, .monthChange, .lineOverspend]
  var seen: Set<ExceptionRule> = []
  return found.candidates.filter { candidate in
    if covered.contains(candidate.rule) { return false }
    if (candidate.rule == .podVariance || candidate.rule == .specialtyVariance) && candidate.impact.parts >= 0 { return false }
    return seen.insert(candidate.rule).inserted
  }
}

/// `Spending is £1,327,152 over plan after eleven months: £11,202,575 against a plan of £9,875,423. That is 13.4% over.`
private func totalSentence(_ context: PackContext, _ frame: PackFrame) -> Sentence {
  let total = frame.rows.total
  let after = RuleValue.words(context.afterMonths)
  let (variance, share) = (RuleValue.figure(total.ytdVariance), RuleValue.figure(total.ytdPercent))
  let (actual, plan) = (RuleValue.figure(total.ytdActual), RuleValue.figure(total.ytdPlan))
  if total.ytd.planCost.isZero { return context.sentence("things.total", ["variance": variance, "after": after, "actual": actual, "plan": plan]) }
  guard frame.kind == .commissioner, let own = frame.scope.commissioner, total.direction == .over,
    let mine = context.peers.commissioners.first(where: { $0.commissioner == own }), context.peers.commissioners.count > 1
  else {
    return context.sentence("things.total-share", ["variance": variance, "after": after, "actual": actual, "plan": plan, "share": share])
  }
  let count = FigureStem("position").figure(Measure.commissioners, count: context.peers.commissioners.count)
  return context.sentence(
    mine.varianceRank == 1 ? "things.total-largest" : "things.total-place",
    [
      "variance": variance, "after": after, "actual": actual, "plan": plan, "share": share, "place": .words(ordinal(mine.varianceRank)),
      "count": .figure(count),
    ])
}

/// `Three trusts account for 63% of the overspending. Hillingdon is £412,816 over, …`
private func concentrationSentence(_ context: PackContext, _ rows: PartyRows) -> Sentence? {
  let over = rows.over
  let plural = RuleValue.words(context.plural(rows.counterpart))
  func name(_ place: Int) -> RuleValue { .words(over[place].shortName) }
  func variance(_ place: Int) -> RuleValue { .figure(over[place].ytdVariance) }
  switch over.count {
  case 0: return nil
  case 1: return rows.own.count == 1 ? nil : context.sentence("things.one-over", ["name": name(0), "variance": variance(0)])
  case 2:
    return context.sentence(
      "things.two-over",
      [
        "count": .figure(rows.total.stem.figure(Measure.over(rows.counterpart), count: over.count)), "organisations": plural, "first": name(0),
        "first-variance": variance(0), "second": name(1), "second-variance": variance(1),
      ])
  default:
    return context.sentence(
      over.count == 3 ? "things.three-over" : "things.concentration",
      [
        "count": .figure(rows.total.stem.figure(Measure.over(rows.counterpart), count: over.count)), "top": .words(monthsInWords(3)),
        "share": .figure(rows.topShare(3)), "organisations": plural, "first": name(0), "first-variance": variance(0), "second": name(1),
        "second-variance": variance(1), "third": name(2), "third-variance": variance(2),
      ])
  }
}

/// The plan to date from which on a contract's rate is compared.
private let threshold = Money(parts: 100_000 * exactScale)

/// The contract above the threshold with the highest rate over plan.
private func highestRate(_ rows: PartyRows) -> Party? {
  guard rows.own.count > 1 else { return nil }
  return rows.over.filter { $0.ytd.planCost >= threshold }.max { a, b in
    guard let x = a.ytd.costVariance.share, let y = b.ytd.costVariance.share, x != y else { return a.code > b.code }
    return x > y
  }
}

private func rateSentence(_ context: PackContext, _ rows: PartyRows, _ party: Party) -> Sentence {
  var rule = "things.rate"
  if let scope = party.scope, context.months >= 3 {
    let points = context.positions.series.monthly(of: scope, year: context.period.year)
    let over = points.count { $0.isStated && $0.measures.variance.parts < 0 }
    if over == points.count { rule = "things.rate-every-month" }
  }
  return context.sentence(
    rule,
    [
      "name": .words(party.shortName), "share": .figure(party.ytdPercent),
      "threshold": .figure(FigureStem("setting").figure(Measure.rateThreshold, threshold)),
    ])
}

/// `February cost £1,111,877: £214,111 over its plan, and £138,294 more than January.`
private func monthSentence(_ context: PackContext, _ total: Party) -> Sentence {
  let month = RuleValue.words(context.period.shortMonthName)
  let (actual, variance) = (RuleValue.figure(total.monthActual), RuleValue.figure(total.monthVariance))
  let points = context.positions.series.monthly(of: total.scope ?? .programme).suffix(2)
  let change = total.position.changeOnMonth
  guard let previous = context.previousMonth, points.count == 2, points.allSatisfy(\.isStated), !change.isZero else {
    return context.sentence("things.month", ["month": month, "actual": actual, "variance": variance])
  }
  return context.sentence(
    "things.month-change",
    [
      "month": month, "actual": actual, "variance": variance, "change": .figure(total.stem.figure(Measure.monthChange, change)),
      "previous": .words(previous.period.shortMonthName),
    ])
}

/// `If the year goes on as it has, it will end at £12,220,991, £1,447,802 over the annual plan of £10,773,189 (straight line).`
private func forecastSentence(_ context: PackContext, _ total: Party) -> Sentence? {
  guard context.months < 12 else { return nil }
  let (forecast, variance, plan) = (
    RuleValue.figure(total.forecastOutturn), RuleValue.figure(total.forecastVariance), RuleValue.figure(total.annualPlan)
  )
  let method = RuleValue.words(context.forecastWords)
  return context.isStraightLine
    ? context.sentence("things.forecast", ["forecast": forecast, "variance": variance, "plan": plan, "method": method])
    : context.sentence("things.forecast-by-method", ["forecast": forecast, "variance": variance, "plan": plan, "method": method])
}

/// A candidate in words, and where to look; no words where they are said elsewhere.
func exceptionSentence(_ candidate: ExceptionCandidate, _ context: PackContext, _ frame: PackFrame) -> (Sentence?, [String]) {
  let stem = context.stem("position", frame.scope)
  let subject = candidate.subject
  switch candidate.rule {
  case .podVariance:
    let pod = subject.derivedPOD ?? ""
    let figure = stem.with("pod", pod).figure(Measure.ytdVariance, candidate.impact)
    return (context.sentence("things.pod", ["name": .words(context.podName(pod)), "variance": .figure(figure)]), ["activity-by-pod"])
  case .specialtyVariance:
    let tfc = subject.treatmentFunction ?? 0
    let figure = stem.with("tfc", context.treatmentFunctionCode(tfc)).figure(Measure.ytdVariance, candidate.impact)
    return (
      context.sentence("things.specialty", ["name": .words(context.treatmentFunctionInProse(tfc)), "variance": .figure(figure)]),
      ["activity-by-specialty"]
    )
  case .zeroPlan:
    let list = stem.with("list", "zero-plan-all")
    let count = list.figure(Measure.lines, count: frame.topTen.zeroPlan.qualifyingCount)
    let figure = list.figure(Measure.ytdVariance, candidate.impact)
    return (context.sentence("things.zero-plan", ["variance": .figure(figure), "count": .figure(count)]), ["top-ten-zero-plan"])
  case .followUpCost:
    guard frame.scope.provider == nil, let provider = subject.provider else { return (nil, []) }
    let ratio = context.stem("ratio", frame.scope.narrowed(to: provider, .provider))
    let figure = ratio.figure(Measure.followUpCostAboveMedian, -candidate.impact)
    return (
      context.sentence("things.follow-ups", ["name": .words(context.providerShortName(provider)), "cost": .figure(figure)]), ["first-to-follow-up"]
    )
  case .notInProgramme:
    guard let outside = frame.rows.rows.first(where: { $0.isOutside }) else { return (nil, []) }
    return (context.sentence("things.outside", ["actual": .figure(outside.ytdActual)]), ["data-quality"])
  case .missingReturn:
    guard let provider = subject.provider, let previous = context.previousMonth else { return (nil, []) }
    let before = context.stem("position", frame.scope.narrowed(to: provider, .provider)).figure(
      Measure.monthActual, candidate.measures.actualCost, context.previousSuffix)
    return (
      context.sentence(
        "things.missing-return",
        [
          "name": .words(context.providerShortName(provider)), "month": .words(context.period.shortMonthName),
          "previous": .words(previous.period.shortMonthName), "before": .figure(before),
        ]), ["data-quality"]
    )
  default: return (nil, [])
  }
}

extension PartyRows {
  /// The variances of the furthest over plan together.
  func topSum(_ count: Int) -> Money { over.prefix(count).reduce(.zero) { $0 + $1.variance } }
}
