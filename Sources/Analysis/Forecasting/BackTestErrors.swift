package import Programme
import Quantities

/// How far a method was out in the back-test, over some of its forecasts of single months.
package struct ForecastErrors: Sendable, Hashable {
  /// How many months were foreseen, each at each origin.
  package var count = 0
  /// The sum of foreseen − actual, in pounds: above nought, the method foresaw too much.
  package var net = 0.0
  /// The same without signs.
  package var size = 0.0
  /// The sum of the actuals.
  package var actual = 0.0
  /// The sum of the actuals without signs.
  package var actualSize = 0.0

  /// Makes errors of nothing.
  package init() {}

  /// Adds errors to errors.
  package static func += (a: inout ForecastErrors, b: ForecastErrors) {
    a.count += b.count
    a.net += b.net
    a.size += b.size
    a.actual += b.actual
    a.actualSize += b.actualSize
  }

  mutating func add(_ foreseen: Double, _ actual: Double) {
    count += 1
    net += foreseen - actual
    size += abs(foreseen - actual)
    self.actual += actual
    actualSize += abs(actual)
  }

  /// The mean error without sign.
  package var mean: Double { count > 0 ? size / Double(count) : 0 }
  /// The errors without sign as a share of the actuals; nil where those are nought.
  package var share: Double? { actualSize > 0 ? size / actualSize : nil }
  /// The bias: the net error as a share of the actuals, above nought where the method foresees too much; nil where those are nought.
  package var bias: Double? { actual != 0 ? net / abs(actual) : nil }
}

/// Which methods of a group can be compared, on which origins, and how they did.
package struct MethodComparison: Sendable {
  /// A method with its errors on the origins that all compared methods share.
  package struct Entry: Sendable {
    /// The method.
    package let method: ForecastMethod
    /// Its errors.
    package let errors: ForecastErrors
    /// The mean error without sign ÷ the mean difference from the same month a year before: below 1, better than taking last year's month. Nil without the latter.
    package let scaled: Double?
  }
  /// The methods, the one with the least mean error first, ties in the methods' own order. Empty where nothing can be tested.
  package let entries: [Entry]
  /// The origins that they share, by their place in the back-test.
  package let origins: [Int]

  /// The method that did best; nil where nothing could be tested.
  package var best: ForecastMethod? { entries.first?.method }
  /// A method's entry.
  package subscript(method: ForecastMethod) -> Entry? { entries.first { $0.method == method } }

  /// The least number of foreseen months that a comparison rests on.
  static let leastCount = 12
}

extension RollingBackTest {
  /// The methods compared for a group, on origins at which each of them could be used.
  ///
  /// A method that could be used at so few origins that the common ones would give less than twelve foreseen months is left out, the one with the fewest first;
  /// so Theta and smoothing, which need 24 months, are compared once the year has gone on far enough.
  package func comparison(group: Int) -> MethodComparison {
    let size = actuals[group].reduce(0) { $0 + $1.reduce(0) { $0 + abs($1) } }
    guard size > 0 else { return MethodComparison(entries: [], origins: []) }
    var usable = Self.methods.map { method in
      (method: method, origins: Set(origins.indices.filter { forecast(method, group: group, origin: $0) != nil }))
    }
    func months(_ origins: Set<Int>) -> Int { origins.reduce(0) { $0 + self.origins[$1].count } }
    usable = usable.filter { months($0.origins) >= MethodComparison.leastCount }
    var common: Set<Int> = []
    while !usable.isEmpty {
      common = usable.dropFirst().reduce(usable[0].origins) { $0.intersection($1.origins) }
      if months(common) >= MethodComparison.leastCount { break }
      let fewest = usable.map { months($0.origins) }.min() ?? 0
      usable = usable.filter { months($0.origins) > fewest }
    }
    let shared = common.sorted()
    let entries = usable.map { entry -> MethodComparison.Entry in
      let errors = errors(entry.method, group: group, origins: shared)
      return MethodComparison.Entry(method: entry.method, errors: errors, scaled: scales[group].map { errors.mean / $0 })
    }
    let order = Self.methods
    return MethodComparison(
      entries: entries.sorted { a, b in
        a.errors.mean != b.errors.mean
          ? a.errors.mean < b.errors.mean : (order.firstIndex(of: a.method) ?? 0) < (order.firstIndex(of: b.method) ?? 0)
      }, origins: shared)
  }

  /// A method's errors over some origins, of the months so far ahead.
  package func errors(_ method: ForecastMethod, group: Int, origins chosen: [Int], ahead: ClosedRange<Int> = 1...11) -> ForecastErrors {
    var errors = ForecastErrors()
    for origin in chosen {
      guard let path = forecast(method, group: group, origin: origin) else { continue }
      for (index, value) in path.enumerated() where ahead.contains(index + 1) { errors.add(value, actuals[group][origin][index]) }
    }
    return errors
  }
}

extension RollingBackTest {
  /// How far the outturn was out that each of some methods foresaw at a month of the year: the error of the months to March, all groups together, as a share of
  /// the year's cost.
  ///
  /// The mean of the years that are known whole and in which every method could be used, so that all are judged by the same years; a method is nil that could be
  /// used in none, or in so few that no year would be common to all.
  ///
  /// - Parameter methods: by group, the method.
  package func outturnErrors(_ methods: [(Int) -> ForecastMethod], atMonth month: Int) -> [Double?] {
    let trials = methods.map { outturnTrials($0, atMonth: month) }
    var judged = trials.indices.filter { !trials[$0].isEmpty }
    var common: Set<Int> = []
    while let first = judged.first {
      common = judged.reduce(Set(trials[first].keys)) { $0.intersection(trials[$1].keys) }
      if !common.isEmpty { break }
      let fewest = judged.map { trials[$0].count }.min() ?? 0
      judged = judged.filter { trials[$0].count > fewest }
    }
    let years = common.sorted()
    return trials.indices.map { place in
      judged.contains(place) ? years.reduce(0) { $0 + (trials[place][$1] ?? 0) } / Double(years.count) : nil
    }
  }

  /// By origin of that month in a year known whole, in which the method could be used in some group: the error as a share of the year's cost.
  private func outturnTrials(_ method: (Int) -> ForecastMethod, atMonth month: Int) -> [Int: Double] {
    var trials: [Int: Double] = [:]
    for (place, origin) in origins.enumerated() where origin.month.month == month && origin.count == 12 - month {
      var (error, cost) = (0.0, 0.0)
      var isUsable = false
      for group in groups.indices {
        guard let outturn = outturns[group][place] else { continue }
        cost += outturn
        let own = forecast(method(group), group: group, origin: place)
        isUsable = isUsable || own != nil && outturn != 0
        guard let path = own ?? forecast(.straightLine, group: group, origin: place) else { continue }
        error += zip(path, actuals[group][place]).reduce(0) { $0 + $1.0 - $1.1 }
      }
      if cost > 0, isUsable { trials[place] = abs(error) / cost }
    }
    return trials
  }
}
