import Findings
import Quantities

/// The plan of a commissioner goes on.
let planMissing = SeriesCheck(
  CheckDefinition(
    "SLAM-155", .completeness, .warning, "the plan of a commissioner goes on",
    reason: "A plan agreed for the year does not end within it",
    message: "no plan, after a plan in each of the last three months",
    hint: "ask the provider for the month’s plan: without it the whole cost is a variance",
    about: .planPrice, limit: CheckLimit(1000, .pounds, "the mean plan of the three months from which it is said")
  )
) { series, limit in
  guard series.months >= 4, series.stated[series.last] else { return [] }
  return (0..<series.commissioners).compactMap { commissioner in
    let months = series.ofCommissioner(commissioner)
    let before = months[(series.last - 3)..<series.last]
    guard months[series.last].rows > 0, months[series.last].planPrice == 0, before.allSatisfy({ $0.planPrice != 0 }) else { return nil }
    let mean = before.reduce(0) { $0 + $1.planPrice } / 3
    guard mean.magnitude >= UInt128(limit) else { return nil }
    return SeriesHit(commissioner: commissioner, month: series.last, stake: -mean, "nought, after \(pounds(mean)) a month")
  }
}
