import Checks
import Extracts
import Findings
import Foundation
import Ledger
import Programme
import Quantities
import Testing

/// A return in the standard's whole layout, a line for each change of an ordinary one.
private func wholeReturn(_ month: Int, _ changes: [[String: String]]) -> String {
  let header = contractColumnFormats.map(\.name)
  let ordinary: [String: String] = [
    "FINANCIAL MONTH": String(month), "FINANCIAL YEAR": "201516", "DATE AND TIME DATA SET CREATED": "2015-06-12T09:17:00",
    "ORGANISATION IDENTIFIER (CODE OF PROVIDER)": "RQM", "ORGANISATION SITE IDENTIFIER (OF TREATMENT)": "RQM01",
    "ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY)": "10H", "ORGANISATION IDENTIFIER (RESIDENCE RESPONSIBILITY)": "10H",
    "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)": "10H", "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)": "K80004",
    "ACTIVITY TREATMENT FUNCTION CODE": "330", "COMMISSIONED SERVICE CATEGORY CODE": "21", "POINT OF DELIVERY CODE": "OPFASPCL",
    "LOCAL POINT OF DELIVERY CODE": "OPFASPCL", "TARIFF CODE": "WF01B", "NATIONAL TARIFF INDICATOR": "Y", "CONTRACT MONITORING PLANNED ACTIVITY": "2",
    "CONTRACT MONITORING PLANNED PRICE": "320", "CONTRACT MONITORING ACTUAL ACTIVITY": "2", "CONTRACT MONITORING ACTUAL PRICE": "320",
  ]
  let lines = changes.map { change in header.map { change[$0] ?? ordinary[$0] ?? "" }.joined(separator: ",") }
  return ([header.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
}

private let pod = "POINT OF DELIVERY CODE"
private let tariff = "TARIFF CODE"
private let price = "CONTRACT MONITORING ACTUAL PRICE"
private let activity = "CONTRACT MONITORING ACTUAL ACTIVITY"
private let practice = "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)"

@Suite("Checks of files")
struct CheckedFilesTests {
  private let scratch: ScratchProgramme

  init() throws {
    scratch = try ScratchProgramme()
    try scratch.write("organisations/practices.csv", "code,name,commissioner\nK80004,One,10H\nJ82001,Two,10J\n")
    try scratch.write(
      "organisations/providers.csv", "code,name,short_name,market_forces_factor\nRQM,Chelsea,Chelsea,1.25\nRYJ,Imperial,Imperial,1.25\n")
    try scratch.write(
      "extracts/slam/2015-16/M01/RYJ.csv",
      wholeReturn(1, [["ORGANISATION IDENTIFIER (CODE OF PROVIDER)": "RYJ", "ORGANISATION SITE IDENTIFIER (OF TREATMENT)": "RYJ01"]]))
  }

  private func said(_ result: LedgerResult, _ codes: String...) -> [String] {
    result.findings.filter { finding in codes.contains { finding.code.text.hasPrefix($0) } }.map { finding in
      "\(finding.code.text) \(finding.origin.line ?? 0):\(finding.origin.column ?? 0) \(finding.commissioner ?? "") \(finding.count) \(finding.stake.map(amounts) ?? "")"
    }
  }

  /// `705`, `-179`, or both ways: `705-179`.
  private func amounts(_ stake: Stake) -> String {
    if stake.tooLittle.isZero { return stake.tooMuch.decimal }
    return (stake.tooMuch.isZero ? "" : stake.tooMuch.decimal) + "-" + stake.tooLittle.decimal
  }

  @Test("what may be too much and what may be too little are added up apart, to the last decimal")
  func bothWays() throws {
    try scratch.write(
      "extracts/slam/2015-16/M01/RQM.csv",
      wholeReturn(
        1, [[activity: "0"], [activity: "0", price: "-179.00000001", tariff: "WF01A"], [activity: "0", price: "385", tariff: "WF01C"]]))
    let result = try scratch.ledger("2015-16/M01")
    #expect(said(result, "SLAM-130") == ["SLAM-130 2:34 10H 3 705-179.00000001"])
    #expect(
      result.findings.first { $0.code == "SLAM-130" }?.stake?.words == "£705 may be too much and £179 too little")
    // Only what may be too much can be challenged.
    #expect(result.candidates.first { $0.code == "SLAM-130" }?.rows.map(\.stake.decimal) == ["320", "-179.00000001", "385"])
  }

  /// The traits of checks go by the codes of groups: a group that is renamed would go past them.
  @Test("every group of points of delivery is known to the checks, or is of no kind that they ask for")
  func groups() {
    let unasked: Set<PODGroup> = [.inpatientEpisodes, .inpatientHours, .directAccess, .unbundled, .other]
    for group in PODGroup.allCases {
      let traits = PODTraits(stated: "X", isNational: false, national: "X", group: group.rawValue)
      #expect(traits.isEmpty == unasked.contains(group), "\(group.rawValue)")
    }
  }

  @Test("each fault of a file is found at its line and column, with the money at stake")
  func lines() throws {
    try scratch.write(
      "extracts/slam/2015-16/M01/RQM.csv",
      wholeReturn(
        1,
        [
          [:], [activity: "0"], [pod: "BLOCK", tariff: "", "NATIONAL TARIFF INDICATOR": "N", practice: ""], [tariff: "WF01A", price: "150"],
          [practice: "J82001"], [practice: "X99999"], ["ORGANISATION SITE IDENTIFIER (OF TREATMENT)": "RYJ05"],
          ["ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY)": "10J", price: "321"], ["SERVICE CODE": "NCBPS01C"],
          ["CONTRACT MONITORING ACTUAL MARKET FORCES FACTOR": "400"], ["ACTIVITY TREATMENT FUNCTION CODE": "820"],
        ]))
    let result = try scratch.ledger("2015-16/M01")
    #expect(
      said(result, "SLAM-05", "SLAM-1") == [
        "SLAM-130 3:34 10H 1 320", "SLAM-110 4:33 10H 1 320", "SLAM-122 5:28 10H 1 150", "SLAM-180 6:10 10H 1 320", "SLAM-181 7:10 10H 1 320",
        "SLAM-185 8:6 10H 1 320", "SLAM-184 9:7 10H 1 321", "SLAM-183 10:15 10H 1 320", "SLAM-136 11:35 10H 1 400", "SLAM-137 11:35 10H 1 336",
        "SLAM-053 12:11 10H 1 320",
      ])
    // What was found changes no total: ten of £320 or thereabouts, and £150.
    #expect(actual(result, "10H", "RQM") == "3351")
  }

  @Test("fields that are not of the standard's format are noted at their column, and count")
  func formats() throws {
    try scratch.write(
      "extracts/slam/2015-16/M01/RQM.csv",
      wholeReturn(
        1,
        [
          ["DATE AND TIME DATA SET CREATED": "12/06/2015"], ["WARD CODE": "A ward with a long name"], [practice: "K8000"],
          ["LOCAL CONTRACT CODE": String(repeating: "x", count: 21)],
          ["NATIONAL TARIFF INDICATOR": "YES"], ["CONTRACT MONITORING PLANNED MARKET FORCES FACTOR": "n/a"],
          ["ACTIVITY TREATMENT FUNCTION CODE": "33"],
        ]))
    let result = try scratch.ledger("2015-16/M01")
    #expect(
      said(result, "SLAM-050") == [
        "SLAM-050 2:3  1 ", "SLAM-050 3:13  1 ", "SLAM-050 4:10  1 ", "SLAM-050 5:22  1 ", "SLAM-050 6:29  1 ", "SLAM-050 7:32  1 ",
        "SLAM-050 8:11  1 ",
      ])
    #expect(
      result.findings.first { $0.code == "SLAM-050" }?.hint == "the standard has an19, CCYY-MM-DDThh:mm:ss; the row is counted")
    #expect(actual(result, "10H", "RQM") == "2240")
  }

  @Test("a check whose columns are absent, whose lists are absent or that is switched off is said not to have run")
  func notRun() throws {
    try scratch.submit(1, "RQM", [(1, "10H", "100", "100")])
    try scratch.write("organisations/practices.csv", "code,name,commissioner\n")
    let programme = "format: 1\nname: Scratch\nsample_data: true\nchecks: {SLAM-130: false, SLAM-135: {severity: error, limit: 5}}\n"
    try scratch.write("programme.yaml", programme)
    let unmade = try scratch.ledger("2015-16/M01").unmade
    let reasons = Dictionary(uniqueKeysWithValues: unmade.map { ($0.code.text, $0) })
    #expect(reasons["SLAM-130"]?.reason == "switched off in programme.yaml")
    #expect(reasons["SLAM-180"]?.reason == "there is no organisations/practices.csv")
    #expect(reasons["SLAM-183"]?.providers == ["RQM"])
    #expect(reasons["SLAM-183"]?.reason == "columns that it needs are absent: SERVICE CODE")
    #expect(reasons["SLAM-132"] == nil)
    #expect(reasons["XREF-001"]?.reason == "there is no file in extracts/sus")
    #expect(reasons["XREF-007"]?.reason == "registers/invoices.csv has no invoice of the month")
    #expect(reasons["SUS-100"]?.reason == "there is no attendance file of the year")
    #expect(unmade.map(\.code) == unmade.map(\.code).sorted())
  }

  @Test("a charge for a month before a commissioner's first or after its last is found; its first and last month are its own")
  func commissionersOfTheirTime() throws {
    let commissioner = "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)"
    let rows = [1, 2, 3, 4].map { ["FINANCIAL MONTH": String($0), activity: String($0), price: String(160 * $0)] }
    let ofAnother = rows.map { $0.merging([commissioner: "10J", practice: "J82001"]) { _, new in new } }
    try scratch.write("extracts/slam/2015-16/M04/RQM.csv", wholeReturn(4, rows + ofAnother))
    func write(_ dates: String) throws {
      try scratch.write(
        "organisations/commissioners.csv",
        "code,name,cluster,weighted_population,from,to\n10H,Chiltern,A,1000,\(dates)\n10J,North Hampshire,A,1000,,\n")
    }
    try write(",")
    let without = try scratch.ledger("2015-16/M04")
    #expect(said(without, "SLAM-186").isEmpty)
    #expect(without.unmade.first { $0.code == "SLAM-186" }?.reason == "organisations/commissioners.csv has no from or to")
    try write("2015-16/M02,2015-16/M03")
    let result = try scratch.ledger("2015-16/M04")
    // £160 before and £640 after by one trust, £320 before by the other; what was charged in its own months, and to the other commissioner, is right.
    #expect(said(result, "SLAM-186") == ["SLAM-186 2:1 10H 1 320", "SLAM-186 2:1 10H 2 800"])
    #expect(
      result.candidates.filter { $0.code == "SLAM-186" }.map { "\($0.id) \($0.value.decimal)" } == [
        "SLAM-186-RQM-10H-2015-16-M01 160", "SLAM-186-RQM-10H-2015-16-M04 640", "SLAM-186-RYJ-10H-2015-16-M01 320",
      ])
    try write("2015-16/M03,2015-16/M02")
    #expect(loadProgramme(at: scratch.folder).findings.contains { $0.message.contains("2015-16/M02, is before the first, 2015-16/M03") })
    #expect(said(try scratch.ledger("2015-16/M04"), "SLAM-186").isEmpty)
  }

  @Test("a check that is switched off finds nothing; severity and limit are the programme's")
  func settings() throws {
    try scratch.write("extracts/slam/2015-16/M01/RQM.csv", wholeReturn(1, [[activity: "0"], [pod: "BLOCK", activity: "0", price: "340"]]))
    #expect(said(try scratch.ledger("2015-16/M01"), "SLAM-130", "SLAM-126") == ["SLAM-130 2:34 10H 1 320", "SLAM-126 3:34 10H 1 20"])
    try scratch.write(
      "programme.yaml", "format: 1\nname: Scratch\nsample_data: true\nchecks: {SLAM-130: {severity: error}, SLAM-126: {limit: 20}}\n")
    let result = try scratch.ledger("2015-16/M01")
    #expect(said(result, "SLAM-130", "SLAM-126") == ["SLAM-130 2:34 10H 1 320"])
    #expect(result.findings.first { $0.code == "SLAM-130" }?.severity == .error)
    try scratch.write("programme.yaml", "format: 1\nname: Scratch\nsample_data: true\nchecks: {SLAM-130: false}\n")
    #expect(said(try scratch.ledger("2015-16/M01"), "SLAM-130").isEmpty)
    try scratch.write("programme.yaml", "format: 1\nname: Scratch\nsample_data: true\nchecks: {SLAM-131x: false}\n")
    let findings = loadProgramme(at: scratch.folder).findings
    #expect(findings.contains { $0.code == "CONF-004" && ($0.hint ?? $0.message).contains("SLAM-131") })
  }

  @Test("invoices and patient-level returns are held against the month of the return, and count in nothing")
  func crossFiles() throws {
    try scratch.write(
      "extracts/slam/2015-16/M01/RQM.csv",
      wholeReturn(
        1,
        [
          [:], [pod: "DRUG", tariff: "", "NATIONAL TARIFF INDICATOR": "N", price: "1000"],
          [pod: "DEVICE", tariff: "", "NATIONAL TARIFF INDICATOR": "N", price: "500"],
        ]))
    try scratch.write(
      "registers/invoices.csv",
      "provider,commissioner,period,invoice,value,status\nRQM,10H,2015-16/M01,INV1,1000.50,paid\nRQM,10H,2015-16/M01,INV2,800,paid\n")
    let patients =
      "FINANCIAL YEAR,FINANCIAL MONTH,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),TOTAL COST\n"
    try scratch.write("extracts/plcm/2015-16/M01/RQM.csv", patients + "201516,1,RQM,10H,200\n201516,1,RQM,10H,119.50\n")
    try scratch.write("extracts/drugs/2015-16/M01/RQM.csv", patients + "201516,1,RQM,10H,900\n")
    try scratch.write("extracts/devices/2015-16/M01/RQM.csv", patients + "201516,1,RQM,10J,500\n")
    let result = try scratch.ledger("2015-16/M01")
    #expect(said(result, "XREF") == ["XREF-007 0:0 10H 1 19.5", "XREF-009 0:0 10H 1 100", "XREF-010 0:0 10H 1 500", "XREF-010 0:0 10J 1 -500"])
    #expect(result.findings.first { $0.code == "XREF-009" }?.detail == "£1,000 in the return, £900 in the drugs return")
    #expect(actual(result, "10H", "RQM") == "1820")
    for source in result.ledger.sources { #expect(source.unaccounted.isZero, "\(source.path)") }
  }

  @Test("attendances are checked where their columns are there")
  func attendances() throws {
    try scratch.submit(1, "RQM", [(1, "10H", "100", "100")])
    let header =
      "FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,TREATMENT_FUNCTION,FIRST_ATTENDANCE,ATTENDED,SOURCE_OF_REFERRAL,"
      + "REFERRING_ORGANISATION,HRG,COST_GBP,PSEUDO_PATIENT_ID,ATTENDANCE_DATE,AGE,DATE_OF_DEATH\n"
    func row(_ first: Int, _ attended: Int, _ hrg: String, _ patient: Int, _ date: String, _ age: String = "40", _ death: String = "") -> String {
      "201516,1,RQM,10H,K80004,330,\(first),\(attended),03,K80004,\(hrg),88,\(patient),\(date),\(age),\(death)\n"
    }
    try scratch.write(
      "extracts/sus/2015-16/M01/outpatients.csv",
      header + row(1, 5, "WF01B", 1, "2015-04-10") + row(1, 5, "WF01B", 1, "10/04/2015") + row(1, 3, "WF01B", 2, "2015-04-11")
        + row(2, 5, "WF01B", 3, "2015-04-12") + row(1, 5, "WF01B", 4, "2015-05-01", "121", "2015-04-30") + row(1, 5, "WF01B", 5, "last week", "n/k"))
    let result = try scratch.ledger("2015-16/M01")
    #expect(
      said(result, "SUS-") == [
        "SUS-101 3:14 10H 1 88", "SUS-100 4:8 10H 1 88", "SUS-110 5:7 10H 1 88", "SUS-107 6:14 10H 1 88", "SUS-103 6:15 10H 1 88",
        "SUS-102 6:16 10H 1 88", "SUS-049 7:14  1 ", "SUS-058 7:15  1 ",
      ])
  }

  /// Codes are numbered in each file by itself: the first file's services are two, the second's one.
  @Test("the same charge in the files of two commissioners is found")
  func acrossFiles() throws {
    try scratch.write("extracts/slam/2015-16/M01/RQM_10H.csv", wholeReturn(1, [["SERVICE CODE": "S1"], [price: "400"]]))
    try scratch.write(
      "extracts/slam/2015-16/M01/RQM_10J.csv",
      wholeReturn(
        1, [["ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)": "10J", price: "400"], ["ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)": "10J"]]))
    let result = try scratch.ledger("2015-16/M01")
    #expect(said(result, "SLAM-162") == ["SLAM-162 2:9 10J 1 400"])
    #expect(result.findings.first { $0.code == "SLAM-162" }?.origin.file == "extracts/slam/2015-16/M01/RQM_10J.csv")
  }

  @Test("a row that was held back and is repaired counts at the next run")
  func repaired() throws {
    try scratch.submit(1, "RQM", [(1, "10H", "100", "twelve"), (1, "10H", "100", "50")])
    let before = try scratch.ledger("2015-16/M01", usesCache: true)
    #expect(before.quarantine.flatMap(\.rows).map(\.line) == [2] && actual(before, "10H", "RQM") == "50")
    try scratch.submit(1, "RQM", [(1, "10H", "100", "12"), (1, "10H", "100", "50")])
    let after = try scratch.ledger("2015-16/M01", usesCache: true)
    #expect(after.quarantine.isEmpty && actual(after, "10H", "RQM") == "62")
    #expect(!after.findings.contains { $0.severity == .error && $0.provider == "RQM" })
  }

  @Test("a month that was final and is stated again is found, with the commissioner and the change")
  func frozen() throws {
    try scratch.submit(1, "RQM", [(1, "10H", "100", "100")])
    try scratch.submit(2, "RQM", [(2, "10H", "100", "100")])
    try scratch.submit(3, "RQM", [(1, "10H", "100", "140"), (2, "10H", "100", "130"), (3, "10H", "100", "100")])
    let result = try scratch.ledger("2015-16/M03")
    #expect(said(result, "SLAM-171") == ["SLAM-171 0:0 10H 1 40"])
    #expect(result.findings.first { $0.code == "SLAM-171" }?.detail == "DC in M01, £140 in place of £100")
    #expect(result.candidates.map(\.id).contains("SLAM-171-RQM-10H-2015-16-M01"))
  }

  @Test("candidates carry the lines that they rest on, by check, commissioner and month, whatever the number of threads")
  func candidates() throws {
    try scratch.write(
      "extracts/slam/2015-16/M01/RQM.csv",
      wholeReturn(
        1,
        [
          [activity: "0"], [activity: "0", price: "7.5"],
          ["ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)": "10J", practice: "J82001", activity: "0"],
        ]))
    let result = try scratch.ledger("2015-16/M01")
    let found = result.candidates.filter { $0.code == "SLAM-130" }
    #expect(found.map(\.id) == ["SLAM-130-RQM-10H-2015-16-M01", "SLAM-130-RQM-10J-2015-16-M01"])
    #expect(found.map(\.value.decimal) == ["327.5", "320"])
    #expect(found[0].rows.map(\.origin.line) == [2, 3] && found[0].rows.map(\.pod) == ["OPFASPCL", "OPFASPCL"])
    #expect(found[0].category == "Price without activity")
    #expect(try scratch.ledger("2015-16/M01", jobs: 3).candidates == result.candidates)
    #expect(try scratch.ledger("2015-16/M01", jobs: 3).findings == result.findings)
  }
}
