package import Ledger
package import Quantities

/// A variance (plan − actual) in the parts that explain it; they add to it exactly. Negative parts are cost above plan.
///
/// Adds, so that the split of anything is the sum over its contract lines.
package struct VarianceSplit: Sendable, Hashable, AdditiveArithmetic {
  /// The part of the volume variance that would be left had the group's activity grown or shrunk evenly over its lines.
  package var pureVolume: Money
  /// The rest of the volume variance: a shift between dearer and cheaper lines of a group.
  package var mix: Money
  /// (Plan price − actual price) × actual activity; takes the remainder, so that the parts add up.
  package var price: Money
  /// The whole variance of lines with activity and no planned activity: they have no planned price.
  package var unplanned: Money
  /// The whole variance of lines with money and no activity on either side: devices, blocks, adjustments.
  package var nonActivity: Money

  /// Makes a split.
  package init(pureVolume: Money = .zero, mix: Money = .zero, price: Money = .zero, unplanned: Money = .zero, nonActivity: Money = .zero) {
    self.pureVolume = pureVolume
    self.mix = mix
    self.price = price
    self.unplanned = unplanned
    self.nonActivity = nonActivity
  }

  /// Nothing.
  package static let zero = VarianceSplit()
  /// (Plan activity − actual activity) × plan price: pure volume and mix together.
  package var volume: Money { pureVolume + mix }
  /// Plan − actual: all parts together.
  package var variance: Money { pureVolume + mix + price + unplanned + nonActivity }

  package static func + (a: VarianceSplit, b: VarianceSplit) -> VarianceSplit {
    VarianceSplit(
      pureVolume: a.pureVolume + b.pureVolume, mix: a.mix + b.mix, price: a.price + b.price, unplanned: a.unplanned + b.unplanned,
      nonActivity: a.nonActivity + b.nonActivity)
  }
  package static func - (a: VarianceSplit, b: VarianceSplit) -> VarianceSplit {
    VarianceSplit(
      pureVolume: a.pureVolume - b.pureVolume, mix: a.mix - b.mix, price: a.price - b.price, unplanned: a.unplanned - b.unplanned,
      nonActivity: a.nonActivity - b.nonActivity)
  }
}

/// How a contract line's variance can be explained.
package enum SplitKind: UInt8, Sendable, Hashable, CaseIterable {
  /// Activity planned and done: volume and price.
  case priced
  /// Activity planned and none done: all volume.
  case allVolume
  /// Activity done and none planned: unplanned activity.
  case unplanned
  /// No activity on either side, or a planned price beyond any that a sum could carry: not explained by activity.
  case nonActivity
}

/// The volume variance of a contract line and what kind of line it is.
///
/// Volume variance = (plan activity − actual activity) × plan cost ÷ plan activity, rounded half away from nought at the eighth decimal. Amounts are counts
/// of 10⁻⁸; a volume or price effect that does not fit in 64 bits (£92 billion) makes the line one of `nonActivity`.
struct LineVolume: Hashable {
  var kind: SplitKind
  var volume: Int64
  var price: Int64

  @inline(__always)
  init(planCost: Int64, actualCost: Int64, planActivity: Int64, actualActivity: Int64) {
    volume = 0
    price = 0
    if planActivity == 0 {
      kind = actualActivity == 0 ? .nonActivity : .unplanned
      return
    }
    let variance = Int128(planCost) - Int128(actualCost)
    if actualActivity == 0 {
      guard let whole = Int64(exactly: variance) else {
        kind = .nonActivity
        return
      }
      kind = .allVolume
      volume = whole
      return
    }
    guard let effect = scaledCount(planCost, by: Int128(planActivity) - Int128(actualActivity), over: Int128(planActivity)),
      let rest = Int64(exactly: variance - Int128(effect))
    else {
      kind = .nonActivity
      return
    }
    kind = .priced
    volume = effect
    price = rest
  }
}

