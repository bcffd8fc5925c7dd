import Charts
import Report
import Styling
import Typesetting

/// A pack laid out in pages: prepared, paginated, with its page numbers.
struct PackLayout {
  var pack: PackContext
  private(set) var pages: [LaidPage]
  private let report: ReportDocument

  /// Lays a report out.
  ///
  /// Text that flows round a page number takes its number of digits from a guess; where the guess was wrong for any section the pack is laid out again with
  /// what is known then, three times at most.
  init(_ report: ReportDocument, theme: Theme, _ fonts: borrowing FontLibrary) {
    self.report = report
    let geometry = PageGeometry(paper: theme.paper)
    pack = PackContext(report, geometry: geometry, metrics: fonts.metrics)
    pages = []
    for _ in 0..<3 {
      let guesses = report.sections.map { pack.guess($0.anchor).count }
      pack.removeAll()
      let cover = Cover.page(report, &pack, fonts)
      let sections = report.sections.map { PreparedSection.prepare($0, of: report, &pack, fonts) }
      pages = [cover] + Pagination.pages(of: sections, geometry: geometry)
      pack.pages = PackLayout.numbers(pages)
      if guesses == report.sections.map({ pack.guess($0.anchor).count }) || !PackLayout.hasFlowingReferences(report) { break }
    }
  }

  /// The page on which each section begins.
  private static func numbers(_ pages: [LaidPage]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (index, page) in pages.enumerated() {
      for place in page.content.destinations where numbers[place.anchor] == nil { numbers[place.anchor] = index + 1 }
    }
    return numbers
  }

  /// Whether any sentence holds a page number with words after it.
  private static func hasFlowingReferences(_ report: ReportDocument) -> Bool {
    func has(_ sentence: Sentence?) -> Bool {
      sentence?.runs.contains { if case .reference = $0 { true } else { false } } ?? false
    }
    func has(_ block: Block) -> Bool {
      switch block {
      case .tiles(let tiles): tiles.contains { has($0.context) }
      case .keyFindings(_, let findings): findings.contains { has($0.sentence) }
      case .table(let table): table.notes.contains { has($0) }
      case .chart(let chart): has(chart.standfirst) || chart.notes.contains { has($0) }
      case .paragraph(let sentence): has(sentence)
      case .bullets(let sentences), .notes(let sentences): sentences.contains { has($0) }
      case .definitions(let pairs): pairs.contains { has($0.meaning) }
      case .aside(_, let blocks): blocks.contains { has($0) }
      case .contentsByQuestion, .heading: false
      }
    }
    return report.sections.contains { has($0.headline) || $0.blocks.contains { has($0) } }
  }

  /// The pages with their numbers, headers and footers: nothing is open any more.
  mutating func resolved(_ fonts: borrowing FontLibrary) -> [LaidPage] {
    let furniture = Furniture(report.identity, &pack, fonts)
    let count = pages.count
    for index in pages.indices {
      if let section = pages[index].section {
        furniture.put(into: &pages[index].content, section: report.sections[section], page: index + 1, of: count, &pack, fonts)
      }
      for item in pages[index].content.items.indices {
        if case .reference(let reference) = pages[index].content.items[item] {
          pages[index].content.items[item] = .text(text(of: reference, fonts))
        }
        if case .text(let text) = pages[index].content.items[item], pack.spaces[text.text.style] == nil {
          pack.spaces[text.text.style] = pack.shape(" ", text.text.style, fonts)
        }
      }
    }
    return pages
  }

  private mutating func text(of reference: PageContent.Reference, _ fonts: borrowing FontLibrary) -> PageContent.Text {
    var numbers: [Int] = []
    for anchor in reference.anchors {
      if let page = pack.pages[anchor], !numbers.contains(page) { numbers.append(page) }
    }
    let text = reference.prefix + numbers.sorted().map(String.init).joined(separator: ", ")
    let shaped = pack.shape(text, reference.style, fonts)
    return PageContent.Text(
      text: shaped, x: reference.isRightAligned ? reference.x - shaped.width : reference.x, y: reference.y, role: reference.role,
      mark: reference.mark)
  }
}
