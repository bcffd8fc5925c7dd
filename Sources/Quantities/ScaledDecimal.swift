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

/// Appends the same text as `decimalText(ofParts:)`.
package func appendDecimal(ofParts parts: Int128, to bytes: inout [UInt8]) {
  guard let short = Int64(exactly: parts) else {
    bytes.append(contentsOf: decimalText(ofParts: parts).utf8)
    return
  }
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: shortDigits) { digits in
    let start = setDigits(ofShortParts: short, at: digits)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
  }
}

/// A sign, 11 digits of pounds, a point, eight decimals, and some room.
private let shortDigits = 24

/// The same for the values that fit 64 bits, nearly all: data files write tens of thousands, so the digits are set in place.
private func decimalText(ofShortParts parts: Int64) -> String {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: shortDigits) { digits in
    let start = setDigits(ofShortParts: parts, at: digits)
    return String(decoding: UnsafeBufferPointer(rebasing: digits[start...]), as: UTF8.self)
  }
}

/// Sets digits from the last to the first, so that each is split off by a constant, and says where the first byte stands.
private func setDigits(ofShortParts parts: Int64, at digits: UnsafeMutableBufferPointer<UInt8>) -> Int {
  var (whole, fraction) = parts.magnitude.quotientAndRemainder(dividingBy: UInt64(exactScale))
  var start = digits.count
  func put(_ byte: UInt8) {
    start -= 1
    digits[start] = byte
  }
  if fraction != 0 {
    var places = exactDecimalPlaces
    while fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    for _ in 0..<places {
      put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction % 10))
      fraction /= 10
    }
    put(UInt8(ascii: "."))
  }
  repeat {
    put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: whole % 10))
    whole /= 10
  } while whole > 0
  if parts < 0 { put(UInt8(ascii: "-")) }
  return start
}

/// Reads a plain decimal (`-12.50`, `.5`, `7`) of at most eight decimals into a count of 10⁻⁸ parts.
///
/// Only an optional sign, digits and one point are read: the styles of real returns (`£`, commas, brackets) are the business of `Extracts`.
/// - Returns: nil when the text is not such a decimal or does not fit.
package func parts(ofDecimalText text: some StringProtocol) -> Int128? { withUTF8(of: text, parts) }

private func parts(_ text: UnsafeBufferPointer<UInt8>) -> Int128? {
  var value: Int128 = 0
  var decimals = -1
  var digits = 0
  var negative = false
  for (index, byte) in text.enumerated() {
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

/// Lends the bytes of a text, so that a reader of bytes serves every kind of text without being made for each.
func withUTF8<Result>(of text: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
  text.utf8.withContiguousStorageIfAvailable(body) ?? Array(text.utf8).withUnsafeBufferPointer(body)
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
