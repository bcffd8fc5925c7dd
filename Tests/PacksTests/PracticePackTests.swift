import Figures
import Ledger
import Programme
import Quantities
import Report
import Testing

@testable import Packs

private struct MissingPack: Error {}

/// A practice pack as it is built, before anything is held back.
private func pack(_ input: PackInput, _ code: String = "10H") throws -> ReportDocument {
  guard let pack = buildPack(try builtInDefinition(.practice), kind: .practice, code: code, context: PackContext(input)) else { throw MissingPack() }
  return pack
}

private func row(_ table: ReportTable?, _ name: String) -> [String]? { table?.printed.first { $0.first == name } }

/// The sections of practice packs against the events that the ledger was made of.
struct PracticePackTests {
  let truth = PracticeEvents(seed: 5, level: 3)

  @Test func everySectionIsBuilt() throws {
    let document = try pack(truth.input())
    #expect(
      document.sections.map(\.id) == [
        "practice-overview", "practice-specialty", "practice-referral-rates", "practice-spc", "practice-first-to-follow-up",
        "practice-referring-organisations", "repatriation", "data-quality", "methods",
      ])
    for section in document.sections { #expect(section.headline != nil || section.id == "methods", "\(section.id)") }
  }

  @Test func theOverviewCountsEachPractice() throws {
    let document = try pack(truth.input())
    let table = try #require(document.table("practice-overview"))
    let all = truth.count { $0.practice == 1 }
    let cost = truth.events.filter { $0.practice == 1 }.reduce(0) { $0 + $1.cost }
    let found = try #require(row(table, "Chapel Surgery (K1)"))
    func kind(_ kind: AttendanceKind) -> String { printed(.count(truth.count { $0.practice == 1 && $0.kind == kind }), .number) }
    #expect(
      Array(found[1...7]) == [
        "10,000", kind(.firstAttendance), kind(.followUpAttendance), kind(.admission), kind(.emergencyAttendance), printed(.count(all), .number),
        printed(.money(Money(parts: Int128(cost) * exactScale)), .pounds),
      ])
    // Localities head their practices; a code that the list does not have keeps its own row; another commissioner's practices are one row without name.
    #expect(table.rows.filter { $0.kind == .group }.map { $0.cells[0].printed } == ["Amersham", "Wycombe"])
    #expect(row(table, "Not in the list (Y99)") != nil && row(table, "No practice stated") != nil && row(table, "Practices of other CCGs") != nil)
    #expect(table.printed.last?[6] == printed(.count(truth.events.count), .number))
    let everything = document.sections.map { "\($0)" }.joined()
    #expect(!everything.contains("Brook House"), "no practice of another commissioner is named")
  }

  /// The same cost by practice, by specialty and by month; the last is added up in the ledger, and is broken here by one pound.
  @Test func theCostAgreesWithItselfThreeWays() throws {
    var input = truth.input()
    let document = try pack(input)
    let total = printed(.money(Money(parts: Int128(truth.events.reduce(0) { $0 + $1.cost }) * exactScale)), .pounds)
    let table = try #require(document.table("data-quality-agreement"))
    #expect(table.printed.map { Array($0.dropFirst()) } == Array(repeating: [total, total, "Agrees"], count: 3))
    #expect(document.headline("data-quality") == "What practices and specialties cost adds up to the cost of all patients")
    #expect(document.table("data-quality-files") == nil, "no return of a trust stands in the pack")

    let place = try #require(input.ledger.sus.amounts.lastIndex { $0.cost != .zero })
    input.ledger.sus.amounts[place].cost += Money(parts: exactScale)
    let broken = try pack(input)
    #expect(broken.table("data-quality-agreement")?.printed.map { $0.last ?? "" } == ["Agrees", "Agrees", "Differs"])
    #expect(broken.headline("data-quality") == "What practices and specialties cost does not add up to the cost of all patients")
  }

  @Test func matricesFootBothWays() throws {
    let document = try pack(truth.input())
    for id in ["outpatients", "admissions"] {
      let table = try #require(document.table("practice-specialty-\(id)"))
      for line in table.printed {
        let numbers = line.dropFirst().map { Int($0.replacing(",", with: "")) ?? 0 }
        #expect(numbers.dropLast().reduce(0, +) == numbers.last)
      }
      #expect(table.columns.dropFirst().dropLast().count == 3)
    }
    let outpatients = truth.count { $0.practice == 2 && $0.specialty == 1 && ($0.kind == .firstAttendance || $0.kind == .followUpAttendance) }
    let table = try #require(document.table("practice-specialty-outpatients"))
    let column = try #require(table.columns.firstIndex { $0.head == "Trauma & Orthopaedics" })
    #expect(row(table, "Mill Lane Practice (K2)")?[column] == printed(.count(outpatients), .number))
  }

  /// A pack without a variance has no key to variances at its foot.
  @Test func thePagesHaveTheirOwnKey() throws {
    let document = try pack(truth.input())
    #expect(!document.sections.isEmpty)
    for section in document.sections { #expect(section.footerKey == "Costs are as estimated in the attendance files.", "\(section.id)") }
  }

  @Test func headlinesNameAndNoLongerClaimAMajority() throws {
    let document = try pack(truth.input())
    // Ophthalmology may have the most without having most of them: the largest of three has 312 of 1,204.
    let counts = PracticeEvents.specialties.indices.map { specialty in
      truth.count { $0.specialty == specialty && ($0.kind == .firstAttendance || $0.kind == .followUpAttendance) }
    }
    let most = try #require(counts.max())
    #expect(counts.count { $0 == most } == 1 && most * 2 < counts.reduce(0, +))
    let names = ["general surgery", "trauma & orthopaedics", "ENT"]
    let name = names[counts.firstIndex(of: most) ?? 0]
    #expect(
      document.headline("practice-specialty")
        == "\(name.prefix(1).uppercased())\(name.dropFirst()) had the most outpatient attendances of any specialty: \(printed(.count(most), .number)) of \(printed(.count(counts.reduce(0, +)), .number))"
    )
    // The costliest per head stands in the overview with its amount.
    let overview = try #require(document.table("practice-overview"))
    let own = overview.rows.filter { $0.kind == .detail }.map { $0.cells.map(\.printed) }
    let costs = own.map { Int($0.last?.replacing(",", with: "") ?? "") ?? 0 }
    let costliest = try #require(
      own.max { (Int($0.last?.replacing(",", with: "") ?? "") ?? 0) < (Int($1.last?.replacing(",", with: "") ?? "") ?? 0) })
    let practice = String(costliest[0].prefix(while: { $0 != "(" }).dropLast())
    #expect(costs.count > 1)
    #expect(
      document.headline("practice-overview")?.hasSuffix("; \(practice) costs most for each thousand, £\(costliest.last ?? "")")
        == true)
  }

  @Test func heldBackNumbersAreNotHeadlines() throws {
    var input = PracticeEvents(seed: 5, level: 1).input()
    input.rules.shown = { figure in
      figure.id.measure.hasPrefix("ytd_") && figure.id.text.contains("/tfc=") || figure.id.text.contains("referred_by=")
        ? Figure(figure.id, .missing(.suppressed)) : figure
    }
    let document = try pack(input)
    #expect(document.headline("practice-specialty")?.hasSuffix("outpatient attendances; how many the largest specialty had is held back") == true)
    #expect(
      document.headline("practice-referring-organisations")?.hasSuffix(
        "first attendances; how many the patients’ own practices referred is held back") == true)
    input.rules.shown = { Figure($0.id, .missing(.suppressed)) }
    let all = try pack(input)
    #expect(all.headline("practice-specialty") == "How many outpatient attendances there were is held back")
    #expect(all.headline("practice-spc") == "The practices’ outpatient attendances by month are held back")
    #expect(all.headline("practice-first-to-follow-up") == "How many follow-ups there were for each first attendance is held back")
    #expect(all.headline("repatriation") == "What was treated elsewhere in specialties that local services offer is held back")
    #expect(all.headline("practice-overview")?.contains("cost most") == false)
  }

  /// Of 10,000 each in four months: 100, 10, 50 and 50 referrals, 52.5 expected. 100 and 10 lie outside 99.8%, 10 the further: 2 × |√10 − √52.5| = 8.2 against 5.5.
  private func referrals(heldBack: [String] = []) throws -> String? {
    var events = PracticeEvents(seed: 5, level: 0)
    events.events = [(1, 100), (2, 10), (3, 50), (4, 50)].flatMap { practice, count in
      (0..<count).map { _ in
        PracticeEvents.Event(
          practice: practice, specialty: 0, provider: 0, ago: 0, kind: .firstAttendance, isReferral: true, referrer: 1, cost: 100)
      }
    }
    var input = events.input { input in
      input.practices = (1...4).map { place in
        let practice = input.practices[place - 1]
        return Practice(code: practice.code, name: practice.name, commissioner: "10H", locality: practice.locality, weightedPopulation: 10_000)
      }
    }
    input.rules.shown = { figure in
      heldBack.contains { figure.id.text.contains("/practice=\($0)/") } ? Figure(figure.id, .missing(.suppressed)) : figure
    }
    return try pack(input).headline("practice-referral-rates")
  }

  @Test func theFunnelsHeadlineNamesTheFurthest() throws {
    // 10 × 12 ÷ 4 × 1,000 ÷ 10,000.
    #expect(
      try referrals()
        == "Two of four practices have a referral rate outside the outer limits; Mill Lane Practice is the furthest below, at 3.00 for each thousand a year"
    )
  }

  @Test func theFunnelsHeadlineCountsNoPracticeThatIsHeldBack() throws {
    #expect(
      try referrals(heldBack: ["K2"])
        == "One of three practices has a referral rate outside the outer limits; Chapel Surgery is the furthest above, at 30.00 for each thousand a year; one more rate is held back"
    )
    #expect(
      try referrals(heldBack: ["K1", "K2"]) == "The referral rates of both practices lie within the limits of chance; two more rates are held back")
    #expect(try referrals(heldBack: ["K1", "K2", "K3"]) == "The referral rates of three of four practices are held back")
    #expect(try referrals(heldBack: ["K1", "K2", "K3", "K4"]) == "The referral rates of all four practices are held back")
  }

  /// Twelve months of 10 and 12 in turn, the last of 60 at two practices.
  @Test func aSpecialCauseThatIsHeldBackIsNotCounted() throws {
    func document(_ shown: @escaping @Sendable (FigureID) -> Bool) throws -> ReportDocument {
      var input = truth.input { input in
        let last = input.ledger.sus.monthCount - 1
        for measure in SUSMeasure.allCases { input.ledger.sus.earliestMonth[measure] = input.ledger.period.index.advanced(by: -11) }
        input.ledger.attendanceCells = [1, 2].flatMap { practice in
          (0..<12).map { ago in
            AttendanceCell(
              commissioner: 0, practice: UInt32(practice), provider: 0, treatmentFunction: 0, source: .gp, kind: .firstAttendance, isReferral: true,
              month: UInt16(last - ago), count: ago == 0 ? 60 : Int32(10 + ago % 2 * 2), cost: 0)
          }
        }
        input.ledger.attendanceStart = [0, 24, 24]
      }
      input.rules.shown = { shown($0.id) ? $0 : Figure($0.id, .missing(.suppressed)) }
      return try pack(input)
    }
    let all = try document { _ in true }
    #expect(all.headline("practice-spc") == "Outpatient attendances of two practices show a special cause in their last month")
    // One month alone: its row shows no mark, since the mean is held back with it.
    let some = try document { !$0.text.contains("/practice=K2/") || !($0.text.hasSuffix("@2015-16-M08") || $0.text.hasPrefix("spc/")) }
    #expect(
      some.headline("practice-spc") == "Outpatient attendances of one practice show a special cause in their last month; one practice is held back")
    // What is held back is still there: neither its rows nor its charts are taken for nothing recorded.
    let none = try document { _ in false }
    #expect(none.table("practice-spc-limits")?.rows.count == all.table("practice-spc-limits")?.rows.count)
    #expect(
      none.table("practice-spc-months") != nil && none.headline("practice-spc") == "The practices’ outpatient attendances by month are held back")
  }

  @Test func ratesAreOfTheListStretchedToAYear() throws {
    let document = try pack(truth.input())
    let table = try #require(document.table("practice-referral-rates-table"))
    let referrals = truth.count { $0.practice == 1 && $0.isReferral }
    let found = try #require(row(table, "Chapel Surgery (K1)"))
    #expect(found[2] == "\(referrals)")
    // Four months held, all of the year: × 12 ÷ 4 × 1,000 ÷ 10,000.
    #expect(found[3] == printed(.ratio(numerator: Int128(referrals) * 12_000, denominator: 4 * 10_000), .twoDecimals))
    // Patients of no practice of its own were referred too, so that the practices' own sum has a row.
    let own = truth.count { (1...4).contains($0.practice) && $0.isReferral }
    #expect(row(table, "Practices of Chiltern")?[2] == "\(own)")
  }

  @Test func aPracticeWithoutAListStopsTheFunnel() throws {
    let document = try pack(
      truth.input { input in input.practices[1] = Practice(code: "K2", name: "Mill Lane Practice", commissioner: "10H", locality: "Amersham") })
    #expect(document.headline("practice-referral-rates") == "A practice has no weighted list, so that rates have no limits")
  }

  @Test func theRatioIsOfItsOwnCounts() throws {
    let document = try pack(truth.input())
    let firsts = truth.count { $0.practice == 4 && $0.kind == .firstAttendance }
    let later = truth.count { $0.practice == 4 && $0.kind == .followUpAttendance }
    let found = try #require(row(document.table("practice-first-to-follow-up"), "Bell Lane (K4)"))
    #expect(Array(found[1...3]) == ["\(firsts)", "\(later)", printed(.ratio(numerator: Int128(later), denominator: Int128(firsts)), .oneDecimal)])
  }

  @Test func referrersAreThePracticeItselfOrOthers() throws {
    let document = try pack(truth.input())
    let found = try #require(row(document.table("practice-referred-by"), "Chapel Surgery (K1)"))
    func firsts(_ referrer: Int) -> Int { truth.count { $0.practice == 1 && $0.kind == .firstAttendance && $0.referrer == referrer } }
    #expect(Array(found[1...3]) == ["\(firsts(1))", "\(firsts(2))", "\(firsts(3) + firsts(0))"])
  }

  /// RAN's factor is 1.2, RQM's 1.02 as the local service's: of RAN's cost 1 − 1.02 ÷ 1.2 = 15% is premium, of RQM's none.
  @Test func thePremiumIsOfTheFactorsOverTheLocalOne() throws {
    let document = try pack(truth.input())
    let events = truth.events.filter { $0.specialty == 1 && $0.kind != .emergencyAttendance && $0.practice == 1 }
    let cost = events.reduce(0) { $0 + $1.cost }
    let away = events.filter { $0.provider == 0 }.reduce(0) { $0 + $1.cost }
    let found = try #require(row(document.table("repatriation-1"), "Chapel Surgery (K1)"))
    #expect(found[2] == printed(.money(Money(parts: Int128(cost) * exactScale)), .pounds))
    #expect(found[3] == printed(.money(Money(parts: Int128(away * 15) * exactScale / 100)), .pounds))
  }

  @Test func withoutAnAlternativeThereIsNoRepatriation() throws {
    let document = try pack(truth.input { $0.alternatives = [] })
    #expect(document.section("repatriation") == nil)
    let methods = "\(document.section("methods")?.blocks ?? [])"
    #expect(methods.contains("local_alternatives"))
  }

  @Test func anEmptyLedgerMakesAReadablePack() throws {
    let document = try pack(
      truth.input { input in
        input.ledger.attendanceCells = []
        input.ledger.attendanceStart = [0, 0, 0]
        input.ledger.referrerLines = []
      })
    #expect(document.headline("practice-overview") == "No attendances and no spells are recorded this year")
    #expect(document.headline("practice-referral-rates") == "No referrals are recorded this year")
    #expect(document.headline("repatriation") == "No patient was treated elsewhere in a specialty that a local service offers")
  }
}
