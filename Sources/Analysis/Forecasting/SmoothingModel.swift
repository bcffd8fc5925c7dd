/// Exponential smoothing with additive error, trend and season, ETS(A,A,A), or with a damped trend, ETS(A,Ad,A), of monthly values with a season of twelve.
///
/// Month by month, with level ℓ, trend b and the season s of the month a year before: foreseen = ℓ + φb + s, error e = value − foreseen, then ℓ ← ℓ + φb + αe,
/// b ← φb + βe, s ← s + γe; φ is 1 without damping (Hyndman, Koehler, Ord and Snyder, *Forecasting with Exponential Smoothing*, 2008, ch. 2).
struct SmoothingModel: Sendable {
  /// The smoothing parameters: 0 < α < 1, 0 < β < α, 0 < γ < 1 − α, 0.8 ≤ φ ≤ 0.98 where the trend is damped, else 1.
  struct Parameters: Sendable, Hashable {
    var alpha: Double
    var beta: Double
    var gamma: Double
    var phi: Double
  }
  /// The state before the first month.
  struct InitialState: Sendable, Hashable {
    var level: Double
    var trend: Double
    /// The twelve seasons, the first month's first.
    var season: [Double]
  }

  static let period = 12
  let parameters: Parameters
  let initial: InitialState
  /// Each month's value − what was foreseen a month before.
  let errors: [Double]
  /// The sum of their squares, which the parameters make least.
  let squares: Double
  private let level: Double
  private let trend: Double
  private let season: [Double]

  /// The model with parameters that are given.
  init(_ values: [Double], _ parameters: Parameters, _ initial: InitialState) {
    self.parameters = parameters
    self.initial = initial
    var (level, trend) = (initial.level, initial.trend)
    var season = initial.season
    var errors: [Double] = []
    errors.reserveCapacity(values.count)
    for value in values {
      let damped = parameters.phi * trend
      let error = value - (level + damped + season[errors.count])
      errors.append(error)
      level += damped + parameters.alpha * error
      trend = damped + parameters.beta * error
      season.append(season[errors.count - 1] + parameters.gamma * error)
    }
    self.errors = errors
    squares = errors.reduce(0) { $0 + $1 * $1 }
    self.level = level
    self.trend = trend
    self.season = Array(season.suffix(Self.period))
  }

  /// The values foreseen after the last.
  func forecast(_ months: Int) -> [Double] {
    var (damped, sum) = (1.0, 0.0)
    return (0..<months).map { index in
      damped *= parameters.phi
      sum += damped
      return level + sum * trend + season[index % Self.period]
    }
  }

  /// The initial state by the usual rule: over the first whole years (five at most), the season is the mean difference from the centred mean of twelve months,
  /// made to add to nought; level and trend are the line through the first ten of those means. Nil for fewer than 24 values.
  static func initialState(_ values: [Double]) -> InitialState? {
    let years = min(5, values.count / period)
    guard years >= 2 else { return nil }
    let count = years * period
    let trend = centredMeans(Array(values.prefix(count)))
    var season = monthlyMeans(zip(values, trend).map { value, mean in mean.map { value - $0 } })
    let mean = season.reduce(0, +) / Double(period)
    season = season.map { $0 - mean }
    let line = leastSquaresLine(Array(trend.compactMap(\.self).prefix(10)), first: 1)
    return InitialState(level: line.intercept, trend: line.slope, season: season)
  }

