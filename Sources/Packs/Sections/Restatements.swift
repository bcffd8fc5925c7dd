import Analysis
import Figures
import Ledger
import Quantities
import Report

/// `restatements`: what changed of the months that were released before: by organisation and month, line by line, and what was said of each month at each cut.
let restatementsSection = SectionBuilder(
  "restatements", [.commissioner, .provider, .programme], title: { _ in "What changed since the last release" }, shortTitle: { _ in "Restatements" },
  question: Question.now
) { request in
  let context = request.context
  guard context.restatements.isComparable(in: request.frame.scope) else { return [] }
  let changed = RestatedScope(request)
  var blocks: [Block] = []
  if !changed.cells.isEmpty {
    blocks.append(.table(restatedMonthsTable(changed)))
    blocks += restatementGroupTables(changed).map { .table($0) }
    if let table = restatementChangesTable(changed, rows: request.entry.rows ?? 5) { blocks.append(.table(table)) }
    if let table = restatementTriangleTable(changed) { blocks.append(.table(table)) }
  }
  blocks += sinceFreezeTables(request).map { .table($0) }
  return [request.section(restatementHeadline(changed), blocks)]
}

/// What a pack's scope shows of restatements.
struct RestatedScope {
  let context: PackContext
  let frame: PackFrame
  /// The side whose organisations the rows name: providers, but in a provider's own pack commissioners.
  let counterpart: Counterpart
  let cells: [RestatedCell]
  let stem: FigureStem

  init(_ request: SectionRequest) {
    context = request.context
    frame = request.frame
    counterpart = frame.scope.provider == nil ? .provider : .commissioner
    cells = context.restatements.cells(in: frame.scope)
    stem = context.stem("restatement", frame.scope)
  }

  /// The last month released before.
  var lastMonth: MonthIndex { context.restatements.lastMonth }
  /// Whose part it is.
  func party(_ part: RestatedPart) -> Int { counterpart == .provider ? part.provider : part.commissioner }
  /// The programme's own organisations of the rows' side.
  var ownCount: Int { counterpart == .provider ? context.positions.ownProviderCount : context.positions.ownCommissionerCount }
  /// The name of an organisation of the rows' side.
  func name(_ party: Int) -> String { counterpart == .provider ? context.providerShortName(party) : context.commissionerShortName(party) }
  /// The stem of an organisation's figures within the scope.
  func stem(_ party: Int) -> FigureStem { context.stem("restatement", frame.scope.narrowed(to: party, counterpart)) }
  /// The id suffix of a month; empty for the period's own.
  func suffix(_ month: MonthIndex) -> String { month == context.period.index ? "" : "@" + month.period.identifier }
}

/// What went up and down of some cells.
struct RestatedSum {
  var up = Money.zero
  var down = Money.zero
  var plan = Money.zero

  var cost: Money { up + down }
  /// How much money it is about.
  var size: Money { up - down + plan.magnitude }

  mutating func add(_ cell: RestatedCell) {
    let change = cell.amounts.change
    if change.actualCost.parts > 0 { up += change.actualCost } else { down += change.actualCost }
    plan += change.planCost
  }

  mutating func add(_ other: RestatedSum) {
    up += other.up
    down += other.down
    plan += other.plan
  }

  /// The four figures of a row.
  func figures(_ stem: FigureStem, _ prefix: String = "", _ suffix: String = "") -> [Figure] {
    [
      stem.figure(prefix + Measure.restatedUp, up, suffix), stem.figure(prefix + Measure.restatedDown, down, suffix),
      stem.figure(prefix + Measure.restatedCost, cost, suffix), stem.figure(prefix + Measure.restatedPlan, plan, suffix),
    ]
  }
}

/// `Two trusts restated earlier months: cost to January is £31,204 higher than was released`.
private func restatementHeadline(_ changed: RestatedScope) -> Sentence {
  let context = changed.context
  if changed.cells.isEmpty { return context.sentence("restatements.none") }
  var sum = RestatedSum()
  for cell in changed.cells { sum.add(cell) }
  let providers = Set(changed.cells.map(\.part.provider))
  let opening: Sentence
  if let only = providers.first, providers.count == 1 {
    opening = context.sentence("restatements.one-provider", ["name": .words(context.providerShortName(only))])
  } else {
    let count = changed.stem.figure(Measure.restatedProviders, count: providers.count)
    opening = context.sentence("restatements.providers", ["count": .figure(count)])
  }
  let figures = sum.figures(changed.stem)
  if sum.cost.isZero {
    if sum.up.isZero { return context.sentence("restatements.plans-only", ["opening": .clause(opening)]) }
    return context.sentence("restatements.between-lines", ["opening": .clause(opening), "up": .figure(figures[0])])
  }
  return context.sentence("restatements.headline", ["opening": .clause(opening), "change": .figure(figures[2])])
}

let restatementRules: [SentenceRule] =
  [
    SentenceRule("restatements.none"), SentenceRule("restatements.one-provider", .words("name")),
    SentenceRule("restatements.providers", .count("count")), SentenceRule("restatements.plans-only", .clause("opening")),
    SentenceRule("restatements.between-lines", .clause("opening"), .money("up")),
    SentenceRule("restatements.headline", .clause("opening"), .change("change")), SentenceRule("restatements.shown", .clause("list")),
    SentenceRule("restatements.unmoved", .count("count")),
  ] + shownRules

