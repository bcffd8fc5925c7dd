import Glibc

/// Numbers texts in the order in which they first come, from nought, and finds the number of a text again, given as a text or as bytes.
///
/// A pack names thousands of figures and asks for each several times. The library's dictionary hashes every byte of a text with a keyed function; this one
/// takes eight at a time and keeps the hash. Numbers do not depend on it.
package struct TextNumbers: Sendable {
  /// The texts by number.
  package private(set) var texts: [String] = []
  private var hashes: [UInt64] = []
  /// One more than a number, nought where nothing stands; a power of two of them, at most half in use.
  private var places: [UInt32] = [UInt32](repeating: 0, count: 64)

  /// Begins without a text.
  package init() {}

  /// How many texts have a number.
  package var count: Int { texts.count }

  /// Makes room for as many texts.
  package mutating func reserve(_ count: Int) {
    texts.reserveCapacity(count)
    hashes.reserveCapacity(count)
    if count * 2 > places.count { rebuild(for: count) }
  }

  /// The number of a text, which is a new one when it was not met before.
  package mutating func number(of text: String) -> (number: Int, isNew: Bool) {
    let hash = withBytes(of: text) { hashed($0) }
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] != 0 {
      let number = Int(places[place]) - 1
      if hashes[number] == hash, texts[number] == text { return (number, false) }
      place = (place + 1) & (places.count - 1)
    }
    let number = texts.count
    add(text, hash, at: place)
    return (number, true)
  }

  /// The same for the bytes of a text in UTF-8.
  package mutating func number(of bytes: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
    if let number = find(bytes) { return (number, false) }
    return number(of: String(decoding: bytes, as: UTF8.self))
  }

  /// Whether a number is that of a text, given as its bytes; no text has a number that was not given.
  package func isText(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    texts.indices.contains(number) && withBytes(of: texts[number]) { areEqual($0, bytes) }
  }

  private mutating func add(_ text: String, _ hash: UInt64, at place: Int) {
    texts.append(text)
    hashes.append(hash)
    places[place] = UInt32(texts.count)
    if texts.count * 2 > places.count { rebuild(for: texts.count * 2) }
  }

  /// The number of a text that was met; nil for any other.
  package func find(_ text: String) -> Int? { withBytes(of: text) { find($0) } }

  /// The same for the bytes of a text in UTF-8.
  package func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let hash = hashed(bytes)
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] != 0 {
      let number = Int(places[place]) - 1
      if hashes[number] == hash, withBytes(of: texts[number], { areEqual($0, bytes) }) { return number }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private mutating func rebuild(for count: Int) {
    var size = places.count
    while size < count * 2 { size *= 2 }
    places = [UInt32](repeating: 0, count: size)
    for (number, hash) in hashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while places[place] != 0 { place = (place + 1) & (size - 1) }
      places[place] = UInt32(number + 1)
    }
  }
}

/// Lends the bytes of a text, which a native text holds in one piece.
private func withBytes<Result>(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
  text.utf8.withContiguousStorageIfAvailable(body) ?? Array(text.utf8).withUnsafeBufferPointer(body)
}

private func areEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  guard let first = a.baseAddress, let second = b.baseAddress else { return true }
  return memcmp(first, second, a.count) == 0
}

/// Chosen anew in each process, so that nobody can choose codes whose hashes meet.
private let seed: UInt64 = UInt64.random(in: .min ... .max)

/// A hash of some bytes: eight at a time, each folded in by a multiplication of 64 bits whose two halves are mixed.
private func hashed(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let raw = UnsafeRawBufferPointer(bytes)
  var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
  func fold(_ part: UInt64) {
    let product = (hash ^ part).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    hash = product.high ^ product.low
  }
  var at = 0
  while at + 8 <= raw.count {
    fold(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    at += 8
  }
  var rest: UInt64 = 0
  while at < raw.count {
    rest = rest << 8 | UInt64(raw[at])
    at += 1
  }
  fold(rest)
  fold(seed)
  return hash
}
