/// Finds rows that are the same byte for byte, by 128-bit fingerprints.
struct RowFingerprints: ~Copyable {
  private struct Fingerprint {
    var low: UInt64
    var high: UInt64
  }
  /// The line of each slot's row; nought where it is free. Only these need to be cleared.
  private var lines: UnsafeMutablePointer<UInt32>
  private var prints: UnsafeMutablePointer<Fingerprint>
  private var mask: Int
  private var count = 0

  init() {
    mask = 8191
    lines = .allocate(capacity: mask + 1)
    lines.initialize(repeating: 0, count: mask + 1)
    prints = .allocate(capacity: mask + 1)
  }

  deinit {
    lines.deallocate()
    prints.deallocate()
  }

  /// Remembers a row and says on which line the same was first met; nought when it is new.
  ///
  /// - Parameter row: at least 16 readable bytes must follow its last.
  @inline(__always)
  mutating func firstLine(of row: UnsafePointer<UInt8>, _ length: Int, line: UInt32) -> UInt32 {
    let raw = UnsafeRawPointer(row)
    var a: UInt64 = 0xA076_1D64_78BD_642F ^ UInt64(truncatingIfNeeded: length)
    var b: UInt64 = 0xE703_7ED1_A0B4_28DB
    var c: UInt64 = 0x8EBC_6AF0_9C88_C6E3
    var d: UInt64 = 0x5899_65CC_7537_4CC3
    var index = 0
    while index &+ 32 <= length {
      let first = (raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ a).multipliedFullWidth(
        by: raw.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self) ^ 0x1D8E_4E27_C47D_124F)
      let second = (raw.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self) ^ c).multipliedFullWidth(
        by: raw.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self) ^ 0xEB44_ACCA_B455_D165)
      a = first.low ^ b
      b = first.high &+ a
      c = second.low ^ d
      d = second.high &+ c
      index &+= 32
    }
    while index < length {
      let left = length &- index
      var word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if left < 8 { word &= (1 &<< UInt64(8 &* left)) &- 1 }
      let product = (word ^ a).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15 ^ c)
      a = product.low ^ b
      b = product.high &+ a
      index &+= 8
    }
    let last = (a ^ d).multipliedFullWidth(by: b ^ 0xA076_1D64_78BD_642F)
    let other = (c ^ b).multipliedFullWidth(by: a ^ 0xE703_7ED1_A0B4_28DB)
    let low = last.low ^ last.high ^ c
    let high = other.low ^ other.high ^ d
    var slot = Int(truncatingIfNeeded: low) & mask
    while lines[slot] != 0 {
      if prints[slot].low == low, prints[slot].high == high { return lines[slot] }
      slot = (slot &+ 1) & mask
    }
    lines[slot] = line
    prints[slot] = Fingerprint(low: low, high: high)
    count &+= 1
    if count &* 2 > mask { grow() }
    return 0
  }

  private mutating func grow() {
    let size = (mask + 1) * 4
    let biggerLines = UnsafeMutablePointer<UInt32>.allocate(capacity: size)
    biggerLines.initialize(repeating: 0, count: size)
    let biggerPrints = UnsafeMutablePointer<Fingerprint>.allocate(capacity: size)
    for index in 0...mask where lines[index] != 0 {
      var slot = Int(truncatingIfNeeded: prints[index].low) & (size - 1)
      while biggerLines[slot] != 0 { slot = (slot &+ 1) & (size - 1) }
      biggerLines[slot] = lines[index]
      biggerPrints[slot] = prints[index]
    }
    lines.deallocate()
    prints.deallocate()
    lines = biggerLines
    prints = biggerPrints
    mask = size - 1
  }
}
