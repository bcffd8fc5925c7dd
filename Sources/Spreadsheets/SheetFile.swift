import CXlsxWriter

/// A sheet that is being written. Rows and columns count from 0.
struct SheetFile {
  /// Its name, as links write it.
  let name: String
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  /// The workbook, which must not end before the sheet.
  private let book: WorkbookFile

  init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, of book: WorkbookFile) {
    self.sheet = sheet
    self.name = name
    self.book = book
  }

  /// How many characters a cell holds.
  static let longestText = 32_767

  /// Writes text. It is a text whatever it begins with: the library makes a formula of nothing but what it is given as one, and nothing here gives it any.
  func text(_ text: String, _ row: Int, _ column: Int, _ look: CellLook = CellLook()) throws(SpreadsheetError) {
    try self.text(text, row, column, book.format(look))
  }

  /// The same in a format at hand, for many cells.
  func text(_ text: String, _ row: Int, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>) throws(SpreadsheetError) {
    try check(worksheet_write_string(sheet, UInt32(row), UInt16(column), Self.fitting(text), format), place("write", row, column))
  }

  /// Writes text given as bytes in UTF-8 with a nought at their end, of no more than a cell holds.
  func text(ended bytes: [UInt8], _ row: Int, _ column: Int, _ look: CellLook = CellLook()) throws(SpreadsheetError) {
    let format = try book.format(look)
    let code = bytes.withUnsafeBytes { worksheet_write_string(sheet, UInt32(row), UInt16(column), $0.bindMemory(to: CChar.self).baseAddress, format) }
    try check(code, place("write", row, column))
  }

  /// Writes a number.
  func number(_ number: Double, _ row: Int, _ column: Int, _ look: CellLook) throws(SpreadsheetError) {
    try self.number(number, row, column, book.format(look))
  }

  /// The same in a format at hand, for many cells.
  func number(_ number: Double, _ row: Int, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>) throws(SpreadsheetError) {
    try check(worksheet_write_number(sheet, UInt32(row), UInt16(column), number, format), place("write", row, column))
  }

  /// Writes nothing, with a look.
  func blank(_ row: Int, _ column: Int, _ look: CellLook) throws(SpreadsheetError) {
    try check(worksheet_write_blank(sheet, UInt32(row), UInt16(column), book.format(look)), place("write", row, column))
  }

  /// Writes a link to a cell of another sheet.
  ///
  /// - Parameter target: the other sheet's name, which has no apostrophe.
  func link(_ text: String, to target: String, _ row: Int, _ column: Int) throws(SpreadsheetError) {
    let format = try book.format(CellLook(kind: .link))
    try check(
      worksheet_write_url_opt(sheet, UInt32(row), UInt16(column), "internal:'\(target)'!A1", format, Self.fitting(text), nil),
      place("link", row, column))
  }

  /// A text that a cell can hold, with a word where it is cut.
  private static func fitting(_ text: String) -> String {
    if text.utf8.count <= longestText { return text }
    return String(text.unicodeScalars.prefix(longestText - 40).map(Character.init)) + "… (cut here: a cell holds no more)"
  }

  /// Makes a real table of some rows, whose heads it writes.
  ///
  /// - Parameter name: the table's name, unique in the workbook.
  func addTable(_ name: String, heads: [(text: String, look: CellLook)], headRow: Int, rowCount: Int) throws(SpreadsheetError) {
    var columns: [lxw_table_column] = []
    for head in heads {
      var column = lxw_table_column()
      column.header = book.kept(head.text)
      column.header_format = try book.format(head.look)
      columns.append(column)
    }
    var options = lxw_table_options()
    options.name = book.kept(name)
    options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
    options.style_type_number = 1
    let code = columns.withUnsafeMutableBufferPointer { columns in
      var list = columns.indices.map { index in columns.baseAddress.map { $0 + index } }
      list.append(nil)
      return list.withUnsafeMutableBufferPointer { list in
        options.columns = list.baseAddress
        return worksheet_add_table(sheet, UInt32(headRow), 0, UInt32(headRow + rowCount), UInt16(heads.count - 1), &options)
      }
    }
    try check(code, "add the table \(name) to the sheet \(self.name)")
  }

  /// Lets the rows under a head be filtered where there can be no table.
  func addFilter(headRow: Int, rowCount: Int, columnCount: Int) throws(SpreadsheetError) {
    try check(
      worksheet_autofilter(sheet, UInt32(headRow), 0, UInt32(headRow + rowCount), UInt16(columnCount - 1)), "filter the sheet \(name)")
  }

  /// Sets the width of a column, in characters.
  func setWidth(_ column: Int, _ width: Double, isHidden: Bool = false) throws(SpreadsheetError) {
    var options = lxw_row_col_options()
    options.hidden = isHidden ? 1 : 0
    try check(worksheet_set_column_opt(sheet, UInt16(column), UInt16(column), width, nil, &options), "set the widths of the sheet \(name)")
  }

  /// Makes a row as high as a title.
  func setTitleHeight(_ row: Int) throws(SpreadsheetError) {
    try check(worksheet_set_row(sheet, UInt32(row), 24, nil), "set the heights of the sheet \(name)")
  }

  /// Makes a row high enough for so many lines, where there are more than one: spreadsheets do not all see to that themselves.
  func setHeight(_ row: Int, lines: Int) throws(SpreadsheetError) {
    if lines < 2 { return }
    try check(worksheet_set_row(sheet, UInt32(row), min(Double(lines) * 15, 400), nil), "set the heights of the sheet \(name)")
  }

  /// How many lines a text takes in a column of so many characters, by and large.
  static func lines(of text: String, width: Double) -> Int { max(1, Int((Double(text.utf8.count) * 1.1 / width).rounded(.up))) }

  /// Keeps rows and columns in sight while the rest is moved.
  func freeze(rows: Int, columns: Int) { worksheet_freeze_panes(sheet, UInt32(rows), UInt16(columns)) }

  /// Asks readers for notes of at most so many characters in some cells.
  func addNotes(column: Int, rows: Range<Int>, atMost length: Int) throws(SpreadsheetError) {
    var rule = lxw_data_validation()
    rule.validate = UInt8(LXW_VALIDATION_TYPE_LENGTH.rawValue)
    rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO.rawValue)
    rule.value_number = Double(length)
    rule.input_title = book.kept("Your notes")
    rule.input_message = book.kept("For you to write in: at most \(length) characters. Nothing here is sent back.")
    rule.error_title = book.kept("This note is too long")
    rule.error_message = book.kept("A note has at most \(length) characters.")
    try check(
      worksheet_data_validation_range(sheet, UInt32(rows.lowerBound), UInt16(column), UInt32(rows.upperBound - 1), UInt16(column), &rule),
      "check notes on the sheet \(name)")
  }

  /// How it is printed: on A4 across, as wide as the paper, heads again on each page, with a line at the top and the foot.
  ///
  /// - Parameter headRow: the row of heads; nil where there is none.
  func setPrinting(_ lines: PrintedLines, headRow: Int?) throws(SpreadsheetError) {
    let operation = "set the printing of the sheet \(name)"
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_set_margins(sheet, 0.5, 0.5, 0.75, 0.75)
    if let headRow { try check(worksheet_repeat_rows(sheet, UInt32(headRow), UInt32(headRow)), operation) }
    try check(worksheet_set_header(sheet, lines.head), operation)
    try check(worksheet_set_footer(sheet, lines.foot), operation)
  }

  /// Puts a chart on the sheet, with what it shows in words for those who do not see it.
  func insert(_ chart: UnsafeMutablePointer<lxw_chart>, _ row: Int, _ column: Int, description: String) throws(SpreadsheetError) {
    var options = lxw_chart_options()
    options.x_scale = 1.5
    options.y_scale = 1.3
    options.description = book.kept(description)
    try check(worksheet_insert_chart_opt(sheet, UInt32(row), UInt16(column), chart, &options), "put a chart on the sheet \(name)")
  }

  private func place(_ verb: String, _ row: Int, _ column: Int) -> String {
    "\(verb) the cell in row \(row + 1), column \(column + 1) of the sheet \(name)"
  }
}

/// What stands at the top and the foot of each printed page.
struct PrintedLines {
  let head: String
  let foot: String

  /// - Parameters:
  ///   - name: whose workbook it is.
  ///   - detail: the period and the cut.
  ///   - banner: `SAMPLE DATA`; nil where there is none.
  init(name: String, detail: String, banner: String?) {
    // An ampersand begins a field.
    func plain(_ text: String) -> String { String(text.prefix(80)).replacing("&", with: "&&") }
    head = "&L\(plain(name))&C\(plain(banner ?? ""))&R\(plain(detail))"
    foot = "&L&A&RPage &P of &N"
  }
}
