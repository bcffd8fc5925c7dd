import CCairo
package import Charts
package import Styling
package import Typesetting

/// A scene as a PNG file's bytes, on the ground's colour, at `scale` pixels a point.
///
/// - Throws: `CairoError` for a size that is no picture's, a position that is no number, or when Cairo cannot write.
package func pngImage(of scene: Scene, theme: Theme, library: borrowing FontLibrary, scale: Double = 2) throws(CairoError) -> [UInt8] {
  let operation = "draw “\(scene.title)” as a picture"
  let (width, height) = ((scene.width * scale).rounded(.up), (scene.height * scale).rounded(.up))
  guard width.isFinite, height.isFinite, width >= 1, height >= 1, width <= 32_767, height <= 32_767 else {
    throw CairoError(operation: operation, reason: "\(scene.width) by \(scene.height) points is no picture size")
  }
  let fonts = try ScaledFonts(library)
  guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else {
    throw CairoError(operation: operation, reason: "out of memory")
  }
  defer { cairo_surface_destroy(surface) }
  try CairoError.check(cairo_surface_status(surface), operation)
  cairo_surface_set_device_scale(surface, scale, scale)
  guard let context = cairo_create(surface) else { throw CairoError(operation: operation, reason: "out of memory") }
  defer { cairo_destroy(context) }
  var canvas = Canvas(context, fonts: fonts, theme: theme, paper: nil)
  canvas.fill([Box(x: 0, y: 0, width: width / scale, height: height / scale)], .paper)
  canvas.draw(scene, x: 0, y: 0, library: library)
  if let fault = canvas.endPage() { throw CairoError(operation: operation, reason: fault) }
  try CairoError.check(cairo_status(context), operation)
  let sink = ByteSink()
  try CairoError.check(cairo_surface_write_to_png_stream(surface, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque()), operation)
  return sink.bytes
}
