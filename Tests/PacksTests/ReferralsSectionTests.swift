import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

/// A pack of the full sample whose attendances a test has changed.
private func pack(_ kind: PackKind = .commissioner, _ code: String = "10H", _ change: (inout PackInput) -> Void = { _ in }) throws -> ReportDocument {
  var input = fullInput()
  change(&input)
  guard let pack = buildPack(try builtInDefinition(kind), kind: kind, code: code, context: PackContext(input)) else { throw MissingPack() }
  return pack
}

private struct MissingPack: Error {}

private func row(_ table: ReportTable?, _ name: String) -> [String]? { table?.printed.first { $0.first == name } }

struct ReferralsSectionTests {
  /// Each pair has 2 + (c + p + month) mod 5 referrals a month. Chiltern is c = 0, so that its four trusts have 14 + … over a month in turn.
  @Test func countsAreByYearAndBesideTheSameMonthsBefore() throws {
    let document = try pack()
    // Chiltern at R1H (c + p = 0): 2 + month mod 5. Months 0–11: 2,3,4,5,6 twice and 2,3 = 45; 12–23: 12 mod 5 = 2, so 4,5,6,2,3 twice and 4,5 = 49;
    // 24–34: 24 mod 5 = 4, so 6,2,3,4,5 twice and 6 = 46; the same months of the year before, 12–22: 49 − 5 = 44.
    #expect(row(document.table("referrals-by-provider"), "Barts") == ["Barts", "45", "49", "46", "44", "2"])
    let heads = document.table("referrals-by-provider")?.columns.map(\.head)
    #expect(heads == ["Trust", "2013-14", "2014-15", "2015-16 to February", "2014-15, same months", "Change on same months"])
    let all = try #require(row(document.table("referrals-by-provider"), "All referrals"))
    let parts = try #require(document.table("referrals-by-provider")).printed.dropLast()
    for column in 1...5 { #expect(parts.reduce(0) { $0 + whole($1[column]) } == whole(all[column])) }
  }

  @Test func ratesStandBesideTheirListsAndThePartYearIsStretched() throws {
    let document = try pack()
    let table = try #require(document.table("referrals-by-practice"))
    #expect(table.columns.map(\.head) == ["Practice", "Weighted list", "2013-14", "2014-15", "2015-16 to February", "2013-14", "2014-15", "2015-16"])
    let mill = try #require(row(table, "Mill Lane Practice"))
    // K2 has the even months of the window: in 2015-16, months 24, 26, 28, 30, 32, 34 over four trusts (p = 0…3): 8 + Σ (p + month) mod 5.
    // 24: 4,0,1,2 = 7; 26: 1,2,3,4 = 10; 28: 3,4,0,1 = 8; 30: 0,1,2,3 = 6; 32: 2,3,4,0 = 9; 34: 7. 6 × 8 + 47 = 95.
    #expect(mill[4] == "95")
    // 95 × 12 ÷ 11 × 1,000 ÷ 5,000 = 20.7272…
    #expect(mill[7] == "20.73")
    #expect(table.rows.map(\.cells).first?.first?.printed == "Mill Lane Practice", "the highest rate first")
    #expect(document.table("referrals-by-locality")?.rows.count == 2)
    // Southampton's only practice has none of these referrals: they are of no practice of its own.
    let other = try pack(.commissioner, "10X")
    let outside = try #require(row(other.table("referrals-by-practice"), "Not one of its practices"))
    #expect(outside[4] == row(other.table("referrals-by-practice"), "All referrals")?[4])
    #expect(row(other.table("referrals-by-practice"), "Brook House Surgery")?[4] == "0")
  }

  @Test func aProvidersPackNamesNoPracticeAndNoOtherProvider() throws {
    let document = try pack(.provider, "RQM")
    #expect(document.table("referrals-by-practice") == nil && document.table("referrals-by-provider") == nil)
    #expect(document.table("referrals-by-commissioner")?.rows.count == 3)
  }

  @Test(arguments: [
    (0, "There were 500 referrals in eleven months of 2015-16, "), (1, "No referrals are recorded in eleven months of 2015-16"),
    (2, "There was one referral in eleven months of 2015-16, one fewer than in the same months of 2014-15"),
    (3, "There were 2 referrals in eleven months of 2015-16, as many as in the same months of 2014-15"),
  ])
  func theHeadlineSaysWhatHappened(_ which: Int, _ expected: String) throws {
    let document = try pack { input in
      let places: [(month: Int, count: Int)]? =
        switch which {
        case 1: []
        case 2: [(12, 2), (30, 1)]
        case 3: [(12, 2), (30, 2)]
        default: nil
        }
      guard let places else { return }
      input.ledger.attendanceCells = places.map {
        AttendanceCell(
          commissioner: 0, practice: 1, provider: 0, treatmentFunction: 0, source: .gp, kind: .firstAttendance, isReferral: true,
          month: UInt16($0.month),
          count: Int32($0.count), cost: 0)
      }
      input.ledger.attendanceStart = [0, places.count, places.count, places.count, places.count]
    }
    let headline = try #require(document.headline("referrals"))
    if which == 0 {
      #expect(headline.hasPrefix("There were ") && headline.contains(" referrals in eleven months of 2015-16, "), "\(headline)")
    } else {
      #expect(headline.hasPrefix(expected) || headline.hasPrefix(expected.replacing("one fewer", with: "1 fewer")), "\(headline)")
    }
  }

  @Test func filesThatEndBeforeThePeriodSayTheirLatestMonth() throws {
    let document = try pack { input in
      for measure in SUSMeasure.allCases { input.ledger.sus.latestMonth[measure] = input.ledger.period.index.advanced(by: -1) }
      input.ledger.attendanceCells.removeAll { $0.month == 34 }
      input.ledger.attendanceStart = [0] + (0..<4).map { c in input.ledger.attendanceCells.count { Int($0.commissioner) <= c } }
    }
    #expect(document.headline("referrals")?.hasSuffix("(to January 2016, the latest month held)") == true)
    #expect(row(document.table("referrals-data"), "February 2016")?[1] == "not held")
    #expect(document.headline("referring-organisations")?.hasSuffix("(to January 2016, the latest month held)") == true)
  }

  @Test func withoutAFileTheSectionIsLeftOutAndMethodsSaysWhy() throws {
    let document = try pack { input in
      input.ledger.sus.latestMonth = [:]
      input.ledger.attendanceCells = []
      input.ledger.attendanceStart = [0, 0, 0, 0, 0]
    }
    for id in ["referrals", "referring-organisations", "high-cost-patients"] { #expect(document.section(id) == nil) }
  }

  @Test func oneMonthHasNoLimitsAndNoYearBefore() throws {
    let document = try pack { input in
      for measure in SUSMeasure.allCases { input.ledger.sus.earliestMonth[measure] = input.ledger.period.index }
      input.ledger.attendanceCells.removeAll { $0.month != 34 }
      input.ledger.attendanceStart = [0] + (0..<4).map { c in input.ledger.attendanceCells.count { Int($0.commissioner) <= c } }
    }
    #expect(document.headline("referrals")?.hasSuffix("referrals in one month of 2015-16") == true, "\(document.headline("referrals") ?? "")")
    #expect(document.table("referrals-by-provider")?.columns.map(\.head) == ["Trust", "2013-14", "2014-15", "2015-16, February"])
  }

  private func whole(_ text: String) -> Int { Int(text.replacing("\u{2212}", with: "-").replacing(",", with: "")) ?? 0 }
}

struct ReferringOrganisationsTests {
  @Test func unknownBlankAndForeignCodesAreRowsOfTheirOwn() throws {
    let document = try pack()
    let table = try #require(document.table("referring-organisations"))
    #expect(
      table.printed == [
        ["Chapel Surgery", "8", "200", "16", "400", "30", "3,000", "60", "6,000"],
        ["University Hospital Southampton NHS Foundation Trust", "4", "136", "8", "272", "20", "2,000", "40", "4,000"],
        ["No detail provided (blank)", "2", "100", "4", "200", "10", "1,000", "20", "2,000"],
        ["Practices of other CCGs", "1", "100", "2", "200", "10", "1,000", "20", "2,000"],
        ["All referrers", "15", "536", "30", "1,072", "70", "7,000", "140", "14,000"],
      ])
    #expect(
      document.headline("referring-organisations") == "Of 70 first attendances this year, Chapel Surgery referred most: 30, at £3,000")
    // X1 is a practice of Southampton: Chiltern's pack does not name it.
    #expect(!table.rows.contains { $0.cells.contains { $0.printed.contains("X1") || $0.printed.contains("Brook House") } })
  }

