/// A straight mapping from values to places, with round ticks.
package struct LinearScale: Sendable, Hashable {
  /// The least value of the plot.
  package let lower: Double
  /// The greatest value of the plot, above `lower`.
  package let upper: Double
  /// From tick to tick: 1, 2, 2.5 or 5 × 10ⁿ.
  package let step: Double
  /// The place of `lower`.
  package let start: Double
  /// The place of `upper`.
  package let end: Double

  /// A scale over the values, nought included, from `start` to `end`.
  ///
  /// The step is the smallest round one that gives at most `most` gridlines. Where there is room for it, an end of the domain goes on to the next tick when
  /// the data come within a third of a step to it.
  package init(covering values: [Double], from start: Double, to end: Double, most: Int) {
    var low = 0.0
    var high = 0.0
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    guard low < high else {
      // Nothing but nought: its line alone.
      (lower, upper, step) = (0, 1, 2)
      self.start = start
      self.end = end
      return
    }
    var chosen = (lower: low, upper: high, step: high - low)
    for step in LinearScale.steps(over: high - low) {
      let bottom = (low / step).rounded(.down) * step
      let top = (high / step).rounded(.up) * step
      let longer = (low - bottom > step / 3 ? low : min(low, bottom), top - high > step / 3 ? high : max(high, top), step)
      chosen = longer
      if LinearScale.count(from: longer.0, to: longer.1, step: step) <= max(2, most) { break }
      chosen = (low, high, step)
      if LinearScale.count(from: low, to: high, step: step) <= max(2, most) { break }
    }
    (lower, upper, step) = chosen
    self.start = start
    self.end = end
  }

  /// A scale over a domain taken as it is, for charts that place nought themselves.
  ///
  /// With `most` nought, the line at nought is the only tick.
  ///
  /// - Precondition: `lower` is less than `upper`.
  package init(exactly lower: Double, _ upper: Double, from start: Double, to end: Double, most: Int) {
    self.lower = lower
    self.upper = upper
    self.start = start
    self.end = end
    guard most > 0 else {
      step = (upper - lower) * 2
      return
    }
    let steps = LinearScale.steps(over: upper - lower)
    step = steps.first { LinearScale.count(from: lower, to: upper, step: $0) <= max(2, most) } ?? upper - lower
  }

  /// A scale over values that lie far from nought: from the round tick at or below `least` to the one at or above `greatest`.
  ///
  /// - Precondition: `least` is less than `greatest`.
  package init(near least: Double, _ greatest: Double, from start: Double, to end: Double, most: Int) {
    var chosen = (lower: least, upper: greatest, step: greatest - least)
    for step in LinearScale.steps(over: greatest - least) {
      let lower = (least / step + 1e-9).rounded(.down) * step
      let upper = (greatest / step - 1e-9).rounded(.up) * step
      chosen = (lower, upper, step)
      if LinearScale.count(from: lower, to: upper, step: step) <= max(2, most) { break }
    }
    (lower, upper, step) = chosen
    self.start = start
    self.end = end
  }

  /// The same domain and step at another place.
  func moved(from start: Double, to end: Double) -> LinearScale { LinearScale(lower: lower, upper: upper, step: step, start: start, end: end) }

  private init(lower: Double, upper: Double, step: Double, start: Double, end: Double) {
    self.lower = lower
    self.upper = upper
    self.step = step
    self.start = start
    self.end = end
  }

  /// The round steps from a twentieth of the span upwards.
  private static func steps(over span: Double) -> [Double] {
    var power = 1.0
    while power > span / 20 { power /= 10 }
    while power * 10 <= span / 20 { power *= 10 }
    return [1, 10, 100, 1000].flatMap { decade in [1, 2, 2.5, 5].map { $0 * decade * power } }
  }

  private static func count(from lower: Double, to upper: Double, step: Double) -> Int {
    Int((upper / step + 1e-9).rounded(.down)) - Int((lower / step - 1e-9).rounded(.up)) + 1
  }

  /// The place of a value.
  package func place(_ value: Double) -> Double { start + (value - lower) / (upper - lower) * (end - start) }

  /// The values of the gridlines, from the least; nought is one of them.
  package var ticks: [Double] {
    let first = Int((lower / step - 1e-9).rounded(.up))
    let last = Int((upper / step + 1e-9).rounded(.down))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }
}
