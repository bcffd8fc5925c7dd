import Extracts
import Quantities

/// Adds up the months of every pair over the window, from the statements that count.
func fillSeries(
  _ files: [FillFile], _ stated: Set<StatedMonth>, _ axes: CodeAxes, _ request: LedgerRequest, _ ledger: inout ProgrammeLedger
) throws(LedgerFault) {
  let first = ledger.monthly.firstMonth.value
  let providerCount = ledger.monthly.providerCount
  let monthCount = ledger.monthly.monthCount
  for entry in files {
    let commissioners = entry.segment.commissioners.map { axes.commissionerIndex[$0] ?? 0 }
    let providers = entry.segment.providers.map { axes.providerIndex[$0] ?? 0 }
    for (statement, standing) in zip(entry.segment.statements, entry.standings) where standing == .counts {
      let month = statement.month.value - first
      let cell = (commissioners[statement.commissioner] * providerCount + providers[statement.provider]) * monthCount + month
      let fits =
        add(statement.sums.planPrice, &ledger.monthly.columns.planCost[cell]) && add(statement.sums.actualPrice, &ledger.monthly.columns.actualCost[cell])
        && add(statement.sums.planActivity, &ledger.monthly.columns.planActivity[cell])
        && add(statement.sums.actualActivity, &ledger.monthly.columns.actualActivity[cell])
      if !fits {
        throw LedgerFault.sumOutOfRange("\(entry.segment.providers[statement.provider]) in \(statement.month.period.description)")
      }
    }
  }
  for month in stated {
    guard let provider = axes.providerIndex[month.provider] else { continue }
    ledger.monthly.stated[provider * monthCount + month.month.value - first] = true
  }
}

private func add(_ amount: Int128, _ sum: inout Int64) -> Bool {
  guard let total = Int64(exactly: Int128(sum) + amount) else { return false }
  sum = total
  return true
}

/// Which attendance file each month of a kind came from.
struct SUSChoice: Sendable {
  /// By kind: month → place in the attendance files.
  var months: [ExtractKind: [MonthIndex: Int]] = [:]
  /// By file: what it says of each month.
  var counts: [[MonthIndex: AttendanceMonth]] = []
}

/// Rolls up the attendance files up to the period.
func fillAttendances(_ files: [AttendanceFile], axes: CodeAxes, request: LedgerRequest, into rollUp: inout SUSRollUp) throws(DamagedSegment) -> SUSChoice {
  var choice = SUSChoice()
  for file in files { choice.counts.append(try monthAmounts(file.segment)) }
  var followUps: [FollowUpKey: SUSRollUp.FollowUpLine] = [:]
  for kind in [ExtractKind.outpatients, .inpatients, .emergency] {
    let chosen = sourceOfMonths(files, months: choice.counts, kind: kind).filter {
      $0.key <= request.period.index && $0.key >= request.firstMonth
    }
    choice.months[kind] = chosen
    let measures: [SUSMeasure] =
      kind == .outpatients ? [.firstAttendances, .followUpAttendances, .referrals] : [kind == .inpatients ? .admissions : .emergencyAttendances]
    for measure in measures {
      rollUp.latestMonth[measure] = chosen.keys.max()
      rollUp.earliestMonth[measure] = chosen.keys.min()
    }
    for (index, file) in files.enumerated() where file.file.kind == kind {
      let months = Set(chosen.filter { $0.value == index }.keys)
      if !months.isEmpty { try addAttendances(file, counting: months, axes: axes, request: request, followUps: &followUps, into: &rollUp) }
    }
  }
  rollUp.followUpLines = followUps.sorted { $0.key < $1.key }.map { $0.value }
  return choice
}
