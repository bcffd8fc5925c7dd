/// The lines of one provider while they are added up: an open-addressed table from a line's codes to its amounts.
struct LineTable: ~Copyable {
  /// A line's codes, so packed that comparing keys compares commissioner, POD, treatment function and HRG in turn.
  struct Key: Comparable {
    var high: UInt64
    var low: UInt32

    init(commissioner: Int, pod: Int, treatmentFunction: Int, hrg: Int) {
      high = UInt64(commissioner) << 32 | UInt64(pod) << 16 | UInt64(treatmentFunction)
      low = UInt32(hrg)
    }
    var commissioner: Int { Int(high >> 32) }
    var pod: UInt16 { UInt16(truncatingIfNeeded: high >> 16) }
    var treatmentFunction: UInt16 { UInt16(truncatingIfNeeded: high) }
    var hrg: UInt32 { low }
    @inline(__always)
    static func < (a: Key, b: Key) -> Bool { a.high != b.high ? a.high < b.high : a.low < b.low }
  }

  /// Year to date and month: planned price, actual price, planned activity, actual activity.
  struct Amounts {
    var ytd: SIMD4<Int64> = .zero
    var month: SIMD4<Int64> = .zero
  }

  private var slots: [UInt32]
  private var mask: Int
  private(set) var keys: [Key] = []
  private(set) var amounts: [Amounts] = []
  /// Whether any sum went past the exact range.
  private(set) var overflowed = false

  init(expecting count: Int) {
    var size = 1024
    while size < count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    mask = size - 1
  }

  /// Adds a row to its line.
  @inline(__always)
  mutating func add(_ key: Key, _ planPrice: Int64, _ actualPrice: Int64, _ planActivity: Int64, _ actualActivity: Int64, inMonth: Bool) {
    let line = find(key)
    overflowed = Self.add(&amounts[line].ytd, planPrice, actualPrice, planActivity, actualActivity) || overflowed
    if inMonth { overflowed = Self.add(&amounts[line].month, planPrice, actualPrice, planActivity, actualActivity) || overflowed }
  }

  @inline(__always)
  private static func add(_ sums: inout SIMD4<Int64>, _ a: Int64, _ b: Int64, _ c: Int64, _ d: Int64) -> Bool {
    let first = sums[0].addingReportingOverflow(a)
    let second = sums[1].addingReportingOverflow(b)
    let third = sums[2].addingReportingOverflow(c)
    let fourth = sums[3].addingReportingOverflow(d)
    sums = SIMD4(first.partialValue, second.partialValue, third.partialValue, fourth.partialValue)
    return first.overflow || second.overflow || third.overflow || fourth.overflow
  }

  @inline(__always)
  private static func hash(_ key: Key) -> Int {
    let mixed = (key.high ^ UInt64(key.low) &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed &>> 32)
  }

  private mutating func find(_ key: Key) -> Int {
    var slot = Self.hash(key) & mask
    while slots[slot] != 0 {
      let line = Int(slots[slot]) - 1
      if keys[line] == key { return line }
      slot = (slot + 1) & mask
    }
    keys.append(key)
    amounts.append(Amounts())
    slots[slot] = UInt32(keys.count)
    if keys.count * 2 > mask { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    mask = (mask + 1) * 4 - 1
    slots = Array(repeating: 0, count: mask + 1)
    for (line, key) in keys.enumerated() {
      var slot = Self.hash(key) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(line + 1)
    }
  }

  /// The lines in key order.
  consuming func sorted() -> [(key: Key, amounts: Amounts)] {
    let amounts = self.amounts
    let keys = self.keys
    return keys.indices.sorted { keys[$0] < keys[$1] }.map { (keys[$0], amounts[$0]) }
  }
}
