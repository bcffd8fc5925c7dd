import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report
import Styling

/// How many providers without a contract and how many treatments are listed before the rest is gathered.
private let listedNames = 12

/// `nca-ifr`: what providers without a contract charged, against its budget; individual funding requests and prior approvals.
let ncaSection = SectionBuilder(
  "nca-ifr", [.commissioner, .programme], title: { _ in "Non-contracted activity and funding requests" },
  shortTitle: { _ in "Non-contracted activity" }, question: Question.inHand,
  absence: { context, _ in
    let registers = context.input.registers
    let isEmpty = registers.nca.isEmpty && registers.ncaBudgets.isEmpty && registers.ifr.isEmpty && registers.priorApprovals.isEmpty
    return isEmpty
      ? noRegister(
        "no register of non-contracted activity or funding requests", "registers/nca.csv, nca_budget.csv, ifr.csv, prior_approvals.csv", context)
      : nil
  }
) { request in
  let (context, frame) = (request.context, request.frame)
  let registers = context.input.registers
  let code = context.commissionerCode(of: frame.scope)
  let nca = ncaTable(context, code)
  let ifr = RequestTable(registers.ifr, commissioner: code, period: context.period)
  let approvals = RequestTable(registers.priorApprovals, commissioner: code, period: context.period)
  let stem = FigureStem("nca", commissioner: code ?? SeveralOrganisations.all)
  var blocks: [Block] = [.tiles(ncaTiles(nca, ifr, approvals, code, context))]
  if frame.kind == .programme, !registers.nca.isEmpty || !registers.ncaBudgets.isEmpty {
    blocks.append(.table(budgetTable(nca, context)))
  }
  if !registers.nca.isEmpty {
    blocks.append(
      .table(chargeTable("nca-by-provider", "By provider without a contract", "Provider", nca, stem, "provider_name", \.providerName) { $0 }))
    blocks.append(
      .table(
        chargeTable("nca-by-pod", "By point of delivery", "Point of delivery", nca, stem, "pod", \.pod) { context.podTableName($0, named: true) }))
  }
  if !registers.ifr.isEmpty {
    blocks.append(.table(requestTable("ifr-by-treatment", "Individual funding requests", "ifr", ifr, code, context)))
  }
  if !registers.priorApprovals.isEmpty {
    blocks.append(.table(requestTable("prior-approvals-by-treatment", "Prior approvals", "prior_approval", approvals, code, context)))
  }
  if let remarks = context.input.nonContractedRemarks[code ?? "programme"], !remarks.blocks.isEmpty {
    blocks.append(.aside(title: "Remarks", context.carriedNote(remarks) + remarks.blocks))
    blocks.append(.notes([context.sentence("nca.author", ["file": .words(remarks.source)])]))
  }
  return [request.section(ncaHeadline(nca, ifr, stem, code, context), blocks)]
}

private func ncaTable(_ context: PackContext, _ commissioner: String?) -> NonContractedTable {
  NonContractedTable(
    context.input.registers.nca, budgets: context.input.registers.ncaBudgets, commissioner: commissioner, period: context.period,
    phasing: context.input.phasing)
}

/// What the tables print of a scope's charges.
private struct NCAFigures {
  let stem: FigureStem
  let table: NonContractedTable
  var total: NonContractedSums { table.total }
  var counted: Figure { stem.figure(Measure.ncaCountedValue, total.counted.value) }
  var budget: Figure { stem.figure(Measure.ncaBudget, value: value(table.budget)) }
  var budgetToDate: Figure { stem.figure(Measure.ncaBudgetToDate, value: value(table.budgetToDate)) }
  var variance: Figure { stem.figure(Measure.ncaVariance, value: value(table.variance)) }
  var percent: Figure {
    guard let variance = table.variance, let budget = table.budgetToDate else {
      return stem.figure(Measure.ncaVariancePercent, value: .missing(.noPlan))
    }
    return stem.figure(Measure.ncaVariancePercent, value: .ratio(variance.parts, budget.parts, else: .noPlan))
  }
  /// Without a budget of its own among others that have one, all that is charged is over.
  var varianceInTotal: Money { table.variance ?? -total.counted.value }
  private func value(_ money: Money?) -> FigureValue { money.map { .money($0) } ?? .missing(.noPlan) }
}

