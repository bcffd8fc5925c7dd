/// Multiplies by a fraction of whole numbers without losing a digit in between, and rounds half away from nought.
///
/// The product is taken in 256 bits, so that only a result that does not fit is refused.
/// - Returns: nil when the denominator is nought or the result does not fit in 128 bits.
func scaledExactly(_ value: Int128, by numerator: Int128, over denominator: Int128) -> Int128? {
  if denominator == 0 { return nil }
  let (product, overflow) = value.multipliedReportingOverflow(by: numerator)
  if !overflow, product != .min, denominator != .min {
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: denominator)
    if remainder.magnitude >= denominator.magnitude - remainder.magnitude {
      return quotient + ((product < 0) != (denominator < 0) ? -1 : 1)
    }
    return quotient
  }
  let negative = ((value < 0) != (numerator < 0)) != (denominator < 0)
  let divisor = denominator.magnitude
  let wide = value.magnitude.multipliedFullWidth(by: numerator.magnitude)
  guard wide.high < divisor else { return nil }
  var (quotient, remainder) = divisor.dividingFullWidth(wide)
  if remainder >= divisor - remainder {
    let (next, carried) = quotient.addingReportingOverflow(1)
    if carried { return nil }
    quotient = next
  }
  guard let size = Int128(exactly: quotient) else { return nil }
  return negative ? -size : size
}
