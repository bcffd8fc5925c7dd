import CPangoCairo
import Styling

extension FontLibrary {
  /// Lays a paragraph out in Pango: for text that holds a character outside the glyph table.
  borrowing func linesThroughPango(_ spans: [TextSpan], width: Double, into arena: inout GlyphArena) -> [LaidLine] {
    guard let first = spans.first else { return [] }
    let text = spans.map(\.text).joined()
    prepareLayout(text, first.style)
    pango_layout_set_single_paragraph_mode(layout, 1)
    pango_layout_set_width(layout, Int32(clamping: Int(width * Double(PANGO_SCALE))))
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    let attributes = pango_attr_list_new()
    var starts: [Int] = []
    var byte = 0
    for (index, span) in spans.enumerated() {
      starts.append(byte)
      let end = byte + span.text.utf8.count
      insert(pango_attr_size_new_absolute(Int32(clamping: Int((span.style.size * Double(PANGO_SCALE)).rounded()))), byte, end, attributes)
      insert(pango_attr_weight_new(span.style.weight == .bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL), byte, end, attributes)
      // Colour does not shape, but two neighbouring spans of one style must stay two items.
      insert(pango_attr_foreground_new(UInt16(truncatingIfNeeded: index), 0, 0), byte, end, attributes)
      byte = end
    }
    pango_layout_set_attributes(layout, attributes)
    pango_attr_list_unref(attributes)
    defer { pango_layout_set_attributes(layout, nil) }
    return (0..<pango_layout_get_line_count(layout)).compactMap { index in
      guard let line = pango_layout_get_line_readonly(layout, index) else { return nil }
      return self.line(line, text, spans, starts, into: &arena)
    }
  }

  private borrowing func insert(_ attribute: UnsafeMutablePointer<PangoAttribute>?, _ start: Int, _ end: Int, _ list: OpaquePointer?) {
    guard let attribute else { return }
    attribute.pointee.start_index = UInt32(clamping: start)
    attribute.pointee.end_index = UInt32(clamping: end)
    pango_attr_list_insert(list, attribute)
  }

  private borrowing func line(
    _ line: UnsafeMutablePointer<PangoLayoutLine>, _ text: String, _ spans: [TextSpan], _ starts: [Int], into arena: inout GlyphArena
  ) -> LaidLine {
    var pieces: [LinePiece] = []
    var x = 0
    var node = line.pointee.runs
    let scale = Double(PANGO_SCALE)
    while let item = node {
      if let run = item.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self), let offset = run.pointee.item?.pointee.offset {
        let span = max(0, (starts.firstIndex { $0 > Int(offset) } ?? spans.count) - 1)
        let first = arena.glyphs.count
        let from = x
        append(run, text, spans[span].style.weight, from: &x, into: &arena)
        let shaped = ShapedText(
          first: first, count: arena.glyphs.count - first, origin: Float(Double(from) / scale), width: Double(x - from) / scale,
          style: spans[span].style)
        pieces.append(LinePiece(text: shaped, x: Double(from) / scale, span: span))
      }
      node = item.pointee.next
    }
    return LaidLine(pieces: pieces, width: Double(x) / scale)
  }
}
