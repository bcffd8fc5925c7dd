import CCairo

/// Where Cairo's stream ends: memory, `limit` bytes at most.
///
/// A full sink keeps that to itself: it drops the bytes, and whoever ends the document asks `isFull`. Told of a failed write, Cairo 1.16 would go on to end
/// a document that it cannot end.
final class ByteSink {
  private(set) var bytes: [UInt8] = []
  private(set) var isFull = false
  private let limit: Int

  init(limit: Int = .max) { self.limit = limit }

  /// Cairo's writer, whose closure is an unretained `ByteSink`.
  static let write: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = { closure, data, length in
    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    guard !sink.isFull, sink.bytes.count + Int(length) <= sink.limit else {
      sink.isFull = true
      return CAIRO_STATUS_SUCCESS
    }
    sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
    return CAIRO_STATUS_SUCCESS
  }
}
