/// Gives keys numbers from nought on, in the order in which they are met: an open-addressed table that remembers its last answer.
package struct KeyNumbers: Sendable {
  @usableFromInline var slots: [UInt32]
  @usableFromInline var keys: [UInt64] = []
  @usableFromInline var last = 0

  /// Makes one without keys.
  package init() { slots = Array(repeating: 0, count: 1024) }

  /// How many keys there are.
  @inlinable package var count: Int { keys.count }

  /// The number of a key, a new one if it has not been met.
  @inlinable package mutating func number(_ key: UInt64) -> Int {
    if last < keys.count, keys[last] == key { return last }
    var slot = place(key)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) &- 1
      if keys[number] == key {
        last = number
        return number
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    keys.append(key)
    slots[slot] = UInt32(keys.count)
    last = keys.count - 1
    if keys.count * 2 > slots.count { grow() }
    return last
  }

  @inlinable func place(_ key: UInt64) -> Int {
    let product = (key ^ key >> 32) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: product >> 32) & (slots.count &- 1)
  }

  @usableFromInline mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for (number, key) in keys.enumerated() {
      var slot = place(key)
      while slots[slot] != 0 { slot = (slot &+ 1) & (slots.count &- 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
