import Proof

/// The objects of a PDF file, found by going over its bytes and not by its tables: what an earlier state of the file left behind is searched with the rest.
struct PDFFile {
  /// An object and what streams after it.
  struct Item {
    var number: Int
    var object: PDFObject
    /// Where its stream's bytes are; nil when it has none.
    var stream: Range<Int>?
  }

  let bytes: [UInt8]
  private(set) var items: [Item] = []
  /// The place in `items` of each object's last state.
  private(set) var latest: [Int: Int] = [:]
  private(set) var trailers: [PDFObject] = []
  /// Streams that no filter here undoes, and other parts that could not be read.
  private(set) var faults: [String] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    bytes.withUnsafeBufferPointer { scanObjects($0) }
    for index in items.indices where name(items[index].object["Type"]) == "ObjStm" { unpack(items[index]) }
  }

  /// Whether the file is encrypted.
  var isEncrypted: Bool { trailers.contains { $0["Encrypt"] != nil } }

  /// The object that a reference leads to.
  func resolved(_ object: PDFObject?, depth: Int = 0) -> PDFObject? {
    guard case .reference(let number)? = object else { return object }
    guard depth < 16, let index = latest[number] else { return nil }
    return resolved(items[index].object, depth: depth + 1)
  }

  func name(_ object: PDFObject?) -> String? { if case .name(let name)? = resolved(object) { name } else { nil } }
  func array(_ object: PDFObject?) -> [PDFObject] { if case .array(let items)? = resolved(object) { items } else { [] } }
  func dictionary(_ object: PDFObject?) -> [String: PDFObject] { if case .dictionary(let entries)? = resolved(object) { entries } else { [:] } }

  /// The bytes of a stream with its filters undone; nil when one of them is unknown or the data are damaged.
  func data(_ item: Item, limit: Int = 1 << 28) -> [UInt8]? {
    guard let stream = item.stream else { return nil }
    var data = Array(bytes[stream])
    var filters = array(item.object["Filter"]).compactMap { name($0) }
    if let single = name(item.object["Filter"]) { filters = [single] }
    for filter in filters {
      switch filter {
      case "FlateDecode", "Fl":
        guard let made = expanded(data[...], window: 15, limit: limit) else { return nil }
        data = made
      case "ASCIIHexDecode", "AHx": data = hexadecimalDecoded(data)
      case "ASCII85Decode", "A85": data = base85Decoded(data)
      default: return nil
      }
    }
    return data
  }

  /// The stream that a reference leads to.
  func stream(_ object: PDFObject?) -> Item? {
    guard case .reference(let number)? = object, let index = latest[number], items[index].stream != nil else { return nil }
    return items[index]
  }

  private mutating func scanObjects(_ buffer: UnsafeBufferPointer<UInt8>) {
    var at = 0
    let count = buffer.count
    while at + 3 <= count {
      if buffer[at] == UInt8(ascii: "t"), Self.begins(buffer, at, "trailer") {
        var scanner = PDFScanner(buffer, at: at + 7)
        if let trailer = scanner.object() { trailers.append(trailer) }
        at += 7
        continue
      }
      guard buffer[at] == UInt8(ascii: "o"), buffer[at + 1] == UInt8(ascii: "b"), buffer[at + 2] == UInt8(ascii: "j"),
        let number = Self.objectNumber(buffer, before: at)
      else {
        at += 1
        continue
      }
      var scanner = PDFScanner(buffer, at: at + 3)
      guard let object = scanner.object() else {
        at += 3
        continue
      }
      var item = Item(number: number, object: object, stream: nil)
      at = max(at + 3, min(scanner.at, count))
      if case .word("stream")? = scanner.object() {
        var start = scanner.at
        if start < count, buffer[start] == 13 { start += 1 }
        if start < count, buffer[start] == 10 { start += 1 }
        let end = streamEnd(buffer, object, start)
        item.stream = start..<max(start, end)
        at = max(start, end)
        if name(object["Type"]) == "XRef" { trailers.append(object) }
      }
      latest[number] = items.count
      items.append(item)
    }
  }

  /// A stream ends where its length says, if `endstream` stands there, else at the next `endstream`.
  private func streamEnd(_ buffer: UnsafeBufferPointer<UInt8>, _ object: PDFObject, _ start: Int) -> Int {
    if case .number(let length)? = resolved(object["Length"]), let count = Int(exactly: length), count >= 0, start + count <= buffer.count {
      var after = start + count
      while after < buffer.count, buffer[after] <= 32 { after += 1 }
      if Self.begins(buffer, after, "endstream") { return start + count }
    }
    var end = start
    while end < buffer.count, !(buffer[end] == UInt8(ascii: "e") && Self.begins(buffer, end, "endstream")) { end += 1 }
    return end
  }

  private static func begins(_ buffer: UnsafeBufferPointer<UInt8>, _ at: Int, _ text: StaticString) -> Bool {
    at + text.utf8CodeUnitCount <= buffer.count && (0..<text.utf8CodeUnitCount).allSatisfy { buffer[at + $0] == text.utf8Start[$0] }
  }

  /// The first of two numbers that stand before `obj`.
  private static func objectNumber(_ buffer: UnsafeBufferPointer<UInt8>, before place: Int) -> Int? {
    var at = place - 1
    func back(_ isWanted: (UInt8) -> Bool) -> Int {
      let end = at
      while at >= 0, isWanted(buffer[at]) { at -= 1 }
      return end - at
    }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    let isSpace = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) || byte == 0 }
    guard back(isSpace) > 0, back(isDigit) > 0, back(isSpace) > 0 else { return nil }
    let end = at
    guard back(isDigit) > 0, end - at < 10 else { return nil }
    return buffer[(at + 1)...end].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Takes out the objects of an object stream.
  private mutating func unpack(_ item: Item) {
    guard case .number(let first)? = resolved(item.object["First"]), case .number(let count)? = resolved(item.object["N"]),
      let start = Int(exactly: first), let total = Int(exactly: count), start >= 0, total >= 0, let data = data(item)
    else {
      faults.append("object \(item.number), a stream of objects")
      return
    }
    data.withUnsafeBufferPointer { buffer in
      var heads = PDFScanner(buffer)
      for _ in 0..<min(total, buffer.count) {
        guard case .number(let number)? = heads.object(), case .number(let offset)? = heads.object(), let id = Int(exactly: number),
          let place = Int(exactly: offset), place >= 0, start + place < buffer.count
        else { return }
        var scanner = PDFScanner(buffer, at: start + place)
        guard let object = scanner.object() else { continue }
        // An object that stands in the file by itself as well is of a later state, or of an earlier one: either is searched.
        if latest[id] == nil { latest[id] = items.count }
        items.append(Item(number: id, object: object, stream: nil))
      }
    }
  }
}

