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
    digits = 0
    places = 0
    multiplier = 1
    sign = 0
    isSterling = false
    isPercent = false
    var seenPoint = false
    var count = 0
    var sinceComma = -1
    var ended = false
    for scalar in text.unicodeScalars {
      guard !ended || scalar == "%" else { return nil }
      switch scalar {
      case "\u{2212}" where count == 0 && sign == 0: sign = -1
      case "+" where count == 0 && sign == 0: sign = 1
      case "£" where count == 0 && !isSterling: isSterling = true
      case "0"..."9":
        digits = digits * 10 + Int128(scalar.value - 0x30)
        count += 1
        if count > 30 { return nil }
        if seenPoint { places += 1 } else if sinceComma >= 0 { sinceComma += 1 }
      case "," where count > 0 && !seenPoint && (sinceComma == -1 && count <= 3 || sinceComma == 3): sinceComma = 0
      case "." where count > 0 && !seenPoint && (sinceComma == -1 || sinceComma == 3): seenPoint = true
      case "k" where count > 0:
        multiplier = 1000
        ended = true
      case "m" where count > 0:
        multiplier = 1_000_000
        ended = true
      case "%" where count > 0 && !isPercent:
        isPercent = true
        ended = true
      default: return nil
      }
    }
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
  let numerator: Int128
  let denominator: Int128
  switch value {
  case .missing(let reason): return text == reason.rawValue
  case .money(let money): (numerator, denominator) = (money.parts, 100_000_000)
  case .activity(let activity): (numerator, denominator) = (activity.parts, 100_000_000)
  case .count(let count): (numerator, denominator) = (Int128(count), 1)
  case .ratio(let n, let d): (numerator, denominator) = d < 0 ? (-n, -d) : (n, d)
  case .statistic(let number):
    guard number.isFinite, abs(number) < 1e20 else { return false }
    (numerator, denominator) = (Int128((number * 1e8).rounded(.toNearestOrAwayFromZero)), 100_000_000)
  }
  if text == "–" { return numerator == 0 }
  guard let read = PrintedNumber(text) else { return false }
  let negative = numerator < 0
  let size = negative ? -numerator : numerator
  var scales: [(up: Int128, down: Int128)] = [(1, read.multiplier)]
  if unit == .fraction { scales = [(100, read.multiplier)] }
  if unit == .pounds, !read.isSterling { scales.append((1, 1000)) }
  let hit = scales.contains { scale in
    var up = scale.up
    for _ in 0..<read.places { up *= 10 }
    return roundedHalfAway(size, up, denominator * scale.down) == read.digits
  }
  guard hit else { return false }
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
