import CCairo
import Styling
import Typesetting

/// Cairo's fonts by size and weight, each made once for a surface.
final class ScaledFonts {
  private var faces: [FontWeight: OpaquePointer] = [:]
  private var fonts: [TextStyle: OpaquePointer] = [:]
  private let options: OpaquePointer?

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
}
