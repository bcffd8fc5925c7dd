import Findings
import Quantities

/// Prices are in pounds.
let priceInOtherUnits = LineCheck(
  CheckDefinition(
    "SLAM-140", .arithmetic, .warning, "prices are in pounds",
    reason: "A price a hundred times the usual is in pence; one a thousandth is in thousands of pounds",
    message: "a unit price of another order than its HRG and point of delivery",
    hint: "look whether the provider states pence or thousands of pounds; the money named is the whole charge",
    about: .actualPrice, needs: [.pod, .tariff], limit: CheckLimit(50, .times, "how many times the usual price, or what part of it"),
    challenge: "Price in other units"
  ), goesByAmounts: true
) { line, limit in
  guard line.usual.count >= UsualPrice.leastLines, line.usual.median > 0, line.actualActivity > 0,
    line.pod.isDisjoint(with: [.money, .drug, .device]),
    !line.tariff.contains(.blank), let price = line.unitPrice, price > 0
  else { return nil }
  let (high, low) = (Int128(max(price, line.usual.median)), Int128(min(price, line.usual.median)))
  return !product(UInt128(limit), low.magnitude, exceeds: high.magnitude, UInt128(exactScale)) ? line.actualPrice : nil
}
