import Extracts
import Quantities

/// What the cells, referrers and patients of one file are gathered in: numbers alone, in the order of the file's rows until `finish`.
struct AttendanceGathering {
  private let kind: ExtractKind
  private let place: Int
  private let latestOutpatients: UInt32
  private let commissioners: [Int]
  private let providers: [Int]
  private let treatmentFunctions: [Int]
  private let practices: [UInt32]
  private let referrers: [UInt32]
  private let hrgs: [String]
  private var cells: [CellSum] = []
  private var referrals: [ReferrerSum] = []
  private var visits: [PatientVisit] = []
  private var admissions: [FollowUpKey: EmergencyAdmissionLine] = [:]
  private var unidentified: [UInt16: SUSRollUp.Amount] = [:]

  /// - Parameters:
  ///   - place: the file's place among the attendance files.
  ///   - latestOutpatients: the latest month of outpatients that counts.
  init(_ entry: AttendanceFile, place: Int, latestOutpatients: MonthIndex?, axes: CodeAxes) throws(DamagedSegment) {
    let segment = entry.segment
    kind = entry.file.kind
    self.place = place
    self.latestOutpatients = UInt32(latestOutpatients?.value ?? 0)
    commissioners = segment.commissioners.map { axes.commissionerIndex[$0] ?? 0 }
    providers = segment.providers.map { axes.providerIndex[$0] ?? 0 }
    treatmentFunctions = segment.treatmentFunctions.map { axes.treatmentFunctionIndex[$0] ?? 0 }
    practices = try segment.practices.texts().map { UInt32(axes.practiceIndex[$0] ?? 0) }
    referrers = kind == .outpatients ? try segment.referrers.texts().map { UInt32(axes.referrerIndex[$0] ?? 0) } : []
    hrgs = segment.hrgs
    cells.reserveCapacity(segment.rowCount)
  }

  /// Adds a row that counts.
  ///
  /// - Parameters:
  ///   - month: its place in the window.
  ///   - isFollowUp: whether it is an outpatient follow-up.
  ///   - inYear: whether it is of the period's year.
  mutating func add(_ row: AttendanceRow, number: Int, month: Int, isFollowUp: Bool, isReferral: Bool, inYear: Bool) throws(DamagedSegment) {
    guard Int(row.practice) < practices.count, kind != .outpatients || Int(row.referrer) < referrers.count else { throw DamagedSegment() }
    let practice = practices[Int(row.practice)]
    let commissioner = UInt16(commissioners[Int(row.commissioner)])
    let provider = UInt16(providers[Int(row.provider)])
    let treatmentFunction = UInt16(treatmentFunctions[Int(row.treatmentFunction)])
    let counted: AttendanceKind =
      switch kind {
      case .inpatients: .admission
      case .emergency: .emergencyAttendance
      default: isFollowUp ? .followUpAttendance : .firstAttendance
      }
    let source = kind == .outpatients ? ReferralSource(code: row.source) : .unknown
    cells.append(
      CellSum(
        AttendanceCell(
          commissioner: commissioner, practice: practice, provider: provider, treatmentFunction: treatmentFunction, source: source, kind: counted,
          isReferral: isReferral, month: UInt16(month), count: 1, cost: row.cost)))
    guard inYear else { return }
    if kind == .outpatients {
      referrals.append(
        ReferrerSum(
          commissioner: commissioner, practice: practice, provider: provider, referrer: referrers[Int(row.referrer)], isFirst: !isFollowUp,
          inLatestMonth: row.month == latestOutpatients, count: 1, cost: row.cost))
    }
    if kind == .inpatients, row.isThroughEmergency {
      let key = FollowUpKey(commissioner: commissioner, provider: provider, treatmentFunction: treatmentFunction)
      var line =
        admissions[key] ?? EmergencyAdmissionLine(commissioner: commissioner, provider: provider, treatmentFunction: treatmentFunction)
      line.spells += SUSRollUp.Amount(count: 1, cost: Money(parts: Int128(row.cost)))
      if row.lengthOfStay != AttendanceRow.noStay {
        line.bedDays += Int(row.lengthOfStay)
        line.spellsWithStay += 1
      }
      admissions[key] = line
    }
    if row.patient == 0 {
      unidentified[commissioner, default: .zero] += SUSRollUp.Amount(count: 1, cost: Money(parts: Int128(row.cost)))
    } else {
      visits.append(PatientVisit(patient: row.patient, commissioner: commissioner, provider: provider, row: UInt32(number)))
    }
  }

