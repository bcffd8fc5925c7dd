import Charts
import Report
import Styling
import TaggedPDF
import Typesetting

/// A block ready to be placed: slabs, or a table whose rows may be shared between pages.
enum PreparedBlock {
  case slabs([Slab])
  case table(PreparedTable)

  /// The same with less room between it and the block before.
  var dense: PreparedBlock {
    func dense(_ slab: Slab) -> Slab {
      var slab = slab
      if slab.gapBefore == Gap.block { slab.gapBefore = Gap.denseBlock }
      return slab
    }
    switch self {
    case .slabs(let slabs): return .slabs(slabs.map(dense))
    case .table(var table):
      table.title = dense(table.title)
      return .table(table)
    }
  }
}

/// A section ready to be placed.
struct PreparedSection {
  var anchor: String
  var isRepeated: Bool
  var opening: Slab
  var sharedOpening: Slab
  /// Whether the shared opening stands for the first block's own title, which is left out then.
  var sharedOpeningIsFirstTitle: Bool
  var blocks: [PreparedBlock]

  /// Shapes and measures a section.
  static func prepare(_ section: ReportSection, of report: ReportDocument, _ pack: inout PackContext, _ fonts: borrowing FontLibrary)
    -> PreparedSection
  {
    pack.section = pack.structure.add(.section, in: StructureTree.root)
    // One of the two openings is placed; the other holds nothing in the end.
    let opening = BlockTitle.opening(section, &pack, fonts)
    let caption: String? =
      switch section.blocks.first {
      case .table(let table)?: table.caption
      case .chart(let chart)?: chart.caption
      default: nil
      }
    let sharedOpening = BlockTitle.sharedOpening(section, caption: caption, &pack, fonts)
    var blocks: [PreparedBlock] = []
    for (index, block) in section.blocks.enumerated() {
      // Small print stays with what it explains.
      if case .notes = block, case .slabs(var slabs)? = blocks.last, let last = slabs.indices.last {
        slabs[last].keepsWithNext = true
        blocks[blocks.count - 1] = .slabs(slabs)
      }
      for prepared in BlockSetting.prepare(block, isFirst: index == 0, of: report, &pack, fonts) { add(prepared, to: &blocks) }
    }
    if section.repeatCode != nil { blocks = blocks.map { $0.dense } }
    return PreparedSection(
      anchor: section.anchor, isRepeated: section.repeatCode != nil, opening: opening, sharedOpening: sharedOpening,
      sharedOpeningIsFirstTitle: caption != nil && section.headline != nil, blocks: blocks)
  }

  /// Adds a block; one that a heading stands before becomes one with it, so that no page break parts them.
  private static func add(_ block: PreparedBlock, to blocks: inout [PreparedBlock]) {
    guard case .slabs(let before)? = blocks.last, before.last?.keepsWithNext == true else {
      blocks.append(block)
      return
    }
    switch block {
    case .slabs(let slabs): blocks[blocks.count - 1] = .slabs(before + slabs)
    case .table(var table):
      // Only what keeps with the table goes with it.
      let held = before.reversed().prefix { $0.keepsWithNext }.count
      table.lead = Array(before.suffix(held))
      if held == before.count { blocks.removeLast() } else { blocks[blocks.count - 1] = .slabs(before.dropLast(held)) }
      blocks.append(.table(table))
    }
  }

  /// The blocks as they stand under the section's opening: whole, or without the first title where a shared opening stands for it.
  func blocks(isShared: Bool) -> [PreparedBlock] {
    guard isShared, sharedOpeningIsFirstTitle, let first = blocks.first else { return blocks }
    var result = blocks
    switch first {
    case .slabs(let slabs): result[0] = .slabs(Array(slabs.dropFirst()))
    case .table(var table):
      table.title = Slab(height: 0)
      result[0] = .table(table)
    }
    return result
  }
}

