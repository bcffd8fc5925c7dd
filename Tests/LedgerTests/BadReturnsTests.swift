import Extracts
import Findings
import Foundation
import Ledger
import Programme
import Quantities
import TestSupport
import Testing

/// A return that cannot be read, or not wholly, in a format beside plain CSV; `Tools/bad_books.py` writes it.
private struct BadReturn: Sendable, CustomTestStringConvertible {
  var folder: String
  /// `code severity place: message — hint`, one for each finding.
  var findings: [String]
  /// RQM's actual price year to date, as an exact decimal, by commissioner.
  var actual = ["10H": "4250.5", "10J": "760"]
  /// Readable actual price of quarantined rows.
  var quarantined = "0"
  var testDescription: String { folder }
}

private let refusedNote =
  "SLAM-061 warning extracts/slam/2015-16/M02: RQM has no usable submission for 2015-16/M02 (its file was refused) — its position stands as of 2015-16/M01"
private let whole = ["10H": "8501", "10J": "1520"]

/// A return that is refused for one reason.
private func refused(_ folder: String, _ file: String, _ reason: String, _ remedy: String) -> BadReturn {
  BadReturn(
    folder: folder,
    findings: [
      refusedNote,
      "SLAM-008 error extracts/slam/2015-16/M02/\(file): \(reason) — the file was refused; \(remedy); until then the provider's previous submission stands",
    ])
}

private let standardColumns =
  "“FINANCIAL MONTH”, “FINANCIAL YEAR”, “ORGANISATION IDENTIFIER (CODE OF PROVIDER)”, “ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)”, “POINT OF DELIVERY CODE”, “CONTRACT MONITORING PLANNED ACTIVITY”, “CONTRACT MONITORING ACTUAL ACTIVITY”"
private let book = "extracts/slam/2015-16/M02/RQM.xlsx"

private let cases: [BadReturn] = [
  refused(
    "password-protected", "RQM.xlsx", "the workbook is protected by a password", "ask for it without a password, or save it again without one"),
  refused("old-format", "RQM.xls", "the file is of the format of Excel before 2007 (.xls)", "open it and save it as .xlsx"),
  refused(
    "zip-bomb", "RQM.xlsx", "the texts of row 2 come to more than 64 MB",
    "ask for it again; a file like this can be made to bring a program down"),
  refused(
    "entity-expansion", "RQM.xlsx",
    "the part xl/worksheets/sheet1.xml has a document type, by which entities are defined; a workbook has none",
    "ask for a workbook that holds its data itself"),
  refused(
    "external-entity", "RQM.xlsx",
    "the part xl/worksheets/sheet1.xml has a document type, by which entities are defined; a workbook has none",
    "ask for a workbook that holds its data itself"),
  refused("external-sheet", "RQM.xlsx", "the sheet “Data” lies in another file", "ask for a workbook that holds its data itself"),
  refused(
    "missing-sheet", "RQM.xlsx", "the workbook has no sheet “Activity”", "correct \"sheets\" in the profile; there are “Data”, “Notes” (hidden)"),
  BadReturn(
    folder: "hidden-sheet-and-rows",
    findings: [
      "SLAM-032 note \(book): the sheet “Notes” is hidden — it is read only where the profile names it; whoever sent the file may not know that it is there",
      "SLAM-034 warning \(book), Activity!row 3: a hidden row was read as others are — say hidden_rows: drop in the profile if they are not meant to count",
    ], actual: whole),
  refused(
    "two-sheets", "RQM.xlsx", "the workbook has 2 visible sheets, and no profile says which to read",
    "ask for a workbook of one sheet, or write a profile that names it in \"sheets\"; there are “May”, “Look-ups”"),
  refused(
    "cut-off-workbook", "RQM.xlsx",
    "the file is cut off or damaged: it begins as a zip file, and the list of what it holds, at its end, cannot be read",
    "open it and save it again as .xlsx, or ask for it again"),
  refused(
    "damaged-workbook", "RQM.xlsx", "the part xl/worksheets/sheet1.xml of the file is damaged",
    "open it and save it again as .xlsx, or ask for it again"),
  refused("cut-off-gzip", "RQM.csv.gz", "the file is packed by gzip and is cut off", "ask for it again"),
  refused(
    "two-files-in-zip", "RQM.zip", "the zip file holds 2 files: “May.csv”, “Read me.txt”", "put one return in a zip file, or unpack it"),
  refused(
    "half-a-letter", "RQM.txt:5", "the file is UTF-16 and ends in the middle of a letter", "it may be cut off; ask for it again"),
  BadReturn(folder: "semicolons", findings: [], actual: whole),
  refused(
    "semicolons-of-its-own", "RQM.csv", "the file has no row with all of “FINANCIAL MONTH”",
    "a layout of the trust’s own needs a profile, which outturn profile suggest drafts from the file; else ask for it in the standard’s layout"),
  refused(
    "missing-columns", "RQM.xlsx:1",
    "the header in row 1 of the sheet “Data” has no column “CONTRACT MONITORING ACTUAL PRICE” (actual_price), no column “CONTRACT MONITORING PLANNED PRICE” (planned_price)",
    "its columns are \(standardColumns); correct the heading, or ask for the column"),
  refused(
    "missing-own-columns", "RQM.xlsx:1",
    "the header in row 1 of the sheet “Activity” has no column “Actual £” (actual_price), no column “Plan £” (planned_price)",
    "its columns are “Month”, “CCG”, “POD”, “Plan activity”, “Plan price”, “Actual activity”; correct the profile, or ask for the column"),
  BadReturn(
    folder: "error-values",
    findings: [
      "SLAM-015 error \(book), Activity!G2 (Actual £): \"#REF!\" is what a formula shows that failed, and not a number — the row is in quarantine; mend the formula, or write the amount in its place",
      "SLAM-015 error \(book), Activity!E4 (Plan £): \"#N/A\" is what a formula shows that failed, and not a number — the row is in quarantine; mend the formula, or write the amount in its place",
    ], actual: ["10H": "4250.5", "10J": "1520"], quarantined: "2750.5"),
  BadReturn(
    folder: "text-in-amount",
    findings: [
      "SLAM-015 error \(book), Activity!G3 (Actual £): \"TBC\" is not a number — the row is in quarantine; write a plain decimal, such as 1234.50"
    ], actual: ["10H": "8501", "10J": "760"]),
  BadReturn(
    folder: "other-words",
    findings: [
      "SLAM-011 error \(book), Activity!A2 (Month): \"Smarch\" is not a financial month — the row is in quarantine; write 1 (April) to 12 (March)",
      "SLAM-014 error \(book), Activity!B4 (CCG): \"NHS Somewhere\" is not a commissioner code — the row is in quarantine; write the organisation's code, such as 10H",
    ], actual: ["10H": "4250.5", "10J": "1520"], quarantined: "4250.5"),
]

