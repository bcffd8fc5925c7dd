import Charts
import Report
import Styling
import TaggedPDF
import Typesetting

/// Sets a short text beside its title: the title and the headings in the first three columns of the grid, the text in the other nine.
enum AsideSetting {
  private static let text = 44.5 * PageGeometry.mm
  private static let style = TextStyle(10)
  private static let leading = 13.5

  /// One slab a line; a heading stands at the left of the first line of what it heads.
  static func slabs(_ title: String, _ blocks: [Block], _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Slab] {
    let left = pack.geometry.left
    let width = pack.geometry.measure - text
    var slabs: [Slab] = []
    let titleMark = pack.part(.heading3)
    func add(_ laid: LaidSentence, indent: Double, gap: Double) {
      var lines = laid.slabs(x: left + text + indent, gapBefore: slabs.isEmpty ? Gap.block : gap)
      if indent > 0, !lines.isEmpty {
        lines[0].content.items.insert(
          .shape([.circle(Point(0, 0), radius: 1.5, fill: .blue, stroke: nil)], x: left + text + 3, y: laid.ascent - 3.3, .artifact), at: 0)
      }
      slabs += lines
    }
    /// Where headings stand at the left: the slab beside which each begins.
    var headings: [(text: String, slab: Int, mark: ContentMark)] = []
    for block in blocks {
      switch block {
      case .heading(let text): headings.append((text, slabs.count, pack.part(.heading4)))
      case .paragraph(let sentence):
        add(SentenceSetting(style, .ink, leading: leading).lines(sentence, pack.part(.paragraph), width: width, &pack, fonts), indent: 0, gap: 6)
      case .bullets(let sentences):
        let list = pack.structure.addList(.disc, in: pack.section)
        for (index, sentence) in sentences.enumerated() {
          let mark = ListSetting.item(of: list, &pack)
          add(
            SentenceSetting(style, .ink, leading: leading).lines(sentence, mark, width: width - 12, &pack, fonts), indent: 12, gap: index == 0 ? 4 : 2
          )
        }
      default: break
      }
    }
    if slabs.isEmpty { return [] }
    let name = SentenceSetting(TypeScale.blockTitle, .ink).lines(title, titleMark, width: text - 8, &pack, fonts)
    name.put(into: &slabs[0].content, x: left, top: -1)
    for (index, heading) in headings.enumerated() where heading.slab < slabs.count {
      let laid = SentenceSetting(TypeScale.bodyBold, .ink2).lines(heading.text, heading.mark, width: text - 8, &pack, fonts)
      // The first heading stands under the title.
      let top = heading.slab == 0 ? name.height + 1 : 0
      laid.put(into: &slabs[heading.slab].content, x: left, top: top)
      // What is left of the title or a heading must not reach into the next heading or past the end of the text.
      let last = index + 1 < headings.count ? headings[index + 1].slab : slabs.count
      let room = slabs[min(heading.slab, last)..<last].reduce(0) { $0 + $1.height } - top - laid.height
      if room < 2, last > heading.slab { slabs[last - 1].height += 2 - room }
      for slab in heading.slab..<max(heading.slab, min(last, heading.slab + 1)) where slab < slabs.count - 1 { slabs[slab].keepsWithNext = true }
    }
    return slabs
  }
}
