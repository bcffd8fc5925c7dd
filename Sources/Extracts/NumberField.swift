/// A number as a field states it.
package struct NumberReading {
  /// The count of 10⁻⁸, rounded half away from nought at the eighth decimal.
  package var parts: Int128 = 0
  /// What rounding took away, raw − stored, as a count of 10⁻¹⁸.
  package var remainder: Int128 = 0
  /// Whether the field holds a number (or nil) at all.
  package var readable = true
  /// Whether it has a pound sign, thousands commas or brackets.
  var styled = false
  /// Whether it has more whole digits than any amount can have; then it is not readable.
  var huge = false
  /// Whether it is a dash.
  var dash = false
  /// Whether it has more than eight decimals that count.
  var rounded: Bool { remainder != 0 }
}

/// The most whole digits that an amount can have. A hundred million such amounts, as counts of 10⁻¹⁸, still add up within 128 bits; what has more than eleven
/// does not fit a row and is held back all the same.
package let mostWholeDigits = 12

let powersOfTen: [UInt64] = [1, 10, 100, 1000, 10000, 100_000, 1_000_000, 10_000_000, 100_000_000]

/// Reads the everyday number: digits with an optional minus and point, at most eight decimals.
///
/// - Parameter text: at least eight bytes from it on must be readable.
/// - Returns: false for anything else, which `readNumber` then looks at.
@inline(__always)
func readPlainNumber(_ text: UnsafePointer<UInt8>, _ length: Int, scale: UnsafePointer<UInt64>, into result: inout Int64) -> Bool {
  guard length > 0 else { return false }
  let negative = text[0] == 0x2D
  let digitsAt = negative ? text + 1 : text
  let size = negative ? length &- 1 : length
  if size > 8 || size == 0 { return readLongNumber(text, length, scale: scale, into: &result) }
  // All eight places at once: the text moved up against the high end, its point taken out, what is empty made nought.
  var word = UnsafeRawPointer(digitsAt).loadUnaligned(as: UInt64.self) &<< UInt64(8 &* (8 &- size))
  let points = word ^ 0x2E2E_2E2E_2E2E_2E2E
  let point = (points &- 0x0101_0101_0101_0101) & ~points & 0x8080_8080_8080_8080
  var empty = 8 &- size
  var decimals = 0
  if point != 0 {
    let place = UInt64(point.trailingZeroBitCount &>> 3)
    let below = (UInt64(1) &<< (8 &* place)) &- 1
    word = (word & below) &<< 8 | (place == 7 ? 0 : word & ~((below &<< 8) | 0xFF))
    decimals = 7 &- Int(place)
    empty &+= 1
    if size == 1 { return false }
  }
  word |= 0x3030_3030_3030_3030 & ((UInt64(1) &<< UInt64(8 &* empty)) &- 1)
  guard (word & 0xF0F0_F0F0_F0F0_F0F0) | (((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) &>> 4) == 0x3333_3333_3333_3333 else {
    return false
  }
  word = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
  word = ((word & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
  word = ((word & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
  let parts = Int64(bitPattern: word &* scale[8 &- decimals])  // at most 8 digits × 10⁸
  result = negative ? 0 &- parts : parts
  return true
}

/// The same, digit by digit, for longer numbers.
func readLongNumber(_ text: UnsafePointer<UInt8>, _ length: Int, scale: UnsafePointer<UInt64>, into result: inout Int64) -> Bool {
  guard length > 0, length <= 19 else { return false }
  var index = 0
  let negative = text[0] == 0x2D
  if negative { index = 1 }
  var value: UInt64 = 0
  let first = index
  while index < length {
    let digit = text[index] &- 0x30
    if digit > 9 { break }
    value = value &* 10 &+ UInt64(digit)
    index &+= 1
  }
  var decimals = 0
  var digits = index &- first
  if index < length {
    guard text[index] == 0x2E else { return false }
    index &+= 1
    let point = index
    while index < length {
      let digit = text[index] &- 0x30
      if digit > 9 { return false }
      value = value &* 10 &+ UInt64(digit)
      index &+= 1
    }
    decimals = index &- point
    digits &+= decimals
  }
  guard digits > 0, decimals <= 8, digits <= 18 else { return false }
  let (parts, overflow) = value.multipliedReportingOverflow(by: scale[8 &- decimals])
  guard !overflow, parts <= UInt64(Int64.max) else { return false }
  result = negative ? 0 &- Int64(parts) : Int64(parts)
  return true
}

/// Reads a number in any of the styles of real returns: `£1,234.50`, `(12.00)`, `-`, blank, more than eight decimals.
package func readNumber(_ field: some Collection<UInt8>) -> NumberReading {
  var bytes = field.drop { $0 <= 0x20 }[...].map { $0 }
  while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
  var reading = NumberReading()
  if bytes.isEmpty { return reading }
  if bytes == [0x2D] {
    reading.dash = true
    return reading
  }
  var negative = false
  var bracketed = false
  if bytes.first == 0x28, bytes.last == 0x29 {
    bytes = Array(bytes.dropFirst().dropLast())
    negative = true
    bracketed = true
    reading.styled = true
  }
  // Pound signs (as UTF-8, Windows-1252 or one read as the other), spaces and one sign may stand before the digits.
  var start = 0
  var signs = 0
  before: while start < bytes.count {
    switch bytes[start] {
    case 0xA3, 0xC2, 0xC3, 0x82:
      reading.styled = true
      start += 1
    case 0x20: start += 1
    case 0x2D, 0x2B:
      if bytes[start] == 0x2D { negative.toggle() }
      signs += 1
      start += 1
    default: break before
    }
  }
  reading.readable = false
  guard signs <= (bracketed ? 0 : 1), start < bytes.count else { return reading }
  var whole: Int128 = 0
  var wholeDigits = 0
  var sinceComma = -1
  var decimals: [UInt8]?
  var any = false
  for byte in bytes[start...] {
    switch byte {
    case 0x30...0x39:
      any = true
      if decimals != nil {
        decimals?.append(byte &- 0x30)
      } else {
        whole = whole * 10 + Int128(byte &- 0x30)
        if whole != 0 { wholeDigits += 1 }
        if wholeDigits > mostWholeDigits { reading.huge = true }
        if reading.huge { whole = 0 }
        if sinceComma >= 0 { sinceComma += 1 }
      }
    case 0x2C where decimals == nil && any:
      guard sinceComma < 0 || sinceComma == 3 else { return reading }
      sinceComma = 0
      reading.styled = true
    case 0x2E where decimals == nil:
      guard sinceComma < 0 || sinceComma == 3 else { return reading }
      sinceComma = -1
      decimals = []
    default: return reading
    }
  }
  guard any, !reading.huge, sinceComma < 0 || sinceComma == 3 else { return reading }
  var parts = whole
  var beyond: Int128 = 0
  let digits = decimals ?? []
  for place in 0..<8 { parts = parts * 10 + (place < digits.count ? Int128(digits[place]) : 0) }
  for place in 8..<18 { beyond = beyond * 10 + (place < digits.count ? Int128(digits[place]) : 0) }
  reading.readable = true
  let roundUp = digits.count > 8 && digits[8] >= 5
  reading.remainder = roundUp ? beyond - 10_000_000_000 : beyond
  if roundUp { parts += 1 }
  if negative {
    parts = -parts
    reading.remainder = -reading.remainder
  }
  reading.parts = parts
  return reading
}
