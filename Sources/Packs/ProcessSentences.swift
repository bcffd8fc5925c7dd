import Analysis
import Figures
import Quantities
import Report

extension ProcessSeries {
  /// Which rule fired where, the latest last: `Seven months in a row above the mean, June to December 2015; February 2016 above the upper limit.`
  ///
  /// Without one: what is ordinary variation.
  ///
  /// - Parameters:
  ///   - recent: tells only of those that reach into the last so many months; nil: all.
  ///   - most: how many are told; those before them are counted.
  func ruleSentence(_ context: PackContext, within recent: Int? = nil, most: Int = 4) -> Sentence {
    guard isReadable else { return context.sentence(control.points.count == 1 ? "spc.one-month" : "spc.few-months") }
    let signals = signals(within: recent)
    if signals.isEmpty { return ordinary(context) }
    let told = signals.suffix(max(1, most))
    let found = RuleValue.clause(.joined(told.map { clause($0, context) }, by: "; "))
    let earlier = signals.count - told.count
    if earlier == 0 { return context.sentence("spc.found", ["found": found]) }
    let count = stem.with("rule", "earlier").figure(
      Measure.processSignals, count: earlier, "~before-\(most)\(recent.map { "-of-\($0)-months" } ?? "")")
    return context.sentence("spc.found-and-more", ["found": found, "count": .figure(count)])
  }

  /// The latest that a rule found in the last so many months, alone: `February 2016 above the upper limit`; nil where none did.
  func latestFinding(_ context: PackContext, within recent: Int) -> Sentence? {
    guard isReadable else { return nil }
    return signals(within: recent).last.map { clause($0, context) }
  }

  /// `No special cause in 35 months: anything from 1.6 to 25.2 a month is ordinary variation.`
  private func ordinary(_ context: PackContext) -> Sentence {
    guard let group = control.current, let lower = lower(group), let upper = upper(group) else {
      return context.sentence(isNil ? "spc.nil" : "spc.few-differences")
    }
    // A limit under nought says nothing of values that cannot be; no share is above the whole.
    let isFloored = (lower.value.approximation ?? 0) < 0 && !values.contains { ($0?.value.approximation ?? 0) < 0 }
    let isCapped = isShare && (upper.value.approximation ?? 0) > 1
    let months = RuleValue.figure(points)
    let (low, high) = (RuleValue.clause(amount(lower, context)), RuleValue.clause(amount(upper, context)))
    switch (isFloored, isCapped) {
    case (true, true): return context.sentence("spc.none-in", ["months": months])
    case (true, false): return context.sentence("spc.ordinary-up-to", ["months": months, "upper": high])
    case (false, true): return context.sentence("spc.ordinary-from", ["months": months, "lower": low])
    case (false, false): return context.sentence("spc.ordinary", ["months": months, "lower": low, "upper": high])
    }
  }

  /// A mean or a limit in the unit of the series.
  private func amount(_ figure: Figure, _ context: PackContext) -> Sentence {
    switch format {
    case .sterling: context.sentence("spc.pounds", ["value": .figure(figure)])
    case .percentSigned: context.sentence("spc.share", ["value": .figure(figure)])
    default: context.sentence("spc.number", ["value": .figure(figure)])
    }
  }

  private func clause(_ signal: ProcessSignal, _ context: PackContext) -> Sentence {
    let when = RuleValue.words(monthSpan(control.points[signal.points.lowerBound].month, control.points[signal.points.upperBound].month))
    let rule = signalRule(signal.cause)
    if signal.count == 1, let once = rule.once { return context.sentence(once, ["when": when]) }
    // Two of three months is the shape of a signal near a limit, whichever of them they were.
    if signal.count == 2, let two = rule.twoOfThree { return context.sentence(two, ["when": when]) }
    return context.sentence(rule.several, ["count": .figure(count(signal)), "when": when])
  }

  /// The rules that tell of a special cause: for one month, for two of three, for more.
  private func signalRule(_ cause: SpecialCause) -> (once: String?, twoOfThree: String?, several: String) {
    switch cause {
    case .aboveLimit: ("spc.above-limit-once", nil, "spc.above-limit")
    case .belowLimit: ("spc.below-limit-once", nil, "spc.below-limit")
    case .nearUpperLimit: ("spc.near-upper-once", "spc.near-upper-two", "spc.near-upper")
    case .nearLowerLimit: ("spc.near-lower-once", "spc.near-lower-two", "spc.near-lower")
    case .rising: (nil, nil, "spc.rising")
    case .falling: (nil, nil, "spc.falling")
    case .shiftAbove: (nil, nil, "spc.above-mean")
    case .shiftBelow: (nil, nil, "spc.below-mean")
    // No signal is of common cause.
    case .commonCause: (nil, nil, "spc.none")
    }
  }
}

let processRules: [SentenceRule] =
  ["spc.one-month", "spc.few-months", "spc.few-differences", "spc.nil", "spc.none"].map { SentenceRule($0) }
  + [
    SentenceRule("spc.found", .clause("found")), SentenceRule("spc.found-and-more", .clause("found"), .count("count")),
    SentenceRule("spc.none-in", .several("months")), SentenceRule("spc.ordinary-up-to", .several("months"), .clause("upper")),
    SentenceRule("spc.ordinary-from", .several("months"), .clause("lower")),
    SentenceRule("spc.ordinary", .several("months"), .clause("lower"), .clause("upper")), SentenceRule("spc.pounds", .money("value")),
    SentenceRule("spc.share", .share("value")), SentenceRule("spc.number", .ratio("value")),
  ]
  + [
    "spc.above-limit-once", "spc.below-limit-once", "spc.near-upper-once", "spc.near-lower-once", "spc.near-upper-two", "spc.near-lower-two",
  ].map { SentenceRule($0, .words("when")) }
  + [
    "spc.above-limit", "spc.below-limit", "spc.near-upper", "spc.near-lower", "spc.rising", "spc.falling", "spc.above-mean", "spc.below-mean",
  ].map { SentenceRule($0, .several("count"), .words("when")) }

/// `June to December 2015`, `November 2014 to March 2015`, `December 2014`.
func monthSpan(_ first: MonthIndex, _ last: MonthIndex) -> String {
  if first == last { return first.period.monthName }
  let sameYear = first.period.calendar.year == last.period.calendar.year
  return "\(sameYear ? first.period.shortMonthName : first.period.monthName) to \(last.period.monthName)"
}
