import Extracts
import Quantities

/// What a filling pass needs to know of one attendance-level file.
struct AttendanceFile: Sendable {
  var file: ExtractFile
  var segment: AttendanceSegment
}

/// What a file says of one month.
struct AttendanceMonth: Sendable, Hashable {
  var rows = 0
  var cost = Money.zero
}

/// The months of rows, with the rows and cost of each.
func monthAmounts(_ rows: [AttendanceRow]) -> [MonthIndex: AttendanceMonth] {
  var months: [MonthIndex: AttendanceMonth] = [:]
  var last: UInt32 = .max
  var run = AttendanceMonth()
  for row in rows {
    if row.month != last {
      if run.rows > 0 { months[MonthIndex(value: Int(last)), default: AttendanceMonth()].add(run) }
      last = row.month
      run = AttendanceMonth()
    }
    run.rows += 1
    run.cost.parts += Int128(row.cost)
  }
  if run.rows > 0 { months[MonthIndex(value: Int(last)), default: AttendanceMonth()].add(run) }
  return months
}

extension AttendanceMonth {
  fileprivate mutating func add(_ other: AttendanceMonth) {
    rows += other.rows
    cost += other.cost
  }
}

/// Which file each month of a kind comes from: the latest month folder that has it, else the year's file. Places in `files`.
func sourceOfMonths(_ files: [AttendanceFile], kind: ExtractKind) -> [MonthIndex: Int] {
  var chosen: [MonthIndex: Int] = [:]
  for (index, entry) in files.enumerated() where entry.file.kind == kind {
    let order = entry.file.submission?.index.value ?? -1
    for month in entry.segment.months.keys {
      if let other = chosen[month], (files[other].file.submission?.index.value ?? -1) >= order { continue }
      chosen[month] = index
    }
  }
  return chosen
}

/// What one file adds to the roll-up.
struct AttendanceSums: Sendable {
  /// By place in the roll-up's amounts.
  var amounts: [(place: Int, amount: SUSRollUp.Amount)] = []
  var followUps: [SUSRollUp.FollowUpLine] = []
  /// Cells, referrers and patients.
  var detail = AttendanceDetail()
  /// The segment turned out to be damaged while its rows were read.
  var damaged = false
}

/// Adds up the rows of one file that count.
///
/// - Parameters:
///   - place: the file's place among the attendance files.
///   - choice: which months count from which file.
func sumAttendances(_ entry: AttendanceFile, place: Int, choice: SUSChoice, axes: CodeAxes, request: LedgerRequest, shape: SUSRollUp)
  -> AttendanceSums
{
  let months = choice.months(ofFile: place, entry.file.kind)
  if months.isEmpty { return AttendanceSums() }
  do throws(DamagedSegment) {
    let gathering = try AttendanceGathering(entry, place: place, latestOutpatients: choice.months[.outpatients]?.keys.max(), axes: axes)
    return try addUp(entry, counting: months, gathering, axes: axes, request: request, shape: shape)
  } catch {
    return AttendanceSums(damaged: true)
  }
}

