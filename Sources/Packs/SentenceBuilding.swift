import Analysis
package import Figures
import Quantities
package import Report
package import Styling

/// Writes a sentence from words and figures: `"Over plan by \(money: figure)"`.
extension Sentence: ExpressibleByStringInterpolation {
  /// Takes plain words.
  package init(stringLiteral value: String) { self.init(value) }
  /// Takes the runs that were interpolated.
  package init(stringInterpolation: Interpolation) { self.init(stringInterpolation.runs) }

  /// Gathers words and figures.
  package struct Interpolation: StringInterpolationProtocol {
    var runs: [Run] = []

    package init(literalCapacity: Int, interpolationCount: Int) { runs.reserveCapacity(interpolationCount * 2 + 1) }
    package mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { runs.append(.words(literal)) } }

    /// Words that are known only now: a name.
    package mutating func appendInterpolation(_ words: String) { appendLiteral(words) }
    /// A whole sentence within this one.
    package mutating func appendInterpolation(_ sentence: Sentence) { runs += sentence.runs }
    /// A figure in a format.
    package mutating func appendInterpolation(_ figure: Figure, _ format: FigureFormat, bold: Bool = false, role: ColourRole? = nil) {
      runs.append(.figure(Printed(figure, format), bold: bold, role: role))
    }
    /// The size of an amount of pounds, where a word carries the sign.
    package mutating func appendInterpolation(size figure: Figure, bold: Bool = false, role: ColourRole? = nil) {
      runs.append(.figure(Printed(figure, .sterlingSize), bold: bold, role: role))
    }
    /// A share as a percentage without sign, to one decimal.
    package mutating func appendInterpolation(percent figure: Figure, bold: Bool = false, role: ColourRole? = nil) {
      runs.append(.figure(Printed(figure, .percentSize), bold: bold, role: role))
    }
    /// Things counted: one to nine as a word, else a figure. People are always a figure: a word could not be held back.
    package mutating func appendInterpolation(count figure: Figure, atStart: Bool = false, none: String = "no") {
      guard case .count(let count) = figure.value, (0...9).contains(count),
        measureDefinition(String(figure.id.measure))?.disclosure ?? Disclosure.none == Disclosure.none
      else {
        runs.append(.figure(Printed(figure, .number), bold: false, role: nil))
        return
      }
      let word = count == 0 ? none : monthsInWords(count)
      runs.append(.words(atStart ? capitalised(word) : word))
    }
    /// Words in bold.
    package mutating func appendInterpolation(strong words: String) { runs.append(.strong(words)) }
    /// A place to look.
    package mutating func appendInterpolation(see anchor: String) { runs.append(.reference(section: anchor)) }
  }
}

extension Sentence {
  /// The same sentence in bold: words strong, figures bold.
  var inBold: Sentence {
    Sentence(
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

/// How a variance reads in a sentence: `£1,327,152 over`, `on plan`.
func worded(_ variance: Figure, bold: Bool = false, coloured: Bool = false) -> Sentence {
  guard case .money(let money) = variance.value else { return "\(variance, .sterling)" }
  let direction = Direction(ofVariance: money)
  let role = coloured ? direction.textRole : nil
  if direction == .onPlan { return bold ? "\(strong: "on plan")" : "on plan" }
  let word = " " + direction.word
  return bold ? "\(size: variance, bold: true, role: role)\(strong: word)" : "\(size: variance, role: role)\(word)"
}

/// A sentence in bold.
func bold(_ sentence: Sentence) -> Sentence { sentence.inBold }
