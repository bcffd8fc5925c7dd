/// A column of which only the format matters. Nearly every field is seen at a glance to be of it, and is not looked up anywhere.
struct WatchedColumn {
  /// Where it stands in the file.
  let place: Int
  /// The format.
  let format: ColumnFormat
  /// So many bytes are of the format whatever they are; nought where the characters matter too.
  private let most: Int
  /// The last field of the format, its first, middle and last eight bytes; of 16 to 24 bytes these are all.
  private var last: (first: UInt64, middle: UInt64, end: UInt64, length: Int) = (0, 0, 0, -1)

  init(place: Int, format: ColumnFormat) {
    self.place = place
    self.format = format
    most = format.characters == .text ? format.lengths.upperBound : 0
  }

  /// Whether a row's field is blank or of the format.
  @inline(__always)
  mutating func allows(_ row: Row, _ cleaner: inout FieldCleaner) -> Bool {
    let field = row.raw(place)
    if field.length == 0 { return true }
    // Cleaning only shortens, and leaves a first letter that is neither quote nor space.
    if field.length <= most, field.start[0] > 0x22, field.start[0] < 0x80 { return true }
    return look(field, &cleaner)
  }

  private mutating func look(_ field: FieldText, _ cleaner: inout FieldCleaner) -> Bool {
    let raw = UnsafeRawPointer(field.start)
    let isShort = field.length >= 16 && field.length <= 24
    if isShort, field.length == last.length, raw.loadUnaligned(as: UInt64.self) == last.first,
      raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) == last.middle,
      raw.loadUnaligned(fromByteOffset: field.length - 8, as: UInt64.self) == last.end
    {
      return true
    }
    let text = cleaner.text(field.start, field.length)
    guard text.length == 0 || format.allows(text.bytes) else { return false }
    if isShort {
      last = (
        raw.loadUnaligned(as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        raw.loadUnaligned(fromByteOffset: field.length - 8, as: UInt64.self), field.length
      )
    }
    return true
  }
}

/// The watched columns of a return, in memory of their own: they are asked at every row.
struct WatchedColumns: ~Copyable {
  private let columns: UnsafeMutablePointer<WatchedColumn>
  private let count: Int

  /// Those that the file has. Descriptions may be any text, and are not looked at.
  ///
  /// - Parameter resolved: where each column of the layout stands; −1 where absent.
  init(_ resolved: [Int]) {
    let watched = [ContractColumn.created, .reportingType, .subSpecialty, .ward, .contract]
      .compactMap { column -> WatchedColumn? in
        guard resolved[column.rawValue] >= 0, let format = ColumnFormat.of(column) else {
          return nil
        }
        return WatchedColumn(place: resolved[column.rawValue], format: format)
      }
    count = watched.count
    columns = .allocate(capacity: max(count, 1))
    for (index, column) in watched.enumerated() { (columns + index).initialize(to: column) }
  }

  deinit {
    columns.deinitialize(count: count)
    columns.deallocate()
  }

  /// Which of a row's fields are not of their format, a bit each.
  @inline(__always)
  mutating func faults(_ row: Row, _ cleaner: inout FieldCleaner) -> UInt32 {
    var bits: UInt32 = 0
    for index in 0..<count where !columns[index].allows(row, &cleaner) {
      bits |= 1 << UInt32(index)
    }
    return bits
  }

  /// The column of a bit of `faults`.
  func column(ofBit bit: Int) -> (place: Int, format: ColumnFormat) {
    (columns[bit].place, columns[bit].format)
  }
}
