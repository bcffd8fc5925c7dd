package import Ledger
import Quantities

/// The variance split of every contract line of a ledger on its year to date, made once and summed by whatever is looked at.
///
/// A group for the mix is commissioner × provider × POD group, the same leaves as the forecast's: a group has one unit, so that units never mix, and every
/// roll-up of pure volume and mix is a sum over lines with one value wherever it is printed. Where a group's unit is not known, or is money, there is no mix
/// and all volume is pure.
package struct LineSplits: Sendable {
  /// What kind of line each is.
  package private(set) var kind: [SplitKind]
  /// Pure volume, mix and price in counts of 10⁻⁸.
  private(set) var pureVolume: [Int64]
  private(set) var mix: [Int64]
  private(set) var price: [Int64]

  /// Splits every line.
  package init(_ ledger: ProgrammeLedger) {
    let lines = ledger.lines
    let grouping = PODGrouping(ledger.pods)
    let providers = ledger.providers.codes.count
    let groups = grouping.names.count
    let count = lines.count
    kind = Array(repeating: .nonActivity, count: count)
    pureVolume = Array(repeating: 0, count: count)
    mix = pureVolume
    price = pureVolume
    var planned = [Int128](repeating: 0, count: ledger.commissioners.codes.count * providers * groups)
    var actual = planned
    let ytd = lines.ytd
    for line in 0..<count {
      let split = LineVolume(
        planCost: ytd.planCost[line], actualCost: ytd.actualCost[line], planActivity: ytd.planActivity[line], actualActivity: ytd.actualActivity[line]
      )
      kind[line] = split.kind
      pureVolume[line] = split.volume
      price[line] = split.price
      if split.kind == .priced || split.kind == .allVolume {
        let leaf = (Int(lines.commissioner[line]) * providers + Int(lines.provider[line])) * groups + grouping.groupOfPOD[Int(lines.pod[line])]
        planned[leaf] += Int128(ytd.planActivity[line])
        actual[leaf] += Int128(ytd.actualActivity[line])
      }
    }
    for line in 0..<count where kind[line] == .priced || kind[line] == .allVolume {
      let leaf = (Int(lines.commissioner[line]) * providers + Int(lines.provider[line])) * groups + grouping.groupOfPOD[Int(lines.pod[line])]
      guard planned[leaf] != 0, grouping.hasUnit[grouping.groupOfPOD[Int(lines.pod[line])]],
        let pure = scaledCount(ytd.planCost[line], by: planned[leaf] - actual[leaf], over: planned[leaf])
      else { continue }
      let (rest, overflow) = pureVolume[line].subtractingReportingOverflow(pure)
      if overflow { continue }
      pureVolume[line] = pure
      mix[line] = rest
    }
  }

  /// The split of one line; its variance is the ledger's, which the parts add to.
  package func split(ofLine line: Int, in lines: ContractLines) -> VarianceSplit {
    var sum = RunningSplit()
    sum.add(self, lines: lines.ytd, line: line)
    return sum.split
  }

  /// The split of a scope: the sum over its lines.
  package func split(of scope: Scope, in lines: ContractLines) -> VarianceSplit {
    var sum = RunningSplit()
    lines.forEach(in: scope) { sum.add(self, lines: lines.ytd, line: $0) }
    return sum.split
  }
}

/// The parts of a variance as running sums in 128 bits.
struct RunningSplit: Sendable {
  var pureVolume: Int128 = 0
  var mix: Int128 = 0
  var price: Int128 = 0
  var unplanned: Int128 = 0
  var nonActivity: Int128 = 0

  @inline(__always)
  mutating func add(_ splits: borrowing LineSplits, lines: borrowing MeasureColumns, line: Int) {
    switch splits.kind[line] {
    case .priced, .allVolume:
      pureVolume &+= Int128(splits.pureVolume[line])
      mix &+= Int128(splits.mix[line])
      price &+= Int128(splits.price[line])
    case .unplanned: unplanned &+= Int128(lines.planCost[line]) - Int128(lines.actualCost[line])
    case .nonActivity: nonActivity &+= Int128(lines.planCost[line]) - Int128(lines.actualCost[line])
    }
  }

  @inline(__always)
  mutating func add(_ other: RunningSplit) {
    pureVolume &+= other.pureVolume
    mix &+= other.mix
    price &+= other.price
    unplanned &+= other.unplanned
    nonActivity &+= other.nonActivity
  }

  var split: VarianceSplit {
    VarianceSplit(
      pureVolume: Money(parts: pureVolume), mix: Money(parts: mix), price: Money(parts: price), unplanned: Money(parts: unplanned),
      nonActivity: Money(parts: nonActivity))
  }
}
