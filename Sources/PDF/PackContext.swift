import Charts
import Figures
import Quantities
import Report
import Styling
import TaggedPDF
import Typesetting

/// What the setting of any part of a pack needs to know.
struct PackContext {
  let geometry: PageGeometry
  let metrics: FontMetrics
  /// The glyphs of the whole pack.
  var arena = GlyphArena()
  /// What the pack's content is, in reading order.
  var structure = StructureTree()
  /// A space in each style that texts are drawn in.
  var spaces: [TextStyle: ShapedText] = [:]
  /// The section that is being set.
  var section = StructureTree.root
  /// What a reader of `run.json` should know: labels dropped, charts taller than a page.
  var notes: [String] = []
  /// The page on which each section begins, as it is known so far.
  var pages: [String: Int]
  /// The place of each section in the pack.
  private let order: [String: Int]

  init(_ report: ReportDocument, geometry: PageGeometry, metrics: FontMetrics) {
    self.geometry = geometry
    self.metrics = metrics
    pages = [:]
    order = Dictionary(report.sections.enumerated().map { ($1.anchor, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Forgets what was set.
  mutating func removeAll() {
    arena.removeAll()
    structure.removeAll()
    section = StructureTree.root
    notes = []
  }

  /// A new part of what is being set, and the mark of its content.
  mutating func part(_ role: StructureTree.Role, in parent: StructureTree.Element? = nil) -> ContentMark {
    ContentMark(structure.add(role, in: parent ?? section))
  }

  /// The mark of a drawing that says in words what it shows; one without words is only drawn.
  mutating func figure(_ words: String, in parent: StructureTree.Element? = nil) -> ContentMark {
    words.isEmpty ? .artifact : ContentMark(structure.addFigure(words, in: parent ?? section))
  }

  func hasSection(_ anchor: String) -> Bool { order[anchor] != nil }

  /// The number that a reference to a section will probably print; only its number of digits matters.
  func guess(_ anchor: String) -> String { String(pages[anchor] ?? (order[anchor] ?? 0) + 2) }

  /// Shapes one line of text.
  mutating func shape(_ text: String, _ style: TextStyle, _ fonts: borrowing FontLibrary) -> ShapedText { fonts.shape(text, style, into: &arena) }

  /// Shapes the first of these texts that is no wider than the room; where none is, the last, cut after a whole word or, in a very long word, within it.
  mutating func shape(first texts: [String], _ style: TextStyle, in room: Double, _ fonts: borrowing FontLibrary) -> ShapedText {
    for text in texts {
      let shaped = shape(text, style, fonts)
      if shaped.width <= room { return shaped }
    }
    var cut = Substring(texts.last ?? "")
    while !cut.isEmpty {
      let space = cut.lastIndex(of: " ")
      cut = space.map { cut[..<$0] } ?? cut.dropLast()
      let shaped = shape(cut + "…", style, fonts)
      if shaped.width <= room { return shaped }
    }
    return shape("", style, fonts)
  }

  /// Lays out a chart and keeps its dropped labels for the notes.
  mutating func scene(_ chart: any ChartSpecification, width: Double) -> Scene {
    let scene = chart.scene(width: width, medium: .page, measure: metrics)
    for label in scene.droppedLabels { notes.append("“\(scene.title)”: no room for the label “\(label)”") }
    return scene
  }
}
