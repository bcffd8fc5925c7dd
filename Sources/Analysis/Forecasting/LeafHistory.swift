import Ledger
import Quantities

/// The months of every leaf, commissioner × provider × POD group, as they were known at one time.
struct LeafHistory: Sendable {
  /// The first month of the window.
  let firstMonth: MonthIndex
  /// The number of months.
  let monthCount: Int
  /// The groups: those of the window's rows in code order, then those that only replaced rows had.
  let groups: [String]
  /// The leaves, in order.
  fileprivate(set) var leaves: [LeafSeries.Leaf]
  /// 10⁻⁸ counts at (leaf × months + month).
  fileprivate(set) var columns: MeasureColumns
  /// Whether a provider had stated a month, at (provider × months + month).
  fileprivate(set) var stated: [Bool]

  /// As the ledger's cut knows them.
  init(_ ledger: ProgrammeLedger) {
    let series = ledger.leafSeries
    firstMonth = series.firstMonth
    monthCount = series.monthCount
    groups = series.groups + Set(ledger.pods.map(\.group)).subtracting(series.groups).sorted()
    leaves = series.leaves
    columns = series.columns
    stated = ledger.monthly.stated
  }

  /// A leaf's measures in a month of the window.
  subscript(leaf leaf: Int, month offset: Int) -> Measures { columns[leaf * monthCount + offset] }

  /// Whether the leaf's provider had stated a month.
  func isStated(leaf: Int, month offset: Int) -> Bool { stated[Int(leaves[leaf].provider) * monthCount + offset] }

  /// The offset of a financial year's April; it may be before the window.
  func offset(of year: FinancialYear) -> Int { firstMonth.distance(to: MonthIndex(year: year, month: 1)) }

  /// Whether a leaf's provider had stated all twelve months of a year.
  func holdsWhole(_ year: FinancialYear, leaf: Int) -> Bool {
    let start = offset(of: year)
    return start >= 0 && start + 12 <= monthCount && (start..<(start + 12)).allSatisfy { isStated(leaf: leaf, month: $0) }
  }

  /// The months of a leaf in a year up to a month of it, and the year before where it is held whole.
  func year(_ year: FinancialYear, through month: Int, leaf: Int, _ column: KeyPath<MeasureColumns, [Int64]>) -> AmountYear {
    let start = offset(of: year)
    let values = columns[keyPath: column]
    let base = leaf * monthCount
    var amount = AmountYear(
      months: (0..<month).map { index in
        let offset = start + index
        guard offset >= 0, offset < monthCount, isStated(leaf: leaf, month: offset) else { return nil }
        return Int128(values[base + offset])
      })
    let before = FinancialYear(start: year.start - 1)
    if holdsWhole(before, leaf: leaf) { amount.priorYear = ((start - 12)..<start).map { Int128(values[base + $0]) } }
    return amount
  }
}

/// What the submissions said of every leaf's months, by submission: any earlier state of knowledge can be made again from it.
struct SubmissionHistory: Sendable {
  private struct Place: Hashable {
    var provider: Int
    var month: Int
  }
  private let current: LeafHistory
  /// The statements that a later submission replaced, by provider and month, the earliest submission first.
  private let replaced: [Place: [(submission: Int, statements: [ReplacedStatement])]]
  /// The submission that counts now of a provider's month as a whole, where any row of it stands.
  private let whole: [Place: Int]
  private let isSplit: [Bool]
  private let groupOfPOD: [String]
  private let submissionOfPair: [Int32]
  private let providerCount: Int

  init(_ ledger: ProgrammeLedger) {
    current = LeafHistory(ledger)
    groupOfPOD = ledger.pods.map(\.group)
    isSplit = Restated.providersWithAFilePerCommissioner(ledger)
    submissionOfPair = ledger.monthly.submission
    providerCount = ledger.providers.codes.count
    var byPlace: [Place: [Int: [ReplacedStatement]]] = [:]
    for statement in ledger.replaced {
      byPlace[Place(provider: Int(statement.provider), month: statement.month.value), default: [:]][statement.submission.index.value, default: []]
        .append(statement)
    }
    replaced = byPlace.mapValues { submissions in submissions.sorted { $0.key < $1.key }.map { (submission: $0.key, statements: $0.value) } }
    var whole: [Place: Int] = [:]
    let monthly = ledger.monthly
    for (cell, submission) in monthly.submission.enumerated() where submission >= 0 {
      let place = Place(
        provider: cell / monthly.monthCount % monthly.providerCount, month: monthly.firstMonth.value + cell % monthly.monthCount)
      whole[place] = max(whole[place] ?? -1, Int(submission))
    }
    self.whole = whole
  }

