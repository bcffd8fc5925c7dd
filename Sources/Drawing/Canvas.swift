import CCairo
package import Charts
package import Styling
package import TaggedPDF
package import Typesetting

/// One page, or one picture, being drawn: it strokes, fills and shows glyphs, and decides nothing.
///
/// Texts in one style and colour that follow each other go to Cairo in one call, because a call costs more than its glyphs; so do marks of one look.
/// What each piece belongs to is kept aside (`TaggedDocument.Page`): Cairo sees only the number of a region, in the colour.
package struct Canvas: ~Copyable {
  let raw: OpaquePointer
  let fonts: ScaledFonts
  let theme: Theme
  /// What was refused first: a position that is no number, a font that cannot be made.
  private var fault: String?
  /// What is drawn next belongs to.
  package var mark = ContentMark.artifact
  /// What the page holds besides what is drawn on it.
  private(set) var page = TaggedDocument.Page()
  /// The paper that a PDF is drawn on; nil for a picture.
  private let paper: (width: Double, height: Double)?
  private var isTagged: Bool { paper != nil }
  /// Where the text that is being drawn starts, if it reads upwards: its glyphs are placed from there, turned.
  private var turned: (x: Double, y: Double)?
  private var role: ColourRole?
  /// The region whose number the colour bears.
  private var region = 0
  private var pending: [cairo_glyph_t] = []
  private var pendingRuns: [PageMarks.Run] = []
  private var pendingStyle: TextStyle?
  private var pendingRole: ColourRole = .ink
  private var shownStyle: TextStyle?
  /// The look of the path that is open, if one is.
  private var open: Look?
  private var openMark = ContentMark.artifact
  private var scratch = GlyphArena()
  private var defined: Set<String> = []
  private var linked: Set<String> = []

  /// What all marks of one path share.
  private enum Look: Equatable {
    case fill(ColourRole)
    case stroke(Stroke)
  }

  /// Names that links lead to and no page has, in order.
  var danglingLinks: [String] { linked.subtracting(defined).sorted() }

  /// Takes a context; whoever made it destroys it.
  init(_ raw: OpaquePointer, fonts: ScaledFonts, theme: Theme, paper: (width: Double, height: Double)?) {
    self.raw = raw
    self.paper = paper
    self.fonts = fonts
    self.theme = theme
    pending.reserveCapacity(512)
  }

  /// Forgets colour and font, which Cairo may have lost with the page.
  mutating func beginPage() {
    role = nil
    shownStyle = nil
    pendingStyle = nil
    open = nil
    pending.removeAll(keepingCapacity: true)
    pendingRuns.removeAll(keepingCapacity: true)
    page = TaggedDocument.Page()
    mark = .artifact
  }

  /// Sends what is pending and gives what was refused, if anything.
  mutating func endPage() -> String? {
    settle()
    if page.marks.region >= RegionCode.capacity { fault = fault ?? "a page has too many parts" }
    return fault
  }

  /// Refuses positions that are no numbers, which Cairo would accept in silence.
  private mutating func isSound(_ a: Double, _ b: Double, _ c: Double = 0, _ d: Double = 0) -> Bool {
    // A sum with an infinity or a NaN in it is not finite.
    if (abs(a) + abs(b) + abs(c) + abs(d)).isFinite { return true }
    fault = fault ?? "a position is not a number: \(a), \(b), \(c), \(d)"
    return false
  }

  private mutating func use(_ role: ColourRole) {
    guard role != self.role || isTagged && page.marks.region != region else { return }
    let colour = theme.colour(role)
    // Three decimals name each of 256 steps; six would only make the file longer.
    func part(_ value: UInt8) -> Int { Int((Double(value) / 0.255).rounded()) }
    let parts = (part(colour.red), part(colour.green), part(colour.blue))
    if isTagged {
      region = page.marks.region
      let (red, green, blue) = RegionCode.shifted(parts, region: region)
      cairo_set_source_rgb(raw, red, green, blue)
    } else {
      cairo_set_source_rgb(raw, Double(parts.0) / 1000, Double(parts.1) / 1000, Double(parts.2) / 1000)
    }
    self.role = role
  }

  private mutating func use(_ stroke: Stroke) {
    use(stroke.role)
    cairo_set_line_width(raw, stroke.width)
    stroke.dash.withUnsafeBufferPointer { cairo_set_dash(raw, $0.baseAddress, Int32(clamping: $0.count), 0) }
  }

  // MARK: Text

  /// Shows a piece of text with its baseline starting at a point.
  package mutating func show(_ text: ShapedText, of arena: borrowing GlyphArena, x: Double, y: Double, _ role: ColourRole) {
    guard text.count > 0, isSound(x, y) else { return }
    paint()
    if pendingStyle != text.style || pendingRole != role {
      flush()
      pendingStyle = text.style
      pendingRole = role
    }
    // Where a text starts is rounded to a hundredth of a point: nobody sees it, and the file is shorter.
    let left = (x * 100).rounded() / 100 - Double(text.origin)
    let base = (y * 100).rounded() / 100
    var lacking: [cairo_glyph_t] = []
    let before = pending.count
    for glyph in arena.glyphs(of: text) {
      let placed = cairo_glyph_t(index: UInt(glyph.index), x: left + Double(glyph.x), y: base + Double(glyph.y))
      // Cairo leaves out what is far off the paper, and glyphs are counted: what nobody can see is left out here.
      if let paper, !isNear(placed, paper, text.style.size * 5) { continue }
      if glyph.index == 0, isTagged { lacking.append(placed) } else { pending.append(placed) }
    }
    if isTagged, pending.count > before { pendingRuns.append(PageMarks.Run(glyphs: pending.count - before, mark: mark)) }
    if !lacking.isEmpty { outline(lacking, text.style, role) }
  }

  /// Whether a glyph starts on the paper, or not further than a margin from it.
  private func isNear(_ glyph: cairo_glyph_t, _ paper: (width: Double, height: Double), _ margin: Double) -> Bool {
    let (x, y) = turned.map { ($0.x + glyph.y, $0.y - glyph.x) } ?? (glyph.x, glyph.y)
    return x > -margin && x < paper.width + margin && y > -margin && y < paper.height + margin
  }

  /// Draws the empty boxes of characters that the font lacks: they are drawings, since no text of PDF/A may show a character that is none.
  private mutating func outline(_ glyphs: [cairo_glyph_t], _ style: TextStyle, _ role: ColourRole) {
    settle()
    guard let font = fonts.font(style) else { return }
    cairo_set_scaled_font(raw, font)
    shownStyle = style
    page.marks.paint(mark)
    cairo_new_path(raw)
    cairo_glyph_path(raw, glyphs, Int32(clamping: glyphs.count))
    use(role)
    cairo_fill(raw)
  }

  /// Sends pending text to Cairo.
  private mutating func flush() {
    guard let style = pendingStyle, !pending.isEmpty else { return }
    // Cairo also leaves out a call none of whose glyphs is on the paper.
    if let paper, !pending.contains(where: { isNear($0, paper, 0) }) {
      pending.removeAll(keepingCapacity: true)
      pendingRuns.removeAll(keepingCapacity: true)
      return
    }
    if style != shownStyle {
      guard let font = fonts.font(style) else {
        fault = fault ?? "there is no font of \(style.size) points"
        pending.removeAll(keepingCapacity: true)
        pendingRuns.removeAll(keepingCapacity: true)
        return
      }
      cairo_set_scaled_font(raw, font)
      shownStyle = style
    }
    page.marks.show(pendingRuns)
    use(pendingRole)
    cairo_show_glyphs(raw, pending, Int32(clamping: pending.count))
    pending.removeAll(keepingCapacity: true)
    pendingRuns.removeAll(keepingCapacity: true)
  }

  /// Shows a text of a scene: anchored, perhaps upright, perhaps with a halo in the ground's colour.
  mutating func show(_ run: TextRun, dx: Double, dy: Double, library: borrowing FontLibrary) {
    scratch.removeAll()
    let text = library.shape(run.text, run.style, into: &scratch)
    let shift =
      switch run.anchor {
      case .start: 0.0
      case .middle: -text.width / 2
      case .end: -text.width
      }
    let (x, y) = (dx + run.at.x, dy + run.at.y)
    guard isSound(x, y) else { return }
    let arena = scratch
    if run.upward {
      settle()
      cairo_save(raw)
      cairo_translate(raw, x, y)
      cairo_rotate(raw, -.pi / 2)
      shownStyle = nil
      turned = (x, y)
      show(text, of: arena, x: shift, y: 0, run.role)
      flush()
      turned = nil
      cairo_restore(raw)
      role = nil
      shownStyle = nil
      return
    }
    if run.halo { drawHalo(text, arena, x: x + shift, y: y) }
    show(text, of: arena, x: x + shift, y: y, run.role)
  }

  /// Strokes coarse outlines of the glyphs in the ground's colour: under 2.5 points of stroke their corners cannot be seen, and the file stays small.
  private mutating func drawHalo(_ text: ShapedText, _ arena: borrowing GlyphArena, x: Double, y: Double) {
    settle()
    cairo_new_path(raw)
    for glyph in arena.glyphs(of: text) {
      let left = x - Double(text.origin) + Double(glyph.x)
      for contour in fonts.coarseOutline(of: glyph.index, text.style) {
        for (index, point) in contour.enumerated() {
          let (px, py) = (quarter(left + point.x), quarter(y + Double(glyph.y) + point.y))
          if index == 0 { cairo_move_to(raw, px, py) } else { cairo_line_to(raw, px, py) }
        }
        cairo_close_path(raw)
      }
    }
    page.marks.paint(mark)
    use(Stroke(.paper, 2.5))
    cairo_set_line_join(raw, CAIRO_LINE_JOIN_ROUND)
    cairo_stroke(raw)
    cairo_set_line_join(raw, CAIRO_LINE_JOIN_MITER)
  }

  private func quarter(_ value: Double) -> Double { (value * 4).rounded() / 4 }

  // MARK: Marks

  /// Opens a path for marks of a look, or goes on with the one that is open: neighbours of one look are painted at once, which looks the same, since
  /// colours are opaque.
  private mutating func begin(_ look: Look) {
    flush()
    if open == look, openMark == mark { return }
    paint()
    cairo_new_path(raw)
    open = look
    openMark = mark
  }

  /// Paints the path that is open.
  private mutating func paint() {
    guard let look = open else { return }
    open = nil
    page.marks.paint(openMark)
    switch look {
    case .fill(let role):
      use(role)
      cairo_fill(raw)
    case .stroke(let stroke):
      use(stroke)
      // Data lines turn sharply: a mitre would draw spikes that are no data.
      cairo_set_line_join(raw, CAIRO_LINE_JOIN_ROUND)
      cairo_stroke(raw)
      cairo_set_line_join(raw, CAIRO_LINE_JOIN_MITER)
    }
  }

  /// Sends all texts and marks that wait for others of their look.
  private mutating func settle() {
    paint()
    flush()
  }

  /// Fills upright rectangles of one colour.
  package mutating func fill(_ boxes: [Box], _ role: ColourRole) {
    for box in boxes { rectangle(box, fill: role, stroke: nil) }
  }

  /// Strokes separate straight lines of one kind; each pair of points is a line.
  package mutating func stroke(segments: [(from: Point, to: Point)], _ stroke: Stroke) {
    begin(.stroke(stroke))
    for segment in segments where isSound(segment.from.x, segment.from.y, segment.to.x, segment.to.y) {
      cairo_move_to(raw, segment.from.x, segment.from.y)
      cairo_line_to(raw, segment.to.x, segment.to.y)
    }
  }

  /// Strokes a run of straight lines.
  package mutating func stroke(_ points: [Point], dx: Double = 0, dy: Double = 0, _ stroke: Stroke) {
    guard areSound(points, dx, dy) else { return }
    begin(.stroke(stroke))
    trace(points, dx, dy)
  }

  /// Fills a shape, closed by itself.
  package mutating func fill(_ points: [Point], dx: Double = 0, dy: Double = 0, _ role: ColourRole) {
    guard areSound(points, dx, dy) else { return }
    begin(.fill(role))
    // All shapes of a path run clockwise, as rectangles do: where two that run against each other overlap, there would be a hole.
    var area = 0.0
    var last = points[points.count - 1]
    for point in points {
      area += last.x * point.y - point.x * last.y
      last = point
    }
    trace(area < 0 ? points.reversed() : points, dx, dy)
  }

  private mutating func areSound(_ points: [Point], _ dx: Double, _ dy: Double) -> Bool {
    for point in points where !isSound(point.x + dx, point.y + dy) { return false }
    return !points.isEmpty
  }

  private func trace(_ points: [Point], _ dx: Double, _ dy: Double) {
    cairo_move_to(raw, points[0].x + dx, points[0].y + dy)
    for point in points.dropFirst() { cairo_line_to(raw, point.x + dx, point.y + dy) }
  }

  /// Fills and outlines an upright rectangle.
  package mutating func rectangle(_ box: Box, dx: Double = 0, dy: Double = 0, fill: ColourRole?, stroke: Stroke?) {
    guard isSound(box.x + dx, box.y + dy, box.width, box.height) else { return }
    let isFurther = stroke == nil && fill.map { open == .fill($0) } ?? false && openMark == mark
    draw(fill: fill, stroke: stroke) { raw in
      // One rectangle alone has a short form in the file; of several each is four points, for its last edge is filled to without being drawn.
      if isFurther {
        let (left, top) = (box.x + dx, box.y + dy)
        cairo_move_to(raw, left, top)
        cairo_line_to(raw, left + box.width, top)
        cairo_line_to(raw, left + box.width, top + box.height)
        cairo_line_to(raw, left, top + box.height)
      } else {
        cairo_rectangle(raw, box.x + dx, box.y + dy, box.width, box.height)
      }
    }
  }

  /// Fills and outlines a circle.
  package mutating func circle(_ centre: Point, radius: Double, dx: Double = 0, dy: Double = 0, fill: ColourRole?, stroke: Stroke?) {
    guard isSound(centre.x + dx, centre.y + dy, radius) else { return }
    draw(fill: fill, stroke: stroke) { raw in
      cairo_new_sub_path(raw)
      cairo_arc(raw, centre.x + dx, centre.y + dy, max(0, radius), 0, 2 * .pi)
    }
  }

  /// Adds a closed shape to a path of its colour; one with an outline is painted by itself.
  private mutating func draw(fill: ColourRole?, stroke: Stroke?, _ shape: (OpaquePointer) -> Void) {
    guard let stroke else {
      guard let fill else { return }
      begin(.fill(fill))
      return shape(raw)
    }
    settle()
    page.marks.paint(mark)
    cairo_new_path(raw)
    shape(raw)
    if let fill {
      use(fill)
      cairo_fill_preserve(raw)
    }
    use(stroke)
    cairo_stroke(raw)
  }

  // MARK: Places, links and drawings

  /// Makes a place of the page that links and bookmarks can lead to; the first of a name counts.
  package mutating func destination(_ name: String, y: Double) {
    guard isSound(0, y), defined.insert(name).inserted else { return }
    page.destinations.append((name, y))
  }

  /// Notes that a bookmark leads to a place.
  mutating func expectDestination(_ name: String) { linked.insert(name) }

  /// Makes an area of the page lead to a named place, which must exist by the time the document is finished.
  ///
  /// - Parameters:
  ///   - mark: the link that it is the area of.
  ///   - words: where it leads.
  package mutating func link(to name: String, _ box: Box, _ mark: ContentMark, words: String) {
    guard isSound(box.x, box.y, box.width, box.height) else { return }
    linked.insert(name)
    page.links.append(
      TaggedDocument.Link(to: name, TaggedDocument.Area(x: box.x, y: box.y, width: box.width, height: box.height), mark, words: words))
  }

  /// Says where a drawing stands.
  package mutating func figure(_ mark: ContentMark, _ box: Box) {
    guard isSound(box.x, box.y, box.width, box.height) else { return }
    page.figures.append((mark, TaggedDocument.Area(x: box.x, y: box.y, width: box.width, height: box.height)))
  }
}
