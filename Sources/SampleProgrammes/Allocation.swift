/// Whole-number activity and exact prices of a contract's lines that add up to a given amount.
struct Allocation {
  /// Units of each line.
  var activity: [Int]
  /// Cost of each line.
  var price: [Parts]

  /// Spreads an amount over lines.
  ///
  /// Counts come first: near each line's share of the amount, then one line at a time up or down until less than half the cheapest unit is
  /// left. The rest goes into the prices of the lines whose price follows the case mix; only where those can't carry it within a quarter do
  /// all prices give way. Every line's unit price so stays near its tariff, and no balancing line is needed.
  /// - Parameters:
  ///   - target: the amount, above nought.
  ///   - unit: the price of one unit of each line.
  ///   - share: the share of the amount of each line; they need not add up to 1.
  ///   - minimum: the least activity of each line.
  ///   - maximum: the most activity of each line; nil for no limit.
  ///   - caseMix: whether the line's price may follow the case mix.
  ///   - noise: how far a line's count strays from its share, as a standard deviation.
  ///   - exact: whether prices keep eight decimals.
  init(
    target: Parts, unit: [Parts], share: [Double], minimum: [Int], maximum: [Int]? = nil, caseMix: [Bool], noise: Double, exact: Bool,
    dice: inout Dice
  ) {
    activity = Allocation.counts(
      target: target, unit: unit, share: share, minimum: minimum, maximum: maximum ?? unit.map { _ in Int.max }, noise: noise, dice: &dice)
    price = Array(repeating: 0, count: unit.count)
    if !activity.contains(where: { $0 > 0 }) {
      let cheapest = unit.indices.min { unit[$0] < unit[$1] } ?? 0
      activity[cheapest] = 1
    }
    setPrices(target: target, unit: unit, caseMix: caseMix, exact: exact)
  }

  private static func counts(
    target: Parts, unit: [Parts], share: [Double], minimum: [Int], maximum: [Int], noise: Double, dice: inout Dice
  ) -> [Int] {
    var whole = 0.0
    for value in share { whole += value }
    var counts = unit.indices.map { line -> Int in
      let stray = max(0.1, 1 + noise * dice.bell())
      let near = dice.wholeNumber(near: share[line] / whole * Double(target) / Double(unit[line]) * stray)
      return min(maximum[line], max(minimum[line], near))
    }
    var rest = target
    for line in unit.indices { rest -= Parts(counts[line]) * unit[line] }
    let least = unit.min() ?? 1
    var steps = 0
    while steps < 4000 && abs(rest) > least / 2 {
      let up = rest > 0
      // A line at random, by its share, that the rest has room for.
      let weights = unit.indices.map { line -> Double in
        if up { return counts[line] < maximum[line] && unit[line] <= rest + least / 2 ? share[line] + 0.001 : 0 }
        return counts[line] > minimum[line] && unit[line] <= -rest + least / 2 ? share[line] + 0.001 : 0
      }
      guard weights.contains(where: { $0 > 0 }) else { break }
      let line = dice.index(weights: weights)
      let room = Int(rest.magnitude) / Int(unit[line])
      let stride = max(1, min(room, up ? min(counts[line] / 12, maximum[line] - counts[line]) : (counts[line] - minimum[line]) / 12))
      counts[line] += up ? stride : -stride
      rest -= Parts(up ? stride : -stride) * unit[line]
      steps += 1
    }
    return counts
  }

  /// Prices of the counts that add up to the amount exactly.
  private mutating func setPrices(target: Parts, unit: [Parts], caseMix: [Bool], exact: Bool) {
    var fixed: Parts = 0
    var loose: Parts = 0
    for line in unit.indices {
      if caseMix[line] { loose += Parts(activity[line]) * unit[line] } else { fixed += Parts(activity[line]) * unit[line] }
    }
    let looseFactor = loose > 0 ? Double(target - fixed) / Double(loose) : 0
    let looseOnly = looseFactor > 0.8 && looseFactor < 1.25
    let factor = looseOnly ? looseFactor : Double(target) / Double(fixed + loose)
    var rest = target
    var largest = -1
    for line in unit.indices where activity[line] > 0 {
      let tariff = Parts(activity[line]) * unit[line]
      if looseOnly && !caseMix[line] {
        price[line] = tariff
      } else {
        let product = (Double(tariff) * factor).rounded()
        price[line] = exact ? Parts(product) : Parts((product / Double(partsInPenny)).rounded()) * partsInPenny
        if largest < 0 || tariff > Parts(activity[largest]) * unit[largest] { largest = line }
      }
      rest -= price[line]
    }
    if largest < 0 { largest = unit.indices.max { price[$0] < price[$1] } ?? 0 }
    price[largest] += rest
  }
}