/// value × numerator ÷ denominator rounded half away from nought; nil when it does not fit in 64 bits. Whole activities, the usual case, stay in 64 bits
/// all the way.
@inline(__always)
func scaledCount(_ value: Int64, by numerator: Int128, over denominator: Int128) -> Int64? {
  if let n = Int64(exactly: numerator), let d = Int64(exactly: denominator), n % 100_000_000 == 0, d % 100_000_000 == 0, d != 0 {
    let (product, overflow) = value.multipliedReportingOverflow(by: n / 100_000_000)
    if !overflow, product != .min {
      let by = d / 100_000_000
      let (quotient, remainder) = product.quotientAndRemainder(dividingBy: by)
      if remainder.magnitude >= by.magnitude - remainder.magnitude {
        return quotient + ((product < 0) != (by < 0) ? -1 : 1)
      }
      return quotient
    }
  }
  return scaledExactly(Int128(value), by: numerator, over: denominator).flatMap { Int64(exactly: $0) }
}

/// Splits the lines of one group of one unit into volume, mix and price (the group form of the price, volume and mix formulas): for each line pure
/// volume = (plan activity − even share) × plan price, where the even share is the group's actual activity in the proportions of its plan;
/// mix = volume − pure volume; price the remainder. Lines without planned activity take no part in the proportions.
///
/// Where the group's planned activity adds to nought there is no proportion, and all volume is pure.
package func volumeMixPrice(of lines: [Measures]) -> [VarianceSplit] {
  var parts: [(line: LineVolume, measures: Measures)] = []
  var planned: Int128 = 0
  var actual: Int128 = 0
  for measures in lines {
    guard let planCost = Int64(exactly: measures.planCost.parts), let actualCost = Int64(exactly: measures.actualCost.parts),
      let planActivity = Int64(exactly: measures.planActivity.parts), let actualActivity = Int64(exactly: measures.actualActivity.parts)
    else {
      // Beyond a row's range: not a contract line; its variance is kept whole.
      var line = LineVolume(planCost: 0, actualCost: 0, planActivity: 0, actualActivity: 0)
      line.kind = .nonActivity
      parts.append((line, measures))
      continue
    }
    let line = LineVolume(planCost: planCost, actualCost: actualCost, planActivity: planActivity, actualActivity: actualActivity)
    if line.kind == .priced || line.kind == .allVolume {
      planned += Int128(planActivity)
      actual += Int128(actualActivity)
    }
    parts.append((line, measures))
  }
  return parts.map { line, measures in
    let planCost = Int64(truncatingIfNeeded: measures.planCost.parts)
    let (pure, mix) = pureVolumeAndMix(line, planCost: planCost, groupPlan: planned, groupActual: actual)
    return VarianceSplit(
      pureVolume: Money(parts: pure), mix: Money(parts: mix), price: Money(parts: line.price),
      unplanned: line.kind == .unplanned ? measures.variance : .zero,
      nonActivity: line.kind == .nonActivity ? measures.variance : .zero)
  }
}

/// A line's volume as pure volume and mix, given the group's activity.
@inline(__always)
func pureVolumeAndMix(_ line: LineVolume, planCost: Int64, groupPlan: Int128, groupActual: Int128) -> (pure: Int64, mix: Int64) {
  guard line.kind == .priced || line.kind == .allVolume else { return (0, 0) }
  guard groupPlan != 0, let pure = scaledCount(planCost, by: groupPlan - groupActual, over: groupPlan) else { return (line.volume, 0) }
  let (mix, overflow) = line.volume.subtractingReportingOverflow(pure)
  return overflow ? (line.volume, 0) : (pure, mix)
}

/// The split of one contract line by itself: volume (all of it pure) and price.
package func volumeAndPrice(of line: Measures) -> VarianceSplit {
  var split = volumeMixPrice(of: [line]).first ?? .zero
  split.pureVolume += split.mix
  split.mix = .zero
  return split
}
