import CCrypto

/// Writes a PDF 1.7 file: objects that programs read first as they are, the many small ones packed together, the table of all of them as a stream.
struct PDFWriter: ~Copyable {
  private(set) var bytes: [UInt8] = []
  /// Where each object is: at a byte of the file, or at a place among those packed together; nil for a free number.
  private var places: [Place?]
  private var deflater: Deflater
  /// The objects that wait to be packed: their numbers and starts, and their bytes.
  private var packed: [(number: Int, start: Int)] = []
  private var pack: [UInt8] = []

  private enum Place {
    case offset(Int)
    case packed(stream: Int, index: Int)
  }

  /// How many objects are packed together: few enough that a reader who wants one need not unpack the document.
  private static let packSize = 400
  /// zlib's level: a page's content and structure are packed in half the time of the usual one, and are a fifth larger.
  private static let level: Int32 = 3

  /// Begins a file whose first numbers are taken.
  init(numbers: Int, capacity: Int) throws(TaggingError) {
    deflater = try Deflater(level: Self.level)
    places = [Place?](repeating: nil, count: max(1, numbers))
    bytes.reserveCapacity(capacity)
    bytes.put("%PDF-1.7\n%")
    bytes += [0xB5, 0xED, 0xAE, 0xFB, 10]
  }

  /// A new object's number.
  mutating func newNumber() -> Int {
    places.append(nil)
    return places.count - 1
  }

  /// The first of as many new numbers.
  mutating func newNumbers(_ count: Int) -> Int {
    let first = places.count
    places += [Place?](repeating: nil, count: count)
    return first
  }

  /// Writes an object as it is.
  mutating func object(_ number: Int, _ body: (inout [UInt8]) -> Void) {
    places[number] = .offset(bytes.count)
    bytes.put(number)
    bytes.put(" 0 obj\n")
    body(&bytes)
    bytes.put("\nendobj\n")
  }

  /// Puts an object among those that are packed together.
  mutating func packedObject(_ number: Int, _ body: (inout [UInt8]) -> Void) throws(TaggingError) {
    packed.append((number, pack.count))
    body(&pack)
    pack.append(10)
    if packed.count >= Self.packSize { try endPack() }
  }

  private mutating func endPack() throws(TaggingError) {
    guard !packed.isEmpty else { return }
    let stream = newNumber()
    var data: [UInt8] = []
    data.reserveCapacity(pack.count + packed.count * 12)
    for (index, object) in packed.enumerated() {
      places[object.number] = .packed(stream: stream, index: index)
      data.put(object.number)
      data.append(0x20)
      data.put(object.start)
      data.append(0x20)
    }
    let first = data.count
    data += pack
    let count = packed.count
    packed.removeAll(keepingCapacity: true)
    pack.removeAll(keepingCapacity: true)
    try compressedStream(stream, data) { out in
      out.put("/Type/ObjStm/N ", count)
      out.put("/First ", first)
    }
  }

  /// Writes a stream of data that are not yet compressed.
  mutating func compressedStream(_ number: Int, _ data: [UInt8], _ dictionary: (inout [UInt8]) -> Void) throws(TaggingError) {
    var out: [UInt8] = []
    try data.withUnsafeBufferPointer { buffer throws(TaggingError) in try deflater.compress(buffer, onto: &out) }
    out.withUnsafeBufferPointer { buffer in
      stream(number, buffer) { out in
        dictionary(&out)
        out.put("/Filter/FlateDecode")
      }
    }
  }

  /// Writes a stream as it is.
  mutating func stream(_ number: Int, _ data: UnsafeBufferPointer<UInt8>, _ dictionary: (inout [UInt8]) -> Void) {
    object(number) { out in
      out.put("<<")
      dictionary(&out)
      out.put("/Length ", data.count)
      out.put(">>\nstream\n")
      out.append(contentsOf: data)
      out.put("\nendstream")
    }
  }

  /// Undoes the compression of a stream into `room` and gives how many bytes of it count.
  mutating func expand(_ data: UnsafeBufferPointer<UInt8>, into room: inout [UInt8]) throws(TaggingError) -> Int {
    try deflater.expand(data, into: &room)
    return deflater.length
  }

  /// Writes the table and gives the file. Its identifier is made from all that stands before the table, so that it is another when anything is.
  consuming func finish(catalog: Int, information: Int) throws(TaggingError) -> [UInt8] {
    try endPack()
    let table = newNumber()
    let start = bytes.count
    places[table] = .offset(start)
    var digest = [UInt8](repeating: 0, count: 32)
    let count = bytes.count
    guard bytes.withUnsafeBytes({ EVP_Digest($0.baseAddress, count, &digest, nil, EVP_sha256(), nil) }) == 1 else {
      throw TaggingError("no identifier can be made")
    }
    let identifier = digest.prefix(16)
    let size = places.count
    try compressedStream(table, rows()) { out in
      out.put("/Type/XRef/Size ", size)
      out.put("/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Root ")
      out.put(reference: catalog)
      out.put("/Info ")
      out.put(reference: information)
      out.put("/ID[")
      for _ in 0..<2 {
        out.append(UInt8(ascii: "<"))
        for byte in identifier {
          for digit in [byte >> 4, byte & 15] { out.append(digit < 10 ? digit + 0x30 : digit + 0x57) }
        }
        out.append(UInt8(ascii: ">"))
      }
      out.append(UInt8(ascii: "]"))
    }
    bytes.put("startxref\n", start)
    bytes.put("\n%%EOF\n")
    return bytes
  }

  /// The rows of the table, each as its difference from the one above (PNG's predictor *up*), which makes a small file of many like rows.
  private func rows() -> [UInt8] {
    var data: [UInt8] = []
    data.reserveCapacity(places.count * 8)
    var above = (kind: 0, place: 0, index: 0)
    for (number, place) in places.enumerated() {
      let row: (kind: Int, place: Int, index: Int) =
        switch place {
        case nil: (0, 0, number == 0 ? 65_535 : 0)
        case .offset(let offset)?: (1, offset, 0)
        case .packed(let stream, let index)?: (2, stream, index)
        }
      data.append(2)
      func add(_ value: Int, _ before: Int, _ shifts: [Int]) {
        for shift in shifts { data.append(UInt8(truncatingIfNeeded: value >> shift) &- UInt8(truncatingIfNeeded: before >> shift)) }
      }
      add(row.kind, above.kind, [0])
      add(row.place, above.place, [24, 16, 8, 0])
      add(row.index, above.index, [8, 0])
      above = row
    }
    return data
  }
}
