package import Ledger
import Quantities

/// A scope's activity and cost by derived POD, by treatment function and by counterpart and treatment function, made in one pass over its lines.
package struct ActivityBreakdown: Sendable {
  /// By derived POD in code order, and within it by counterpart.
  package let pods: [PODRow]
  /// By treatment function in code order; the blank one first where it occurs.
  package let specialties: [SpecialtyRow]
  /// By counterpart and treatment function, both in axis order; pairs without a line are left out.
  package let counterpartSpecialties: [CounterpartSpecialtyRow]
  /// Everything; each of the three lists adds to it.
  package let total: BreakdownRow

  /// Sums the lines of a scope.
  ///
  /// - Parameters:
  ///   - counterpart: the side that rows name: the providers in a commissioner's pack, the commissioners in a provider's.
  ///   - others: which counterparts within a POD are gathered.
  package init(_ ledger: ProgrammeLedger, splits: LineSplits, scope: Scope, by counterpart: Counterpart, others: OthersRule = OthersRule()) {
    var collector = BreakdownCollector(ledger, splits: splits, counterpart: counterpart)
    collector.collect(scope)
    total = collector.total.row
    specialties = collector.specialties.enumerated().compactMap { index, sum in
      sum.isTouched ? SpecialtyRow(treatmentFunction: index, row: sum.row) : nil
    }
    counterpartSpecialties = collector.cells
    let ownCount = counterpart == .provider ? ledger.providers.ownCount : ledger.commissioners.ownCount
    var within = [[(counterpart: Int, sum: RunningBreakdown)]](repeating: [], count: collector.derivedPODs.count)
    for cell in collector.podCells { within[cell.key].append((cell.counterpart, cell.sum)) }
    pods = collector.derivedPODs.enumerated().compactMap { index, name in
      let sum = collector.pods[index]
      guard sum.isTouched else { return nil }
      return PODRow(derivedPOD: name, row: sum.row, counterparts: gathered(within[index], total: sum, ownCount: ownCount, rule: others))
    }
  }

  /// The specialties with the largest actual cost on the year to date, largest first, ties by code.
  package func largestSpecialties(_ limit: Int) -> [SpecialtyRow] {
    Array(
      specialties.sorted {
        $0.row.ytd.actualCost != $1.row.ytd.actualCost ? $0.row.ytd.actualCost > $1.row.ytd.actualCost : $0.treatmentFunction < $1.treatmentFunction
      }.prefix(max(limit, 0)))
  }
}

/// The counterparts of one POD: larger first, then others, then what is not in the programme.
private func gathered(_ cells: [(counterpart: Int, sum: RunningBreakdown)], total: RunningBreakdown, ownCount: Int, rule: OthersRule)
  -> [CounterpartRow]
{
  // Places are sorted, not the wide sums themselves; cells come in counterpart order, so that the place stands for the code.
  let sizes = cells.map(\.sum.size)
  let own = cells.indices.filter { cells[$0].counterpart < ownCount }.sorted { sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : $0 < $1 }
  let bar = total.size
  var shownCount = own.prefix(max(rule.shown, 0)).prefix { place in
    // size ÷ bar ≥ thousandths ÷ 1000; sizes are sums of 64-bit counts, far below where this could overflow.
    sizes[place] &* 1000 >= bar &* Int128(max(rule.thousandths, 0))
  }.count
  // “Others” of one would hide a name and save no row.
  if own.count - shownCount == 1 { shownCount = own.count }
  var rows = own.prefix(shownCount).map { CounterpartRow(counterpart: .organisation(cells[$0].counterpart), row: cells[$0].sum.row) }
  if shownCount < own.count {
    var sum = RunningBreakdown()
    for place in own.dropFirst(shownCount) { sum.add(cells[place].sum) }
    rows.append(CounterpartRow(counterpart: .others(own.count - shownCount), row: sum.row))
  }
  let outside = cells.filter { $0.counterpart >= ownCount }
  if !outside.isEmpty {
    var sum = RunningBreakdown()
    for cell in outside { sum.add(cell.sum) }
    rows.append(CounterpartRow(counterpart: .notInProgramme, row: sum.row))
  }
  return rows
}

/// The running sums of a row.
struct RunningBreakdown: Sendable {
  var ytd = RunningMeasures()
  var month = RunningMeasures()
  var split = RunningSplit()
  var isTouched = false

  @inline(__always)
  mutating func add(_ line: Int, ytd ytdColumns: borrowing MeasureColumns, month monthColumns: borrowing MeasureColumns, splits: borrowing LineSplits)
  {
    ytd.add(ytdColumns, line: line)
    month.add(monthColumns, line: line)
    split.add(splits, lines: ytdColumns, line: line)
    isTouched = true
  }

