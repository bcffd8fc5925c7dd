import Findings
import Quantities

/// A point of delivery that begins within the year is planned.
let newWithoutPlan = SeriesCheck(
  CheckDefinition(
    "SLAM-176", .continuity, .note, "a point of delivery that begins within the year is planned",
    reason: "NHS Standard Contract: a new service is agreed before it is charged for",
    message: "a point of delivery began within the year, without a plan",
    hint: "ask the provider under which agreement it is charged; the money named is the year to date",
    about: .planPrice, needs: [.pod], limit: CheckLimit(5000, .pounds, "the cost to date from which it is said"), challenge: "Service not agreed"
  )
) { series, limit in
  guard series.months >= 4 else { return [] }
  var hits: [SeriesHit] = []
  for commissioner in 0..<series.commissioners {
    for pod in 0..<series.pods {
      let months = (0..<series.months).map { series[commissioner, pod, $0] }
      guard let first = months.firstIndex(where: { $0.actualPrice != 0 }), first >= 3, months.allSatisfy({ $0.planPrice == 0 }) else { continue }
      let cost = months.reduce(0) { $0 + $1.actualPrice }
      guard cost >= Int128(limit) else { continue }
      hits.append(SeriesHit(commissioner: commissioner, pod: pod, month: first, stake: cost, "\(pounds(cost)) to date, none of it planned"))
    }
  }
  return hits
}
