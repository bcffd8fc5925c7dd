package import Ledger
package import Quantities

/// A contract line in a top-ten list. Indexes are the ledger's.
package struct TopTenLine: Sendable, Hashable {
  /// The contract line.
  package let line: Int
  /// Its commissioner: printed in provider and programme packs, where lines are kept per commissioner.
  package let commissioner: Int
  /// Its provider: printed in commissioner and programme packs.
  package let provider: Int
  /// Its point of delivery.
  package let pod: Int
  /// Its treatment function.
  package let treatmentFunction: Int
  /// Its HRG.
  package let hrg: Int
  /// Year to date.
  package let ytd: Measures
}

/// A list of the largest lines, and what the whole list would hold.
package struct TopTenList: Sendable, Hashable {
  /// The lines, most overspent first; ties by provider POD, derived POD, treatment function, HRG, commissioner and provider code.
  package let lines: [TopTenLine]
  /// How many lines qualify.
  package let qualifyingCount: Int
  /// The variance of all lines that qualify, negative.
  package let qualifyingVariance: Money

  /// The variance of the lines shown, negative.
  package var shownVariance: Money { lines.reduce(.zero) { $0 + $1.ytd.variance } }
}

/// The two lists of the largest overspends of a scope, by contract line on the year to date.
package struct TopTen: Sendable, Hashable {
  /// Lines whose planned cost is not nought and whose actual cost is above it.
  package let overspend: TopTenList
  /// Lines whose planned cost is nought and whose actual cost is above nought.
  package let zeroPlan: TopTenList

  /// Finds both lists in one pass.
  ///
  /// - Parameter limit: how many lines each shows.
  package init(_ ledger: ProgrammeLedger, scope: Scope, limit: Int = 10) {
    var overspend = LargestLines(limit: limit)
    var zeroPlan = LargestLines(limit: limit)
    let columns = ledger.lines.ytd
    ledger.lines.forEach(in: scope) { line in
      let plan = columns.planCost[line]
      let actual = columns.actualCost[line]
      guard actual > plan else { return }
      if plan != 0 {
        overspend.consider(line, excess: Int128(actual) - Int128(plan), in: ledger)
      } else {
        zeroPlan.consider(line, excess: Int128(actual), in: ledger)
      }
    }
    self.overspend = overspend.list(in: ledger)
    self.zeroPlan = zeroPlan.list(in: ledger)
  }
}

/// The lines with the largest excess so far, largest first.
private struct LargestLines {
  let limit: Int
  private var best: [(excess: Int128, line: Int)] = []
  private var count = 0
  private var total: Int128 = 0

  init(limit: Int) {
    self.limit = max(limit, 0)
    best.reserveCapacity(self.limit + 1)
  }

  @inline(__always)
  mutating func consider(_ line: Int, excess: Int128, in ledger: borrowing ProgrammeLedger) {
    count += 1
    total &+= excess
    if best.count == limit, let last = best.last, excess < last.excess { return }
    insert(line, excess: excess, in: ledger)
  }

  private mutating func insert(_ line: Int, excess: Int128, in ledger: borrowing ProgrammeLedger) {
    var place = best.count
    while place > 0,
      excess > best[place - 1].excess || (excess == best[place - 1].excess && codes(of: line, before: best[place - 1].line, in: ledger))
    {
      place -= 1
    }
    best.insert((excess, line), at: place)
    if best.count > limit { best.removeLast() }
  }

  /// Whether the codes of a line stand before another's.
  private func codes(of a: Int, before b: Int, in ledger: borrowing ProgrammeLedger) -> Bool {
    let (podA, podB) = (ledger.pods[Int(ledger.lines.pod[a])], ledger.pods[Int(ledger.lines.pod[b])])
    if podA.providerPOD != podB.providerPOD { return podA.providerPOD < podB.providerPOD }
    if podA.derivedPOD != podB.derivedPOD { return podA.derivedPOD < podB.derivedPOD }
    // The other axes are in code order, so that the index stands for the code.
    let keyA = (ledger.lines.treatmentFunction[a], ledger.lines.hrg[a], ledger.lines.commissioner[a], ledger.lines.provider[a], ledger.lines.pod[a])
    let keyB = (ledger.lines.treatmentFunction[b], ledger.lines.hrg[b], ledger.lines.commissioner[b], ledger.lines.provider[b], ledger.lines.pod[b])
    return keyA < keyB
  }

  func list(in ledger: ProgrammeLedger) -> TopTenList {
    let lines = ledger.lines
    return TopTenList(
      lines: best.map { _, line in
        TopTenLine(
          line: line, commissioner: Int(lines.commissioner[line]), provider: Int(lines.provider[line]), pod: Int(lines.pod[line]),
          treatmentFunction: Int(lines.treatmentFunction[line]), hrg: Int(lines.hrg[line]), ytd: lines.ytd[line])
      },
      qualifyingCount: count, qualifyingVariance: Money(parts: -total))
  }
}
