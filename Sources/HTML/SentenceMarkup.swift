import Figures
import Report
import Styling

extension HTMLWriter {
  /// Writes a sentence: its words escaped, each figure in an element with its name, each reference a link to its section.
  ///
  /// A figure keeps the punctuation after it on its line, in one element of class `nb`: a browser may break a line at an element's edge, before a comma.
  mutating func sentence(_ sentence: Sentence, _ context: PageContext) {
    var taken = 0
    for (place, run) in sentence.runs.enumerated() {
      switch run {
      case .words(let words):
        text(String(words.dropFirst(taken)))
        taken = 0
      case .strong(let words):
        raw("<b>")
        text(words)
        raw("</b>")
      case .figure(let printed, let bold, let role):
        var close = ""
        if place + 1 < sentence.runs.count, case .words(let next) = sentence.runs[place + 1] { close = Self.closing(next) }
        taken = close.count
        if close.isEmpty {
          figure(printed, bold: bold, role: role)
        } else {
          raw("<span class=\"nb\">")
          figure(printed, bold: bold, role: role)
          text(close)
          raw("</span>")
        }
      case .reference(let anchor): reference(anchor, context)
      case .citation(let citation): text("[\(citation.id)]")
      }
    }
  }

  /// The marks with which words begin that close what stands before them: `,`, `).`, `%`.
  private static func closing(_ words: String) -> String { String(words.prefix { ",.;:!?)%…”".contains($0) }) }

  /// Writes a figure's text in an element with its name.
  mutating func figure(_ printed: Printed, bold: Bool = false, role: ColourRole? = nil) {
    raw(bold ? "<b" : "<span")
    dataFigure(printed.figure.id)
    if let role { attribute("class", "t-\(role.rawValue)") }
    raw(">")
    text(printed.text)
    raw(bold ? "</b>" : "</span>")
  }

  /// Writes a link to a section by its short title; nothing when the pack lacks the section.
  mutating func reference(_ anchor: String, _ context: PageContext) {
    guard let title = context.titles[anchor] else { return }
    raw("<a")
    attribute("href", "#" + anchor)
    raw(">")
    text(title)
    raw("</a>")
  }
}

/// A sentence as markup.
func markup(_ sentence: Sentence?, _ context: PageContext) -> [UInt8] {
  guard let sentence else { return [] }
  var out = HTMLWriter()
  out.sentence(sentence, context)
  return out.bytes
}
