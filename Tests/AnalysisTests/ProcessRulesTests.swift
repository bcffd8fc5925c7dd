import Quantities
import Testing

@testable import Analysis

/// Each rule on a series worked by hand.
@Suite struct ProcessRulesTests {
  private static let start = MonthIndex(year: FinancialYear(start: 2013), month: 1)

  private func control(_ values: [Double?], _ settings: ProcessSettings = .standard) -> ProcessControl {
    ProcessControl(months: values.indices.map { Self.start.advanced(by: $0) }, values: values, settings: settings)
  }

  private func causes(_ values: [Double?], _ settings: ProcessSettings = .standard) -> [SpecialCause] {
    control(values, settings).points.map(\.cause)
  }

  /// Eight alternations about nought: mean nought, every moving range 2, limits ± 5.32, two thirds of the way ± 3.5467.
  private static let alternating: [Double] = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1]

  @Test func `a point outside a limit, and none on one`() {
    var values: [Double] = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    // Mean 35 ÷ 18, limits −0.715556 and 4.604444: only the fifth is outside.
    #expect(causes(values).enumerated().filter { $0.element != .commonCause }.map(\.offset) == [4])
    #expect(control(values).signals == [ProcessSignal(cause: .aboveLimit, points: 4...4, count: 1)])
    #expect(control(values).current?.limits?.screenedRanges == 2)
    values[4] = -6
    #expect(causes(values)[4] == .belowLimit)
    // 0 and 2.66 about 1.33: with values 0, 1 the mean is 0.5, the range 1 and the limits −2.16 and 3.16.
    let limits = ProcessLimits([0, 1, 0, 1])
    #expect(limits?.isOutside(limits?.upper ?? 0) == false)
    #expect(limits?.isOutside((limits?.upper ?? 0).nextUp) == true)
  }

  @Test func `seven rising, seven falling, and a tie that breaks them`() {
    // Six steps up are seven points; the values before keep the mean in the middle, so that no other rule is met.
    let rising: [Double] = [5, 4, 5, 4, 1, 2, 3, 4, 5, 6, 7, 4, 5, 4, 5]
    let found = causes(rising)
    #expect(found[4...10].allSatisfy { $0 == .rising })
    #expect(found[..<4].allSatisfy { $0 != .rising })
    #expect(found[11...].allSatisfy { $0 != .rising && $0 != .falling })
    let falling = causes(rising.map { 8 - $0 })
    #expect(falling[4...10].allSatisfy { $0 == .falling })
    var tied = rising
    tied[7] = 3
    #expect(!causes(tied).contains(.rising))
    // Six points are too few: five steps.
    #expect(!causes([1, 2, 3, 4, 5, 6]).contains(.rising))
    #expect(causes([1, 2, 3, 4, 5, 6, 7]).contains(.rising))
  }

  @Test func `the turning point of two trends takes the way it goes on`() {
    // 1 … 7 up, then down to 1: the top stands in both; the next is in a trend, so it falls. The last takes the last step.
    let values: [Double] = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    // 1 and 10 by turns: limits far from all of these.
    let rules = ProcessRules(values, mean: 4, limits: ProcessLimits([1, 10, 1, 10]))
    #expect(rules.causes[..<6].allSatisfy { $0 == .rising })
    #expect(rules.causes[6...].allSatisfy { $0 == .falling })
    #expect(rules.signals.map(\.cause) == [.rising, .falling])
    #expect(rules.signals.map(\.points) == [0...6, 6...12])
  }

  @Test func `two of three near a limit: the near ones alone, and not the one outside`() {
    var values = Self.alternating
    values[5] = 3
    values[6] = 3.2
    values[7] = 1
    let limits = ProcessLimits(values)
    // Changes: 2 2 2 2 2 0.2 2.2 0 2… ; the exact limits do not matter, the side and nearness do.
    #expect(limits != nil)
    // Worked with limits given: mean 0, range 2: near from 3.5467 to 5.32.
    let given = ProcessLimits(Self.alternating)
    #expect(given.map { abs($0.upperNear - 3.546666) < 1e-5 } == true)
    let edge: [Double] = [-1, 1, -1]
    func found(_ window: [Double]) -> [SpecialCause] {
      let values: [Double] = edge + window + edge
      return Array(ProcessRules(values, mean: 0, limits: given).causes[3...5])
    }
    #expect(found([4, 1, 4]) == [.nearUpperLimit, .commonCause, .nearUpperLimit])
    #expect(found([4, 4, 1]) == [.nearUpperLimit, .nearUpperLimit, .commonCause])
    #expect(found([-4, -1, -4]) == [.nearLowerLimit, .commonCause, .nearLowerLimit])
    // The third on the other side, or on the mean, is no such three.
    #expect(found([4, -1, 4]).allSatisfy { $0 == .commonCause })
    #expect(found([4, 0, 4]).allSatisfy { $0 == .commonCause })
    // A point outside the limits is not near: one near and one outside are not two near.
    #expect(found([6, 1, 4]) == [.aboveLimit, .commonCause, .commonCause])
    #expect(found([6, 4, 4]) == [.aboveLimit, .nearUpperLimit, .nearUpperLimit])
  }

  @Test func `both last points far out on opposite sides are common cause`() {
    // The package's own case: 15th and 16th 5.5 and −5.5 after seven times 1, −1.
    let values: [Double] = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 5.5, -5.5]
    let control = control(values)
    #expect(control.points.suffix(2).allSatisfy { $0.cause == .commonCause })
  }

  @Test func `seven on one side of the mean, and a point on it that breaks the run`() {
    let given = ProcessLimits(Self.alternating)
    let run: [Double] = [1, 2, 1, 2, 1, 2, 1]
    func found(_ values: [Double]) -> [SpecialCause] { ProcessRules(values, mean: 0, limits: given).causes }
    let low: [Double] = [-1]
    let high: [Double] = [1]
    let above = found(low + run + low)
    #expect(above[1...7].allSatisfy { $0 == .shiftAbove })
    let below = found(high + run.map { -$0 } + high)
    #expect(below[1...7].allSatisfy { $0 == .shiftBelow })
    #expect(!found([-1, 1, 2, 1, 2, 1, 2, -1]).contains(.shiftAbove))
    #expect(!found([-1, 1, 2, 1, 0, 1, 2, 1, -1]).contains(.shiftAbove))
    // Equal values have their own value as mean and no run, however the sum rounds.
    for value in [0.1, 0.92, 1.0 / 3] { #expect(causes(Array(repeating: value, count: 11)).allSatisfy { $0 == .commonCause }) }
  }

  @Test func `the first rule wins: outside, trend, near, run`() {
    let given = ProcessLimits(Self.alternating)
    // Eight above the mean, of which the third is outside, the fifth and sixth near.
    let rules = ProcessRules([-1, 1, 2, 6, 1, 4, 4.5, 2, 1, -1], mean: 0, limits: given)
    #expect(
      rules.causes == [
        .commonCause, .shiftAbove, .shiftAbove, .aboveLimit, .shiftAbove, .nearUpperLimit, .nearUpperLimit, .shiftAbove, .shiftAbove, .commonCause,
      ])
    // The run is told whole, although three of its points are told by an earlier rule.
    #expect(
      rules.signals == [
        ProcessSignal(cause: .shiftAbove, points: 1...8, count: 8), ProcessSignal(cause: .aboveLimit, points: 3...3, count: 1),
        ProcessSignal(cause: .nearUpperLimit, points: 5...6, count: 2),
      ])
  }

  @Test func `runs never cross a rebase, and each group has its own limits`() {
    let values: [Double] = [5, 6, 5, 6, 7, 7.5, 8, 9, 10, 11, 12, 11, 12, 11]
    let whole = control(values)
    #expect(whole.points.contains { $0.cause == .rising })
    let month = Self.start.advanced(by: 7)
    let split = control(values, ProcessSettings(rebases: [month]))
    #expect(split.groups.map(\.points) == [0..<7, 7..<14])
    #expect(!split.points.contains { $0.cause == .rising })
    // 5 + 6 + 5 + 6 + 7 + 7.5 + 8 = 44.5.
    #expect(abs(split.groups[0].mean - 44.5 / 7) < 1e-12)
    // No range is taken over the break: 9 → 10 → 11 → 12 → 11 → 12 → 11, six ranges of 1.
    #expect(split.groups[1].limits?.meanMovingRange == 1)
    #expect(split.groups.allSatisfy { $0.isTrial && $0.isShort })
    // A rebase in a month without a value begins at the next; before the first or after the last it changes nothing.
    var gap: [Double?] = values
    gap[7] = nil
    #expect(control(gap, ProcessSettings(rebases: [month])).groups.map(\.points) == [0..<7, 7..<13])
    #expect(control(values, ProcessSettings(rebases: [Self.start, Self.start.advanced(by: 40)])).groups.count == 1)
  }

  @Test func `limits fixed on the first twelve`() throws {
    #expect(throws: ProcessSettingsError.fixedOnTooFew(11)) { try ProcessSettings(fixedAfter: 11) }
    let settings = try ProcessSettings(fixedAfter: 12)
    let values: [Double] = [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 9, 9, 9]
    let fixed = control(values, settings)
    #expect(fixed.groups[0].mean == 2)
    #expect(fixed.groups[0].limits?.count == 12)
    // 2 ± 2.66 × 2 = −3.32 and 7.32.
    #expect(fixed.points.suffix(3).allSatisfy { $0.cause == .aboveLimit })
    #expect(!fixed.groups[0].isTrial)
    // A group shorter than that has what it has.
    #expect(control(Array(values.prefix(8)), settings).groups[0].limits?.count == 8)
  }

  @Test func `missing months are left out, and break no run`() {
    let given: [Double?] = [-1, 1, nil, 2, 1, .nan, 2, 1, 2, 1, nil, -1]
    let control = control(given)
    #expect(control.points.count == 9)
    #expect(control.points.map { Self.start.distance(to: $0.month) } == [0, 1, 3, 4, 6, 7, 8, 9, 11])
    // Mean 8 ÷ 9; above it from the second month to the tenth, seven points over nine months.
    #expect(control.signals == [ProcessSignal(cause: .shiftAbove, points: 1...7, count: 7)])
  }

  @Test func `a series without limits has no special cause`() {
    // Seven and more months of nought on one side of the mean, which one referral made.
    var once: [Double] = Array(repeating: 0, count: 35)
    once[20] = 1
    for values in [once, Array(repeating: 0, count: 20), Array(repeating: 3, count: 20)] {
      let flat = control(values)
      #expect(flat.points.allSatisfy { $0.cause == .commonCause })
      #expect(flat.signals.isEmpty)
      #expect(flat.groups[0].limits == nil)
      #expect(flat.assurance(target: 1, improving: .decrease) == nil)
    }
    // Not screened, the same series has limits, and its one referral lies above them.
    #expect(control(once, ProcessSettings(screensOutliers: false)).points[20].cause == .aboveLimit)
  }

  @Test func `short series`() {
    #expect(control([]).points.isEmpty)
    #expect(control([]).current == nil)
    #expect(control([]).variation(improving: .increase) == nil)
    let one = control([3])
    #expect(one.points.map(\.cause) == [.commonCause])
    #expect(one.groups[0].mean == 3)
    #expect(one.groups[0].limits == nil)
    #expect(one.groups[0].isTrial)
    #expect(one.assurance(target: 1, improving: .increase) == nil)
    #expect(control([3, 4]).groups[0].limits?.count == 2)
    #expect(control([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]).groups[0].isTrial)
    let twelve = control([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]).groups[0]
    #expect(!twelve.isTrial && twelve.isShort)
    #expect(control([nil, nil]).groups.isEmpty)
  }

  @Test func `what is better decides type and mark`() {
    typealias Row = (SpecialCause, ImprovementDirection, ProcessPointType, ProcessVariation)
    let table: [Row] = [
      (.aboveLimit, .increase, .improvement, .improvementHigh), (.falling, .increase, .concern, .concernLow),
      (.shiftBelow, .decrease, .improvement, .improvementLow), (.nearUpperLimit, .decrease, .concern, .concernHigh),
      (.rising, .neutral, .neutralHigh, .neutralHigh), (.nearLowerLimit, .neutral, .neutralLow, .neutralLow),
      (.commonCause, .increase, .commonCause, .commonCause), (.commonCause, .neutral, .commonCause, .commonCause),
    ]
    for (cause, direction, type, variation) in table {
      #expect(ProcessPointType(cause, improving: direction) == type)
      #expect(ProcessVariation(cause, improving: direction) == variation)
    }
  }

  @Test func `assurance from the limits, a target on one being hit or miss`() {
    func assurance(_ target: Double, _ direction: ImprovementDirection) -> ProcessAssurance? {
      ProcessAssurance(target: target, lower: 90, upper: 94, improving: direction)
    }
    #expect(assurance(95, .increase) == .consistentFail)
    #expect(assurance(95, .decrease) == .consistentPass)
    #expect(assurance(89, .increase) == .consistentPass)
    #expect(assurance(89, .decrease) == .consistentFail)
    for target in [90.0, 92, 94] {
      #expect(assurance(target, .increase) == .inconsistent)
      #expect(assurance(target, .decrease) == .inconsistent)
    }
    #expect(assurance(95, .neutral) == nil)
  }
}
