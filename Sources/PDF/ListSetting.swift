import Charts
import Report
import Styling
import TaggedPDF
import Typesetting

/// Sets the things to know, the contents by question, bullets and definitions.
enum ListSetting {
  /// A new item of a list, and the mark of what it says.
  static func item(of list: StructureTree.Element, _ pack: inout PackContext) -> ContentMark {
    let item = pack.structure.add(.listItem, in: list)
    return pack.part(.listBody, in: item)
  }

  /// The things to know: number, sentence, the pages to look at.
  static func findings(_ title: String, _ findings: [KeyFinding], _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Slab] {
    let (left, right) = (pack.geometry.left, pack.geometry.right)
    var slabs = [BlockTitle.slab(title, caption: "", &pack, fonts)]
    let list = pack.structure.addList(.decimal, in: pack.section)
    for (index, finding) in findings.enumerated() {
      var content = PageContent()
      let item = pack.structure.add(.listItem, in: list)
      let label = pack.part(.label, in: item)
      let body = pack.structure.add(.listBody, in: item)
      let anchors = unique(finding.lookAt).filter(pack.hasSection)
      let plain = withoutTrailingReferences(finding.sentence)
      let setting = SentenceSetting(TypeScale.list, .ink)
      let pagesRoom = anchors.isEmpty ? 0.0 : 46 + 13 * Double(anchors.count - 1)
      let laid = setting.lines(plain, pack.part(.paragraph, in: body), width: right - left - 19.5 - max(40, pagesRoom), &pack, fonts)
      let top = 4.6
      content.add(pack.shape(String(index + 1), TextStyle(TypeScale.list.size, .bold), fonts), x: left, y: top + laid.ascent, .blue, label)
      laid.put(into: &content, x: left + 19.5, top: top)
      if !anchors.isEmpty {
        let link = pack.part(.link, in: body)
        content.items.append(
          .reference(
            PageContent.Reference(
              anchors: anchors, prefix: "page\u{A0}", style: TypeScale.small, role: .ink2, x: right, y: top + laid.ascent, isRightAligned: true,
              mark: link)))
        content.links.append(PageContent.Link(anchor: anchors[0], box: Box(x: right - pagesRoom, y: top, width: pagesRoom, height: 13), mark: link))
      }
      let height = top + laid.height + 5.4
      if index < findings.count - 1 { content.addRule(left, right, y: height, .hair, 0.5) }
      slabs.append(Slab(height: height, gapBefore: index == 0 ? 3 : 0, content: content))
    }
    return slabs
  }

  /// A sentence without the references at its end: the pages stand at the right.
  private static func withoutTrailingReferences(_ sentence: Sentence) -> Sentence {
    var runs = sentence.runs
    while case .reference? = runs.last { runs.removeLast() }
    return Sentence(runs)
  }

  private static func unique(_ anchors: [String]) -> [String] {
    var seen: [String] = []
    for anchor in anchors where !seen.contains(anchor) { seen.append(anchor) }
    return seen
  }

  /// The sections by the question that they answer, in three columns, with their pages.
  static func contentsByQuestion(_ title: String, _ report: ReportDocument, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Slab] {
    var questions: [(question: String, entries: [ContentsEntry])] = []
    for entry in report.contents where !entry.question.isEmpty {
      if let index = questions.firstIndex(where: { $0.question == entry.question }) {
        questions[index].entries.append(entry)
      } else {
        questions.append((entry.question, [entry]))
      }
    }
    var slabs = [BlockTitle.slab(title, caption: "", &pack, fonts)]
    let width = 53.3 * PageGeometry.mm
    let step = (pack.geometry.measure - width) / 2
    // Down the columns in the order of the questions, broken where the list is lowest.
    let starts = columnStarts(questions.map { 14 + 14.2 * Double($0.entries.count) }, gap: 9)
    var content = PageContent()
    var bottoms = [0.0, 0.0, 0.0]
    for (index, group) in questions.enumerated() {
      let column = starts.lastIndex { $0 <= index } ?? 0
      let x = pack.geometry.left + Double(column) * step
      var y = bottoms[column] + (starts.contains(index) ? 0 : 9)
      content.add(pack.shape(group.question, TypeScale.bodyBold, fonts), x: x, y: y + 10, .ink, pack.part(.paragraph))
      y += 14
      let list = pack.structure.add(.contents, in: pack.section)
      for line in group.entries {
        entry(line.anchor, [line.shortTitle], in: list, x: x, width: width, top: y, pitch: 14.2, into: &content, &pack, fonts)
        y += 14.2
      }
      bottoms[column] = y
    }
    if !questions.isEmpty { slabs.append(Slab(height: bottoms.max() ?? 0, gapBefore: 3, content: content)) }
    return slabs
  }