extension FigureStem {
  fileprivate func charges(_ status: NCAStatus, _ sums: CountedValue) -> Figure {
    with("status", status.rawValue).figure(Measure.ncaCharges, count: sums.count)
  }
  fileprivate func chargeValue(_ status: NCAStatus, _ sums: CountedValue) -> Figure {
    with("status", status.rawValue).figure(Measure.ncaValue, sums.value)
  }
  fileprivate func requests(_ decision: RequestDecision, _ sums: CountedValue) -> Figure {
    with("decision", decision.rawValue).figure(Measure.requests, count: sums.count)
  }
  fileprivate func requestValue(_ decision: RequestDecision, _ sums: CountedValue) -> Figure {
    with("decision", decision.rawValue).figure(Measure.requestValue, sums.value)
  }
}

private func ncaTiles(_ nca: NonContractedTable, _ ifr: RequestTable, _ approvals: RequestTable, _ code: String?, _ context: PackContext) -> [Tile] {
  let own = NCAFigures(stem: FigureStem("nca", commissioner: code ?? SeveralOrganisations.all), table: nca)
  let counted = own.stem.figure(Measure.ncaCharges, count: own.total.counted.count)
  var tiles = [
    Tile(
      label: "Non-contracted, year to date", value: Printed(own.counted, .sterling),
      context: nca.budgetToDate == nil
        ? context.sentence("nca.tile-charges", ["count": .figure(counted)])
        : context.sentence("nca.tile-budget", ["budget": .figure(own.budgetToDate)]))
  ]
  if let variance = nca.variance {
    let direction = Direction(ofVariance: variance)
    let words =
      direction == .onPlan
      ? context.sentence("nca.tile-on-budget")
      : context.sentence(
        "nca.tile-variance", ["variance": .figure(own.variance), "share": .coloured(own.percent, direction.textRole)])
    tiles.append(
      Tile(label: "Variance, year to date", value: Printed(own.variance, .sterling), role: direction.textRole, context: words))
  }
  func requestTile(_ label: String, _ family: String, _ table: RequestTable) -> Tile {
    let stem = FigureStem(family, commissioner: code ?? SeveralOrganisations.all)
    let sums = table.total
    return Tile(
      label: label, value: Printed(stem.figure(Measure.requests, count: sums.all.count), .number),
      context: context.sentence(
        "nca.tile-decisions",
        [
          "approved": .figure(stem.requests(.approved, sums.approved)), "declined": .figure(stem.requests(.declined, sums.declined)),
          "pending": .figure(stem.requests(.pending, sums.pending)),
        ])
    )
  }
  if !context.input.registers.ifr.isEmpty { tiles.append(requestTile("Funding requests", "ifr", ifr)) }
  if !context.input.registers.priorApprovals.isEmpty { tiles.append(requestTile("Prior approvals", "prior_approval", approvals)) }
  return tiles
}

