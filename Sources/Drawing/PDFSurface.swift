import CCairo
package import Styling
package import Typesetting

/// The facts of a document's information dictionary.
package struct DocumentInformation: Sendable, Hashable {
  /// The title.
  package var title: String
  /// Who publishes it.
  package var author: String
  /// What it is about, in a line.
  package var subject: String
  /// The date it bears, `2016-04-14`: given, never the clock's, so that two runs give the same bytes.
  package var date: String

  /// Makes the facts.
  package init(title: String, author: String, subject: String, date: String) {
    self.title = title
    self.author = author
    self.subject = subject
    self.date = date
  }
}

/// A PDF being written into memory, page by page.
///
/// Cairo's file form reports success on a full disk, so the bytes come back and whoever has them writes the file.
package struct PDFSurface: ~Copyable {
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let sink: ByteSink
  private var canvas: Canvas

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
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, information.title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, information.author)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, information.subject)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Outturn")
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, information.date + "T00:00:00Z")
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, information.date + "T00:00:00Z")
    self.surface = surface
    self.context = context
    self.sink = sink
    canvas = Canvas(context, fonts: fonts, theme: theme)
  }

  deinit {
    // Cairo 1.16 crashes when it ends a document whose links lead nowhere, also on the way out of an error: give them a place.
    let dangling = canvas.danglingLinks
    if !dangling.isEmpty, let last = cairo_create(surface) {
      for name in dangling {
        cairo_tag_begin(last, CAIRO_TAG_DEST, "name='\(tagQuoted(name))' x=0 y=0")
        cairo_tag_end(last, CAIRO_TAG_DEST)
      }
      cairo_show_page(last)
      cairo_destroy(last)
    }
    // In this order: destroying the surface may still write to the sink. A surface that is itself in error is left, as ending it may crash.
    cairo_destroy(context)
    if cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS || dangling.isEmpty { cairo_surface_destroy(surface) }
    withExtendedLifetime(sink) {}
  }

  /// Draws one page and ends it.
  ///
  /// - Throws: `CairoError` when a drawing verb was refused or Cairo failed; Cairo's errors stick, so no later page can succeed.
  package mutating func page(_ draw: (inout Canvas) -> Void) throws(CairoError) {
    canvas.beginPage()
    draw(&canvas)
    if let fault = canvas.endPage() { throw CairoError(operation: "draw a page", reason: fault) }
    cairo_show_page(context)
    try CairoError.check(cairo_status(context), "draw a page")
  }

  /// Adds a bookmark that leads to a named place and gives its number, to be the parent of others; 0 is the root.
  package mutating func bookmark(_ title: String, destination: String, parent: Int = 0) -> Int {
    canvas.expectDestination(destination)
    return Int(
      cairo_pdf_surface_add_outline(
        surface, Int32(clamping: parent), title, "dest='\(tagQuoted(destination))'", CAIRO_PDF_OUTLINE_FLAG_OPEN))
  }

  /// Ends the document and gives its bytes.
  ///
  /// - Throws: `CairoError` when any write, tag or page failed.
  package consuming func finish() throws(CairoError) -> [UInt8] {
    let dangling = canvas.danglingLinks
    guard dangling.isEmpty else {
      throw CairoError(operation: "finish the PDF", reason: "links lead to places that no page has: " + dangling.joined(separator: ", "))
    }
    // A wrong tag makes Cairo's finish crash: its error shows on the context first.
    try CairoError.check(cairo_status(context), "finish the PDF")
    cairo_surface_finish(surface)
    try CairoError.check(cairo_surface_status(surface), "finish the PDF")
    guard !sink.isFull else {
      throw CairoError(CAIRO_STATUS_WRITE_ERROR, "finish the PDF") ?? CairoError(operation: "finish the PDF", reason: "full")
    }
    var bytes = sink.bytes
    freeUnwrittenObjects(in: &bytes)
    return bytes
  }
}