/// Sets blocks.
enum BlockSetting {
  /// Shapes and measures a block. The first of a section stands nearer to its headline.
  static func prepare(
    _ block: Block, isFirst: Bool, of report: ReportDocument, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> [PreparedBlock] {
    let left = pack.geometry.left
    let prose = 150 * PageGeometry.mm
    switch block {
    case .tiles(let tiles): return tiles.isEmpty ? [] : [.slabs(TileSetting.slabs(tiles, &pack, fonts))]
    case .keyFindings(let title, let findings): return [.slabs(ListSetting.findings(title, findings, &pack, fonts))]
    case .contentsByQuestion(let title): return [.slabs(ListSetting.contentsByQuestion(title, report, &pack, fonts))]
    case .table(let table):
      return TableSetting.prepare(table, &pack, fonts).enumerated().map { index, table in
        var table = table
        if isFirst, index == 0 { table.title.gapBefore = Gap.headline }
        return .table(table)
      }
    case .chart(let chart): return [.slabs(chartSlabs(chart, isFirst: isFirst, &pack, fonts))]
    case .heading(let text):
      var slab = BlockTitle.slab(text, caption: "", &pack, fonts)
      if isFirst { slab.gapBefore = Gap.headline }
      return [.slabs([slab])]
    case .paragraph(let sentence):
      let laid = SentenceSetting(TypeScale.prose, .ink).lines(sentence, pack.part(.paragraph), width: prose, &pack, fonts)
      return [.slabs(laid.slabs(x: left, gapBefore: isFirst ? 4.5 : 7))]
    case .bullets(let sentences): return [.slabs(ListSetting.bullets(sentences, &pack, fonts))]
    case .aside(let title, let blocks): return [.slabs(AsideSetting.slabs(title, blocks, &pack, fonts))]
    case .definitions(let pairs): return [.slabs(ListSetting.definitions(pairs, &pack, fonts))]
    case .notes(let sentences):
      return [
        .slabs(
          sentences.enumerated().flatMap { index, note in
            SentenceSetting(TypeScale.small, .ink2).lines(note, pack.part(.paragraph), width: pack.geometry.measure, &pack, fonts)
              .slabs(x: left, gapBefore: index == 0 ? 9 : 2)
          })
      ]
    }
  }

  /// A chart with its title, standfirst and notes, which no page break parts where a page can hold them.
  private static func chartSlabs(_ chart: ChartBlock, isFirst: Bool, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Slab] {
    let (left, measure) = (pack.geometry.left, pack.geometry.measure)
    var slabs: [Slab] = []
    var title = BlockTitle.slab(chart.title, caption: chart.caption, &pack, fonts)
    title.gapBefore = isFirst ? Gap.headline : Gap.block
    title.isDispensable = isFirst && chart.standfirst != nil
    slabs.append(title)
    if let standfirst = chart.standfirst {
      let mark = pack.part(.paragraph)
      let laid = SentenceSetting(TypeScale.caption, .ink2).lines(standfirst, mark, width: 150 * PageGeometry.mm + 20, &pack, fonts)
      slabs.append(laid.slab(x: left, gapBefore: 1))
    }
    // The first band of a chart cut over pages, after each of which a page may end.
    var firstFree: Int?
    if chart.chart.isEmpty {
      let laid = SentenceSetting(TypeScale.body, .ink).lines(chart.empty, pack.part(.paragraph), width: measure, &pack, fonts)
      var slab = laid.slab(x: left, gapBefore: 3)
      slab.height = max(20, slab.height)
      slabs.append(slab)
    } else {
      let scene = pack.scene(chart.chart, width: measure)
      let over = slabs.reduce(0) { $0 + $1.gapBefore + $1.height }
      let page = pack.geometry.bottom - pack.geometry.top
      let bands = scene.bands(first: page - over - (isFirst ? openingHeight : 0) - 6, rest: page, pack.metrics)
      for (index, band) in bands.enumerated() {
        var content = PageContent()
        let part = bands.count > 1 ? " Part \(index + 1) of \(bands.count)." : ""
        content.items.append(.scene(band, x: left, y: 0, pack.figure(band.words + part)))
        slabs.append(Slab(height: band.height, gapBefore: index == 0 ? 6 : 0, content: content))
      }
      firstFree = bands.count > 1 ? slabs.count - bands.count : nil
      if bands.contains(where: { $0.height > page }) { pack.notes.append("“\(chart.title)”: the chart is taller than a page") }
    }
    for index in slabs.indices.dropLast() {
      // Of a chart in bands each band but the last may end a page.
      slabs[index].keepsWithNext = firstFree.map { index < $0 } ?? true
    }
    guard let notes = noteLines(chart.notes, &pack, fonts), let last = slabs.indices.last else { return slabs }
    // A page that cannot hold chart and notes breaks among their lines, or before them where it has no room for two.
    let above = slabs.suffix(from: firstFree == nil ? 0 : last).reduce(0) { $0 + $1.gapBefore + $1.height }
    let room = pack.geometry.bottom - pack.geometry.top - (isFirst ? openingHeight : 0) - above - Gap.note
    slabs[last].keepsWithNext = room >= min(2, Double(notes.lines.count)) * notes.leading
    return slabs + (notes.height <= room ? [notes.slab(x: left, gapBefore: Gap.note)] : notes.slabs(x: left, gapBefore: Gap.note))
  }

  /// A section's headline of two lines stands over its first chart.
  private static let openingHeight = 58.0

  /// The notes under a table or a chart, one after the other in one paragraph.
  static func notes(_ notes: [Sentence], _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> Slab? {
    noteLines(notes, &pack, fonts)?.slab(x: pack.geometry.left, gapBefore: Gap.note)
  }

  private static func noteLines(_ notes: [Sentence], _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> LaidSentence? {
    if notes.isEmpty { return nil }
    var runs: [Sentence.Run] = []
    for note in notes { runs += (runs.isEmpty ? [] : [.words(" ")]) + note.runs }
    return SentenceSetting(TypeScale.small, .ink2).lines(Sentence(runs), pack.part(.paragraph), width: pack.geometry.measure, &pack, fonts)
  }
}
