/// Gathers the rows of a stretch of a sheet, told by the parser or taken from the bytes.
final class SheetEvents: XMLEvents {
  struct Row {
    var number: Int
    var isHidden: Bool
    var cells: Range<Int>
    var bytes: Range<Int>
  }
  enum Kind {
    case number, shared, text, inline, boolean, error, date
  }
  /// The rows that are whole.
  private(set) var rows: [Row] = []
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []
  private let texts: SharedTexts
  private let isDate: [Bool]
  private let dates: DateBase

  /// The number of the row, or of the last one.
  private(set) var number = 0
  private var isHidden = false
  private var isInRow = false
  private var firstCell = 0
  private var firstByte = 0
  private var column = -1
  /// Whether each cell of the row stands at the right of the one before.
  private var isInOrder = true
  private var kind = Kind.number
  private var style = 0
  private var isInCell = false
  private var isCollecting = false
  private var isPhonetic = false
  /// The value of the cell, of which the parser may tell in pieces.
  private var value: [UInt8] = []
  private var scratch: [UInt8] = []
  /// How many elements are open, and how many are where rows are.
  private var depth = 0
  private var depthOfRows = -1
  /// Whether the parser was given a row that says how far its letters reach down, as Excel does in a namespace of its own.
  private var hasSeenDescent = false
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

  /// Whether the parser is within the element of rows, and in none of them.
  var isBetweenRows: Bool { depth == depthOfRows }

  /// Lets go of the rows that were taken; the row that is not whole yet stays.
  func forget() {
    rows.removeAll(keepingCapacity: true)
    let (keptCells, keptBytes) = isInRow ? (firstCell, firstByte) : (cells.count, bytes.count)
    cells.removeSubrange(..<keptCells)
    bytes.removeSubrange(..<keptBytes)
    firstCell -= keptCells
    firstByte -= keptBytes
  }

  func give(_ place: Int, to row: inout TableRow) {
    let own = rows[place]
    row.clear()
    row.number = own.number
    row.isHidden = own.isHidden
    row.cells.append(contentsOf: cells[own.cells])
    row.bytes.append(contentsOf: bytes[own.bytes])
  }

  // MARK: What the parser tells

