import Findings
import Quantities

/// A point of delivery’s cost is near that of the months before.
let jumpOfPOD = SeriesCheck(
  CheckDefinition(
    "SLAM-173", .continuity, .note, "a point of delivery’s cost is near that of the months before",
    reason: "Robust statistics: the distance from the median of the months before in median absolute deviations",
    message: "a point of delivery’s cost jumped",
    hint: "look whether activity or price moved; the money named is the distance from the usual month",
    about: .actualPrice, needs: [.pod],
    limit: CheckLimit(
      6, .deviations, "the distance from the median of the months before, in robust deviations; changes under £10,000 are passed over")
  )
) { series, limit in
  guard series.stated[series.last] else { return [] }
  return (0..<series.pods).filter { !series.traits[$0].contains(.money) }.compactMap { pod in
    let months = series.ofPOD(pod).map(\.actualPrice)
    let before = months[..<series.last].enumerated().filter { series.stated[$0.offset] }.map(\.element)
    guard let (deviations, median) = robustDistance(of: months[series.last], from: before), deviations > Int128(limit),
      (months[series.last] - median).magnitude >= UInt128(10_000 * exactScale)
    else { return nil }
    return SeriesHit(
      pod: pod, month: series.last, stake: months[series.last] - median, "\(pounds(months[series.last])), where \(pounds(median)) is usual")
  }
}
