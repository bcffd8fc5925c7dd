import Charts
import Figures
import Quantities
import Report
import Workbooks

extension PackEvidence {
  /// Holds each cell of the workbook that names a figure against the figure's value. A workbook is read with the reader of returns, which shares nothing with the
  /// library that wrote it; a cell names a figure by the hidden last column of its row.
  mutating func compare(workbook bytes: [UInt8], with report: ReportDocument) {
    do throws(WorkbookFault) {
      let book = try Workbook(bytes)
      for sheet in book.sheets { try compare(sheet, of: book) }
    } catch {
      disagree("workbook", error.reason, "a workbook", rule: "the workbook can be read")
      return
    }
    let expected = tabledFigures(report)
    if workbookCount != expected {
      disagree("workbook", "\(workbookCount) cells that name a figure", "the tables: \(expected)", rule: "every figure of every table has its cell")
    }
  }

  private mutating func compare(_ sheet: Sheet, of book: Workbook) throws(WorkbookFault) {
    let reader = try book.rows(of: sheet)
    var row = TableRow()
    var idColumn: Int?
    while try reader.next(&row) {
      guard let column = idColumn else {
        if let last = row.cells.last, row.text(last).elementsEqual("Figure ids".utf8) { idColumn = Int(last.column) }
        continue
      }
      guard let cell = row.cell(at: column) else { continue }
      var name: [UInt8] = []
      for (place, id) in row.text(cell).split(separator: UInt8(ascii: " ")).enumerated() where !id.elementsEqual("-".utf8) {
        workbookCount += 1
        if id.starts(with: "./".utf8) {
          // `./measure`: as the id before it up to its last slash.
          name.removeSubrange((name.lastIndex(of: UInt8(ascii: "/")) ?? 0)...)
          name += id.dropFirst()
        } else {
          name = Array(id)
        }
        func at() -> String { "\(sheet.name), row \(row.number), column \(place + 1)" }
        func word() -> String { String(decoding: name, as: UTF8.self) }
        guard let stated = name.withUnsafeBufferPointer({ values.find($0) }) else {
          disagree("workbook", "\(at()): \(word())", "figures.json: no such figure", rule: "\(word()) is a figure of the pack")
          continue
        }
        let shown = row.cell(at: place)
        let text = shown.map { String(decoding: row.text($0), as: UTF8.self) } ?? ""
        if !holds(text, isNumber: shown?.kind == .number, stated.value) {
          disagree("workbook", "\(at()): \(text)", "figures.json: \(stated.value.dataText)", rule: "\(word()) stands in its cell with its value")
        }
      }
    }
  }

  private mutating func disagree(_ check: String, _ first: String, _ second: String, rule: String) {
    violations.append(ProofViolation(check: check, first: "\(pack) pack, workbook, \(first)", second: second, rule: rule))
  }
}

/// How many cells of a pack's tables, chart data and tiles hold figures; a table that stands twice under one name counts once.
private func tabledFigures(_ report: ReportDocument) -> Int {
  var names: Set<String> = []
  var count = 0
  func add(_ name: String, _ table: ReportTable) {
    guard names.insert(name).inserted else { return }
    for row in table.rows + (table.total.map { [$0] } ?? []) {
      for cell in row.cells.prefix(table.columns.count) {
        switch cell {
        case .figure, .variance, .barred: count += 1
        default: break
        }
      }
    }
  }
  for section in report.sections {
    for block in section.blocks {
      switch block {
      case .table(let table): add(table.id, table)
      case .chart(let chart): if let data = chart.data, !chart.chart.isEmpty { add(chart.id, data) }
      case .tiles(let tiles): if names.insert(section.anchor + "-figures").inserted { count += tiles.count }
      default: break
      }
    }
  }
  return count
}

/// Whether a cell holds a value: a number the nearest fifteen digits of it, a text every digit of it, or the word for why there is none.
private func holds(_ text: String, isNumber: Bool, _ value: FigureValue) -> Bool {
  let exact: Double
  // What is divided has eight decimals.
  var loss = 1e-12
  switch value {
  case .missing(let reason): return !isNumber && text == words(reason)
  case .money(let money):
    if !isNumber { return text == money.decimal && money.parts.magnitude >= mostParts }
    exact = Double(money.parts) / 100_000_000
  case .activity(let activity):
    if !isNumber { return text == activity.decimal && activity.parts.magnitude >= mostParts }
    exact = Double(activity.parts) / 100_000_000
  case .count(let count): return isNumber ? Double(text) == Double(count) : text == String(count) && count.magnitude >= 1_000_000_000_000_000
  case .ratio(let numerator, let denominator): (exact, loss) = (Double(numerator) / Double(denominator), 5.1e-9)
  case .statistic(let number): (exact, loss) = (number, 5.1e-9)
  }
  guard isNumber, let read = Double(text) else { return false }
  // The fifteenth digit is rounded, and no penny may be lost to that.
  return abs(read - exact) <= min(max(abs(exact) * 6e-15, loss), 0.004)
}

/// Ten million million pounds, from which on a number would lose a penny.
private let mostParts: UInt128 = 1_000_000_000_000_000_000_000

/// How a workbook writes the word for a missing value.
private func words(_ reason: Missing) -> String {
  switch reason {
  case .notApplicable: "[z]"
  case .noPlan: "no plan [z]"
  case .notPublished: "Not published [x]"
  case .notSent: "not sent [x]"
  case .notYetReported: "not yet reported [x]"
  case .suppressed: "[c]"
  }
}
