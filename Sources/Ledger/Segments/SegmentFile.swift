/// The frame of a segment file: what it is, what it was made from, and checksums over both its parts.
///
/// ```
///  0  checksum of bytes 8 to the end of the head      32  key (32 bytes)
///  8  "OUTSEG" and two noughts                        64  length of the head
/// 16  format version (4), kind (4)                    72  place of the rows (a multiple of 64)
/// 24  checksum of the rows                            80  length of the rows
///                                                     88  head, padding, rows
/// ```
enum SegmentFrame {
  /// Raised whenever the meaning of any byte changes: segments of another version are made again.
  static let version: UInt32 = 11
  static let magic: UInt64 = 0x0000_4745_5354_554F
  static let headStart = 88

  /// The place of the rows after a head of so many bytes.
  static func rowsAt(headCount: Int) -> Int { (headStart + headCount + 63) / 64 * 64 }

  /// Writes frame, head and checksums round the rows, which stand in memory from `rowsAt` on.
  static func seal(_ memory: UnsafeMutableRawBufferPointer, kind: UInt32, key: [UInt8], head: [UInt8], rowBytes: Int) -> SegmentMemory {
    let rowsAt = rowsAt(headCount: head.count)
    UnsafeMutableRawBufferPointer(rebasing: memory[..<rowsAt]).initializeMemory(as: UInt8.self, repeating: 0)
    memory.storeBytes(of: magic, toByteOffset: 8, as: UInt64.self)
    memory.storeBytes(of: version, toByteOffset: 16, as: UInt32.self)
    memory.storeBytes(of: kind, toByteOffset: 20, as: UInt32.self)
    for (index, byte) in key.prefix(32).enumerated() { memory[32 + index] = byte }
    memory.storeBytes(of: UInt64(head.count), toByteOffset: 64, as: UInt64.self)
    memory.storeBytes(of: UInt64(rowsAt), toByteOffset: 72, as: UInt64.self)
    memory.storeBytes(of: UInt64(rowBytes), toByteOffset: 80, as: UInt64.self)
    head.withUnsafeBytes { source in
      UnsafeMutableRawBufferPointer(rebasing: memory[headStart..<headStart + head.count]).copyMemory(from: source)
    }
    let rows = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[rowsAt..<rowsAt + rowBytes])
    memory.storeBytes(of: checksum(rows), toByteOffset: 24, as: UInt64.self)
    let covered = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[8..<headStart + head.count])
    memory.storeBytes(of: checksum(covered), toByteOffset: 0, as: UInt64.self)
    return SegmentMemory(adopting: memory, count: rowsAt + rowBytes)
  }

  /// Checks the frame and head of a segment.
  ///
  /// - Parameter key: what the segment must have been made from.
  static func open(_ memory: SegmentMemory, kind: UInt32, key: [UInt8]) throws(DamagedSegment) -> (head: SegmentReader, rows: SegmentRows) {
    let bytes = memory.bytes
    guard bytes.count >= headStart, bytes.load(fromByteOffset: 8, as: UInt64.self) == magic,
      bytes.load(fromByteOffset: 16, as: UInt32.self) == version, bytes.load(fromByteOffset: 20, as: UInt32.self) == kind,
      bytes[32..<64].elementsEqual(key)
    else { throw DamagedSegment() }
    guard let headCount = Int(exactly: bytes.load(fromByteOffset: 64, as: UInt64.self)),
      let rowsAt = Int(exactly: bytes.load(fromByteOffset: 72, as: UInt64.self)),
      let rowBytes = Int(exactly: bytes.load(fromByteOffset: 80, as: UInt64.self)), headCount <= bytes.count - headStart,
      rowsAt >= headStart + headCount, rowsAt <= bytes.count, rowBytes == bytes.count - rowsAt
    else { throw DamagedSegment() }
    let covered = UnsafeRawBufferPointer(rebasing: bytes[8..<headStart + headCount])
    guard checksum(covered) == bytes.load(fromByteOffset: 0, as: UInt64.self) else { throw DamagedSegment() }
    let head = SegmentReader(memory, headStart..<headStart + headCount)
    return (head, SegmentRows(memory: memory, offset: rowsAt, count: rowBytes, checksum: bytes.load(fromByteOffset: 24, as: UInt64.self)))
  }
}
