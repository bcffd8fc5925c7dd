import Findings
import Quantities

/// A month that is final stays as it was.
let frozenMonthRestated = SeriesCheck(
  CheckDefinition(
    "SLAM-171", .continuity, .warning, "a month that is final stays as it was",
    reason: "After the freeze date a month is paid for and does not change",
    message: "a month was restated after its freeze",
    hint: "ask the provider on what ground; the money named is the change",
    about: .actualPrice, limit: CheckLimit(1, .pounds, "the change of a point of delivery from which it is said"), challenge: "Restated after freeze"
  )
) { series, limit in
  series.restated.compactMap { cell in
    let difference = cell.actualPriceNow - cell.actualPrice
    guard cell.month < series.frozenMonths, difference.magnitude > UInt128(limit) else { return nil }
    return SeriesHit(
      commissioner: cell.commissioner, pod: cell.pod, month: cell.month, stake: difference,
      "\(pounds(cell.actualPriceNow)) in place of \(pounds(cell.actualPrice))")
  }
}
