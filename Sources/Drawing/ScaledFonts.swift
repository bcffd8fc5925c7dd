import CCairo
import Charts
import Styling
import Typesetting

/// Cairo's fonts by size and weight, each made once for a surface.
final class ScaledFonts {
  private var faces: [FontWeight: OpaquePointer] = [:]
  private var fonts: [TextStyle: OpaquePointer] = [:]
  private var outlines: [OutlineKey: [[Point]]] = [:]
  private let options: OpaquePointer?

  private struct OutlineKey: Hashable {
    var glyph: UInt32
    var style: TextStyle
  }

  init(_ library: borrowing FontLibrary) throws(CairoError) {
    options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    for weight in FontWeight.allCases {
      let face = library.withScaledFont(weight) { font in font.flatMap { cairo_font_face_reference(cairo_scaled_font_get_font_face($0)) } }
      guard let face else { throw CairoError(operation: "use the \(weight.rawValue) font", reason: "Pango gave no font") }
      faces[weight] = face
      try CairoError.check(cairo_font_face_status(face), "use the \(weight.rawValue) font")
    }
  }

  deinit {
    for font in fonts.values { cairo_scaled_font_destroy(font) }
    for face in faces.values { cairo_font_face_destroy(face) }
    cairo_font_options_destroy(options)
  }

  /// The font of a style, or nil when Cairo cannot make it (a size that is no number).
  func font(_ style: TextStyle) -> OpaquePointer? {
    if let font = fonts[style] { return font }
    guard style.size.isFinite, style.size > 0, let face = faces[style.weight] else { return nil }
    var size = cairo_matrix_t()
    var identity = cairo_matrix_t()
    cairo_matrix_init_scale(&size, style.size, style.size)
    cairo_matrix_init_identity(&identity)
    guard let font = cairo_scaled_font_create(face, &size, &identity, options) else { return nil }
    guard cairo_scaled_font_status(font) == CAIRO_STATUS_SUCCESS else {
      cairo_scaled_font_destroy(font)
      return nil
    }
    fonts[style] = font
    return font
  }

  /// The outline of a glyph as polygons that keep within a quarter of a point of it, from the glyph's origin.
  func coarseOutline(of glyph: UInt32, _ style: TextStyle) -> [[Point]] {
    let key = OutlineKey(glyph: glyph, style: style)
    if let outline = outlines[key] { return outline }
    let outline = traceOutline(of: glyph, style)
    outlines[key] = outline
    return outline
  }

  private func traceOutline(of glyph: UInt32, _ style: TextStyle) -> [[Point]] {
    guard let font = font(style), let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1) else { return [] }
    defer { cairo_surface_destroy(surface) }
    guard let context = cairo_create(surface) else { return [] }
    defer { cairo_destroy(context) }
    cairo_set_scaled_font(context, font)
    cairo_set_tolerance(context, 0.25)
    var placed = cairo_glyph_t(index: UInt(glyph), x: 0, y: 0)
    cairo_glyph_path(context, &placed, 1)
    guard let path = cairo_copy_path_flat(context) else { return [] }
    defer { cairo_path_destroy(path) }
    var contours: [[Point]] = []
    var index = 0
    while index < Int(path.pointee.num_data), let data = path.pointee.data {
      let header = data[index].header
      let type = header.type
      if type == CAIRO_PATH_MOVE_TO || type == CAIRO_PATH_LINE_TO, header.length > 1 {
        let point = data[index + 1].point
        if type == CAIRO_PATH_MOVE_TO { contours.append([]) }
        if let last = contours.indices.last, contours[last].last.map({ abs($0.x - point.x) + abs($0.y - point.y) > 0.25 }) ?? true {
          contours[last].append(Point(point.x, point.y))
        }
      }
      index += max(1, Int(header.length))
    }
    return contours.filter { $0.count > 1 }
  }
}
