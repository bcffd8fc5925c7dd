import Findings
import Quantities

/// No month is a copy of another.
let copiedMonth = DuplicateCheck(
  CheckDefinition(
    "SLAM-163", .duplicates, .warning, "no month is a copy of another",
    reason: "Activity of two months is never the same line by line",
    message: "a month of a commissioner that is the same as an earlier one, line by line",
    hint: "ask the provider for the month’s own data",
    about: .month,
    limit: CheckLimit(10, .number, "the number of lines from which months are compared"),
    challenge: "Charged twice"
  ), seesAll: true
) { charges, limit in
  // The lines of a commissioner's month as one number that does not depend on their order.
  struct Month {
    var commissioner: UInt32
    var month: MonthIndex
    var first: Int
    var lines = 0
    var sum: UInt64 = 0
    var price: Int128 = 0
  }
  struct Content: Hashable {
    var commissioner: UInt32
    var lines: Int
    var sum: UInt64
  }
  var slices = KeyNumbers()
  var months: [Month] = []
  for (place, charge) in charges.enumerated()
  where !charge.traits.contains(.money) && (charge.price != 0 || charge.activity != 0) {
    let slice = slices.number(
      UInt64(charge.commissioner) << 32 | UInt64(truncatingIfNeeded: charge.month.value))
    if slice == months.count {
      months.append(Month(commissioner: charge.commissioner, month: charge.month, first: place))
    }
    months[slice].lines += 1
    months[slice].sum &+= charge.fingerprint
    months[slice].price += Int128(charge.price)
  }
  var earlier: [Content: Int] = [:]
  var found: [RepeatedCharge] = []
  for month in months.sorted(by: { ($0.month, $0.commissioner) < ($1.month, $1.commissioner) })
  where Int64(month.lines) * Int64(exactScale) >= limit {
    let content = Content(commissioner: month.commissioner, lines: month.lines, sum: month.sum)
    if let first = earlier[content] {
      found.append(RepeatedCharge(charge: month.first, first: first, stake: Int64(clamping: month.price)))
    } else {
      earlier[content] = month.first
    }
  }
  return found
}