  override func open(_ name: XMLName, _ attributes: XMLAttributes) {
    depth += 1
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
      value.removeAll(keepingCapacity: true)
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
      beginRow(said, isHidden: attributes.isTrue("hidden"))
      isInRow = true
    } else if name == "sheetData" {
      depthOfRows = depth
    }
  }

  override func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard isCollecting else { return }
    value.append(contentsOf: text)
    if value.count + bytes.count - firstByte > longestRow { stop(tooLong) }
  }

  override func close(_ name: XMLName) {
    depth -= 1
    if name == "v" || name == "t" {
      isCollecting = false
    } else if name == "c" {
      if isInCell { value.withUnsafeBufferPointer(endCell) }
      isInCell = false
    } else if name == "row" {
      if isInRow { endRow() }
      isInRow = false
    } else if name == "rPh" {
      isPhonetic = false
    }
  }

  // MARK: What the bytes tell

  /// What stands at the start of some bytes.
  enum Found: Equatable {
    /// A row in the everyday form, of so many bytes.
    case row(Int)
    /// The start of what may be one.
    case cutOff
    /// Something else, or a row in another form.
    case unusual
  }

  /// How many noughts must follow the bytes that rows are taken from.
  static let padding = 64

  /// Takes a row that is wholly in the everyday form of spreadsheets: `<row r="5" spans="1:2"><c r="A5" t="s"><v>0</v></c><c r="B5" s="1"><v>2.5</v></c></row>`,
  /// in ASCII, without entities, with formulas passed over. It is what the parser would tell, and whatever the parser would find fault with is unusual.
  ///
  /// - Parameter start: bytes between rows, followed by as many noughts as `padding` says.
  func takeRow(_ start: UnsafePointer<UInt8>, _ count: Int) -> Found {
    let (kept, keptNumber, keptShown) = (rows.count, number, shown)
    var text = MarkupText(start)
    if takeRow(&text) { return .row(text.place - start) }
    if fault != nil { return .unusual }
    if kept == rows.count {
      (number, shown) = (keptNumber, keptShown)
      let last = rows.last
      cells.removeLast(cells.count - (last?.cells.upperBound ?? 0))
      bytes.removeLast(bytes.count - (last?.bytes.upperBound ?? 0))
    }
    // Nothing that is compared is longer than the padding.
    return text.place - start + SheetEvents.padding > count ? .cutOff : .unusual
  }

  private func takeRow(_ text: inout MarkupText) -> Bool {
    guard text.passes("<row") else { return false }
    var said = number + 1
    var ownNumber = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var isHidden = false
    var names = NamesSeen()
    while text.passes(0x20) {
      guard let attribute = text.attribute(), names.isNew(attribute.name) else { return false }
      if attribute.isNamed(0x72) {
        ownNumber = attribute.value
        said = wholeNumber(ownNumber)
      } else if attribute.isNamed("hidden") {
        isHidden = attribute.value.elementsEqual([0x31]) || attribute.value.elementsEqual("true".utf8)
      } else if attribute.hasPrefix {
        // Whether the prefix is known the parser says, of the first row that has it.
        guard attribute.isNamed("x14ac:dyDescent"), hasSeenDescent else {
          hasSeenDescent = attribute.isNamed("x14ac:dyDescent")
          return false
        }
      }
    }
    guard (1...CellAddress.most.rows).contains(said) else { return false }
    if text.passes("/>") {
      number = said
      return true
    }
    guard text.passes(0x3E) else { return false }
    beginRow(said, isHidden: isHidden)
    while text.passes("<c") {
      guard takeCell(&text, ownNumber), fault == nil else { return false }
    }
    guard text.passes("</row>") else { return false }
    endRow()
    return true
  }

  /// Takes a cell of which the name was passed.
  private func takeCell(_ text: inout MarkupText, _ rowNumber: UnsafeBufferPointer<UInt8>) -> Bool {
    (style, kind) = (0, .number)
    var place = column + 1
    var (hasPlace, hasStyle, hasKind) = (false, false, false)
    while text.passes(0x20) {
      guard let attribute = text.attribute(), attribute.name.count == 1 else { return false }
      switch attribute.name[0] {
      case 0x72:
        guard !hasPlace, let column = columnOfCell(attribute.value, rowNumber) else { return false }
        hasPlace = true
        place = column
      case 0x73:
        guard !hasStyle else { return false }
        hasStyle = true
        style = wholeNumber(attribute.value)
      case 0x74:
        guard !hasKind else { return false }
        hasKind = true
        kind = kindOf(attribute.value)
      default: return false
      }
    }
    guard place < CellAddress.most.columns else { return false }
    column = place
    if text.passes("/>") { return true }
    guard text.passes(0x3E) else { return false }
    if text.passes("<f") {
      var names = NamesSeen()
      while text.passes(0x20) { guard let attribute = text.attribute(), !attribute.hasPrefix, names.isNew(attribute.name) else { return false } }
      if !text.passes("/>") { guard text.passes(0x3E), text.plainText() != nil, text.passes("</f>") else { return false } }
    }
    var value = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    if kind == .inline {
      guard text.passes("<is><t"), text.passes(0x3E) || text.passes(" xml:space=\"preserve\">"), let own = text.plainText(),
        text.passes("</t></is>")
      else { return false }
      value = own
    } else if text.passes("<v>") {
      guard let own = text.plainText(), text.passes("</v>") else { return false }
      value = own
    }
    guard text.passes("</c>") else { return false }
    endCell(value)
    return true
  }

  /// The column of `C214` in row `214`; nil for anything else.
  @inline(__always)
  private func columnOfCell(_ address: UnsafeBufferPointer<UInt8>, _ rowNumber: UnsafeBufferPointer<UInt8>) -> Int? {
    let letters = address.count - rowNumber.count
    guard !rowNumber.isEmpty, (1...3).contains(letters) else { return nil }
    var column = 0
    for place in 0..<letters {
      let letter = address[place]
      guard letter >= 0x41, letter <= 0x5A else { return nil }
      column = column * 26 + Int(letter - 0x40)
    }
    for place in 0..<rowNumber.count where address[letters + place] != rowNumber[place] { return nil }
    return column - 1
  }

  // MARK: Both

  private func beginRow(_ said: Int, isHidden: Bool) {
    number = said
    self.isHidden = isHidden
    column = -1
    isInOrder = true
    firstCell = cells.count
    firstByte = bytes.count
  }

  private func endRow() {
    guard cells.count > firstCell else { return }
    if !isInOrder {
      // Of a cell that stands twice the last counts, as it does in Excel.
      var byColumn: [Int32: Cell] = [:]
      for cell in cells[firstCell...] { byColumn[cell.column] = cell }
      cells.replaceSubrange(firstCell..., with: byColumn.values.sorted { $0.column < $1.column })
    }
    rows.append(Row(number: number, isHidden: isHidden, cells: firstCell..<cells.count, bytes: firstByte..<bytes.count))
  }

  private func endCell(_ value: UnsafeBufferPointer<UInt8>) {
    guard !value.isEmpty else { return }
    let start = bytes.count
    var holds = CellKind.text
    switch kind {
    case .shared:
      let index = wholeNumber(value)
      guard texts.append(index, to: &bytes) else {
        return stop(WorkbookFault(.badXML, "cell \(place) shows shared text \(index), and the workbook has \(texts.count)"))
      }
      if bytes.count == start { return }
    case .number: holds = appendNumber(value)
    case .text, .inline:
      bytes.append(contentsOf: value)
      unescape(&bytes, from: start)
    case .error:
      holds = .error
      bytes.append(contentsOf: value)
    case .date:
      holds = .date
      bytes.append(contentsOf: value)
    case .boolean:
      holds = .boolean
      bytes.append(contentsOf: (value.elementsEqual([0x31]) || value.elementsEqual("true".utf8) ? "TRUE" : "FALSE").utf8)
    }
    shown += bytes.count - start
    guard bytes.count - firstByte <= longestRow else { return stop(tooLong) }
    if cells.count > firstCell, Int(cells[cells.count - 1].column) >= column { isInOrder = false }
    cells.append(Cell(column: Int32(column), kind: holds, start: Int32(start - firstByte), length: Int32(bytes.count - start)))
  }

  /// Writes a number anew where it is no plain decimal, or a date; what is no number stays as it stands, as words.
  private func appendNumber(_ value: UnsafeBufferPointer<UInt8>) -> CellKind {
    guard style >= 0, style < isDate.count, isDate[style] else {
      if appendPlainNumber(value, to: &bytes) { return .number }
      bytes.append(contentsOf: value)
      return .text
    }
    scratch.removeAll(keepingCapacity: true)
    guard appendPlainNumber(value, to: &scratch) else {
      bytes.append(contentsOf: value)
      return .text
    }
    if scratch.withUnsafeBufferPointer({ appendDate($0, dates, to: &bytes) }) { return .date }
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

/// Which attributes an element has so far: no two of one name are well formed.
private struct NamesSeen {
  private var seen: UInt64 = 0

  /// Whether the name is new; false too for a few that look like one before.
  mutating func isNew(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let bit: UInt64 = 1 << name.reduce(UInt64(name.count)) { ($0 &* 15 &+ UInt64($1)) & 63 }
    guard seen & bit == 0 else { return false }
    seen |= bit
    return true
  }
}

/// A whole number that is not negative; −1 for anything else.
private func wholeNumber(_ text: UnsafeBufferPointer<UInt8>) -> Int {
  guard text.count >= 1, text.count <= 9 else { return -1 }
  var value = 0
  for place in 0..<text.count {
    let digit = text[place] &- 0x30
    guard digit <= 9 else { return -1 }
    value = value * 10 + Int(digit)
  }
  return value
}
