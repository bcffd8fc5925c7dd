import Findings
import Quantities

/// A commissioner’s cost is near that of the months before.
let jumpOfCommissioner = SeriesCheck(
  CheckDefinition(
    "SLAM-172", .continuity, .note, "a commissioner’s cost is near that of the months before",
    reason: "Robust statistics: the distance from the median of the months before in median absolute deviations",
    message: "a commissioner’s cost jumped",
    hint: "look at the points of delivery that moved; the money named is the distance from the usual month",
    about: .actualPrice,
    limit: CheckLimit(6, .deviations, "the distance from the median of the months before, in robust deviations; changes under £5,000 are passed over")
  )
) { series, limit in
  guard series.stated[series.last] else { return [] }
  return (0..<series.commissioners).compactMap { commissioner in
    let months = series.ofCommissioner(commissioner).map(\.actualPrice)
    let before = months[..<series.last].enumerated().filter { series.stated[$0.offset] }.map(\.element)
    guard let (deviations, median) = robustDistance(of: months[series.last], from: before), deviations > Int128(limit),
      (months[series.last] - median).magnitude >= UInt128(5_000 * exactScale)
    else { return nil }
    return SeriesHit(
      commissioner: commissioner, month: series.last, stake: months[series.last] - median,
      "\(pounds(months[series.last])), where \(pounds(median)) is usual")
  }
}
