/// An exact amount of activity: attendances, spells, bed days, tests.
///
/// A count of 10⁻⁸ units. The unit is the point of delivery's; amounts of different units are never mixed in one price or mix.
package struct Activity: Sendable, Hashable, Comparable, AdditiveArithmetic {
  /// The count of 10⁻⁸ parts. 128 bits, so that no sum of 64-bit rows can overflow.
  package var parts: Int128

  /// Makes an amount from its count of 10⁻⁸ parts.
  @inlinable package init(parts: Int128) { self.parts = parts }

  /// Makes an amount from a row's 64-bit count of 10⁻⁸ parts.
  @inlinable package init(parts: Int64) { self.parts = Int128(parts) }

  /// Reads a plain decimal of at most eight decimals; nil when the text is not one.
  package init?(decimal text: some StringProtocol) {
    guard let value = Quantities.parts(ofDecimalText: text) else { return nil }
    parts = value
  }

  /// Exactly nil.
  package static let zero = Activity(parts: Int128(0))

  /// Whether the value is exactly nil.
  @inlinable package var isZero: Bool { parts == 0 }

  /// The size without the sign.
  @inlinable package var magnitude: Activity { Activity(parts: parts < 0 ? -parts : parts) }

  /// The exact value as a plain decimal, as data files carry it: `-1327152.5`.
  package var decimal: String { decimalText(ofParts: parts) }

  /// The nearest floating-point value, for geometry and statistics only, never for a sum.
  @inlinable package var approximation: Double { nearestDouble(parts) / 1e8 }

  /// The value rounded half away from nought to whole units.
  @inlinable package var rounded: Int128 { dividedRoundingHalfAway(parts, by: exactScale) }

  /// The exact product with a ratio of whole numbers, rounded half away from nought at the eighth decimal.
  ///
  /// - Precondition: the denominator is not nought.
  @inlinable package func scaled(by numerator: Int128, over denominator: Int128) -> Activity {
    Activity(parts: dividedRoundingHalfAway(parts * numerator, by: denominator))
  }

  @inlinable package static func + (a: Activity, b: Activity) -> Activity { Activity(parts: a.parts + b.parts) }
  @inlinable package static func - (a: Activity, b: Activity) -> Activity { Activity(parts: a.parts - b.parts) }
  @inlinable package static prefix func - (a: Activity) -> Activity { Activity(parts: -a.parts) }
  @inlinable package static func < (a: Activity, b: Activity) -> Bool { a.parts < b.parts }
}
