import CPangoCairo
package import Styling

extension FontLibrary {
  /// Shapes one line of text into the arena: from the glyph table where it holds every character, through Pango where it does not.
  package borrowing func shape(_ text: String, _ style: TextStyle, into arena: inout GlyphArena) -> ShapedText {
    metrics.shape(text, style, into: &arena) ?? shapeWithPango(text, style, into: &arena)
  }

  /// Shapes one line through Pango, which knows joining scripts, accents and right-to-left text.
  private borrowing func shapeWithPango(_ text: String, _ style: TextStyle, into arena: inout GlyphArena) -> ShapedText {
    prepareLayout(text, style)
    pango_layout_set_width(layout, -1)
    pango_layout_set_single_paragraph_mode(layout, 1)
    pango_layout_set_attributes(layout, nil)
    let first = arena.glyphs.count
    var x = 0
    var line = pango_layout_get_line_readonly(layout, 0)?.pointee.runs
    while let node = line {
      if let run = node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self) {
        append(run, text, style.weight, from: &x, into: &arena)
      }
      line = node.pointee.next
    }
    return ShapedText(first: first, count: arena.glyphs.count - first, width: Double(x) / Double(PANGO_SCALE), style: style)
  }

  /// Sets the layout's text and font.
  borrowing func prepareLayout(_ text: String, _ style: TextStyle) {
    pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
    let description = pango_font_description_copy(loaded(style.weight).description)
    pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
    pango_layout_set_font_description(layout, description)
    pango_font_description_free(description)
  }

  /// Adds the glyphs of one of Pango's runs; what the font lacks becomes its empty box and is named in the arena.
  borrowing func append(
    _ run: UnsafeMutablePointer<PangoGlyphItem>, _ text: String, _ weight: FontWeight, from x: inout Int, into arena: inout GlyphArena
  ) {
    guard let item = run.pointee.item, let string = run.pointee.glyphs, let font = item.pointee.analysis.font else { return }
    let expected = loaded(weight).face
    let isOurs = pango_font_get_hb_font(font).flatMap { hb_font_get_face($0) } == expected
    let scale = Float(PANGO_SCALE)
    for index in 0..<Int(string.pointee.num_glyphs) {
      let info = string.pointee.glyphs[index]
      if info.glyph != 0x0FFF_FFFF {  // PANGO_GLYPH_EMPTY: takes room, shows nothing
        let isUnknown = info.glyph & 0x1000_0000 != 0 || !isOurs  // PANGO_GLYPH_UNKNOWN_FLAG
        if isUnknown { arena.note(lackingAt: Int(item.pointee.offset) + Int(string.pointee.log_clusters[index]), of: text) }
        arena.glyphs.append(
          Glyph(
            index: isUnknown ? 0 : info.glyph, x: Float(x + Int(info.geometry.x_offset)) / scale, y: Float(info.geometry.y_offset) / scale))
      }
      x += Int(info.geometry.width)
    }
  }
}

extension GlyphArena {
  /// Notes the character at a byte of a text as one that the font lacks.
  fileprivate mutating func note(lackingAt byte: Int, of text: String) {
    guard byte < text.utf8.count else { return }
    let place = text.utf8.index(text.startIndex, offsetBy: byte)
    guard place < text.endIndex else { return }
    let character = text[place]
    if !lacking.contains(character) { lacking.append(character) }
  }
}
