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
  // An attendance whose HRG is not of the attendance chapter is a procedure.
  let isProcedure = segment.hrgs.map { !$0.isEmpty && !$0.hasPrefix("WF") && !$0.hasPrefix("UZ") }
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
    switch entry.file.kind {
    case .inpatients: rollUp.amounts[rollUp.place(.admissions, commissioner: commissioner, provider: provider, month: month)] += amount
    case .emergency: rollUp.amounts[rollUp.place(.emergencyAttendances, commissioner: commissioner, provider: provider, month: month)] += amount
    case .outpatients:
      guard row.attended == 5 || row.attended == 6 else { continue }
      let isFirst = row.firstAttendance == 1 || row.firstAttendance == 3
      guard isFirst || row.firstAttendance == 2 || row.firstAttendance == 4 else { continue }
      if !request.includesProcedures, isProcedure[Int(row.hrg)] { continue }
      let measure: SUSMeasure = isFirst ? .firstAttendances : .followUpAttendances
      rollUp.amounts[rollUp.place(measure, commissioner: commissioner, provider: provider, month: month)] += amount
      if isFirst, request.referralSources.contains(row.source) {
        rollUp.amounts[rollUp.place(.referrals, commissioner: commissioner, provider: provider, month: month)] += amount
      }
      guard Int(row.month) >= yearStart else { continue }
      let treatmentFunction = treatmentFunctions[Int(row.treatmentFunction)]
      let key = FollowUpKey(commissioner: UInt16(commissioner), provider: UInt16(provider), treatmentFunction: UInt16(treatmentFunction))
      if isFirst { followUps[key, default: key.line].first += amount } else { followUps[key, default: key.line].followUp += amount }
    case .slam, .plan: continue
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
