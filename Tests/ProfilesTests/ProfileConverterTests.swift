import Extracts
import Findings
import Foundation
import Quantities
import Tables
import TestSupport
import Testing
import Workbooks

@testable import Profiles

private let usual = """
  columns:
    month: Month
    commissioner: CCG
    national_pod: POD
    planned_activity: Plan
    planned_price: Plan £
    actual_activity: Actual
    actual_price: Actual £

  """

private let header =
  "FINANCIAL MONTH,FINANCIAL YEAR,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),POINT OF DELIVERY CODE,"
  + "CONTRACT MONITORING PLANNED ACTIVITY,CONTRACT MONITORING PLANNED PRICE,CONTRACT MONITORING ACTUAL ACTIVITY,CONTRACT MONITORING ACTUAL PRICE"

struct ProfileConverterTests {
  @Test func columnsBecomeTheStandards() throws {
    let (lines, converter) = try converted(
      usual, "Month,CCG,POD,Plan,Plan £,Actual,Actual £,Note\nApril,10H,DC,1,100.5,2,\"1,200.25\",x\n2,10G,EL,,,1,-3,\n")
    #expect(lines == [header, "1,201516,RQM,10H,DC,1,100.5,2,\"1,200.25\"", "2,201516,RQM,10G,EL,,,1,-3"])
    #expect(converter.report.rows == 2 && converter.report.lines == 2 && converter.report.dropped.isEmpty)
    #expect(converter.report.unread == ["Note"])
    #expect(converter.map.origin(2).map(\.row) == 2 && converter.map.origin(3).map(\.row) == 3 && converter.map.origin(4) == nil)
  }

