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
package final class SheetReader {
  private let part: ZipPart
  private let events: SheetEvents
  private let stream: XMLStream
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var taken = 0
  private var isAtEnd = false
  private let limits: UnpackingLimits

  init(_ part: ZipPart, texts: SharedTexts, isDate: [Bool], dates: DateBase, _ limits: UnpackingLimits) throws(WorkbookFault) {
    self.part = part
    self.limits = limits
    events = SheetEvents(texts, isDate, dates)
    stream = try XMLStream(events, part: part.name)
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
      let got = try part.read(into: buffer)
      isAtEnd = got == 0
      try stream.parse(UnsafeRawBufferPointer(rebasing: buffer[..<got]), isLast: isAtEnd)
      if events.shown > limits.cells.free + part.unpacked * limits.cells.ratio {
        throw WorkbookFault(.tooLarge, "the cells of the sheet show far more text than its size allows for")
      }
    }
    events.give(taken, to: &row)
    taken += 1
    return true
  }
}

/// Gathers the rows of what is parsed at a time.
private final class SheetEvents: XMLEvents {
  struct Row {
    var number: Int
    var isHidden: Bool
    var cells: Range<Int>
    var bytes: Range<Int>
  }
  /// The rows that are whole.
  private(set) var rows: [Row] = []
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []
  private let texts: SharedTexts
  private let isDate: [Bool]
  private let dates: DateBase

  private enum Kind {
    case number, shared, text, inline, boolean, error, date
  }
  private var number = 0
  private var isHidden = false
  private var isInRow = false
  private var firstCell = 0
  private var firstByte = 0
  private var column = -1
  private var kind = Kind.number
  private var style = 0
  private var isInCell = false
  private var isCollecting = false
  private var isPhonetic = false
  /// Where the value of the cell begins in the bytes.
  private var valueStart = 0
  private var scratch: [UInt8] = []
  /// How many bytes of text the cells showed so far.
  private(set) var shown = 0

  /// The most that a row's texts may come to.
  private let longestRow = 64 << 20
  private var tooLong: WorkbookFault { WorkbookFault(.tooLarge, "the texts of row \(number) come to more than \(longestRow >> 20) MB") }

  init(_ texts: SharedTexts, _ isDate: [Bool], _ dates: DateBase) {
    self.texts = texts
    self.isDate = isDate
    self.dates = dates
  }

  /// Lets go of the rows that were taken; the row that is not whole yet stays.
  func forget() {
    rows.removeAll(keepingCapacity: true)
    let (keptCells, keptBytes) = isInRow ? (firstCell, firstByte) : (cells.count, bytes.count)
    cells.removeSubrange(..<keptCells)
    bytes.removeSubrange(..<keptBytes)
    firstCell -= keptCells
    firstByte -= keptBytes
    valueStart -= keptBytes
  }

  func give(_ place: Int, to row: inout TableRow) {
    let own = rows[place]
    row.clear()
    row.number = own.number
    row.isHidden = own.isHidden
    row.cells.append(contentsOf: cells[own.cells])
    row.bytes.append(contentsOf: bytes[own.bytes])
  }

  override func open(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "c" {
      guard isInRow else { return }
      guard !isInCell else { return stop(WorkbookFault(.badXML, "row \(number) of the sheet has a cell within a cell")) }
      if let place = attributes["r"] {
        guard let address = CellAddress(place) else {
          return stop(WorkbookFault(.badXML, "row \(number) of the sheet has a cell “\(String(decoding: place, as: UTF8.self))” that no sheet has"))
        }
        column = address.column
      } else {
        column += 1
        if column >= CellAddress.most.columns {
          return stop(WorkbookFault(.badXML, "row \(number) of the sheet has more cells than a sheet has columns"))
        }
      }
      style = attributes["s"].map(wholeNumber) ?? 0
      kind = attributes["t"].map(kindOf) ?? .number
      isInCell = true
      valueStart = bytes.count
    } else if name == "v" {
      isCollecting = isInCell && kind != .inline
    } else if name == "t" {
      isCollecting = isInCell && kind == .inline && !isPhonetic
    } else if name == "rPh" {
      isPhonetic = true
    } else if name == "row" {
      guard !isInRow else { return stop(WorkbookFault(.badXML, "row \(number) of the sheet has a row within it")) }
      let said = attributes["r"].map(wholeNumber) ?? number + 1
      guard (1...CellAddress.most.rows).contains(said) else {
        return stop(WorkbookFault(.badXML, "after row \(number) the sheet has a row that no sheet has"))
      }
      number = said
      isHidden = attributes.isTrue("hidden")
      isInRow = true
      column = -1
      firstCell = cells.count
      firstByte = bytes.count
    }
  }

