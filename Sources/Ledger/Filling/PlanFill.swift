import Extracts
import Quantities

/// The plan files' lines of the period's year, added up to commissioner, provider, point of delivery and month, in order.
func fillPlan(_ files: [(file: ExtractFile, segment: ContractSegment)], axes: CodeAxes, request: LedgerRequest) throws(DamagedSegment)
  -> [AnnualPlanLine]
{
  var lines: [PlanKey: [Measures]] = [:]
  for (_, segment) in files {
    guard segment.rows.isWhole else { throw DamagedSegment() }
    let translation = try CodeTranslation(segment, axes: axes, request: request)
    let providers = try segment.codes(.provider, below: segment.providers.count)
    let commissioners = try segment.codes(.commissioner, below: segment.commissioners.count)
    let months = try segment.codes(.month, below: segment.months.count)
    let pods = try segment.codes(.pod, below: segment.podCount)
    let price = segment.amounts(.planPrice)
    let activity = segment.amounts(.planActivity)
    let providerIndexes = segment.providers.map { axes.providerIndex[$0] ?? 0 }
    for row in 0..<segment.rowCount {
      let provider = Int(providers[row])
      let key = PlanKey(
        commissioner: UInt16(translation.commissioners[Int(commissioners[row])]), provider: UInt16(providerIndexes[provider]),
        pod: UInt16(translation.pods[provider][Int(pods[row])]))
      let month = segment.months[Int(months[row])].month - 1
      lines[key, default: Array(repeating: .zero, count: 12)][month] += Measures(
        planCost: Money(parts: price[row]), planActivity: Activity(parts: activity[row]))
    }
  }
  return lines.sorted { $0.key < $1.key }.map { key, months in
    AnnualPlanLine(commissioner: key.commissioner, provider: key.provider, pod: key.pod, months: months)
  }
}

private struct PlanKey: Hashable, Comparable {
  var commissioner: UInt16
  var provider: UInt16
  var pod: UInt16

  static func < (a: Self, b: Self) -> Bool { (a.commissioner, a.provider, a.pod) < (b.commissioner, b.provider, b.pod) }
}
