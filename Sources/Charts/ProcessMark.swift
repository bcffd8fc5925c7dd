package import Styling

/// What a point of a process chart is drawn as: each rule its own shape, in the colour of what it means.
package struct ProcessMark: Sendable, Hashable {
  /// The rule that a point meets first.
  package enum Rule: Sendable, Hashable, CaseIterable {
    /// Above the upper limit.
    case aboveLimit
    /// Below the lower limit.
    case belowLimit
    /// In seven or more rising.
    case rising
    /// In seven or more falling.
    case falling
    /// One of two of three near the upper limit.
    case nearUpper
    /// One of two of three near the lower limit.
    case nearLower
    /// In seven or more above the mean.
    case shiftAbove
    /// In seven or more below the mean.
    case shiftBelow
  }
  /// What a special cause means.
  package enum Meaning: Sendable, Hashable, CaseIterable {
    /// Better.
    case improvement
    /// Worse.
    case concern
    /// Neither is better.
    case neither
  }
  /// The rule.
  package var rule: Rule
  /// What it means.
  package var meaning: Meaning

  /// Makes a mark.
  package init(_ rule: Rule, _ meaning: Meaning) {
    self.rule = rule
    self.meaning = meaning
  }

  /// The colour.
  package var role: ColourRole {
    switch meaning {
    case .improvement: .blue
    case .concern: .concern
    case .neither: .neutral
    }
  }

  /// The shape.
  var mark: Mark { rule.mark }
}

extension ProcessMark.Rule {
  /// The shape, one a kind of rule.
  var mark: Mark {
    switch self {
    case .aboveLimit, .belowLimit: .outsideLimit
    case .rising: .rising
    case .falling: .falling
    case .nearUpper, .nearLower: .nearLimit
    case .shiftAbove, .shiftBelow: .shift
    }
  }

  /// Whether the rule is about high points, whose label stands above them.
  var isHigh: Bool {
    switch self {
    case .aboveLimit, .nearUpper, .shiftAbove, .rising: true
    case .belowLimit, .nearLower, .shiftBelow, .falling: false
    }
  }

  /// What a label says after the count: `above the mean`, `rising`.
  var words: String {
    switch self {
    case .aboveLimit: "above the limit"
    case .belowLimit: "below the limit"
    case .rising: "rising"
    case .falling: "falling"
    case .nearUpper, .nearLower: "near the limit"
    case .shiftAbove: "above the mean"
    case .shiftBelow: "below the mean"
    }
  }
}

/// The number of things as a word up to nine.
func wordOfCount(_ count: Int) -> String? {
  let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
  return words.indices.contains(count) ? words[count] : nil
}
