package import Ledger
package import Quantities

/// A part of a contract: what a restated month is told apart by.
package struct RestatedPart: Sendable, Hashable, Comparable {
  /// Index into the ledger's commissioners.
  package let commissioner: Int
  /// Index into the ledger's providers.
  package let provider: Int
  /// The derived point of delivery.
  package let pod: String
  /// Index into the ledger's treatment functions.
  package let treatmentFunction: Int

  package static func < (a: Self, b: Self) -> Bool {
    (a.commissioner, a.provider, a.pod, a.treatmentFunction) < (b.commissioner, b.provider, b.pod, b.treatmentFunction)
  }
}

/// What was said of something before the last submission, and what is said now.
package struct SaidAndKnown: Sendable, Hashable {
  /// What counted before.
  package var said = Measures.zero
  /// What counts now.
  package var known = Measures.zero

  /// Makes a pair.
  package init(said: Measures = .zero, known: Measures = .zero) {
    self.said = said
    self.known = known
  }

  /// What counts now − what was said.
  package var change: Measures { known - said }

  static func += (a: inout Self, b: Self) {
    a.said += b.said
    a.known += b.known
  }
}

/// A part of a contract in a month that the last submission restated with another amount.
package struct RestatedCell: Sendable, Hashable {
  /// The part of the contract.
  package let part: RestatedPart
  /// The month.
  package let month: MonthIndex
  /// What was said and what is known.
  package let amounts: SaidAndKnown
}

/// A provider's month that the last submission spoke of, though it is before the submission's own.
package struct RestatedReturn: Sendable, Hashable {
  /// Index into the ledger's providers.
  package let provider: Int
  /// The month.
  package let month: MonthIndex
  /// The submission that counted before; nil where none had stated the month.
  package var before: Period?
  /// The rows that were replaced, and those in their place.
  package var rowsBefore = 0
  /// The rows that stand now.
  package var rowsNow = 0
}

