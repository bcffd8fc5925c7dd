import Extracts

/// An attendance-level file as the cache keeps it.
struct AttendanceSegment: Sendable {
  var file: FileFacts
  var providers: [String]
  var commissioners: [String]
  var practices: [String]
  var treatmentFunctions: [String]
  var hrgs: [String]
  var referrers: [String]
  var rowCount: Int
  var rows: SegmentRows

  /// The kind that the frame carries, by the kind of file.
  static func kind(_ kind: ExtractKind) -> UInt32 { kind == .outpatients ? 2 : kind == .inpatients ? 3 : 4 }

  /// Makes the bytes of a segment from what was read of a file. Rows are stored as they lie in memory, 56 bytes each.
  static func encode(_ reading: AttendanceReading, kind: ExtractKind, key: [UInt8]) -> SegmentMemory {
    var head = SegmentWriter()
    head.put(
      FileFacts(
        digest: reading.digest, byteCount: reading.byteCount, refused: reading.refused, control: reading.control, quarantined: reading.quarantined,
        rounding: reading.rounding, observations: reading.observations, quarantine: reading.quarantine))
    for texts in [
      reading.providers, reading.commissioners, reading.practices, reading.treatmentFunctions, reading.hrgs, reading.referrers,
    ] {
      head.put(texts)
    }
    head.put(UInt32(reading.rows.count))
    let stride = MemoryLayout<AttendanceRow>.stride
    let (memory, rowsAt) = SegmentFrame.allocate(
      kind: Self.kind(kind), key: key, head: head.bytes, rowBytes: reading.rows.count * stride)
    let out = UnsafeMutableRawBufferPointer(rebasing: memory[rowsAt...])
    reading.rows.withUnsafeBytes { out.copyMemory(from: $0) }
    SegmentFrame.seal(memory, headCount: head.bytes.count, rowsAt: rowsAt)
    return SegmentMemory(adopting: memory)
  }

  /// Reads a segment's frame and head.
  static func decode(_ memory: SegmentMemory, kind: ExtractKind, key: [UInt8]) throws(DamagedSegment) -> AttendanceSegment {
    let (head, rows) = try SegmentFrame.open(memory, kind: Self.kind(kind), key: key)
    var reader = SegmentReader(head)
    let facts = try reader.facts()
    let segment = AttendanceSegment(
      file: facts, providers: try reader.texts(), commissioners: try reader.texts(), practices: try reader.texts(),
      treatmentFunctions: try reader.texts(), hrgs: try reader.texts(), referrers: try reader.texts(), rowCount: Int(try reader.number(UInt32.self)),
      rows: rows)
    guard segment.rowCount * MemoryLayout<AttendanceRow>.stride == rows.count else { throw DamagedSegment() }
    return segment
  }

  /// The rows, checked against the segment's own tables.
  func checkedRows() throws(DamagedSegment) -> UnsafeBufferPointer<AttendanceRow> {
    guard let base = rows.bytes.baseAddress, rowCount > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    guard rows.isWhole else { throw DamagedSegment() }
    let all = UnsafeBufferPointer(start: base.assumingMemoryBound(to: AttendanceRow.self), count: rowCount)
    for row in all {
      guard Int(row.provider) < providers.count, Int(row.commissioner) < commissioners.count, Int(row.treatmentFunction) < treatmentFunctions.count,
        Int(row.hrg) < hrgs.count
      else { throw DamagedSegment() }
    }
    return all
  }
}
