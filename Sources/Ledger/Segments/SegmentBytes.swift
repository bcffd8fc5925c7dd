import Extracts

/// Writes the head of a segment: little-endian whole numbers, texts with their length before them.
struct SegmentWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ text: String) {
    put(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(_ data: [UInt8]) {
    put(UInt32(data.count))
    bytes.append(contentsOf: data)
  }

  /// The same for a list of texts.
  mutating func putSection(_ texts: TextList) {
    put(UInt32(texts.count))
    put(UInt32(4 * texts.count + texts.bytes.count))
    let size = 4 * texts.count + texts.bytes.count
    let section = [UInt8](unsafeUninitializedCapacity: size) { section, count in
      let out = UnsafeMutableRawBufferPointer(section)
      texts.bytes.withUnsafeBytes { source in
        var from = 0
        var to = 0
        for end in texts.ends {
          out.storeBytes(of: UInt32(end - from).littleEndian, toByteOffset: to, as: UInt32.self)
          UnsafeMutableRawBufferPointer(rebasing: out[(to + 4)...]).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from..<end]))
          to += 4 + end - from
          from = end
        }
      }
      count = size
    }
    bytes.append(contentsOf: section)
  }

  /// Texts that a reader can pass over without looking at each.
  mutating func putSection(_ texts: [String]) {
    put(UInt32(texts.count))
    put(UInt32(texts.reduce(0) { $0 + 4 + $1.utf8.count }))
    for text in texts { put(text) }
  }

  mutating func put(_ texts: [String]) {
    put(UInt32(texts.count))
    for text in texts { put(text) }
  }
}

/// What a segment that does not read as one is worth: nothing; it is made again.
struct DamagedSegment: Error {}

/// Reads what `SegmentWriter` wrote. Every read is checked: a cache is never trusted.
struct SegmentReader {
  private let memory: SegmentMemory
  private let bytes: UnsafeRawBufferPointer
  private var index: Int

  /// Reads a part of a segment's memory.
  init(_ memory: SegmentMemory, _ range: Range<Int>) {
    self.memory = memory
    bytes = UnsafeRawBufferPointer(rebasing: memory.bytes[..<range.upperBound])
    index = range.lowerBound
  }

  /// Texts that are not looked at yet.
  mutating func section() throws(DamagedSegment) -> TextSection {
    let count = Int(try number(UInt32.self))
    let length = Int(try number(UInt32.self))
    guard length <= bytes.count - index, count * 4 <= length else { throw DamagedSegment() }
    defer { index += length }
    return TextSection(memory: memory, range: index..<index + length, count: count)
  }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) throws(DamagedSegment) -> Number {
    let size = MemoryLayout<Number>.size
    guard index + size <= bytes.count else { throw DamagedSegment() }
    defer { index += size }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: Number.self))
  }

  /// A count of things of at least `size` bytes each, which must all be there.
  mutating func count(ofSize size: Int) throws(DamagedSegment) -> Int {
    let count = Int(try number(UInt32.self))
    guard count * max(size, 1) <= bytes.count - index else { throw DamagedSegment() }
    return count
  }

  mutating func data() throws(DamagedSegment) -> [UInt8] {
    let length = try count(ofSize: 1)
    defer { index += length }
    return Array(bytes[index..<index + length])
  }

  mutating func text() throws(DamagedSegment) -> String {
    let length = try count(ofSize: 1)
    defer { index += length }
    return String(decoding: bytes[index..<index + length], as: UTF8.self)
  }

  mutating func texts() throws(DamagedSegment) -> [String] {
    let count = try count(ofSize: 4)
    var texts: [String] = []
    texts.reserveCapacity(count)
    for _ in 0..<count { texts.append(try text()) }
    return texts
  }

  /// A number that must be below a limit, as an index must.
  mutating func index(below limit: Int) throws(DamagedSegment) -> Int {
    let value = Int(try number(UInt32.self))
    guard value < limit else { throw DamagedSegment() }
    return value
  }
}

/// Texts of a segment that are read when they are needed.
struct TextSection: Sendable {
  var memory: SegmentMemory
  var range: Range<Int>
  /// How many there are.
  var count: Int

  /// The texts.
  func texts() throws(DamagedSegment) -> [String] {
    var reader = SegmentReader(memory, range)
    var texts: [String] = []
    texts.reserveCapacity(count)
    for _ in 0..<count { texts.append(try reader.text()) }
    return texts
  }
}
