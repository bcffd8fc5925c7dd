import Findings
import Quantities
import Testing

@testable import Checks

@Suite("Checks of one file against another")
struct CrossFileCheckTests {
  private func found(_ code: FindingCode, _ change: (inout PairTotals) -> Void) throws -> Int64? {
    let check = try #require(crossFileChecks.first { $0.definition.code == code })
    var pair = PairTotals(commissioner: 0)
    (pair.hasOutpatients, pair.hasSpells, pair.hasEmergencies) = (true, true, true)
    change(&pair)
    guard check.canRun(pair) else { return nil }
    return check.find(pair, CheckSettings.standard.limit(check.definition))?.stake
  }

  private func total(_ count: Double, _ cost: Double) -> CareTotal { CareTotal(activity: Int128(parts(count)), cost: Int128(parts(cost))) }

  /// Of 200 in the return a tenth is 20: 180 pass, 179 do not, and the return has £2,100 more.
  @Test("counts that differ by more than a tenth of the larger")
  func counts() throws {
    let codes: [(FindingCode, WritableKeyPath<CareTotals, CareTotal>)] = [
      ("XREF-001", \.followUps), ("XREF-002", \.spells), ("XREF-003", \.emergencies), ("XREF-004", \.firstAttendances),
    ]
    for (code, path) in codes {
      func pair(_ counted: Double) -> (inout PairTotals) -> Void {
        return { pair in
          var year = (returns: CareTotals(), attendances: CareTotals())
          year.returns[keyPath: path] = self.total(200, 20_000)
          year.attendances[keyPath: path] = self.total(counted, counted * 100)
          pair.year = year
        }
      }
      #expect(try found(code, pair(179)) == parts(2_100), "\(code)")
      #expect(try found(code, pair(180)) == nil, "\(code)")
    }
    // Nine of twenty are many per cent, and still too few to speak of.
    #expect(
      try found("XREF-002") { pair in
        var year = (returns: CareTotals(), attendances: CareTotals())
        (year.returns.spells, year.attendances.spells) = (self.total(20, 0), self.total(11, 0))
        pair.year = year
      } == nil)
    // Where the return does not say which procedures were at a first attendance, firsts can't be compared.
    #expect(
      try found("XREF-004") { pair in
        var year = (returns: CareTotals(), attendances: CareTotals())
        (year.returns.firstAttendances, year.returns.procedures) = (self.total(200, 0), self.total(1, 0))
        pair.year = year
      } == nil)
  }

  /// Of £10,000 fifteen per cent is £1,500.
  @Test("costs that differ by more than fifteen per cent of the larger")
  func costs() throws {
    for (code, path) in [("XREF-005", \CareTotals.firstAttendances), ("XREF-006", \CareTotals.spells)]
      as [(FindingCode, WritableKeyPath<CareTotals, CareTotal>)]
    {
      func pair(_ cost: Double) -> (inout PairTotals) -> Void {
        return { pair in
          var year = (returns: CareTotals(), attendances: CareTotals())
          year.returns[keyPath: path] = self.total(1, 10_000)
          year.attendances[keyPath: path] = self.total(1, cost)
          pair.year = year
        }
      }
      #expect(try found(code, pair(8_499)) == parts(1_501), "\(code)")
      #expect(try found(code, pair(8_500)) == nil, "\(code)")
    }
  }

  @Test("the month's total against the invoice, and the patient-level returns, to the pound")
  func amounts() throws {
    let cases: [(FindingCode, WritableKeyPath<PairTotals, Int128>, WritableKeyPath<PairTotals, Int128?>)] = [
      ("XREF-007", \.month, \.invoiced), ("XREF-008", \.care, \.patientLevelCare), ("XREF-009", \.drugs, \.patientLevelDrugs),
      ("XREF-010", \.devices, \.patientLevelDevices),
    ]
    for (code, own, other) in cases {
      #expect(
        try found(code) {
          $0[keyPath: own] = Int128(parts(500)); $0[keyPath: other] = Int128(parts(498.99))
        } == parts(1.01), "\(code)")
      #expect(
        try found(code) {
          $0[keyPath: own] = Int128(parts(500)); $0[keyPath: other] = Int128(parts(499))
        } == nil, "\(code)")
      #expect(try found(code) { $0[keyPath: own] = Int128(parts(500)) } == nil, "\(code)")
      #expect(try found(code) { $0[keyPath: other] = Int128(parts(500)) } == parts(-500), "\(code)")
    }
    #expect(crossFileChecks.count == 6 + cases.count)
  }
}
