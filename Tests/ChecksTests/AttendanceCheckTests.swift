import Findings
import Quantities
import Testing

@testable import Checks

/// One row that fires a check, and one like it that does not; the money is the row's cost of £88.
struct AttendanceCase: Sendable, CustomTestStringConvertible {
  var code: FindingCode
  var kind: CheckedKind
  var fires: @Sendable (inout CheckedAttendance) -> Void
  var passes: @Sendable (inout CheckedAttendance) -> Void
  var testDescription: String { code.text }
}

private let march2016 = dayCount(CalendarDate(year: 2016, month: 3, day: 1) ?? CalendarDate(dayNumber: 0))

private let cases: [AttendanceCase] = [
  .init(code: "SUS-100", kind: .outpatient, fires: { $0.attended = 3 }, passes: { $0.attended = 6 }),
  .init(code: "SUS-102", kind: .outpatient, fires: { $0.death = $0.day - 1 }, passes: { $0.death = $0.day }),
  .init(code: "SUS-103", kind: .outpatient, fires: { $0.age = 121 }, passes: { $0.age = 120 }),
  .init(code: "SUS-104", kind: .spell, fires: { $0.lengthOfStay = 367 }, passes: { $0.lengthOfStay = 366 }),
  .init(code: "SUS-105", kind: .spell, fires: { $0.discharge = $0.day - 1 }, passes: { $0.discharge = $0.day }),
  .init(
    code: "SUS-106", kind: .spell,
    fires: {
      $0.discharge = $0.day + 3; $0.lengthOfStay = 4
    },
    passes: {
      $0.discharge = $0.day + 3; $0.lengthOfStay = 2
    }),
  .init(code: "SUS-107", kind: .outpatient, fires: { $0.day = UInt16(march2016 + 31) }, passes: { $0.day = UInt16(march2016 + 30) }),
  .init(code: "SUS-108", kind: .outpatient, fires: { $0.firstAttendance = 5 }, passes: { $0.firstAttendance = 4 }),
  .init(
    code: "SUS-109", kind: .spell,
    fires: {
      $0.patientClass = 2; $0.lengthOfStay = 1
    },
    passes: {
      $0.patientClass = 2; $0.lengthOfStay = 0
    }),
  .init(code: "SUS-110", kind: .outpatient, fires: { $0.firstAttendance = 2 }, passes: { $0.firstAttendance = 1 }),
  .init(
    code: "SUS-114", kind: .outpatient, fires: { $0.tariff = [.blank] },
    passes: {
      $0.tariff = [.blank]; $0.cost = 0
    }),
  .init(code: "SUS-115", kind: .outpatient, fires: { $0.tariff = .init(code: "UZ01Z") }, passes: { $0.tariff = .init(code: "VB11Z") }),
]

@Suite("Checks of attendances")
struct AttendanceCheckTests {
  private func row(_ kind: CheckedKind) -> CheckedAttendance {
    var row = CheckedAttendance(kind: kind)
    row.month = MonthIndex(year: FinancialYear(start: 2015), month: 12)
    row.day = UInt16(march2016 + 10)
    row.attended = 5
    row.firstAttendance = 1
    row.tariff = TariffTraits(code: "WF01B")
    row.cost = parts(88)
    row.patient = 1_000
    return row
  }

  @Test("one row fires it, for its cost, and a near miss does not", arguments: cases)
  func firesAndPasses(_ entry: AttendanceCase) throws {
    let check = try #require(attendanceChecks.first { $0.definition.code == entry.code })
    #expect(check.kinds.contains(entry.kind))
    let limit = CheckSettings.standard.limit(check.definition)
    var fires = row(entry.kind)
    entry.fires(&fires)
    #expect(check.stake(fires, limit) == parts(88))
    var passes = row(entry.kind)
    entry.passes(&passes)
    #expect(check.stake(passes, limit) == nil)
  }

  @Test("a cost below nought")
  func negative() throws {
    let check = try #require(attendanceChecks.first { $0.definition.code == "SUS-116" })
    var row = row(.outpatient)
    #expect(check.stake(row, 0) == nil)
    row.cost = -1
    #expect(check.stake(row, 0) == -1)
  }

  @Test("every check of single rows has a case")
  func coverage() { #expect(Set(cases.map(\.code) + ["SUS-116"]) == Set(attendanceChecks.map(\.definition.code))) }

  @Test("what is not given fires nothing that asks for it")
  func blank() {
    for kind in [CheckedKind.outpatient, .spell, .emergency] {
      let row = CheckedAttendance(kind: kind)
      for check in attendanceChecks where check.kinds.contains(kind) { #expect(check.stake(row, 0) == nil, "\(check.definition.code)") }
    }
  }

  @Test("days are counted from the first of January 1900, and a spell's day is that of its discharge")
  func days() throws {
    #expect(dayCount(try #require(CalendarDate(iso: "1900-01-01"))) == 0)
    let check = try #require(attendanceChecks.first { $0.definition.code == "SUS-107" })
    var spell = row(.spell)
    spell.day = UInt16(march2016 - 20)  // admitted in February, which is as it may be
    spell.discharge = UInt16(march2016)
    #expect(check.stake(spell, 0) == nil)
    spell.discharge = UInt16(march2016 - 1)
    #expect(check.stake(spell, 0) == parts(88))
  }

  @Test("the same patient again on a day: in the specialty, or with the HRG")
  func repeats() throws {
    for (code, kind) in [("SUS-101", CheckedKind.outpatient), ("SUS-113", .emergency), ("SUS-117", .spell)] {
      let check = try #require(attendanceRepeatChecks.first { $0.definition.code.text == code })
      #expect(check.kinds == [kind])
      let first = row(kind)
      #expect(check.takesPart(first))
      var second = first
      second.cost = parts(1)
      #expect(check.key(first) == check.key(second))
      second.day += 1
      #expect(check.key(first) != check.key(second))
      var nameless = first
      nameless.patient = 0
      #expect(!check.takesPart(nameless))
    }
    let firsts = try #require(attendanceRepeatChecks.first { $0.definition.code == "SUS-101" })
    var followUp = row(.outpatient)
    followUp.firstAttendance = 2
    #expect(!firsts.takesPart(followUp))
    #expect(attendanceRepeatChecks.count == 3)
  }
}
