import Extracts
import Quantities

extension ContractSegment {
  /// The kind that the frame carries.
  static let kind: UInt32 = 1

  /// The bytes that a code among `count` takes.
  private static func width(_ count: Int) -> Int { count <= 1 << 8 ? 1 : count <= 1 << 16 ? 2 : 4 }

  /// Makes the bytes of a segment from what was read of a file.
  static func encode(_ reading: ContractReading, key: [UInt8]) -> SegmentMemory {
    let rows = reading.rows.all
    let (months, monthOfRow, statements) = statements(reading)
    let counts = [
      reading.providers.count, reading.commissioners.count, months.count, reading.pods.count, reading.treatmentFunctions.count,
      reading.tariffs.count, reading.practices.count, reading.places.count / 3, reading.services.count / 3, reading.indicators.count,
    ]
    var head = SegmentWriter()
    var facts = FileFacts(
      digest: reading.digest, byteCount: reading.byteCount, refused: reading.refused, control: reading.control, quarantined: reading.quarantined,
      rounding: reading.rounding, observations: reading.observations, quarantine: reading.quarantine)
    facts.dropped = reading.dropped
    head.put(facts)
    head.put(reading.providers)
    head.put(reading.commissioners)
    for texts in [reading.practices, reading.treatmentFunctions, reading.tariffs] { head.putSection(texts) }
    head.putSection(reading.pods.flatMap { [$0.national, $0.local, $0.description] })
    head.putSection(reading.places)
    head.putSection(reading.services)
    head.put(reading.indicators)
    head.put(reading.fieldPlaces)
    head.put(reading.sheets)
    head.put(UInt32(months.count))
    for month in months { head.put(UInt32(month.value)) }
    head.put(UInt32(statements.count))
    for statement in statements {
      head.put(UInt32(statement.provider))
      head.put(UInt32(statement.commissioner))
      head.put(UInt32(statement.month.value))
      head.put(UInt32(statement.rows))
      head.put(UInt32(truncatingIfNeeded: statement.firstRow))
      head.put(statement.sums)
    }
    head.put(UInt32(reading.repeated.count))
    for repeated in reading.repeated {
      head.put(UInt32(repeated.row))
      head.put(UInt32(repeated.firstLine))
    }
    head.put(UInt32(rows.count))
    let lines = LineNumbers(rows).runs
    head.put(UInt32(lines.count))
    for run in lines {
      head.put(run.row)
      head.put(run.line)
    }
    // The columns' places come last: they are known when the rows are stored, and take the same room whatever they are.
    let rowsAt = SegmentFrame.rowsAt(headCount: head.bytes.count + ContractField.allCases.count * columnRecord)
    let memory = SegmentScratch.take(rowsAt + ContractField.allCases.count * (8 * rows.count + 8))
    var out = ColumnWriter(UnsafeMutableRawBufferPointer(rebasing: memory[rowsAt...]))
    out.put(rows, width(counts[0])) { $0.provider }
    out.put(rows, width(counts[1])) { $0.commissioner }
    monthOfRow.withUnsafeBufferPointer { out.put($0, width(counts[2])) { $0 } }
    out.put(rows, width(counts[3])) { $0.pod }
    out.put(rows, width(counts[4])) { $0.treatmentFunction }
    out.put(rows, width(counts[5])) { $0.tariff }
    out.put(rows, width(counts[6])) { $0.practice }
    out.put(rows, amount: { $0.planPrice })
    out.put(rows, amount: { $0.actualPrice })
    out.put(rows, amount: { $0.planActivity })
    out.put(rows, amount: { $0.actualActivity })
    out.put(rows, amount: { $0.marketForces })
    out.put(rows, width(counts[7])) { $0.place }
    out.put(rows, width(counts[8])) { $0.service }
    out.put(rows, width(counts[9])) { $0.indicator }
    for column in out.columns {
      head.put(UInt64(column.offset))
      head.put(UInt8(column.width))
      head.put(UInt8(column.exponent))
    }
    return SegmentFrame.seal(memory, kind: kind, key: key, head: head.bytes, rowBytes: out.count)
  }

  /// The bytes of a column's place in the head.
  private static let columnRecord = 10

