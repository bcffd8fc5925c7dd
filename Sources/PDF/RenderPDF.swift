import Charts
package import Drawing
import Quantities
package import Report
package import Styling
package import Typesetting

/// A finished PDF.
package struct RenderedPDF: Sendable {
  /// The file's bytes.
  package var bytes: [UInt8]
  /// How many pages it has.
  package var pageCount: Int
  /// The page on which each section begins, by its anchor; the cover is page 1.
  package var pages: [String: Int]
  /// What was left out or could not be set as it should be: labels without room, characters that the font lacks. In order of appearance.
  package var notes: [String]
}

/// Lays a report out in A4 pages and draws it. The same report gives the same bytes.
///
/// The library belongs to the calling task and serves any number of packs one after the other.
/// - Throws: `CairoError` when a page could not be drawn or the document not be ended.
package func renderPDF(_ report: ReportDocument, theme: Theme, library: borrowing FontLibrary) throws(CairoError) -> RenderedPDF {
  var layout = PackLayout(report, theme: theme, library)
  let pages = layout.resolved(library)
  let identity = report.identity
  var surface = try PDFSurface(
    width: theme.paper.width, height: theme.paper.height,
    information: DocumentInformation(
      title: "\(identity.documentTitle): \(identity.name), \(identity.period.description)", author: identity.programme,
      subject: identity.finding.plain, date: identity.releaseDateISO),
    theme: theme, library: library)
  let arena = layout.pack.arena
  for page in pages {
    try surface.page { canvas in draw(page.content, on: &canvas, arena, library) }
  }
  for section in report.sections { _ = surface.bookmark(section.title, destination: section.anchor) }
  let bytes = try surface.finish()
  var notes = layout.pack.notes
  if !arena.lacking.isEmpty { notes.append("the font lacks these characters: " + arena.lacking.map(String.init).joined(separator: " ")) }
  return RenderedPDF(bytes: bytes, pageCount: pages.count, pages: layout.pack.pages, notes: notes)
}

/// Draws a page: fills, rules of one kind together, small graphics without words, texts and scenes in reading order, links. Everything has its place already.
private func draw(_ content: PageContent, on canvas: inout Canvas, _ arena: GlyphArena, _ library: borrowing FontLibrary) {
  for place in content.destinations { canvas.destination(place.anchor, x: 0, y: max(0, place.y - 24)) }
  var fills: [(role: ColourRole, boxes: [Box])] = []
  for fill in content.fills {
    if let last = fills.indices.last, fills[last].role == fill.role {
      fills[last].boxes.append(fill.box)
    } else {
      fills.append((fill.role, [fill.box]))
    }
  }
  for fill in fills { canvas.fill(fill.boxes, fill.role) }
  var rules: [(stroke: Stroke, segments: [(from: Point, to: Point)])] = []
  for rule in content.rules {
    if let index = rules.firstIndex(where: { $0.stroke == rule.stroke }) {
      rules[index].segments.append((rule.from, rule.to))
    } else {
      rules.append((rule.stroke, [(rule.from, rule.to)]))
    }
  }
  for rule in rules { canvas.stroke(segments: rule.segments, rule.stroke) }
  // The marks and lines of a table's cells lie under nothing: drawn one after the other, they and the texts between them are painted together.
  for item in content.items {
    if let graphic = item.graphic, !graphic.hasText { canvas.draw(graphic.commands, x: graphic.x, y: graphic.y, library: library) }
  }
  for item in content.items {
    switch item {
    case .text(let text): canvas.show(text.text, of: arena, x: text.x, y: text.y, text.role)
    case .scene, .shape:
      if let graphic = item.graphic, graphic.hasText { canvas.draw(graphic.commands, x: graphic.x, y: graphic.y, library: library) }
    case .reference: break  // Resolved into text before drawing.
    }
  }
  for link in content.links { canvas.link(to: link.anchor, link.box) }
}

extension PageContent.Item {
  /// What is drawn of a scene or a shape, and where; nil for a text.
  fileprivate var graphic: (commands: [DrawCommand], hasText: Bool, x: Double, y: Double)? {
    switch self {
    case .text, .reference: return nil
    case .scene(let scene, let x, let y): return (scene.commands, scene.commands.contains(where: \.isText), x, y)
    case .shape(let commands, let x, let y): return (commands, commands.contains(where: \.isText), x, y)
    }
  }
}
