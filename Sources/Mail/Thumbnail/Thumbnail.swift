import CCairo
import CPoppler

/// The first page of a PDF as a picture, drawn from the bytes that will be sent and not from what they were made of. The same bytes give the same
/// picture.
///
/// - Parameters:
///   - bytes: the PDF.
///   - width: the width in pixels, 16 to 4000; the height follows from the page's.
/// - Returns: the picture as a PNG file's bytes, and how many pages the PDF has.
/// - Throws: `ThumbnailError`.
package func firstPagePNG(ofPDF bytes: [UInt8], width: Int) throws(ThumbnailError) -> (png: [UInt8], pageCount: Int) {
  let pdf = try OpenPDF(bytes)
  let png = try pdf.withFirstPage { page throws(ThumbnailError) in try drawn(page, width: width) }
  return (png, pdf.pageCount)
}

/// The text of a PDF's first page in reading order, lines ended by line feeds.
///
/// - Throws: `ThumbnailError`.
package func firstPageText(ofPDF bytes: [UInt8]) throws(ThumbnailError) -> String {
  try OpenPDF(bytes).withFirstPage { page throws(ThumbnailError) in
    guard let text = poppler_page_get_text(page) else { return "" }
    defer { g_free(text) }
    return String(cString: text)
  }
}

private func drawn(_ page: OpaquePointer, width: Int) throws(ThumbnailError) -> [UInt8] {
  var (paperWidth, paperHeight) = (0.0, 0.0)
  poppler_page_get_size(page, &paperWidth, &paperHeight)
  guard paperWidth.isFinite, paperHeight.isFinite, paperWidth > 0, paperHeight > 0 else { throw .damaged("its first page has no size") }
  let scale = Double(width) / paperWidth
  let height = Int((paperHeight * scale).rounded().clamped(to: 1...1_000_000))
  guard (16...4000).contains(width), height <= 8000 else { throw .size(width: width, height: height) }
  guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else { throw .drawing("out of memory") }
  defer { cairo_surface_destroy(surface) }
  try check(cairo_surface_status(surface))
  guard let context = cairo_create(surface) else { throw .drawing("out of memory") }
  defer { cairo_destroy(context) }
  // A page is drawn on nothing, and paper is white.
  cairo_set_source_rgb(context, 1, 1, 1)
  cairo_paint(context)
  cairo_scale(context, scale, scale)
  poppler_page_render(page, context)
  try check(cairo_status(context))
  let sink = Sink()
  try check(cairo_surface_write_to_png_stream(surface, Sink.write, Unmanaged.passUnretained(sink).toOpaque()))
  return sink.bytes
}

private func check(_ status: cairo_status_t) throws(ThumbnailError) {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  throw .drawing(cairo_status_to_string(status).map { String(cString: $0) } ?? "Cairo gives no reason")
}

/// Where Cairo's stream ends.
private final class Sink {
  private(set) var bytes: [UInt8] = []

  static let write: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = { closure, data, length in
    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
    Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
    return CAIRO_STATUS_SUCCESS
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double { min(max(self, range.lowerBound), range.upperBound) }
}
