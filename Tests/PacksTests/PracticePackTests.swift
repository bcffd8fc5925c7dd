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
    #expect(Array(found[1...4]) == ["\(firsts(1))", "\(firsts(2))", "\(firsts(3))", "\(firsts(0))"])
  }

  /// RAN's factor is 1.2, RQM's 1.02 as the local service's: of RAN's cost 1 − 1.02 ÷ 1.2 = 15% is premium, of RQM's none.
  @Test func thePremiumIsOfTheFactorsOverTheLocalOne() throws {
    let document = try pack(truth.input())
    let events = truth.events.filter { $0.specialty == 1 && $0.kind != .emergencyAttendance && $0.practice == 1 }
    let cost = events.reduce(0) { $0 + $1.cost }
    let away = events.filter { $0.provider == 0 }.reduce(0) { $0 + $1.cost }
    let found = try #require(row(document.table("repatriation-1"), "Chapel Surgery (K1)"))
    #expect(found[4] == printed(.money(Money(parts: Int128(cost) * exactScale)), .pounds))
    #expect(found[5] == printed(.money(Money(parts: Int128(away * 15) * exactScale / 100)), .pounds))
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

  // MARK: Small numbers

  /// Everything of a finished practice pack that is held back stays unknown to linear algebra over all the cells that any number of it is made of.
  @Test(arguments: [(1, 1), (2, 1), (3, 2), (4, 3), (5, 4)])
  func nothingHeldBackFollowsFromThePack(_ seed: Int, _ level: Int) throws {
    let truth = PracticeEvents(seed: seed, level: level)
    let input = truth.input()
    let raw = try pack(input)
    let assembly = PackAssembly(PackContext(input), [.practice: try builtInDefinition(.practice)])
    let shown = try #require(assembly.pack(.practice, "10H"))
    var seen: [FigureID: FigureValue] = [:]
    shown.forEachFigure { seen[$0.id] = $0.value }
    var exact: [FigureID: FigureValue] = [:]
    raw.forEachFigure { exact[$0.id] = $0.value }
    for isCost in [false, true] {
      var attack = ModularAttack()
      var hidden: [(FigureID, [Int])] = []
      for (id, value) in seen.sorted(by: { $0.key < $1.key }) {
        guard let cells = try cells(of: id, isCost: isCost, truth) else { continue }
        if value == .missing(.suppressed) { hidden.append((id, cells)) } else { attack.learn(cells) }
      }
      for (id, cells) in hidden where !cells.isEmpty {
        #expect(!attack.knows(cells), "\(id.text), \(exact[id]?.dataText ?? ""), follows from what the pack shows")
      }
      if level < 4 { #expect(!hidden.isEmpty) }
    }
    for (id, value) in exact where measureDefinition(String(id.measure))?.disclosure == .persons {
      if case .count(1...4) = value { #expect(seen[id] == .missing(.suppressed), "\(id.text)") }
      if case .count(0) = value { #expect(seen[id] == .count(0), "\(id.text)") }
    }
    #expect(seen.values.contains { if case .count(5...) = $0 { true } else { false } }, "not everything is held back")
  }

  /// The cells that a figure is the sum of, by what its id says: practice, specialty, month ago, kind, whether a referral, referrer, provider.
  private func cells(of id: FigureID, isCost: Bool, _ truth: PracticeEvents) throws -> [Int]? {
    let name = try FigureName(parsing: id.text)
    guard let definition = measureDefinition(name.measure), name.family != "spc" else { return nil }
    let isCostMeasure = name.measure.hasSuffix(Measure.costSuffix)
    guard isCostMeasure == isCost, definition.disclosure == .persons || isCostMeasure else { return nil }
    var measure = isCostMeasure ? String(name.measure.dropLast(Measure.costSuffix.count)) : name.measure
    let isYear = measure.hasPrefix("ytd_") || name.family == "ratio" || name.dimensions.contains { $0.name == "year" }
    if measure.hasPrefix("ytd_") { measure = String(measure.dropFirst(4)) }
    let kinds: [AttendanceKind]
    switch measure {
    case Measure.firsts, Measure.referrals: kinds = [.firstAttendance]
    case Measure.followUps: kinds = [.followUpAttendance]
    case Measure.outpatients: kinds = [.firstAttendance, .followUpAttendance]
    case Measure.admissions: kinds = [.admission]
    case Measure.emergencyAttendances: kinds = [.emergencyAttendance]
    case "attendances_and_spells": kinds = AttendanceKind.allCases
    case "attendances_and_admissions": kinds = [.firstAttendance, .followUpAttendance, .admission]
    default: return nil
    }
    let last = MonthIndex(year: FinancialYear(start: 2015), month: 11)
    let ago = isYear ? Array(0..<PracticeEvents.months) : [last.value - (name.period?.index ?? last).value]
    var cells: [Int] = []
    for practice in PracticeEvents.practices.indices {
      for specialty in PracticeEvents.specialties.indices {
        for provider in PracticeEvents.providers.indices {
          for month in ago {
            for kind in kinds where kind != .emergencyAttendance || specialty == 0 {
              for referrer in (kind == .firstAttendance || kind == .followUpAttendance ? Array(PracticeEvents.referrers.indices) : [0]) {
                for isReferral in (kind == .firstAttendance ? [false, true] : [false]) where measure != Measure.referrals || isReferral {
                  guard fits(name, practice, specialty, provider, referrer) else { continue }
                  let place = [practice, specialty, provider, month, Int(kind.rawValue), referrer, isReferral ? 1 : 0]
                  cells.append(zip(place, [8, 4, 2, 16, 4, 4, 2]).reduce(0) { $0 * $1.1 + $1.0 })
                }
              }
            }
          }
        }
      }
    }
    return cells
  }

  private func fits(_ name: FigureName, _ practice: Int, _ specialty: Int, _ provider: Int, _ referrer: Int) -> Bool {
    if name.provider != "ALL", name.provider != PracticeEvents.providers[provider] { return false }
    let own = (1...4).contains(practice)
    for dimension in name.dimensions {
      switch (dimension.name, dimension.code) {
      case ("practice", "_own"): if !own { return false }
      case ("practice", "_elsewhere"): if PracticeEvents.practices[practice] != "X1" { return false }
      case ("practice", let code): if PracticeEvents.practices[practice] != code { return false }
      case ("locality", let name): if !own || (practice <= 2) != (name == "Amersham") { return false }
      case ("tfc", let code): if PracticeEvents.specialties[specialty] != code { return false }
      case ("referrer", let code): if PracticeEvents.referrers[referrer] != code { return false }
      case ("referred_by", let kind):
        let code = PracticeEvents.referrers[referrer]
        let found =
          !code.isEmpty && code == PracticeEvents.practices[practice]
          ? "same" : code.isEmpty ? "unknown" : code == "RHM" ? "organisation" : "practice"
        if found != kind { return false }
      case ("year", _): break
      default: return false
      }
    }
    return true
  }
}

/// Linear algebra modulo a prime over dense rows: what follows from the sums that were learnt.
private struct ModularAttack {
  private static let prime: UInt64 = 998_244_353
  private var columns: [Int: Int] = [:]
  private var rows: [(pivot: Int, row: [UInt64])] = []

  mutating func learn(_ cells: [Int]) {
    for cell in cells where columns[cell] == nil { columns[cell] = columns.count }
    var row = reduced(cells)
    guard let pivot = row.firstIndex(where: { $0 != 0 }) else { return }
    let inverse = Self.power(row[pivot], Self.prime - 2)
    for column in row.indices where row[column] != 0 { row[column] = row[column] * inverse % Self.prime }
    rows.append((pivot, row))
  }

  func knows(_ cells: [Int]) -> Bool {
    cells.allSatisfy { columns[$0] != nil } && reduced(cells).allSatisfy { $0 == 0 }
  }

  private func reduced(_ cells: [Int]) -> [UInt64] {
    var row = [UInt64](repeating: 0, count: columns.count)
    for cell in cells { if let column = columns[cell] { row[column] = 1 } }
    for (pivot, other) in rows where pivot < row.count && row[pivot] != 0 {
      let factor = Self.prime - row[pivot]
      for column in other.indices where other[column] != 0 { row[column] = (row[column] + factor * other[column]) % Self.prime }
    }
    return row
  }

  private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, base, exponent) = (UInt64(1), base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }
}
