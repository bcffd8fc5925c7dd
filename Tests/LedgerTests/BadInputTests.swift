import Extracts
import Findings
import Foundation
import Ledger
import Programme
import Quantities
import Testing

/// The folder of the fixtures, beside the tests.
let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("Fixtures").path

/// One case of bad input: what a user reads, and what the position is.
struct BadInput: Sendable, CustomTestStringConvertible {
  var folder: String
  /// `code severity place: message — hint`, one for each finding.
  var findings: [String]
  /// RQM's actual price year to date, as an exact decimal, by commissioner; organisations that are not in the programme too.
  var actual: [String: String]
  /// Readable actual price of quarantined rows.
  var quarantined = "0"
  var period = "2015-16/M02"
  var testDescription: String { folder }
}

private let stands = "; until then the provider's previous submission stands"
private let m02 = "extracts/slam/2015-16/M02/RQM.csv"
private let refusedNote =
  "SLAM-061 warning extracts/slam/2015-16/M02: RQM has no usable submission for 2015-16/M02 (its file was refused) — its position stands as of 2015-16/M01"
private let firstMonthOnly = ["10H": "4250.5", "10J": "760"]

private let cases: [BadInput] = [
  BadInput(
    folder: "missing-mandatory-column",
    findings: [
      refusedNote,
      "SLAM-004 error \(m02):1: the mandatory column \"CONTRACT MONITORING ACTUAL PRICE\" is missing — the file was refused; add the column, or correct its heading\(stands)",
    ], actual: firstMonthOnly),
  BadInput(
    folder: "doubled-column",
    findings: [
      refusedNote,
      "SLAM-005 error \(m02):1:35 (CONTRACT MONITORING ACTUAL PRICE): the mandatory column \"CONTRACT MONITORING ACTUAL PRICE\" is there more than once (columns 33, 35) — the file was refused; take one out\(stands)",
    ], actual: firstMonthOnly),
  BadInput(
    folder: "wrong-field-count",
    findings: [
      "SLAM-010 error \(m02):2: the row has 31 fields where the header has 34; also on line 4 — the row is in quarantine; a text with a comma must stand in quotes, and no field may be left out"
    ], actual: ["10H": "4250.5", "10J": "1520"], quarantined: "2750.5"),
  BadInput(
    folder: "unclosed-quote",
    findings: [
      refusedNote,
      "SLAM-006 error \(m02):3: a quote that opens here is never closed — the file was refused; close the quote, or take it out\(stands)",
    ], actual: firstMonthOnly),
  BadInput(
    folder: "text-in-price",
    findings: [
      "SLAM-015 error \(m02):3:33 (CONTRACT MONITORING ACTUAL PRICE): \"TBC\" is not a number — the row is in quarantine; write a plain decimal, such as 1234.50"
    ], actual: ["10H": "8501", "10J": "760"]),
  BadInput(
    folder: "styled-prices",
    findings: [
      "SLAM-020 note \(m02):2:30 (CONTRACT MONITORING PLANNED PRICE): \"£1,234.50\" was read as the number that it means — plain decimals need no guessing",
      "SLAM-020 note \(m02):2:33 (CONTRACT MONITORING ACTUAL PRICE): \"(12.00)\" was read as the number that it means; also on line 3 — plain decimals need no guessing",
      "SLAM-132 warning \(m02):2:33 (CONTRACT MONITORING ACTUAL PRICE): a price below nought on a line that is no adjustment — ask the provider what is taken back, and to say so under ADJUSTMENT",
      "SLAM-134 warning \(m02):2:33 (CONTRACT MONITORING ACTUAL PRICE): a price and an activity of different signs — ask the provider which of the two is right",
      "SLAM-021 note \(m02):3:30 (CONTRACT MONITORING PLANNED PRICE): \"-\" was read as nil — ",
    ], actual: ["10H": "4238.5", "10J": "1760"]),
  BadInput(
    folder: "nine-decimals",
    findings: [
      "SLAM-022 note \(m02):2:30 (CONTRACT MONITORING PLANNED PRICE): \"1000.123456785\" has more than eight decimals and was rounded at the eighth; also on line 3 — the difference is in the control table",
      "SLAM-022 note \(m02):2:33 (CONTRACT MONITORING ACTUAL PRICE): \"1500.000000001\" has more than eight decimals and was rounded at the eighth — the difference is in the control table",
      "SLAM-139 note \(m02):3:30 (CONTRACT MONITORING PLANNED PRICE): a plan below nought on a line that is no adjustment — ask the provider what the plan takes back",
    ], actual: ["10H": "5750.5", "10J": "770"]),
  BadInput(
    folder: "unknown-organisations",
    findings: [
      "SLAM-041 error \(m02):3:8 (ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)): commissioner 10Z is not in the programme (1 row) — its rows are counted apart, \"not in the programme\"; add it to organisations/commissioners.csv or ask the provider; did you mean 10H?",
      "SLAM-025 warning \(m02):4:4 (ORGANISATION IDENTIFIER (CODE OF PROVIDER)): a row of provider RQN stands in the file of RQM — it is counted for RQN; check the file's name",
      "SLAM-040 error \(m02):4:4 (ORGANISATION IDENTIFIER (CODE OF PROVIDER)): provider RQN is not in the programme (1 row) — its rows are counted apart, \"not in the programme\"; add it to organisations/providers.csv or ask the provider; did you mean RQM?",
    ], actual: ["10H": "5805.5", "10J": "760", "10Z": "99"]),
  BadInput(
    folder: "period-not-of-submission",
    findings: [
      "SLAM-017 error \(m02):3:1 (FINANCIAL MONTH): a row of 2015-16/M03 does not belong to this file; also on line 4 — the row is in quarantine; the file may hold M01 to M02 of 2015-16"
    ], actual: ["10H": "5750.5", "10J": "1520"], quarantined: "770"),
  BadInput(
    folder: "unreadable-codes",
    findings: [
      "SLAM-011 error \(m02):3:1 (FINANCIAL MONTH): \"5.5\" is not a financial month — the row is in quarantine; write 1 (April) to 12 (March)",
      "SLAM-012 error \(m02):4:2 (FINANCIAL YEAR): \"215551\" is not a financial year — the row is in quarantine; write it like 201516",
      "SLAM-013 error \(m02):5:4 (ORGANISATION IDENTIFIER (CODE OF PROVIDER)): \"Chelsea and Westminster\" is not a provider code — the row is in quarantine; write the organisation's code, such as RQM",
      "SLAM-014 error \(m02):6:8 (ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)): \"\" is not a commissioner code — the row is in quarantine; write the organisation's code, such as 10H",
      "SLAM-023 note \(m02):7:2 (FINANCIAL YEAR): \"2015\" was read as the financial year that starts in it — write it like 201516",
      "SLAM-162 warning \(m02):7:8 (ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)): the same charge to another commissioner, for the same practice — ask the provider whose patients they are",
    ], actual: ["10H": "5750.5", "10J": "2260"], quarantined: "6000"),
  BadInput(
    folder: "zero-bytes", findings: [refusedNote, "SLAM-002 error \(m02): the file is empty — ask for it again\(stands)"], actual: firstMonthOnly),
  BadInput(
    folder: "header-only",
    findings: [
      "SLAM-061 warning extracts/slam/2015-16/M02: RQM has no usable submission for 2015-16/M02 — its position stands as of 2015-16/M01",
      "SLAM-003 warning \(m02): the file has a header and no rows — nothing is counted from it\(stands); ask for it again if the provider had activity",
    ], actual: firstMonthOnly),
  BadInput(
    folder: "directory-in-place-of-file",
    findings: [
      refusedNote,
      "SLAM-001 error \(m02): the file cannot be read: it is a folder, not a file — put the extract in its place, with leave to read it\(stands)",
    ], actual: firstMonthOnly),
  BadInput(
    folder: "unreadable-file",
    findings: [
      refusedNote,
      "SLAM-001 error \(m02): the file cannot be read: too many levels of symbolic links — put the extract in its place, with leave to read it\(stands)",
    ], actual: firstMonthOnly),
  BadInput(
    folder: "missing-month",
    findings: [
      "SLAM-060 warning extracts/slam/2015-16/M02: no submission of RQM states 2015-16/M02 — the month counts as nothing; ask for the return"
    ], actual: ["10H": "8501", "10J": "1520"], period: "2015-16/M03"),
  BadInput(
    folder: "same-row-twice",
    findings: [
      "SLAM-024 warning \(m02):4: the whole row is the same as line 2 — both are counted; ask the provider whether one is a duplicate"
    ], actual: ["10H": "10001", "10J": "1520"]),
  BadInput(
    folder: "number-past-range",
    findings: [
      "SLAM-016 error \(m02):3:33 (CONTRACT MONITORING ACTUAL PRICE): \"92233720368.54775808\" is past the exact range; also on line 4 — the row is in quarantine; amounts go up to 92,233,720,368.54775807 either way"
    ], actual: ["10H": "5750.5", "10J": "760"], quarantined: "92233720368.54775808"),
  BadInput(
    folder: "stray-quotes",
    findings: [
      "SLAM-018 error \(m02):2: text follows a closing quote within a field — the row is in quarantine; double the quotes within a quoted text"
    ], actual: ["10H": "7001", "10J": "1520"], quarantined: "1500"),
]