/// Each restated month of each organisation; the organisations alone where there are many.
private func restatedMonthsTable(_ changed: RestatedScope) -> ReportTable {
  let context = changed.context
  struct Key: Hashable {
    var party: Int
    var month: MonthIndex
  }
  var months: [Key: RestatedSum] = [:]
  var parties: [Int: (sum: RestatedSum, months: Set<MonthIndex>)] = [:]
  var total = RestatedSum()
  for cell in changed.cells {
    let party = changed.party(cell.part)
    months[Key(party: party, month: cell.month), default: RestatedSum()].add(cell)
    parties[party, default: (RestatedSum(), [])].sum.add(cell)
    parties[party, default: (RestatedSum(), [])].months.insert(cell.month)
    total.add(cell)
  }
  let byMonth = months.count <= 18
  func numbers(_ figures: [Figure]) -> [ReportTable.Cell] { figures.map { .number($0) } }
  let rows: [ReportTable.Row] =
    byMonth
    ? months.sorted { ($0.key.party, $0.key.month) < ($1.key.party, $1.key.month) }.map { key, sum in
      ReportTable.Row(
        .body,
        [.text(changed.name(key.party)), .text(key.month.period.monthName)]
          + numbers(sum.figures(changed.stem(key.party), Measure.monthPrefix, changed.suffix(key.month))))
    }
    : parties.sorted { $0.key < $1.key }.map { party, entry in
      let first = entry.months.min()?.period.monthName ?? ""
      let last = entry.months.max()?.period.monthName ?? ""
      return ReportTable.Row(
        .body, [.text(changed.name(party)), .text(first == last ? first : "\(first) to \(last)")] + numbers(entry.sum.figures(changed.stem(party))))
    }
  let side = capitalised(context.singular(changed.counterpart))
  return ReportTable(
    id: "restatements-months", title: "Earlier months restated",
    caption: "£; now less what was said at the last release",
    spanners: [.init("Cost", 2..<5), .init("Plan", 5..<6)],
    columns: [
      .init(side, .name), .init(byMonth ? "Month" : "Months", .words), .init("Up", .number), .init("Down", .number), .init("Change", .number),
      .init("Change", .number),
    ], rows: rows,
    total: rows.count > 1
      ? ReportTable.Row(.total, [.text("All \(context.plural(changed.counterpart))"), .none] + numbers(total.figures(changed.stem))) : nil,
    notes: [
      "Up and down: the points of delivery and specialties whose cost rose or fell, added apart. A change of nought with an up and a down is money moved between lines."
    ], empty: context.sentence("empty.restated")
  ).notingRounding()
}

/// What was said about each month at each cut.
private func restatementTriangleTable(_ changed: RestatedScope) -> ReportTable? {
  let (context, frame) = (changed.context, changed.frame)
  let months = context.yearMonths
  let triangle = context.saidCosts.triangle(of: frame.scope, months: months)
  guard months.count > 1 else { return nil }
  // Of the cuts after freeze, those at which something changed.
  let lags =
    [0, 1] + (2..<max(triangle.lastChange + 1, 2)).filter { lag in triangle.said.contains { $0.indices.contains(lag) && $0[lag] != $0[lag - 1] } }
  let format = lags.count > 5 ? FigureFormat.thousands : .pounds
  let known = context.yearFigures(frame.scope, Measure.monthActual) { .money($0.actualCost) }
  let suffixes = Array(context.monthSuffix[context.yearOffsets])
  let position = context.stem("position", frame.scope)
  let moved = months.indices.filter { index in
    let values = triangle.said[index].compactMap { $0.map { FigureValue.money($0) } } + [known[index]?.value].compactMap(\.self)
    return values.contains { $0 != values[0] }
  }
  if moved.isEmpty { return nil }
  let rows = moved.map { index -> ReportTable.Row in
    let row = triangle.said[index]
    var cells: [ReportTable.Cell] = [.text(months[index].period.monthName)]
    for lag in lags {
      guard row.indices.contains(lag) else {
        cells.append(.text("not yet"))
        continue
      }
      let cut = lag == 0 ? "flex" : lag == 1 ? "freeze" : months[index].advanced(by: lag).period.identifier
      let value = row[lag].map { FigureValue.money($0) } ?? .missing(.notSent)
      cells.append(.number(changed.stem.figure(Measure.monthCostSaid, value: value, suffixes[index] + "~" + cut), format))
    }
    let now = known[index] ?? position.figure(Measure.monthActual, value: .missing(.notSent), suffixes[index])
    cells.append(.number(now, format))
    var move = FigureValue.missing(.notApplicable)
    if case .money(let cost) = now.value, let flex = row.first ?? nil { move = .money(cost - flex) }
    cells.append(.number(changed.stem.figure(Measure.monthCostMove, value: move, suffixes[index]), .pounds))
    return ReportTable.Row(.body, cells)
  }
  var notes: [Sentence] = [
    "Flex: by the returns of the month itself; freeze: by those of the month after. Of later cuts, those at which a month changed."
  ]
  let still = months.dropLast().indices.filter { !moved.contains($0) }.count
  if still > 0 {
    notes.append(context.sentence("restatements.unmoved", ["count": .figure(changed.stem.figure(Measure.monthsUnmoved, count: still))]))
  }
  return ReportTable(
    id: "restatements-triangle", title: "What was said about the months that changed",
    caption: format == .thousands ? "cost in £ thousand; change in £" : "cost in £",
    spanners: [.init("As said at", 1..<(1 + lags.count))],
    columns: [.init("Month", .name)] + lags.map { .init($0 == 0 ? "Flex" : $0 == 1 ? "Freeze" : "\($0) months on", .number) } + [
      .init("Now", .number), .init("Since flex", .number),
    ], rows: rows,
    notes: notes, empty: context.sentence("empty.year"))
}
