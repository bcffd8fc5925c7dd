import Ledger
package import Quantities

/// From last month's forecast outturn to this month's, cause by cause; the causes add up to the difference exactly, leaf by leaf.
///
/// 1. *Data*: the forecast at the month before, with what its months are known to be now in place of what they were then known to be (restated, late or withdrawn).
/// 2. *Activity*: the new month comes in, at each leaf's average price to date.
/// 3. *Price and mix*: and then at the price that it had; dearer work within a leaf raises its average price as dearer prices do.
/// 4. *Money without activity*: the new month of leaves whose activity, this month or to date, is nought or has no unit, which are neither of the two.
/// 5. *Method*: where a leaf goes by another method now than it did, because a model has enough months or a profile has come to hold.
package struct ForecastBridge: Sendable, Hashable {
  /// Last month's forecast, on what was known then, before adjustments.
  package var previous = Money.zero
  /// What corrected data change, in pounds; above nought, more is foreseen. So for all causes.
  package var data = Money.zero
  /// What the new month's activity changes.
  package var activity = Money.zero
  /// What its average price changes, and so prices and the mix within a leaf.
  package var price = Money.zero
  /// What the new month changes where there is no activity to take a price of.
  package var withoutActivity = Money.zero
  /// What another method changes.
  package var method = Money.zero
  /// This month's forecast, before adjustments.
  package var current = Money.zero
  /// Whether the ledger holds what was known then; if not, `previous` is worked out from what is known now, and `data` is nought.
  package var isAsKnownThen = true

  /// The sum of the causes.
  package var causes: Money { data + activity + price + withoutActivity + method }

  /// - Returns: nil in the first month of a year, before which there is no forecast of it.
  init?(_ ledger: ProgrammeLedger, now: LeafHistory, engine: OutturnEngine, plans: LeafPlans, submissions: SubmissionHistory, isComparable: Bool) {
    let period = ledger.period
    let month = min(period.month, 12)
    guard month > 1, now.monthCount > 0 else { return nil }
    let year = period.year
    isAsKnownThen = isComparable
    let then = isComparable ? submissions.history(asOf: ledger.lastSubmission.advanced(by: -1)) : now
    let before = engine.outturns(then, year: year, month: month - 1, plans: plans, methods: engine.chosen(then))
    // The leaves that are only known from then come last.
    let methods = now.leaves.indices.map { before[$0].method }
    let corrected = isComparable ? engine.outturns(now, year: year, month: month - 1, plans: plans, methods: methods) : before
    let (priced, splits) = Self.atPriceToDate(now, month: month, year: year)
    let byActivity = engine.outturns(priced, year: year, month: month, plans: plans, methods: methods)
    let same = engine.outturns(now, year: year, month: month, plans: plans, methods: methods)
    let after = engine.outturns(now, year: year, month: month, plans: plans, methods: engine.chosen(now))
    for leaf in before.indices {
      previous += before[leaf].cost
      guard leaf < now.leaves.count else {
        data -= before[leaf].cost
        continue
      }
      data += corrected[leaf].cost - before[leaf].cost
      if splits[leaf] {
        activity += byActivity[leaf].cost - corrected[leaf].cost
        price += same[leaf].cost - byActivity[leaf].cost
      } else {
        withoutActivity += same[leaf].cost - corrected[leaf].cost
      }
      method += after[leaf].cost - same[leaf].cost
      current += after[leaf].cost
    }
  }

  /// The history with the month's cost of each leaf at its average price to the month before, where it has one; and which leaves those are.
  private static func atPriceToDate(_ now: LeafHistory, month: Int, year: FinancialYear) -> (history: LeafHistory, splits: [Bool]) {
    var history = now
    let grouping = now.groups.map(hasUnit)
    let start = now.offset(of: year)
    var splits = [Bool](repeating: false, count: now.leaves.count)
    for leaf in now.leaves.indices where grouping[Int(now.leaves[leaf].group)] {
      let offset = start + month - 1
      guard start >= 0, now.isStated(leaf: leaf, month: offset) else { continue }
      var (cost, done) = (Int128(0), Int128(0))
      for index in start..<offset {
        cost += Int128(now.columns.actualCost[leaf * now.monthCount + index])
        done += Int128(now.columns.actualActivity[leaf * now.monthCount + index])
      }
      let activity = Int128(now.columns.actualActivity[leaf * now.monthCount + offset])
      let spent = now.columns.actualCost[leaf * now.monthCount + offset]
      // A month without activity and without cost is all activity: less of it than before.
      guard cost > 0, done > 0, activity > 0 || activity == 0 && spent == 0 else { continue }
      guard let priced = scaledExactly(activity, by: cost, over: done), Int64(exactly: priced) != nil else { continue }
      history.setCost(Money(parts: priced), leaf: leaf, month: offset)
      splits[leaf] = true
    }
    return (history, splits)
  }
}