/// Every commissioner's charges against its budget.
private func budgetTable(_ all: NonContractedTable, _ context: PackContext) -> ReportTable {
  let own = all.commissioners.filter { context.isOwn($0, .commissioner) }
  let tables = own.map { (code: $0, table: ncaTable(context, $0)) }
    .sorted { a, b in
      let (x, y) = (a.table.variance ?? -a.table.total.counted.value, b.table.variance ?? -b.table.total.counted.value)
      return x != y ? x < y : a.code < b.code
    }
  let largest = largestVariance(tables.map { $0.table.variance ?? -$0.table.total.counted.value })
  func cells(_ name: String, _ figures: NCAFigures, withBar: Bool) -> [ReportTable.Cell] {
    [
      .text(name), .number(figures.budget), .number(figures.budgetToDate), .number(figures.counted),
      .variance(figures.stem.figure(Measure.ncaVariance, figures.varianceInTotal)),
      withBar ? varianceBar(figures.varianceInTotal, largest: largest) : .none, .number(figures.percent, .percent),
    ]
  }
  var rows = tables.map { line in
    ReportTable.Row(
      .body,
      cells(
        context.commissionerShortName(ofCode: line.code), NCAFigures(stem: FigureStem("nca", commissioner: line.code), table: line.table),
        withBar: true))
  }
  let outside = all.commissioners.subtracting(own)
  if !outside.isEmpty {
    let registers = context.input.registers
    let table = NonContractedTable(
      registers.nca.filter { outside.contains($0.commissioner) }, budgets: registers.ncaBudgets.filter { outside.contains($0.commissioner) },
      period: context.period, phasing: context.input.phasing)
    let figures = NCAFigures(stem: FigureStem("nca", commissioner: SeveralOrganisations.outside), table: table)
    rows.append(ReportTable.Row(.body, cells("Not in the programme", figures, withBar: false)))
  }
  return ReportTable(
    id: "nca-by-commissioner", title: "Against the budget, by \(context.words.commissioner)",
    caption: "£, \(context.yearToDateWords), most over budget first",
    columns: [
      .init(context.words.commissioner, .name), .init("Budget for the year", .number), .init("Budget to date", .number), .init("Charges", .number),
      .init("Variance", .variance), .init("over | under", .varianceBar, dispensable: true), .init("% of budget", .number),
    ],
    rows: rows,
    total: ReportTable.Row(
      .total, cells("All \(context.words.commissioners)", NCAFigures(stem: FigureStem("nca"), table: all), withBar: false)),
    notes: [
      context.sentence("nca.charges", ["phasing": .words(context.registerPhasingWords)])
    ], empty: "No charge and no budget is given for this year."
  ).notingRounding()
}

/// Charges by something and status; beyond the largest, the rest in one line.
private func chargeTable(
  _ id: String, _ title: String, _ head: String, _ nca: NonContractedTable, _ stem: FigureStem, _ dimension: String,
  _ key: @escaping (NonContractedActivity) -> String, _ name: (String) -> String
) -> ReportTable {
  func cells(_ name: String, _ stem: FigureStem, _ sums: NonContractedSums, largest: Money?) -> [ReportTable.Cell] {
    [
      .text(name), .number(stem.charges(.paid, sums.paid), .number), .number(stem.chargeValue(.paid, sums.paid)),
      .number(stem.charges(.queried, sums.queried), .number), .number(stem.chargeValue(.queried, sums.queried)),
      .number(stem.charges(.rejected, sums.rejected), .number), .number(stem.chargeValue(.rejected, sums.rejected)),
      .number(stem.figure(Measure.ncaCountedValue, sums.counted.value)), largest.map { bar(sums.counted.value, largest: $0) } ?? .none,
    ]
  }
  let groups = nca.grouped(by: key)
  let shown = groups.count > listedNames + 1 ? listedNames : groups.count
  let rest = groups.dropFirst(shown).reduce(NonContractedSums.zero) { $0 + $1.sums }
  let largest = max(groups.first?.sums.counted.value ?? .zero, rest.counted.value)
  var rows = groups.prefix(shown).map { group in
    ReportTable.Row(
      .body, cells(group.key.isEmpty ? "Not stated" : name(group.key), stem.with(dimension, group.key), group.sums, largest: largest))
  }
  if groups.count > shown {
    rows.append(
      ReportTable.Row(
        .body, cells("Others (\(groups.count - shown))", stem.with(dimension, SeveralOrganisations.others + String(shown)), rest, largest: largest)))
  }
  return ReportTable(
    id: id, title: title, caption: "number and £, year to date, most money first",
    spanners: [.init("Paid", 1..<3), .init("Queried", 3..<5), .init("Rejected", 5..<7), .init("Charged", 7..<9)],
    columns: [
      .init(head, .name), .init("No.", .number), .init("£", .number), .init("No.", .number), .init("£", .number), .init("No.", .number),
      .init("£", .number), .init("£", .number), .init("", .bar, dispensable: true),
    ],
    rows: rows, total: ReportTable.Row(.total, cells("All charges", stem, nca.total, largest: nil)),
    notes: ["Charged: paid and queried."], empty: "No provider without a contract has charged anything this year."
  ).notingRounding()
}

