import Figures
package import Findings

/// The text of a rule, compiled: parts that are written one after the other.
struct RuleText: Sendable, Hashable {
  var parts: [Part]

  struct Part: Sendable, Hashable {
    var content: Content
    var isBold: Bool
  }

  indirect enum Content: Sendable, Hashable {
    /// Words as they stand.
    case words(String)
    /// The programme's own word for a side.
    case side(Side, capital: Bool)
    /// A parameter, by its place in the rule.
    case value(Int, Writing)
    /// The alternative that a figure chooses.
    case choice(Int, SentenceRule.Kind, [RuleText])
    /// A place to look.
    case reference(section: String)
  }

  /// How a parameter is written.
  enum Writing: Sendable, Hashable {
    /// A figure in a format.
    case figure(FigureFormat)
    /// A count: one to nine as a word.
    case countInWords(capital: Bool)
    /// Words or a clause; with a capital at the start.
    case text(capital: Bool)
  }

  /// The programme's words, offered to every rule.
  enum Side: String, Sendable, Hashable, CaseIterable {
    case commissioner, commissioners, provider, providers

    func word(_ words: PackWords) -> String {
      switch self {
      case .commissioner: words.commissioner
      case .commissioners: words.commissioners
      case .provider: words.provider
      case .providers: words.providers
      }
    }
  }
}

/// A mistake in the text of a rule.
struct RuleTextProblem: Error, Hashable {
  var check: NarrativeCheck
  var message: String
  var hint: String?
  /// The offending text.
  var value: String?
}

/// The checks of rules and of texts beside them: each has a code that never changes its meaning.
package enum NarrativeCheck: String, Sendable, CaseIterable {
  /// The file has a rule that the program does not use.
  case unknownRule = "NARR-001"
  /// No file has a rule that the program uses.
  case missingRule = "NARR-002"
  /// A number typed as text.
  case typedDigit = "NARR-003"
  /// A placeholder that the program does not offer to the rule.
  case unknownPlaceholder = "NARR-004"
  /// A placeholder written as what it is not.
  case misused = "NARR-005"
  /// A section that does not exist.
  case unknownSection = "NARR-006"
  /// Braces, bars or asterisks that do not pair, or an empty text.
  case syntax = "NARR-007"
  /// A rule in two files.
  case doubledRule = "NARR-008"
  /// A text cites a figure that its pack does not print, or not rightly.
  case citedFigure = "NARR-009"
  /// A figure that a text cites has moved since it was written, or nothing says whether it has.
  case movedFigure = "NARR-010"
  /// The text of an earlier month stands.
  case carriedText = "NARR-011"
  /// A text that is longer than its page.
  case longText = "NARR-012"

  /// How much a finding of the check matters; nil where that depends on the finding.
  package var severity: Severity? {
    switch self {
    case .movedFigure: nil
    case .carriedText: .note
    case .longText: .warning
    default: .error
    }
  }

  /// What the check looks for, for the list of checks.
  package var meaning: String {
    switch self {
    case .unknownRule: "every rule of a narrative file is one that the program uses"
    case .missingRule: "every rule that the program uses is in a narrative file"
    case .typedDigit: "no digit is typed in a rule: numbers are figures"
    case .unknownPlaceholder: "every placeholder of a rule is one that the program offers to it"
    case .misused: "every placeholder is written as what it is: a format that fits, two or three alternatives"
    case .unknownSection: "every section that a rule points to exists"
    case .syntax: "braces and asterisks of a rule pair, and its text is not empty"
    case .doubledRule: "every rule stands in one narrative file"
    case .citedFigure: "every figure that a person’s text cites is one that its pack prints, written in a format that fits"
    case .movedFigure: "no figure that a person’s text cites has moved since it was written"
    case .carriedText: "a person’s text is of the period"
    case .longText: "a person’s text leaves its section on one page"
    }
  }
}