/// The programme of the folders of bad input, with one case's return of RQM for the second month.
private func programme(_ folder: TemporaryFolder, _ bad: String) throws -> String {
  let files = FileManager.default
  let tool = try TemporaryFolder()
  try runPython(Bundle.module.path(forResource: "Tools/bad_books", ofType: "py"), [tool.path, bad], needs: "python3")
  let programme = folder.path + "/" + bad
  try files.copyItem(atPath: fixtures + "/bad/header-only", toPath: programme)
  try files.removeItem(atPath: programme + "/extracts/slam/2015-16/M02/RQM.csv")
  try files.createDirectory(atPath: programme + "/profiles", withIntermediateDirectories: false)
  for name in try files.contentsOfDirectory(atPath: tool.path + "/" + bad) {
    try files.copyItem(
      atPath: tool.path + "/" + bad + "/" + name, toPath: programme + (name == "rqm.yaml" ? "/profiles/" : "/extracts/slam/2015-16/M02/") + name)
  }
  return programme
}

@Suite("Bad returns in other formats")
struct BadReturnsTests {
  @Test("have findings with place and remedy, count what can be counted, and are accounted for to the last decimal", arguments: cases)
  private func disposition(_ bad: BadReturn) throws {
    let folder = try TemporaryFolder()
    let result = try ledger(programme(folder, bad.folder), "2015-16/M02")
    let found = result.findings.map { "\($0.code.text) \($0.severity) \($0.origin.description): \($0.message) — \($0.hint ?? "")" }
    #expect(found == bad.findings)
    var actual: [String: Money] = [:]
    let ledger = result.ledger
    for line in 0..<ledger.lines.count where ledger.providers.codes[Int(ledger.lines.provider[line])] != "RYJ" {
      actual[ledger.commissioners.codes[Int(ledger.lines.commissioner[line])], default: .zero] += ledger.lines.ytd[line].actualCost
    }
    #expect(actual.mapValues(\.decimal) == bad.actual)
    for source in ledger.sources { #expect(source.unaccounted.isZero, "\(source.path)") }
    #expect(ledger.sources.reduce(Money.zero) { $0 + $1.quarantinedTotal.actualCost }.decimal == bad.quarantined)
  }
}
