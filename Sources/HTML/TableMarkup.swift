import Charts
import Figures
import Report
import Styling

/// Writes the parts of a table: a byte writer, because a pack holds thousands of cells.
struct TableMarkup {
  let table: ReportTable
  /// Where the zero line of each column of bars or dots stands, and how long a share of one is.
  private let axes: [BarAxis?]
  /// What each figure of the table prints, row by row, in the order of columns: both the widths and the rows ask for it.
  private let texts: [String]

  init(_ table: ReportTable) {
    self.table = table
    var texts: [String] = []
    texts.reserveCapacity((table.rows.count + 1) * table.columns.count)
    func add(_ row: ReportTable.Row) {
      for index in table.columns.indices {
        guard index < row.cells.count else {
          texts.append("")
          continue
        }
        switch row.cells[index] {
        case .figure(let printed), .variance(let printed), .barred(let printed, _, _): texts.append(printed.text)
        default: texts.append("")
        }
      }
    }
    for row in table.rows { add(row) }
    if let total = table.total { add(total) }
    self.texts = texts
    axes = table.columns.indices.map { column in
      switch table.columns[column].kind {
      case .varianceBar, .varianceDot: BarAxis(table.rows.compactMap { Self.share($0, column) })
      default: nil
      }
    }
  }

  private static func share(_ row: ReportTable.Row, _ column: Int) -> Double? {
    guard column < row.cells.count else { return nil }
    switch row.cells[column] {
    case .bar(let share, _), .dot(let share, _): return share
    default: return nil
    }
  }

  /// `<col>` elements: the classes let a narrow window leave columns out.
  func columns() -> [UInt8] {
    guard table.columns.contains(where: \.dispensable) else { return [] }
    var out = HTMLWriter()
    for column in table.columns { out.raw(column.dispensable ? "<col class=\"d\">" : "<col>") }
    return out.bytes
  }

