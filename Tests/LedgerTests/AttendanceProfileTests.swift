import Extracts
import Findings
import Foundation
import Ledger
import Quantities
import TestSupport
import Testing

private let month = "extracts/sus/2015-16/M02"

private let outpatients = """
  FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,HRG,COST_GBP,TREATMENT_FUNCTION,FIRST_ATTENDANCE,ATTENDED,SOURCE_OF_REFERRAL,REFERRING_ORGANISATION,PSEUDO_PATIENT_ID,ATTENDANCE_DATE
  201516,2,RQM,10H,K81001,WF01B,120.25,110,1,5,3,K81001,P7,2015-05-04
  201516,2,RQM,10J,K81002,WF01A,60.5,110,2,5,3,K81002,8,2015-05-12
  201516,2,RQM,10H,K81001,WF01B,120.25,320,1,5,3,K81002,P9,2015-05-29

  """

private let inpatients = """
  FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,HRG,COST_GBP,TREATMENT_FUNCTION,ADMISSION_DATE,DISCHARGE_DATE,ADMISSION_METHOD,LENGTH_OF_STAY,AGE,DATE_OF_DEATH,PSEUDO_PATIENT_ID,PATIENT_CLASS
  201516,02,RQM,10H,K81001,AA22A,30250.00,300,2015-05-03,2015-05-13,21,10,81,2015-05-13,P7,1
  201516,02,RQM,10J,K81002,HB12A,950.05,110,2015-05-12,2015-05-12,11,0,40,,8,2

  """

private let emergency = """
  FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,HRG,COST_GBP,ATTENDANCE_DATE,PSEUDO_PATIENT_ID
  201516,2,RQM,10H,K81001,VB08Z,95.5,2015-05-03,P7
  201516,2,RQM,10H,K81001,VB08Z,95.5,2015-05-04,P7

  """

private let profiles = [
  "outpatients": """
  sheets: [Attendances]
  header: {contains: [CCG, Appt type]}
  columns:
    month: Appointment
    attendance_date: Appointment
    provider: Trust
    commissioner: CCG
    practice: [GP, Surgery]
    hrg: HRG4
    cost: Tariff
    treatment_function: TFC
    first_attendance: Appt type
    attended: Outcome
    source_of_referral: Referral source
    referring_organisation: Referred by
    patient: NHS pseudo
  month_style: date
  values:
    commissioner: {Chiltern: 10H, North Hampshire: 10J}
    first_attendance: {New: 1, Review: 2}
  drop: [{column: Trust, equals: Total}]
  """,
  "inpatients": """
  delimiter: semicolon
  columns: {month: Mth, provider: Trust, commissioner: CCG, practice: GP, hrg: HRG, cost: Cost p, treatment_function: TFC, admission_date: Adm,
    discharge_date: Disch, admission_method: Method, length_of_stay: LOS, age: Age, date_of_death: Died, patient: Patient, patient_class: Class}
  units: {cost: pence}
  date_style: month_first
  values: {date_of_death: {"NULL": ""}}
  ends_at: {column: Mth, starts: End of}
  """,
  "emergency": """
  columns: {month: Period, commissioner: CCG, practice: GP, hrg: HRG, cost: Cost, attendance_date: Day, patient: Patient}
  constants: {provider: RQM}
  date_style: compact
  """,
]

@Suite("Attendance files in layouts of their own")
struct AttendanceProfileTests {
  private func programme() throws -> ScratchProgramme {
    let programme = try ScratchProgramme()
    for month in 1...2 { try programme.submit(month, "RQM", [(month, "10H", "10", "11"), (month, "10J", "10", "11")]) }
    return programme
  }

  /// The standard's files, and the same written anew in layouts of their own.
  private func both() throws -> (standard: ScratchProgramme, own: ScratchProgramme) {
    let (standard, own) = (try programme(), try programme())
    for (kind, text) in [("outpatients", outpatients), ("inpatients", inpatients), ("emergency", emergency)] {
      try standard.write("\(month)/\(kind).csv", text)
      try own.write("profiles/\(kind).yaml", "format: 1\nproviders: [\"*\"]\nextract: \(kind)\n" + (profiles[kind] ?? "") + "\n")
    }
    try FileManager.default.createDirectory(atPath: own.folder + "/" + month, withIntermediateDirectories: true)
    try runPython(
      Bundle.module.path(forResource: "Tools/attendance_books", ofType: "py"), [standard.folder + "/" + month, own.folder + "/" + month],
      needs: "python3-openpyxl")
    return (standard, own)
  }

