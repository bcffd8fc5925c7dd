import Charts
import Figures
import Report

/// The templates of the parts of a section.
struct BlockTemplates: Sendable {
  let tiles: Template<TilesView>
  let keyFindings: Template<KeyFindingsView>
  let contents: Template<ContentsView>
  let table: Template<TableView>
  let chart: Template<ChartView>
  let definitions: Template<DefinitionsView>

  init(_ compiler: inout TemplateCompiler) {
    tiles = Template("tiles", &compiler)
    keyFindings = Template("key-findings", &compiler)
    contents = Template("contents", &compiler)
    table = Template("table", &compiler)
    chart = Template("chart", &compiler)
    definitions = Template("definitions", &compiler)
  }
}

extension BlockTemplates {
  /// Writes the blocks of a section in order.
  ///
  /// - Throws: `RenderingError.noMarks`.
  func markup(_ blocks: [Block], contents groups: [ContentsGroupView], _ context: inout PageContext) throws(RenderingError) -> [UInt8] {
    var out = HTMLWriter()
    for block in blocks { try write(block, groups, to: &out, &context) }
    return out.bytes
  }

  private func write(
    _ block: Block, _ groups: [ContentsGroupView], to out: inout HTMLWriter, _ context: inout PageContext
  ) throws(RenderingError) {
    switch block {
    case .tiles(let list):
      var views: [TileView] = []
      for tile in list { views.append(try view(tile, &context)) }
      tiles.write(TilesView(tiles: views), to: &out)
    case .keyFindings(let title, let findings):
      let items = findings.map { MarkupView(markup: item($0, context)) }
      keyFindings.write(KeyFindingsView(title: title, findings: items), to: &out)
    case .contentsByQuestion(let title): contents.write(ContentsView(title: title, groups: groups), to: &out)
    case .table(let reportTable): table.write(view(reportTable, hasHeading: true, &context), to: &out)
    case .chart(let chartBlock): chart.write(try view(chartBlock, &context), to: &out)
    case .heading(let text):
      out.raw("<h3>")
      out.text(text)
      out.raw("</h3>\n")
    case .paragraph(let sentence):
      out.raw("<p>")
      out.sentence(sentence, context)
      out.raw("</p>\n")
    case .bullets(let sentences): list(sentences, &out, context)
    case .notes(let sentences):
      out.raw("<div class=\"notes\">")
      for sentence in sentences {
        out.raw("<p>")
        out.sentence(sentence, context)
        out.raw("</p>")
      }
      out.raw("</div>\n")
    case .aside(let title, let blocks):
      out.raw("<h3>")
      out.text(title)
      out.raw("</h3>\n")
      for block in blocks {
        // Headings within it stand a rank lower.
        if case .heading(let text) = block {
          out.raw("<h4>")
          out.text(text)
          out.raw("</h4>\n")
        } else {
          try write(block, groups, to: &out, &context)
        }
      }
    case .definitions(let pairs):
      let views = pairs.map { PairView(term: $0.term, meaning: HTML.markup($0.meaning, context)) }
      definitions.write(DefinitionsView(pairs: views), to: &out)
    }
  }

  private func list(_ sentences: [Sentence], _ out: inout HTMLWriter, _ context: PageContext) {
    // A list without items is no valid markup.
    guard !sentences.isEmpty else { return }
    out.raw("<ul>")
    for sentence in sentences {
      out.raw("<li>")
      out.sentence(sentence, context)
      out.raw("</li>")
    }
    out.raw("</ul>\n")
  }

  /// A finding with its links: those in the sentence, or else those of its sections after it.
  private func item(_ finding: KeyFinding, _ context: PageContext) -> [UInt8] {
    var out = HTMLWriter()
    out.sentence(finding.sentence, context)
    let hasReferences = finding.sentence.runs.contains { if case .reference = $0 { true } else { false } }
    if !hasReferences {
      for anchor in finding.lookAt where context.titles[anchor] != nil {
        out.raw(" ")
        out.reference(anchor, context)
      }
    }
    return out.bytes
  }

  private func view(_ tile: Tile, _ context: inout PageContext) throws(RenderingError) -> TileView {
    var value = HTMLWriter()
    if let direction = tile.direction {
      value.raw("<span class=\"change\">")
      value.text(direction == .up ? "▲" : "▼")
      value.raw("</span> ")
    }
    value.figure(tile.value, role: tile.role)
    if !tile.suffix.isEmpty { value.text(" " + tile.suffix) }
    var graphic: [UInt8] = []
    if let chart = tile.graphic, !chart.isEmpty {
      let scene = chart.scene(width: ChartWidth.tile, medium: .wide, measure: context.measure)
      guard scene.hasMarks else { throw .noMarks(chart: tile.label) }
      graphic = drawing(scene, decorative: true, &context)
    }
    return TileView(label: tile.label, value: value.bytes, context: HTML.markup(tile.context, context), graphic: graphic)
  }

  /// A table's parts, its rows written by the byte writer.
  func view(_ table: ReportTable, hasHeading: Bool, _ context: inout PageContext) -> TableView {
    let parts = TableMarkup(table)
    return TableView(
      id: table.id, title: table.title, caption: table.caption, columnCount: table.columns.count { !$0.dispensable }, isWide: parts.isWide,
      hasShortNames: parts.hasShortNames, hasHeading: hasHeading,
      columns: parts.columns(), head: parts.head(), rows: parts.body(&context), total: parts.total(&context),
      notes: table.notes.map { MarkupView(markup: HTML.markup($0, context)) }, csv: context.dataFolder.map { $0 + table.id + ".csv" } ?? "")
  }

  /// A chart's parts: two drawings and the table behind them.
  func view(_ block: ChartBlock, _ context: inout PageContext) throws(RenderingError) -> ChartView {
    let pictures = try drawings(block.chart, id: block.id, &context)
    let hasPictures = pictures != nil
    var tableMarkup: [UInt8] = []
    if let data = block.data, hasPictures { tableMarkup = table(view(data, hasHeading: false, &context)) }
    return ChartView(
      id: block.id, title: block.title, caption: block.caption, standfirst: HTML.markup(block.standfirst, context), drawings: pictures,
      empty: hasPictures ? [] : HTML.markup(block.empty, context), table: tableMarkup,
      csv: tableMarkup.isEmpty ? "" : context.dataFolder.map { $0 + block.id + ".csv" } ?? "", sources: hasPictures ? context.sources ?? "" : "",
      notes: block.notes.map { MarkupView(markup: HTML.markup($0, context)) })
  }
}
