import Analysis
import Ledger
import Quantities
import TestSupport
import Testing

/// A ledger of two commissioners and two providers with attendances of chosen months; practices "", K1, K2.
private func ledger(
  earliest: Int = 0, latest: Int? = 34,
  _ cells: [(c: Int, practice: Int, p: Int, tfc: Int, source: ReferralSource, isReferral: Bool, month: Int, n: Int)]
) -> ProgrammeLedger {
  var ledger = sampleLedger([.pounds("10H", "RAN", "DC", plan: 1, actual: 1), .pounds("10H", "RAN", "DC", tfc: "110", plan: 1, actual: 1)])
  ledger.practices = ["", "K1", "K2"]
  for measure in [SUSMeasure.referrals, .firstAttendances] {
    ledger.sus.earliestMonth[measure] = ledger.sus.firstMonth.advanced(by: earliest)
    ledger.sus.latestMonth[measure] = latest.map { ledger.sus.firstMonth.advanced(by: $0) }
  }
  ledger.attendanceStart = [0]
  for commissioner in 0..<2 {
    for cell in cells where cell.c == commissioner {
      ledger.attendanceCells.append(
        AttendanceCell(
          commissioner: UInt16(cell.c), practice: UInt32(cell.practice), provider: UInt16(cell.p), treatmentFunction: UInt16(cell.tfc),
          source: cell.source, kind: .firstAttendance, isReferral: cell.isReferral, month: UInt16(cell.month), count: Int32(cell.n), cost: 100))
    }
    ledger.attendanceStart.append(ledger.attendanceCells.count)
  }
  return ledger
}

@Suite("Referrals")
struct ReferralTests {
  /// April 2013 is month 0, so that 2015-16 M01 is 24 and M11 is 34.
  private let full = ledger([
    (0, 1, 0, 0, .gp, true, 0, 5), (0, 1, 0, 1, .gp, true, 24, 3), (0, 2, 1, 0, .gp, true, 34, 4), (0, 0, 1, 0, .gp, true, 12, 2),
    (0, 1, 0, 0, .consultantOther, false, 34, 9), (1, 2, 0, 0, .gp, true, 34, 7),
  ])

  @Test func countsFollowTheScope() {
    let table = ReferralTable(full, scope: .commissioner(0))
    #expect(table.latestMonth?.period.description == "2015-16/M11")
    #expect(table.years.map(\.months) == [0..<12, 12..<24, 24..<35])
    #expect(table.years.map { table.total.sum($0.months) } == [5, 2, 7])
    // The nine from another consultant are firsts, not referrals.
    #expect(table.firsts.sum(24..<35) == 16)
    #expect(table.firstsBySource.map { ReferralSource(rawValue: UInt8($0.index)) } == [.gp, .consultantOther])
    #expect(table.byPractice.map(\.index) == [0, 1, 2])
    #expect(table.byPractice.map { $0.sum(0..<35) } == [2, 8, 4])
    #expect(table.byProvider.map { $0.sum(0..<35) } == [8, 6])
    #expect(table.bySpecialty.map { $0.sum(0..<35) } == [11, 3])
    #expect(ReferralTable(full, scope: .provider(0)).byCommissioner.map { $0.sum(0..<35) } == [8, 7])
    #expect(ReferralTable(full, scope: .pair(commissioner: 0, provider: 1)).total.sum(0..<35) == 6)
    #expect(ReferralTable(full, scope: .programme).total.sum(0..<35) == 21)
  }

  @Test func theSameMonthsOfTheYearBeforeNeedAllBeHeld() {
    #expect(ReferralTable(full, scope: .commissioner(0)).sameMonthsBefore == 12..<23)
    // Files that begin in June 2014 lack April and May of the comparison.
    #expect(ReferralTable(ledger(earliest: 14, []), scope: .programme).sameMonthsBefore == nil)
    #expect(ReferralTable(ledger(earliest: 12, []), scope: .programme).sameMonthsBefore == 12..<23)
    // Files that end in January 2016.
    let behind = ReferralTable(ledger(latest: 33, []), scope: .programme)
    #expect(behind.latestYear?.months == 24..<34)
    #expect(behind.sameMonthsBefore == 12..<22)
    let none = ReferralTable(ledger(latest: nil, []), scope: .programme)
    #expect(none.latestYear == nil && none.sameMonthsBefore == nil && none.held.isEmpty)
    #expect(none.years.map(\.months.count) == [0, 0, 0])
  }

  @Test func aRateIsForAThousandAndAWholeYear() {
    // 22 in 11 months is 24 a year; of 8,000 that is 3 for each 1,000.
    #expect(annualRatePerThousand(22, months: 11, population: 8000) == ExactRatio(3, over: 1))
    #expect(annualRatePerThousand(7, months: 12, population: 3000) == ExactRatio(7, over: 3))
    #expect(annualRatePerThousand(7, months: 0, population: 3000) == nil)
    #expect(annualRatePerThousand(7, months: 12, population: 0) == nil)
    // 159 in 11 months: 173.4545… a year.
    #expect(annualised(159, months: 11)?.decimal == "173.45454545")
    #expect(annualised(1, months: 0) == nil)
  }

