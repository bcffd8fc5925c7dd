import Figures
import Quantities
import Report
import TestSupport
import Testing
import Workbooks

@testable import Spreadsheets

@Suite("A pack's workbook")
struct WorkbookTests {
  /// The cells of a sheet by address, each with its kind.
  private func readCells(_ bytes: [UInt8], _ name: String) throws -> [String: (kind: CellKind, text: String)] {
    let book = try Workbook(bytes)
    let sheet = try #require(book.sheets.first { $0.name == name })
    let reader = try book.rows(of: sheet)
    var row = TableRow()
    var found: [String: (kind: CellKind, text: String)] = [:]
    while try reader.next(&row) {
      for cell in row.cells {
        found["\(UnicodeScalar(UInt8(65 + cell.column)))\(row.number)"] = (cell.kind, String(decoding: row.text(cell), as: UTF8.self))
      }
    }
    return found
  }

  private static let formulas = [
    "=HYPERLINK(\"http://example.org\",\"Pay here\")", "+1+1", "-1", "@SUM(A1)", "=1", "{=1}", "=cmd|' /C calc'!A0", "\t=1", "http://example.org",
    "mailto:a@b", "internal:Sheet2!A1", "1234", "TRUE", "#N/A", "",
  ]

  @Test("whatever a name begins with, it is text: no formula, no link, no number", arguments: formulas)
  func injection(_ name: String) throws {
    let small = table([(name, pounds("12.34")), ("Plain", pounds("1"))], head: name, first: name)
    let bytes = try renderWorkbook(pack([small], identity: identity(name)), theme: plainTheme)
    let cells = try readCells(bytes, "small-table")
    let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if name.isEmpty {
      #expect(cells["A6"] == nil)
    } else {
      let first = try #require(cells["A6"])
      #expect(first.kind == .text && first.text == name, "\(first)")
      #expect(try #require(cells["A5"]).text == words)
      #expect(try readCells(bytes, "Cover")["A1"]?.kind == .text)
    }
    #expect(try #require(cells["B6"]) == (.number, "12.34"))
    // Not one formula in any sheet, and no link that leads out of the file.
    for (part, xml) in try partsOfZip(bytes) where part.hasPrefix("xl/") {
      #expect(!xml.contains("<f>") && !xml.contains("<f "), "\(part) has a formula")
      #expect(!xml.contains("TargetMode=\"External\""), "\(part) leads out")
    }
  }

  @Test("the total stands under the table, the ids in its hidden last column, and no figure is lost")
  func layout() throws {
    var small = table([("A", pounds("1.10")), ("B", .missing(.suppressed)), ("C", pounds("12345678901234567.89"))])
    small.total = .init(.total, [.text("All"), .figure(figure("ytd_plan", pounds("3")))])
    let cells = try readCells(renderWorkbook(pack([small]), theme: plainTheme), "small-table")
    #expect(cells["B5"]?.text == "Plan (£)" && cells["C5"]?.text == "Your notes" && cells["D5"]?.text == "Figure ids")
    #expect(try #require(cells["B6"]) == (.number, "1.1"))
    #expect(try #require(cells["B7"]) == (.text, "[c]"))
    #expect(try #require(cells["B8"]) == (.text, "12345678901234567.89"))
    #expect(try #require(cells["B9"]) == (.number, "3"))
    #expect(cells["D6"]?.text == "- position/10H/R0/ytd_plan" && cells["D9"]?.text == "- position/10H/ALL/ytd_plan")
    let parts = try partsOfZip(renderWorkbook(pack([small]), theme: plainTheme))
    // Contents, notes and the table itself, without its total.
    let named = parts.filter { $0.name.hasPrefix("xl/tables/") && $0.text.contains("name=\"small_table\"") }
    #expect(named.count == 1 && named.first?.text.contains("ref=\"A5:D8\"") == true, "\(named)")
  }

