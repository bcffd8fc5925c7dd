import CCairo

/// Where Cairo's stream ends: memory. `limit` bytes at most, so that a full stream can be tested.
final class ByteSink {
  var bytes: [UInt8] = []
  let limit: Int

  init(limit: Int = .max) { self.limit = limit }

  /// Cairo's writer, whose closure is an unretained `ByteSink`.
  static let write: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = { closure, data, length in
    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    guard sink.bytes.count + Int(length) <= sink.limit else { return CAIRO_STATUS_WRITE_ERROR }
    sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
    return CAIRO_STATUS_SUCCESS
  }
}
