import Figures
import Report

/// Writes one table as a sheet: its title, what it is, a link back, then a real table with its figures' ids, then the total, then the notes.
struct TableSheet {
  /// The row of the heads: title, section or finding, unit and order, and the link stand above it.
  static let headRow = 4
  /// The widest that a column is, in characters, and how wide the reader's own is.
  static let (mostWidth, notesWidth) = (60, 36)
  /// How long a reader's note may be.
  static let longestNote = 250

  private let plan: PlannedSheet
  private let table: ReportTable
  /// The columns of the table that become columns of the sheet: bars, dots and lines repeat numbers.
  private let columns: [Int]
  /// Whether rows are of several kinds, so that a column says which: a filter or an order would part groups from their parts.
  private let hasKinds: Bool

  /// The column of the kinds of rows; nil where all are lines.
  private var kindColumn: Int? { hasKinds ? columns.count : nil }
  /// The column that is left for the reader.
  private var notesColumn: Int { columns.count + (hasKinds ? 1 : 0) }
  /// The hidden column of the figures' ids.
  private var idColumn: Int { notesColumn + 1 }
  /// The row after the last of the table, where the total stands.
  private var endRow: Int { Self.headRow + 1 + max(1, table.rows.count) }

  init(_ plan: PlannedSheet) {
    self.plan = plan
    table = plan.table
    columns = plan.table.columns.indices.filter { column in
      switch plan.table.columns[column].kind {
      case .varianceBar, .varianceDot, .bar, .sparkline: false
      case .name, .code, .number, .variance, .mark, .words, .verdict: true
      }
    }
    hasKinds = plan.table.rows.contains { $0.kind != .body }
  }

  /// Writes the sheet.
  func write(to book: WorkbookFile, _ lines: PrintedLines, _ colours: SheetColours) throws(SpreadsheetError) {
    let sheet = try book.addSheet(plan.name)
    try sheet.setTitleHeight(0)
    try sheet.text(plan.title, 0, 0, CellLook(kind: .title))
    try sheet.text(plan.headline?.plain ?? plan.section, 1, 0, CellLook(kind: .remark))
    try sheet.text(remark, 2, 0, CellLook(kind: .remark))
    try sheet.link("Contents", to: FrontSheet.contents.rawValue, 3, 0)
    let heads = heads()
    try setWidths(sheet, heads)
    try sheet.addTable(SheetNames.table(table.id), heads: heads, headRow: Self.headRow, rowCount: max(1, table.rows.count))
    for (number, row) in table.rows.enumerated() { try write(row, Self.headRow + 1 + number, to: sheet) }
    if table.rows.isEmpty { try sheet.text(table.empty.plain, Self.headRow + 1, 0) }
    if let total = table.total { try write(total, endRow, to: sheet) }
    var next = endRow + (table.total == nil ? 1 : 2)
    for note in table.notes + plan.chartNotes {
      try sheet.text(note.plain, next, 0, CellLook(kind: .remark))
      next += 1
    }
    try sheet.addNotes(column: notesColumn, rows: (Self.headRow + 1)..<(endRow + (table.total == nil ? 0 : 1)), atMost: Self.longestNote)
    sheet.freeze(rows: Self.headRow + 1, columns: 1)
    try sheet.setPrinting(lines, headRow: Self.headRow)
    if let chart = MonthChart(table, columns: columns, title: plan.title) {
      try chart.write(to: book, sheet, colours, headRow: Self.headRow, at: next + 1)
    }
  }

  private var remark: String {
    var parts = [table.caption]
    if table.total != nil { parts.append("the total stands under the table, so that filters and orders leave it where it is") }
    if !(table.notes + plan.chartNotes).isEmpty { parts.append("notes stand at the foot") }
    return parts.filter { !$0.isEmpty }.joined(separator: "; ") + "."
  }

  // MARK: Heads

