package import Extracts
import Quantities

extension FourSums {
  /// The same four amounts, in the order of the sums.
  package init(_ measures: Measures) {
    self.init(
      planPrice: measures.planCost.parts, actualPrice: measures.actualCost.parts, planActivity: measures.planActivity.parts,
      actualActivity: measures.actualActivity.parts)
  }
}

extension Measures {
  /// Sums that are counts of 10⁻⁸.
  package init(_ sums: FourSums) {
    self.init(
      planCost: Money(parts: sums.planPrice), actualCost: Money(parts: sums.actualPrice), planActivity: Activity(parts: sums.planActivity),
      actualActivity: Activity(parts: sums.actualActivity))
  }

  /// Sums that are counts of 10⁻¹⁸, cut at the eighth decimal.
  fileprivate init(cutting sums: FourSums) {
    self.init(
      FourSums(
        planPrice: sums.planPrice / finerThanStored, actualPrice: sums.actualPrice / finerThanStored,
        planActivity: sums.planActivity / finerThanStored,
        actualActivity: sums.actualActivity / finerThanStored))
  }
}

/// How every file took part: the control of its raw total against what became of its rows.
func sources(
  _ loaded: [LoadedFile], _ resolution: StatementResolution, _ returns: [(file: ExtractFile, segment: ContractSegment)], _ choice: SUSChoice,
  _ request: LedgerRequest
) -> [SourceFile] {
  var counted: [String: (segment: ContractSegment, standings: [Standing])] = [:]
  for (entry, standings) in zip(returns, resolution.standings) { counted[entry.file.path] = (entry.segment, standings) }
  var attendancePlace = 0
  return loaded.map { entry in
    var source = SourceFile(path: entry.file.path, kind: entry.file.kind.rawValue, provider: entry.file.provider, submission: entry.file.submission)
    source.isReturn = entry.file.part != .plan
    let facts = entry.facts
    source.sha256 = hexadecimal(facts.digest)
    source.byteCount = facts.byteCount
    source.refused = facts.refused
    guard !facts.refused else { return source }
    // What a profile left out stands in the file too.
    let raw = facts.control.exact + facts.dropped.amounts
    let dropped = Measures(cutting: facts.dropped.amounts)
    let rounding = facts.rounding + facts.dropped.amounts - FourSums(dropped).times(finerThanStored)
    source.rowCount = facts.control.rows + facts.dropped.rows
    source.quarantinedRows = facts.quarantine.count
    source.exactRawTotal = raw
    source.exactRoundingDifference = rounding
    source.rawTotal = Measures(cutting: raw)
    source.roundingDifference = Measures(cutting: rounding)
    source.quarantinedTotal = Measures(facts.quarantined)
    switch entry.content {
    case .contracts(let asRead):
      let segment = counted[entry.file.path]?.segment ?? asRead
      let standing = counted[entry.file.path]?.standings
      for (place, statement) in segment.statements.enumerated() {
        switch standing?[place] ?? .counts {
        case .counts:
          source.countedTotal += Measures(statement.sums)
          source.countedRows += statement.rows
        case .replaced:
          source.replacedTotal += Measures(statement.sums)
          source.replacedRows += statement.rows
        case .outsideWindow:
          source.outsideWindowTotal += Measures(statement.sums)
          source.outsideWindowRows += statement.rows
        }
      }
      source.leftOutTotal = Measures(segment.leftOut) + dropped
      source.leftOutRows = segment.leftOutRows + facts.dropped.rows
    case .attendances(let segment):
      source.leftOutTotal = dropped
      source.leftOutRows = facts.dropped.rows
      addAttendances(segment, place: attendancePlace, entry.file.kind, choice, request, &source)
      attendancePlace += 1
    }
    return source
  }
}

private func addAttendances(
  _ segment: AttendanceSegment, place: Int, _ kind: ExtractKind, _ choice: SUSChoice, _ request: LedgerRequest, _ source: inout SourceFile
) {
  let chosen = choice.months[kind] ?? [:]
  for (month, amounts) in segment.months {
    let total = Measures(actualCost: amounts.cost)
    if month > request.period.index || month < request.firstMonth {
      source.outsideWindowTotal += total
      source.outsideWindowRows += amounts.rows
    } else if chosen[month] == place {
      source.countedTotal += total
      source.countedRows += amounts.rows
    } else {
      source.replacedTotal += total
      source.replacedRows += amounts.rows
    }
  }
}
