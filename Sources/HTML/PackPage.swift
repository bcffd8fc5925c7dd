import Charts
import Quantities
package import Report
package import Styling

/// A finished page.
package struct RenderedPage: Sendable {
  /// The file.
  package var bytes: [UInt8]
  /// Labels that charts left out for want of room, each with its chart's name, for `run.json`.
  package var droppedLabels: [String]
}

/// Writes a pack as one self-contained HTML file.
///
/// - Parameters:
///   - report: the pack.
///   - templates: the run's templates.
///   - links: where the links of the top bar and of charts lead.
///   - measure: measures text for charts.
///   - material: what the figures' passports are made from; nil leaves them out.
/// - Throws: `RenderingError.noMarks` when a chart has data and draws nothing.
package func renderHTML(
  _ report: ReportDocument, templates: PageTemplates, links: PackLinks, measure: any TextMeasure, passports material: PassportMaterial? = nil
) throws(RenderingError) -> RenderedPage {
  let identity = report.identity
  // The list in the page is short; the column beside it leads to every section and follows the reader.
  let groups = contentsGroups(report.contents)
  let sections = contentsGroups(report.sections.map { .init($0) })
  let titles = Dictionary(report.sections.map { ($0.anchor, $0.shortTitle) }, uniquingKeysWith: { first, _ in first })
  var context = PageContext(
    titles: titles, dataFolder: links.dataFolder, sources: ["methods", "data-quality"].first { titles[$0] != nil }.map { "#" + $0 }, measure: measure)
  let cover = try coverView(identity, &context)
  var views: [SectionView] = []
  views.reserveCapacity(report.sections.count)
  for section in report.sections {
    views.append(
      SectionView(
        anchor: section.anchor, id: section.id, title: section.title, headline: markup(section.headline, context),
        blocks: try templates.blocks.markup(section.blocks, contents: groups, &context)))
  }
  var page = PackView(
    head: HeadView(
      title: "\(identity.name), \(identity.period.description) \(identity.cut.rawValue)",
      policy: templates.packPolicy, style: templates.style),
    topBar: TopBarView(
      name: identity.name, detail: "\(identity.period.year.label) \(identity.period.monthLabel) · \(identity.cut.rawValue)",
      banner: identity.banner ?? "", links: topLinks(links)),
    contents: sections, sectionCount: report.sections.count, cover: cover, sections: views, confidentiality: identity.confidentiality,
    symbols: templates.symbols, script: templates.packScript, passports: [])
  var out = HTMLWriter(capacity: 400_000)
  templates.pack.write(page, to: &out)
  if let material {
    // The block lists values in the order of the finished page, so the page is written first; its parts are bytes already, and writing them again is cheap.
    page.passports = passports(ofHTML: out.bytes, ownPeriod: report.identity.period.description, material)
    out = HTMLWriter(capacity: out.bytes.count + page.passports.count)
    templates.pack.write(page, to: &out)
  }
  return RenderedPage(bytes: out.bytes, droppedLabels: context.droppedLabels)
}

/// Lines of contents by the question they answer, in the order in which the questions first come.
private func contentsGroups(_ entries: [ContentsEntry]) -> [ContentsGroupView] {
  var groups: [ContentsGroupView] = []
  for entry in entries {
    let link = LinkView(label: entry.shortTitle, address: "#" + entry.anchor)
    if let index = groups.firstIndex(where: { $0.question == entry.question }) {
      groups[index].links.append(link)
    } else {
      groups.append(ContentsGroupView(question: entry.question, links: [link]))
    }
  }
  return groups
}

private func topLinks(_ links: PackLinks) -> [LinkView] {
  let all = [("PDF", links.pdf), ("Workbook", links.workbook), ("Data", links.data), ("All packs", links.allPacks)]
  return all.compactMap { label, address in address.map { LinkView(label: label, address: $0) } }
}

private func coverView(_ identity: PackIdentity, _ context: inout PageContext) throws(RenderingError) -> CoverView {
  var chart: DrawingsView?
  if let specification = identity.coverChart { chart = try drawings(specification, id: "cover", &context) }
  let period = identity.period
  let first = "April \(period.year.start)"
  let span = period.month == 1 ? period.monthName : "\(first) to \(period.monthName)"
  return CoverView(
    document: identity.documentTitle, name: identity.name, programme: identity.programme, span: span,
    period: "Financial year \(period.year.label), month \(period.month) · \(identity.cut.rawValue)\(identity.provisional ? ", provisional" : "")",
    banner: identity.banner ?? "", finding: markup(identity.finding, context), detail: markup(identity.findingDetail, context), drawings: chart,
    facts: identity.facts.map { PairView(term: $0.term, meaning: markup($0.meaning, context)) })
}