private func hexadecimalDecoded(_ text: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  var high: UInt8?
  for byte in text {
    let digit: UInt8
    switch byte {
    case 0x30...0x39: digit = byte - 0x30
    case 0x41...0x46: digit = byte - 0x37
    case 0x61...0x66: digit = byte - 0x57
    case UInt8(ascii: ">"): return bytes + (high.map { [$0 << 4] } ?? [])
    default: continue
    }
    if let first = high {
      bytes.append(first << 4 | digit)
      high = nil
    } else {
      high = digit
    }
  }
  return bytes
}

private func base85Decoded(_ text: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  var group: [UInt32] = []
  func flush(_ group: [UInt32], _ count: Int) {
    var value: UInt32 = 0
    for digit in group { value = value &* 85 &+ digit }
    for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(24 - index * 8))) }
  }
  for byte in text {
    switch byte {
    case UInt8(ascii: "z") where group.isEmpty: bytes += [0, 0, 0, 0]
    case UInt8(ascii: "~"):
      if group.count > 1 { flush(group + [UInt32](repeating: 84, count: 5 - group.count), group.count - 1) }
      return bytes
    case 0x21...0x75:
      group.append(UInt32(byte - 0x21))
      if group.count == 5 {
        flush(group, 4)
        group = []
      }
    default: break
    }
  }
  if group.count > 1 { flush(group + [UInt32](repeating: 84, count: 5 - group.count), group.count - 1) }
  return bytes
}
