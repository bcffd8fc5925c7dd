import Quantities

/// How a figure is written in print. One place writes every number, so that one value reads the same everywhere.
package enum FigureFormat: String, Sendable, Hashable, CaseIterable {
  /// `−1,327,152`: whole pounds in a table, the caption says £.
  case pounds
  /// `−£1,327,152`: whole pounds in tiles, sentences and chart labels.
  case sterling
  /// `£1,327,152`: the size without the sign, where a word (over, under, more) carries it.
  case sterlingSize
  /// `+£138,294`: with its sign, for change only.
  case sterlingChange
  /// `−1,327`: thousands of pounds, rounded, where the caption says £ thousand.
  case thousands
  /// `£1.3m`, `£412k`, `−£0.4m`: for crowded chart labels.
  case sterlingShort
  /// `£55.0m`, `£412k`: as `sterlingShort`, with the decimal kept: both ends of a range in one precision.
  case sterlingMillions
  /// `39,728`: units of activity or counts, rounded to whole ones.
  case number
  /// `39,728` without the sign.
  case numberSize
  /// `−13.4`: per cent to one decimal, the head says %.
  case percent
  /// `13.4%` without the sign, for sentences and tiles.
  case percentSize
  /// `−13.4%`.
  case percentSigned
  /// `63%`: whole per cent without the sign, for shares in sentences.
  case percentWhole
  /// `4.0`: one decimal.
  case oneDecimal
  /// `13.43`: two decimals.
  case twoDecimals
}

/// The parts of print that are not digits.
package enum Typography {
  /// U+2212, as wide as a plus sign.
  package static let minus = "\u{2212}"
  /// U+2013, exactly nil in a table.
  package static let nilMark = "\u{2013}"
}

/// Writes a value in a format. Rounds half away from nought. Exactly nil is `–` in a table format (`pounds`, `thousands`, `number`, `percent`) except a count, which is `0`.
package func printed(_ value: FigureValue, _ format: FigureFormat) -> String {
  switch value {
  case .missing(let reason): return reason.rawValue
  case .money(let money): return printedParts(money.parts, isCount: false, format)
  case .activity(let activity): return printedParts(activity.parts, isCount: false, format)
  case .count(let count): return printedParts(Int128(count) * exactScale, isCount: true, format)
  case .ratio(let numerator, let denominator):
    let (n, d) = denominator < 0 ? (-numerator, -denominator) : (numerator, denominator)
    return printedRatio(n, d, format)
  case .statistic(let value):
    let limit = 1e28
    let parts = Int128((min(max(value, -limit), limit) * 1e8).rounded(.toNearestOrAwayFromZero))
    return printedParts(parts, isCount: true, format)
  }
}

private func printedRatio(_ numerator: Int128, _ denominator: Int128, _ format: FigureFormat) -> String {
  switch format {
  case .percent, .percentSize, .percentSigned, .percentWhole:
    let places = format == .percentWhole ? 0 : 1
    let scaled = dividedRoundingHalfAway(numerator * (places == 0 ? 100 : 1000), by: denominator)
    let text = fixed(format == .percentSize || format == .percentWhole ? Int128(scaled.magnitude) : scaled, places: places)
    return format == .percent ? text : text + "%"
  case .twoDecimals: return fixed(dividedRoundingHalfAway(numerator * 100, by: denominator), places: 2)
  case .number, .numberSize:
    let whole = dividedRoundingHalfAway(numerator, by: denominator)
    return fixed(format == .numberSize ? Int128(whole.magnitude) : whole, places: 0)
  default: return fixed(dividedRoundingHalfAway(numerator * 10, by: denominator), places: 1)
  }
}

private func printedParts(_ parts: Int128, isCount: Bool, _ format: FigureFormat) -> String {
  let nilText = parts == 0 && !isCount
  switch format {
  case .pounds: return nilText ? Typography.nilMark : fixed(dividedRoundingHalfAway(parts, by: exactScale), places: 0)
  case .thousands: return nilText ? Typography.nilMark : fixed(dividedRoundingHalfAway(parts, by: exactScale * 1000), places: 0)
  case .number:
    return nilText ? Typography.nilMark : fixed(dividedRoundingHalfAway(parts, by: exactScale), places: 0)
  case .numberSize: return fixed(dividedRoundingHalfAway(Int128(parts.magnitude), by: exactScale), places: 0)
  case .sterling: return sterling(dividedRoundingHalfAway(parts, by: exactScale))
  case .sterlingSize: return sterling(Int128(dividedRoundingHalfAway(parts, by: exactScale).magnitude))
  case .sterlingChange:
    let whole = dividedRoundingHalfAway(parts, by: exactScale)
    return whole > 0 ? "+" + sterling(whole) : sterling(whole)
  case .sterlingShort: return sterlingShort(parts, keepsDecimal: false)
  case .sterlingMillions: return sterlingShort(parts, keepsDecimal: true)
  case .percent, .percentSize, .percentSigned, .percentWhole: return printedRatio(parts, exactScale, format)
  case .oneDecimal: return fixed(dividedRoundingHalfAway(parts * 10, by: exactScale), places: 1)
  case .twoDecimals: return fixed(dividedRoundingHalfAway(parts * 100, by: exactScale), places: 2)
  }
}

private func sterling(_ whole: Int128) -> String { Money(parts: whole * exactScale).sterling }

/// `£412k` under a million, `£1.3m` from there; a trailing `.0` is left out unless it is kept.
private func sterlingShort(_ parts: Int128, keepsDecimal: Bool) -> String {
  let sign = parts < 0 ? Typography.minus : ""
  let size = Int128(parts.magnitude)
  if dividedRoundingHalfAway(size, by: exactScale) < 1000 {
    return sign + "£" + fixed(dividedRoundingHalfAway(size, by: exactScale), places: 0)
  }
  let thousands = dividedRoundingHalfAway(size, by: exactScale * 1000)
  if thousands < 1000 { return sign + "£" + fixed(thousands, places: 0) + "k" }
  let tenths = dividedRoundingHalfAway(size, by: exactScale * 100_000)
  return sign + "£" + (tenths % 10 == 0 && !keepsDecimal ? fixed(tenths / 10, places: 0) : fixed(tenths, places: 1)) + "m"
}