  /// The heads, each once: spanner, head and unit.
  private func heads() -> [(text: String, look: CellLook)] {
    var taken: Set<String> = []
    func unique(_ wanted: String) -> String {
      // Almost all heads are plain already.
      let isPlain = !wanted.isEmpty && wanted.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F || $0 == 0x20 } && !wanted.utf8.starts(with: [0x20])
      let words = isPlain && wanted.utf8.last != 0x20 ? wanted : wanted.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let base = String((words.isEmpty ? "Mark" : words).prefix(230))
      var name = base
      var number = 1
      while !taken.insert(name.lowercased()).inserted {
        number += 1
        name = "\(base) (\(number))"
      }
      return name
    }
    var heads = columns.map { column in
      let own = table.columns[column].head
      let spanner = table.spanners.first { $0.columns.contains(column) }
      let head = spanner.map { "\($0.head), \(own)" } ?? own
      let look = isNumeric(column) ? CellLook(kind: .head, number: NumberLook(.whole)) : CellLook(kind: .head, isIndented: column != columns.first)
      return (text: unique(head + unit(of: column, head)), look: look)
    }
    if hasKinds { heads.append((unique("Kind of row"), CellLook(kind: .head, isIndented: true))) }
    heads.append((unique("Your notes"), CellLook(kind: .head, isIndented: true)))
    heads.append((unique("Figure ids"), CellLook(kind: .head)))
    return heads
  }

  private func isNumeric(_ column: Int) -> Bool {
    switch table.columns[column].kind {
    case .number, .variance: true
    default: false
    }
  }

  /// The unit that all figures of a column share, for its head, unless the head has it.
  private func unit(of column: Int, _ head: String) -> String {
    var common: String?
    for row in table.rows + (table.total.map { [$0] } ?? []) {
      guard let printed = row.printed(column) else { continue }
      let unit: String
      switch printed.figure.value {
      case .missing: continue
      case .money: unit = "£"
      case .ratio, .statistic:
        switch printed.format {
        case .percent, .percentSize, .percentSigned, .percentWhole: unit = "%"
        default: return ""
        }
      case .activity, .count: return ""
      }
      if let common, common != unit { return "" }
      common = unit
    }
    guard let common, !head.contains(common) else { return "" }
    return " (\(common))"
  }

  /// Sets the widths of the columns, and the height of the heads, which go on in further lines.
  private func setWidths(_ sheet: SheetFile, _ heads: [(text: String, look: CellLook)]) throws(SpreadsheetError) {
    var lines = 1
    for (place, column) in columns.enumerated() {
      let width = width(of: column, head: heads[place].text)
      try sheet.setWidth(place, width)
      // The arrow of the filter stands beside the head.
      lines = max(lines, SheetFile.lines(of: heads[place].text, width: width - 3))
    }
    if let kindColumn { try sheet.setWidth(kindColumn, 16) }
    try sheet.setWidth(notesColumn, Double(Self.notesWidth))
    try sheet.setWidth(idColumn, 10, isHidden: true)
    try sheet.setHeight(Self.headRow, lines: min(lines, 6))
  }

  private func width(of column: Int, head: String) -> Double {
    let longestWord = head.split(separator: " ").map(\.count).max() ?? 0
    var width = table.columns[column].kind == .variance ? 20 : isNumeric(column) ? 14 : 10
    if !isNumeric(column) {
      for row in table.rows + (table.total.map { [$0] } ?? []) where row.cells.indices.contains(column) {
        if let words = row.cells[column].words { width = max(width, min(words.utf8.count + 2, Self.mostWidth)) }
      }
    }
    return Double(max(width, min(longestWord + 4, Self.mostWidth)))
  }

  // MARK: Rows

  private func write(_ row: ReportTable.Row, _ number: Int, to sheet: SheetFile) throws(SpreadsheetError) {
    var look = CellLook()
    look.isStrong = row.kind == .total || row.kind == .subtotal || row.kind == .group
    look.isTotal = row.kind == .total
    look.isHighlighted = row.highlighted
    var ids = RowIDs()
    var lines = 1
    for (place, column) in columns.enumerated() {
      var look = look
      let cell = row.cells.indices.contains(column) ? row.cells[column] : .none
      guard let printed = row.printed(column) else {
        ids.add(nil)
        look.wraps = table.columns[column].kind == .words
        // Words after a column of numbers, which end at its right edge, keep away from them.
        look.isIndented = place > 0 ? !isNumeric(column) : row.kind == .detail
        if let words = cell.words, !words.isEmpty {
          // A word in a column of numbers stands where the number would.
          if isNumeric(column) { look.number = NumberLook(.whole) }
          if look.wraps { lines = max(lines, SheetFile.lines(of: words, width: Double(Self.mostWidth))) }
          try sheet.text(words, number, place, look)
        } else if look.isStrong || look.isHighlighted {
          look.wraps = false
          try sheet.blank(number, place, look)
        }
        continue
      }
      ids.add(printed.figure.id.text)
      let isVariance = if case .variance = cell { table.columns[column].kind == .variance } else { false }
      look.number = NumberLook(printed, saysDirection: isVariance)
      switch ExactCell(printed.figure.value) {
      case .number(let value): try sheet.number(value, number, place, look)
      case .text(let words): try sheet.text(words, number, place, look)
      }
    }
    if let kindColumn {
      var look = look
      look.isIndented = true
      try sheet.text(row.kind.words, number, kindColumn, look)
    }
    if look.isHighlighted || look.isTotal { try sheet.blank(number, notesColumn, look) }
    if ids.count <= SheetFile.longestText { try sheet.text(ended: ids.ended(), number, idColumn) } else { try sheet.text("-", number, idColumn) }
    try sheet.setHeight(number, lines: lines)
  }
}

