import Ledger
import Programme
import Quantities

/// The monthly cost of a POD group over the leaves whose providers have sent every month of it.
struct GroupSeries: Sendable {
  /// The offset of its first month in the window.
  let start: Int
  /// Pounds by month, the last being the month of the forecast.
  let values: [Double]
  /// The leaves in it, by their place in the history.
  let leaves: [Int]

  /// The least number of months that a seasonal model is fitted to.
  static let leastMonths = 24

  /// The series of every group up to a month of the window, nil where no provider has sent 24 months without a gap up to it.
  ///
  /// A provider that lacks one of the last 24 months is left out whole; the series begins with the first month since which all the others have sent each.
  static func all(_ history: LeafHistory, last: Int) -> [GroupSeries?] {
    let providers = history.monthCount > 0 ? history.stated.count / history.monthCount : 0
    // How many months without a gap each provider has sent up to the last.
    let runs = (0..<providers).map { provider in
      var run = 0
      while run <= last, history.stated[provider * history.monthCount + last - run] { run += 1 }
      return run
    }
    var leaves: [[Int]] = Array(repeating: [], count: history.groups.count)
    for (place, leaf) in history.leaves.enumerated() where runs[Int(leaf.provider)] >= leastMonths { leaves[Int(leaf.group)].append(place) }
    return leaves.map { places in
      guard let run = places.map({ runs[Int(history.leaves[$0].provider)] }).min() else { return nil }
      let start = last + 1 - run
      var sums = [Int128](repeating: 0, count: run)
      for place in places {
        let base = place * history.monthCount + start
        for month in 0..<run { sums[month] += Int128(history.columns.actualCost[base + month]) }
      }
      return GroupSeries(start: start, values: sums.map { nearestDouble($0) / 1e8 }, leaves: places)
    }
  }
}

/// What the statistical methods foresee of each leaf's months to come in a year.
struct GroupModels: Sendable {
  /// By leaf of the history; nil where its group has no statistical method.
  private(set) var toCome: [ModelledLeaf?]

  /// Fits each group's model and shares what it foresees.
  ///
  /// The sum of the model's months to March, nought at least, is rounded half away from nought at the eighth decimal, once for the group; each leaf has the share
  /// that its cost to date has of the group's (leaves without a cost to date have none), rounded likewise, and the largest leaf takes what is over, so that the
  /// leaves add up to the model exactly.
  init(_ history: LeafHistory, year: FinancialYear, month: Int, methods: [ForecastMethod]) {
    toCome = Array(repeating: nil, count: history.leaves.count)
    let start = history.offset(of: year)
    let last = start + month - 1
    guard last >= 0, last < history.monthCount else { return }
    let series = GroupSeries.all(history, last: last)
    for place in history.leaves.indices where methods[place].isStatistical { toCome[place] = ModelledLeaf.none(.tooFewMonths) }
    for entry in series where month < 12 {
      guard let entry else { continue }
      let asked = Set(entry.leaves.map { methods[$0] }).filter(\.isStatistical)
      for method in asked.sorted(by: { $0.rawValue < $1.rawValue }) {
        guard let path = modelPath(method, entry.values, months: 12 - month) else { continue }
        let whole = Int128((path.reduce(0, +) * 1e8).rounded(.toNearestOrAwayFromZero))
        let spent = entry.leaves.map { leaf in
          let base = leaf * history.monthCount
          return (max(start, 0)...last).reduce(Int128(0)) { $0 + Int128(history.columns.actualCost[base + $1]) }
        }
        share(whole, entry.leaves, by: spent) { methods[$0] == method }
      }
    }
  }

  private mutating func share(_ whole: Int128, _ leaves: [Int], by spent: [Int128], to isAsked: (Int) -> Bool) {
    let total = spent.reduce(0) { $0 + max($1, 0) }
    guard total > 0 else {
      for leaf in leaves where isAsked(leaf) { toCome[leaf] = ModelledLeaf.none(.nothingSpent) }
      return
    }
    var shared: Int128 = 0
    var largest = 0
    var parts: [Int128] = []
    for (index, amount) in spent.enumerated() {
      let part = amount > 0 ? scaledExactly(whole, by: amount, over: total) ?? 0 : 0
      parts.append(part)
      shared += part
      if amount > spent[largest] { largest = index }
    }
    parts[largest] += whole - shared
    for (index, leaf) in leaves.enumerated() where isAsked(leaf) { toCome[leaf] = .amount(parts[index]) }
  }
}

/// The months that a statistical method foresees after a series of months, nought in each where they come to less than nought together; nil where the series
/// is too short for it.
func modelPath(_ method: ForecastMethod, _ values: [Double], months: Int) -> [Double]? {
  guard values.count >= GroupSeries.leastMonths else { return nil }
  let path: [Double]? =
    switch method {
    case .exponentialSmoothing: SmoothingModel.fitted(to: values, damped: false)?.forecast(months)
    case .dampedSmoothing: SmoothingModel.fitted(to: values, damped: true)?.forecast(months)
    case .theta: ThetaModel(values)?.forecast(months)
    default: nil
    }
  return path.map { $0.reduce(0, +) < 0 ? Array(repeating: 0, count: months) : $0 }
}
