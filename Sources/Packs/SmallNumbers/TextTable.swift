import Quantities

/// Numbers for texts in the order in which they are first met. Texts are compared byte by byte: ids and names of measures are ASCII.
struct TextTable: Sendable {
  private(set) var texts: [String] = []
  private var digests: [UInt64] = []
  /// The number at each slot; −1 for an empty one. Their count is a power of two, more than twice that of the texts.
  private var slots = [Int32](repeating: -1, count: 64)

  /// The number of a text; nil for one that was not met.
  func number(of text: String) -> Int? {
    var text = text
    return text.withUTF8 { number(of: $0) }
  }

  /// The number of a text by its bytes.
  func number(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let number = slots[slot(bytes, digestOfBytes(bytes))]
    return number < 0 ? nil : Int(number)
  }

  /// Takes a text in; false for one that was met before.
  mutating func insert(_ text: String) -> Bool {
    let (slot, digest) = place(of: text)
    if slots[slot] >= 0 { return false }
    slots[slot] = Int32(texts.count)
    texts.append(text)
    digests.append(digest)
    if texts.count * 2 > slots.count { grow() }
    return true
  }

  private func place(of text: String) -> (slot: Int, digest: UInt64) {
    var text = text
    return text.withUTF8 { bytes in
      let digest = digestOfBytes(bytes)
      return (slot(bytes, digest), digest)
    }
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for (number, digest) in digests.enumerated() {
      var slot = Int(digest & UInt64(slots.count - 1))
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// Where a text stands, or the empty slot where it would.
  private func slot(_ bytes: UnsafeBufferPointer<UInt8>, _ digest: UInt64) -> Int {
    var slot = Int(digest & UInt64(slots.count - 1))
    while slots[slot] >= 0, !isSame(Int(slots[slot]), bytes, digest) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isSame(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ digest: UInt64) -> Bool
  {
    guard digests[number] == digest else { return false }
    return texts[number].utf8.withContiguousStorageIfAvailable { areSame($0, bytes) }
      ?? texts[number].utf8.elementsEqual(bytes)
  }
}

/// Whether bytes are the same, eight at a time.
private func areSame(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  let (a, b) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
  var place = 0
  while place + 8 <= a.count {
    if a.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      != b.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    {
      return false
    }
    place += 8
  }
  while place < a.count {
    if a[place] != b[place] { return false }
    place += 1
  }
  return true
}

/// A digest of bytes for tables: eight at a time, multiplied and folded.
private func digestOfBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let raw = UnsafeRawBufferPointer(bytes)
  var state = UInt64(truncatingIfNeeded: raw.count)
  var place = 0
  while place + 8 <= raw.count {
    state = mixed(state, raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    place += 8
  }
  var rest: UInt64 = 0
  while place < raw.count {
    rest = rest << 8 | UInt64(raw[place])
    place += 1
  }
  return mixed(state, rest)
}

/// Folds a word into a state.
func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
  let (high, low) = (state ^ word ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
    by: 0xD6E8_FEB8_6659_FD93)
  return high ^ low &+ state
}

/// Numbers for places in the order in which they are first met.
struct PlaceTable {
  private(set) var places: [CountLattice.Place] = []
  private var slots = [Int32](repeating: -1, count: 64)

  /// The number of a place; nil for one that was not met.
  func number(of place: CountLattice.Place) -> Int? {
    let number = slots[slot(place)]
    return number < 0 ? nil : Int(number)
  }

  /// The number of a place, the next one where it was not met before.
  mutating func add(_ place: CountLattice.Place) -> Int {
    let slot = slot(place)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    slots[slot] = Int32(places.count)
    places.append(place)
    if places.count * 2 > slots.count { grow() }
    return places.count - 1
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for number in places.indices {
      var slot = start(places[number])
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  private func slot(_ place: CountLattice.Place) -> Int {
    var slot = start(place)
    while slots[slot] >= 0, places[Int(slots[slot])] != place {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func start(_ place: CountLattice.Place) -> Int {
    func pair(_ a: Int32, _ b: Int32) -> UInt64 {
      UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
    }
    let month = UInt64(truncatingIfNeeded: place.month.value) << 1 | (place.isYearToDate ? 1 : 0)
    let state = mixed(
      mixed(pair(place.quantity, place.dimensions), pair(place.provider, place.commissioner)),
      month << 32 ^ pair(0, place.qualifier))
    return Int(state & UInt64(slots.count - 1))
  }
}
