import CCairo
package import Styling
package import TaggedPDF
package import Typesetting

/// A PDF being written into memory, page by page.
///
/// Cairo's file form reports success on a full disk, so the bytes come back and whoever has them writes the file.
package struct PDFSurface: ~Copyable {
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let sink: ByteSink
  private var canvas: Canvas
  /// What Cairo is not told: it goes into the file when that is finished.
  private var document: TaggedDocument

  /// Starts a document. Sizes are in points.
  ///
  /// - Throws: `CairoError` for a size that is no paper's, or when Cairo cannot start.
  package init(
    width: Double, height: Double, information: DocumentInformation, theme: Theme, library: borrowing FontLibrary, byteLimit: Int = .max
  ) throws(CairoError) {
    guard width.isFinite, height.isFinite, width > 0, height > 0, width <= 14_400, height <= 14_400 else {
      throw CairoError(operation: "start a PDF", reason: "\(width) by \(height) points is no paper size")
    }
    let fonts = try ScaledFonts(library)
    let sink = ByteSink(limit: byteLimit)
    guard let surface = cairo_pdf_surface_create_for_stream(ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), width, height) else {
      throw CairoError(operation: "start a PDF", reason: "out of memory")
    }
    if let error = CairoError(cairo_surface_status(surface), "start a PDF") {
      cairo_surface_destroy(surface)
      throw error
    }
    guard let context = cairo_create(surface) else {
      cairo_surface_destroy(surface)
      throw CairoError(operation: "start a PDF", reason: "out of memory")
    }
    // Cairo would write the time of day; what it writes here is replaced when the file is finished.
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
    self.surface = surface
    self.context = context
    self.sink = sink
    canvas = Canvas(context, fonts: fonts, theme: theme, paper: (width, height))
    document = TaggedDocument(information: information, width: width, height: height)
  }

  deinit {
    // In this order: destroying the surface may still write to the sink.
    cairo_destroy(context)
    cairo_surface_destroy(surface)
    withExtendedLifetime(sink) {}
  }

  /// Draws one page and ends it.
  ///
  /// - Throws: `CairoError` when a drawing verb was refused or Cairo failed; Cairo's errors stick, so no later page can succeed.
  package mutating func page(_ draw: (inout Canvas) -> Void) throws(CairoError) {
    canvas.beginPage()
    draw(&canvas)
    if let fault = canvas.endPage() { throw CairoError(operation: "draw a page", reason: fault) }
    document.pages.append(canvas.page)
    cairo_show_page(context)
    try CairoError.check(cairo_status(context), "draw a page")
  }

  /// Adds a bookmark that leads to a named place and gives its number, to be the parent of others; 0 is the root.
  package mutating func bookmark(_ title: String, destination: String, parent: Int = 0) -> Int {
    canvas.expectDestination(destination)
    document.bookmarks.append(TaggedDocument.Bookmark(title, destination: destination, parent: parent))
    return document.bookmarks.count
  }

  /// Ends the document and gives its bytes.
  ///
  /// - Parameter structure: what the marks of the pages belong to.
  /// - Throws: `CairoError` when any write or page failed, a link leads nowhere, or the file does not hold what was drawn.
  package consuming func finish(_ structure: StructureTree = StructureTree()) throws(CairoError) -> [UInt8] {
    let operation = "finish the PDF"
    let dangling = canvas.danglingLinks
    guard dangling.isEmpty else {
      throw CairoError(operation: operation, reason: "links lead to places that no page has: " + dangling.joined(separator: ", "))
    }
    try CairoError.check(cairo_status(context), operation)
    cairo_surface_finish(surface)
    try CairoError.check(cairo_surface_status(surface), operation)
    guard !sink.isFull else { throw CairoError(CAIRO_STATUS_WRITE_ERROR, operation) ?? CairoError(operation: operation, reason: "full") }
    do throws(TaggingError) {
      return try taggedPDF(sink.bytes, document, structure)
    } catch { throw CairoError(operation: operation, reason: error.reason) }
  }
}
