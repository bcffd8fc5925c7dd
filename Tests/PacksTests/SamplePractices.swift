import Figures
import Ledger
import Programme
import Quantities
import TestSupport

@testable import Packs

/// Attendances and spells of Chiltern's practices, one by one, of which a ledger's cells and referrers are made: the truth that the tests of practice packs know.
struct PracticeEvents {
  struct Event: Hashable {
    var practice: Int
    var specialty: Int
    var provider: Int
    /// Months before the period's.
    var ago: Int
    var kind: AttendanceKind
    var isReferral: Bool
    var referrer: Int
    var cost: Int
  }

  static let practices = ["", "K1", "K2", "K3", "K4", "X1", "Y99"]
  static let specialties = ["100", "110", "120"]
  static let providers = ["RAN", "RQM"]
  static let referrers = ["", "K1", "K2", "RHM"]
  /// Months that the files hold.
  static let months = 4

  var events: [Event] = []

  /// A fixed sequence of events.
  ///
  /// - Parameter level: about how many a cell has: 1 makes nearly all small.
  init(seed: Int, level: Int) {
    var state = UInt64(seed &* 7_919 &+ 31)
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for practice in Self.practices.indices {
      let size = [1, 6, 4, 2, 5, 1, 1][practice]
      for ago in 0..<Self.months {
        for specialty in Self.specialties.indices {
          for kind in AttendanceKind.allCases {
            for _ in 0..<next(level * size + 1) where kind != .emergencyAttendance || specialty == 0 {
              events.append(
                Event(
                  practice: practice, specialty: specialty, provider: next(2), ago: ago, kind: kind,
                  isReferral: kind == .firstAttendance && next(3) > 0,
                  referrer: next(4), cost: 90 + next(80)))
            }
          }
        }
      }
    }
  }

  /// What a practice pack is made from.
  func input(_ change: (inout PackInput) -> Void = { _ in }) -> PackInput {
    var ledger = sampleLedger([.pounds("10H", "RAN", "DC", plan: 900, actual: 950), .pounds("10H", "RQM", "EL", tfc: "110", plan: 100, actual: 90)])
    ledger.treatmentFunctions = Self.specialties
    ledger.practices = Self.practices
    ledger.referrers = Self.referrers
    let last = ledger.period.index
    for measure in SUSMeasure.allCases {
      ledger.sus.latestMonth[measure] = last
      ledger.sus.earliestMonth[measure] = last.advanced(by: 1 - Self.months)
    }
    let window = ledger.sus.monthCount
    var lastLines: [[Int]: SUSRollUp.FollowUpLine] = [:]
    for event in events {
      let one = SUSRollUp.Amount(count: 1, cost: pounds(event.cost))
      for measure in Self.measures(of: event) {
        ledger.sus.amounts[ledger.sus.place(measure, commissioner: 0, provider: event.provider, month: window - 1 - event.ago)] += one
      }
      guard event.kind == .firstAttendance || event.kind == .followUpAttendance else { continue }
      let key = [event.provider, event.specialty]
      var line =
        lastLines[key]
        ?? .init(commissioner: 0, provider: UInt16(event.provider), treatmentFunction: UInt16(event.specialty), first: .zero, followUp: .zero)
      if event.kind == .firstAttendance { line.first += one } else { line.followUp += one }
      lastLines[key] = line
    }
    ledger.sus.followUpLines = lastLines.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    var sums: [[Int]: (count: Int, cost: Int)] = [:]
    for event in events {
      let key = [
        event.practice, event.provider, event.specialty, event.kind == .firstAttendance ? 0 : 5, Int(event.kind.rawValue), event.isReferral ? 1 : 0,
        window - 1 - event.ago,
      ]
      let sum = sums[key] ?? (0, 0)
      sums[key] = (sum.count + 1, sum.cost + event.cost)
    }
    ledger.attendanceCells = sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, sum in
      AttendanceCell(
        commissioner: 0, practice: UInt32(key[0]), provider: UInt16(key[1]), treatmentFunction: UInt16(key[2]),
        source: ReferralSource(rawValue: UInt8(key[3])) ?? .unknown, kind: AttendanceKind(rawValue: UInt8(key[4])) ?? .admission,
        isReferral: key[5] == 1,
        month: UInt16(key[6]), count: Int32(sum.count), cost: Int64(sum.cost) * 100_000_000)
    }
    ledger.attendanceStart = [0, ledger.attendanceCells.count, ledger.attendanceCells.count]
    var lines: [[Int]: ReferrerLine] = [:]
    for event in events where event.kind == .firstAttendance || event.kind == .followUpAttendance {
      let key = [event.practice, event.provider, event.referrer]
      var line =
        lines[key]
        ?? ReferrerLine(commissioner: 0, practice: UInt32(event.practice), provider: UInt16(event.provider), referrer: UInt32(event.referrer))
      let one = SUSRollUp.Amount(count: 1, cost: pounds(event.cost))
      line.attended += one
      if event.kind == .firstAttendance { line.first += one }
      lines[key] = line
    }
    ledger.referrerLines = lines.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    var input = sampleInput(ledger)
    input.practices = [
      Practice(code: "K1", name: "Chapel Surgery", commissioner: "10H", locality: "Amersham", weightedPopulation: 10_000),
      Practice(code: "K2", name: "Mill Lane Practice", commissioner: "10H", locality: "Amersham", weightedPopulation: 6_000),
      Practice(code: "K3", name: "The Old Dairy", commissioner: "10H", locality: "Wycombe", weightedPopulation: 3_000),
      Practice(code: "K4", name: "Bell Lane", commissioner: "10H", locality: "Wycombe", weightedPopulation: 8_000),
      Practice(code: "X1", name: "Brook House Surgery", commissioner: "11C", locality: "Central", weightedPopulation: 8_000),
    ]
    input.referrerNames = ["K1": "Chapel Surgery", "K2": "Mill Lane Practice", "RHM": "Southampton Hospitals"]
    input.alternatives = [LocalAlternative(specialty: "110", commissioners: [], service: "Community orthopaedics", marketForcesFactor: 1.02)]
    input.providers[0].marketForcesFactor = 12_000
    input.providers[1].marketForcesFactor = 10_200
    change(&input)
    return input
  }

  private static func measures(of event: Event) -> [SUSMeasure] {
    switch event.kind {
    case .firstAttendance: event.isReferral ? [.firstAttendances, .referrals] : [.firstAttendances]
    case .followUpAttendance: [.followUpAttendances]
    case .admission: [.admissions]
    case .emergencyAttendance: [.emergencyAttendances]
    }
  }

  /// How many there are that fit.
  func count(_ fits: (Event) -> Bool) -> Int { events.count(where: fits) }
}