  /// What was known when a submission was the last: of each provider and month the latest up to it, whole. Where none had stated the month, it is not stated.
  func history(asOf submission: MonthIndex) -> LeafHistory {
    var history = current
    var placeOfLeaf: [LeafSeries.Leaf: Int] = [:]
    for (place, leaf) in history.leaves.enumerated() { placeOfLeaf[leaf] = place }
    var leavesOfProvider: [Int: [Int]] = [:]
    for (place, leaf) in history.leaves.enumerated() { leavesOfProvider[Int(leaf.provider), default: []].append(place) }
    var groupPlaces: [String: Int] = [:]
    for (place, name) in history.groups.enumerated() { groupPlaces[name] = place }
    // A month that was first sent later was not known then.
    for (place, now) in whole where now > submission.value && replaced[place] == nil {
      let offset = place.month - history.firstMonth.value
      history.clear(leavesOfProvider[place.provider] ?? [], offset)
      history.stated[place.provider * history.monthCount + offset] = false
    }
    for (place, submissions) in replaced.sorted(by: { ($0.key.provider, $0.key.month) < ($1.key.provider, $1.key.month) }) {
      let offset = place.month - history.firstMonth.value
      guard offset >= 0, offset < history.monthCount else { continue }
      if isSplit[place.provider] {
        // Each commissioner's own file: only what a commissioner's statements say of it.
        for commissioner in Set(submissions.flatMap { $0.statements.map { Int($0.commissioner) } }).sorted() {
          let own = submissions.compactMap { entry -> (submission: Int, statements: [ReplacedStatement])? in
            let part = entry.statements.filter { Int($0.commissioner) == commissioner }
            return part.isEmpty ? nil : (entry.submission, part)
          }
          let now = Int(submissionOfPair[(commissioner * providerCount + place.provider) * history.monthCount + offset])
          if now >= 0, now <= submission.value { continue }
          history.replace(
            leaves: (leavesOfProvider[place.provider] ?? []).filter { Int(current.leaves[$0].commissioner) == commissioner }, offset,
            with: own.last { $0.submission <= submission.value }?.statements ?? [], groupOfPOD, groupPlaces, &placeOfLeaf)
        }
        continue
      }
      // A month that was stated again with no row left has no submission of its own: it is later than all that it replaced.
      if let now = whole[place], now <= submission.value { continue }
      if whole[place] == nil, let last = submissions.last, last.submission < submission.value { continue }
      let counted = submissions.last { $0.submission <= submission.value }
      history.replace(
        leaves: leavesOfProvider[place.provider] ?? [], offset, with: counted?.statements ?? [], groupOfPOD, groupPlaces, &placeOfLeaf)
      if counted == nil { history.stated[place.provider * history.monthCount + offset] = false }
    }
    return history
  }
}

extension LeafHistory {
  /// Puts what was said of a month in place of what some leaves hold.
  fileprivate mutating func replace(
    leaves places: [Int], _ offset: Int, with statements: [ReplacedStatement], _ groupOfPOD: [String], _ groupPlaces: [String: Int],
    _ placeOfLeaf: inout [LeafSeries.Leaf: Int]
  ) {
    clear(places, offset)
    for statement in statements {
      guard let group = groupPlaces[groupOfPOD[Int(statement.pod)]] else { continue }
      let leaf = LeafSeries.Leaf(commissioner: Int(statement.commissioner), provider: Int(statement.provider), group: group)
      let place: Int
      if let known = placeOfLeaf[leaf] {
        place = known
      } else {
        place = leaves.count
        placeOfLeaf[leaf] = place
        leaves.append(leaf)
        let nothing = [Int64](repeating: 0, count: monthCount)
        columns.planCost += nothing
        columns.actualCost += nothing
        columns.planActivity += nothing
        columns.actualActivity += nothing
      }
      let cell = place * monthCount + offset
      set(columns[cell] + statement.measures, at: cell)
    }
  }

  fileprivate mutating func clear(_ places: [Int], _ offset: Int) {
    for place in places { set(.zero, at: place * monthCount + offset) }
  }

  /// Puts a cost in place of a leaf's in a month, for asking what would have been.
  mutating func setCost(_ cost: Money, leaf: Int, month offset: Int) {
    columns.actualCost[leaf * monthCount + offset] = Int64(truncatingIfNeeded: cost.parts)
  }

  private mutating func set(_ measures: Measures, at cell: Int) {
    columns.planCost[cell] = Int64(truncatingIfNeeded: measures.planCost.parts)
    columns.actualCost[cell] = Int64(truncatingIfNeeded: measures.actualCost.parts)
    columns.planActivity[cell] = Int64(truncatingIfNeeded: measures.planActivity.parts)
    columns.actualActivity[cell] = Int64(truncatingIfNeeded: measures.actualActivity.parts)
  }
}
