import Glibc

/// What a cell holds.
package enum CellKind: UInt8, Sendable, Hashable {
  /// Words.
  case text
  /// A plain decimal.
  case number
  /// `2015-04-01`, `2015-04-01T09:17:00` or `09:17:00`.
  case date
  /// `TRUE` or `FALSE`.
  case boolean
  /// `#N/A` and the like.
  case error
}

/// A cell that holds something: its bytes are a stretch of its row's.
package struct Cell: Sendable, Hashable {
  /// The column, from nought.
  package var column: Int32
  /// What it holds.
  package var kind: CellKind
  /// Where in the row's bytes its text begins, and how long it is.
  package var start: Int32
  package var length: Int32

  /// Makes a cell.
  package init(column: Int32, kind: CellKind, start: Int32, length: Int32) {
    self.column = column
    self.kind = kind
    self.start = start
    self.length = length
  }
}

/// A row of a table, with room that is used again for the next.
package struct TableRow: Sendable {
  /// Its number in the sheet or its line in the file, from 1.
  package var number = 0
  /// Whether it is hidden.
  package var isHidden = false
  /// Whether text follows a closing quote within a field of it, so that nobody knows how it was meant.
  package var isMalformed = false
  /// How many fields its line has; nought for a row of a sheet.
  package var fieldCount = 0
  /// The cells that hold something, from left to right.
  package var cells: [Cell] = []
  /// The texts of the cells, in UTF-8.
  package var bytes: [UInt8] = []

  /// Makes a row of nothing.
  package init() {}

  /// The text of a cell.
  package func text(_ cell: Cell) -> ArraySlice<UInt8> { bytes[Int(cell.start)..<Int(cell.start + cell.length)] }

  /// The cell of a column; nil where it is blank.
  package func cell(at column: Int) -> Cell? {
    // Rows are mostly without gaps: the cell is then at its own place.
    if cells.indices.contains(column), Int(cells[column].column) == column { return cells[column] }
    // With gaps by halves, since a row of a million fields is asked for each of them.
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(cells[middle].column) < column { low = middle + 1 } else { high = middle }
    }
    return low < cells.count && Int(cells[low].column) == column ? cells[low] : nil
  }

  /// Empties it.
  package mutating func clear() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    isHidden = false
    isMalformed = false
    fieldCount = 0
  }
}

