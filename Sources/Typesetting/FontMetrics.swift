package import Styling

/// Glyph numbers and advances of both weights for the characters that reports are made of, measured once in a process.
///
/// Its widths are sums of advances without kerning, so that charts, tables and their HTML twins agree; what is drawn from it stands exactly as measured.
package struct FontMetrics: Sendable, TextMeasure {
  /// One character of one weight.
  struct Entry: Sendable {
    /// Glyph number; nought where the character is not in the table.
    var glyph: UInt16
    /// Advance in thousandths of the size.
    var advance: Float
  }
  /// The ranges of the table: Latin, Greek and Cyrillic; the Welsh and other letters of Latin Extended Additional; punctuation to mathematical signs.
  static let ranges: [Range<UInt32>] = [0x20..<0x300, 0x370..<0x530, 0x1E00..<0x1F00, 0x2000..<0x2300]

  let regular: [Entry]
  let bold: [Entry]

  /// The widths and glyphs of two font files.
  ///
  /// - Throws: `FontError` when a file is missing or no font.
  package init(fontFiles: [FontWeight: String]) throws(FontError) {
    let library = try FontLibrary(fontFiles: fontFiles)
    self = library.metrics
  }

  init(regular: [Entry], bold: [Entry]) {
    self.regular = regular
    self.bold = bold
  }

  /// The place of a character in the table; nil outside its ranges.
  @inline(__always) static func slot(_ scalar: UInt32) -> Int? {
    if scalar < 0x300 { return scalar >= 0x20 ? Int(scalar - 0x20) : 0 }
    if scalar >= 0x370, scalar < 0x530 { return Int(scalar - 0x370) + 0x2E0 }
    if scalar >= 0x2000, scalar < 0x2300 { return Int(scalar - 0x2000) + 0x5A0 }
    if scalar >= 0x1E00, scalar < 0x1F00 { return Int(scalar - 0x1E00) + 0x4A0 }
    return nil
  }

  /// The table of a weight.
  @inline(__always) func table(_ weight: FontWeight) -> [Entry] { weight == .bold ? bold : regular }

  /// The width of one line of text in the unit of the style's size.
  ///
  /// A character outside the table counts as half an em, from U+2E80 (the East Asian scripts) as a whole one; a combining accent as nothing.
  package func width(of text: String, _ style: TextStyle) -> Double {
    let table = table(style.weight)
    var sum: Float = 0
    for scalar in text.unicodeScalars {
      if let slot = FontMetrics.slot(scalar.value), table[slot].glyph != 0 {
        sum += table[slot].advance
      } else if scalar.value >= 0x2E80 {
        sum += 1000
      } else if !(0x300..<0x370).contains(scalar.value) {
        sum += 500
      }
    }
    let tightening = FontMetrics.tightening(style.size)
    return Double(sum) / 1000 * style.size + (tightening == 0 ? 0 : tightening * Double(text.unicodeScalars.count))
  }

  /// What large text is set closer by, in points a character: nothing up to 15, −0.1 at 17, −0.6 at 36 (DESIGN-SPEC §3).
  static func tightening(_ size: Double) -> Double {
    size <= 15 ? 0 : size <= 17 ? -0.05 * (size - 15) : -0.1 - min(0.6, 0.5 * (size - 17) / 19)
  }

  /// Shapes one line of text from the table alone; nil, and nothing added, when a character is outside it.
  func shape(_ text: String, _ style: TextStyle, into arena: inout GlyphArena) -> ShapedText? {
    let table = table(style.weight)
    let first = arena.glyphs.count
    let scale = Float(style.size) / 1000
    let tightening = Float(FontMetrics.tightening(style.size)) / scale
    var x: Float = 0
    for scalar in text.unicodeScalars {
      guard let slot = FontMetrics.slot(scalar.value), table[slot].glyph != 0 else {
        arena.glyphs.removeSubrange(first...)
        return nil
      }
      arena.glyphs.append(Glyph(index: UInt32(table[slot].glyph), x: x * scale))
      x += table[slot].advance + tightening
    }
    return ShapedText(first: first, count: arena.glyphs.count - first, width: Double(x * scale), style: style)
  }
}
