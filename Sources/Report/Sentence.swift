package import Figures
package import Styling

/// A sentence whose numbers are figures: nothing in it is a number typed as text.
package struct Sentence: Sendable, Hashable {
  /// A part of a sentence.
  package enum Run: Sendable, Hashable {
    /// Words.
    case words(String)
    /// Words in bold.
    case strong(String)
    /// A figure, perhaps bold, perhaps in a role's colour (over and under).
    case figure(Printed, bold: Bool, role: ColourRole?)
    /// A place to look: the anchor of a section. Printed as “page 4” in the PDF and as the section's title, linked, in HTML.
    case reference(section: String)
    /// A figure that a person's text cites, not yet looked up. No finished pack holds one.
    case citation(Citation)
  }
  /// Who worded a sentence. A finished pack holds none that nobody owns up to; a test holds every pack to it.
  package enum Origin: Sendable, Hashable {
    /// A rule of `Templates/narrative/`, by its name: every sentence that tells of the data.
    case rule(String)
    /// A literal of the program: a definition, a method, a note that is the same in every pack.
    case fixed
    /// A person: a commentary, an attribution.
    case person
    /// No sentence: a fact beside its label, a name, a date.
    case label
    /// Nobody says.
    case unstated
  }
  /// The parts in order.
  package var runs: [Run]
  /// Who worded it. Sentences that say the same are equal, whoever worded them.
  package var origin: Origin

  /// Makes a sentence.
  package init(_ runs: [Run], origin: Origin = .unstated) {
    self.runs = runs
    self.origin = origin
  }
  /// Makes a sentence of plain words.
  package init(_ text: String, origin: Origin = .unstated) { self.init([.words(text)], origin: origin) }

  /// Sentences one after the other, as the first of them that comes from a rule; if one is nobody’s, so is the whole.
  ///
  /// - Parameter separator: what stands between two of them.
  package static func joined(_ parts: [Sentence], by separator: String) -> Sentence {
    let runs = parts.enumerated().flatMap { place, part in (place == 0 ? [] : [Run.words(separator)]) + part.runs }
    let origins = parts.map(\.origin)
    let isRule = { (origin: Origin) in if case .rule = origin { true } else { false } }
    return Sentence(runs, origin: origins.first { $0 == .unstated } ?? origins.first(where: isRule) ?? origins.first ?? .fixed)
  }

  /// The same words in other parts.
  package func with(_ runs: [Run]) -> Sentence { Sentence(runs, origin: origin) }

  package static func == (a: Sentence, b: Sentence) -> Bool { a.runs == b.runs }
  package func hash(into hasher: inout Hasher) { hasher.combine(runs) }

  /// Gives every figure in it.
  package func forEachFigure(_ body: (Figure) -> Void) {
    for case .figure(let printed, _, _) in runs { body(printed.figure) }
  }

  /// The words as plain text, with references left out.
  package var plain: String {
    runs.map {
      switch $0 {
      case .words(let text), .strong(let text): text
      case .figure(let printed, _, _): printed.text
      case .reference: ""
      case .citation(let citation): "[\(citation.id)]"
      }
    }.joined()
  }
}

/// A figure together with how it is written.
package struct Printed: Sendable, Hashable {
  /// The figure.
  package var figure: Figure
  /// How it is written.
  package var format: FigureFormat

  /// Makes a printed figure.
  package init(_ figure: Figure, _ format: FigureFormat) {
    self.figure = figure
    self.format = format
  }

  /// The text of print.
  package var text: String { printed(figure.value, format) }
}