  /// Title rows before the header, semicolons, thousands of pounds with brackets, signs the other way about, totals and notes.
  @Test func aLayoutOfItsOwnIsRead() throws {
    let yaml =
      usual + """
        header: {contains: [CCG, POD]}
        units: {planned_price: thousands, actual_price: thousands}
        signs: {actual_price: reversed}
        values:
          commissioner: {"NHS Chiltern CCG": 10H, "*": 99X}
          national_pod: {"Day Cases": DC}
        drop:
          - {column: CCG, equals: Total}
          - {column: POD, starts: sub-total}
        ends_at: {column: Month, starts: "Note"}

        """
    let text = """
      Activity return;;;;;;
      Prepared by finance;;;;;;

      Month;CCG;POD;Plan;Plan £;Actual;Actual £
      M01;NHS Chiltern CCG;Day Cases;10;1.2345;12;(1.5)
      M01;Other CCG;NEL;1;£2;1;0.000001
      ;;Sub-Total NEL;11;3.2345;13;(1.5)
      ;Total;;11;3.2345;13;(1.5)
      Notes: figures are provisional;;;;;;
      M02;NHS Chiltern CCG;Day Cases;1;1;1;1

      """
    let (lines, converter) = try converted(yaml, text)
    #expect(lines == [header, "1,201516,RQM,10H,DC,10,1234.5,12,1500", "1,201516,RQM,99X,NEL,1,2000,1,-0.001"])
    let report = converter.report
    #expect(report.rows == 6 && report.lines == 2 && report.droppedRows == 4)
    #expect(
      report.dropped.map(\.reason) == [
        "POD starts with “sub-total”", "CCG is “Total”", "from the row on of which Month starts with “Note”",
      ])
    #expect(report.dropped.map(\.firstRow) == [7, 8, 9] && report.dropped.map(\.rows) == [1, 1, 2])
    // 1,234.5 + 2,000 twice over, once in the rows and once in each of the two totals; and a plan of 1,000 after the notes.
    func pounds(_ value: Int128) -> Int128 { value * finerThanStored * 100_000_000 }
    #expect(report.amounts.planPrice == 3 * (pounds(1_234) + pounds(1) / 2 + pounds(2_000)) + pounds(1_000))
    #expect(report.droppedAmounts.actualPrice == pounds(1_500) * 2 - pounds(1_000))
    #expect(converter.map.origin(2).map(\.row) == 5 && converter.map.origin(3).map(\.row) == 6)
    #expect(report.unmapped.map(\.value) == ["NEL"], "the star takes every other commissioner")
  }

  /// Each row makes a line for every month in which it has something; the numbers of blank months are none.
  @Test func monthsInColumnsBecomeLines() throws {
    let yaml = """
      columns: {commissioner: CCG, national_pod: POD}
      constants: {planned_activity: "0", planned_price: "0", actual_activity: "0"}
      wide:
        columns: {actual_price: "{month} £", planned_price: "Plan {month}"}

      """
    let flat = yaml.replacing("planned_activity: \"0\", planned_price: \"0\"", with: "planned_activity: \"0\"")
    let (lines, converter) = try converted(flat, "CCG,POD,Apr £,Plan Apr,May £,Plan May,June £\n10H,DC,1,2,3,,\n10G,EL,,,,,7\n10K,EL,,,,,\n")
    #expect(
      lines.dropFirst().map { $0 } == [
        "1,201516,RQM,10H,DC,0,2,0,1", "2,201516,RQM,10H,DC,0,,0,3", "3,201516,RQM,10G,EL,0,,0,7",
      ])
    #expect([2, 3, 4].map { converter.map.origin($0)?.row } == [2, 2, 3])
    #expect([2, 3, 4].map { converter.map.origin($0)?.month } == [1, 2, 3])
    // A column for each month, a constant, the month that the heading says, and what nobody says.
    let places = Dictionary(zip(converter.namesOfStream, converter.fieldPlaces(sheet: 0)), uniquingKeysWith: { first, _ in first })
    #expect(places["actual_price"] == .ofMonths([3, 5, 7] + Array(repeating: 0, count: 9)))
    #expect(places["planned_price"] == .ofMonths([4, 6] + Array(repeating: 0, count: 10)))
    #expect(places["commissioner"] == .column(1) && places["planned_activity"] == .unplaced && places["month"] == .unplaced)
    #expect(converter.heading(sheet: 0, column: 5) == "May £")
    #expect(converter.report.dropped.map(\.reason) == ["no month has an amount"] && converter.report.rows == 3)
  }

  @Test func planAndActualStandInRowsOfTheirOwn() throws {
    let yaml = """
      columns: {month: Month, commissioner: CCG, national_pod: POD, activity: Activity, price: Price}
      lines: {column: Type, plan: [Plan, Budget], actual: [Actual]}

      """
    let (lines, converter) = try converted(
      yaml, "Month,CCG,POD,Type,Activity,Price\n1,10H,DC,Budget,5,500\n1,10H,DC,actual,6,600\n1,10H,DC,Forecast,7,700\n")
    #expect(lines.dropFirst().map { $0 } == ["1,201516,RQM,10H,DC,5,500,,", "1,201516,RQM,10H,DC,,,6,600"])
    // Nobody said what a forecast is: it is left out, with its money, and said so.
    let dropped = try #require(converter.report.dropped.first)
    #expect(dropped.isUnasked && dropped.reason == "Type is “Forecast”, neither plan nor actual")
    #expect(dropped.amounts.actualPrice == Int128(700) * finerThanStored * 100_000_000)
  }

  @Test func sheetsOfAWorkbookAreReadOneAfterTheOther() throws {
    let folder = try TemporaryFolder()
    let script = folder.path + "/book.py"
    try """
    import datetime, sys, openpyxl
    book = openpyxl.Workbook()
    plan = book.active
    plan.title = "Plan 2015"
    plan.append(["Return", None, None, None, None])
    plan.append(["Where", None, None, "What", None])
    plan.append(["Month", "CCG", "POD", "Activity", "Price"])
    plan.append([datetime.date(2015, 4, 1), "10H", "DC", 5, 500.1])
    plan.merge_cells("A2:C2")
    plan.merge_cells("D2:E2")
    actual = book.create_sheet("Actual 2015")
    for _ in range(2):
      actual.append([None, None, None, None, None])
    actual.append(["Where", None, None, "What", None])
    actual.append(["Month", "CCG", "POD", "Activity", "Price"])
    actual.append([datetime.date(2016, 3, 31), "10H", "DC", 6, 1234.56])
    actual.append([datetime.date(2016, 3, 31), "10H", "EL", 1, 2])
    actual.row_dimensions[6].hidden = True
    actual.merge_cells("A3:C3")
    actual.merge_cells("D3:E3")
    notes = book.create_sheet("Notes")
    notes.append(["nothing"])
    secret = book.create_sheet("Old")
    secret.sheet_state = "hidden"
    book.save(sys.argv[1])
    """.write(toFile: script, atomically: true, encoding: .utf8)
    try runPython(script, [folder.path + "/book.xlsx"], needs: "python3-openpyxl")
    let yaml = """
      sheets: ["Plan *", "Actual *"]
      header: {contains: [CCG, Price], rows: 2}
      columns: {month: Where Month, commissioner: Where CCG, national_pod: Where POD, activity: What Activity, price: [What Price, Price]}
      lines: {column: "{sheet}", plan: ["Plan*"], actual: ["Actual*"]}

      """
    let (lines, converter) = try converted(profile(yaml), TableFile(path: folder.path + "/book.xlsx"))
    #expect(
      lines.dropFirst().map { $0 } == ["1,201516,RQM,10H,DC,5,500.1,,", "12,201516,RQM,10H,DC,,,6,1234.56", "12,201516,RQM,10H,EL,,,1,2"])
    #expect([2, 3, 4].map { converter.map.origin($0)?.sheet } == [0, 1, 1] && converter.map.origin(3)?.row == 5)
    #expect(converter.report.hiddenSheets == ["Old"] && converter.report.otherSheets == ["Notes"] && converter.report.hiddenRows == 1)
    let visible = try converted(profile(yaml + "hidden_rows: drop\n"), TableFile(path: folder.path + "/book.xlsx"))
    #expect(visible.lines.count == 3 && visible.converter.report.dropped.map(\.reason) == ["hidden rows"])
    do {
      _ = try converted(profile(usual), TableFile(path: folder.path + "/book.xlsx"))
      Issue.record("a sheet was chosen without being named")
    } catch {
      let fault = try #require(error as? TableFault)
      #expect(fault.reason == "the workbook has 3 visible sheets, and the profile does not say which to read")
      #expect(fault.hint.contains("“Old” (hidden)"))
    }
  }

  /// A comma too many shifts every field after it: such a row, and one with text after a quote, is held back with its money, as in the standard's layout.
  @Test func rowsWithOtherFieldsThanTheHeaderAreHeldBack() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/RQM.csv"
    let text =
      "Month,CCG,POD,Plan,Plan £,Actual,Actual £\n1,10H,DC,1,100,1,200\n1,10H,DC,x,1,100,1,200\n1,10H,DC,1,100,1\n1,10H,\"D\"C,1,7,1,8\nTotal\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let read = readContracts(
      path: path, by: try profile(usual + "drop: [{column: Month, equals: Total}]\n"), kind: .slam,
      months: .submission(Period(year: FinancialYear(start: 2015), month: 1)), provider: "RQM", year: FinancialYear(start: 2015))
    #expect(read.rows.count == 1 && read.rows.all.first?.actualPrice == 200 * 100_000_000)
    #expect(read.quarantine.map(\.line) == [3, 4, 5] && read.quarantine.map(\.check) == [.wrongFieldCount, .wrongFieldCount, .malformedQuoting])
    #expect(read.quarantine.map(\.text) == ["1,10H,DC,x,1,100,1,200", "1,10H,DC,1,100,1", "1,10H,DC,1,7,1,8"])
    let counts = read.observations.first { $0.check == .wrongFieldCount }
    #expect(counts?.count == 2 && counts?.places.map(\.value) == ["8", "6"] && counts?.detail == "7")
    // Five rows in the file: one counts, three are held back, one is left out; and the money likewise.
    #expect(read.control.rows == 4 && read.dropped.rows == 1)
    let counted = read.rows.all.reduce(Int128(0)) { $0 + Int128($1.actualPrice) }
    #expect(read.control.exact.actualPrice == (counted + read.quarantined.actualPrice) * finerThanStored + read.rounding.actualPrice)
  }

  /// “CCG” is the heading that is meant, and letters that a very wide table would have: where the heading is gone the rule must not wait for that column.
  @Test func aHeadingThatIsGoneIsNoPlace() throws {
    let yaml = usual.replacing("commissioner: CCG", with: "commissioner: {place: B}") + "drop: [{column: CCG, equals: Total}]\n"
    #expect(
      try conversionFault(yaml, "Month,Purchaser,POD,Plan,Plan £,Actual,Actual £\n")?.reason == "the header in row 1 has no column “CCG” (drop)")
    #expect(try conversionFault(yaml.replacing("column: CCG", with: "column: B"), "Month,Purchaser,POD,Plan,Plan £,Actual,Actual £\n") == nil)
  }

  @Test func twoAmountsAreNotReadFromOneColumn() throws {
    let yaml = usual.replacing("actual_price: Actual £", with: "actual_price: [Cost, Plan £]")
    #expect(
      try conversionFault(yaml, "Month,CCG,POD,Plan,Plan £,Actual\n")?.reason == "actual_price and planned_price are both read from column E")
  }

  /// In text nothing says how far a heading reaches: to the next in its row.
  @Test func headingsOverSeveralColumnsReachToTheNext() throws {
    let yaml = """
      header: {contains: [Month, CCG], rows: 2}
      columns:
        month: Month
        commissioner: CCG
        national_pod: POD
        planned_activity: Plan Units
        planned_price: Plan £
        actual_activity: Actual Units
        actual_price: Actual £

      """
    let (lines, _) = try converted(yaml, "Return of March\n,,,Plan,,Actual,\nMonth,CCG,POD,Units,£,Units,£\n1,10H,DC,1,2,3,4\n")
    #expect(lines.dropFirst().map { $0 } == ["1,201516,RQM,10H,DC,1,2,3,4"])
  }

  /// A file of words that are all different makes no list as long as itself.
  @Test func manyWordsThatAreNeitherPlanNorActualAreGathered() throws {
    let yaml = """
      columns: {month: Month, commissioner: CCG, national_pod: POD, activity: Activity, price: Price}
      lines: {column: Type}

      """
    let rows = (0..<300).map { "1,10H,DC,word \($0),1,1\n" }.joined()
    let report = try converted(yaml, "Month,CCG,POD,Type,Activity,Price\n" + rows).converter.report
    #expect(report.dropped.count == 21 && report.droppedRows == 300 && report.dropped.last?.rows == 280)
    #expect(report.droppedAmounts.actualPrice == Int128(300) * finerThanStored * 100_000_000)
  }

  @Test func whatIsNotThereIsNamed() throws {
    let lacking = try conversionFault(usual, "Month,CCG,POD,Plan,Actual\n")
    #expect(lacking?.reason == "the header in row 1 has no column “Actual £” (actual_price), no column “Plan £” (planned_price)")
    #expect(lacking?.hint.hasPrefix("its columns are “Month”, “CCG”, “POD”, “Plan”, “Actual”;") == true)
    let near = try conversionFault(usual + "header: {contains: [Month, CCG, Cost]}\n", "Title\nMonth,CCG\n")
    #expect(near?.reason == "the file has no row with all of “Month”, “CCG”, “Cost”; row 2 comes nearest and lacks “Cost”")
    let doubled = try conversionFault(usual, "Month,CCG,POD,Plan,Plan £,Actual,Actual £,ccg\n")
    #expect(doubled?.reason == "the header in row 1 is not clear: “CCG” stands in columns B and H")
    #expect(try conversionFault(usual, "")?.reason == "the file is empty")
    #expect(try conversionFault(usual + "header: {row: 9}\n", "a\n")?.reason == "the file has no row 9, where its header should be")
  }

  /// A text that is no number or month goes through as it stands: the reader then holds its row back, and says what stood there.
  @Test func whatCannotBeReadIsNotMadeUp() throws {
    let (lines, _) = try converted(
      usual + "units: {actual_price: pence}\n", "Month,CCG,POD,Plan,Plan £,Actual,Actual £\nSoon,10H,DC,1,TBC,2,tbc\n1,10H,DC,1,1,2,12345\n")
    #expect(lines.dropFirst().map { $0 } == ["Soon,201516,RQM,10H,DC,1,TBC,2,tbc", "1,201516,RQM,10H,DC,1,1,2,123.45"])
  }
}

