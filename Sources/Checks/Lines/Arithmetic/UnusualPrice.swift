import Findings
import Quantities

/// The unit price is near that of its HRG and point of delivery.
let unusualPrice = LineCheck(
  CheckDefinition(
    "SLAM-135", .arithmetic, .note, "the unit price is near that of its HRG and point of delivery",
    reason: "Robust statistics: the distance from the median in median absolute deviations, times 1.4826",
    message: "a unit price far from that of its HRG and point of delivery",
    hint: "compare the price with the contract’s; the money named is what it is above or below the usual price",
    about: .actualPrice, needs: [.pod, .tariff], limit: CheckLimit(3, .deviations, "the distance from the usual unit price, in robust deviations"),
    challenge: "Unusual price"
  ), goesByAmounts: true
) { line, limit in
  guard line.usual.count >= UsualPrice.leastLines, line.actualActivity > 0, line.pod.isDisjoint(with: [.money, .drug, .device]),
    !line.tariff.contains(.blank), let price = line.unitPrice
  else { return nil }
  let distance = Int128(price) - Int128(line.usual.median)
  // Where nearly all have one price the deviation is nought: then a hundredth of the price stands for it.
  let deviation = Int128(max(line.usual.deviation, line.usual.median / 100, 1))
  guard product(distance.magnitude, UInt128(exactScale), exceeds: UInt128(limit), deviation.magnitude) else { return nil }
  return scaled(distance, by: Int128(line.actualActivity), over: exactScale)
}