/// Fills the ledger of a folder among the fixtures, without a cache.
func ledger(_ folder: String, _ period: String, cut: Cut = .flex, jobs: Int = 1, once: Bool = false) throws -> LedgerResult {
  let definition = try #require(loadProgramme(at: folder).programme)
  var request = LedgerRequest(folder: folder, definition: definition, period: try #require(Period(period)), cut: cut, usesCache: false, jobs: jobs)
  request.countsRepeatedRowsOnce = once
  return try buildLedger(request)
}

@Suite("Bad input")
struct BadInputTests {
  @Test("has a finding with place and remedy, counts what can be counted, and is accounted for to the last decimal", arguments: cases)
  func disposition(_ bad: BadInput) throws {
    let result = try ledger(fixtures + "/bad/" + bad.folder, bad.period)
    #expect(
      result.findings.map { "\($0.code.text) \($0.severity) \($0.origin.description): \($0.message) — \($0.hint ?? "")" } == bad.findings)
    var actual: [String: Money] = [:]
    let ledger = result.ledger
    // Every folder has a second provider, RYJ, whose files are good.
    for line in 0..<ledger.lines.count where ledger.providers.codes[Int(ledger.lines.provider[line])] != "RYJ" {
      actual[ledger.commissioners.codes[Int(ledger.lines.commissioner[line])], default: .zero] += ledger.lines.ytd[line].actualCost
    }
    #expect(actual.mapValues(\.decimal) == bad.actual)
    for source in ledger.sources { #expect(source.unaccounted.isZero, "\(source.path)") }
    #expect(ledger.sources.reduce(Money.zero) { $0 + $1.quarantinedTotal.actualCost }.decimal == bad.quarantined)
  }

  @Test("every folder of bad extracts is tested")
  func complete() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: fixtures + "/bad").filter {
      FileManager.default.fileExists(atPath: fixtures + "/bad/" + $0 + "/extracts")
    }
    #expect(Set(folders) == Set(cases.map(\.folder) + ["no-usable-file"]))
  }

  @Test("where no file of the month can be used there is no ledger, and the findings say why")
  func nothingToRead() throws {
    do {
      _ = try ledger(fixtures + "/bad/no-usable-file", "2015-16/M02")
      Issue.record("there is a ledger")
    } catch LedgerFault.nothingToRead(let findings) {
      #expect(
        findings.filter { $0.severity == .error }.map { $0.code.text + " " + $0.origin.file } == [
          "SLAM-004 " + m02, "SLAM-002 extracts/slam/2015-16/M02/RYJ.csv",
        ])
    }
  }

  @Test("organisations that are not in the programme stand after its own")
  func apart() throws {
    let result = try ledger(fixtures + "/bad/unknown-organisations", "2015-16/M02").ledger
    #expect(result.commissioners == OrganisationAxis(codes: ["10H", "10J", "10Z"], ownCount: 2))
    #expect(result.providers == OrganisationAxis(codes: ["RQM", "RYJ", "RQN"], ownCount: 2))
  }

  @Test("what rounding changed is kept past the eighth decimal")
  func rounding() throws {
    let result = try ledger(fixtures + "/bad/nine-decimals", "2015-16/M02").ledger
    let source = try #require(result.sources.first { $0.path == m02 })
    #expect(source.exactRoundingDifference == FourSums(planPrice: 0, actualPrice: 1_000_000_000))
  }

  @Test("a repeated row counts once where the programme says so, and is accounted for")
  func once() throws {
    let result = try ledger(fixtures + "/bad/same-row-twice", "2015-16/M02", once: true).ledger
    let total = (0..<result.lines.count).reduce(Money.zero) { $0 + result.lines.ytd[$1].actualCost }
    #expect(total.decimal == "10641")  // with 620 of RYJ
    for source in result.sources { #expect(source.unaccounted.isZero) }
    #expect(result.sources.first { $0.path == m02 }?.leftOutTotal.actualCost.decimal == "1500")
    #expect(result.sources.first { $0.path == m02 }?.leftOutRows == 1)
    for source in result.sources {
      #expect(source.countedRows + source.replacedRows + source.outsideWindowRows + source.leftOutRows + source.quarantinedRows == source.rowCount)
    }
  }

  @Test("the rows in quarantine are given back as they stand, with their lines")
  func quarantine() throws {
    let result = try ledger(fixtures + "/bad/wrong-field-count", "2015-16/M02")
    #expect(result.quarantine.map(\.path) == [m02])
    #expect(result.quarantine.first?.rows.map(\.line) == [2, 4])
    #expect(result.quarantine.first?.rows.first?.text.hasPrefix("2,201516,") == true)
  }
}
