/// The header fields of a mail, of one of its parts, or of a group of a delivery status, as another program wrote them.
struct HeaderFields {
  /// In their order: the name in lower case, the value as one line.
  private(set) var fields: [(name: String, value: String)] = []

  /// The most bytes that one run of fields may have.
  static let mostBytes = 512 * 1024

  /// Reads the fields from `place` on up to an empty line, and leaves `place` after that line.
  ///
  /// Lines end in CRLF or LF. A line that begins with white space goes on with the one before it; a line that is no field is passed over.
  /// - Throws: `DeliveryReportProblem.headersTooLong`.
  init(_ bytes: ArraySlice<UInt8>, _ place: inout Int) throws(DeliveryReportProblem) {
    let begin = place
    var name = ""
    var value: [UInt8] = []
    while place < bytes.endIndex {
      let line = MailLines.next(bytes, &place)
      guard place - begin <= Self.mostBytes else { throw .headersTooLong(limit: Self.mostBytes) }
      if line.isEmpty { break }
      if let first = line.first, first == 32 || first == 9 {
        value += line
        continue
      }
      close(name, value)
      (name, value) = ("", [])
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { continue }
      var written = line[..<colon]
      while let last = written.last, last == 32 || last == 9 { written.removeLast() }
      guard !written.isEmpty, written.allSatisfy({ (33...126).contains($0) }) else { continue }
      name = String(decoding: written, as: UTF8.self).lowercased()
      value = Array(line[(colon + 1)...])
    }
    close(name, value)
  }

  private mutating func close(_ name: String, _ value: [UInt8]) {
    if !name.isEmpty { fields.append((name, HeaderText.cleaned(String(decoding: value, as: UTF8.self)))) }
  }

  /// The value of the first field of a name in lower case.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// Lines that end in CRLF or LF.
enum MailLines {
  /// The line that begins at `place`, without its end; `place` goes to the next line, or to the end.
  static func next(_ bytes: ArraySlice<UInt8>, _ place: inout Int) -> ArraySlice<UInt8> {
    guard let end = bytes[place...].firstIndex(of: 10) else {
      let line = bytes[place...]
      place = bytes.endIndex
      return line
    }
    let line = bytes[place..<end]
    place = end + 1
    return line.last == 13 ? line.dropLast() : line
  }
}
