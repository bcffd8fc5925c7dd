package import Styling

/// A stretch of a paragraph in one style and colour.
package struct TextSpan: Sendable, Hashable {
  /// The words, spaces at their ends included.
  package var text: String
  /// Size and weight.
  package var style: TextStyle
  /// The colour's role.
  package var role: ColourRole
  /// The named destination that it leads to, or nil.
  package var link: String?

  /// Makes a span.
  package init(_ text: String, _ style: TextStyle, _ role: ColourRole, link: String? = nil) {
    self.text = text
    self.style = style
    self.role = role
    self.link = link
  }
}

/// A piece of a laid line.
package struct LinePiece: Sendable, Hashable {
  /// Its glyphs.
  package var text: ShapedText
  /// Where it starts, in points from the line's left end.
  package var x: Double
  /// Which of the paragraph's spans it belongs to.
  package var span: Int
}

/// A line of a paragraph.
package struct LaidLine: Sendable, Hashable {
  /// Its pieces from left to right.
  package var pieces: [LinePiece]
  /// Its width in points, without the space at its end.
  package var width: Double
}

/// Breaks paragraphs into lines.
///
/// Text that the glyph table holds is broken here, greedily at spaces and after hyphens between letters, which gives the lines that Pango gives; any other
/// paragraph goes through Pango whole.
extension FontLibrary {
  /// The lines of a paragraph, each at most `width` points wide unless a single letter is wider.
  package borrowing func lines(of spans: [TextSpan], width: Double, into arena: inout GlyphArena) -> [LaidLine] {
    guard var atoms = atoms(of: spans, into: &arena) else { return linesThroughPango(spans, width: width, into: &arena) }
    if atoms.contains(where: { $0.advance > width }) { atoms = atoms.flatMap { split($0, width: width, arena) } }
    return greedyBreaks(atoms, width: width).map { line(atoms[$0], spans, arena) }
  }

  /// The lines of a headline over at most two lines, as even as they can be, breaking after a comma or semicolon by preference.
  ///
  /// One that does not fit two lines is set in as many as it needs.
  package borrowing func balancedLines(of spans: [TextSpan], width: Double, into arena: inout GlyphArena) -> [LaidLine] {
    guard let atoms = atoms(of: spans, into: &arena) else { return linesThroughPango(spans, width: width, into: &arena) }
    let greedy = greedyBreaks(atoms, width: width)
    guard greedy.count == 2 else { return greedy.map { line(atoms[$0], spans, arena) } }
    let total = atoms.reduce(0) { $0 + $1.advance + $1.spaceAfter }
    var best = greedy[0].upperBound
    var bestCost = Double.infinity
    var left = 0.0
    for index in atoms.indices.dropLast() {
      let atom = atoms[index]
      left += atom.advance
      let right = total - left - atom.spaceAfter
      if atom.breakAfter, left <= width, right <= width {
        let cost = max(left, right) - (atom.endsClause ? 0.12 * total : 0)
        if cost < bestCost {
          bestCost = cost
          best = index + 1
        }
      }
      left += atom.spaceAfter
    }
    return [0..<best, best..<atoms.count].map { line(atoms[$0], spans, arena) }
  }
}

/// A run of glyphs without a place to break inside it.
struct Atom {
  /// Its span, and its glyphs in the arena.
  var span: Int
  var glyphs: Range<Int>
  /// Its width, and the width of the spaces after it.
  var advance: Double
  var spaceAfter: Double
  /// Whether a line may end after it.
  var breakAfter: Bool
  /// Whether it ends in a comma, semicolon or colon.
  var endsClause: Bool
}

extension FontLibrary {
  /// Shapes the spans and cuts them where lines may break; nil when the glyph table lacks a character.
  private borrowing func atoms(of spans: [TextSpan], into arena: inout GlyphArena) -> [Atom]? {
    let start = arena.glyphs.count
    var atoms: [Atom] = []
    for (index, span) in spans.enumerated() {
      guard let shaped = metrics.shape(span.text, span.style, into: &arena) else {
        arena.glyphs.removeSubrange(start...)
        return nil
      }
      cut(span, index, shaped, arena, into: &atoms)
    }
    return atoms
  }

