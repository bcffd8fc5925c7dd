/// The mean and natural process limits of an XmR chart, as NHSRplotthedots 0.2.2 works them out.
///
/// Mean of all values; mean moving range with one pass of screening: ranges not below 3.267 × their mean are dropped and the mean taken again; limits
/// at mean ± 2.66 × that. The lower limit is not raised to nought. Statistics: floating point.
package struct ProcessLimits: Sendable, Hashable {
  /// The mean of all values.
  package let mean: Double
  /// Mean moving range behind the limits.
  package let meanMovingRange: Double
  /// How many values; limits on fewer than 12 are trial limits and the chart says so.
  package let count: Int
  /// Whether outlying moving ranges were screened out, which the chart says.
  package let isScreened: Bool
  /// How many moving ranges the screening dropped.
  package let screenedRanges: Int

  /// Works the limits out.
  ///
  /// - Parameter screened: drops outlying moving ranges once, the default; false is the Excel tool's way.
  /// - Returns: nil for fewer than two values, which have no moving range, and where the mean moving range is nought: limits on the mean itself would make an
  ///   alarm of every other value. Such a series never changes, or so seldom that its few changes were screened out.
  package init?(_ values: some Collection<Double>, screened: Bool = true) {
    guard values.count >= 2 else { return nil }
    let ranges = zip(values.dropFirst(), values).map { abs($0 - $1) }
    var range = meanValue(of: ranges)
    var dropped = 0
    if screened {
      let kept = ranges.filter { $0 < 3.267 * range }
      // A series without any change keeps none.
      if !kept.isEmpty {
        range = meanValue(of: kept)
        dropped = ranges.count - kept.count
      }
    }
    guard range > 0 else { return nil }
    mean = meanValue(of: values)
    meanMovingRange = range
    count = values.count
    isScreened = screened
    screenedRanges = dropped
  }

  /// The upper process limit.
  package var upper: Double { mean + 2.66 * meanMovingRange }
  /// The lower process limit; may be below nought.
  package var lower: Double { mean - 2.66 * meanMovingRange }
  /// Two thirds of the way to the upper limit.
  package var upperNear: Double { mean + 2 * 2.66 / 3 * meanMovingRange }
  /// Two thirds of the way to the lower limit.
  package var lowerNear: Double { mean - 2 * 2.66 / 3 * meanMovingRange }
  /// Whether limits rest on fewer than twelve values.
  package var isTrial: Bool { count < 12 }
  /// Whether a value lies strictly outside the limits.
  package func isOutside(_ value: Double) -> Bool { value > upper || value < lower }
  /// Whether a value lies within the limits, but beyond two thirds of the way to one.
  package func isNear(_ value: Double) -> Bool { !isOutside(value) && (value < lowerNear || value > upperNear) }
}

/// The mean of values, corrected once by the mean of what is left over, so that equal values have exactly their own value as mean: a point counts as above the
/// mean only when it is, and a rounding error of a sum must not make seven equal points a run.
///
/// - Returns: nought for no value.
func meanValue(of values: some Collection<Double>) -> Double {
  guard !values.isEmpty else { return 0 }
  let count = Double(values.count)
  let first = values.reduce(0, +) / count
  guard first.isFinite else { return first }
  return first + values.reduce(0) { $0 + ($1 - first) } / count
}
