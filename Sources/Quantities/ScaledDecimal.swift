/// The number of decimal places that every exact quantity carries: the standard's prices have at most eight.
package let exactDecimalPlaces = 8
/// The count of smallest parts in one whole (10⁸).
package let exactScale: Int128 = 100_000_000

/// Writes a count of 10⁻⁸ parts as a plain decimal: `-1327152.00000001`, `12.5`, `0`.
///
/// Never an exponent, never a trailing nought after the point, and never a minus nought, so that equal values have equal texts.
package func decimalText(ofParts parts: Int128) -> String {
  if let short = Int64(exactly: parts) { return decimalText(ofShortParts: short) }
  let magnitude = parts.magnitude
  let whole = magnitude / UInt128(exactScale)
  let fraction = magnitude % UInt128(exactScale)
  var text = parts < 0 ? "-" : ""
  text += whole <= UInt128(UInt64.max) ? String(UInt64(whole)) : String(whole)
  guard fraction != 0 else { return text }
  var digits = String(UInt64(fraction))
  digits = String(repeating: "0", count: exactDecimalPlaces - digits.count) + digits
  while digits.last == "0" { digits.removeLast() }
  return text + "." + digits
}

/// The same for the values that fit 64 bits, nearly all: data files write tens of thousands, so the digits are set in place.
private func decimalText(ofShortParts parts: Int64) -> String {
  let (whole, fraction) = parts.magnitude.quotientAndRemainder(dividingBy: UInt64(exactScale))
  return String(unsafeUninitializedCapacity: 24) { text in
    var end = 0
    if parts < 0 {
      text[end] = UInt8(ascii: "-")
      end += 1
    }
    var power: UInt64 = 1
    while power <= whole / 10 { power *= 10 }
    while power > 0 {
      text[end] = UInt8(ascii: "0") + UInt8(whole / power % 10)
      end += 1
      power /= 10
    }
    if fraction == 0 { return end }
    text[end] = UInt8(ascii: ".")
    end += 1
    var rest = fraction
    var unit = UInt64(exactScale) / 10
    while rest > 0 {
      text[end] = UInt8(ascii: "0") + UInt8(rest / unit)
      end += 1
      rest %= unit
      unit /= 10
    }
    return end
  }
}

/// Reads a plain decimal (`-12.50`, `.5`, `7`) of at most eight decimals into a count of 10⁻⁸ parts.
///
/// Only an optional sign, digits and one point are read: the styles of real returns (`£`, commas, brackets) are the business of `Extracts`.
/// - Returns: nil when the text is not such a decimal or does not fit.
package func parts(ofDecimalText text: some StringProtocol) -> Int128? {
  var value: Int128 = 0
  var decimals = -1
  var digits = 0
  var negative = false
  for (index, byte) in text.utf8.enumerated() {
    switch byte {
    case UInt8(ascii: "-") where index == 0: negative = true
    case UInt8(ascii: "+") where index == 0: break
    case UInt8(ascii: ".") where decimals < 0: decimals = 0
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      if decimals >= 0 {
        decimals += 1
        if decimals > exactDecimalPlaces { return nil }
      }
      digits += 1
      if digits > 34 { return nil }
      value = value * 10 + Int128(byte - UInt8(ascii: "0"))
    default: return nil
    }
  }
  guard digits > 0 else { return nil }
  for _ in 0..<(exactDecimalPlaces - max(decimals, 0)) { value *= 10 }
  return negative ? -value : value
}

/// Divides two whole numbers and rounds half away from nought, the rule of every printed figure.
///
/// - Precondition: the divisor is not nought.
@inlinable
package func dividedRoundingHalfAway(_ dividend: Int128, by divisor: Int128) -> Int128 {
  precondition(divisor != 0, "division by nought")
  if let small = Int64(exactly: dividend), let by = Int64(exactly: divisor), small != .min {
    let (quotient, remainder) = small.quotientAndRemainder(dividingBy: by)
    if remainder.magnitude >= by.magnitude - remainder.magnitude {
      return Int128(quotient) + ((small < 0) != (by < 0) ? -1 : 1)
    }
    return Int128(quotient)
  }
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  if remainder.magnitude >= divisor.magnitude - remainder.magnitude {
    return quotient + ((dividend < 0) != (divisor < 0) ? -1 : 1)
  }
  return quotient
}

/// The floating-point value nearest to a whole number, for geometry and statistics.
///
/// The library's own conversion of 128 bits is general and some fifty times slower; nearly every value fits 64, where the machine's conversion is as exact.
@inlinable package func nearestDouble(_ value: Int128) -> Double {
  let short = Int64(truncatingIfNeeded: value)
  return Int128(short) == value ? Double(short) : Double(value)
}
