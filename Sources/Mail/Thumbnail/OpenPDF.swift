import CPoppler

/// A PDF that Poppler has open.
struct OpenPDF: ~Copyable {
  private let document: OpaquePointer

  /// Opens bytes, of which Poppler keeps a copy.
  init(_ bytes: [UInt8]) throws(ThumbnailError) {
    guard let copy = g_bytes_new(bytes, gsize(bytes.count)) else { throw .damaged("out of memory") }
    defer { g_bytes_unref(copy) }
    var error: UnsafeMutablePointer<GError>?
    guard let document = poppler_document_new_from_bytes(copy, nil, &error) else {
      defer { g_clear_error(&error) }
      if let error, error.pointee.domain == poppler_error_quark(), error.pointee.code == Int32(POPPLER_ERROR_ENCRYPTED.rawValue) { throw .encrypted }
      throw .damaged(error.flatMap { $0.pointee.message }.map { String(cString: $0) } ?? "Poppler gives no reason")
    }
    self.document = document
  }

  deinit { release(document) }

  /// How many pages it has.
  var pageCount: Int { Int(poppler_document_get_n_pages(document)) }

  /// Runs with the first page.
  func withFirstPage<R>(_ work: (OpaquePointer) throws(ThumbnailError) -> R) throws(ThumbnailError) -> R {
    guard pageCount > 0 else { throw .noPages }
    guard let page = poppler_document_get_page(document, 0) else { throw .damaged("its first page cannot be read") }
    defer { release(page) }
    return try work(page)
  }
}

/// Gives an object of GLib back.
private func release(_ object: OpaquePointer) { g_object_unref(UnsafeMutableRawPointer(object)) }