  override func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard isCollecting else { return }
    bytes.append(contentsOf: text)
    if bytes.count - firstByte > longestRow { stop(tooLong) }
  }

  override func close(_ name: XMLName) {
    if name == "v" || name == "t" {
      isCollecting = false
    } else if name == "c" {
      if isInCell { endCell() }
      isInCell = false
    } else if name == "row" {
      if isInRow { endRow() }
      isInRow = false
    } else if name == "rPh" {
      isPhonetic = false
    }
  }

  private func endRow() {
    guard cells.count > firstCell else { return }
    let own = firstCell..<cells.count
    if zip(cells[own], cells[own].dropFirst()).contains(where: { $0.column >= $1.column }) {
      // Of a cell that stands twice the last counts, as it does in Excel.
      var byColumn: [Int32: Cell] = [:]
      for cell in cells[own] { byColumn[cell.column] = cell }
      cells.replaceSubrange(own, with: byColumn.values.sorted { $0.column < $1.column })
    }
    rows.append(Row(number: number, isHidden: isHidden, cells: firstCell..<cells.count, bytes: firstByte..<bytes.count))
  }

  private func endCell() {
    guard bytes.count > valueStart else { return }
    var holds = CellKind.text
    switch kind {
    case .text, .inline: unescape(&bytes, from: valueStart)
    case .error: holds = .error
    case .date: holds = .date
    case .boolean:
      holds = .boolean
      let isTrue = bytes[valueStart...].elementsEqual([0x31]) || bytes[valueStart...].elementsEqual("true".utf8)
      bytes.removeSubrange(valueStart...)
      bytes.append(contentsOf: (isTrue ? "TRUE" : "FALSE").utf8)
    case .shared:
      let index = bytes[valueStart...].withUnsafeBufferPointer(wholeNumber)
      bytes.removeSubrange(valueStart...)
      guard texts.append(index, to: &bytes) else {
        return stop(WorkbookFault(.badXML, "cell \(place) shows shared text \(index), and the workbook has \(texts.count)"))
      }
      if bytes.count == valueStart { return }
    case .number: holds = endNumber()
    }
    shown += bytes.count - valueStart
    guard bytes.count - firstByte <= longestRow else { return stop(tooLong) }
    cells.append(
      Cell(column: Int32(column), kind: holds, start: Int32(valueStart - firstByte), length: Int32(bytes.count - valueStart)))
  }

  /// Writes a number anew where it is no plain decimal, or a date; what is no number stays as it stands, as words.
  private func endNumber() -> CellKind {
    scratch.removeAll(keepingCapacity: true)
    let isNumber = bytes[valueStart...].withUnsafeBufferPointer { appendPlainNumber($0, to: &scratch) }
    guard isNumber else { return .text }
    bytes.removeSubrange(valueStart...)
    if isDate.indices.contains(style), isDate[style], scratch.withUnsafeBufferPointer({ appendDate($0, dates, to: &bytes) }) { return .date }
    bytes.append(contentsOf: scratch)
    return .number
  }

  private var place: String { CellAddress(column: column, row: number).description }

  private func kindOf(_ type: UnsafeBufferPointer<UInt8>) -> Kind {
    switch (type.first, type.count) {
    case (0x73, 1): .shared
    case (0x73, _): .text  // str: what a formula came to
    case (0x69, _): .inline
    case (0x62, _): .boolean
    case (0x65, _): .error
    case (0x64, _): .date
    default: .number
    }
  }
}

/// A whole number that is not negative; −1 for anything else.
private func wholeNumber(_ text: UnsafeBufferPointer<UInt8>) -> Int {
  guard (1...9).contains(text.count) else { return -1 }
  var value = 0
  for byte in text {
    guard (0x30...0x39).contains(byte) else { return -1 }
    value = value * 10 + Int(byte - 0x30)
  }
  return value
}
