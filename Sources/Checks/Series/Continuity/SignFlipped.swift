import Findings
import Quantities

/// A restated month keeps its sign.
let signFlipped = SeriesCheck(
  CheckDefinition(
    "SLAM-175", .continuity, .warning, "a restated month keeps its sign",
    reason: "A charge that becomes a credit, or the reverse, is seldom meant",
    message: "a restated month changed its sign",
    hint: "ask the provider whether the sign is right; the money named is the change",
    about: .actualPrice, limit: CheckLimit(1, .pounds, "the change from which it is said")
  )
) { series, limit in
  series.restated.compactMap { cell in
    guard cell.actualPrice > 0 && cell.actualPriceNow < 0 || cell.actualPrice < 0 && cell.actualPriceNow > 0 else { return nil }
    let difference = cell.actualPriceNow - cell.actualPrice
    guard difference.magnitude > UInt128(limit) else { return nil }
    return SeriesHit(
      commissioner: cell.commissioner, pod: cell.pod, month: cell.month, stake: difference,
      "\(pounds(cell.actualPriceNow)) in place of \(pounds(cell.actualPrice))")
  }
}
