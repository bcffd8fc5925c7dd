import CXlsxWriter
import Figures
package import Quantities
package import Report
package import Styling

/// A workbook of rows of one kind, too many to be kept in memory: a row is final once the next is begun. Such a workbook can have no real tables, so that its
/// heads have filters instead.
package final class RowsWorkbook {
  private let book: WorkbookFile
  private let name: String
  private let title: String
  private let remark: String
  private let columns: [Column]
  /// The format of each column's cells.
  private var formats: [UnsafeMutablePointer<lxw_format>] = []
  private let lines: PrintedLines
  private let limit: Int
  private var sheet: SheetFile
  private var sheetCount = 1
  private var row = RowsWorkbook.headRow

  /// A column of rows.
  package struct Column: Sendable {
    /// What its cells are.
    package enum Kind: Sendable {
      /// Text.
      case text
      /// Pounds, shown with pence.
      case pounds
      /// Plan less actual, shown with its word.
      case variance
      /// Units of activity.
      case activity
    }
    /// The head, with the unit.
    package var head: String
    /// What its cells are.
    package var kind: Kind
    /// Characters that it is wide.
    package var width: Double

    /// Makes a column.
    package init(_ head: String, _ kind: Kind, width: Double) {
      self.head = head
      self.kind = kind
      self.width = width
    }
  }

  /// How many cells of rows hold something.
  package private(set) var cellCount = 0
  private static let headRow = 2
  /// How many rows a sheet has in all.
  package static let mostRows = 1_048_576

  /// Begins a workbook.
  ///
  /// - Parameters:
  ///   - identity: whose rows they are.
  ///   - name: what the sheet is called.
  ///   - title: its title.
  ///   - remark: what stands under the title.
  ///   - limit: the last row of a sheet, after which rows go on with the next sheet; tests set it lower.
  package init(
    _ identity: PackIdentity, theme: Theme, name: String, title: String, remark: String, columns: [Column], limit: Int = RowsWorkbook.mostRows
  ) throws(SpreadsheetError) {
    self.name = name
    self.title = title
    self.remark = remark
    self.columns = columns
    self.limit = limit
    lines = PrintedLines(
      name: identity.shortName ?? identity.name, detail: "\(identity.period.description) \(identity.cut.rawValue)", banner: identity.banner)
    book = try WorkbookFile(isConstantMemory: true, colours: SheetColours(theme))
    try book.setProperties(properties(identity))
    sheet = try book.addSheet(name)
    for column in columns { formats.append(try book.format(CellLook(number: column.kind.look))) }
    try begin()
  }

  private func begin() throws(SpreadsheetError) {
    for (place, column) in columns.enumerated() { try sheet.setWidth(place, column.width) }
    try sheet.text(title, 0, 0, CellLook(kind: .title))
    try sheet.text(remark, 1, 0, CellLook(kind: .remark))
    for (place, column) in columns.enumerated() {
      try sheet.text(column.head, Self.headRow, place, CellLook(kind: .head, number: column.kind.look))
    }
    sheet.freeze(rows: Self.headRow + 1, columns: 1)
    try sheet.setPrinting(lines, headRow: Self.headRow)
    row = Self.headRow
  }

  /// Begins the next row, on a further sheet where this one is full.
  package func beginRow() throws(SpreadsheetError) {
    if row + 1 == limit {
      try endSheet()
      sheetCount += 1
      sheet = try book.addSheet("\(name) \(sheetCount)")
      try begin()
    }
    row += 1
  }

  /// Writes text into a cell of the row.
  package func text(_ text: String, _ column: Int) throws(SpreadsheetError) {
    if text.isEmpty { return }
    try sheet.text(text, row, column, formats[column])
    cellCount += 1
  }

  /// Writes an amount of pounds into a cell of the row.
  package func money(_ money: Money, _ column: Int) throws(SpreadsheetError) { try put(ExactCell(.money(money)), column) }

  /// Writes an amount of activity into a cell of the row.
  package func activity(_ activity: Activity, _ column: Int) throws(SpreadsheetError) { try put(ExactCell(.activity(activity)), column) }

  private func put(_ cell: ExactCell, _ column: Int) throws(SpreadsheetError) {
    cellCount += 1
    switch cell {
    case .number(let number): try sheet.number(number, row, column, formats[column])
    case .text(let text): try sheet.text(text, row, column, formats[column])
    }
  }

  private func endSheet() throws(SpreadsheetError) {
    try sheet.addFilter(headRow: Self.headRow, rowCount: max(1, row - Self.headRow), columnCount: columns.count)
  }

  /// Ends the workbook.
  ///
  /// - Returns: the `.xlsx` file.
  package func finish() throws(SpreadsheetError) -> [UInt8] {
    try endSheet()
    return try book.finish()
  }
}

extension RowsWorkbook.Column.Kind {
  fileprivate var look: NumberLook? {
    switch self {
    case .text: nil
    case .pounds: NumberLook(.pence)
    case .variance: NumberLook(.pence, saysDirection: true)
    case .activity: NumberLook(.twoDecimals)
    }
  }
}