/// Requests by treatment and decision; beyond the largest, the rest in one line.
private func requestTable(_ id: String, _ title: String, _ family: String, _ table: RequestTable, _ code: String?, _ context: PackContext)
  -> ReportTable
{
  let stem = FigureStem(family, commissioner: code ?? SeveralOrganisations.all)
  func cells(_ name: String, _ stem: FigureStem, _ sums: RequestSums) -> [ReportTable.Cell] {
    [
      .text(name), .number(stem.requests(.approved, sums.approved), .number), .number(stem.requestValue(.approved, sums.approved)),
      .number(stem.requests(.declined, sums.declined), .number), .number(stem.requestValue(.declined, sums.declined)),
      .number(stem.requests(.pending, sums.pending), .number), .number(stem.requestValue(.pending, sums.pending)),
      .number(stem.figure(Measure.requests, count: sums.all.count), .number), .number(stem.figure(Measure.requestValue, sums.all.value)),
    ]
  }
  let groups = table.byTreatment
  let shown = groups.count > listedNames + 1 ? listedNames : groups.count
  var rows = groups.prefix(shown).map { ReportTable.Row(.body, cells($0.treatment, stem.with("treatment", $0.treatment), $0.sums)) }
  if groups.count > shown {
    let rest = groups.dropFirst(shown).reduce(RequestSums.zero) { $0 + $1.sums }
    rows.append(
      ReportTable.Row(
        .body, cells("Others (\(groups.count - shown))", stem.with("treatment", SeveralOrganisations.others + String(shown)), rest)))
  }
  return ReportTable(
    id: id, title: title, caption: "number, and £ that they would cost, year to date, most money first",
    spanners: [.init("Approved", 1..<3), .init("Declined", 3..<5), .init("Pending", 5..<7), .init("All", 7..<9)],
    columns: [.init("Treatment", .name)] + (0..<4).flatMap { _ in [.init("No.", .number), .init("£", .number)] }, rows: rows,
    total: ReportTable.Row(.total, cells("All requests", stem, table.total)), empty: "No request has been made this year."
  ).notingRounding()
}

extension PackContext {
  /// The name of a point of delivery as a register writes it; the text itself where it is no code that has a name.
  fileprivate func podTableName(_ code: String, named: Bool) -> String {
    let table = podTableName(code)
    guard named, table == code, let name = input.podNames[code] else { return table }
    return "\(code) \(name)"
  }
}

/// `Non-contracted activity is £12,000 over its budget to date; 34 funding requests were made, twelve of them approved`.
private func ncaHeadline(_ nca: NonContractedTable, _ ifr: RequestTable, _ stem: FigureStem, _ code: String?, _ context: PackContext) -> Sentence {
  let own = NCAFigures(stem: stem, table: nca)
  let opening: Sentence
  if let variance = nca.variance {
    opening = variance.isZero ? context.sentence("nca.on-budget") : context.sentence("nca.variance", ["variance": .figure(own.variance)])
  } else {
    opening = nca.charges.isEmpty ? context.sentence("nca.none") : context.sentence("nca.no-budget", ["value": .figure(own.counted)])
  }
  let requests = FigureStem("ifr", commissioner: code ?? SeveralOrganisations.all)
  let (all, approved) = (ifr.total.all, ifr.total.approved)
  if context.input.registers.ifr.isEmpty { return opening }
  if all.count == 0 { return context.sentence("nca.no-request", ["opening": .clause(opening)]) }
  if all.count == 1 { return context.sentence("nca.one-request", ["opening": .clause(opening)]) }
  return context.sentence(
    "nca.requests",
    [
      "opening": .clause(opening), "count": .figure(requests.figure(Measure.requests, count: all.count)),
      "approved": .figure(requests.requests(.approved, approved)),
    ])
}

let nonContractedRules: [SentenceRule] = [
  SentenceRule("nca.none"), SentenceRule("nca.no-budget", .money("value")), SentenceRule("nca.on-budget"),
  SentenceRule("nca.variance", .variance("variance")), SentenceRule("nca.no-request", .clause("opening")),
  SentenceRule("nca.one-request", .clause("opening")),
  SentenceRule("nca.requests", .clause("opening"), .several("count"), .count("approved")),
]