  @Test func withoutAFirstAttendanceTheHeadlineSaysSo() throws {
    #expect(try pack(.commissioner, "11C").headline("referring-organisations") == "No first attendances of 2015-16 are recorded")
  }
}

struct HighCostPatientsTests {
  @Test func aCommissionersPackListsPatients() throws {
    let document = try pack()
    #expect(
      document.table("high-cost-patients")?.printed == [
        ["1000900001", "Chapel Surgery", "4", "31", "26,400", "Barts and others", "AA01Z", "12,000"],
        ["All listed patients", "", "4", "31", "26,400", "", "", ""],
      ])
    #expect(document.headline("high-cost-patients") == "One patient of £25,000 or more cost £26,400 together this year")
    // The frequent attender is registered with another commissioner's practice, which is not named.
    #expect(
      document.table("high-cost-patients-frequent")?.printed.first == [
        "1000900004", "Not one of its practices", "12", "0", "1,500", "Chelsea & Westminster",
      ])
    #expect(document.table("high-cost-patients-far")?.printed.first == ["Barts", "6", "22", "9,000"])
    let local = try pack { $0.attendanceRules.localProviders = ["R1H"] }
    #expect(local.table("high-cost-patients-far")?.rows.isEmpty == true)
  }

  @Test func aProvidersPackHasCountsAndNoPseudonym() throws {
    let document = try pack(.provider, "RQM")
    #expect(document.table("high-cost-patients-counts")?.printed.first == ["Chiltern", "0", "1", "0", "0"])
    for table in document.allTables {
      for line in table.printed { for cell in line { #expect(!cell.contains("10009000"), "\(table.id): \(cell)") } }
    }
    #expect(
      document.headline("high-cost-patients")
        == "No patient cost £25,000 or more here this year; one came to the emergency department 10 times or more")
  }

  @Test func nobodyAboveTheThresholdIsSaid() throws {
    let document = try pack { $0.ledger.patients = [] }
    #expect(document.headline("high-cost-patients") == "No patient cost £25,000 or more this year")
    #expect(document.table("high-cost-patients")?.rows.isEmpty == true)
  }

  @Test func aStayThatNobodyGivesIsNoNought() throws {
    let document = try pack { input in
      input.ledger.patients[0].shares[0].spellsWithStay = 0
      input.ledger.patients[0].shares[0].bedDays = 0
    }
    #expect(document.table("high-cost-patients")?.printed.first?[3] == "–")
  }
}