/// What changed in the months that were already released: the cut of the ledger against the one before it, that is, with its last submission left out.
///
/// `said` is what counted before, `known` what counts now; both over whole months, so that a part that the later return leaves out is known as nought.
package struct Restatements: Sendable {
  /// The last submission of the cut.
  package let submission: Period
  /// The month of the release before: the last month that both releases state.
  package let lastMonth: MonthIndex
  /// The months restated by return, by provider and month; those sent again unchanged are among them.
  package let returns: [RestatedReturn]
  /// What changed, by part and month; nothing that stayed the same.
  package let cells: [RestatedCell]
  /// The year to date, to `lastMonth`, of every part that changed, in the same order: said and known.
  package let parts: [(part: RestatedPart, ytd: SaidAndKnown)]
  /// By provider: whether a submission before the last one was received.
  package let hasEarlier: [Bool]

  /// Compares a ledger with itself before its last submission.
  package init(_ ledger: ProgrammeLedger) {
    submission = ledger.lastSubmission.period
    let last = ledger.lastSubmission
    let lastMonth = Swift.min(last.advanced(by: -1), ledger.period.index)
    self.lastMonth = lastMonth
    hasEarlier = Self.providersWithEarlier(ledger)
    struct ReturnKey: Hashable {
      var provider: Int
      var month: Int
    }
    struct CellKey: Hashable {
      var part: RestatedPart
      var month: Int
    }
    var returns: [ReturnKey: RestatedReturn] = [:]
    var sums: [CellKey: SaidAndKnown] = [:]
    func part(_ statement: ReplacedStatement) -> RestatedPart {
      RestatedPart(
        commissioner: Int(statement.commissioner), provider: Int(statement.provider), pod: ledger.pods[Int(statement.pod)].derivedPOD,
        treatmentFunction: Int(statement.treatmentFunction))
    }
    for statement in ledger.restating where statement.month <= lastMonth {
      let key = ReturnKey(provider: Int(statement.provider), month: statement.month.value)
      returns[key, default: RestatedReturn(provider: key.provider, month: statement.month)].rowsNow += statement.rowCount
      sums[CellKey(part: part(statement), month: key.month), default: SaidAndKnown()].known += statement.measures
    }
    for statement in ledger.replaced where statement.countedBefore && statement.month <= lastMonth {
      let key = ReturnKey(provider: Int(statement.provider), month: statement.month.value)
      var entry = returns[key] ?? RestatedReturn(provider: key.provider, month: statement.month)
      entry.rowsBefore += statement.rowCount
      entry.before = Swift.max(entry.before ?? statement.submission, statement.submission)
      returns[key] = entry
      sums[CellKey(part: part(statement), month: key.month), default: SaidAndKnown()].said += statement.measures
    }
    self.returns = returns.values.sorted { ($0.provider, $0.month) < ($1.provider, $1.month) }
    cells = sums.filter { $0.value.said != $0.value.known }.map {
      RestatedCell(part: $0.key.part, month: MonthIndex(value: $0.key.month), amounts: $0.value)
    }.sorted { ($0.part, $0.month) < ($1.part, $1.month) }

    // The year to date of each part that changed, as known; what was said is that less the changes.
    var ytd: [RestatedPart: SaidAndKnown] = [:]
    let yearStart = MonthIndex(year: lastMonth.year, month: 1)
    for cell in cells where cell.month >= yearStart { ytd[cell.part, default: SaidAndKnown()] += cell.amounts }
    if lastMonth.year == ledger.period.year, !ytd.isEmpty {
      var known: [RestatedPart: Measures] = [:]
      let lines = ledger.lines
      let leavesOutMonth = lastMonth < ledger.period.index
      for line in 0..<lines.count {
        let key = RestatedPart(
          commissioner: Int(lines.commissioner[line]), provider: Int(lines.provider[line]), pod: ledger.pods[Int(lines.pod[line])].derivedPOD,
          treatmentFunction: Int(lines.treatmentFunction[line]))
        guard ytd[key] != nil else { continue }
        known[key, default: .zero] += leavesOutMonth ? lines.ytd[line] - lines.month[line] : lines.ytd[line]
      }
      for (key, change) in ytd { ytd[key] = SaidAndKnown(said: (known[key] ?? .zero) - change.change, known: known[key] ?? .zero) }
    }
    parts = ytd.sorted { $0.key < $1.key }.map { (part: $0.key, ytd: $0.value) }
  }

  /// Whether any submission came before the last one, of the scope's provider where it has one.
  package func isComparable(in scope: Scope) -> Bool {
    scope.provider.map { hasEarlier.indices.contains($0) && hasEarlier[$0] } ?? hasEarlier.contains(true)
  }

  /// What changed in a scope.
  package func cells(in scope: Scope) -> [RestatedCell] { cells.filter { scope.holds($0.part.commissioner, $0.part.provider) } }

  /// The year to date of the parts of a scope that changed.
  package func parts(in scope: Scope) -> [(part: RestatedPart, ytd: SaidAndKnown)] {
    parts.filter { scope.holds($0.part.commissioner, $0.part.provider) }
  }

  /// The year to date of each organisation of the other side, to `lastMonth`, as said and as known, in axis order; empty ones among them.
  package func positions(_ ledger: ProgrammeLedger, in scope: Scope, by counterpart: Counterpart) -> [SaidAndKnown] {
    let count = counterpart == .provider ? ledger.providers.codes.count : ledger.commissioners.codes.count
    var sums = [SaidAndKnown](repeating: SaidAndKnown(), count: count)
    let monthly = ledger.monthly
    let start = Swift.max(monthly.firstMonth.distance(to: MonthIndex(year: lastMonth.year, month: 1)), 0)
    let end = Swift.min(monthly.firstMonth.distance(to: lastMonth), monthly.monthCount - 1)
    for c in scope.commissioner.map({ $0..<($0 + 1) }) ?? 0..<ledger.commissioners.codes.count {
      for p in scope.provider.map({ $0..<($0 + 1) }) ?? 0..<ledger.providers.codes.count where start <= end {
        var sum = Measures.zero
        for month in start...end { sum += monthly[commissioner: c, provider: p, month: month] }
        let place = counterpart == .provider ? p : c
        sums[place] += SaidAndKnown(said: sum, known: sum)
      }
    }
    let yearStart = MonthIndex(year: lastMonth.year, month: 1)
    for cell in cells(in: scope) where cell.month >= yearStart {
      sums[counterpart == .provider ? cell.part.provider : cell.part.commissioner].said += cell.amounts.said - cell.amounts.known
    }
    return sums
  }

  private static func providersWithEarlier(_ ledger: ProgrammeLedger) -> [Bool] {
    var earlier: Set<String> = []
    for source in ledger.sources where source.kind == "slam" && source.isReturn && !source.refused {
      if let provider = source.provider, let submission = source.submission, submission.index < ledger.lastSubmission { earlier.insert(provider) }
    }
    return ledger.providers.codes.map(earlier.contains)
  }
}

