import CZlib

/// Flate compression and its undoing, with one set of tables for all streams of a document.
struct Deflater: ~Copyable {
  private let packing: UnsafeMutablePointer<z_stream>
  private let unpacking: UnsafeMutablePointer<z_stream>

  /// - Parameter level: zlib's, from 1, the fastest, to 9, the smallest.
  init(level: Int32) throws(TaggingError) {
    packing = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    packing.initialize(to: z_stream())
    unpacking = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unpacking.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit_(packing, level, zlibVersion(), size) == Z_OK, inflateInit_(unpacking, zlibVersion(), size) == Z_OK else {
      throw TaggingError("zlib has no memory")
    }
  }

  deinit {
    deflateEnd(packing)
    inflateEnd(unpacking)
    packing.deallocate()
    unpacking.deallocate()
  }

  /// Adds data, compressed, to bytes.
  mutating func compress(_ data: UnsafeBufferPointer<UInt8>, onto bytes: inout [UInt8]) throws(TaggingError) {
    deflateReset(packing)
    let start = bytes.count
    let bound = Int(deflateBound(packing, UInt(data.count)))
    bytes.reserveCapacity(start + bound)
    let stream = packing
    let added = [UInt8](unsafeUninitializedCapacity: bound) { space, count in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: data.baseAddress)
      stream.pointee.avail_in = UInt32(data.count)
      stream.pointee.next_out = space.baseAddress
      stream.pointee.avail_out = UInt32(space.count)
      count = deflate(stream, Z_FINISH) == Z_STREAM_END ? space.count - Int(stream.pointee.avail_out) : 0
    }
    guard !added.isEmpty else { throw TaggingError("zlib cannot compress a stream") }
    bytes += added
  }

  /// Undoes the compression of data into `bytes`, whose room is kept from stream to stream.
  mutating func expand(_ data: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) throws(TaggingError) {
    inflateReset(unpacking)
    let stream = unpacking
    stream.pointee.next_in = UnsafeMutablePointer(mutating: data.baseAddress)
    stream.pointee.avail_in = UInt32(data.count)
    var filled = 0
    while true {
      if bytes.count < filled + 32_768 { bytes += [UInt8](repeating: 0, count: max(65_536, bytes.count)) }
      let (status, produced) = bytes.withUnsafeMutableBufferPointer { space -> (Int32, Int) in
        let room = space.count - filled
        stream.pointee.next_out = space.baseAddress.map { $0 + filled }
        stream.pointee.avail_out = UInt32(room)
        let status = inflate(stream, Z_NO_FLUSH)
        return (status, room - Int(stream.pointee.avail_out))
      }
      filled += produced
      if status == Z_STREAM_END { break }
      guard status == Z_OK, produced > 0 || stream.pointee.avail_in > 0 else { throw TaggingError("a page's content is damaged") }
    }
    length = filled
  }

  /// How many of the bytes of the last expansion count.
  private(set) var length = 0
}
