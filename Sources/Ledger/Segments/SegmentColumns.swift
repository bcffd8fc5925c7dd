import Extracts

/// The amounts of one column of a segment: most are whole pence or ten-thousandths, and take four bytes.
struct SegmentAmounts {
  private let bytes: UnsafeRawBufferPointer
  private let isWide: Bool
  private let unit: Int64

  /// - Parameter bytes: the column's bytes; they live as long as the segment's memory.
  init(bytes: UnsafeRawBufferPointer, column: SegmentColumn) {
    self.bytes = bytes
    isWide = column.width == 8
    unit = (0..<column.exponent).reduce(1) { unit, _ in unit * 10 }
  }

  /// The amount of a row, a count of 10⁻⁸.
  @inline(__always)
  subscript(_ row: Int) -> Int64 {
    if isWide { return bytes.load(fromByteOffset: 8 * row, as: Int64.self) }
    return Int64(bytes.load(fromByteOffset: 4 * row, as: Int32.self)) &* unit
  }
}

/// The codes of one column of a segment, as they stand there.
struct SegmentCodes {
  private let bytes: UnsafeRawBufferPointer
  private let width: Int

  /// - Parameter bytes: the column's bytes; they live as long as the segment's memory.
  init(bytes: UnsafeRawBufferPointer, column: SegmentColumn) {
    self.bytes = bytes
    width = column.width
  }

  /// The code of a row.
  @inline(__always)
  subscript(_ row: Int) -> Int {
    switch width {
    case 1: Int(bytes.load(fromByteOffset: row, as: UInt8.self))
    case 2: Int(bytes.load(fromByteOffset: 2 * row, as: UInt16.self))
    default: Int(bytes.load(fromByteOffset: 4 * row, as: UInt32.self))
    }
  }
}

/// Writes columns one after the other, each beginning at a multiple of eight.
struct ColumnWriter {
  private let out: UnsafeMutableRawBufferPointer
  /// The bytes written.
  private(set) var count = 0
  /// The columns written.
  private(set) var columns: [SegmentColumn] = []

  init(_ out: UnsafeMutableRawBufferPointer) { self.out = out }

  /// Notes a column that was just stored, and closes it with noughts.
  private mutating func close(_ column: SegmentColumn, rows: Int) {
    let end = column.offset + column.width * rows
    count = (end + 7) / 8 * 8
    for place in end..<count { out[place] = 0 }
    columns.append(column)
  }

  /// Stores codes in so many bytes each.
  @inline(__always)
  mutating func put<Element>(_ rows: UnsafeBufferPointer<Element>, _ width: Int, _ code: (Element) -> UInt32) {
    let column = SegmentColumn(offset: count, width: width)
    let to = UnsafeMutableRawBufferPointer(rebasing: out[count..<count + width * rows.count])
    switch width {
    case 1: for row in 0..<rows.count { to.storeBytes(of: UInt8(truncatingIfNeeded: code(rows[row])), toByteOffset: row, as: UInt8.self) }
    case 2: for row in 0..<rows.count { to.storeBytes(of: UInt16(truncatingIfNeeded: code(rows[row])), toByteOffset: 2 * row, as: UInt16.self) }
    default: for row in 0..<rows.count { to.storeBytes(of: code(rows[row]), toByteOffset: 4 * row, as: UInt32.self) }
    }
    close(column, rows: rows.count)
  }

  /// Stores amounts: in four bytes each as whole pence or whole ten-thousandths where all of them are such, else as they are.
  @inline(__always)
  mutating func put(_ rows: UnsafeBufferPointer<ContractRow>, amount: (ContractRow) -> Int64) {
    for exponent in [6, 4] {
      // What is a multiple of 10ⁿ divides by 2ⁿ with a shift and by 5ⁿ with a product, modulo 2⁶⁴; what is none does not come back.
      let unit: Int64 = exponent == 6 ? 1_000_000 : 10_000
      let inverse: Int64 = exponent == 6 ? 8_723_391_485_480_952_121 : -3_276_141_747_490_816_367
      let to = UnsafeMutableRawBufferPointer(rebasing: out[count..<count + 4 * rows.count])
      var lost: Int64 = 0
      for row in 0..<rows.count {
        let value = amount(rows[row])
        let quotient = Int32(truncatingIfNeeded: (value &>> Int64(exponent)) &* inverse)
        lost |= (Int64(quotient) &* unit) ^ value
        to.storeBytes(of: quotient, toByteOffset: 4 * row, as: Int32.self)
      }
      if lost == 0 { return close(SegmentColumn(offset: count, width: 4, exponent: exponent), rows: rows.count) }
    }
    let to = UnsafeMutableRawBufferPointer(rebasing: out[count..<count + 8 * rows.count])
    for row in 0..<rows.count { to.storeBytes(of: amount(rows[row]), toByteOffset: 8 * row, as: Int64.self) }
    close(SegmentColumn(offset: count, width: 8), rows: rows.count)
  }
}
