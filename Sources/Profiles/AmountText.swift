import Extracts

/// The amounts of a row's lines as they go into the stream, in room that is used again.
struct AmountTexts {
  /// One after the other.
  private(set) var bytes: [UInt8] = []
  private var ranges: [Range<Int>?] = []
  private static let fields: [StandardField] = [
    .plannedActivity, .plannedPrice, .plannedMarketForces, .actualActivity, .actualPrice, .actualMarketForces,
  ]

  /// Where a field stands among those of a line.
  private static func place(_ field: StandardField) -> Int? {
    switch field {
    case .plannedActivity: 0
    case .plannedPrice: 1
    case .plannedMarketForces: 2
    case .actualActivity: 3
    case .actualPrice, .cost: 4
    case .actualMarketForces: 5
    default: nil
    }
  }

  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ranges.removeAll(keepingCapacity: true)
  }

  /// Begins a line; its number.
  mutating func addLine() -> Int {
    for _ in AmountTexts.fields { ranges.append(nil) }
    return ranges.count / AmountTexts.fields.count - 1
  }

  /// Appends an amount to the last line; nil for what is no number.
  mutating func append(_ cell: ArraySlice<UInt8>, _ column: TablePlan.Amount, _ field: StandardField, hasDecimalComma: Bool) -> Int128? {
    let start = bytes.count
    let exact: Int128?
    if cell.isEmpty {
      exact = 0
    } else if column.unit == .units, !column.isReversed, !hasDecimalComma, let plain = plainAmount(cell) {
      bytes.append(contentsOf: cell)
      exact = plain
    } else {
      let made = amount(cell, unit: column.unit, isReversed: column.isReversed, hasDecimalComma: hasDecimalComma)
      bytes.append(contentsOf: made.text)
      exact = made.exact
    }
    if let place = AmountTexts.place(field) { ranges[ranges.count - AmountTexts.fields.count + place] = start..<bytes.count }
    return exact
  }

  /// Where the amount of a line's field stands; nil where the line has none.
  func range(_ line: Int, _ field: StandardField) -> Range<Int>? {
    AmountTexts.place(field).flatMap { ranges[line * AmountTexts.fields.count + $0] }
  }
}

/// A plain decimal of at most eighteen digits as a count of 10⁻¹⁸; nil for anything else, which `amount` then looks at.
private func plainAmount(_ cell: ArraySlice<UInt8>) -> Int128? {
  guard cell.count >= 1, cell.count <= 19 else { return nil }
  var value: UInt64 = 0
  var (digits, decimals) = (0, -1)
  for place in cell.indices {
    let digit = cell[place] &- 0x30
    if digit < 10 {
      value = value &* 10 &+ UInt64(digit)
      digits += 1
      if decimals >= 0 { decimals += 1 }
    } else if cell[place] == 0x2E, decimals < 0, digits > 0 {
      decimals = 0
    } else if cell[place] != 0x2D || place != cell.startIndex {
      return nil
    }
  }
  guard digits > 0, digits <= 18 else { return nil }
  let exact = Int128(value) * Int128(tenTo[18 - max(decimals, 0)])
  return cell.first == 0x2D ? -exact : exact
}

private let tenTo: [UInt64] = (0...18).map { power in (0..<power).reduce(1) { product, _ in product * 10 } }

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
