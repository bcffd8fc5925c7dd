import Analysis
package import Report
import Styling

/// A literal of the program is a sentence: a definition, a method, a fixed note. Nothing is put into it: interpolation does not make a sentence, so that each
/// figure, count, name and direction goes through a rule of `Templates/narrative/`.
extension Sentence: ExpressibleByStringLiteral {
  /// Takes fixed words.
  package init(stringLiteral value: String) { self.init(value, origin: .fixed) }
}

extension Sentence {
  /// The same sentence in bold: words strong, figures bold.
  var inBold: Sentence {
    with(
      runs.map { run in
        switch run {
        case .words(let words): .strong(words)
        case .figure(let printed, _, let role): .figure(printed, bold: true, role: role)
        default: run
        }
      })
  }
}

extension Direction {
  /// `over`, `under`, `on plan`: the one place that words a sign.
  var word: String {
    switch self {
    case .over: "over"
    case .under: "under"
    case .onPlan: "on plan"
    }
  }

  /// The colour of text.
  var textRole: ColourRole {
    switch self {
    case .over: .over
    case .under: .underText
    case .onPlan: .ink
    }
  }

  /// The colour of a bar.
  var barRole: ColourRole { self == .under ? .under : .over }
}
