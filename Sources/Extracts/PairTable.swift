/// Numbers for pairs of numbers, in the order in which they are first met: an open-addressed table that remembers the last answer.
struct PairTable: ~Copyable {
  private var keys: UnsafeMutablePointer<UInt64>
  private var values: UnsafeMutablePointer<UInt32>
  private var mask: Int
  private var lastKey: UInt64 = .max
  private var lastValue: UInt32 = 0
  /// The pairs, by number.
  private(set) var pairs: [(UInt32, UInt32)] = []

  init() {
    keys = .allocate(capacity: 256)
    values = .allocate(capacity: 256)
    keys.initialize(repeating: .max, count: 256)
    values.initialize(repeating: 0, count: 256)
    mask = 255
  }

  deinit {
    keys.deallocate()
    values.deallocate()
  }

  /// The number of a pair, a new one if it has not been met. The first of a pair is below 2³²−1.
  @inline(__always)
  mutating func code(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let key = UInt64(first) &<< 32 | UInt64(second)
    if key == lastKey { return lastValue }
    return find(key)
  }

  private mutating func find(_ key: UInt64) -> UInt32 {
    var slot = place(key)
    while keys[slot] != .max {
      if keys[slot] == key {
        lastKey = key
        lastValue = values[slot]
        return lastValue
      }
      slot = (slot &+ 1) & mask
    }
    let value = UInt32(truncatingIfNeeded: pairs.count)
    pairs.append((UInt32(truncatingIfNeeded: key >> 32), UInt32(truncatingIfNeeded: key)))
    keys[slot] = key
    values[slot] = value
    lastKey = key
    lastValue = value
    if pairs.count * 2 > mask { grow() }
    return value
  }

  @inline(__always)
  private func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 32) & mask }

  private mutating func grow() {
    keys.deallocate()
    values.deallocate()
    let size = (mask + 1) * 4
    keys = .allocate(capacity: size)
    values = .allocate(capacity: size)
    keys.initialize(repeating: .max, count: size)
    values.initialize(repeating: 0, count: size)
    mask = size - 1
    for (value, pair) in pairs.enumerated() {
      let key = UInt64(pair.0) << 32 | UInt64(pair.1)
      var slot = place(key)
      while keys[slot] != .max { slot = (slot &+ 1) & mask }
      keys[slot] = key
      values[slot] = UInt32(value)
    }
  }
}
