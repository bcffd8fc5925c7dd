/// Where the objects of a PDF file stand, and its root: from the table at the end of the file, in lines of text or as a stream.
struct PDFCrossReferences {
  /// The byte at which each object begins that stands by itself; those packed together in streams are left out.
  private(set) var offsets: [Int: Int] = [:]
  /// The catalogue.
  private(set) var root: PDFObject?

  /// Reads the table; nil when there is none, or when it refers to an older one that this does not read.
  init?(of bytes: [UInt8]) {
    let isRead = bytes.withUnsafeBufferPointer { buffer -> Bool in
      let marker = Array("startxref".utf8)
      var at = buffer.count - marker.count
      while at > 0, !marker.indices.allSatisfy({ buffer[at + $0] == marker[$0] }) { at -= 1 }
      guard at > 0 else { return false }
      var scanner = PDFScanner(buffer, at: at + marker.count)
      guard case .number(let start)? = scanner.object(), start >= 0, Int(start) < buffer.count else { return false }
      scanner.at = Int(start)
      guard let first = scanner.object() else { return false }
      if case .word("xref") = first { return readLines(&scanner) }
      guard case .number = first, case .number? = scanner.object(), case .word("obj")? = scanner.object() else { return false }
      return readStream(&scanner)
    }
    if !isRead { return nil }
  }

  private mutating func readLines(_ scanner: inout PDFScanner) -> Bool {
    let size = scanner.bytes.count
    while true {
      guard let first = scanner.object() else { return false }
      if case .word("trailer") = first { break }
      guard case .number(let from) = first, case .number(let count)? = scanner.object(), count >= 0, Int(count) < size else { return false }
      for index in 0..<Int(count) {
        guard case .number(let offset)? = scanner.object(), case .number? = scanner.object(), case .word(let use)? = scanner.object() else {
          return false
        }
        if use == "n", Int(offset) < size { offsets[Int(from) + index] = Int(offset) }
      }
    }
    guard let trailer = scanner.object() else { return false }
    root = trailer["Root"]
    return true
  }

  /// A table of rows of numbers of fixed widths, compressed, perhaps with PNG's predictor *up*.
  private mutating func readStream(_ scanner: inout PDFScanner) -> Bool {
    guard let dictionary = scanner.object(), case .name("XRef")? = dictionary["Type"], case .number(let length)? = dictionary["Length"],
      case .name("FlateDecode")? = dictionary["Filter"], case .array(let fields)? = dictionary["W"], fields.count == 3,
      dictionary["Index"] == nil, dictionary["Prev"] == nil, case .word("stream")? = scanner.object()
    else { return false }
    var widths: [Int] = []
    for case .number(let width) in fields { widths.append(Int(width)) }
    let columns = widths.reduce(0, +)
    guard widths.count == 3, columns > 0, columns < 32, widths.allSatisfy({ $0 >= 0 && $0 <= 7 }) else { return false }
    var start = scanner.at
    if start < scanner.bytes.count, scanner.bytes[start] == 13 { start += 1 }
    if start < scanner.bytes.count, scanner.bytes[start] == 10 { start += 1 }
    guard length >= 0, start + Int(length) <= scanner.bytes.count, let data = inflated(scanner.bytes[start..<(start + Int(length))]) else {
      return false
    }
    var predictor = 1.0
    if case .number(let value)? = dictionary["DecodeParms"]?["Predictor"] { predictor = value }
    let isPredicted = predictor >= 10
    let step = columns + (isPredicted ? 1 : 0)
    var row = [UInt8](repeating: 0, count: columns)
    for (number, from) in stride(from: 0, to: data.count - step + 1, by: step).enumerated() {
      if isPredicted {
        guard data[from] == 0 || data[from] == 2 else { return false }
        for column in 0..<columns { row[column] = (data[from] == 2 ? row[column] : 0) &+ data[from + 1 + column] }
      } else {
        row = Array(data[from..<(from + columns)])
      }
      let kind = widths[0] == 0 ? 1 : Self.number(row[..<widths[0]])
      let place = Self.number(row[widths[0]..<(widths[0] + widths[1])])
      if kind == 1, place < scanner.bytes.count { offsets[number] = place }
    }
    root = dictionary["Root"]
    return true
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
