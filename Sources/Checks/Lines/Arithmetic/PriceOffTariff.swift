import Findings
import Quantities

/// A price at national tariff is the tariff’s.
let priceOffTariff = LineCheck(
  CheckDefinition(
    "SLAM-141", .arithmetic, .note, "a price at national tariff is the tariff’s",
    reason: "National tariff: its price times the provider’s market forces factor; `organisations/tariff.csv` holds it",
    message: "a price at national tariff that is not the tariff’s",
    hint: "compare with the tariff; the money named is what is charged above or below it",
    about: .actualPrice, needs: [.pod, .tariff, .nationalTariff], limit: CheckLimit(5, .percent, "the difference from the tariff’s price"),
    challenge: "Price off tariff"
  ), goesByAmounts: true
) { line, limit in
  guard line.indicator == .yes, line.tariffPrice > 0, line.actualActivity > 0 else { return nil }
  let right = Int128(line.tariffPrice) * Int128(line.actualActivity) / exactScale
  let difference = Int128(line.actualPrice) - right
  return product(difference.magnitude, 100 * UInt128(exactScale), exceeds: UInt128(limit), right.magnitude) ? Int64(clamping: difference) : nil
}