  @Test("they come to the same attendances, and what was left out is accounted for") func sameAttendances() throws {
    let (standard, own) = try both()
    let (one, other) = (try standard.ledger("2015-16/M02"), try own.ledger("2015-16/M02"))
    #expect(one.ledger.sus.amounts == other.ledger.sus.amounts && one.ledger.sus.amounts.contains { $0.count > 0 })
    #expect(one.ledger.attendanceCells == other.ledger.attendanceCells && one.ledger.attendanceCells.count >= 6)
    #expect("\(one.ledger.patients)" == "\(other.ledger.patients)" && one.ledger.patients.count == 1)
    #expect("\(one.ledger.referrerLines)" == "\(other.ledger.referrerLines)" && !one.ledger.referrerLines.isEmpty)
    let read = other.findings.filter { $0.code.text.hasPrefix("SUS-") && $0.severity >= .warning }
    #expect(
      read.map { "\($0.code.text) \($0.message)" }
        == one.findings.filter { $0.code.text.hasPrefix("SUS-") && $0.severity >= .warning }.map { "\($0.code.text) \($0.message)" })
    let sources = other.ledger.sources.filter { $0.path.hasPrefix("extracts/sus") }
    #expect(
      sources.map { "\($0.path.split(separator: "/").last ?? "") \($0.rowCount) \($0.countedRows) \($0.leftOutRows)" } == [
        "emergency.xlsx 2 2 0", "inpatients.txt 3 2 1", "outpatients.xlsx 4 3 1",
      ])
    #expect(sources.allSatisfy { $0.unaccounted.isZero } && sources.last?.leftOutTotal.actualCost.decimal == "9999")
    // The rows behind a figure are those of the workbook.
    var filter = RowFilter(
      .count(.firstAttendances),
      months: MonthIndex(year: FinancialYear(start: 2015), month: 2)...MonthIndex(year: FinancialYear(start: 2015), month: 2))
    filter.commissioner = "10H"
    let rows = try sourceRows(filter, try own.request("2015-16/M02"))
    #expect(
      rows.map(\.origin) == [3, 5].map { Origin(file: "\(month)/outpatients.xlsx", sheet: "Attendances", line: $0) })
    // What a row costs stands in a cell of its own.
    filter.measure = .cost(.firstAttendances)
    #expect(try sourceRows(filter, try own.request("2015-16/M02")).map(\.origin.cell) == ["Attendances!F3", "Attendances!F5"])
    // From segments it is the same.
    for _ in 1...2 { #expect(try own.ledger("2015-16/M02", usesCache: true).ledger.attendanceCells == other.ledger.attendanceCells) }
  }

  @Test("what is wrong names the cell, and the row is held back as it came") func cells() throws {
    let (_, own) = try both()
    let script = own.folder + "/break.py"
    try """
    import sys, openpyxl
    path = sys.argv[1]
    book = openpyxl.load_workbook(path)
    sheet = book["Attendances"]
    sheet["F4"] = "TBC"
    sheet["I5"] = "X"
    places = {cell.value: cell.column for row in sheet.iter_rows(max_row=2) for cell in row}
    sheet.cell(3, places["Outcome"]).value = 3
    book.save(path)
    """.write(toFile: script, atomically: true, encoding: .utf8)
    try runPython(script, [own.folder + "/\(month)/outpatients.xlsx"], needs: "python3-openpyxl")
    let result = try own.ledger("2015-16/M02")
    let said = result.findings.filter { $0.origin.file == "\(month)/outpatients.xlsx" && $0.origin.line != nil }
    #expect(
      said.contains {
        $0.code.text == "SUS-015" && $0.origin == Origin(file: "\(month)/outpatients.xlsx", sheet: "Attendances", line: 4, column: 6, field: "Tariff")
      }, "\(said)")
    #expect(
      said.contains { $0.code.text == "SUS-047" && $0.origin.sheet == "Attendances" && $0.origin.line == 5 && $0.origin.column == 9 }, "\(said)")
    // A check of what counts says the same, from the file and from its segment.
    for usesCache in [false, true, true] {
      let missed = try own.ledger("2015-16/M02", usesCache: usesCache).findings.filter { $0.code.text == "SUS-100" }
      #expect(missed.map { "\($0.origin.file) \($0.origin.cell)" } == ["\(month)/outpatients.xlsx Attendances!I3"])
    }
    #expect(result.quarantine.flatMap(\.rows).map { "\($0.sheet) \($0.line) \($0.text.contains("TBC,110,Review"))" } == ["Attendances 4 true"])
  }

  @Test("a workbook with the standard's headings needs no profile; of two files of one month the first counts and the other is named")
  func standardWorkbook() throws {
    let own = try programme()
    try own.write("\(month)/emergency.csv", emergency)
    try own.write("\(month)/emergency.txt", emergency.replacing(",", with: ";"))
    let result = try own.ledger("2015-16/M02")
    #expect(result.ledger.sources.filter { $0.path.hasPrefix("extracts/sus") }.map { "\($0.countedRows) \($0.replacedRows)" } == ["2 0", "0 2"])
    #expect(
      result.findings.contains {
        $0.code.text == "SUS-066" && $0.origin.file == "\(month)/emergency.txt" && $0.message == "\(month)/emergency.csv also has 2015-16/M02"
      })
  }
}
