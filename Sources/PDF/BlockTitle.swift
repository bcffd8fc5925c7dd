import Charts
import Report
import Styling
import TaggedPDF
import Typesetting

/// Headings: a section's eyebrow and headline, a block's title with its caption.
enum BlockTitle {
  /// A block title at the left with its caption at the right on the same baseline, or the caption on a line of its own where both do not fit.
  ///
  /// - Parameter isRepeated: whether it repeats a title that stands on an earlier page, and is not read again.
  static func slab(
    _ title: String, caption: String, isRepeated: Bool = false, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> Slab {
    let mark = isRepeated ? .artifact : pack.part(.heading3)
    let captionMark = isRepeated ? .artifact : pack.part(.paragraph)
    let (left, measure) = (pack.geometry.left, pack.geometry.measure)
    var content = PageContent()
    let small = pack.shape(caption, TypeScale.caption, fonts)
    let setting = SentenceSetting(TypeScale.blockTitle, .ink)
    let beside = setting.lines(title, mark, width: measure - (caption.isEmpty ? 0 : small.width + 12), &pack, fonts)
    if beside.lines.count <= 1 {
      beside.put(into: &content, x: left, top: 0)
      content.add(small, x: left + measure - small.width, y: beside.ascent, .ink2, captionMark)
      return Slab(height: 15, gapBefore: Gap.block, keepsWithNext: true, content: content)
    }
    let alone = setting.lines(title, mark, width: measure, &pack, fonts)
    alone.put(into: &content, x: left, top: 0)
    let under = SentenceSetting(TypeScale.caption, .ink2).lines(caption, captionMark, width: measure, &pack, fonts)
    under.put(into: &content, x: left, top: alone.height)
    return Slab(height: alone.height + under.height, gapBefore: Gap.block, keepsWithNext: true, content: content)
  }

  /// The beginning of a section that starts a page: eyebrow and headline over at most two lines, or the title as headline.
  static func opening(_ section: ReportSection, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> Slab {
    let (left, measure) = (pack.geometry.left, pack.geometry.measure)
    var content = PageContent()
    content.destinations.append((section.anchor, 0))
    let mark = pack.part(.heading2)
    var top = 0.0
    if section.headline != nil {
      let eyebrow = SentenceSetting(TypeScale.eyebrow, .blue).lines(section.title, mark, width: measure, &pack, fonts)
      eyebrow.put(into: &content, x: left, top: -1)
      top = eyebrow.height + 3
    }
    let headline = section.headline ?? Sentence(section.title)
    var laid = headlineLines(headline, mark, TypeScale.headline, &pack, fonts)
    // Two lines at most: a long finding goes down a size before it takes a third.
    for size in [15.0, 13.5] where laid.lines.count > 2 {
      laid = headlineLines(headline, mark, TextStyle(size, .bold), &pack, fonts)
    }
    laid.put(into: &content, x: left, top: top)
    return Slab(height: top + laid.height, keepsWithNext: true, content: content)
  }

  private static func headlineLines(
    _ sentence: Sentence, _ mark: ContentMark, _ style: TextStyle, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> LaidSentence {
    let spans = SentenceSetting(style, .ink).spans(bold(sentence), pack)
    let marks = SentenceSetting.marks(of: spans, mark, &pack)
    let lines = fonts.balancedLines(of: spans, width: pack.geometry.measure * 0.92, into: &pack.arena)
    return LaidSentence(spans: spans, marks: marks, lines: lines, leading: style.size * 21 / 17, style: style)
  }

  /// The beginning of a section that shares its page with the one before: eyebrow, and the headline as a block title with the caption of the block that
  /// it stands over.
  static func sharedOpening(_ section: ReportSection, caption: String?, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> Slab {
    let (left, measure) = (pack.geometry.left, pack.geometry.measure)
    var content = PageContent()
    content.destinations.append((section.anchor, -6))
    let mark = pack.part(.heading2)
    guard let headline = section.headline else {
      let title = SentenceSetting(TextStyle(13, .bold), .ink, leading: 17).lines(section.title, mark, width: measure, &pack, fonts)
      title.put(into: &content, x: left, top: 0)
      return Slab(height: title.height, gapBefore: Gap.section, keepsWithNext: true, content: content)
    }
    let eyebrow = SentenceSetting(TypeScale.eyebrow, .blue).lines(section.title, mark, width: measure, &pack, fonts)
    eyebrow.put(into: &content, x: left, top: 0)
    let captionMark = pack.part(.paragraph)
    let top = eyebrow.height + 2
    let small = pack.shape(caption ?? "", TypeScale.caption, fonts)
    let setting = SentenceSetting(TypeScale.blockTitle, .ink)
    var laid = setting.lines(bold(headline), mark, width: measure - (small.count > 0 ? small.width + 12 : 0), &pack, fonts)
    var height = top + laid.height
    if laid.lines.count > 1, small.count > 0 {
      // No room beside the headline: the caption goes under it.
      laid = setting.lines(bold(headline), mark, width: measure, &pack, fonts)
      height = top + laid.height + 12.5
      content.add(small, x: left, y: top + laid.height + 9, .ink2, captionMark)
    } else {
      content.add(small, x: left + measure - small.width, y: top + laid.ascent, .ink2, captionMark)
    }
    laid.put(into: &content, x: left, top: top)
    return Slab(height: height, gapBefore: Gap.section, keepsWithNext: true, content: content)
  }

  /// A sentence whose every run is bold and without colour of its own, as a headline is.
  private static func bold(_ sentence: Sentence) -> Sentence {
    Sentence(
      sentence.runs.map { run in
        switch run {
        case .words(let text), .strong(let text): .strong(text)
        case .figure(let printed, _, _): .figure(printed, bold: true, role: nil)
        case .reference, .citation: run
        }
      })
  }
}
