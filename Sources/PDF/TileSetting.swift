import Charts
import Report
import Styling
import TaggedPDF
import Typesetting

/// Sets KPI tiles, four a row: a rule, the label, the figure, one line of context, a graphic.
struct TileSetting {
  /// A tile's width and its height with and without a graphic, in points (DESIGN-SPEC §7).
  static let width = 40.5 * PageGeometry.mm
  static let height = 27.2 * PageGeometry.mm
  static let plainHeight = 17.4 * PageGeometry.mm
  static let graphicTop = 17.4 * PageGeometry.mm

  /// The rows of tiles.
  static func slabs(_ tiles: [Tile], _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Slab] {
    let step = (pack.geometry.measure - width) / 3
    let list = pack.structure.addList(.none, in: pack.section)
    return stride(from: 0, to: tiles.count, by: 4).map { start in
      var content = PageContent()
      let row = tiles[start..<min(start + 4, tiles.count)]
      for (index, tile) in row.enumerated() {
        put(tile, in: ListSetting.item(of: list, &pack).element, x: pack.geometry.left + Double(index) * step, into: &content, &pack, fonts)
      }
      let hasGraphics = row.contains { $0.graphic.map { !$0.isEmpty } ?? false }
      return Slab(height: hasGraphics ? height : plainHeight, gapBefore: start == 0 ? Gap.tiles : 11.5, content: content)
    }
  }

  private static func put(
    _ tile: Tile, in item: StructureTree.Element?, x: Double, into content: inout PageContent, _ pack: inout PackContext,
    _ fonts: borrowing FontLibrary
  ) {
    content.addRule(x, x + width, y: 0.75, .ink, 1.5)
    content.add(pack.shape(tile.label, TypeScale.small, fonts), x: x, y: 13.2, .ink2, pack.part(.paragraph, in: item))
    let role = tile.role == .under ? .underText : tile.role ?? .ink
    var left = x
    let valueMark = pack.part(.paragraph, in: item)
    if let direction = tile.direction {
      // Drawn, as the font has no such mark.
      let (base, tip) = direction == .up ? (34.4, 25.6) : (25.6, 34.4)
      let mark = valueMark.element.map { ContentMark(pack.structure.addMark(direction == .up ? "up to " : "down to ", in: $0)) } ?? .artifact
      content.items.append(.shape([.area([Point(0, base), Point(9.6, base), Point(4.8, tip)], role)], x: x + 0.5, y: 0, mark))
      left += 15
    }
    let text = tile.suffix.isEmpty ? tile.value.text : tile.value.text + " " + tile.suffix
    var value = pack.shape(text, TypeScale.tileValue, fonts)
    // A very large figure goes down a size rather than into its neighbour.
    for size in [14.0, 12, 10] where value.width > x + width - left { value = pack.shape(text, TextStyle(size, .bold), fonts) }
    content.add(value, x: left, y: 34.6, role, tile.direction == nil ? valueMark : pack.part(.span, in: valueMark.element))
    putContext(tile.context, in: item, x: x, into: &content, &pack, fonts)
    if let graphic = tile.graphic, !graphic.isEmpty {
      let scene = pack.scene(graphic, width: min(110, width))
      content.items.append(.scene(scene, x: x, y: graphicTop, pack.figure(scene.words, in: item)))
    }
  }

  /// One line of context; one that does not fit is set a little smaller, then over two lines.
  private static func putContext(
    _ sentence: Sentence, in item: StructureTree.Element?, x: Double, into content: inout PageContent, _ pack: inout PackContext,
    _ fonts: borrowing FontLibrary
  ) {
    let mark = pack.part(.paragraph, in: item)
    for size in [8.5, 8.25] {
      let laid = SentenceSetting(TextStyle(size), .ink, leading: 11).lines(sentence, mark, width: size == 8.5 ? width + 6 : width + 8, &pack, fonts)
      if laid.lines.count <= 1 || size == 8.25 {
        laid.put(into: &content, x: x, top: 46.2 - laid.ascent)
        return
      }
    }
  }
}
