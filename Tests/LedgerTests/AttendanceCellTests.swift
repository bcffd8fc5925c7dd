import Extracts
import Findings
import Ledger
import Quantities
import Testing

private let outpatientHeader =
  "FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,LOCALITY,TREATMENT_FUNCTION,FIRST_ATTENDANCE,ATTENDED,SOURCE_OF_REFERRAL,"
  + "REFERRING_ORGANISATION,HRG,COST_GBP,PSEUDO_PATIENT_ID\n"
private let inpatientHeader =
  "FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,LOCALITY,TREATMENT_FUNCTION,ADMISSION_METHOD,PATIENT_CLASS,HRG,LENGTH_OF_STAY,"
  + "COST_GBP,PSEUDO_PATIENT_ID\n"
private let emergencyHeader =
  "FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,LOCALITY,ARRIVAL_MODE,DISPOSAL,HRG,COST_GBP,PSEUDO_PATIENT_ID\n"

/// `10H K2 RQM 110 gp firstAttendance referral 2015-16/M01 2 30.75`.
private func written(_ cell: AttendanceCell, _ ledger: ProgrammeLedger) -> String {
  let month = ledger.sus.firstMonth.advanced(by: Int(cell.month)).period
  return [
    ledger.commissioners.codes[Int(cell.commissioner)], ledger.practices[Int(cell.practice)], ledger.providers.codes[Int(cell.provider)],
    ledger.treatmentFunctions[Int(cell.treatmentFunction)], "\(cell.source)", "\(cell.kind)", cell.isReferral ? "referral" : "-",
    month.description, String(cell.count), Money(parts: Int128(cell.cost)).decimal,
  ].joined(separator: " ")
}

@Suite("Attendances by practice, referrer and patient")
struct AttendanceCellTests {
  private func programme(yaml: String = "") throws -> ScratchProgramme {
    let programme = try ScratchProgramme()
    try programme.write("programme.yaml", "format: 1\nname: Scratch\nsample_data: true\n" + yaml)
    try programme.submit(2, "RQM", [(1, "10H", "1", "1"), (2, "10H", "1", "1")])
    try programme.write(
      "extracts/sus/2015-16/outpatients.csv",
      outpatientHeader
        // Two referrals of one cell in two rows, one with a penny more; then each class of source.
        + "201516,1,RQM,10H,K2,L,110,1,5,03,K2,WF01B,10.25,7\n" + "201516,1,RQM,10H,K2,L,110,3,6,03,K2,WF01B,20.50,7\n"
        + "201516,1,RQM,10H,K1,L,110,1,5,01,RYJ,WF01B,1,7\n" + "201516,2,RQM,10H,K1,L,110,1,5,05,RYJ,WF01B,2,8\n"
        + "201516,2,RQM,10H,K1,L,110,1,5,06,,WF01B,3,0008\n" + "201516,2,RQM,10H,,L,110,2,5,92,RYJ,WF01A,4,abc\n"
        // Not counted: did not attend, administrative event.
        + "201516,2,RQM,10H,K1,L,110,1,3,03,K1,WF01B,99,7\n" + "201516,2,RQM,10H,K1,L,110,5,5,03,K1,WF01B,99,7\n")
    try programme.write(
      "extracts/sus/2015-16/inpatients.csv",
      inpatientHeader + "201516,1,RQM,10H,K1,L,300,21,1,BB02Z,12,900.10,7\n" + "201516,1,RYJ,10H,K1,L,300,2A,1,AA01Z,3,900.10,7\n"
        + "201516,2,RYJ,10H,K1,L,300,11,2,CC03Z,,50,abc\n" + "201516,2,RYJ,10J,K9,L,300,2a,1,CC03Z,x,50,\n"
        + "201516,2,RYJ,10J,K9,L,300,77,1,CC03Z,1,50,7\n")
    try programme.write(
      "extracts/sus/2015-16/emergency.csv", emergencyHeader + (1...3).map { "201516,2,RYJ,10H,K3,L,1,01,VB0\($0)Z,100,0008\n" }.joined())
    return programme
  }

