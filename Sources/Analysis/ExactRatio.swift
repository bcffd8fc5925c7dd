package import Quantities

/// A quotient of two whole numbers, kept exact: a percentage, a first to follow-up ratio, a median of such.
package struct ExactRatio: Sendable, Hashable, Comparable {
  /// The numerator, in lowest terms.
  package let numerator: Int128
  /// The denominator, in lowest terms, above nought.
  package let denominator: Int128

  /// Makes the ratio in lowest terms; nil when the denominator is nought.
  package init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, denominator != .min, numerator != .min else { return nil }
    let divisor = max(greatestCommonDivisor(numerator.magnitude, denominator.magnitude), 1)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / Int128(divisor)
    self.denominator = sign * denominator / Int128(divisor)
  }

  /// The ratio of two amounts of money; nil when the second is nought.
  package init?(_ part: Money, of whole: Money) { self.init(part.parts, over: whole.parts) }

  /// The ratio of two amounts of activity; nil when the second is nought.
  package init?(_ part: Activity, of whole: Activity) { self.init(part.parts, over: whole.parts) }

  /// The ratio as a count of 10⁻ⁿ, rounded half away from nought: 0.0254 with three places is 25.
  ///
  /// - Returns: nil when it does not fit.
  package func scaled(places: Int) -> Int128? {
    var scale: Int128 = 1
    for _ in 0..<min(max(places, 0), 30) { scale *= 10 }
    return scaledExactly(numerator, by: scale, over: denominator)
  }

  /// The ratio as parts of 10⁻⁸, as figures carry it; nil when it does not fit.
  package var parts: Int128? { scaled(places: exactDecimalPlaces) }

  /// The nearest floating-point value, for geometry and statistics only.
  package var approximation: Double { Double(numerator) / Double(denominator) }

  /// The mean of two ratios; nil when it does not fit.
  static func mean(_ a: ExactRatio, _ b: ExactRatio) -> ExactRatio? {
    let (left, o1) = a.numerator.multipliedReportingOverflow(by: b.denominator)
    let (right, o2) = b.numerator.multipliedReportingOverflow(by: a.denominator)
    let (sum, o3) = left.addingReportingOverflow(right)
    let (product, o4) = a.denominator.multipliedReportingOverflow(by: b.denominator)
    let (twice, o5) = product.multipliedReportingOverflow(by: 2)
    guard !o1, !o2, !o3, !o4, !o5 else { return nil }
    return ExactRatio(sum, over: twice)
  }

  package static func < (a: ExactRatio, b: ExactRatio) -> Bool {
    if (a.numerator < 0) != (b.numerator < 0) { return a.numerator < 0 }
    let left = a.numerator.magnitude.multipliedFullWidth(by: b.denominator.magnitude)
    let right = b.numerator.magnitude.multipliedFullWidth(by: a.denominator.magnitude)
    let smaller = (left.high, left.low) < (right.high, right.low)
    let equal = left.high == right.high && left.low == right.low
    return a.numerator < 0 ? !smaller && !equal : smaller
  }
}

private func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
  if let x = UInt64(exactly: a), let y = UInt64(exactly: b) {
    var (large, small) = (x, y)
    while small != 0 { (large, small) = (small, large % small) }
    return UInt128(large)
  }
  var (large, small) = (a, b)
  while small != 0 { (large, small) = (small, large % small) }
  return large
}
