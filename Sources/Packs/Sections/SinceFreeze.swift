import Analysis
import Figures
import Ledger
import Quantities
import Report

/// Movement since freeze: for each frozen quarter the months that moved after it, by organisation; no table for a quarter that stands as it was frozen.
func sinceFreezeTables(_ request: SectionRequest) -> [ReportTable] {
  let context = request.context
  return context.input.frozen.filter { $0.lastMonth.year == context.period.year && $0.lastMonth.index <= context.period.index }.compactMap {
    table(request, $0)
  }
}

private func table(_ request: SectionRequest, _ frozen: FrozenPosition) -> ReportTable? {
  let (context, scope) = (request.context, request.frame.scope)
  let ledger = context.input.ledger
  let counterpart: Counterpart = scope.provider == nil ? .provider : .commissioner
  let axis = counterpart == .provider ? ledger.providers : ledger.commissioners
  let commissioners = Dictionary(ledger.commissioners.codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  let providers = Dictionary(ledger.providers.codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  func isInScope(_ commissioner: Int?, _ provider: Int?) -> Bool {
    (scope.commissioner.map { $0 == commissioner } ?? true) && (scope.provider.map { $0 == provider } ?? true)
  }
  // What was frozen of a code that nobody states any more has no place on the axis; it is kept apart, under its code.
  var before: [String: Money] = [:]
  for cell in frozen.cells where isInScope(commissioners[cell.commissioner], providers[cell.provider]) {
    before[counterpart == .provider ? cell.provider : cell.commissioner, default: .zero] += cell.actual
  }
  var now: [String: Money] = [:]
  let first = ledger.monthly.firstMonth.distance(to: MonthIndex(year: frozen.lastMonth.year, month: 1))
  let last = ledger.monthly.firstMonth.distance(to: frozen.lastMonth.index)
  guard first >= 0, last < ledger.monthly.monthCount else { return nil }
  for c in scope.commissioner.map({ [$0] }) ?? Array(ledger.commissioners.codes.indices) {
    for p in scope.provider.map({ [$0] }) ?? Array(ledger.providers.codes.indices) {
      var sum = Money.zero
      for month in first...last { sum += ledger.monthly[commissioner: c, provider: p, month: month].actualCost }
      now[axis.codes[counterpart == .provider ? p : c], default: .zero] += sum
    }
  }
  let moved = Set(before.keys).union(now.keys).filter { (before[$0] ?? .zero) != (now[$0] ?? .zero) }.sorted()
  if moved.isEmpty { return nil }
  let places = counterpart == .provider ? providers : commissioners
  func cells(_ name: String, _ stem: FigureStem, _ frozenCost: Money, _ cost: Money) -> [ReportTable.Cell] {
    let stem = stem.with("quarter", frozen.quarter)
    return [
      .text(name), .number(stem.figure(Measure.frozenCost, frozenCost)), .number(stem.figure(Measure.costSinceFreeze, cost)),
      .number(stem.figure(Measure.moveSinceFreeze, cost - frozenCost)),
    ]
  }
  func name(_ code: String) -> String {
    guard let index = places[code] else { return code }
    return counterpart == .provider ? context.providerShortName(index) : context.commissionerShortName(index)
  }
  func stem(_ code: String) -> FigureStem {
    FigureStem(
      "restatement", commissioner: counterpart == .commissioner ? code : scope.commissioner.map(context.commissionerCode) ?? SeveralOrganisations.all,
      provider: counterpart == .provider ? code : scope.provider.map(context.providerCode) ?? SeveralOrganisations.all)
  }
  let total = (before: moved.reduce(Money.zero) { $0 + (before[$1] ?? .zero) }, now: moved.reduce(Money.zero) { $0 + (now[$1] ?? .zero) })
  return ReportTable(
    id: "restatements-since-freeze-q\(frozen.quarter.suffix(1))", title: "Movement since the freeze of \(frozen.quarter)",
    caption: "cost in £, April to \(frozen.lastMonth.shortMonthName)",
    columns: [.init(capitalised(context.singular(counterpart)), .name), .init("Frozen", .number), .init("Now", .number), .init("Movement", .number)],
    rows: moved.map { ReportTable.Row(.body, cells(name($0), stem($0), before[$0] ?? .zero, now[$0] ?? .zero)) },
    total: moved.count > 1
      ? ReportTable.Row(
        .total, cells("All that moved", context.stem("restatement", scope).with("list", "moved"), total.before, total.now)) : nil,
    notes: ["The frozen position is not changed by it: invoices of the quarter were reconciled against what was frozen."],
    empty: context.sentence("empty.nothing-moved")
  ).notingRounding()
}
