/// The different texts of one column, each with a small number: an open-addressed table that remembers the last answer.
///
/// Texts are bytes as they stand in the file; they become `String`s only when the file's encoding is known.
struct CodeTable: ~Copyable {
  private struct Entry {
    var low: UInt64
    var high: UInt64
    var length: UInt32
    var offset: UInt32
  }

  private var slots: UnsafeMutablePointer<UInt32>
  private var slotMask: Int
  private var entries: UnsafeMutablePointer<Entry>
  private var entryCapacity: Int
  private var arena: [UInt8] = []
  private var last: UInt32 = 0
  /// How many different texts there are.
  private(set) var count = 0

  init() {
    slots = .allocate(capacity: 256)
    slots.initialize(repeating: 0, count: 256)
    slotMask = 255
    entryCapacity = 128
    entries = .allocate(capacity: 128)
  }

  deinit {
    slots.deallocate()
    entries.deallocate()
  }

  /// The number of the text of `length` bytes at `text`, a new one if it has not been met.
  ///
  /// - Parameter text: at least 16 bytes from it on must be readable.
  @inline(__always)
  mutating func code(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    let raw = UnsafeRawPointer(text)
    var low: UInt64 = 0
    var high: UInt64 = 0
    if length >= 8 {
      low = raw.loadUnaligned(as: UInt64.self)
      if length >= 16 {
        high = raw.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
      } else if length > 8 {
        high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & ((1 &<< UInt64(8 &* (length &- 8))) &- 1)
      }
    } else if length > 0 {
      low = raw.loadUnaligned(as: UInt64.self) & ((1 &<< UInt64(8 &* length)) &- 1)
    }
    if count > 0 {
      let entry = entries[Int(last)]
      if entry.low == low, entry.high == high, entry.length == UInt32(truncatingIfNeeded: length), length <= 16 || same(text, length, entry.offset) {
        return last
      }
    }
    return find(text, length, low, high)
  }

  @inline(__always)
  private func same(_ text: UnsafePointer<UInt8>, _ length: Int, _ offset: UInt32) -> Bool {
    arena.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      var index = 8
      let stored = base + Int(offset)
      while index + 8 <= length {
        let a = UnsafeRawPointer(text).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let b = UnsafeRawPointer(stored).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if a != b { return false }
        index += 8
      }
      return true  // the last eight bytes were compared as `high`
    }
  }

  @inline(__always)
  private static func hash(_ low: UInt64, _ high: UInt64, _ length: Int) -> UInt64 {
    let mixed = (low ^ UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    let second = (high ^ (mixed &>> 29)) &* 0xA5A5_A5A5_C4CE_B9FF
    return (mixed ^ second) &* 0x9E37_79B9_7F4A_7C15
  }

  private mutating func find(_ text: UnsafePointer<UInt8>, _ length: Int, _ low: UInt64, _ high: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: Self.hash(low, high, length) &>> 40) & slotMask
    while true {
      let stored = slots[slot]
      if stored == 0 { break }
      let entry = entries[Int(stored) - 1]
      if entry.low == low, entry.high == high, entry.length == UInt32(truncatingIfNeeded: length), length <= 16 || same(text, length, entry.offset) {
        last = stored - 1
        return last
      }
      slot = (slot &+ 1) & slotMask
    }
    if count == entryCapacity { growEntries() }
    entries[count] = Entry(low: low, high: high, length: UInt32(truncatingIfNeeded: length), offset: UInt32(truncatingIfNeeded: arena.count))
    arena.append(contentsOf: UnsafeBufferPointer(start: text, count: length))
    count += 1
    slots[slot] = UInt32(truncatingIfNeeded: count)
    last = UInt32(truncatingIfNeeded: count - 1)
    if count * 2 > slotMask { growSlots() }
    return last
  }

  private mutating func growEntries() {
    let bigger = UnsafeMutablePointer<Entry>.allocate(capacity: entryCapacity * 2)
    bigger.update(from: entries, count: count)
    entries.deallocate()
    entries = bigger
    entryCapacity *= 2
  }

  private mutating func growSlots() {
    slots.deallocate()
    let size = (slotMask + 1) * 4
    slots = .allocate(capacity: size)
    slots.initialize(repeating: 0, count: size)
    slotMask = size - 1
    for index in 0..<count {
      let entry = entries[index]
      var slot = Int(truncatingIfNeeded: Self.hash(entry.low, entry.high, Int(entry.length)) &>> 40) & slotMask
      while slots[slot] != 0 { slot = (slot &+ 1) & slotMask }
      slots[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
  }

  /// The bytes of a text.
  func bytes(_ code: Int) -> ArraySlice<UInt8> {
    let entry = entries[code]
    return arena[Int(entry.offset)..<Int(entry.offset) + Int(entry.length)]
  }

  /// All texts by number, as they stand in the file: they are kept one after the other.
  var wholeList: TextList {
    TextList(bytes: arena, ends: (0..<count).map { Int(entries[$0].offset) + Int(entries[$0].length) })
  }
}
