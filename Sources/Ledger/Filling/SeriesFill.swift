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
    for (place, statement) in entry.segment.statements.enumerated() where entry.standings[place] == .counts {
      let month = statement.month.value - first
      let cell = (commissioners[statement.commissioner] * providerCount + providers[statement.provider]) * monthCount + month
      ledger.monthly.submission[cell] = Int32(entry.submission(ofStatement: place)?.value ?? -1)
      ledger.monthly.rowCount[cell] += Int32(clamping: statement.rows)
      let fits =
        add(statement.sums.planPrice, &ledger.monthly.columns.planCost[cell])
        && add(statement.sums.actualPrice, &ledger.monthly.columns.actualCost[cell])
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
  private(set) var months: [ExtractKind: [MonthIndex: Int]] = [:]

  init(_ files: [AttendanceFile], request: LedgerRequest) {
    for kind in [ExtractKind.outpatients, .inpatients, .emergency] {
      months[kind] = sourceOfMonths(files, kind: kind).filter { $0.key <= request.period.index && $0.key >= request.firstMonth }
    }
  }

  /// The months of a file that count.
  func months(ofFile place: Int, _ kind: ExtractKind) -> Set<MonthIndex> { Set((months[kind] ?? [:]).filter { $0.value == place }.keys) }
}

extension SUSRollUp {
  /// Puts together what the files add up to.
  mutating func fill(_ sums: [AttendanceSums], choice: SUSChoice) {
    for (kind, measures) in [
      (ExtractKind.outpatients, [SUSMeasure.firstAttendances, .followUpAttendances, .referrals]), (.inpatients, [.admissions]),
      (.emergency, [.emergencyAttendances]),
    ] {
      for measure in measures {
        latestMonth[measure] = choice.months[kind]?.keys.max()
        earliestMonth[measure] = choice.months[kind]?.keys.min()
      }
    }
    var lines: [FollowUpKey: FollowUpLine] = [:]
    for file in sums {
      for (place, amount) in file.amounts { amounts[place] += amount }
      for line in file.followUps {
        let key = FollowUpKey(commissioner: line.commissioner, provider: line.provider, treatmentFunction: line.treatmentFunction)
        lines[key, default: key.line].first += line.first
        lines[key, default: key.line].followUp += line.followUp
      }
    }
    followUpLines = lines.sorted { $0.key < $1.key }.map { $0.value }
  }
}