struct ProfileFileTests {
  private func findings(_ yaml: String) -> [Finding] {
    readProfile(Array(("format: 1\nproviders: [RQM]\n" + yaml).utf8), file: "profiles/a.yaml").findings
  }

  @Test func mistakesAreSaidWithTheirLineAndTheNearestName() {
    let wrong = findings("columns:\n  comissioner: CCG\nskip: 3\n")
    #expect(wrong.map { $0.origin.line } == [4, 5])
    #expect(wrong.first?.hint?.contains("commissioner") == true)
    #expect(findings("units: {actual_price: dollars}\n").first?.message.contains("is not a value of") == true)
    #expect(findings("drop: [{column: A}]\n").first?.message == "a row must be told by one of equals, starts, contains and blank")
    #expect(findings("columns: {price: Cost}\n").first?.message.contains("nothing says which rows are plan") == true)
    #expect(findings("wide: {columns: {actual_price: Cost}}\n").first?.hint == "write {month} in it")
    #expect(findings("from: 2015-16/M05\nto: 2015-16/M01\n").first?.message == "the profile ends before it begins")
    #expect(findings("columns: {month: M}\nconstants: {month: \"1\"}\n").first?.message == "\"month\" has a column and a constant")
    #expect(
      findings("columns: {planned_price: P}\nwide: {columns: {actual_price: \"{month}\"}}\n").first?.message.contains("once in every month") == true)
    #expect(findings("constants: {planned_price: \"100\"}\n").first?.message == "\"planned_price\" can't be the same amount in every row")
    #expect(findings("units: {actual_price: pence}\n").first?.message == "\"actual_price\" has a unit or sign and no column")
    #expect(
      findings("columns: {price: P, actual_price: Q}\nlines: {column: T}\n").first?.message
        == "\"price\" and a planned or actual one both have columns")
    #expect(findings("signs: {ward: reversed}\n").first?.message.contains("no amount") == true)
  }

  @Test func aProfileReadsItsTrustAndItsTime() throws {
    let read = try profile("from: 2015-16/M03\nto: 2015-16/M06\n")
    func period(_ text: String) -> Period? { Period(text) }
    #expect(read.reads(.slam, of: "RQM", period("2015-16/M03")) && read.reads(.slam, of: "RQM", period("2015-16/M06")))
    #expect(!read.reads(.slam, of: "RQM", period("2015-16/M02")) && !read.reads(.slam, of: "RQM", period("2015-16/M07")))
    #expect(!read.reads(.slam, of: "RYJ", period("2015-16/M03")) && !read.reads(.plan, of: "RQM", nil))
  }

  static let months: [(String, Int, Int?)] = [
    ("April", 1, nil), ("mar", 12, nil), ("Sept", 6, nil), ("Apr-15", 1, 2015), ("Jan 2016", 10, 2015), ("M07", 7, nil), ("month 3", 3, nil),
    ("12", 12, nil),
    ("2015-04-30", 1, 2015), ("31/03/2016", 12, 2015), ("2016-01-01T00:00:00", 10, 2015), ("Apr 2015/16", 1, 2015),
  ]

  @Test(arguments: months) func monthsAreReadHoweverTheyAreWritten(text: String, month: Int, year: Int?) {
    #expect(readMonth(text, .any) == MonthReading(month: month, year: year.map { FinancialYear(start: $0) }))
  }

  @Test(arguments: ["13", "0", "Ap", "Smarch", "5.5", "", "Apr-150", "2015-13-01", "M13", "31/02/2016"]) func otherTextIsNoMonth(text: String) {
    #expect(readMonth(text, .any) == nil)
  }

  @Test func calendarMonthsAreToldApart() {
    #expect(readMonth("4", .calendar)?.month == 1 && readMonth("3", .calendar)?.month == 12 && readMonth("4", .number)?.month == 4)
  }
}