/// The ids of a row's figures as its hidden cell names them: one for each column, with a blank between two, `-` for a column without a figure, and `./measure` for
/// an id that is like the one before it up to its last slash. Written in full they would be most of a workbook.
struct RowIDs {
  private var bytes: [UInt8] = []
  /// Where the stem of the last id stands.
  private var stem = 0..<0

  /// Begins a row.
  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    stem = 0..<0
  }

  /// Adds the id of the next column; nil where it has no figure.
  mutating func add(_ id: String?) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    guard var id else {
      bytes.append(UInt8(ascii: "-"))
      return
    }
    id.withUTF8 { id in
      let slash = id.lastIndex(of: UInt8(ascii: "/")) ?? 0
      if slash == stem.count, slash > 0, bytes[stem].elementsEqual(id[..<slash]) {
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: id[slash...])
      } else {
        stem = bytes.count..<(bytes.count + slash)
        bytes.append(contentsOf: id)
      }
    }
  }

  /// How long the text of the cell is.
  var count: Int { bytes.count }

  /// The text of the cell with a nought at its end.
  func ended() -> [UInt8] { bytes + [0] }

  /// The text of the cell.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ReportTable.Row {
  /// The figure of a cell; nil where it has none.
  func printed(_ column: Int) -> Printed? {
    guard cells.indices.contains(column) else { return nil }
    switch cells[column] {
    case .figure(let printed), .variance(let printed), .barred(let printed, _, _): return printed
    default: return nil
    }
  }
}

extension ReportTable.Cell {
  /// The words of a cell; nil where it has none.
  fileprivate var words: String? {
    switch self {
    case .text(let text): text
    case .mark(_, let word): word
    case .verdict(let verdict): verdict.words
    default: nil
    }
  }
}

extension ReportTable.Row.Kind {
  /// What a row is, for the column that says it.
  fileprivate var words: String {
    switch self {
    case .body: "line"
    case .group: "group"
    case .detail: "part of a group"
    case .subtotal: "subtotal"
    case .total: "total"
    }
  }
}