  /// The model whose parameters make the sum of squared errors least, from several fixed starts.
  ///
  /// - Returns: nil for fewer than 24 values.
  static func fitted(to values: [Double], damped: Bool) -> SmoothingModel? {
    guard let initial = initialState(values) else { return nil }
    // β = αβ*, γ = (1 − α)γ*, so that the region is a box.
    func parameters(_ point: SIMD4<Double>) -> Parameters {
      Parameters(alpha: point[0], beta: point[0] * point[1], gamma: (1 - point[0]) * point[2], phi: damped ? point[3] : 1)
    }
    var seasons = [Double](repeating: 0, count: period + values.count)
    for (month, value) in initial.season.enumerated() { seasons[month] = value }
    let best = values.withUnsafeBufferPointer { values in
      seasons.withUnsafeMutableBufferPointer { seasons in
        leastSquares(damped: damped) { point -> Double in
          let p = parameters(point)
          var (level, trend, sum) = (initial.level, initial.trend, 0.0)
          for month in 0..<values.count {
            let carried = p.phi * trend
            let error = values[month] - (level + carried + seasons[month])
            sum += error * error
            level += carried + p.alpha * error
            trend = carried + p.beta * error
            seasons[month + period] = seasons[month] + p.gamma * error
          }
          return sum
        }
      }
    }
    return SmoothingModel(values, parameters(best), initial)
  }

  /// Where the sum of squares is least in the box of α, β*, γ* and φ.
  private static func leastSquares(damped: Bool, _ squares: (SIMD4<Double>) -> Double) -> SIMD4<Double> {
    var search = NelderMead(
      dimensions: damped ? 4 : 3, lower: SIMD4(1e-4, 1e-4, 1e-4, 0.8), upper: SIMD4(0.9999, 0.9999, 0.9999, 0.98))
    var best = search.minimum(from: SIMD4(0.3, 0.1, 0.1, 0.9), squares)
    // The sum has several hollows: the searches start at the lowest of a coarse grid.
    for start in lowest(of: grid(damped: damped), count: 6, squares) {
      let other = search.minimum(from: start, squares)
      if other.value < best.value { best = other }
    }
    // More searches about the best corner, smaller each time, where a flat simplex may have stopped short.
    for step in [0.15, 0.03, 0.005] {
      search.step = step
      let again = search.minimum(from: best.point, squares)
      if again.value < best.value { best = again }
    }
    return best.point
  }
}

extension SmoothingModel {
  fileprivate static func grid(damped: Bool) -> [SIMD4<Double>] {
    let shares = [0.004, 0.05, 0.2, 0.5, 0.9]
    return [0.01, 0.1, 0.25, 0.5, 0.75, 0.97].flatMap { alpha in
      shares.flatMap { beta in
        shares.flatMap { gamma in (damped ? [0.81, 0.9, 0.97] : [0.9]).map { SIMD4(alpha, beta, gamma, $0) } }
      }
    }
  }

  /// The points of a list at which a function is lowest, the lowest first, ties in the list's order.
  fileprivate static func lowest(
    of points: [SIMD4<Double>], count: Int, _ function: (SIMD4<Double>) -> Double
  ) -> [SIMD4<Double>] {
    let values = points.map(function)
    return points.indices.sorted { (values[$0], $0) < (values[$1], $1) }.prefix(count).map { points[$0] }
  }
}

/// The mean of twelve months about each, half the first and the thirteenth: nil for the first and last six.
func centredMeans(_ values: [Double]) -> [Double?] {
  values.indices.map { month in
    guard month >= 6, month + 6 < values.count else { return nil }
    let inner = values[(month - 5)...(month + 5)].reduce(0, +)
    return (inner + (values[month - 6] + values[month + 6]) / 2) / 12
  }
}

/// The mean of what each of the twelve months has; nought where it has nothing.
func monthlyMeans(_ values: [Double?]) -> [Double] {
  (0..<12).map { month in
    let own = stride(from: month, to: values.count, by: 12).compactMap { values[$0] }
    return own.isEmpty ? 0 : own.reduce(0, +) / Double(own.count)
  }
}

/// The line of least squares through values at first, first + 1, ….
func leastSquaresLine(_ values: [Double], first: Double) -> (intercept: Double, slope: Double) {
  let count = Double(values.count)
  guard values.count > 1 else { return (values.first ?? 0, 0) }
  let middle = first + (count - 1) / 2
  let mean = values.reduce(0, +) / count
  var (products, squares) = (0.0, 0.0)
  for (index, value) in values.enumerated() {
    let x = first + Double(index) - middle
    products += x * (value - mean)
    squares += x * x
  }
  let slope = products / squares
  return (mean - slope * middle, slope)
}