  @Test func smallOnesAreAddedUpUnlessOneAloneWouldBe() {
    func row(_ index: Int, _ count: Int) -> MonthCounts {
      ReferralTable(ledger([(0, 1, 0, 0, .gp, true, 30, count)]), scope: .programme).total.named(index)
    }
    let table = ReferralTable(full, scope: .programme)
    // Of 100: 60, 20, 8, 6 reach a twentieth; 4 and 2 do not.
    let rows = [row(0, 8), row(1, 60), row(2, 4), row(3, 2), row(4, 20), row(5, 6)]
    let (named, rest) = table.named(rows, least: 20, most: 10)
    #expect(named.map(\.index) == [1, 4, 0, 5])
    #expect(rest?.sum(0..<35) == 6)
    // One alone keeps its name, and so do ties their order.
    #expect(table.named([row(0, 60), row(1, 1)], least: 20, most: 10).rest == nil)
    #expect(table.named([row(3, 5), row(1, 5), row(2, 5)], least: nil, most: 10).rows.map(\.index) == [1, 2, 3])
    #expect(table.named(rows, least: nil, most: 2).rest?.sum(0..<35) == 20)
    #expect(table.named([], least: 20, most: 10).rows.isEmpty)
  }
}

extension MonthCounts {
  /// The same counts under another index.
  fileprivate func named(_ index: Int) -> MonthCounts { MonthCounts(index: index, counts: counts) }
}

@Suite("Patients and referrers")
struct PatientTableTests {
  private func share(_ provider: UInt16, cost: Int, emergencies: Int = 0, spells: Int = 0, hrg: String? = nil, spell: Int = 0) -> PatientShare {
    var share = PatientShare(provider: provider)
    (share.cost, share.emergencies, share.spells, share.costliestHRG, share.costliestSpell) = (pounds(cost), emergencies, spells, hrg, pounds(spell))
    return share
  }

  private var patients: ProgrammeLedger {
    var ledger = sampleLedger([.pounds("10H", "RAN", "DC", plan: 1, actual: 1)])
    ledger.patients = [
      PatientLine(
        commissioner: 0, pseudonym: "a", practice: 0,
        shares: [
          share(0, cost: 20_000, spells: 2, hrg: "BB02Z", spell: 9000), share(1, cost: 20_000, emergencies: 10, spells: 1, hrg: "AA01Z", spell: 9000),
        ]),
      PatientLine(commissioner: 0, pseudonym: "b", practice: 0, shares: [share(1, cost: 25_000)]),
      PatientLine(commissioner: 1, pseudonym: "c", practice: 0, shares: [share(0, cost: 100, emergencies: 11)]),
    ]
    return ledger
  }

  @Test func aThresholdIsReachedWithinTheScope() {
    let one = PatientTables(patients, scope: .commissioner(0), highCost: pounds(25_000), frequent: 10)
    #expect(one.highCost.map(\.pseudonym) == ["a", "b"])
    #expect(one.highCost.first?.cost == pounds(40_000))
    #expect(one.highCost.first?.spells == 3)
    // Both spells cost the same: the provider that comes first.
    #expect(one.highCost.first?.costliest == PatientRow.Spell(hrg: "BB02Z", provider: 0, cost: pounds(9000)))
    #expect(one.frequent.map(\.pseudonym) == ["a"])
    // At the second provider alone "a" costs 20,000 and "b" just the threshold.
    let provider = PatientTables(patients, scope: .provider(1), highCost: pounds(25_000), frequent: 10)
    #expect(provider.highCost.map(\.pseudonym) == ["b"])
    #expect(provider.frequent.map(\.pseudonym) == ["a"])
    #expect(PatientTables(patients, scope: .provider(0), highCost: pounds(25_000), frequent: 10).frequent.map(\.pseudonym) == ["c"])
    #expect(PatientTables(patients, scope: .programme, highCost: pounds(100), frequent: 10).frequent.map(\.pseudonym) == ["c", "a"])
  }

  @Test func referrersAreAddedUpOverPracticesAndProviders() {
    var ledger = patients
    ledger.referrers = ["", "RHM"]
    for (commissioner, practice, referrer, first) in [(0, 1, 1, 3), (0, 2, 1, 4), (0, 1, 0, 1), (1, 1, 1, 9)] {
      var line = ReferrerLine(commissioner: UInt16(commissioner), practice: UInt32(practice), provider: 0, referrer: UInt32(referrer))
      line.first = SUSRollUp.Amount(count: first, cost: pounds(first * 10))
      ledger.referrerLines.append(line)
    }
    let rows = referrers(of: .commissioner(0), ledger)
    #expect(rows.map(\.referrer) == [0, 1])
    #expect(rows.map(\.first.count) == [1, 7])
    #expect(ReferrerRow(summing: rows).first == SUSRollUp.Amount(count: 8, cost: pounds(80)))
    #expect(referrers(of: .pair(commissioner: 0, provider: 1), ledger).isEmpty)
  }
}