extension Scope {
  /// Whether a pair is of the scope.
  func holds(_ commissioner: Int, _ provider: Int) -> Bool {
    (self.commissioner.map { $0 == commissioner } ?? true) && (self.provider.map { $0 == provider } ?? true)
  }
}

/// What was said about each month at each cut: the triangle of restatements.
package struct RestatementTriangle: Sendable {
  /// The months, in order.
  package let months: [MonthIndex]
  /// By month: what its cost was said to be in the submission of its own month (flex), of the month after (freeze), and so on, up to the last submission; nil
  /// where nobody of the scope had stated it.
  package let said: [[Money?]]

  /// How many months after its own the furthest submission that changed a month's cost came; nought where none did.
  package var lastChange: Int {
    said.map { row in row.indices.dropFirst().last { row[$0] != row[$0 - 1] } ?? 0 }.max() ?? 0
  }
}

/// What the submissions said about each pair's months, rolled up once for all triangles.
package struct SaidCosts: Sendable {
  private struct Key: Hashable {
    var commissioner: Int
    var provider: Int
    var month: Int
    var submission: Int
  }
  private var costs: [Key: Money] = [:]
  /// The submissions that were replaced, by provider and month, in order.
  private var replaced: [Int: [Int]] = [:]
  private let isSplit: [Bool]
  private let monthly: MonthlySeries
  private let commissionerCount: Int
  private let providerCount: Int
  private let last: MonthIndex

  /// Rolls up a ledger.
  package init(_ ledger: ProgrammeLedger) {
    monthly = ledger.monthly
    commissionerCount = ledger.commissioners.codes.count
    providerCount = ledger.providers.codes.count
    last = ledger.lastSubmission
    isSplit = Restated.providersWithAFilePerCommissioner(ledger)
    var submissions: [Int: Set<Int>] = [:]
    for statement in ledger.replaced {
      let key = Key(
        commissioner: Int(statement.commissioner), provider: Int(statement.provider), month: statement.month.value,
        submission: statement.submission.index.value)
      costs[key, default: .zero] += statement.measures.actualCost
      submissions[place(Int(statement.provider), statement.month), default: []].insert(key.submission)
    }
    replaced = submissions.mapValues { $0.sorted() }
  }

  private func place(_ provider: Int, _ month: MonthIndex) -> Int { provider * monthly.monthCount + monthly.firstMonth.distance(to: month) }

  /// The triangle of a scope over some months of the window.
  package func triangle(of scope: Scope, months: [MonthIndex]) -> RestatementTriangle {
    let commissioners = scope.commissioner.map { [$0] } ?? Array(0..<commissionerCount)
    let providers = scope.provider.map { [$0] } ?? Array(0..<providerCount)
    let said = months.map { month -> [Money?] in
      let offset = monthly.firstMonth.distance(to: month)
      guard offset >= 0, offset < monthly.monthCount, month <= last else { return [] }
      var row = [Money?](repeating: nil, count: month.distance(to: last) + 1)
      for provider in providers { add(provider, commissioners, month, offset, to: &row) }
      return row
    }
    return RestatementTriangle(months: months, said: said)
  }

  private func add(_ provider: Int, _ commissioners: [Int], _ month: MonthIndex, _ offset: Int, to row: inout [Money?]) {
    guard monthly.stated[provider * monthly.monthCount + offset] else { return }
    let earlier = replaced[place(provider, month)] ?? []
    // The submission that counts for the provider's month as a whole.
    let whole = (0..<commissionerCount).map { Int(monthly.submission[cell($0, provider, offset)]) }.max() ?? -1
    for commissioner in commissioners {
      let own = Int(monthly.submission[cell(commissioner, provider, offset)])
      var current = isSplit[provider] ? own : whole
      if current < 0 { current = month.value }
      let submissions =
        isSplit[provider]
        ? earlier.filter { costs[Key(commissioner: commissioner, provider: provider, month: month.value, submission: $0)] != nil } : earlier
      for lag in row.indices {
        let cut = month.value + lag
        if cut >= current {
          row[lag] = (row[lag] ?? .zero) + monthly[commissioner: commissioner, provider: provider, month: offset].actualCost
        } else if let counted = submissions.last(where: { $0 <= cut }) {
          row[lag] =
            (row[lag] ?? .zero)
            + (costs[Key(commissioner: commissioner, provider: provider, month: month.value, submission: counted)] ?? .zero)
        }
      }
    }
  }

  private func cell(_ commissioner: Int, _ provider: Int, _ offset: Int) -> Int {
    (commissioner * providerCount + provider) * monthly.monthCount + offset
  }
}
