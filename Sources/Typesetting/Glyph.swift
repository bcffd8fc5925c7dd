package import Styling

/// One glyph of a piece of text, placed along its baseline.
package struct Glyph: Sendable, Hashable {
  /// The glyph's number in the font file of its weight.
  package var index: UInt32
  /// Where it stands along the baseline, in points from the start of its text.
  package var x: Float
  /// How far it stands under the baseline, in points; not nought for some accents only.
  package var y: Float

  /// Makes a glyph.
  package init(index: UInt32, x: Float, y: Float = 0) {
    self.index = index
    self.x = x
    self.y = y
  }
}

/// A piece of one line of text in one style: a range of an arena's glyphs and its width.
package struct ShapedText: Sendable, Hashable {
  /// The first of its glyphs in the arena.
  package var first: Int
  /// How many glyphs it has.
  package var count: Int
  /// Where its first glyph stands in the arena, in points: what to take off each glyph's `x`.
  package var origin: Float
  /// Its width in points.
  package var width: Double
  /// Its size and weight.
  package var style: TextStyle

  /// Makes a piece.
  package init(first: Int, count: Int, origin: Float = 0, width: Double, style: TextStyle) {
    self.first = first
    self.count = count
    self.origin = origin
    self.width = width
    self.style = style
  }
}

/// The glyphs of a document, shaped once for measuring and drawn from the same place.
package struct GlyphArena: Sendable {
  /// All glyphs, piece after piece.
  package internal(set) var glyphs: [Glyph] = []
  /// Characters that the font lacks, in order of appearance, each once; they are drawn as the font's empty box.
  package internal(set) var lacking: [Character] = []

  /// Makes an empty arena.
  package init() {}

  /// Forgets everything but the memory.
  package mutating func removeAll() {
    glyphs.removeAll(keepingCapacity: true)
    lacking.removeAll()
  }

  /// The glyphs of one piece.
  package func glyphs(of text: ShapedText) -> ArraySlice<Glyph> { glyphs[text.first..<(text.first + text.count)] }
}