  /// Everything in order and added up.
  ///
  /// - Parameter rows: the file's rows.
  consuming func finish(_ rows: UnsafeBufferPointer<AttendanceRow>) -> AttendanceDetail {
    var detail = AttendanceDetail()
    cells.sort()
    detail.cells = folded(cells, overflowed: &detail.overflowed)
    referrals.sort()
    detail.referrers = folded(referrals, overflowed: &detail.overflowed)
    visits.sort()
    detail.patients.reserveCapacity(visits.count)
    for visit in visits {
      let row = rows[Int(visit.row)]
      let sum = PatientSum(visit, row, kind: kind, file: place, practice: practices[Int(row.practice)], hrg: hrgs[Int(row.hrg)])
      if let last = detail.patients.indices.last, detail.patients[last].isOfSame(sum) {
        if !detail.patients[last].add(sum) { detail.overflowed = true }
      } else {
        detail.patients.append(sum)
      }
    }
    detail.admissions = admissions
    detail.unidentified = unidentified
    return detail
  }
}

/// What one file says of cells, referrers and patients: sorted, nothing twice.
struct AttendanceDetail: Sendable {
  var cells: [CellSum] = []
  var referrers: [ReferrerSum] = []
  var patients: [PatientSum] = []
  var admissions: [FollowUpKey: EmergencyAdmissionLine] = [:]
  var unidentified: [UInt16: SUSRollUp.Amount] = [:]
  /// A cost did not fit.
  var overflowed = false
}

/// Something that is sorted by what it is of, and added to its like.
protocol Folding: Comparable {
  /// Whether it is of the same as another.
  func isOfSame(_ other: Self) -> Bool
  /// Adds another; false when the cost does not fit.
  mutating func add(_ other: Self) -> Bool
}

/// Sorted things with the like ones added up.
func folded<Thing: Folding>(_ sorted: [Thing], overflowed: inout Bool) -> [Thing] {
  var result: [Thing] = []
  result.reserveCapacity(sorted.count)
  for thing in sorted {
    if let last = result.indices.last, result[last].isOfSame(thing) {
      if !result[last].add(thing) { overflowed = true }
    } else {
      result.append(thing)
    }
  }
  return result
}

/// A cell under two words that sort as its codes do.
struct CellSum: Folding, Sendable {
  private let high: UInt64
  private let low: UInt64
  private(set) var cell: AttendanceCell

  init(_ cell: AttendanceCell) {
    self.cell = cell
    high = UInt64(cell.commissioner) << 48 | UInt64(cell.practice) << 16 | UInt64(cell.provider)
    low =
      UInt64(cell.treatmentFunction) << 48 | UInt64(cell.source.rawValue) << 40 | UInt64(cell.kind.rawValue) << 32
      | UInt64(cell.isReferral ? 1 : 0) << 24 | UInt64(cell.month)
  }

  static func < (a: CellSum, b: CellSum) -> Bool { a.high == b.high ? a.low < b.low : a.high < b.high }
  func isOfSame(_ other: CellSum) -> Bool { high == other.high && low == other.low }

  mutating func add(_ other: CellSum) -> Bool {
    let count = cell.count.addingReportingOverflow(other.cell.count)
    let cost = cell.cost.addingReportingOverflow(other.cell.cost)
    cell.count = count.partialValue
    cell.cost = cost.partialValue
    return !count.overflow && !cost.overflow
  }
}

/// First or follow-up attendances of a referrer, in the latest month or before it.
struct ReferrerSum: Folding, Sendable {
  private let high: UInt64
  private let low: UInt64
  private(set) var count: Int32
  private(set) var cost: Int64

  init(
    commissioner: UInt16, practice: UInt32, provider: UInt16, referrer: UInt32, isFirst: Bool, inLatestMonth: Bool, count: Int32, cost: Int64
  ) {
    high = UInt64(commissioner) << 48 | UInt64(practice) << 16 | UInt64(provider)
    low = UInt64(referrer) << 8 | (isFirst ? 2 : 0) | (inLatestMonth ? 1 : 0)
    self.count = count
    self.cost = cost
  }

