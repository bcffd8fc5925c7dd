import Findings
import Quantities

/// Every commissioner of the months before is there.
let commissionerMissing = SeriesCheck(
  CheckDefinition(
    "SLAM-150", .completeness, .warning, "every commissioner of the months before is there",
    reason: "A commissioner whose patients were treated in each of the last three months is not without any in the next",
    message: "a commissioner of the last three months is missing",
    hint: "ask the provider whether the month is complete; the money named is the mean of the three months",
    about: .commissioner, limit: CheckLimit(0, .pounds, "the mean of the three months from which it is said")
  )
) { series, limit in
  guard series.months >= 4, series.stated[series.last] else { return [] }
  return (0..<series.commissioners).compactMap { commissioner in
    let months = series.ofCommissioner(commissioner)
    let before = months[(series.last - 3)..<series.last]
    guard months[series.last].rows == 0, before.allSatisfy({ $0.rows > 0 }) else { return nil }
    let mean = before.reduce(0) { $0 + $1.actualPrice } / 3
    guard mean.magnitude >= UInt128(limit) else { return nil }
    return SeriesHit(commissioner: commissioner, month: series.last, stake: -mean, "no row, after \(pounds(mean)) a month in the last three")
  }
}
