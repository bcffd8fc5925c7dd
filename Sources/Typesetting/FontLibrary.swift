import CPangoCairo
package import Styling

/// The fonts of one task: a private font configuration that holds the theme's two files and nothing of the machine's, and Pango's map over it.
///
/// Not to be shared between tasks, nor kept over a suspension: Pango's font map is not safe for two threads.
package struct FontLibrary: ~Copyable {
  /// The glyph table of both weights.
  package let metrics: FontMetrics
  private let configuration: OpaquePointer
  private let map: UnsafeMutablePointer<PangoFontMap>
  let context: OpaquePointer
  let regular: LoadedFont
  let bold: LoadedFont
  /// One layout, used again for each text that the table cannot set.
  let layout: OpaquePointer

  /// A font of one weight, at 1000 points.
  struct LoadedFont {
    let description: OpaquePointer
    let font: UnsafeMutablePointer<PangoFont>
    let face: OpaquePointer

    func release() {
      g_object_unref(UnsafeMutableRawPointer(font))
      pango_font_description_free(description)
    }
  }

  /// Loads the theme's fonts.
  ///
  /// - Throws: `FontError` naming the file that is missing, unreadable or no font.
  package init(fontFiles: [FontWeight: String]) throws(FontError) {
    guard let configuration = FcConfigCreate() else {
      throw FontError(path: "fontconfig", reason: "cannot make a private font configuration: out of memory")
    }
    guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
      FcConfigDestroy(configuration)
      throw FontError(path: "pango", reason: "this build of Pango cannot use FreeType fonts: install libpango1.0-dev of Debian 12")
    }
    func fail(_ error: FontError) -> FontError {
      g_object_unref(UnsafeMutableRawPointer(map))
      FcConfigDestroy(configuration)
      return error
    }
    let secondFile: Int
    do throws(FontError) {
      secondFile = try FontLibrary.add(fontFiles[.regular], .regular, to: configuration)
      _ = try FontLibrary.add(fontFiles[.bold], .bold, to: configuration)
    } catch {
      throw fail(error)
    }
    pango_fc_font_map_set_config(OpaquePointer(map), configuration)
    pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
    guard let context = pango_font_map_create_context(map) else {
      throw fail(FontError(path: "pango", reason: "cannot make a text context"))
    }
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
    pango_cairo_context_set_resolution(context, 72)
    pango_context_set_round_glyph_positions(context, 0)
    do throws(FontError) {
      let regular = try FontLibrary.load(at: 0, path: fontFiles[.regular] ?? "", configuration, map, context)
      do throws(FontError) {
        bold = try FontLibrary.load(at: secondFile, path: fontFiles[.bold] ?? "", configuration, map, context)
      } catch {
        regular.release()
        throw error
      }
      self.regular = regular
    } catch {
      g_object_unref(UnsafeMutableRawPointer(context))
      throw fail(error)
    }
    self.configuration = configuration
    self.map = map
    self.context = context
    layout = pango_layout_new(context)
    metrics = FontMetrics(regular: FontLibrary.entries(regular), bold: FontLibrary.entries(bold))
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(layout))
    regular.release()
    bold.release()
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(UnsafeMutableRawPointer(map))
    FcConfigDestroy(configuration)
  }

  /// Lends Cairo's scaled font (`cairo_scaled_font_t *`) of a weight, for the drawing module only; it lives as long as this library.
  package borrowing func withScaledFont<Result>(_ weight: FontWeight, _ body: (OpaquePointer?) -> Result) -> Result {
    body(pango_cairo_font_get_scaled_font(OpaquePointer(loaded(weight).font)))
  }

  borrowing func loaded(_ weight: FontWeight) -> LoadedFont { weight == .bold ? bold : regular }

  /// Adds a font file and says how many fonts the configuration holds then: a collection holds several.
  private static func add(_ path: String?, _ weight: FontWeight, to configuration: OpaquePointer) throws(FontError) -> Int {
    guard let path else { throw FontError(path: "theme", reason: "the theme names no \(weight.rawValue) font file") }
    guard FcConfigAppFontAddFile(configuration, path) != 0 else {
      throw FontError(
        path: path, reason: "cannot read the \(weight.rawValue) font; install the Debian package fonts-liberation2 or set fonts in the theme")
    }
    return FcConfigGetFonts(configuration, FcSetApplication).map { Int($0.pointee.nfont) } ?? 0
  }

  private static func load(
    at index: Int, path: String, _ configuration: OpaquePointer, _ map: UnsafeMutablePointer<PangoFontMap>, _ context: OpaquePointer
  ) throws(FontError) -> LoadedFont {
    guard let set = FcConfigGetFonts(configuration, FcSetApplication), index < Int(set.pointee.nfont), let pattern = set.pointee.fonts[index],
      let description = pango_fc_font_description_from_pattern(pattern, 0)
    else { throw FontError(path: path, reason: "the file holds no font") }
    pango_font_description_set_absolute_size(description, 1000 * Double(PANGO_SCALE))
    guard let font = pango_font_map_load_font(map, context, description), let hb = pango_font_get_hb_font(font), let face = hb_font_get_face(hb)
    else {
      pango_font_description_free(description)
      throw FontError(path: path, reason: "Pango cannot load this font")
    }
    return LoadedFont(description: description, font: font, face: face)
  }

  /// Reads glyph numbers and advances straight from the font's tables, at a thousand units an em.
  private static func entries(_ font: LoadedFont) -> [FontMetrics.Entry] {
    guard let hb = hb_font_create(font.face) else { return [] }
    defer { hb_font_destroy(hb) }
    let unitsPerEm = Float(max(1, hb_face_get_upem(font.face)))
    func entry(_ scalar: UInt32) -> FontMetrics.Entry {
      var glyph: hb_codepoint_t = 0
      // A no-break space is drawn with the space's glyph, so that text taken out of the page holds plain spaces.
      let asked = scalar == 0xA0 || scalar == 0x202F || scalar == 0x2007 ? 0x20 : scalar
      guard hb_font_get_nominal_glyph(hb, asked, &glyph) != 0, glyph <= 0xFFFF else { return FontMetrics.Entry(glyph: 0, advance: 0) }
      return FontMetrics.Entry(glyph: UInt16(glyph), advance: Float(hb_font_get_glyph_h_advance(hb, glyph)) * 1000 / unitsPerEm)
    }
    return FontMetrics.ranges.flatMap { $0.map(entry) }
  }
}
