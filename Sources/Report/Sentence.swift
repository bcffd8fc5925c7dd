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
  /// The parts in order.
  package var runs: [Run]

  /// Makes a sentence.
  package init(_ runs: [Run]) { self.runs = runs }
  /// Makes a sentence of plain words.
  package init(_ text: String) { runs = [.words(text)] }

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
