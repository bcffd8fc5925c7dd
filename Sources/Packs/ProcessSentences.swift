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
  func ruleSentence(within recent: Int? = nil, most: Int = 4) -> Sentence {
    guard isReadable else {
      return control.points.count == 1 ? "One month is held." : "Too few months are held to tell a special cause from ordinary variation."
    }
    let signals = signals(within: recent)
    if signals.isEmpty { return ordinary }
    var sentence: Sentence = ""
    let told = signals.suffix(max(1, most))
    for (place, signal) in told.enumerated() {
      sentence = place == 0 ? words(signal, atStart: true) : "\(sentence); \(words(signal, atStart: false))"
    }
    let earlier = signals.count - told.count
    if earlier > 0 {
      let count = stem.with("rule", "earlier").figure(
        Measure.processSignals, count: earlier, "~before-\(most)\(recent.map { "-of-\($0)-months" } ?? "")")
      sentence = "\(sentence); before them \(count: count) more"
    }
    return "\(sentence)."
  }

  /// `No special cause in 35 months: anything from 1.6 to 25.2 a month is ordinary variation.`
  private var ordinary: Sentence {
    guard let group = control.current, let lower = lower(group), let upper = upper(group) else { return "No special cause." }
    // A limit under nought says nothing of values that cannot be; no share is above the whole.
    let isFloored = (lower.value.approximation ?? 0) < 0 && !values.contains { ($0?.value.approximation ?? 0) < 0 }
    let isCapped = isShare && (upper.value.approximation ?? 0) > 1
    let opening: Sentence = "No special cause in \(points, .number) months"
    switch (isFloored, isCapped) {
    case (true, true): return "\(opening)."
    case (true, false): return "\(opening): anything up to \(upper, format) a month is ordinary variation."
    case (false, true): return "\(opening): anything from \(lower, format) a month is ordinary variation."
    case (false, false): return "\(opening): anything from \(lower, format) to \(upper, format) a month is ordinary variation."
    }
  }

  private func words(_ signal: ProcessSignal, atStart: Bool) -> Sentence {
    let (first, last) = (control.points[signal.points.lowerBound].month, control.points[signal.points.upperBound].month)
    let when = monthSpan(first, last)
    let count = count(signal)
    switch signal.cause {
    case .aboveLimit, .belowLimit:
      let side = signal.cause == .aboveLimit ? "above the upper limit" : "below the lower limit"
      return signal.count == 1 ? Sentence("\(when) \(side)") : "\(count: count, atStart: atStart) months in a row \(side), \(when)"
    case .nearUpperLimit, .nearLowerLimit:
      let limit = signal.cause == .nearUpperLimit ? "upper" : "lower"
      return signal.count == 1
        ? Sentence("\(when) near the \(limit) limit, as two of three months were")
        : signal.count == 2
          ? "\(atStart ? "Two" : "two") of three months in a row near the \(limit) limit, \(when)"
          : "\(count: count, atStart: atStart) months near the \(limit) limit, \(when)"
    case .rising: return "\(count: count, atStart: atStart) months in a row rising, \(when)"
    case .falling: return "\(count: count, atStart: atStart) months in a row falling, \(when)"
    case .shiftAbove: return "\(count: count, atStart: atStart) months in a row above the mean, \(when)"
    case .shiftBelow: return "\(count: count, atStart: atStart) months in a row below the mean, \(when)"
    case .commonCause: return ""
    }
  }
}

/// `June to December 2015`, `November 2014 to March 2015`, `December 2014`.
func monthSpan(_ first: MonthIndex, _ last: MonthIndex) -> String {
  if first == last { return first.period.monthName }
  let sameYear = first.period.calendar.year == last.period.calendar.year
  return "\(sameYear ? first.period.shortMonthName : first.period.monthName) to \(last.period.monthName)"
}