  /// Reads a segment's frame and head.
  static func decode(_ memory: SegmentMemory, key: [UInt8]) throws(DamagedSegment) -> ContractSegment {
    let (head, rows) = try SegmentFrame.open(memory, kind: kind, key: key)
    var reader = head
    let facts = try reader.facts()
    let providers = try reader.texts()
    let commissioners = try reader.texts()
    let practices = try reader.section()
    let treatmentFunctions = try reader.section()
    let tariffs = try reader.section()
    let podTexts = try reader.section()
    let places = try reader.section()
    let services = try reader.section()
    guard podTexts.count % 3 == 0, places.count % 3 == 0, services.count % 3 == 0 else { throw DamagedSegment() }
    let indicators = try reader.texts()
    let fieldPlaces = try reader.fieldPlaces()
    let sheets = try reader.sheets()
    var months: [MonthIndex] = []
    for _ in 0..<(try reader.count(ofSize: 4)) { months.append(MonthIndex(value: Int(try reader.number(UInt32.self)))) }
    var statements: [Statement] = []
    let statementCount = try reader.count(ofSize: 84)
    statements.reserveCapacity(statementCount)
    for _ in 0..<statementCount {
      let provider = try reader.index(below: providers.count)
      let commissioner = try reader.index(below: commissioners.count)
      let month = MonthIndex(value: Int(try reader.number(UInt32.self)))
      let count = Int(try reader.number(UInt32.self))
      let row = Int(try reader.number(UInt32.self))
      statements.append(
        Statement(provider: provider, commissioner: commissioner, month: month, rows: count, firstRow: row, sums: try reader.sums()))
    }
    var repeated: [RepeatedRow] = []
    for _ in 0..<(try reader.count(ofSize: 8)) {
      let row = Int(try reader.number(UInt32.self))
      repeated.append(RepeatedRow(row: row, firstLine: Int(try reader.number(UInt32.self))))
    }
    let rowCount = Int(try reader.number(UInt32.self))
    guard repeated.allSatisfy({ $0.row < rowCount }), statements.allSatisfy({ $0.firstRow < rowCount }) else { throw DamagedSegment() }
    var runs: [LineNumbers.Run] = []
    for _ in 0..<(try reader.count(ofSize: 8)) {
      runs.append(LineNumbers.Run(row: try reader.number(), line: try reader.number()))
    }
    var columns: [SegmentColumn] = []
    for field in ContractField.allCases {
      let offset = try reader.number(UInt64.self)
      let width = Int(try reader.number(UInt8.self))
      let exponent = Int(try reader.number(UInt8.self))
      guard field.isAmount ? [4, 8].contains(width) && exponent <= 8 : [1, 2, 4].contains(width), offset % 8 == 0, offset <= UInt64(rows.count),
        rowCount * width <= rows.count - Int(offset)
      else { throw DamagedSegment() }
      columns.append(SegmentColumn(offset: Int(offset), width: width, exponent: exponent))
    }
    return ContractSegment(
      file: facts, providers: providers, commissioners: commissioners, practices: practices,
      treatmentFunctions: treatmentFunctions, tariffs: tariffs,
      podTexts: podTexts, places: places, services: services, indicators: indicators,
      fieldPlaces: fieldPlaces, sheets: sheets, months: months,
      statements: statements, repeated: repeated,
      rowCount: rowCount,
      lines: try LineNumbers(runs, rows: rowCount), columns: columns, rows: rows)
  }

  /// The codes of a column, row by row. Codes past `limit` show a damaged segment.
  func codes(_ field: ContractField, below limit: Int) throws(DamagedSegment) -> [UInt32] {
    let column = columns[field.rawValue]
    guard let base = rows.bytes.baseAddress.map({ $0 + column.offset }) else { return [] }
    let codes = [UInt32](unsafeUninitializedCapacity: rowCount) { buffer, count in
      switch column.width {
      case 1: for index in 0..<rowCount { buffer[index] = UInt32(base.load(fromByteOffset: index, as: UInt8.self)) }
      case 2: for index in 0..<rowCount { buffer[index] = UInt32(base.load(fromByteOffset: 2 * index, as: UInt16.self)) }
      default: for index in 0..<rowCount { buffer[index] = base.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self) }
      }
      count = rowCount
    }
    var highest: UInt32 = 0
    for code in codes { highest = max(highest, code) }
    guard rowCount == 0 || Int(highest) < limit else { throw DamagedSegment() }
    return codes
  }

  /// The codes of a column, where they stand. Codes past `limit` show a damaged segment.
  func codesInPlace(_ field: ContractField, below limit: Int) throws(DamagedSegment) -> SegmentCodes {
    let column = columns[field.rawValue]
    let codes = SegmentCodes(
      bytes: UnsafeRawBufferPointer(rebasing: rows.bytes[column.offset...]), column: column)
    var highest = 0
    for row in 0..<rowCount { highest = max(highest, codes[row]) }
    guard rowCount == 0 || highest < limit else { throw DamagedSegment() }
    return codes
  }

  /// The amounts of a column, counts of 10⁻⁸.
  func amounts(_ field: ContractField) -> SegmentAmounts {
    let column = columns[field.rawValue]
    return SegmentAmounts(bytes: UnsafeRawBufferPointer(rebasing: rows.bytes[column.offset...]), column: column)
  }
}
