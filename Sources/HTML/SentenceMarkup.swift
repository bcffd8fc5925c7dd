import Figures
import Report
import Styling

extension HTMLWriter {
  /// Writes a sentence: its words escaped, each figure in an element with its name, each reference a link to its section.
  mutating func sentence(_ sentence: Sentence, _ context: PageContext) {
    for run in sentence.runs {
      switch run {
      case .words(let words): text(words)
      case .strong(let words):
        raw("<b>")
        text(words)
        raw("</b>")
      case .figure(let printed, let bold, let role): figure(printed, bold: bold, role: role)
      case .reference(let anchor): reference(anchor, context)
      case .citation(let citation): text("[\(citation.id)]")
      }
    }
  }

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
