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

/// The months of a file's rows, with the rows and cost of each.
func monthAmounts(_ segment: AttendanceSegment) throws(DamagedSegment) -> [MonthIndex: AttendanceMonth] {
  var months: [MonthIndex: AttendanceMonth] = [:]
  var last: UInt32 = .max
  var run = AttendanceMonth()
  for row in try segment.checkedRows() {
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
func sourceOfMonths(_ files: [AttendanceFile], months: [[MonthIndex: AttendanceMonth]], kind: ExtractKind) -> [MonthIndex: Int] {
  var chosen: [MonthIndex: Int] = [:]
  for (index, entry) in files.enumerated() where entry.file.kind == kind {
    let order = entry.file.submission?.index.value ?? -1
    for month in months[index].keys {
      if let other = chosen[month], (files[other].file.submission?.index.value ?? -1) >= order { continue }
      chosen[month] = index
    }
  }
  return chosen
}

/// Adds the rows of one file that count to the roll-up.
func addAttendances(
  _ entry: AttendanceFile, counting months: Set<MonthIndex>, axes: CodeAxes, request: LedgerRequest, followUps: inout [FollowUpKey: SUSRollUp.FollowUpLine],
  into rollUp: inout SUSRollUp
) throws(DamagedSegment) {
  let segment = entry.segment
  let commissioners = segment.commissioners.map { axes.commissionerIndex[$0] ?? 0 }
  let providers = segment.providers.map { axes.providerIndex[$0] ?? 0 }
  let treatmentFunctions = segment.treatmentFunctions.map { axes.treatmentFunctionIndex[$0] ?? 0 }
  let isProcedure = segment.hrgs.map { Ledger.isProcedure(hrg: $0) }
  let first = rollUp.firstMonth.value
  let yearStart = MonthIndex(year: request.period.year, month: 1).value
  var counts = [Bool](repeating: false, count: rollUp.monthCount)
  for month in months where rollUp.firstMonth <= month && first + rollUp.monthCount > month.value { counts[month.value - first] = true }
  for row in try segment.checkedRows() {
    let month = Int(row.month) - first
    guard counts.indices.contains(month), counts[month] else { continue }
    let commissioner = commissioners[Int(row.commissioner)]
    let provider = providers[Int(row.provider)]
    let amount = SUSRollUp.Amount(count: 1, cost: Money(parts: row.cost))
    let measures = measures(row, entry.file.kind, isProcedure: isProcedure[Int(row.hrg)], request)
    for measure in measures {
      rollUp.amounts[rollUp.place(measure, commissioner: commissioner, provider: provider, month: month)] += amount
    }
    guard Int(row.month) >= yearStart, let main = measures.first, main == .firstAttendances || main == .followUpAttendances else { continue }
    let treatmentFunction = treatmentFunctions[Int(row.treatmentFunction)]
    let key = FollowUpKey(commissioner: UInt16(commissioner), provider: UInt16(provider), treatmentFunction: UInt16(treatmentFunction))
    if main == .firstAttendances { followUps[key, default: key.line].first += amount } else { followUps[key, default: key.line].followUp += amount }
  }
}

/// Whether an HRG is a procedure's: one that is not of the attendance chapter.
func isProcedure(hrg: String) -> Bool { !hrg.isEmpty && !hrg.hasPrefix("WF") && !hrg.hasPrefix("UZ") }

/// What a row counts towards; an outpatient attendance only when it was attended, by its codes.
func measures(_ row: AttendanceRow, _ kind: ExtractKind, hrg: String, _ request: LedgerRequest) -> [SUSMeasure] {
  measures(row, kind, isProcedure: isProcedure(hrg: hrg), request)
}

private func measures(_ row: AttendanceRow, _ kind: ExtractKind, isProcedure: Bool, _ request: LedgerRequest) -> [SUSMeasure] {
  switch kind {
  case .inpatients: return [.admissions]
  case .emergency: return [.emergencyAttendances]
  case .slam, .plan: return []
  case .outpatients:
    guard row.attended == 5 || row.attended == 6, request.includesProcedures || !isProcedure else { return [] }
    switch row.firstAttendance {
    case 1, 3: return request.referralSources.contains(row.source) ? [.firstAttendances, .referrals] : [.firstAttendances]
    case 2, 4: return [.followUpAttendances]
    default: return []
    }
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
