import Charts
package import Drawing
import Quantities
package import Report
package import Styling
import TaggedPDF
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

/// Lays a report out in A4 pages, draws it and says what each piece of it is, in reading order. The same report gives the same bytes.
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
  let pack = layout.pack
  let titles = Dictionary(report.sections.map { ($0.anchor, $0.title) }, uniquingKeysWith: { first, _ in first })
  let words = titles.mapValues(\.self).merging(pack.pages.map { ($0, "\(titles[$0] ?? $0), page \($1)") }) { $1 }
  for page in pages {
    try surface.page { canvas in draw(page.content, on: &canvas, pack, linkWords: words, library) }
  }
  for section in report.sections { _ = surface.bookmark(section.title, destination: section.anchor) }
  let bytes = try surface.finish(pack.structure)
  var notes = pack.notes
  let lacking = pack.arena.lacking
  if !lacking.isEmpty { notes.append("the font lacks these characters: " + lacking.map(String.init).joined(separator: " ")) }
  return RenderedPDF(bytes: bytes, pageCount: pages.count, pages: pack.pages, notes: notes)
}

/// Draws a page: fills, rules of one kind together, small graphics without words, texts and scenes in reading order, links. Everything has its place already.
private func draw(
  _ content: PageContent, on canvas: inout Canvas, _ pack: borrowing PackContext, linkWords: [String: String], _ library: borrowing FontLibrary
) {
  for place in content.destinations { canvas.destination(place.anchor, y: max(0, place.y - 24)) }
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
    if let graphic = item.graphic, !graphic.hasText { draw(graphic, on: &canvas, pack, library) }
  }
  var last: PageContent.Text?
  for item in content.items {
    switch item {
    case .text(let text):
      canvas.mark = text.mark
      // Words that stand apart, or on another line, are parted by a space too, so that who hears them hears two words.
      if let last, last.mark == text.mark, text.mark.element != nil, isApart(last, text), let space = pack.spaces[last.text.style] {
        canvas.show(space, of: pack.arena, x: last.x + last.text.width, y: last.y, last.role)
      }
      last = text
      canvas.show(text.text, of: pack.arena, x: text.x, y: text.y, text.role)
    case .scene, .shape:
      if let graphic = item.graphic, graphic.hasText { draw(graphic, on: &canvas, pack, library) }
    case .reference: break  // Resolved into text before drawing.
    }
  }
  for link in content.links { canvas.link(to: link.anchor, link.box, link.mark, words: linkWords[link.anchor] ?? link.anchor) }
}

/// Whether a text goes on elsewhere than where the one before it ends.
private func isApart(_ text: PageContent.Text, _ next: PageContent.Text) -> Bool {
  abs(next.y - text.y) > 0.5 || abs(next.x - text.x - text.text.width) > 0.1 * text.text.style.size
}

private func draw(_ graphic: Graphic, on canvas: inout Canvas, _ pack: borrowing PackContext, _ library: borrowing FontLibrary) {
  canvas.mark = graphic.mark
  canvas.draw(graphic.commands, x: graphic.x, y: graphic.y, library: library)
  if pack.structure.isFigure(graphic.mark) {
    let box = graphic.box
    canvas.figure(graphic.mark, Box(x: graphic.x + box.x, y: graphic.y + box.y, width: box.width, height: box.height))
  }
}

/// What is drawn of a scene or a shape, and where.
private struct Graphic {
  var commands: [DrawCommand]
  /// A scene's size; a shape takes what its marks take.
  var size: (width: Double, height: Double)?
  var x: Double
  var y: Double
  var mark: ContentMark

  var hasText: Bool { commands.contains(where: \.isText) }

  /// The room that it takes, from its own corner.
  var box: Box {
    if let size { return Box(x: 0, y: 0, width: size.width, height: size.height) }
    var (left, top, right, bottom) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
    func take(_ x: Double, _ y: Double, _ reach: Double = 0) {
      (left, top, right, bottom) = (min(left, x - reach), min(top, y - reach), max(right, x + reach), max(bottom, y + reach))
    }
    for command in commands {
      switch command {
      case .line(let points, _), .area(let points, _): for point in points { take(point.x, point.y) }
      case .rectangle(let box, _, _):
        take(box.x, box.y)
        take(box.x + box.width, box.y + box.height)
      case .circle(let centre, let radius, _, _): take(centre.x, centre.y, radius)
      case .text(let run): take(run.at.x, run.at.y, run.style.size)
      }
    }
    return left <= right ? Box(x: left, y: top, width: right - left, height: bottom - top) : Box(x: 0, y: 0, width: 0, height: 0)
  }
}

extension Scene {
  /// What it shows, in words: its finding, or else its name.
  var words: String { description.isEmpty ? title : description }
}

extension PageContent.Item {
  /// What is drawn of a scene or a shape; nil for a text.
  fileprivate var graphic: Graphic? {
    switch self {
    case .text, .reference: nil
    case .scene(let scene, let x, let y, let mark): Graphic(commands: scene.commands, size: (scene.width, scene.height), x: x, y: y, mark: mark)
    case .shape(let commands, let x, let y, let mark): Graphic(commands: commands, size: nil, x: x, y: y, mark: mark)
    }
  }
}
