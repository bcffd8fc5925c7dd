import Findings

/// A small table file as text: organisations, registers. The contract returns have a reader of their own, made for size.
struct TableText {
  /// One record and the line on which it begins.
  struct Record {
    let line: Int
    let fields: [String]
  }
  var header: Record?
  var records: [Record] = []
  /// Whether the file was in Windows-1252.
  var isWindows1252 = false
  /// The line and column of a quote that is never closed; nothing of such a file is used.
  var unclosedQuote: (line: Int, column: Int)?

  /// Reads RFC 4180 text: fields in quotes with doubled quotes and line breaks inside, LF or CRLF, UTF-8 with or without a byte order mark, else Windows-1252. Blank
  /// lines are passed over.
  init(_ bytes: [UInt8]) {
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    var body = Array(text)
    if String(validating: body, as: UTF8.self) == nil {
      isWindows1252 = true
      body = utf8(fromWindows1252: body)
    }
    read(body)
  }

  private mutating func read(_ bytes: [UInt8]) {
    let (comma, quote, carriageReturn, lineFeed) = (UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    var line = 1
    var recordLine = 1
    var fields: [String] = []
    var field: [UInt8] = []
    var position = 0
    var lineStart = 0
    func finishField() {
      fields.append(String(decoding: field, as: UTF8.self).trimmed)
      field.removeAll(keepingCapacity: true)
    }
    func finishRecord() {
      finishField()
      if !(fields.count == 1 && fields[0].isEmpty) {
        let record = Record(line: recordLine, fields: fields)
        if header == nil { header = record } else { records.append(record) }
      }
      fields = []
    }
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote, field.allSatisfy({ $0 == UInt8(ascii: " ") }) {
        field.removeAll(keepingCapacity: true)
        let opened = (line: line, column: position - lineStart + 1)
        position += 1
        var isClosed = false
        while position < bytes.count {
          let inner = bytes[position]
          if inner == quote {
            if position + 1 < bytes.count, bytes[position + 1] == quote {
              field.append(quote)
              position += 2
              continue
            }
            position += 1
            isClosed = true
            break
          }
          if inner == lineFeed {
            line += 1
            lineStart = position + 1
          }
          field.append(inner)
          position += 1
        }
        guard isClosed else {
          unclosedQuote = opened
          records = []
          return
        }
        continue
      }
      if byte == comma {
        finishField()
      } else if byte == lineFeed {
        finishRecord()
        line += 1
        lineStart = position + 1
        recordLine = line
      } else if byte == carriageReturn, position + 1 < bytes.count, bytes[position + 1] == lineFeed {
        // The line feed that follows ends the record.
      } else {
        field.append(byte)
      }
      position += 1
    }
    if !field.isEmpty || !fields.isEmpty { finishRecord() }
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    guard let first = unicodeScalars.first, let last = unicodeScalars.last, first.properties.isWhitespace || last.properties.isWhitespace else {
      return self
    }
    var scalars = unicodeScalars[...]
    while let scalar = scalars.first, scalar.properties.isWhitespace { scalars.removeFirst() }
    while let scalar = scalars.last, scalar.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}

/// Windows-1252's own characters, 0x80 to 0x9F; its five unused places become the replacement character.
private let windows1252: [Unicode.Scalar] = Array(
  "\u{20AC}\u{FFFD}\u{201A}\u{0192}\u{201E}\u{2026}\u{2020}\u{2021}\u{02C6}\u{2030}\u{0160}\u{2039}\u{0152}\u{FFFD}\u{017D}\u{FFFD}".unicodeScalars
    + "\u{FFFD}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}\u{02DC}\u{2122}\u{0161}\u{203A}\u{0153}\u{FFFD}\u{017E}\u{0178}"
    .unicodeScalars)

private func utf8(fromWindows1252 bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  for byte in bytes {
    let scalar = (0x80...0x9F).contains(byte) ? windows1252[Int(byte) - 0x80] : Unicode.Scalar(byte)
    result.append(contentsOf: String(scalar).utf8)
  }
  return result
}
