/// One firing of a rule: the whole run that it found.
package struct ProcessSignal: Sendable, Hashable {
  /// The rule.
  package let cause: SpecialCause
  /// From the first to the last of its points, among those of the chart.
  package let points: ClosedRange<Int>
  /// How many points it is about: all of a run or trend; of points near a limit, those that are near.
  package let count: Int

  func moved(by offset: Int) -> ProcessSignal {
    ProcessSignal(cause: cause, points: (points.lowerBound + offset)...(points.upperBound + offset), count: count)
  }
}

/// The special-cause rules over the values of one group.
struct ProcessRules {
  /// What each point is: the first rule that it meets.
  let causes: [SpecialCause]
  /// Each run behind the points' causes, by first point, then by rule.
  let signals: [ProcessSignal]

  /// How many points make a run or a trend.
  static let runLength = 7

  /// Reads the values of a group; without limits there is nothing to judge them by, and none is a special cause.
  init(_ values: [Double], mean: Double, limits: ProcessLimits?) {
    guard let limits else {
      causes = values.map { _ in .commonCause }
      signals = []
      return
    }
    let sides = values.map { $0 > mean ? 1 : $0 < mean ? -1 : 0 }
    let near = values.map { limits.isNear($0) }
    let trends = ProcessRules.trends(values)
    let shifts = ProcessRules.runs(sides)
    let inTrend = ProcessRules.marked(trends, count: values.count)
    let inShift = ProcessRules.marked(shifts, count: values.count)
    let inNear = ProcessRules.nearLimit(sides, near)
    let causes = values.indices.map { index -> SpecialCause in
      let value = values[index]
      let isHigh = sides[index] > 0
      if limits.isOutside(value) { return value > limits.upper ? .aboveLimit : .belowLimit }
      if inTrend[index] { return ProcessRules.rises(values, inTrend, at: index) ? .rising : .falling }
      if inNear[index] { return isHigh ? .nearUpperLimit : .nearLowerLimit }
      if inShift[index] { return isHigh ? .shiftAbove : .shiftBelow }
      return .commonCause
    }
    self.causes = causes
    signals = ProcessRules.signals(causes, values, sides, trends: trends, shifts: shifts)
  }

  /// The longest strictly rising or falling stretches of seven points or more; a tie ends one.
  private static func trends(_ values: [Double]) -> [ClosedRange<Int>] {
    let steps = values.indices.dropFirst().map { values[$0] > values[$0 - 1] ? 1 : values[$0] < values[$0 - 1] ? -1 : 0 }
    return stretches(steps).filter { $0.count + 1 >= runLength }.map { $0.lowerBound...($0.upperBound + 1) }
  }

  /// The longest stretches of seven points or more strictly on one side of the mean.
  private static func runs(_ sides: [Int]) -> [ClosedRange<Int>] { stretches(sides).filter { $0.count >= runLength } }

  /// The stretches of one sign; nought belongs to none.
  private static func stretches(_ signs: [Int]) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    for (index, sign) in signs.enumerated() where sign != 0 {
      if let last = found.last, last.upperBound == index - 1, signs[index - 1] == sign {
        found[found.count - 1] = last.lowerBound...index
      } else {
        found.append(index...index)
      }
    }
    return found
  }

  private static func marked(_ ranges: [ClosedRange<Int>], count: Int) -> [Bool] {
    var marks = [Bool](repeating: false, count: count)
    for range in ranges { for index in range { marks[index] = true } }
    return marks
  }

  /// The points near a limit within three in a row on one side of the mean of which two or more are near; the third, not near, is none of them.
  private static func nearLimit(_ sides: [Int], _ near: [Bool]) -> [Bool] {
    var marks = [Bool](repeating: false, count: near.count)
    guard near.count >= 3 else { return marks }
    for start in 0...(near.count - 3) {
      let window = start..<(start + 3)
      let side = sides[start]
      guard side != 0, window.allSatisfy({ sides[$0] == side }), window.count(where: { near[$0] }) >= 2 else { continue }
      for index in window where near[index] { marks[index] = true }
    }
    return marks
  }

  /// Whether a point of a trend rises: by the step to the next point where that is in a trend too, else by the step to it.
  private static func rises(_ values: [Double], _ inTrend: [Bool], at index: Int) -> Bool {
    if index + 1 < values.count, inTrend[index + 1] { return values[index + 1] > values[index] }
    return index > 0 && values[index] > values[index - 1]
  }

  private static func signals(
    _ causes: [SpecialCause], _ values: [Double], _ sides: [Int], trends: [ClosedRange<Int>], shifts: [ClosedRange<Int>]
  ) -> [ProcessSignal] {
    var found: [ProcessSignal] = []
    // A run is told as long as it is, where it gives at least one of its points their cause: others of it may lie outside a limit.
    for range in trends {
      let cause: SpecialCause = values[range.upperBound] > values[range.lowerBound] ? .rising : .falling
      if range.contains(where: { causes[$0] == cause }) { found.append(ProcessSignal(cause: cause, points: range, count: range.count)) }
    }
    for range in shifts {
      let cause: SpecialCause = sides[range.lowerBound] > 0 ? .shiftAbove : .shiftBelow
      if range.contains(where: { causes[$0] == cause }) { found.append(ProcessSignal(cause: cause, points: range, count: range.count)) }
    }
    // Points outside a limit are told together where they follow each other; points near one, where they lie within three.
    for (cause, reach) in [(SpecialCause.aboveLimit, 1), (.belowLimit, 1), (.nearUpperLimit, 2), (.nearLowerLimit, 2)] {
      var open: ProcessSignal?
      for index in causes.indices where causes[index] == cause {
        if let signal = open, index - signal.points.upperBound <= reach {
          open = ProcessSignal(cause: cause, points: signal.points.lowerBound...index, count: signal.count + 1)
        } else {
          if let open { found.append(open) }
          open = ProcessSignal(cause: cause, points: index...index, count: 1)
        }
      }
      if let open { found.append(open) }
    }
    let order = Dictionary(SpecialCause.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return found.sorted { a, b in
      (a.points.lowerBound, order[a.cause] ?? 0, a.points.upperBound) < (b.points.lowerBound, order[b.cause] ?? 0, b.points.upperBound)
    }
  }
}
