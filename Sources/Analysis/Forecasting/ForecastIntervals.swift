import Programme
import Quantities

/// The width about a forecast that a share of the back-test's errors would have kept to, for the sum of the months to come.
///
/// The error of the next h months together is taken at every origin of the back-test; the half-width is Student's t for the share, with as many degrees of
/// freedom as there are errors, times their root mean square, so that a bias widens it. Errors of neighbouring origins overlap, so that the widths are rough.
/// Widths of parts do not add up to that of their sum.
package struct ForecastIntervals: Sendable {
  /// The shares that intervals are made for.
  package static let shares = [0.80, 0.95]
  /// The least number of errors that an interval is made from.
  static let leastErrors = 5

  /// How often what came lay within the interval.
  package struct Coverage: Sendable, Hashable {
    /// How many forecasts were judged.
    package var count = 0
    /// How many of them what came lay within, for each share.
    package var within = [0, 0]
  }

  /// By number of months ahead: the errors of the sum, with the origin's month.
  private let errors: [[(origin: MonthIndex, error: Double)]]
  private let month: Int

  /// - Parameters:
  ///   - paths: what was foreseen and what came after each origin; nil where nothing was foreseen.
  ///   - month: the month of the forecast. From month 3 on, origins at months 1 and 2 are left out, whose forecasts carry less confidence.
  init(_ paths: [(origin: MonthIndex, foreseen: [Double], actual: [Double])], month: Int) {
    var errors: [[(origin: MonthIndex, error: Double)]] = Array(repeating: [], count: 12)
    for path in paths where month < 3 || path.origin.month >= 3 {
      var sum = 0.0
      for (index, pair) in zip(path.foreseen, path.actual).enumerated() {
        sum += pair.0 - pair.1
        errors[index + 1].append((path.origin, sum))
      }
    }
    self.errors = errors
    self.month = month
  }

  /// How many errors stand behind the interval of so many months ahead.
  package func errorCount(ahead: Int) -> Int { errors.indices.contains(ahead) ? errors[ahead].count : 0 }

  /// The half-width of the interval for the sum of so many months, in pounds; nil where fewer than five errors stand behind it.
  package func halfWidth(ahead: Int, share: Double) -> Double? {
    guard errors.indices.contains(ahead), errors[ahead].count >= Self.leastErrors else { return nil }
    return Self.halfWidth(errors[ahead].map(\.error), share)
  }

  private static func halfWidth(_ errors: [Double], _ share: Double) -> Double {
    let meanSquare = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
    return studentQuantile(twoSided: share, degrees: errors.count) * meanSquare.squareRoot()
  }

  /// The coverage in the back-test over some numbers of months ahead: each forecast is judged by an interval made from the errors of the other years alone, where
  /// these are five or more.
  package func coverage(ahead: ClosedRange<Int>) -> Coverage {
    var coverage = Coverage()
    for months in ahead where errors.indices.contains(months) {
      for year in Set(errors[months].map(\.origin.year)).sorted() {
        let others = errors[months].filter { $0.origin.year != year }.map(\.error)
        guard others.count >= Self.leastErrors else { continue }
        let widths = Self.shares.map { Self.halfWidth(others, $0) }
        for entry in errors[months] where entry.origin.year == year {
          coverage.count += 1
          for (index, width) in widths.enumerated() where abs(entry.error) <= width { coverage.within[index] += 1 }
        }
      }
    }
    return coverage
  }
}

extension RollingBackTest {
  /// What was foreseen and what came at each origin by the chosen methods: of one group, or of all groups together.
  func paths(_ settings: ForecastSettings, group: Int?) -> [(origin: MonthIndex, foreseen: [Double], actual: [Double])] {
    origins.indices.compactMap { origin in
      var foreseen = [Double](repeating: 0, count: origins[origin].count)
      var actual = foreseen
      for place in group.map({ [$0] }) ?? Array(groups.indices) {
        // Where the method could not be used yet, the straight line, as the forecast itself falls back.
        let path =
          forecast(settings.method(forGroup: groups[place]), group: place, origin: origin) ?? forecast(.straightLine, group: place, origin: origin)
        guard let path else { return nil }
        for month in foreseen.indices {
          foreseen[month] += path[month]
          actual[month] += actuals[place][origin][month]
        }
      }
      return (origins[origin].month, foreseen, actual)
    }
  }
}
