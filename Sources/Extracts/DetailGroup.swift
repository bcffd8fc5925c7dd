/// Columns that are looked up together: descriptions of which a file has few combinations. Each combination is looked at once.
struct DetailGroup: ~Copyable {
  /// The columns of the group that the file has: their places in the file, and in the layout.
  private let columns: [(place: Int, column: ContractColumn)]
  /// Where they stand side by side: the first and last place.
  private let stretch: (first: Int, last: Int)?
  private var table = CodeTable()
  private var scratch: UnsafeMutablePointer<UInt8>
  private var capacity = 256
  /// For each combination, which of the group's columns are not of their format, a bit each.
  private var faults: [UInt32] = []

  /// - Parameter resolved: where each column of the layout stands; −1 where absent.
  init(_ group: [ContractColumn], _ resolved: [Int]) {
    columns = group.filter { resolved[$0.rawValue] >= 0 }.map { (resolved[$0.rawValue], $0) }
    let places = columns.map(\.place)
    if let first = places.min(), let last = places.max(), last - first + 1 == places.count {
      stretch = (first, last)
    } else {
      stretch = nil
    }
    scratch = .allocate(capacity: 256)
  }

  deinit { scratch.deallocate() }

  /// The number of a row's combination; when it is new, `isNew` is true and its formats have been looked at.
  @inline(__always)
  mutating func code(_ row: Row, isNew: inout Bool, _ cleaner: inout FieldCleaner) -> Int {
    let code: Int
    if let stretch {
      code = Int(table.code(row.stretch(stretch.first, stretch.last)))
    } else {
      code = Int(table.code(joined(row)))
    }
    isNew = code == faults.count
    if isNew { look(row, &cleaner) }
    return code
  }

  /// The columns of a combination that are not of their format; nought for nearly all.
  @inline(__always)
  func faults(_ code: Int) -> UInt32 { faults[code] }

  /// The place of the column of a bit of `faults`.
  func place(ofBit bit: Int) -> Int { columns[bit].place }
  /// The column of a bit of `faults`.
  func column(ofBit bit: Int) -> ContractColumn { columns[bit].column }

  private mutating func look(_ row: Row, _ cleaner: inout FieldCleaner) {
    var bits: UInt32 = 0
    for (bit, (place, column)) in columns.enumerated() {
      let raw = row.raw(place)
      let field = cleaner.text(raw.start, raw.length)
      if field.length > 0, let format = ColumnFormat.of(column), !format.allows(field.bytes) { bits |= 1 << UInt32(bit) }
    }
    faults.append(bits)
  }

  /// The fields one after the other, where other columns stand between them.
  private mutating func joined(_ row: Row) -> FieldText {
    var used = 0
    for (place, _) in columns {
      let field = row.raw(place)
      if used + field.length + 32 > capacity {
        let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: (used + field.length + 32) * 2)
        bigger.update(from: scratch, count: used)
        scratch.deallocate()
        scratch = bigger
        capacity = (used + field.length + 32) * 2
      }
      (scratch + used).update(from: field.start, count: field.length)
      used += field.length
      scratch[used] = 0x2C
      used += 1
    }
    // The table reads whole words: what follows must be there.
    (scratch + used).update(repeating: 0, count: min(16, capacity - used))
    return FieldText(start: UnsafePointer(scratch), length: used)
  }
}
