/// The Theta method of Assimakopoulos and Nikolopoulos (2000) as simple exponential smoothing with drift (Hyndman and Billah 2003), on values from which the
/// season has been taken where a test at the 90 % level finds one.
struct ThetaModel: Sendable {
  /// How the season is taken out.
  enum Season: Sendable, Hashable { case none, additive, multiplicative }

  static let period = 12
  /// The smoothing parameter, from 0 to 1.
  let alpha: Double
  /// The slope of the line of least squares through the values without season.
  let slope: Double
  /// How the season was taken out.
  let season: Season
  /// The sum of squared one-month errors of the smoothing.
  let squares: Double
  private let level: Double
  private let count: Int
  private let seasons: [Double]

  /// Fits the model; α makes the sum of squared errors least, the level starting at the first value.
  ///
  /// - Parameter alpha: given instead of fitted.
  /// - Returns: nil for fewer than 24 values.
  init?(_ values: [Double], alpha given: Double? = nil) {
    guard values.count >= 2 * Self.period else { return nil }
    var (season, seasons) = (Season.none, [Double]())
    var plain = values
    if Self.hasSeason(values) {
      (season, seasons) = Self.seasons(values)
      plain = values.enumerated().map { season == .additive ? $1 - seasons[$0 % Self.period] : $1 / seasons[$0 % Self.period] }
    }
    func smoothed(_ alpha: Double) -> (squares: Double, level: Double) {
      var (level, squares) = (plain[0], 0.0)
      for value in plain {
        let error = value - level
        squares += error * error
        level += alpha * error
      }
      return (squares, level)
    }
    let best = given ?? leastOfOne(within: 0...1) { smoothed($0).squares }
    alpha = best
    (squares, level) = smoothed(best)
    slope = leastSquaresLine(plain, first: 0).slope
    self.season = season
    self.seasons = seasons
    count = values.count
  }

  /// The values foreseen after the last: the level, half the slope's line from the mean age of the smoothing's weights, and the season.
  func forecast(_ months: Int) -> [Double] {
    // (1 − (1 − α)ⁿ) ÷ α as the sum that it is, which holds for α = 0 too.
    var (weight, age) = (1.0, 0.0)
    for _ in 0..<count {
      age += weight
      weight *= 1 - alpha
    }
    return (0..<months).map { index in
      let plain = level + slope / 2 * (Double(index) + age)
      return switch season {
      case .none: plain
      case .additive: plain + seasons[(count + index) % Self.period]
      case .multiplicative: plain * seasons[(count + index) % Self.period]
      }
    }
  }

  /// Whether the autocorrelation at twelve months passes the test of the M3 competition at 90 %: its square, times the number of values, is above 2.7055 times
  /// the sum of squares of those at nought to eleven months.
  static func hasSeason(_ values: [Double]) -> Bool {
    let mean = values.reduce(0, +) / Double(values.count)
    let centred = values.map { $0 - mean }
    func covariance(_ lag: Int) -> Double { zip(centred, centred.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } }
    let variance = covariance(0)
    guard variance > 0 else { return false }
    let correlations = (0...period).map { covariance($0) / variance }
    let others = correlations.dropLast().reduce(0) { $0 + $1 * $1 }
    return Double(values.count) * correlations[period] * correlations[period] / others > 2.705543454095404
  }

  /// The season of each month: the mean ratio to the centred mean of twelve months where all values and all seasons are above nought, else the mean difference.
  private static func seasons(_ values: [Double]) -> (Season, [Double]) {
    let trend = centredMeans(values)
    if values.allSatisfy({ $0 > 0 }) {
      let ratios = monthlyMeans(zip(values, trend).map { value, mean in mean.map { value / $0 } })
      let mean = ratios.reduce(0, +) / Double(period)
      let seasons = ratios.map { $0 / mean }
      if seasons.allSatisfy({ $0 > 0 }) { return (.multiplicative, seasons) }
    }
    let differences = monthlyMeans(zip(values, trend).map { value, mean in mean.map { value - $0 } })
    let mean = differences.reduce(0, +) / Double(period)
    return (.additive, differences.map { $0 - mean })
  }
}

/// Where a function of one number is least in a range: the best of 33 even places, then golden sections about it to 10⁻¹⁰ of the range.
func leastOfOne(within range: ClosedRange<Double>, _ function: (Double) -> Double) -> Double {
  let width = (range.upperBound - range.lowerBound) / 32
  var (best, least) = (range.lowerBound, function(range.lowerBound))
  for place in 1...32 {
    let x = range.lowerBound + Double(place) * width
    let value = function(x)
    if value < least { (best, least) = (x, value) }
  }
  var low = max(range.lowerBound, best - width)
  var high = min(range.upperBound, best + width)
  let golden = 0.618_033_988_749_894_9
  var inner = high - golden * (high - low)
  var outer = low + golden * (high - low)
  var (first, second) = (function(inner), function(outer))
  while high - low > 1e-10 * (range.upperBound - range.lowerBound) {
    if first <= second {
      (high, outer, second) = (outer, inner, first)
      inner = high - golden * (high - low)
      first = function(inner)
    } else {
      (low, inner, first) = (inner, outer, second)
      outer = low + golden * (high - low)
      second = function(outer)
    }
  }
  let middle = (low + high) / 2
  return function(middle) <= least ? middle : best
}
