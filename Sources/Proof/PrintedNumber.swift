package import Figures
import Quantities

/// A number read back from print, by a route that shares nothing with the routine that wrote it.
package struct PrintedNumber: Hashable, Sendable {
  /// The digits as a whole number, without point and commas.
  package var digits: Int128
  /// How many of the digits stand after the point.
  package var places: Int
  /// 1, 1,000 for `k`, 1,000,000 for `m`.
  package var multiplier: Int128
  /// −1, +1 for a written plus, 0 where no sign is written.
  package var sign: Int
  /// Whether a pound sign is written.
  package var isSterling: Bool
  /// Whether a per cent sign is written.
  package var isPercent: Bool

  /// Reads `−£1,327,152`, `£1.3m`, `13.4%`, `+£5`, `39,728`; nil for words.
  package init?(_ text: String) {
    var text = text
    guard let read = text.withUTF8({ PrintedNumber(bytes: $0) }) else { return nil }
    self = read
  }

  /// The same for the bytes of a text in UTF-8.
  init?(bytes: UnsafeBufferPointer<UInt8>) {
    places = 0
    multiplier = 1
    sign = 0
    isSterling = false
    isPercent = false
    var short: UInt64 = 0
    var long: Int128?
    var seenPoint = false
    var count = 0
    var sinceComma = -1
    var ended = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      guard !ended || byte == UInt8(ascii: "%") else { return nil }
      switch byte {
      // U+2212, the typographic minus.
      case 0xE2 where count == 0 && sign == 0 && at + 2 < bytes.count && bytes[at + 1] == 0x88 && bytes[at + 2] == 0x92:
        sign = -1
        at += 2
      case UInt8(ascii: "+") where count == 0 && sign == 0: sign = 1
      // £
      case 0xC2 where count == 0 && !isSterling && at + 1 < bytes.count && bytes[at + 1] == 0xA3:
        isSterling = true
        at += 1
      case 0x30...0x39:
        let digit = byte - 0x30
        // Eighteen digits fit 64 bits.
        if count < 18 { short = short * 10 + UInt64(digit) } else { long = (long ?? Int128(short)) * 10 + Int128(digit) }
        count += 1
        if count > 30 { return nil }
        if seenPoint { places += 1 } else if sinceComma >= 0 { sinceComma += 1 }
      case UInt8(ascii: ",") where count > 0 && !seenPoint && (sinceComma == -1 && count <= 3 || sinceComma == 3): sinceComma = 0
      case UInt8(ascii: ".") where count > 0 && !seenPoint && (sinceComma == -1 || sinceComma == 3): seenPoint = true
      case UInt8(ascii: "k") where count > 0:
        multiplier = 1000
        ended = true
      case UInt8(ascii: "m") where count > 0:
        multiplier = 1_000_000
        ended = true
      case UInt8(ascii: "%") where count > 0 && !isPercent:
        isPercent = true
        ended = true
      default: return nil
      }
      at += 1
    }
    digits = long ?? Int128(short)
    // A group of three after every comma, digits after a point, and no run of four digits without a comma in a number that could have one.
    guard count > 0, sinceComma == -1 || sinceComma == 3, !seenPoint || places > 0, sinceComma != -1 || count - places <= 3 else { return nil }
  }
}

/// Where a printed number stands, which decides whether its sign may be told by a word.
package enum PrintPlace: Sendable, Hashable {
  /// A table cell: the sign must be written.
  case cell
  /// A sentence, a tile or a chart label: a word (over, under, less) may carry the sign.
  case prose
}

/// Whether a printed text is the exact value, rounded half away from nought at the printed precision.
package func agrees(_ text: String, with value: FigureValue, unit: FigureUnit, in place: PrintPlace) -> Bool {
  var text = text
  return text.withUTF8 { agrees($0, with: value, unit: unit, in: place) }
}

/// The same for the bytes of a text in UTF-8.
func agrees(_ text: UnsafeBufferPointer<UInt8>, with value: FigureValue, unit: FigureUnit, in place: PrintPlace) -> Bool {
  let numerator: Int128
  let denominator: Int128
  switch value {
  case .missing(let reason): return text.elementsEqual(reason.rawValue.utf8)
  case .money(let money): (numerator, denominator) = (money.parts, 100_000_000)
  case .activity(let activity): (numerator, denominator) = (activity.parts, 100_000_000)
  case .count(let count): (numerator, denominator) = (Int128(count), 1)
  case .ratio(let n, let d): (numerator, denominator) = d < 0 ? (-n, -d) : (n, d)
  case .statistic(let number):
    guard number.isFinite, abs(number) < 1e20 else { return false }
    (numerator, denominator) = (Int128((number * 1e8).rounded(.toNearestOrAwayFromZero)), 100_000_000)
  }
  if text.elementsEqual("–".utf8) { return numerator == 0 }
  guard let read = PrintedNumber(bytes: text) else { return false }
  let negative = numerator < 0
  let size = negative ? -numerator : numerator
  func isRounded(_ up: Int128, _ down: Int128) -> Bool {
    var up = up
    for _ in 0..<read.places { up *= 10 }
    return roundedHalfAway(size, up, denominator * down) == read.digits
  }
  guard isRounded(unit == .fraction ? 100 : 1, read.multiplier) || unit == .pounds && !read.isSterling && isRounded(1, 1000) else { return false }
  if read.sign < 0 { return negative }
  if read.sign > 0 { return !negative }
  // A value that rounds to nought is printed without a sign.
  return !negative || place == .prose || read.digits == 0
}

/// size × up ÷ down rounded half up for a size that is not negative, with its own arithmetic so that a fault of the formatter's shows.
private func roundedHalfAway(_ size: Int128, _ up: Int128, _ down: Int128) -> Int128 {
  let (product, overflow) = size.multipliedReportingOverflow(by: up * 2)
  if overflow { return -1 }
  return (product + down) / (down * 2)
}
