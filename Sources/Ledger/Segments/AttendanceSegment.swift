import Extracts
import Findings
import Quantities

/// An attendance-level file as the cache keeps it.
struct AttendanceSegment: Sendable {
  var file: FileFacts
  var providers: [String]
  var commissioners: [String]
  var practices: TextSection
  var treatmentFunctions: [String]
  var hrgs: [String]
  var referrers: TextSection
  /// The pseudonyms that are not plain numbers: a fingerprint, eight bytes, for each, and their texts in the same order.
  var fingerprints: [UInt64]
  var pseudonyms: TextSection
  /// The names of the layout's columns that the file has.
  var columns: [String]
  /// Where each column of the layout stands in the file; of a workbook in its first sheet.
  var fieldPlaces: [FieldPlace]
  /// Of a workbook, the sheets that the rows stand on.
  var sheets: RowSheets
  /// What the file says of each month.
  var months: [MonthIndex: AttendanceMonth]
  var rowCount: Int
  var rows: SegmentRows

  /// The kind that the frame carries, by the kind of file.
  static func kind(_ kind: ExtractKind) -> UInt32 { kind == .outpatients ? 2 : kind == .inpatients ? 3 : 4 }

  /// Makes the bytes of a segment from what was read of a file. Rows are stored as they lie in memory, 64 bytes each.
  static func encode(_ reading: AttendanceReading, kind: ExtractKind, key: [UInt8]) -> SegmentMemory {
    var head = SegmentWriter()
    var facts =
      FileFacts(
        digest: reading.digest, byteCount: reading.byteCount, refused: reading.refused, control: reading.control, quarantined: reading.quarantined,
        rounding: reading.rounding, observations: reading.observations, quarantine: reading.quarantine)
    facts.dropped = reading.dropped
    head.put(facts)
    head.put(reading.providers)
    head.put(reading.commissioners)
    head.putSection(reading.practices)
    head.put(reading.treatmentFunctions)
    head.put(reading.hrgs)
    head.putSection(reading.referrers)
    head.put(UInt32(reading.pseudonyms.fingerprints.count))
    for fingerprint in reading.pseudonyms.fingerprints { head.put(fingerprint) }
    head.putSection(reading.pseudonyms.texts)
    head.put(reading.columns)
    head.put(reading.fieldPlaces)
    head.put(reading.sheets)
    let months = monthAmounts(reading.rows).sorted { $0.key < $1.key }
    head.put(UInt32(months.count))
    for (month, amounts) in months {
      head.put(UInt32(month.value))
      head.put(UInt32(amounts.rows))
      head.put(amounts.cost.parts)
    }
    head.put(UInt32(reading.rows.count))
    let rowsAt = SegmentFrame.rowsAt(headCount: head.bytes.count)
    let rowBytes = reading.rows.count * MemoryLayout<AttendanceRow>.stride
    let memory = SegmentScratch.take(rowsAt + rowBytes)
    let out = UnsafeMutableRawBufferPointer(rebasing: memory[rowsAt...])
    reading.rows.withUnsafeBytes { out.copyMemory(from: $0) }
    return SegmentFrame.seal(memory, kind: Self.kind(kind), key: key, head: head.bytes, rowBytes: rowBytes)
  }

  /// Reads a segment's frame and head.
  static func decode(_ memory: SegmentMemory, kind: ExtractKind, key: [UInt8]) throws(DamagedSegment) -> AttendanceSegment {
    let (head, rows) = try SegmentFrame.open(memory, kind: Self.kind(kind), key: key)
    var reader = head
    let facts = try reader.facts()
    let providers = try reader.texts()
    let commissioners = try reader.texts()
    let practices = try reader.section()
    let treatmentFunctions = try reader.texts()
    let hrgs = try reader.texts()
    let referrers = try reader.section()
    let fingerprintCount = try reader.count(ofSize: 8)
    var fingerprints: [UInt64] = []
    fingerprints.reserveCapacity(fingerprintCount)
    for _ in 0..<fingerprintCount { fingerprints.append(try reader.number()) }
    let pseudonyms = try reader.section()
    guard pseudonyms.count == fingerprintCount else { throw DamagedSegment() }
    let columns = try reader.texts()
    let fieldPlaces = try reader.fieldPlaces()
    let sheets = try reader.sheets()
    var months: [MonthIndex: AttendanceMonth] = [:]
    for _ in 0..<(try reader.count(ofSize: 24)) {
      let month = MonthIndex(value: Int(try reader.number(UInt32.self)))
      let count = Int(try reader.number(UInt32.self))
      months[month] = AttendanceMonth(rows: count, cost: Money(parts: try reader.number(Int128.self)))
    }
    let segment = AttendanceSegment(
      file: facts, providers: providers, commissioners: commissioners, practices: practices, treatmentFunctions: treatmentFunctions, hrgs: hrgs,
      referrers: referrers, fingerprints: fingerprints, pseudonyms: pseudonyms, columns: columns, fieldPlaces: fieldPlaces, sheets: sheets,
      months: months,
      rowCount: Int(try reader.number(UInt32.self)),
      rows: rows)
    guard segment.rowCount * MemoryLayout<AttendanceRow>.stride == rows.count else { throw DamagedSegment() }
    return segment
  }

  /// Where a row stands, and in which column a field of the layout does.
  ///
  /// - Parameters:
  ///   - row: the row's index.
  ///   - values: what it says: its line, or its row of a sheet, and its month.
  ///   - field: the name of the field's column in the layout; nil where the whole row is meant.
  ///   - file: the file's path, as findings name it.
  func origin(ofRow row: Int, _ values: AttendanceRow, field: String?, file: String) -> Origin {
    let sheet = sheets[row: row]
    let column = field.flatMap(attendanceColumnPlace).flatMap {
      (sheet?.fieldPlaces ?? fieldPlaces).column(ofField: $0, MonthIndex(value: Int(values.month)))
    }
    return Origin(file: file, sheet: sheet?.name, line: Int(values.line), column: column)
  }

  /// The rows. Whoever uses their codes checks them against the segment's own tables.
  func wholeRows() throws(DamagedSegment) -> UnsafeBufferPointer<AttendanceRow> {
    guard let base = rows.bytes.baseAddress, rowCount > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    guard rows.isWhole else { throw DamagedSegment() }
    return UnsafeBufferPointer(start: base.assumingMemoryBound(to: AttendanceRow.self), count: rowCount)
  }
}
