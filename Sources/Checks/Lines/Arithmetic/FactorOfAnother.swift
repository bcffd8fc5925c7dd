import Findings
import Quantities

/// The market forces factor is the provider’s own.
let factorOfAnother = LineCheck(
  CheckDefinition(
    "SLAM-137", .arithmetic, .note, "the market forces factor is the provider’s own",
    reason: "National tariff: the factor multiplies the price, the same for all of a provider",
    message: "a market forces factor that is not the provider’s own",
    hint: "compare the factor with the published one; the money named is the difference",
    about: .marketForces, needs: [.marketForces, .nationalTariff],
    limit: CheckLimit(
      2, .percent, "the difference from the provider’s factor, as a share of the price"),
    challenge: "Market forces factor"
  ), goesByAmounts: true
) { line, limit in
  // With a factor f the part inside a price p is p − p ÷ f.
  guard line.providerFactor > 0, line.marketForces != 0, line.indicator == .yes else { return nil }
  let inside = Int128(line.actualPrice) - Int128(line.actualPrice) * exactScale / Int128(line.providerFactor)
  let difference = Int128(line.marketForces) - inside
  guard product(difference.magnitude, 100 * UInt128(exactScale), exceeds: UInt128(limit), Int128(line.actualPrice).magnitude) else { return nil }
  return Int64(clamping: difference)
}
