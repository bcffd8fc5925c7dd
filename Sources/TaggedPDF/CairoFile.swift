/// The objects of a PDF as Cairo 1.16 writes one: a table of plain objects at the end, each stream's length in an object of its own.
struct CairoFile {
  /// Where an object's dictionary stands, and its stream's bytes.
  struct Object {
    var body: Range<Int>
    var stream: Range<Int>?
  }

  /// A page: its number, and those of its content and its resources.
  struct Page {
    var number: Int
    var contents: Int
    var resources: Int
  }

  let bytes: UnsafeBufferPointer<UInt8>
  /// The objects by number; those that the table names and that were never written are nil.
  private(set) var objects: [Object?] = []
  /// The pages in order.
  private(set) var pages: [Page] = []
  let catalog: Int
  let information: Int
  /// The root of the tree of pages.
  private(set) var pageTree: Int

  /// Reads a file's table and pages.
  ///
  /// - Throws: `TaggingError` where the file is not as Cairo writes one.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(TaggingError) {
    self.bytes = bytes
    guard let marker = Self.last("startxref\n", in: bytes, within: 64), let table = Self.number(bytes, marker + 10), table < bytes.count,
      Self.begins(bytes, table, "xref\n0 "), let count = Self.number(bytes, table + 7), count > 0, count < bytes.count / 20,
      let first = Self.first("\n", in: bytes, table + 7..<bytes.count)
    else { throw TaggingError("it has no table of its objects") }
    var starts: [(number: Int, start: Int)] = []
    for number in 1..<count {
      let entry = first + 1 + number * 20
      guard entry + 20 <= bytes.count, let offset = Self.number(bytes, entry), offset < table else { continue }
      if let own = Self.number(bytes, offset), own == number, let start = Self.first(" 0 obj\n", in: bytes, offset..<min(offset + 20, table)) {
        starts.append((number, start + 7))
      }
    }
    let trailer = first..<bytes.count
    pageTree = 0
    catalog = try Self.reference("/Root ", bytes, trailer)
    information = try Self.reference("/Info ", bytes, trailer)
    objects = [Object?](repeating: nil, count: count)
    starts.sort { $0.start < $1.start }
    var streams: [(number: Int, start: Int, length: Int)] = []
    for (index, object) in starts.enumerated() {
      let range = object.start..<(index + 1 < starts.count ? starts[index + 1].start : table)
      // A dictionary that has a stream says so within its first lines.
      let head = range.lowerBound..<min(range.upperBound, range.lowerBound + 400)
      if Self.begins(bytes, range.lowerBound, "<<"), let end = Self.first(">>\nstream\n", in: bytes, head) {
        objects[object.number] = Object(body: range.lowerBound..<(end + 2), stream: nil)
        streams.append((object.number, end + 10, try Self.reference("/Length ", bytes, range.lowerBound..<end)))
      } else if let end = Self.first("\nendobj", in: bytes, range) {
        objects[object.number] = Object(body: range.lowerBound..<end, stream: nil)
      }
    }
    for stream in streams {
      guard let length = object(stream.length).flatMap({ Self.number(bytes, skippingSpace: $0.body.lowerBound) }),
        stream.start + length <= table
      else { throw TaggingError("a stream has no length") }
      objects[stream.number]?.stream = stream.start..<(stream.start + length)
    }
    guard let root = object(catalog), object(information) != nil else { throw TaggingError("it has no catalogue") }
    pageTree = try Self.reference("/Pages ", bytes, root.body)
    try findPages()
  }

  private mutating func findPages() throws(TaggingError) {
    guard let tree = object(pageTree), let kids = Self.first("/Kids [", in: bytes, tree.body) else {
      throw TaggingError("it has no pages")
    }
    var at = kids + 7
    while at < tree.body.upperBound {
      while at < tree.body.upperBound, bytes[at] == 0x20 { at += 1 }
      guard let number = Self.number(bytes, at), let page = object(number) else { break }
      pages.append(
        Page(
          number: number, contents: try Self.reference("/Contents ", bytes, page.body), resources: try Self.reference("/Resources ", bytes, page.body)
        ))
      guard let next = Self.first(" 0 R", in: bytes, at..<tree.body.upperBound) else { break }
      at = next + 4
    }
  }

  /// The object of a number, if there is one.
  private func object(_ number: Int) -> Object? { objects.indices.contains(number) ? objects[number] : nil }

  /// The bytes of an object's stream.
  func stream(_ number: Int) throws(TaggingError) -> UnsafeBufferPointer<UInt8> {
    guard let range = object(number)?.stream else { throw TaggingError("object \(number) has no stream") }
    return UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// Whether a text stands in an object's dictionary.
  func contains(_ text: StaticString, _ object: Object) -> Bool { Self.first(text, in: bytes, object.body) != nil }

  /// Whether an object is a number alone: the length of a stream.
  func isNumber(_ object: Object) -> Bool { Self.number(bytes, skippingSpace: object.body.lowerBound) != nil }

  /// The rest of a stream's dictionary after its length, its brackets left out.
  func dictionaryWithoutLength(_ object: Object) throws(TaggingError) -> Range<Int> {
    guard let key = Self.first("/Length ", in: bytes, object.body), let end = Self.first(" 0 R\n", in: bytes, key..<object.body.upperBound) else {
      throw TaggingError("a stream has no length")
    }
    return (end + 5)..<(object.body.upperBound - 2)
  }

  // MARK: Bytes

  private static func reference(_ key: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(TaggingError) -> Int {
    guard let place = first(key, in: bytes, range), let number = number(bytes, place + key.utf8CodeUnitCount) else {
      throw TaggingError("\(key) is not where Cairo writes it")
    }
    return number
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, skippingSpace start: Int) -> Int? {
    var at = start
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    return number(bytes, at)
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var value: Int?
    var at = start
    while at >= 0, at < bytes.count, at < start + 15, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      value = (value ?? 0) * 10 + Int(bytes[at] - 0x30)
      at += 1
    }
    return value
  }

  private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ text: StaticString) -> Bool {
    guard at >= 0, at + text.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<text.utf8CodeUnitCount where bytes[at + index] != text.utf8Start[index] { return false }
    return true
  }

  private static func first(_ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var at = range.lowerBound
    while at + text.utf8CodeUnitCount <= range.upperBound {
      if bytes[at] == text.utf8Start[0], begins(bytes, at, text) { return at }
      at += 1
    }
    return nil
  }

  private static func last(_ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, within: Int) -> Int? {
    var at = bytes.count - text.utf8CodeUnitCount
    while at >= max(0, bytes.count - within) {
      if begins(bytes, at, text) { return at }
      at -= 1
    }
    return nil
  }
}
