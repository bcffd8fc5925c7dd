import Figures
import Quantities

/// What a cell holds of a figure.
///
/// A workbook's numbers are doubles, of which spreadsheets keep and show fifteen digits. An amount under £10,000,000,000,000 has at most thirteen before the
/// point, so that its nearest double is right to the penny, and so for activity to the hundredth. An amount from there on is written as text, every digit of it, and
/// so is a count of sixteen digits: no penny is lost without a word.
enum ExactCell: Hashable {
  /// A number.
  case number(Double)
  /// Text: the exact decimal of what no number can hold, or why there is no value.
  case text(String)

  /// The limit, in 10⁻⁸ parts: 10¹³ pounds.
  static let limit = exactScale * 10_000_000_000_000

  init(_ value: FigureValue) {
    switch value {
    case .money(let money): self.init(parts: money.parts)
    case .activity(let activity): self.init(parts: activity.parts)
    case .count(let count): self = count.magnitude < 1_000_000_000_000_000 ? .number(Double(count)) : .text(String(count))
    // What is divided has the eight decimals of figures.json and the data files.
    case .ratio(let numerator, let denominator): self.init(parts: dividedRoundingHalfAway(numerator * exactScale, by: denominator))
    case .statistic(let number): self.init(parts: Int128((number * 1e8).rounded(.toNearestOrAwayFromZero)))
    case .missing(let reason): self = .text(reason.shorthand)
    }
  }

  private init(parts: Int128) {
    guard parts.magnitude < Self.limit.magnitude else {
      self = .text(decimalText(ofParts: parts))
      return
    }
    // Whole pence are divided by a hundred: both are exact in a double, so that the quotient is the nearest one there is.
    let (pence, rest) = parts.quotientAndRemainder(dividingBy: exactScale / 100)
    self = .number(rest == 0 ? Double(Int64(pence)) / 100 : nearestDouble(parts) / 1e8)
  }
}

extension Missing {
  /// The word for a missing value with its shorthand, as the Government Statistical Service asks of spreadsheets: `[c]` confidential, `[x]` not available, `[z]`
  /// not applicable.
  var shorthand: String {
    switch self {
    case .notApplicable: "[z]"
    case .suppressed: "[c]"
    case .noPlan: rawValue + " [z]"
    case .notPublished, .notSent, .notYetReported: rawValue + " [x]"
    }
  }
}
