import Extracts

/// An amount of a row as it goes into the stream.
struct AmountText {
  /// The text; as it stood where it is no number, so that the reader holds its row back.
  var text: [UInt8]
  /// As a count of 10⁻¹⁸; nil where it is no number.
  var exact: Int128?
}

/// Turns an amount of a file into pounds or units, in the sign of the standard, exactly.
///
/// - Parameter hasDecimalComma: whether `1.234,50` is meant by texts.
func amount(_ cell: ArraySlice<UInt8>, unit: Profile.Unit, isReversed: Bool, hasDecimalComma: Bool) -> AmountText {
  var bytes = Array(cell)
  if hasDecimalComma {
    bytes = bytes.filter { $0 != 0x2E && $0 != 0x20 }.map { $0 == 0x2C ? 0x2E : $0 }
  }
  let reading = readNumber(bytes)
  guard reading.readable else { return AmountText(text: unreadable(Array(cell)), exact: nil) }
  var exact = reading.parts * finerThanStored + reading.remainder
  if unit == .units, !isReversed, !hasDecimalComma { return AmountText(text: bytes, exact: exact) }
  switch unit {
  case .units: break
  case .thousands: exact *= 1_000
  case .pence:
    // Rounded half away from nought where a price has more than sixteen decimals of a penny.
    exact = (exact + (exact < 0 ? -50 : 50)) / 100
  }
  if isReversed { exact = -exact }
  // Thousands of an amount may come to more than any amount can: the reader says so of the text and counts none of it.
  guard exact.magnitude < smallestTooLarge else { return AmountText(text: decimalBytes(exact), exact: nil) }
  if bytes.isEmpty { return AmountText(text: [], exact: 0) }
  return AmountText(text: decimalBytes(exact), exact: exact)
}

/// The least count of 10⁻¹⁸ with more whole digits than an amount can have.
private let smallestTooLarge = (0..<(18 + mostWholeDigits)).reduce(UInt128(1)) { power, _ in power * 10 }

/// A text that is no number by the profile, so that it is none in the stream either: `1,234,567` is none where the comma stands for the point, and would be one.
private func unreadable(_ text: [UInt8]) -> [UInt8] { readNumber(text).readable ? Array("“".utf8) + text + Array("”".utf8) : text }

/// A count of 10⁻¹⁸ as a plain decimal, no longer than it needs.
private func decimalBytes(_ exact: Int128) -> [UInt8] {
  var digits = Array(String(exact.magnitude).utf8)
  if digits.count <= 18 { digits.insert(contentsOf: Array(repeating: 0x30, count: 19 - digits.count), at: 0) }
  digits.insert(0x2E, at: digits.count - 18)
  while digits.last == 0x30 { digits.removeLast() }
  if digits.last == 0x2E { digits.removeLast() }
  return (exact < 0 ? [0x2D] : []) + digits
}
