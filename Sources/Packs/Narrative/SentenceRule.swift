package import Figures
package import Report
package import Styling

/// What the code offers to one rule of `Templates/narrative/`: the rule's name and the placeholders that its text may use. The text itself stands in the
/// template and says how each is written.
package struct SentenceRule: Sendable, Hashable {
  /// `position.over-plan`: the topic, then the case. It never changes its meaning.
  package let name: String
  /// The placeholders, by name.
  package let parameters: [Parameter]

  init(_ name: String, _ parameters: Parameter...) { self.init(name, parameters) }

  init(_ name: String, _ parameters: [Parameter]) {
    self.name = name
    self.parameters = parameters
  }

  /// A placeholder that a rule's text may use.
  package struct Parameter: Sendable, Hashable {
    /// The name within the braces.
    package let name: String
    /// What stands behind it.
    package let kind: Kind

    /// A name or another text that the code knows: `Chelsea & Westminster`, `February`, `after eleven months`.
    static func words(_ name: String) -> Self { Self(name: name, kind: .words) }
    /// A sentence or half of one that another rule wrote.
    static func clause(_ name: String) -> Self { Self(name: name, kind: .clause) }
    /// Pounds without a direction of their own.
    static func money(_ name: String) -> Self { Self(name: name, kind: .money) }
    /// Plan − actual, in pounds: below nought is over.
    static func variance(_ name: String) -> Self { Self(name: name, kind: .variance) }
    /// A change in pounds: above nought is up.
    static func change(_ name: String) -> Self { Self(name: name, kind: .change) }
    /// A share.
    static func share(_ name: String) -> Self { Self(name: name, kind: .share) }
    /// A change as a share: above nought is up.
    static func shareChange(_ name: String) -> Self { Self(name: name, kind: .shareChange) }
    /// A change of things counted: above nought is up.
    static func countChange(_ name: String) -> Self { Self(name: name, kind: .countChange) }
    /// Units of activity.
    static func activity(_ name: String) -> Self { Self(name: name, kind: .activity) }
    /// Plan − actual in units of activity: below nought is over.
    static func activityVariance(_ name: String) -> Self { Self(name: name, kind: .activityVariance) }
    /// A ratio, a rate or a limit.
    static func ratio(_ name: String) -> Self { Self(name: name, kind: .ratio) }
    /// Things counted.
    static func count(_ name: String) -> Self { Self(name: name, kind: .count) }
    /// Things counted where the rule speaks only of two or more.
    static func several(_ name: String) -> Self { Self(name: name, kind: .several) }
  }

  /// What stands behind a placeholder, and so how a text may write it.
  package enum Kind: Sendable, Hashable, CaseIterable {
    case words, clause, money, variance, change, share, shareChange, activity, activityVariance, ratio, count, several, countChange

    /// How a message names it.
    var meaning: String {
      switch self {
      case .words: "a name or words"
      case .clause: "a sentence of another rule"
      case .money: "pounds"
      case .variance: "a variance in pounds"
      case .change: "a change in pounds"
      case .share: "a share"
      case .shareChange: "a change as a share"
      case .activity: "activity"
      case .activityVariance: "a variance of activity"
      case .ratio: "a ratio"
      case .count: "a count"
      case .several: "a count of two or more"
      case .countChange: "a change of a count"
      }
    }

    /// The names of the formats that it may be written in.
    var formats: [String] {
      switch self {
      case .words, .clause: ["capital"]
      case .money, .variance, .change: ["size", "sterling", "sterlingSize", "sterlingChange", "sterlingShort", "sterlingMillions", "thousands"]
      case .share, .shareChange: ["percentSize", "percentWhole", "percentSigned"]
      case .activity, .activityVariance, .countChange: ["number", "numberSize"]
      case .ratio: ["oneDecimal", "twoDecimals", "number"]
      case .count, .several: ["words", "Words", "number"]
      }
    }

    /// What its alternatives stand for, in order: `{variance|over/under}`.
    var alternatives: [[String]] {
      switch self {
      case .variance, .activityVariance: [["over", "under"], ["over", "under", "neither"]]
      case .change, .shareChange, .countChange: [["up", "down"], ["up", "down", "neither"]]
      case .count: [["one", "several"], ["none", "one", "several"]]
      case .several: [["two", "more"]]
      default: []
      }
    }
  }
}

/// What a section gives for a placeholder.
package enum RuleValue: Sendable, Hashable {
  /// Words: a name, a month.
  case words(String)
  /// A figure; the rule's text says how it is written.
  case figure(Figure)
  /// A figure in a role's colour.
  case coloured(Figure, ColourRole)
  /// What another rule wrote.
  case clause(Sentence)
}
