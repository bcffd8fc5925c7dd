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
  let opening: Sentence = "Spending is \(size: total.ytdVariance) \(total.direction.word) plan \(context.afterMonths)"
  var rest: Sentence = ": \(total.ytdActual, .sterling) against a plan of \(total.ytdPlan, .sterling)."
  if !total.ytd.planCost.isZero {
    rest = rest + " That is \(percent: total.ytdPercent) \(total.direction.word)"
    if frame.kind == .commissioner, let own = frame.scope.commissioner, total.direction == .over,
      let mine = context.peers.commissioners.first(where: { $0.commissioner == own }), context.peers.commissioners.count > 1
    {
      let count = FigureStem("position").figure(Measure.commissioners, count: context.peers.commissioners.count)
      let place: Sentence = mine.varianceRank == 1 ? "the largest overspend" : "the \(ordinal(mine.varianceRank)) largest overspend"
      rest = rest + ", and \(place) of the \(count: count) \(context.words.commissioners)"
    }
    rest = rest + "."
  }
  return opening.inBold + rest
}

/// `Three trusts account for 63% of the overspending. Hillingdon is £412,816 over, …`
private func concentrationSentence(_ context: PackContext, _ rows: PartyRows) -> Sentence? {
  let over = rows.over
  let plural = context.plural(rows.counterpart)
  func item(_ party: Party) -> Sentence { "\(party.shortName) \(size: party.ytdVariance)" }
  switch over.count {
  case 0: return nil
  case 1:
    return rows.own.count == 1
      ? nil : (bold("\(over[0].shortName) alone is over plan, by \(size: over[0].ytdVariance)."))
  case 2, 3:
    let first: Sentence = "\(over[0].shortName) is \(size: over[0].ytdVariance) over"
    let others = over.dropFirst().map(item)
    let joined = others.count == 1 ? " and \(others[0])." : ", \(others[0]) and \(others[1])." as Sentence
    let opening: Sentence = over.count == 2 ? "Two \(plural) are over plan." : "Three \(plural) are over plan."
    return opening.inBold + " " + first + joined
  default:
    let opening: Sentence = "Three \(plural) account for \(rows.topShare(3), .percentWhole) of the overspending."
    return opening.inBold + " \(over[0].shortName) is \(size: over[0].ytdVariance) over, \(item(over[1])) and \(item(over[2]))."
  }
}

/// The contract above £100,000 with the highest rate over plan.
private func highestRate(_ rows: PartyRows) -> Party? {
  guard rows.own.count > 1 else { return nil }
  let threshold = Money(parts: 100_000 * exactScale)
  return rows.over.filter { $0.ytd.planCost >= threshold }.max { a, b in
    guard let x = a.ytd.costVariance.share, let y = b.ytd.costVariance.share, x != y else { return a.code > b.code }
    return x > y
  }
}

private func rateSentence(_ context: PackContext, _ rows: PartyRows, _ party: Party) -> Sentence {
  let opening: Sentence = "\(party.shortName) is \(percent: party.ytdPercent) over its plan"
  var rest: Sentence = ", the highest rate of any contract above £100,000"
  if let scope = party.scope, context.months >= 3 {
    let points = context.positions.series.monthly(of: scope, year: context.period.year)
    let over = points.count { $0.isStated && $0.measures.variance.parts < 0 }
    if over == points.count { rest = rest + "; it has cost more than plan in every month of the year" }
  }
  return opening.inBold + rest + "."
}

/// `February cost £1,111,877: £214,111 over its plan, and £138,294 more than January.`
private func monthSentence(_ context: PackContext, _ total: Party) -> Sentence {
  let month = context.period.shortMonthName
  let opening: Sentence = "\(month) cost \(total.monthActual, .sterling)"
  var rest: Sentence = ": \(worded(total.monthVariance)) its plan"
  let points = context.positions.series.monthly(of: total.scope ?? .programme).suffix(2)
  let change = total.position.changeOnMonth
  if let previous = context.previousMonth, points.count == 2, points.allSatisfy(\.isStated), !change.isZero {
    let figure = total.stem.figure(Measure.monthChange, change)
    rest = rest + ", and \(size: figure) \(change.parts > 0 ? "more" : "less") than \(previous.period.shortMonthName)"
  }
  return opening.inBold + rest + "."
}

/// `If the year goes on as it has, it will end at £12,220,991, £1,447,802 over the annual plan of £10,773,189 (straight line).`
private func forecastSentence(_ context: PackContext, _ total: Party) -> Sentence? {
  guard context.months < 12 else { return nil }
  let opening: Sentence = "If the year goes on as it has, it will end at \(total.forecastOutturn, .sterling)"
  return opening.inBold + ", \(worded(total.forecastVariance)) the annual plan of \(total.annualPlan, .sterling) (straight line)."
}

private func exceptionSentence(_ candidate: ExceptionCandidate, _ context: PackContext, _ frame: PackFrame) -> (Sentence?, [String]) {
  let stem = context.stem("position", frame.scope)
  let subject = candidate.subject
  switch candidate.rule {
  case .podVariance:
    let pod = subject.derivedPOD ?? ""
    let figure = stem.with("pod", pod).figure(Measure.ytdVariance, candidate.impact)
    return (
      bold("\(capitalised(context.podName(pod))) is \(size: figure) over plan") + ", the furthest of any point of delivery.", ["activity-by-pod"]
    )
  case .specialtyVariance:
    let tfc = subject.treatmentFunction ?? 0
    let figure = stem.with("tfc", context.treatmentFunctionCode(tfc)).figure(Measure.ytdVariance, candidate.impact)
    return (
      bold("\(capitalised(context.treatmentFunctionInProse(tfc))) is \(size: figure) over plan") + ", the furthest of any specialty.",
      ["activity-by-specialty"]
    )
  case .zeroPlan:
    let list = stem.with("list", "zero-plan-all")
    let count = list.figure(Measure.lines, count: frame.topTen.zeroPlan.qualifyingCount)
    let figure = list.figure(Measure.ytdVariance, candidate.impact)
    return (bold("Lines that were never planned cost \(size: figure)") + ": \(count: count) in all.", ["top-ten-zero-plan"])
  case .followUpCost:
    guard frame.scope.provider == nil, let provider = subject.provider else { return (nil, []) }
    let ratio = context.stem("ratio", frame.scope.narrowed(to: provider, .provider))
    let figure = ratio.figure(Measure.followUpCostAboveMedian, -candidate.impact)
    return (
      bold("Follow-ups at \(context.providerShortName(provider)) above the median cost \(size: figure)")
        + ", worked out by specialty.", ["first-to-follow-up"]
    )
  case .notInProgramme:
    guard let outside = frame.rows.rows.first(where: { $0.isOutside }) else { return (nil, []) }
    return (bold("\(size: outside.ytdActual) stands under codes that are not in the programme") + "; it is part of every total.", ["data-quality"])
  case .missingReturn:
    guard let provider = subject.provider, let previous = context.previousMonth else { return (nil, []) }
    let before = context.stem("position", frame.scope.narrowed(to: provider, .provider)).figure(
      Measure.monthActual, candidate.measures.actualCost, context.previousSuffix)
    let name = context.providerShortName(provider)
    return (
      bold("\(name) sent no return for \(context.period.shortMonthName)") + "; \(previous.period.shortMonthName) cost \(before, .sterling) there.",
      ["data-quality"]
    )
  default: return (nil, [])
  }
}

extension PartyRows {
  /// The variances of the furthest over plan together.
  func topSum(_ count: Int) -> Money { over.prefix(count).reduce(.zero) { $0 + $1.variance } }
}