/// Reads the rows of a sheet, one after the other.
///
/// Rows in the everyday form are read as bytes, by ``SheetEvents/takeRow(_:_:)``; all else of the sheet, and every row that is not wholly of that form, goes
/// through the parser, which then sees a sheet without the rows that were taken out of it.
package final class SheetReader {
  private enum Stage {
    /// Before the rows: the parser has everything.
    case head
    /// At the start of a row, or at the end of the rows.
    case rows
    /// Within a row that the parser has.
    case otherRow
    /// The parser has everything to the end.
    case rest
  }
  private let part: ZipPart
  private let events: SheetEvents
  private let stream: XMLStream
  private static let room = 1 << 18
  /// What was unpacked and not yet taken, with noughts behind it.
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room + SheetEvents.padding, alignment: 16)
  private var from = 0
  private var upTo = 0
  private var stage: Stage
  private var isAtStart = true
  /// Line ends among the rows that the parser did not see, so that the lines it tells of are the file's.
  private var passedLines = 0
  private var taken = 0
  private var isAtEnd = false
  private let limits: UnpackingLimits

  /// - Parameter takesRows: whether rows in the everyday form are read as bytes; tests compare with the parser alone.
  init(
    _ part: ZipPart, texts: SharedTexts, isDate: [Bool], dates: DateBase, _ limits: UnpackingLimits, takesRows: Bool = true
  ) throws(WorkbookFault) {
    self.part = part
    self.limits = limits
    events = SheetEvents(texts, isDate, dates)
    stream = try XMLStream(events, part: part.name)
    stage = takesRows ? .head : .rest
  }

  deinit { buffer.deallocate() }

  /// Reads the next row that has cells.
  ///
  /// - Parameter row: takes the row; its room is used again.
  /// - Returns: false at the end of the sheet.
  package func next(_ row: inout TableRow) throws(WorkbookFault) -> Bool {
    while taken == events.rows.count {
      if isAtEnd { return false }
      taken = 0
      events.forget()
      try readOn()
      if events.shown > limits.cells.free + part.unpacked * limits.cells.ratio {
        throw WorkbookFault(.tooLarge, "the cells of the sheet show far more text than its size allows for")
      }
    }
    events.give(taken, to: &row)
    taken += 1
    return true
  }

  /// Unpacks more of the sheet, and takes what is whole of it.
  private func readOn() throws(WorkbookFault) {
    let kept = upTo - from
    if from > 0, kept > 0 { buffer.baseAddress?.copyMemory(from: buffer.baseAddress! + from, byteCount: kept) }
    (from, upTo) = (0, kept)
    let got = try part.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[kept..<SheetReader.room]))
    upTo += got
    isAtEnd = got == 0
    UnsafeMutableRawBufferPointer(rebasing: buffer[upTo..<(upTo + SheetEvents.padding)]).initializeMemory(as: UInt8.self, repeating: 0)
    if isAtStart, upTo > 0 {
      isAtStart = false
      if stage == .head, !isPlainUTF8 { stage = .rest }
    }
    while try take() {}
    // What is left at the end is not whole: the parser says why.
    if isAtEnd { try give(upTo, isLast: true) }
  }

  /// Takes some of what is in the buffer; false where more is needed.
  private func take() throws(WorkbookFault) -> Bool {
    switch stage {
    case .head: return try passMarker("<sheetData>")
    case .otherRow: return try passMarker("</row>")
    case .rows: return try takeRows()
    case .rest:
      try give(upTo)
      return false
    }
  }

  /// Takes rows in the everyday form, as many as there are.
  private func takeRows() throws(WorkbookFault) -> Bool {
    guard let base = UnsafePointer(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)) else { return false }
    while true {
      while from < upTo, isSpace(base[from]) {
        if base[from] == 0x0A { passedLines += 1 }
        from += 1
      }
      let found = events.takeRow(base + from, upTo - from)
      if let fault = events.fault { throw fault }
      switch found {
      case .row(let length): from += length
      case .cutOff where upTo - from < SheetReader.room / 2: return false
      case .cutOff, .unusual:
        stage = base[from] == 0x3C && base[from + 1] == 0x72 ? .otherRow : .rest
        return true
      }
    }
  }

  /// Gives the parser all up to an end of a tag that begins or ends rows, and with it.
  ///
  /// Where the marker may stand in what is no tag (a comment, an instruction, CDATA) the parser keeps the rest of the sheet: `<` can't stand anywhere else.
  private func passMarker(_ marker: StaticString) throws(WorkbookFault) -> Bool {
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[from..<upTo])
    let found = place(of: marker, in: bytes)
    // A marker, or what may be none, can lie across the end.
    let length = found.map { $0 + marker.utf8CodeUnitCount } ?? max(0, bytes.count - marker.utf8CodeUnitCount)
    guard length > 0 else { return false }
    let isPlain = !hasMarkup(UnsafeRawBufferPointer(rebasing: bytes[..<min(length + 1, bytes.count)]), afterStart: stream.given == 0)
    try give(from + length)
    if !isPlain {
      stage = .rest
    } else if found != nil {
      stage = events.isBetweenRows && stream.hasTakenAll ? .rows : .rest
    }
    return isPlain ? found != nil : true
  }

  /// Gives the parser all up to a place of the buffer.
  private func give(_ place: Int, isLast: Bool = false) throws(WorkbookFault) {
    if passedLines > 0 {
      let lines = UnsafeMutableRawBufferPointer.allocate(byteCount: min(passedLines, 4_096), alignment: 1)
      defer { lines.deallocate() }
      lines.initializeMemory(as: UInt8.self, repeating: 0x0A)
      while passedLines > 0 {
        let some = min(passedLines, lines.count)
        try stream.parse(UnsafeRawBufferPointer(rebasing: lines[..<some]), isLast: false)
        passedLines -= some
      }
    }
    guard place > from || isLast else { return }
    try stream.parse(UnsafeRawBufferPointer(rebasing: buffer[from..<place]), isLast: isLast)
    from = place
  }

  /// Whether the part says that it is UTF-8, or says nothing: ASCII is then what it looks like.
  private var isPlainUTF8: Bool {
    let head = String(decoding: buffer[..<min(upTo, 256)].prefix { $0 != 0x3E }, as: UTF8.self).lowercased().filter { $0 != " " }
    guard head.hasPrefix("<?xml"), head.contains("encoding") else { return true }
    return head.contains("encoding=\"utf-8\"") || head.contains("encoding='utf-8'")
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

/// Where a text first stands in bytes; nil where it does not.
private func place(of text: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
  let length = text.utf8CodeUnitCount
  guard let base = bytes.baseAddress else { return nil }
  var place = 0
  while place + length <= bytes.count, let found = memchr(base + place, Int32(text.utf8Start[0]), bytes.count - place - length + 1) {
    place = UnsafeRawPointer(found) - base
    if memcmp(found, text.utf8Start, length) == 0 { return place }
    place += 1
  }
  return nil
}

/// Whether bytes hold the start of a comment, of CDATA or of an instruction.
///
/// - Parameter afterStart: whether the first of them is the part's own, which may begin with the XML declaration.
private func hasMarkup(_ bytes: UnsafeRawBufferPointer, afterStart: Bool) -> Bool {
  if place(of: "<!", in: bytes) != nil { return true }
  guard afterStart, let first = place(of: "<?", in: bytes), first <= 3 else { return place(of: "<?", in: bytes) != nil }
  return place(of: "<?", in: UnsafeRawBufferPointer(rebasing: bytes[(first + 2)...])) != nil
}
