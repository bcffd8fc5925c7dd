import Charts
import Figures
import Report
import Styling
import TaggedPDF
import Typesetting

/// Sets sentences in lines: what a pack's words and figures look like in one style.
struct SentenceSetting {
  var style: TextStyle
  var role: ColourRole
  var leading: Double

  init(_ style: TextStyle, _ role: ColourRole, leading: Double? = nil) {
    self.style = style
    self.role = role
    self.leading = leading ?? TypeScale.leading(style)
  }

  /// The spans of a sentence. A reference takes the room of “page 00”, or of one digit where the section is among the first.
  func spans(_ sentence: Sentence, _ pack: PackContext) -> [TextSpan] {
    sentence.runs.map { run in
      switch run {
      case .words(let text): TextSpan(text, style, role)
      case .strong(let text): TextSpan(text, TextStyle(style.size, .bold), role)
      case .figure(let printed, let bold, let colour):
        TextSpan(printed.text, bold ? TextStyle(style.size, .bold) : style, textRole(colour) ?? role)
      case .reference(let section):
        pack.hasSection(section)
          ? TextSpan("page\u{A0}" + pack.guess(section), style, role, link: section) : TextSpan("", style, role)
      case .citation(let citation): TextSpan("[\(citation.id)]", style, role)
      }
    }
  }

  /// A bar's role where it names a text: the text's own, darker one.
  private func textRole(_ role: ColourRole?) -> ColourRole? { role == .under ? .underText : role }

  /// The lines of a sentence with their baselines, from the top of the first line.
  func lines(
    _ sentence: Sentence, _ mark: ContentMark, width: Double, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> LaidSentence {
    let spans = spans(sentence, pack)
    let lines = fonts.lines(of: spans, width: width, into: &pack.arena)
    return LaidSentence(spans: spans, marks: SentenceSetting.marks(of: spans, mark, &pack), lines: lines, leading: leading, style: style)
  }

  /// The lines of plain words.
  func lines(_ text: String, _ mark: ContentMark, width: Double, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> LaidSentence {
    let spans = [TextSpan(text, style, role)]
    return LaidSentence(spans: spans, marks: [mark], lines: fonts.lines(of: spans, width: width, into: &pack.arena), leading: leading, style: style)
  }

  /// What each span of a sentence belongs to: the sentence; where it holds links, the link or the words between two of them.
  static func marks(of spans: [TextSpan], _ mark: ContentMark, _ pack: inout PackContext) -> [ContentMark] {
    guard let sentence = mark.element, spans.contains(where: { $0.link != nil }) else { return [ContentMark](repeating: mark, count: spans.count) }
    var marks: [ContentMark] = []
    for (index, span) in spans.enumerated() {
      if span.link == nil, let last = marks.last, spans[index - 1].link == nil {
        marks.append(last)
      } else {
        marks.append(pack.part(span.link == nil ? .span : .link, in: sentence))
      }
    }
    return marks
  }
}

/// A sentence in lines.
struct LaidSentence {
  var spans: [TextSpan]
  /// What each span belongs to.
  var marks: [ContentMark]
  var lines: [LaidLine]
  var leading: Double
  var style: TextStyle

  var height: Double { Double(lines.count) * leading }
  /// From the top of a line to its baseline: the leading less the descent, the rest of it shared out.
  var ascent: Double { leading / 2 + style.size * 0.345 }

  /// Puts one line into content.
  func put(_ index: Int, into content: inout PageContent, x: Double, top: Double) {
    let y = top + ascent
    for piece in lines[index].pieces {
      let span = spans[piece.span]
      if let anchor = span.link {
        content.items.append(
          .reference(
            PageContent.Reference(
              anchors: [anchor], prefix: "page\u{A0}", style: span.style, role: span.role, x: x + piece.x, y: y, isRightAligned: false,
              mark: marks[piece.span])))
        content.links.append(
          PageContent.Link(anchor: anchor, box: Box(x: x + piece.x, y: top, width: piece.text.width, height: leading), mark: marks[piece.span]))
      } else {
        content.add(piece.text, x: x + piece.x, y: y, span.role, marks[piece.span])
      }
    }
  }

  /// Puts all lines into content.
  func put(into content: inout PageContent, x: Double, top: Double) {
    for index in lines.indices { put(index, into: &content, x: x, top: top + Double(index) * leading) }
  }

  /// One slab a line, so that a page may break between them, with two lines at least on either side.
  func slabs(x: Double, gapBefore: Double) -> [Slab] {
    lines.indices.map { index in
      var content = PageContent()
      put(index, into: &content, x: x, top: 0)
      let isHeld = index == 0 && lines.count > 1 || index == lines.count - 2
      return Slab(height: leading, gapBefore: index == 0 ? gapBefore : 0, keepsWithNext: isHeld, content: content)
    }
  }

  /// One slab of all lines.
  func slab(x: Double, gapBefore: Double) -> Slab {
    var content = PageContent()
    put(into: &content, x: x, top: 0)
    return Slab(height: height, gapBefore: gapBefore, content: content)
  }
}
