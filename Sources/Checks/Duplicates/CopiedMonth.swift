import Findings
import Quantities

/// No month is a copy of another.
let copiedMonth = DuplicateCheck(
  CheckDefinition(
    "SLAM-163", .duplicates, .warning, "no month is a copy of another",
    reason: "Activity of two months is never the same line by line",
    message: "a month of a commissioner that is the same as an earlier one, line by line",
    hint: "ask the provider for the month’s own data",
    about: .month, limit: CheckLimit(10, .number, "the number of lines from which months are compared"), challenge: "Charged twice"
  )
) { charges, limit in
  // The lines of a commissioner's month as one number that does not depend on their order.
  struct Slice: Hashable {
    var commissioner: UInt32
    var month: MonthIndex
  }
  struct Content: Hashable {
    var commissioner: UInt32
    var lines: Int
    var sum: UInt64
  }
  var months: [Slice: (first: Int, lines: Int, sum: UInt64, price: Int128)] = [:]
  for (place, charge) in charges.enumerated() where !charge.traits.contains(.money) && (charge.price != 0 || charge.activity != 0) {
    let slice = Slice(commissioner: charge.commissioner, month: charge.month)
    var month = months[slice] ?? (place, 0, 0, 0)
    month.lines += 1
    month.sum &+= charge.fingerprint
    month.price += Int128(charge.price)
    months[slice] = month
  }
  var earlier: [Content: Int] = [:]
  var found: [RepeatedCharge] = []
  for (slice, month) in months.sorted(by: { $0.key.month != $1.key.month ? $0.key.month < $1.key.month : $0.key.commissioner < $1.key.commissioner })
  where Int64(month.lines) * Int64(exactScale) >= limit {
    let content = Content(commissioner: slice.commissioner, lines: month.lines, sum: month.sum)
    if let first = earlier[content] {
      found.append(RepeatedCharge(charge: month.first, first: first, stake: Int64(clamping: month.price)))
    } else {
      earlier[content] = month.first
    }
  }
  return found
}
