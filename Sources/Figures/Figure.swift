package import Quantities

/// A number that a pack prints, with its name: tables, tiles, sentences and charts hold figures, and a renderer writes them.
package struct Figure: Sendable, Hashable {
  /// Its name, the same wherever the quantity is printed.
  package var id: FigureID
  /// Its exact value.
  package var value: FigureValue

  /// Makes a figure.
  package init(_ id: FigureID, _ value: FigureValue) {
    self.id = id
    self.value = value
  }
}

/// The exact value of a figure, or why there is none.
package enum FigureValue: Sendable, Hashable {
  /// Pounds.
  case money(Money)
  /// Units of activity.
  case activity(Activity)
  /// Things counted.
  case count(Int)
  /// A ratio of two whole numbers (a percentage is numerator ÷ denominator, not times 100). The denominator is not nought.
  case ratio(numerator: Int128, denominator: Int128)
  /// A statistic: a limit, a rate, a mean.
  case statistic(Double)
  /// No value, and the word for it.
  case missing(Missing)

  /// Numerator ÷ denominator, or the reason when the denominator is nought.
  package static func ratio(_ numerator: Int128, _ denominator: Int128, else reason: Missing) -> FigureValue {
    denominator == 0 ? .missing(reason) : .ratio(numerator: numerator, denominator: denominator)
  }

  /// The nearest floating-point value, for geometry only; nil when there is none.
  package var approximation: Double? {
    switch self {
    case .money(let money): money.approximation
    case .activity(let activity): activity.approximation
    case .count(let count): Double(count)
    case .ratio(let numerator, let denominator): nearestDouble(numerator) / nearestDouble(denominator)
    case .statistic(let value): value
    case .missing: nil
    }
  }

  /// Whether the value is below nought.
  package var isNegative: Bool { (approximation ?? 0) < 0 }
}

/// Why there is no value. Each is printed as its word, never as a blank or a nought.
package enum Missing: String, Sendable, Hashable, CaseIterable {
  /// Nothing to show: a ratio with no firsts.
  case notApplicable = "–"
  /// A percentage of a plan that is nought.
  case noPlan = "no plan"
  /// The register says so.
  case notPublished = "Not published"
  /// The provider sent no return for the month.
  case notSent = "not sent"
  /// The source has not reached the month.
  case notYetReported = "not yet reported"
  /// Held back by the small-number policy.
  case suppressed = "*"
}

/// The unit of a measure.
package enum FigureUnit: String, Sendable, Hashable, CaseIterable {
  /// Pounds.
  case pounds = "GBP"
  /// Units of activity.
  case activity
  /// Things counted.
  case count
  /// A share, written as a fraction of one.
  case fraction
  /// A ratio of two like things.
  case ratio
  /// A rate, whose base the measure names.
  case rate
}

extension FigureValue {
  /// The value as data files carry it: an exact decimal for money, activity and counts; up to twelve significant decimals for a ratio; the word for a missing value.
  package var dataText: String {
    switch self {
    case .money(let money): money.decimal
    case .activity(let activity): activity.decimal
    case .count(let count): String(count)
    case .ratio(let numerator, let denominator):
      decimalText(ofParts: dividedRoundingHalfAway(numerator * exactScale, by: denominator))
    case .statistic(let value): decimalText(ofParts: Int128((value * 1e8).rounded(.toNearestOrAwayFromZero)))
    case .missing(let reason): reason.rawValue
    }
  }

  /// Appends `dataText`: data files hold tens of thousands.
  package func appendDataText(to bytes: inout [UInt8]) {
    switch self {
    case .money(let money): appendDecimal(ofParts: money.parts, to: &bytes)
    case .activity(let activity): appendDecimal(ofParts: activity.parts, to: &bytes)
    case .ratio(let numerator, let denominator):
      appendDecimal(ofParts: dividedRoundingHalfAway(numerator * exactScale, by: denominator), to: &bytes)
    default: bytes.append(contentsOf: dataText.utf8)
    }
  }
}
