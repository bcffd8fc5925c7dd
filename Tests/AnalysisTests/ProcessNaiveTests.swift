import Quantities
import TestSupport
import Testing

@testable import Analysis

/// The rules written out a second time, window by window, as the reference words them, against the program's on random series.
@Suite struct ProcessNaiveTests {
  /// The label of each point of one group; shares nothing with the program's way by stretches.
  /// Nil where there are no limits to judge by.
  private func labels(_ y: [Double], fixed: Int?, screened: Bool) -> (mean: Double, lower: Double, upper: Double, labels: [String])? {
    let n = y.count
    let basis = Array(y.prefix(fixed ?? n))
    var sum = 0.0
    for value in basis { sum += value }
    let mean = sum / Double(basis.count)
    var ranges: [Double] = []
    var i = 1
    while i < basis.count {
      ranges.append(abs(basis[i] - basis[i - 1]))
      i += 1
    }
    var amr = ranges.reduce(0, +) / Double(ranges.count)
    if screened && amr > 0 {
      let cut = 3.267 * amr
      ranges.removeAll { !($0 < cut) }
      amr = ranges.reduce(0, +) / Double(ranges.count)
    }
    if amr == 0 { return nil }
    let (lower, upper) = (mean - 2.66 * amr, mean + 2.66 * amr)
    let (nearLower, nearUpper) = (mean - 5.32 / 3 * amr, mean + 5.32 / 3 * amr)
    func outside(_ k: Int) -> Bool { y[k] > upper || y[k] < lower }
    func close(_ k: Int) -> Bool { !outside(k) && (y[k] < nearLower || y[k] > nearUpper) }
    func side(_ k: Int) -> Int { y[k] > mean ? 1 : y[k] < mean ? -1 : 0 }
    func isTrend(_ k: Int) -> Bool {
      for first in max(0, k - 6)...k where first + 6 < n {
        if (first..<(first + 6)).allSatisfy({ y[$0 + 1] > y[$0] }) || (first..<(first + 6)).allSatisfy({ y[$0 + 1] < y[$0] }) { return true }
      }
      return false
    }
    func isTwoInThree(_ k: Int) -> Bool {
      guard close(k) else { return false }
      for first in max(0, k - 2)...k where first + 2 < n {
        let window = [first, first + 1, first + 2]
        if window.allSatisfy({ side($0) == side(k) && side(k) != 0 }) && window.filter({ close($0) }).count >= 2 { return true }
      }
      return false
    }
    func isRun(_ k: Int) -> Bool {
      guard side(k) != 0 else { return false }
      for first in max(0, k - 6)...k where first + 6 < n {
        if (first...(first + 6)).allSatisfy({ side($0) == side(k) }) { return true }
      }
      return false
    }
    let labels = (0..<n).map { k -> String in
      if outside(k) { return y[k] > upper ? "Above UCL" : "Below LCL" }
      if isTrend(k) {
        let step = k + 1 < n && isTrend(k + 1) ? y[k + 1] - y[k] : y[k] - y[k - 1]
        return step > 0 ? "7 Point Trend (Increasing)" : "7 Point Trend (Decreasing)"
      }
      if isTwoInThree(k) { return side(k) > 0 ? "2 in 3 Above CL" : "2 in 3 Below CL" }
      if isRun(k) { return side(k) > 0 ? "7 Points Above CL" : "7 Points Below CL" }
      return "Common Cause"
    }
    return (mean, lower, upper, labels)
  }

  @Test func `two thousand random series, with ties, drifts, gaps and rebases`() throws {
    var random = SeededGenerator(seed: 5)
    let start = MonthIndex(year: FinancialYear(start: 2010), month: 1)
    var seen: Set<SpecialCause> = []
    for _ in 0..<2000 {
      let length = Int.random(in: 2...60, using: &random)
      // Few whole values make many ties; an even count of points keeps means that are exact in binary often on a value.
      let spread = Int.random(in: 1...30, using: &random)
      let drift = Int.random(in: -2...2, using: &random)
      let step = Int.random(in: 0..<length, using: &random)
      let jump = Int.random(in: -20...20, using: &random)
      let values = (0..<length).map { index -> Double? in
        if Int.random(in: 0..<15, using: &random) == 0 { return nil }
        return Double(Int.random(in: 0...spread, using: &random) + drift * index / 3 + (index >= step ? jump : 0))
      }
      let screened = Bool.random(using: &random)
      let fixed = Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 12...24, using: &random) : nil
      let rebase = Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 0..<length, using: &random) : nil
      let rebases = rebase.map { [start.advanced(by: $0)] } ?? []
      let settings =
        try fixed.map { try ProcessSettings(fixedAfter: $0, screensOutliers: screened, rebases: rebases) }
        ?? ProcessSettings(screensOutliers: screened, rebases: rebases)
      let control = ProcessControl(months: values.indices.map { start.advanced(by: $0) }, values: values, settings: settings)
      let parts = [values[..<(rebase ?? 0)], values[(rebase ?? 0)...]].map { $0.compactMap(\.self) }.filter { !$0.isEmpty }
      #expect(control.groups.count == parts.count)
      for (group, own) in zip(control.groups, parts) {
        guard own.count > 1 else {
          #expect(group.limits == nil)
          continue
        }
        guard let expected = labels(own, fixed: fixed, screened: screened) else {
          #expect(group.limits == nil)
          #expect(control.points[group.points].allSatisfy { $0.cause == .commonCause })
          continue
        }
        let limits = try #require(group.limits)
        #expect(abs(limits.mean - expected.mean) < 1e-9)
        #expect(abs(limits.lower - expected.lower) < 1e-9)
        #expect(abs(limits.upper - expected.upper) < 1e-9)
        let found = control.points[group.points].map(\.cause)
        #expect(found.map(\.rawValue) == expected.labels)
        seen.formUnion(found)
      }
      // Every point with a cause lies in a signal of that cause, and every signal gives some point its cause.
      for (index, point) in control.points.enumerated() where point.cause != .commonCause {
        #expect(control.signals.contains { $0.cause == point.cause && $0.points.contains(index) })
      }
      for signal in control.signals { #expect(signal.points.contains { control.points[$0].cause == signal.cause }) }
    }
    #expect(seen.count == SpecialCause.allCases.count)
  }
}