  /// The first of the groups that each of three columns holds, so that the longest column is as short as it can be; the number of groups where it holds none.
  ///
  /// - Parameters:
  ///   - heights: the heights of the groups in order.
  ///   - gap: what stands between two groups of a column.
  static func columnStarts(_ heights: [Double], gap: Double) -> [Int] {
    func height(_ range: Range<Int>) -> Double { heights[range].reduce(0, +) + gap * Double(max(0, range.count - 1)) }
    let count = heights.count
    var best = (starts: [0, count, count], highest: height(0..<count), squares: height(0..<count) * height(0..<count))
    for second in stride(from: 1, through: count, by: 1) {
      for third in stride(from: count, through: second, by: -1) {
        let columns = [height(0..<second), height(second..<third), height(third..<count)]
        // Of equally long ones, the most even.
        let (highest, squares) = (columns.max() ?? 0, columns.reduce(0) { $0 + $1 * $1 })
        if highest < best.highest || (highest == best.highest && squares < best.squares) { best = ([0, second, third], highest, squares) }
      }
    }
    return best.starts
  }

  /// A line of contents: title, page number, rule, link.
  ///
  /// - Parameter titles: the title and, for where there is no room for it, a shorter one.
  static func entry(
    _ anchor: String, _ titles: [String], in list: StructureTree.Element, x: Double, width: Double, top: Double, pitch: Double,
    into content: inout PageContent,
    _ pack: inout PackContext,
    _ fonts: borrowing FontLibrary
  ) {
    let base = top + pitch / 2 + 3.4
    // Three figures of a page number and a gap stay free.
    let text = pack.shape(first: titles, TypeScale.body, in: width - 22, fonts)
    let item = pack.structure.add(.contentsEntry, in: list)
    let link = pack.part(.link, in: pack.structure.add(.reference, in: item))
    content.add(text, x: x, y: base, .ink, link)
    content.items.append(
      .reference(
        PageContent.Reference(
          anchors: [anchor], prefix: "", style: TypeScale.body, role: .ink, x: x + width, y: base, isRightAligned: true, mark: link)))
    content.addRule(x, x + width, y: top + pitch, .hair, 0.5)
    content.links.append(PageContent.Link(anchor: anchor, box: Box(x: x, y: top, width: width, height: pitch), mark: link))
  }

  /// A list with bullets.
  static func bullets(_ sentences: [Sentence], _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Slab] {
    let left = pack.geometry.left
    let list = pack.structure.addList(.disc, in: pack.section)
    let laid = sentences.map { sentence in
      SentenceSetting(TypeScale.list, .ink).lines(sentence, item(of: list, &pack), width: 150 * PageGeometry.mm - 12, &pack, fonts)
    }
    return laid.enumerated().map { index, line in
      var slab = line.slab(x: left + 12, gapBefore: index == 0 ? 9 : 3)
      // A list begins and ends with two lines at least on a page.
      slab.keepsWithNext =
        index < sentences.count - 1 && (index == 0 && line.lines.count == 1 || index == sentences.count - 2 && laid[index + 1].lines.count == 1)
      slab.content.items.insert(
        .shape([.circle(Point(0, 0), radius: 1.5, fill: .blue, stroke: nil)], x: left + 3, y: line.ascent - 3.4, .artifact), at: 0)
      return slab
    }
  }

  /// Terms and their meanings in two columns, read down the first and then the second.
  static func definitions(_ pairs: [Definition], _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Slab] {
    let width = 83 * PageGeometry.mm
    let second = pack.geometry.right - width
    let list = pack.structure.addList(.none, in: pack.section)
    let laid = pairs.map { pair in
      SentenceSetting(TypeScale.body, .ink).lines(
        Sentence([.strong(pair.term), .words(": ")] + pair.meaning.runs), item(of: list, &pack), width: width, &pack, fonts)
    }
    // Blocks of at most some 240 points, each read down the first column and then down the second.
    var slabs: [Slab] = []
    var start = 0
    while start < laid.count {
      var end = start
      var total = 0.0
      while end < laid.count, end == start || total + laid[end].height + 3 <= 480 {
        total += laid[end].height + 3
        end += 1
      }
      var content = PageContent()
      var y = 0.0
      var column = 0
      var height = 0.0
      for sentence in laid[start..<end] {
        if column == 0, y > 0, y + sentence.height / 2 > total / 2 {
          column = 1
          y = 0
        }
        sentence.put(into: &content, x: column == 0 ? pack.geometry.left : second, top: y)
        y += sentence.height + 3
        height = max(height, y - 3)
      }
      slabs.append(Slab(height: height, gapBefore: start == 0 ? 6 : 3, content: content))
      start = end
    }
    return slabs
  }
}