private func addUp(
  _ entry: AttendanceFile, counting months: Set<MonthIndex>, _ gathering: consuming AttendanceGathering, axes: CodeAxes, request: LedgerRequest,
  shape: SUSRollUp
) throws(DamagedSegment) -> AttendanceSums {
  let segment = entry.segment
  let commissioners = segment.commissioners.map { axes.commissionerIndex[$0] ?? 0 }
  let providers = segment.providers.map { axes.providerIndex[$0] ?? 0 }
  let treatmentFunctions = segment.treatmentFunctions.map { axes.treatmentFunctionIndex[$0] ?? 0 }
  let isProcedure = segment.hrgs.map { Ledger.isProcedure(hrg: $0) }
  let first = shape.firstMonth.value
  let yearStart = MonthIndex(year: request.period.year, month: 1).value
  var counts = [Bool](repeating: false, count: shape.monthCount)
  for month in months where shape.firstMonth <= month && first + shape.monthCount > month.value { counts[month.value - first] = true }
  // Sums by the file's own numbers: class (first, follow-up, referral or all) × commissioner × provider × month.
  let cells = commissioners.count * providers.count * shape.monthCount
  var sums = [SUSRollUp.Amount](repeating: .zero, count: 3 * cells)
  let lineCells = commissioners.count * providers.count * treatmentFunctions.count
  var lines = [SUSRollUp.Amount](repeating: .zero, count: entry.file.kind == .outpatients ? 2 * lineCells : 0)
  let rows = try segment.wholeRows()
  for (number, row) in rows.enumerated() {
    let month = Int(row.month) - first
    guard month >= 0, month < counts.count, counts[month] else { continue }
    let commissioner = Int(row.commissioner)
    let provider = Int(row.provider)
    guard commissioner < commissioners.count, provider < providers.count, Int(row.hrg) < isProcedure.count,
      Int(row.treatmentFunction) < treatmentFunctions.count
    else { throw DamagedSegment() }
    let cell = (commissioner * providers.count + provider) * shape.monthCount + month
    let attendance = attendance(row, entry.file.kind, isProcedure: isProcedure[Int(row.hrg)], request)
    guard let place = attendance.place else { continue }
    let amount = SUSRollUp.Amount(count: 1, cost: Money(parts: row.cost))
    sums[place * cells + cell] += amount
    if attendance.isReferral { sums[2 * cells + cell] += amount }
    try gathering.add(
      row, number: number, month: month, isFollowUp: place == 1, isReferral: attendance.isReferral, inYear: Int(row.month) >= yearStart)
    if entry.file.kind == .outpatients, Int(row.month) >= yearStart {
      lines[place * lineCells + (commissioner * providers.count + provider) * treatmentFunctions.count + Int(row.treatmentFunction)] += amount
    }
  }
  var result = AttendanceSums()
  result.detail = gathering.finish(rows)
  let measures: [SUSMeasure] =
    switch entry.file.kind {
    case .inpatients: [.admissions]
    case .emergency: [.emergencyAttendances]
    default: [.firstAttendances, .followUpAttendances, .referrals]
    }
  for (commissioner, globalCommissioner) in commissioners.enumerated() {
    for (provider, globalProvider) in providers.enumerated() {
      let pair = commissioner * providers.count + provider
      for (index, measure) in measures.enumerated() {
        for month in 0..<shape.monthCount {
          let amount = sums[index * cells + pair * shape.monthCount + month]
          if amount.count > 0 {
            result.amounts.append((shape.place(measure, commissioner: globalCommissioner, provider: globalProvider, month: month), amount))
          }
        }
      }
      guard !lines.isEmpty else { continue }
      for (treatmentFunction, globalTreatmentFunction) in treatmentFunctions.enumerated() {
        let cell = pair * treatmentFunctions.count + treatmentFunction
        if lines[cell].count > 0 || lines[lineCells + cell].count > 0 {
          result.followUps.append(
            SUSRollUp.FollowUpLine(
              commissioner: UInt16(globalCommissioner), provider: UInt16(globalProvider), treatmentFunction: UInt16(globalTreatmentFunction),
              first: lines[cell], followUp: lines[lineCells + cell]))
        }
      }
    }
  }
  return result
}

/// Whether an HRG is a procedure's: one that is not of the attendance chapter.
func isProcedure(hrg: String) -> Bool { !hrg.isEmpty && !hrg.hasPrefix("WF") && !hrg.hasPrefix("UZ") }

/// What a row counts as: nought for a first attendance (or any spell or emergency attendance), one for a follow-up, nil for neither; an outpatient
/// attendance only when it was attended, by its codes.
@inline(__always)
private func attendance(_ row: AttendanceRow, _ kind: ExtractKind, isProcedure: Bool, _ request: LedgerRequest) -> (place: Int?, isReferral: Bool) {
  switch kind {
  case .inpatients, .emergency: return (0, false)
  case .slam, .plan, .patientLevel, .drugs, .devices: return (nil, false)
  case .outpatients:
    guard row.attended == 5 || row.attended == 6, request.includesProcedures || !isProcedure else { return (nil, false) }
    switch row.firstAttendance {
    case 1, 3: return (0, request.isReferralSource(row.source))
    case 2, 4: return (1, false)
    default: return (nil, false)
    }
  }
}

/// Whether a row counts towards a measure of its kind of file.
func counts(_ row: AttendanceRow, _ kind: ExtractKind, hrg: String, towards measure: SUSMeasure, _ request: LedgerRequest) -> Bool {
  let attendance = attendance(row, kind, isProcedure: isProcedure(hrg: hrg), request)
  switch measure {
  case .firstAttendances, .admissions, .emergencyAttendances: return attendance.place == 0
  case .followUpAttendances: return attendance.place == 1
  case .referrals: return attendance.isReferral
  }
}

/// A pair and treatment function.
struct FollowUpKey: Hashable, Comparable {
  var commissioner: UInt16
  var provider: UInt16
  var treatmentFunction: UInt16

  /// A line with nothing in it.
  var line: SUSRollUp.FollowUpLine {
    SUSRollUp.FollowUpLine(commissioner: commissioner, provider: provider, treatmentFunction: treatmentFunction, first: .zero, followUp: .zero)
  }

  static func < (a: Self, b: Self) -> Bool {
    (a.commissioner, a.provider, a.treatmentFunction) < (b.commissioner, b.provider, b.treatmentFunction)
  }
}
