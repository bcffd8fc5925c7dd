import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// A return in a workbook: whatever is said of a row of it names the sheet and the cell.
  @Suite struct CellAddressTests {
    private let folder: TemporaryFolder
    private var programme: String { folder.path + "/programme" }

    init() throws {
      folder = try TemporaryFolder()
      try write("programme.yaml", "format: 1\nname: Scratch\nsample_data: true\n")
      try write("organisations/commissioners.csv", "code,name,cluster,weighted_population\n10H,Chiltern,A,1000\n10J,North Hampshire,A,1000\n")
      try write("organisations/providers.csv", "code,name,short_name\nRQM,Chelsea,Chelsea\n")
      try write("organisations/practices.csv", "code,name,commissioner\nK80004,One,10H\nJ82001,Two,10J\n")
    }

    private func write(_ path: String, _ text: String) throws {
      let url = URL(fileURLWithPath: programme + "/" + path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }

    private func workbook(_ sheets: String) throws {
      try write("tables.txt", sheets)
      try write("extracts/slam/2015-16/M01/.keep", "")
      try runPython(
        Bundle.module.path(forResource: "Tools/sheets", ofType: "py"),
        [programme + "/extracts/slam/2015-16/M01/RQM.xlsx", programme + "/tables.txt"],
        needs: "python3-openpyxl")
      try FileManager.default.removeItem(atPath: programme + "/extracts/slam/2015-16/M01/.keep")
    }

    private func made(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/out/2015-16/M01-check/" + name, encoding: .utf8)
    }

    /// The second sheet has its columns in another order, and rows under the same numbers as the first.
    @Test func findingsOfTwoSheetsNameTheirCells() throws {
      try write(
        "profiles/rqm.yaml",
        """
        format: 1
        providers: [RQM]
        sheets: [South, North]
        columns:
          month: Month
          commissioner: CCG
          practice: Practice
          treatment_function: TFC
          national_pod: POD
          tariff: HRG
          planned_activity: Plan
          planned_price: Plan £
          actual_activity: Actual
          actual_price: Actual £

        """)
      try workbook(
        """
        South
        Month,CCG,Practice,TFC,POD,HRG,Plan,Plan £,Actual,Actual £
        1,10H,K80004,330,OPFASPCL,WF01B,2,320,2,320
        1,10H,K80004,320,OPFASPCL,WF01B,2,310,2,TBC
        1,10J,J82001,330,OPFASPCL,WF01B,2,300,2,300
        1,10J,J82001,320,OPFASPCL,WF01B,20,2000,20,2000

        North
        Actual £,Actual,Plan £,Plan,HRG,POD,TFC,Practice,CCG,Month
        320.5,0,320,2,WF01B,OPFASPCL,330,K80004,10H,1
        300,2,300,2,WF01B,OPFASPCL,330,J82001,10J,1
        n/k,2,310,2,WF01B,OPFASPCL,320,K80004,10H,1
        7,1,7,1,WF01B,OPFASPCL,320,K80004,10Z,1
        2001,20,2000,20,WF01B,OPFASPCL,320,J82001,10J,1
        """)
      let checked = try outturn("check", "--programme", programme, "--period", "2015-16/M01", "--output", folder.path + "/out")
      let book = "extracts/slam/2015-16/M01/RQM.xlsx"
      // A check of lines, one of double charges, one of formats, an unknown code, and rows that are held back: each at the columns of its own sheet.
      #expect(checked.output.contains("SLAM-130 \(book), North!A2 (CONTRACT MONITORING ACTUAL PRICE): "), "\(checked.said)")
      #expect(checked.output.contains("SLAM-160 \(book), North!A6 (CONTRACT MONITORING ACTUAL PRICE): "), "\(checked.said)")
      #expect(checked.output.contains("\(book), North!row 3: the whole row is the same as South!row 4"), "\(checked.said)")
      #expect(checked.output.contains("\(book), North!I5 (ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)): commissioner 10Z"), "\(checked.said)")
      #expect(checked.output.contains("\(book), South!J3 (Actual £): \"TBC\" is not a number; also at North!A4"), "\(checked.said)")
      let quarantine = try made("quarantine/RQM.csv").split(separator: "\n")
      #expect(quarantine.dropFirst().map { $0.prefix(50) }.allSatisfy { $0.hasPrefix("\"\(book), ") } && quarantine.count == 3)
      #expect(
        quarantine[1].hasPrefix("\"\(book), North\",4,1,North!A4,") && quarantine[2].hasPrefix("\"\(book), South\",3,10,South!J3,"), "\(quarantine)")
      let findings = try made("findings.json")
      #expect(
        findings.contains("\"file\":\"\(book)\",\"sheet\":\"North\",\"line\":2,\"column\":1,\"cell\":\"North!A2\""), "\(findings)")
      #expect(try made("challenges/RQM.csv").contains(",\(book): North!A2\n"))
      let rows = try made("challenges/RQM-rows.csv").split(separator: "\n")
      #expect(rows.contains { $0.hasPrefix("SLAM-130-RQM-10H-2015-16-M01,\(book),2,North!A2,OPFASPCL,") }, "\(rows)")

      let explained = try outturn("explain", "--programme", programme, "--period", "2015-16/M01", "position/10H/RQM/ytd_actual", "--rows")
      #expect(explained.output == "place,amount\n\"\(book), North!A2\",320.5\n\"\(book), South!J2\",320\n", "\(explained.said)")
      // Plan and actual are two cells of a row.
      let both = try outturn("explain", "--programme", programme, "--period", "2015-16/M01", "position/10H/RQM/ytd_variance", "--rows")
      #expect(both.output == "place,amount\n\"\(book), North!row 2\",-0.5\n\"\(book), South!row 2\",0\n", "\(both.said)")
      let json = try outturn("explain", "--programme", programme, "--period", "2015-16/M01", "position/10H/RQM/ytd_actual", "--json")
      #expect(json.output.contains("\"cell\":\"South!J2\""), "\(json.said)")
      // What is kept of a file between runs keeps the cells.
      let again = try outturn("check", "--programme", programme, "--period", "2015-16/M01", "--output", folder.path + "/again")
      #expect(again.output == checked.output.replacing(folder.path + "/out", with: folder.path + "/again"), "\(again.said)")
    }

    /// A profile of a table with columns for each month, and nothing to say of the practice.
    private static let wide = """
      format: 1
      providers: [RQM]
      sheets: SHEETS
      columns: {commissioner: CCG, treatment_function: TFC, national_pod: POD, tariff: HRG}
      wide:
        columns:
          planned_activity: "{month} Plan"
          planned_price: "{month} Plan £"
          actual_activity: "{month} Actual"
          actual_price: "{month} Actual £"

      """

    /// Whatever is said of an amount names the cell of its own month.
    @Test func findingsOfMonthsInColumnsNameTheMonthsCell() throws {
      try write("profiles/rqm.yaml", Self.wide.replacing("SHEETS", with: "[Months]"))
      try write(
        "tables.txt",
        """
        Months
        CCG,TFC,POD,HRG,Apr Plan,Apr Plan £,Apr Actual,Apr Actual £,May Plan,May Plan £,May Actual,May Actual £
        10H,330,OPFASPCL,WF01B,2,320,2,320,2,320,0,320.5
        10H,320,OPFASPCL,WF01B,2,310,2,TBC,2,310,2,n/k
        10J,330,OPFASPCL,WF01B,2,300,2,300,2,300,2,"£1,300.00"
        """)
      try write("extracts/slam/2015-16/M02/.keep", "")
      try runPython(
        Bundle.module.path(forResource: "Tools/sheets", ofType: "py"),
        [programme + "/extracts/slam/2015-16/M02/RQM.xlsx", programme + "/tables.txt"], needs: "python3-openpyxl")
      let book = "extracts/slam/2015-16/M02/RQM.xlsx"
      let checked = try outturn("check", "--programme", programme, "--period", "2015-16/M02", "--output", folder.path + "/out")
      #expect(checked.output.contains("SLAM-130 \(book), Months!L2 (CONTRACT MONITORING ACTUAL PRICE): "), "\(checked.said)")
      #expect(checked.output.contains("\(book), Months!H3 (Apr Actual £): \"TBC\" is not a number; also at Months!L3"), "\(checked.said)")
      #expect(checked.output.contains("\(book), Months!L4 (May Actual £): \"£1,300.00\" was read as"), "\(checked.said)")
      let held = try String(contentsOfFile: folder.path + "/out/2015-16/M02-check/quarantine/RQM.csv", encoding: .utf8).split(separator: "\n")
      #expect(held.count == 3 && held[1].contains("Months\",3,8,Months!H3,") && held[2].contains("Months\",3,12,Months!L3,"), "\(held)")
      for (figure, cell) in [("month_actual", "L2"), ("month_plan", "J2")] {
        let explained = try outturn("explain", "--programme", programme, "--period", "2015-16/M02", "position/10H/RQM/" + figure, "--rows")
        #expect(explained.output.contains("\(book), Months!\(cell)\","), "\(explained.said)")
      }
      let again = try outturn("check", "--programme", programme, "--period", "2015-16/M02", "--output", folder.path + "/again")
      #expect(again.output == checked.output.replacing(folder.path + "/out", with: folder.path + "/again"), "\(again.said)")
      // What the profile says of months in columns is there; what nobody says is not.
      #expect(!checked.output.contains("CONTRACT MONITORING ACTUAL PRICE is not there"), "\(checked.said)")
    }

    /// A text file has no cells: the line, and the column where it is another month's.
    @Test func findingsOfMonthsInColumnsOfATextFileNameTheMonthsColumn() throws {
      try write("profiles/rqm.yaml", Self.wide.replacing("sheets: SHEETS\n", with: ""))
      try write(
        "extracts/slam/2015-16/M02/RQM.csv",
        """
        CCG,TFC,POD,HRG,Apr Plan,Apr Plan £,Apr Actual,Apr Actual £,May Plan,May Plan £,May Actual,May Actual £
        10H,330,OPFASPCL,WF01B,2,320,2,320,2,320,0,320.5
        10H,320,OPFASPCL,WF01B,2,310,2,TBC,2,310,2,n/k

        """)
      let checked = try outturn("check", "--programme", programme, "--period", "2015-16/M02", "--output", folder.path + "/out")
      let file = "extracts/slam/2015-16/M02/RQM.csv"
      #expect(checked.output.contains("SLAM-130 \(file):2:12 (CONTRACT MONITORING ACTUAL PRICE): "), "\(checked.said)")
      #expect(checked.output.contains("\(file):3:8 (Apr Actual £): \"TBC\" is not a number; also on line 3 (column 12)"), "\(checked.said)")
    }

    @Test func aWorkbookInTheStandardsLayoutIsOneOfSheetsToo() throws {
      try workbook(
        """
        Sheet1
        FINANCIAL MONTH,FINANCIAL YEAR,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),\
        ACTIVITY TREATMENT FUNCTION CODE,POINT OF DELIVERY CODE,TARIFF CODE,CONTRACT MONITORING PLANNED ACTIVITY,\
        CONTRACT MONITORING PLANNED PRICE,CONTRACT MONITORING ACTUAL ACTIVITY,CONTRACT MONITORING ACTUAL PRICE
        1,201516,RQM,10H,330,OPFASPCL,WF01B,2,320,2,320
        1,201516,RQM,10H,320,OPFASPCL,WF01B,2,320,0,320
        """)
      let checked = try outturn("check", "--programme", programme, "--period", "2015-16/M01", "--output", folder.path + "/out")
      #expect(checked.output.contains("SLAM-130 extracts/slam/2015-16/M01/RQM.xlsx, Sheet1!K3 ("), "\(checked.said)")
      let explained = try outturn("explain", "--programme", programme, "--period", "2015-16/M01", "position/10H/RQM/month_plan", "--rows")
      #expect(explained.output.contains("RQM.xlsx, Sheet1!I2\",320\n"), "\(explained.said)")
    }
  }
}