  /// The rows of the head: the spanners, when there are any, and the columns' heads.
  func head() -> [UInt8] {
    var out = HTMLWriter()
    if !table.spanners.isEmpty {
      out.raw("<tr class=\"spanners\">")
      var next = 0
      for spanner in table.spanners.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
        emptyHead(spanner.columns.lowerBound - next, &out)
        out.raw("<th scope=\"colgroup\" colspan=\"")
        out.number(max(1, spanner.columns.count))
        out.raw("\"><span>")
        out.text(spanner.head)
        out.raw("</span></th>")
        next = spanner.columns.upperBound
      }
      emptyHead(table.columns.count - next, &out)
      out.raw("</tr>")
    }
    out.raw("<tr>")
    for (index, column) in table.columns.enumerated() { head(column, axes[index], &out) }
    out.raw("</tr>")
    return out.bytes
  }

  private func emptyHead(_ count: Int, _ out: inout HTMLWriter) {
    guard count > 0 else { return }
    out.raw("<td colspan=\"")
    out.number(count)
    out.raw("\"></td>")
  }

  private func head(_ column: ReportTable.Column, _ axis: BarAxis?, _ out: inout HTMLWriter) {
    out.raw("<th scope=\"col\"")
    switch column.kind {
    case .name, .code, .words, .mark, .verdict: out.raw(" class=\"l\">")
    case .variance: out.raw(" class=\"v\">")
    case .varianceBar, .varianceDot: out.raw(" class=\"b\">")
    case .bar: out.raw(" class=\"n\">")
    case .sparkline: out.raw(" class=\"g\">")
    case .number: out.raw(">")
    }
    if let axis {
      axis.writeHead(column.head, &out)
    } else if column.head.isEmpty, column.kind == .bar || column.kind == .sparkline {
      // A head is never empty to a screen reader.
      out.raw(column.kind == .bar ? "<span class=\"unseen\">as a bar</span>" : "<span class=\"unseen\">as a line</span>")
    } else {
      out.text(column.head)
    }
    out.raw("</th>")
  }

  /// The rows, or the sentence for *empty* in their place.
  func body(_ context: inout PageContext) -> [UInt8] {
    var out = HTMLWriter(capacity: table.rows.count * table.columns.count * 90)
    for (number, row) in table.rows.enumerated() { write(row, number, &out, &context) }
    if table.rows.isEmpty {
      out.raw("<tr><td class=\"l none\" colspan=\"")
      out.number(max(1, table.columns.count))
      out.raw("\">")
      out.sentence(table.empty, context)
      out.raw("</td></tr>")
    }
    return out.bytes
  }

  /// The total row; nothing when there is none.
  func total(_ context: inout PageContext) -> [UInt8] {
    var out = HTMLWriter()
    if let total = table.total { write(total, table.rows.count, &out, &context) }
    return out.bytes
  }

  private func write(_ row: ReportTable.Row, _ number: Int, _ out: inout HTMLWriter, _ context: inout PageContext) {
    out.raw("<tr")
    switch row.kind {
    case .body: if row.highlighted { out.raw(" class=\"this\"") }
    case .group: out.raw(" class=\"group\"")
    case .detail: out.raw(row.highlighted ? " class=\"detail this\"" : " class=\"detail\"")
    case .subtotal: out.raw(" class=\"subtotal\"")
    case .total: out.raw(" class=\"total\"")
    }
    out.raw(">")
    for (index, column) in table.columns.enumerated() {
      let cell = index < row.cells.count ? row.cells[index] : .none
      write(
        cell, texts[number * table.columns.count + index], column, isFirst: index == 0, axes[index], inTotal: row.kind == .total, &out, &context)
    }
    out.raw("</tr>\n")
  }

  private func write(
    _ cell: ReportTable.Cell, _ text: String, _ column: ReportTable.Column, isFirst: Bool, _ axis: BarAxis?, inTotal: Bool,
    _ out: inout HTMLWriter, _ context: inout PageContext
  ) {
    switch cell {
    case .text(let text):
      // A word in a column of numbers stands, smaller, where the number would be.
      let isNumber = column.kind == .number || column.kind == .variance
      let isWord = text.unicodeScalars.first.map { $0.properties.isAlphabetic } ?? false
      out.raw(isFirst ? "<th scope=\"row\">" : !isNumber ? "<td class=\"l\">" : isWord ? "<td class=\"w\">" : "<td>")
      out.text(text)
      out.raw(isFirst ? "</th>" : "</td>")
    case .figure(let printed): figure(printed, text, &out)
    case .variance(let printed): variance(printed, text, withWord: column.kind == .variance, &out)
    case .barred(let printed, let share, let role): barred(printed, text, share, role, &out)
    case .bar(let share, let role), .dot(let share, let role):
      out.raw("<td class=\"b\">")
      if let axis {
        axis.write(share, role, isDot: column.kind == .varianceDot, &out)
      } else {
        CellDrawing.bar(fromLeft: share, role, &out)
      }
      out.raw("</td>")
    case .sparkline(let chart):
      out.raw("<td class=\"g\">")
      if !chart.isEmpty { out.raw(bytes: CellDrawing.sparkline(chart, &context)) }
      out.raw("</td>")
    case .mark(let mark, let word):
      out.raw("<td class=\"l m\">")
      out.mark(mark)
      out.text(word)
      out.raw("</td>")
    case .verdict(let verdict):
      out.raw("<td class=\"l m\">")
      out.verdict(verdict, context)
      out.raw("</td>")
    case .none:
      // The zero line runs through all rows but the total, which is left out of the scale.
      if let axis, !inTotal {
        out.raw("<td class=\"b\">")
        axis.writeLine(&out)
        out.raw("</td>")
      } else {
        out.raw("<td></td>")
      }
    }
  }

  private func figure(_ printed: Printed, _ text: String, _ out: inout HTMLWriter) {
    out.raw("<td")
    if case .missing(let reason) = printed.figure.value, reason != .notApplicable, reason != .suppressed { out.raw(" class=\"w\"") }
    out.dataFigure(printed.figure.id)
    out.raw(">")
    out.text(text)
    out.raw("</td>")
  }

  private func variance(_ printed: Printed, _ text: String, withWord: Bool, _ out: inout HTMLWriter) {
    let direction = VarianceDirection(printed.figure.value)
    guard withWord, let direction else {
      guard let direction, direction != .onPlan else { return figure(printed, text, &out) }
      out.raw(direction == .over ? "<td class=\"o\"" : "<td class=\"u\"")
      out.dataFigure(printed.figure.id)
      out.raw(">")
      out.text(text)
      out.raw("</td>")
      return
    }
    switch direction {
    case .over: out.raw("<td class=\"v o\"><span")
    case .under: out.raw("<td class=\"v u\"><span")
    case .onPlan: out.raw("<td class=\"v\"><span")
    }
    out.dataFigure(printed.figure.id)
    out.raw(">")
    out.text(text)
    out.raw("</span><small>")
    out.text(direction.rawValue)
    out.raw("</small></td>")
  }

  private func barred(_ printed: Printed, _ text: String, _ share: Double, _ role: ColourRole, _ out: inout HTMLWriter) {
    out.raw(role == .overBar ? "<td class=\"r o\">" : "<td class=\"r\">")
    CellDrawing.bar(fromRight: share, role, &out)
    out.raw("<span")
    out.dataFigure(printed.figure.id)
    out.raw(">")
    out.text(text)
    out.raw("</span></td>")
  }

  /// Whether every name of the first column fits into 36 characters.
  var hasShortNames: Bool {
    table.rows.allSatisfy { row in
      if case .text(let name)? = row.cells.first { name.utf8.count <= 36 } else { true }
    }
  }

  /// Whether the table needs more than the 876 px of the page's column: estimated from the length of what it prints, at 15 px, where a figure is
  /// 8.3 px wide and gutters are 14 px.
  var isWide: Bool {
    var total = 0.0
    for (index, column) in table.columns.enumerated() {
      switch column.kind {
      case .varianceBar, .varianceDot: total += 170
      case .bar, .sparkline: total += 90
      default:
        var longest = column.head.split(separator: " ").map(\.utf8.count).max() ?? 0
        for number in table.rows.indices { longest = max(longest, length(table.rows[number], number, index)) }
        if let row = table.total { longest = max(longest, length(row, table.rows.count, index)) }
        total += Double(longest) * 7.4 + 14
      }
    }
    return total > 900
  }

  /// How many characters a cell prints.
  private func length(_ row: ReportTable.Row, _ number: Int, _ column: Int) -> Int {
    guard column < row.cells.count else { return 0 }
    let kind = table.columns[column].kind
    let text = texts[number * table.columns.count + column]
    switch row.cells[column] {
    case .text(let text): return kind == .words ? min(text.utf8.count, 28) : min(text.utf8.count, 34)
    case .figure, .barred: return text.unicodeScalars.count
    case .variance: return text.unicodeScalars.count + (kind == .variance ? 6 : 0)
    case .mark(_, let word): return word.utf8.count + 3
    case .verdict(let verdict): return verdict.icons.isEmpty ? verdict.words.utf8.count : 3 * verdict.icons.count
    default: return 0
    }
  }
}
