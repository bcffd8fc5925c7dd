/// The middle and the quartiles of several organisations' values: all that a provider's pack may show of other trusts.
package struct Quartiles<Value: Sendable>: Sendable {
  /// A quarter of the values lie at or below it.
  package let lower: Value
  /// Half of the values lie at or below it.
  package let median: Value
  /// Three quarters of the values lie at or below it.
  package let upper: Value
  /// How many values they are drawn from: fewer than three give no quartiles.
  package let count: Int
}

/// The median and quartiles of three or more ratios, each the value, or the mean of the two values, in the middle of the whole, lower or upper half
/// (Tukey's hinges: the middle value of an odd count belongs to both halves).
///
/// - Returns: nil for fewer than three values, so that no single organisation can be read from it.
package func quartiles(of values: [ExactRatio]) -> Quartiles<ExactRatio>? {
  guard values.count >= 3 else { return nil }
  let sorted = values.sorted()
  let half = (sorted.count + 1) / 2
  guard let median = middle(sorted[...]), let lower = middle(sorted[..<half]), let upper = middle(sorted[(sorted.count - half)...]) else {
    return nil
  }
  return Quartiles(lower: lower, median: median, upper: upper, count: sorted.count)
}

/// The median of ratios: the middle one, or the exact mean of the two in the middle; nil when there is none.
package func median(of values: [ExactRatio]) -> ExactRatio? { middle(values.sorted()[...]) }

private func middle(_ sorted: ArraySlice<ExactRatio>) -> ExactRatio? {
  guard !sorted.isEmpty else { return nil }
  let centre = sorted.startIndex + sorted.count / 2
  if sorted.count % 2 == 1 { return sorted[centre] }
  return ExactRatio.mean(sorted[centre - 1], sorted[centre])
}