  @Test("the ids of a row are short where they are alike")
  func ids() {
    var ids = RowIDs()
    for id in [
      nil, "position/10H/RQM/ytd_plan", "position/10H/RQM/ytd_actual@2015-16-M05", nil, "position/10H/ALL/ytd_plan", "position/10H/ALL/ytd_actual",
    ] {
      ids.add(id)
    }
    #expect(ids.text == "- position/10H/RQM/ytd_plan ./ytd_actual@2015-16-M05 - position/10H/ALL/ytd_plan ./ytd_actual")
  }

  @Test("heads that are alike, empty or long stay apart, as a table asks for")
  func heads() throws {
    var small = table([("A", pounds("1"))])
    small.columns += [.init("plan (£)", .number), .init("", .words), .init("", .words), .init(String(repeating: "x", count: 400), .words)]
    let cells = try readCells(renderWorkbook(pack([small]), theme: plainTheme), "small-table")
    let heads = "ABCDEFGH".compactMap { cells["\($0)5"]?.text }
    #expect(heads.prefix(5) == ["Provider", "Plan (£)", "plan (£) (2)", "Mark", "Mark (2)"], "\(heads)")
    #expect(heads.count == 8 && heads.allSatisfy { $0.count <= 255 })
  }

  @Test("a month's rows have a chart with words for it, unless a month has no number: a spreadsheet would draw nought")
  func charts() throws {
    let months = [("April", pounds("1")), ("May", pounds("2"))]
    let drawn = try partsOfZip(renderWorkbook(pack([table(months, first: "Month")]), theme: plainTheme))
    #expect(drawn.filter { $0.name.hasPrefix("xl/charts/") }.count == 1)
    #expect(drawn.contains { $0.name.hasPrefix("xl/drawings/drawing") && $0.text.contains("descr=\"A small table") })
    let gap = try partsOfZip(renderWorkbook(pack([table(months + [("June", .missing(.notSent))], first: "Month")]), theme: plainTheme))
    #expect(!gap.contains { $0.name.hasPrefix("xl/charts/") })
    let others = try partsOfZip(renderWorkbook(pack([table(months)]), theme: plainTheme))
    #expect(!others.contains { $0.name.hasPrefix("xl/charts/") })
  }

  @Test("the bytes are the same again, and tell of no day but the release's")
  func deterministic() throws {
    let report = pack([table([("A", pounds("1"))]), table([], id: "empty-table")])
    let first = try renderWorkbook(report, theme: plainTheme)
    #expect(try renderWorkbook(report, theme: plainTheme) == first)
    let core = try #require(try partsOfZip(first).first { $0.name == "docProps/core.xml" })
    #expect(core.text.contains("2016-04-14T00:00:00Z"), "\(core.text)")
    #expect(try readCells(first, "empty-table")["A6"]?.text == "No rows.")
    #expect(try renderWorkbook(pack([table([("A", pounds("1"))])], identity: identity(date: "2016-05-12")), theme: plainTheme) != first)
  }

  @Test("rows go on with a further sheet where one is full")
  func rows() throws {
    let book = try RowsWorkbook(
      identity(), theme: plainTheme, name: "rows", title: "=1", remark: "",
      columns: [.init("Name", .text, width: 10), .init("Plan", .pounds, width: 10)],
      limit: 5)
    for row in 1...5 {
      try book.beginRow()
      try book.text("=\(row)", 0)
      try book.money(Money(parts: Int128(row) * 125_000_000), 1)
    }
    let bytes = try book.finish()
    #expect(try Workbook(bytes).sheets.map(\.name) == ["rows", "rows 2", "rows 3"])
    #expect(try #require(readCells(bytes, "rows")["A4"]) == (.text, "=1") && (try #require(readCells(bytes, "rows")["B5"])) == (.number, "2.5"))
    #expect(try #require(readCells(bytes, "rows 3")["B4"]) == (.number, "6.25"))
    let sheets = try partsOfZip(bytes).filter { $0.name.hasPrefix("xl/worksheets/sheet") }
    #expect(sheets.count == 3 && sheets.allSatisfy { $0.text.contains("<autoFilter ") && $0.text.contains("<pane ") && !$0.text.contains("<f>") })
  }
}