  @inline(__always)
  mutating func add(_ other: RunningBreakdown) {
    ytd.add(other.ytd)
    month.add(other.month)
    split.add(other.split)
    isTouched = true
  }

  /// The larger of plan and actual cost of the year to date, without sign.
  var size: Int128 { max(abs(ytd.planCost), abs(ytd.actualCost)) }

  var row: BreakdownRow { BreakdownRow(ytd: ytd.measures, month: month.measures, split: split.split) }
}

/// Walks the lines of a scope one counterpart after the other, so that only the sums of the present one are held open.
private struct BreakdownCollector {
  struct Cell {
    var counterpart: Int
    var key: Int
    var sum: RunningBreakdown
  }

  let ledger: ProgrammeLedger
  let splits: LineSplits
  let counterpart: Counterpart
  let derivedPODs: [String]
  private let derivedOfPOD: [Int]
  private(set) var total = RunningBreakdown()
  private(set) var pods: [RunningBreakdown]
  private(set) var specialties: [RunningBreakdown]
  private(set) var podCells: [Cell] = []
  private(set) var cells: [CounterpartSpecialtyRow] = []
  private var openPODs: [RunningBreakdown]
  private var openSpecialties: [RunningBreakdown]
  private var present = -1

  init(_ ledger: ProgrammeLedger, splits: LineSplits, counterpart: Counterpart) {
    self.ledger = ledger
    self.splits = splits
    self.counterpart = counterpart
    derivedPODs = Set(ledger.pods.map(\.derivedPOD)).sorted()
    var places: [String: Int] = [:]
    for (place, name) in derivedPODs.enumerated() { places[name] = place }
    derivedOfPOD = ledger.pods.map { places[$0.derivedPOD] ?? 0 }
    pods = Array(repeating: RunningBreakdown(), count: derivedPODs.count)
    specialties = Array(repeating: RunningBreakdown(), count: ledger.treatmentFunctions.count)
    openPODs = pods
    openSpecialties = specialties
  }

  mutating func collect(_ scope: Scope) {
    let lines = ledger.lines
    cells.reserveCapacity(counterpartCount(scope) * openSpecialties.count)
    podCells.reserveCapacity(counterpartCount(scope) * openPODs.count)
    switch (scope, counterpart) {
    case (.programme, .provider):
      // By provider, so that each provider's lines come together.
      for provider in lines.byProvider { for line in provider { add(Int(line)) } }
    case (.provider(let p), _):
      guard lines.byProvider.indices.contains(p) else { break }
      for line in lines.byProvider[p] { add(Int(line)) }
    case (.programme, .commissioner): for line in 0..<lines.count { add(line) }
    case (.commissioner(let c), _): for line in lines.lines(ofCommissioner: c) { add(line) }
    case (.pair(let c, let p), _): for line in lines.lines(ofCommissioner: c, provider: p) { add(line) }
    }
    close()
  }

  private func counterpartCount(_ scope: Scope) -> Int {
    if case .pair = scope { return 1 }
    return counterpart == .provider ? ledger.providers.codes.count : ledger.commissioners.codes.count
  }

  @inline(__always)
  private mutating func add(_ line: Int) {
    let key = Int(counterpart == .provider ? ledger.lines.provider[line] : ledger.lines.commissioner[line])
    if key != present {
      close()
      present = key
    }
    openPODs[derivedOfPOD[Int(ledger.lines.pod[line])]].add(line, ytd: ledger.lines.ytd, month: ledger.lines.month, splits: splits)
    openSpecialties[Int(ledger.lines.treatmentFunction[line])].add(line, ytd: ledger.lines.ytd, month: ledger.lines.month, splits: splits)
  }

  /// Files the sums of the counterpart that is finished.
  private mutating func close() {
    guard present >= 0 else { return }
    for index in openPODs.indices where openPODs[index].isTouched {
      podCells.append(Cell(counterpart: present, key: index, sum: openPODs[index]))
      pods[index].add(openPODs[index])
      total.add(openPODs[index])
      openPODs[index] = RunningBreakdown()
    }
    for index in openSpecialties.indices where openSpecialties[index].isTouched {
      cells.append(CounterpartSpecialtyRow(counterpart: present, treatmentFunction: index, row: openSpecialties[index].row))
      specialties[index].add(openSpecialties[index])
      openSpecialties[index] = RunningBreakdown()
    }
    present = -1
  }
}