struct RowMapTests {
  /// Against a plain list, over random runs of rows with one line, several or none.
  @Test func everyLineKnowsItsRow() {
    var dice = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      var map = RowMap()
      var list: [(Int, Int, Int?)] = []
      var (row, sheet) = (Int.random(in: 1...9, using: &dice), 0)
      var line = 2
      for _ in 0..<Int.random(in: 1...60, using: &dice) {
        let lines = Int.random(in: 0...3, using: &dice) == 0 ? Int.random(in: 0...12, using: &dice) : 1
        for place in 0..<lines {
          let month = lines > 1 ? place + 1 : nil
          map.add(line: line, sheet: sheet, row: row, month: month)
          list.append((sheet, row, month))
          line += 1
        }
        row += Int.random(in: 0...5, using: &dice) == 0 ? 2 : 1
        if Int.random(in: 0...20, using: &dice) == 0 { (row, sheet) = (2, sheet + 1) }
      }
      for (place, expected) in list.enumerated() {
        let found = map.origin(place + 2)
        #expect(found?.sheet == expected.0 && found?.row == expected.1 && found?.month == expected.2)
      }
      #expect(map.origin(1) == nil && map.origin(line) == nil)
    }
  }
}

struct ConversionTotalsTests {
  /// For any table: rows = lines + rows left out, and the money likewise, to the last decimal.
  @Test func nothingIsLostOnTheWay() throws {
    var dice = SeededGenerator(seed: 2_015)
    let amounts = ["", "0", "12.5", "-3", "(1,000.25)", "£2.00000001", "1e3", "TBC", "0.123456789012", "999999999.99999999", "-"]
    for _ in 0..<60 {
      let unit = ["units", "thousands", "pence"].randomElement(using: &dice) ?? "units"
      let sign = ["as_given", "reversed"].randomElement(using: &dice) ?? "as_given"
      var text = "Month,CCG,POD,Plan,Plan £,Actual,Actual £\n"
      for _ in 0..<Int.random(in: 0...40, using: &dice) {
        func one() -> String { "\"" + (amounts.randomElement(using: &dice) ?? "") + "\"" }
        let name = ["10H", "10G", "Total", "Sub-total", "Notes"].randomElement(using: &dice) ?? ""
        text += "1,\(name),DC,\(one()),\(one()),\(one()),\(one())\n"
      }
      let yaml =
        usual
        + "units: {actual_price: \(unit)}\nsigns: {planned_price: \(sign)}\ndrop: [{column: CCG, equals: Total}, {column: CCG, starts: Sub}]\nends_at: {column: CCG, equals: Notes}\n"
      let (lines, converter) = try converted(yaml, text)
      let report = converter.report
      #expect(report.rows == report.lines + report.droppedRows && report.lines == lines.count - 1)
      // The stream, read back by another reader.
      var stream = FourSums()
      let reader = try TableFile(text: Array((lines.joined(separator: "\n") + "\n").utf8)).rows(TextForm(coding: .utf8, delimiter: 0x2C))
      var row = TableRow()
      _ = try reader.next(&row)
      while try reader.next(&row) {
        func exact(_ column: Int) -> Int128 {
          let read = readNumber(row.cell(at: column).map { Array(row.text($0)) } ?? [])
          return read.readable ? read.parts * finerThanStored + read.remainder : 0
        }
        stream += FourSums(planPrice: exact(6), actualPrice: exact(8), planActivity: exact(5), actualActivity: exact(7))
      }
      #expect(report.amounts == stream + report.droppedAmounts)
    }
  }
}
