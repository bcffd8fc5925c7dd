import Charts

/// The grid of the page, in points from its top left corner (DESIGN-SPEC §2). Lengths given in millimetres there are written so here.
struct PageGeometry: Sendable {
  /// Points a millimetre.
  static let mm = 72 / 25.4

  let width: Double
  let height: Double
  /// The text's left edge, its right edge, its width.
  let left: Double
  let right: Double
  var measure: Double { right - left }
  /// Where the body begins and where it ends.
  let top: Double
  let bottom: Double
  /// The running header's rule and the footer's.
  let headerRule: Double
  let footerRule: Double

  /// The grid on a paper: margins of 18 at the sides, the body from 22 under the top to 19 over the bottom.
  init(paper: (width: Double, height: Double)) {
    let mm = PageGeometry.mm
    width = paper.width
    height = paper.height
    left = 18 * mm
    right = paper.width - 18 * mm
    top = 22 * mm
    bottom = paper.height - 19 * mm
    headerRule = 16.2 * mm
    footerRule = paper.height - 15.5 * mm
  }

  /// How full a page is whose last mark stands at `y`, from 0 to 1.
  func fill(at y: Double) -> Double { (y - top) / (bottom - top) }
}

/// The vertical steps between blocks, in points.
enum Gap {
  /// Caption to table.
  static let caption = 3.0
  /// Table or chart to its note.
  static let note = 4.5
  /// Headline to a table or a chart, and to tiles.
  static let headline = 9.0
  static let tiles = 12.0
  /// Between blocks.
  static let block = 14.0
  /// Between the blocks of a section that repeats and so is set densely.
  static let denseBlock = 9.5
  /// Before a second section on a page.
  static let section = 19.0
}

/// The heights of table rows, from compact to roomy; a table has one.
enum RowPitch {
  static let compact = 13.4
  static let standard = 14.5
  static let comfortable = 16.4
  static let roomy = 18.0
  static let all = [compact, standard, comfortable, roomy]
}
