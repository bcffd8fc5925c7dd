import Charts
import Report

/// A scene as inline SVG.
///
/// - Parameter decorative: whether the drawing only repeats what text beside it says, and is kept from readers.
func drawing(_ scene: Scene, decorative: Bool = false, _ context: inout PageContext) -> [UInt8] {
  SVGWriter(idPrefix: context.nextDrawing(), hidden: decorative).bytes(of: scene)
}

/// The width of a chart in a window that has room for it, and on a telephone, in CSS pixels (DESIGN-SPEC §12).
enum ChartWidth {
  static let wide = 876.0
  static let narrow = 358.0
  static let tile = 150.0
}

/// A chart in its two sizes; nil when there is nothing to draw.
///
/// - Throws: `RenderingError.noMarks` when there are data and no mark.
func drawings(
  _ chart: any ChartSpecification, id: String, _ context: inout PageContext
) throws(RenderingError) -> DrawingsView? {
  guard !chart.isEmpty else { return nil }
  let wide = chart.scene(width: ChartWidth.wide, medium: .wide, measure: context.measure)
  let narrow = chart.scene(width: ChartWidth.narrow, medium: .narrow, measure: context.measure)
  for scene in [wide, narrow] {
    guard scene.hasMarks else { throw .noMarks(chart: id) }
    context.droppedLabels += scene.droppedLabels.map { "\(id): \($0)" }
  }
  return DrawingsView(wide: drawing(wide, &context), narrow: drawing(narrow, &context))
}

extension Scene {
  /// Whether anything but text is drawn.
  var hasMarks: Bool {
    commands.contains { if case .text = $0 { false } else { true } }
  }
}