  @Test("cells hold what attended, by every code, in order, and nothing twice")
  func cells() throws {
    let ledger = try programme().ledger("2015-16/M02").ledger
    #expect(ledger.practices == ["", "K1", "K2", "K3", "K9"])
    #expect(
      ledger.attendanceCells.map { written($0, ledger) } == [
        "10H  RQM 110 other followUpAttendance - 2015-16/M02 1 4",
        "10H K1 RQM 110 consultantResponsible firstAttendance - 2015-16/M01 1 1",
        "10H K1 RQM 110 consultantOther firstAttendance - 2015-16/M02 1 2",
        "10H K1 RQM 110 selfReferral firstAttendance - 2015-16/M02 1 3",
        "10H K1 RQM 300 unknown admission - 2015-16/M01 1 900.1",
        "10H K1 RYJ 300 unknown admission - 2015-16/M01 1 900.1",
        "10H K1 RYJ 300 unknown admission - 2015-16/M02 1 50",
        "10H K2 RQM 110 gp firstAttendance referral 2015-16/M01 2 30.75",
        "10H K3 RYJ  unknown emergencyAttendance - 2015-16/M02 3 300",
        "10J K9 RYJ 300 unknown admission - 2015-16/M02 2 100",
      ])
    #expect(ledger.attendanceStart == [0, 9, 10])
  }

  @Test("their sums are the roll-up's, for every measure, pair and month of the sample programme's files")
  func sums() throws {
    let ledger = try programme(yaml: "referrals: {sources: [\"03\", \"05\"]}\n").ledger("2015-16/M02").ledger
    var amounts = [SUSRollUp.Amount](repeating: .zero, count: ledger.sus.amounts.count)
    for cell in ledger.attendanceCells {
      let measure: SUSMeasure =
        switch cell.kind {
        case .firstAttendance: .firstAttendances
        case .followUpAttendance: .followUpAttendances
        case .admission: .admissions
        case .emergencyAttendance: .emergencyAttendances
        }
      for measure in [measure] + (cell.isReferral ? [.referrals] : []) {
        amounts[ledger.sus.place(measure, commissioner: Int(cell.commissioner), provider: Int(cell.provider), month: Int(cell.month))] += cell.amount
      }
    }
    #expect(amounts == ledger.sus.amounts)
    // 2 GP referrals of £30.75 and the other consultant's of £2.
    #expect(
      ledger.attendanceCells.filter(\.isReferral).reduce(.zero) { $0 + $1.amount }
        == SUSRollUp.Amount(count: 3, cost: Money(decimal: "32.75") ?? .zero))
  }

  @Test("referring organisations keep the blank one, and tell the latest month from the year")
  func referrers() throws {
    let ledger = try programme().ledger("2015-16/M02").ledger
    #expect(ledger.referrers == ["", "K1", "K2", "RYJ"])
    let lines = ledger.referrerLines.map { line in
      "\(ledger.practices[Int(line.practice)]) \(ledger.referrers[Int(line.referrer)]) first \(line.first.count) \(line.first.cost.decimal) all "
        + "\(line.attended.count) \(line.attended.cost.decimal) month \(line.firstInLatestMonth.count) \(line.attendedInLatestMonth.count)"
    }
    #expect(
      lines == [
        " RYJ first 0 0 all 1 4 month 0 1", "K1  first 1 3 all 1 3 month 1 1", "K1 RYJ first 2 3 all 2 3 month 1 1",
        "K2 K2 first 2 30.75 all 2 30.75 month 0 0",
      ])
  }

  @Test("patients who reach a threshold have a line, with what they had where, and no other has")
  func patients() throws {
    let yaml = "thresholds: {high_cost_patient: 1800, frequent_attendances: 3}\n"
    let ledger = try programme(yaml: yaml).ledger("2015-16/M02").ledger
    // 7 of 10H: 10.25 + 20.50 + 1 outpatients and two spells of 900.10 = 1,831.95; 7 of 10J is another line, of 50.
    // 0008 keeps its noughts and is not 8: three emergency attendances and one outpatient.
    #expect(ledger.patients.map(\.pseudonym) == ["0008", "7"])
    let frequent = try #require(ledger.patients.first)
    #expect(frequent.emergencies == 3)
    #expect(frequent.cost.decimal == "303")
    #expect(frequent.shares.map { ledger.providers.codes[Int($0.provider)] } == ["RQM", "RYJ"])
    // Its last row is the emergency department's of month 2.
    #expect(ledger.practices[Int(frequent.practice)] == "K3")
    let costly = try #require(ledger.patients.last)
    #expect(costly.cost.decimal == "1831.95")
    #expect(costly.shares.map(\.outpatients) == [3, 0])
    #expect(costly.shares.map(\.spells) == [1, 1])
    #expect(costly.shares.map(\.bedDays) == [12, 3])
    #expect(costly.shares.map(\.costliestHRG) == ["BB02Z", "AA01Z"])
    #expect(costly.shares.map { $0.costliestSpell.decimal } == ["900.1", "900.1"])
    #expect(try programme(yaml: "thresholds: {high_cost_patient: 1831.96, frequent_attendances: 4}\n").ledger("2015-16/M02").ledger.patients.isEmpty)
    #expect(
      try programme(yaml: "thresholds: {high_cost_patient: 1831.95, frequent_attendances: 4}\n").ledger("2015-16/M02").ledger.patients.count == 1)
  }

  @Test("a pseudonym that is no number comes back as the file has it; a row without one is counted apart")
  func pseudonyms() throws {
    let yaml = "thresholds: {high_cost_patient: 54, frequent_attendances: 1000}\n"
    let ledger = try programme(yaml: yaml).ledger("2015-16/M02").ledger
    #expect(ledger.patients.map(\.pseudonym) == ["0008", "7", "abc"])
    // abc: an outpatient of £4 and a spell of £50 whose stay is blank.
    let letters = try #require(ledger.patients.last)
    #expect(letters.shares.map(\.spellsWithStay) == [0, 0])
    #expect(letters.shares.map(\.costliestHRG) == [nil, "CC03Z"])
    #expect(ledger.withoutPseudonym.map(\.count) == [0, 1])
    #expect(ledger.withoutPseudonym.map { $0.cost.decimal } == ["0", "50"])
  }

  @Test("admissions through an emergency department are those of methods 21 and 2A, in capitals or not")
  func admissions() throws {
    let result = try programme().ledger("2015-16/M02")
    let lines = result.ledger.emergencyAdmissions.map {
      "\(result.ledger.commissioners.codes[Int($0.commissioner)]) \(result.ledger.providers.codes[Int($0.provider)]) \($0.spells.count) \($0.bedDays) \($0.spellsWithStay)"
    }
    #expect(lines == ["10H RQM 1 12 1", "10H RYJ 1 3 1", "10J RYJ 1 0 0"])
    let found = result.findings.filter { $0.origin.file.hasSuffix("inpatients.csv") }.map { "\($0.code.text) \($0.origin.line ?? 0)" }
    // Line 6 is method 77, line 5 a stay of "x".
    #expect(found.contains("SUS-047 6"))
    #expect(found.contains("SUS-048 5"))
  }
}
