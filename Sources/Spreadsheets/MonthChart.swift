import CXlsxWriter
import Figures
import Report

/// A native chart of a table whose rows are months: a line for each column of one unit.
struct MonthChart {
  private let title: String
  private let unit: NumberLook?
  /// Places of the sheet's columns that are drawn.
  private let series: [Int]
  private let rowCount: Int

  /// - Parameter columns: the columns of the table that are columns of the sheet.
  /// - Returns: nil where the rows are no months, or no column has a number in each of them: a spreadsheet draws a word as nought.
  init?(_ table: ReportTable, columns: [Int], title: String) {
    guard table.rows.count > 1, table.rows.allSatisfy({ $0.kind == .body }), let first = columns.first, table.columns[first].head == "Month" else {
      return nil
    }
    var unit: NumberLook?
    var series: [Int] = []
    // Of columns under several spanners those of the first, which are of the month; the others add months up.
    let spanned = table.spanners.map(\.columns).min { $0.lowerBound < $1.lowerBound }
    for (place, column) in columns.enumerated().dropFirst() where table.columns[column].kind == .number {
      if let spanned, !spanned.contains(column) { continue }
      let units = table.rows.map { $0.printed(column).flatMap(Self.unit) }
      guard let own = units.first ?? nil, units.allSatisfy({ $0 == own }), unit == nil || unit == own else { continue }
      unit = own
      series.append(place)
      if series.count == 8 { break }
    }
    guard !series.isEmpty else { return nil }
    self.title = title
    self.unit = unit
    self.series = series
    rowCount = table.rows.count
  }

  /// The unit of a cell that a chart can draw.
  private static func unit(_ printed: Printed) -> NumberLook? {
    guard case .number = ExactCell(printed.figure.value) else { return nil }
    return NumberLook(printed)
  }

  /// Draws it under the table, where it is printed with it.
  ///
  /// - Parameter row: where it begins.
  func write(to book: WorkbookFile, _ sheet: SheetFile, _ colours: SheetColours, headRow: Int, at row: Int) throws(SpreadsheetError) {
    let chart = try book.addChart(LXW_CHART_LINE)
    for (number, place) in series.enumerated() {
      guard let line = chart_add_series(chart, nil, nil) else {
        throw SpreadsheetError(operation: "add a series to the chart of the sheet \(sheet.name)", reason: "out of memory")
      }
      let (first, last) = (UInt32(headRow + 1), UInt32(headRow + rowCount))
      chart_series_set_categories(line, sheet.name, first, 0, last, 0)
      chart_series_set_values(line, sheet.name, first, UInt16(place), last, UInt16(place))
      chart_series_set_name_range(line, sheet.name, UInt32(headRow), UInt16(place))
      var look = lxw_chart_line()
      look.color = colours.lines[number % colours.lines.count]
      look.width = 2
      // Not by colour alone.
      look.dash_type = UInt8([LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH, LXW_CHART_LINE_DASH_ROUND_DOT][number % 3].rawValue)
      chart_series_set_line(line, &look)
    }
    chart_title_set_name(chart, title)
    if let unit { chart_axis_set_num_format(chart.pointee.y_axis, unit.code) }
    chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    try sheet.insert(chart, row, 0, description: "\(title): a line for each of \(series.count) columns of the table, by month.")
  }
}