  private borrowing func cut(_ span: TextSpan, _ index: Int, _ shaped: ShapedText, _ arena: GlyphArena, into atoms: inout [Atom]) {
    let end = shaped.first + shaped.count
    func x(_ glyph: Int) -> Double { glyph < end ? Double(arena.glyphs[glyph].x) : shaped.width }
    var from = shaped.first
    var glyph = shaped.first
    var previous: UInt32 = 0x20
    var beforePrevious: UInt32 = 0x20
    func close(_ to: Int, breakAfter: Bool) {
      guard to > from else { return }
      let endsClause = previous == 0x2C || previous == 0x3B || previous == 0x3A
      atoms.append(
        Atom(span: index, glyphs: from..<to, advance: x(to) - x(from), spaceAfter: 0, breakAfter: breakAfter, endsClause: endsClause))
      from = to
    }
    for scalar in span.text.unicodeScalars {
      let value = scalar.value
      if value == 0x20 || value == 0x0A || value == 0x09 {
        close(glyph, breakAfter: true)
        // The space's room belongs to the atom before it, of this span or of an earlier one.
        if let last = atoms.indices.last {
          atoms[last].spaceAfter += x(glyph + 1) - x(glyph)
          atoms[last].breakAfter = true
        }
        from = glyph + 1
      } else if isLetter(value), previous == 0x2D, isLetter(beforePrevious) {
        close(glyph, breakAfter: true)
      }
      beforePrevious = previous
      previous = value
      glyph += 1
    }
    close(glyph, breakAfter: false)
  }

  private borrowing func isLetter(_ value: UInt32) -> Bool {
    value >= 0x41 && value <= 0x5A || value >= 0x61 && value <= 0x7A || value >= 0xC0 && value < 0x2000
  }

  /// Cuts a word that is wider than the line wherever it reaches the line's end: a file's name, a long code.
  private borrowing func split(_ atom: Atom, width: Double, _ arena: GlyphArena) -> [Atom] {
    guard atom.advance > width else { return [atom] }
    var parts: [Atom] = []
    let origin = Double(arena.glyphs[atom.glyphs.lowerBound].x)
    var from = atom.glyphs.lowerBound
    func x(_ glyph: Int) -> Double { glyph < atom.glyphs.upperBound ? Double(arena.glyphs[glyph].x) : origin + atom.advance }
    for glyph in atom.glyphs where x(glyph + 1) - x(from) > width && glyph > from {
      parts.append(
        Atom(span: atom.span, glyphs: from..<glyph, advance: x(glyph) - x(from), spaceAfter: 0, breakAfter: true, endsClause: false))
      from = glyph
    }
    var last = atom
    last.glyphs = from..<atom.glyphs.upperBound
    last.advance = x(atom.glyphs.upperBound) - x(from)
    return parts + [last]
  }

  /// Fills each line as far as it goes.
  private borrowing func greedyBreaks(_ atoms: [Atom], width: Double) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    var lastBreak: Int?
    var x = 0.0
    var index = 0
    while index < atoms.count {
      if index > start, x + atoms[index].advance > width + 0.001, let place = lastBreak {
        lines.append(start..<place)
        start = place
        index = place
        lastBreak = nil
        x = 0
        continue
      }
      x += atoms[index].advance + atoms[index].spaceAfter
      index += 1
      if atoms[index - 1].breakAfter { lastBreak = index }
    }
    if start < atoms.count { lines.append(start..<atoms.count) }
    return lines
  }

  /// Joins the atoms of a line into one piece a span, spaces between them included.
  private borrowing func line(_ atoms: ArraySlice<Atom>, _ spans: [TextSpan], _ arena: GlyphArena) -> LaidLine {
    var pieces: [LinePiece] = []
    var x = 0.0
    var gap = 0.0
    for atom in atoms {
      if let last = pieces.last, last.span == atom.span {
        let text = pieces[pieces.count - 1].text
        pieces[pieces.count - 1].text.count = atom.glyphs.upperBound - text.first
        pieces[pieces.count - 1].text.width += gap + atom.advance
      } else {
        let origin = arena.glyphs[atom.glyphs.lowerBound].x
        let text = ShapedText(
          first: atom.glyphs.lowerBound, count: atom.glyphs.count, origin: origin, width: atom.advance, style: spans[atom.span].style)
        pieces.append(LinePiece(text: text, x: x, span: atom.span))
      }
      x += atom.advance + atom.spaceAfter
      gap = atom.spaceAfter
    }
    return LaidLine(pieces: pieces, width: x - gap)
  }
}
