import Findings
import Quantities

/// The plan of a month stays as it was stated.
let planChanged = SeriesCheck(
  CheckDefinition(
    "SLAM-170", .continuity, .note, "the plan of a month stays as it was stated",
    reason: "A plan is agreed before the year; a change of it is a variation of the contract",
    message: "the plan of an earlier month was changed",
    hint: "ask the provider for the contract variation",
    about: .planPrice, limit: CheckLimit(1, .pounds, "the change of a point of delivery from which it is said")
  )
) { series, limit in
  series.restated.compactMap { cell in
    let difference = cell.planPriceNow - cell.planPrice
    guard difference.magnitude > UInt128(limit) else { return nil }
    return SeriesHit(
      commissioner: cell.commissioner, pod: cell.pod, month: cell.month, stake: difference,
      "\(pounds(cell.planPriceNow)) in place of \(pounds(cell.planPrice))")
  }
}