  static func < (a: ReferrerSum, b: ReferrerSum) -> Bool { a.high == b.high ? a.low < b.low : a.high < b.high }
  func isOfSame(_ other: ReferrerSum) -> Bool { high == other.high && low == other.low }

  mutating func add(_ other: ReferrerSum) -> Bool {
    let counts = count.addingReportingOverflow(other.count)
    let costs = cost.addingReportingOverflow(other.cost)
    count = counts.partialValue
    cost = costs.partialValue
    return !counts.overflow && !costs.overflow
  }

  /// A line with this alone in it.
  var line: ReferrerLine {
    var line = ReferrerLine(
      commissioner: UInt16(truncatingIfNeeded: high >> 48), practice: UInt32(truncatingIfNeeded: high >> 16),
      provider: UInt16(truncatingIfNeeded: high), referrer: UInt32(truncatingIfNeeded: low >> 8))
    let amount = SUSRollUp.Amount(count: Int(count), cost: Money(parts: Int128(cost)))
    line.attended = amount
    if low & 2 > 0 { line.first = amount }
    if low & 1 > 0 {
      line.attendedInLatestMonth = amount
      if low & 2 > 0 { line.firstInLatestMonth = amount }
    }
    return line
  }
}

/// A row of a patient.
private struct PatientVisit: Comparable {
  let patient: UInt64
  let commissioner: UInt16
  let provider: UInt16
  let row: UInt32

  static func < (a: PatientVisit, b: PatientVisit) -> Bool {
    a.patient == b.patient ? (a.commissioner, a.provider, a.row) < (b.commissioner, b.provider, b.row) : a.patient < b.patient
  }
}

/// What files say of a patient of a commissioner at a provider.
struct PatientSum: Folding, Sendable {
  let patient: UInt64
  let commissioner: UInt16
  let provider: UInt16
  private(set) var share: PatientShare
  /// The file of the patient's last row, by its place.
  private(set) var file: Int
  private(set) var practice: UInt32
  /// Month, kind and line of that row.
  private var lastRow: UInt64

  fileprivate init(_ visit: PatientVisit, _ row: AttendanceRow, kind: ExtractKind, file: Int, practice: UInt32, hrg: String) {
    patient = visit.patient
    commissioner = visit.commissioner
    provider = visit.provider
    share = PatientShare(provider: visit.provider)
    share.cost = Money(parts: Int128(row.cost))
    var order: UInt64 = 0
    switch kind {
    case .inpatients:
      order = 1
      share.spells = 1
      share.costliestHRG = hrg
      share.costliestSpell = share.cost
      if row.lengthOfStay != AttendanceRow.noStay {
        share.bedDays = Int(row.lengthOfStay)
        share.spellsWithStay = 1
      }
    case .emergency:
      order = 2
      share.emergencies = 1
    default: share.outpatients = 1
    }
    self.file = file
    self.practice = practice
    lastRow = UInt64(row.month) << 40 | order << 32 | UInt64(row.line)
  }

  static func < (a: PatientSum, b: PatientSum) -> Bool {
    a.patient == b.patient ? (a.commissioner, a.provider) < (b.commissioner, b.provider) : a.patient < b.patient
  }
  func isOfSame(_ other: PatientSum) -> Bool { patient == other.patient && commissioner == other.commissioner && provider == other.provider }

  mutating func add(_ other: PatientSum) -> Bool {
    share.outpatients += other.share.outpatients
    share.spells += other.share.spells
    share.emergencies += other.share.emergencies
    share.bedDays += other.share.bedDays
    share.spellsWithStay += other.share.spellsWithStay
    share.cost += other.share.cost
    if let theirs = other.share.costliestHRG {
      let ours = share.costliestHRG
      if ours == nil || other.share.costliestSpell > share.costliestSpell
        || other.share.costliestSpell == share.costliestSpell && theirs < (ours ?? theirs)
      {
        share.costliestHRG = theirs
        share.costliestSpell = other.share.costliestSpell
      }
    }
    if other.lastRow > lastRow {
      lastRow = other.lastRow
      file = other.file
      practice = other.practice
    }
    return true
  }

  /// Whether this sum's last row comes after another's.
  func isLater(than other: PatientSum) -> Bool { lastRow > other.lastRow }
}
