import Findings
import Quantities

/// Unit prices stay as they were within the year.
let priceChanged = SeriesCheck(
  CheckDefinition(
    "SLAM-174", .continuity, .note, "unit prices stay as they were within the year",
    reason: "National tariff: prices hold for a financial year",
    message: "a unit price changed within the year",
    hint: "ask the provider on what ground; the money named is what the month’s activity costs more or less",
    about: .actualPrice, needs: [.pod, .tariff], limit: CheckLimit(10, .percent, "the change of the median price from which it is said"),
    challenge: "Price changed"
  )
) { series, limit in
  series.prices.compactMap { price in
    guard !series.traits[price.pod].contains(.money), series.traits[price.pod].isDisjoint(with: [.drug, .device]), price.before > 0,
      price.lines.before >= Int(UsualPrice.leastLines), price.lines.now >= Int(UsualPrice.leastLines)
    else { return nil }
    let change = Int128(price.now) - Int128(price.before)
    guard change.magnitude * 100 * UInt128(exactScale) > UInt128(limit) * Int128(price.before).magnitude else { return nil }
    return SeriesHit(
      pod: price.pod, month: series.last, stake: change * price.activity / exactScale,
      "\(price.tariff) costs \(pounds(Int128(price.now))), where it was \(pounds(Int128(price.before)))")
  }
}
