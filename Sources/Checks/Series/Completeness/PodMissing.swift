import Findings
import Quantities

/// Every point of delivery of the months before is there.
let podMissing = SeriesCheck(
  CheckDefinition(
    "SLAM-151", .completeness, .warning, "every point of delivery of the months before is there",
    reason: "A kind of care that was given in each of the last three months does not stop unsaid",
    message: "a point of delivery of the last three months is missing",
    hint: "ask the provider whether the month is complete; the money named is the mean of the three months",
    about: .pod, needs: [.pod], limit: CheckLimit(1000, .pounds, "the mean of the three months from which it is said")
  )
) { series, limit in
  guard series.months >= 4, series.stated[series.last] else { return [] }
  return (0..<series.pods).compactMap { pod in
    let months = series.ofPOD(pod)
    let before = months[(series.last - 3)..<series.last]
    guard months[series.last].rows == 0 || months[series.last].actualPrice == 0 && months[series.last].activity == 0,
      before.allSatisfy({ $0.actualPrice != 0 })
    else { return nil }
    let mean = before.reduce(0) { $0 + $1.actualPrice } / 3
    guard mean.magnitude >= UInt128(limit) else { return nil }
    return SeriesHit(pod: pod, month: series.last, stake: -mean, "nothing, after \(pounds(mean)) a month in the last three")
  }
}
