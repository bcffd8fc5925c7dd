import Analysis
import Figures
import Ledger
import Quantities
import Report

/// `position-by-provider`, `position-by-commissioner`: two tables in one order, the year to date and then the month and the whole year.
let positionByProvider = SectionBuilder(
  "position-by-provider", [.commissioner, .programme], title: { "Position by \($0.provider)" }, shortTitle: { _ in "Position" },
  question: Question.which(.provider)
) { positionSection($0, by: .provider) }

let positionByCommissioner = SectionBuilder(
  "position-by-commissioner", [.provider, .programme], title: { "Position by \($0.commissioner)" }, shortTitle: { _ in "Position" },
  question: Question.which(.commissioner)
) { positionSection($0, by: .commissioner) }

private func positionSection(_ request: SectionRequest, by counterpart: Counterpart) -> [ReportSection] {
  let context = request.context
  let rows = request.rows(by: counterpart)
  var blocks: [Block] = [.table(yearToDateTable(rows, context)), .table(monthAndYearTable(rows, context))]
  if let contracts = contractTable(rows, context) { blocks.append(.table(contracts)) }
  return [request.section(positionHeadline(rows, context), blocks)]
}

extension SectionRequest {
  /// The pack's rows, or the programme's by its other side.
  func rows(by counterpart: Counterpart) -> PartyRows {
    counterpart == frame.counterpart ? frame.rows : context.rows(of: frame.scope, by: counterpart)
  }
}

/// `Twelve of 16 trusts are over plan; Hillingdon is the furthest, by £412,816`.
func positionHeadline(_ rows: PartyRows, _ context: PackContext) -> Sentence {
  let (over, count) = (rows.over.count, rows.own.count)
  let singular = RuleValue.words(context.singular(rows.counterpart))
  guard let first = rows.own.first, let last = rows.own.last else { return context.sentence("position.none", ["organisation": singular]) }
  if count == 1 {
    return first.direction == .onPlan
      ? context.sentence("position.only-on-plan", ["name": .words(first.shortName)])
      : context.sentence("position.only", ["name": .words(first.shortName), "variance": .figure(first.ytdVariance)])
  }
  if over == 0 {
    if last.direction == .onPlan { return context.sentence("position.all-on-plan", ["organisation": singular]) }
    return context.sentence(
      "position.none-over", ["organisation": singular, "name": .words(last.shortName), "variance": .figure(last.ytdVariance)])
  }
  let rule = over == count ? (count == 2 ? "position.both-over" : "position.all-over") : over == 1 ? "position.one-over" : "position.some-over"
  return context.sentence(
    rule,
    [
      "over": .figure(rows.total.stem.figure(Measure.over(rows.counterpart), count: over)),
      "count": .figure(rows.total.stem.figure(Measure.count(rows.counterpart), count: count)),
      "organisations": .words(context.plural(rows.counterpart)), "name": .words(first.shortName), "variance": .figure(first.ytdVariance),
    ])
}

let positionRules: [SentenceRule] =
  [
    SentenceRule("position.none", .words("organisation")), SentenceRule("position.only-on-plan", .words("name")),
    SentenceRule("position.only", .words("name"), .variance("variance")), SentenceRule("position.all-on-plan", .words("organisation")),
    SentenceRule("position.none-over", .words("organisation"), .words("name"), .variance("variance")),
  ]
  + ["position.both-over", "position.all-over", "position.one-over", "position.some-over"].map {
    SentenceRule($0, .count("over"), .several("count"), .words("organisations"), .words("name"), .variance("variance"))
  }

private func yearToDateTable(_ rows: PartyRows, _ context: PackContext) -> ReportTable {
  let largest = largestVariance(rows.rows.map(\.variance))
  func cells(_ party: Party, name: String, bar: Bool) -> [ReportTable.Cell] {
    [
      .text(name), .number(party.ytdPlan), .number(party.ytdActual), .variance(party.ytdVariance),
      bar ? varianceBar(party.variance, largest: largest) : .none, .number(party.ytdPercent, .percent),
    ]
  }
  let notes: [Sentence?] = [
    "Bars share one scale; the total is left out of it.", context.outsideNote(rows), context.idleNote(rows), context.unstatedNote(rows.scope),
  ]
  return ReportTable(
    id: "position-by-\(rows.key)-ytd", title: "Year to date", caption: "£, \(context.yearToDateWords), most over plan first",
    columns: [
      .init(capitalised(context.singular(rows.counterpart)), .name), .init("Plan", .number), .init("Actual", .number), .init("Variance", .variance),
      .init("over plan | under", .varianceBar, dispensable: true), .init("% of plan", .number),
    ],
    rows: rows.rows.map { ReportTable.Row(.body, cells($0, name: $0.shortName, bar: true)) },
    total: ReportTable.Row(.total, cells(rows.total, name: context.allOf(rows), bar: false)), notes: notes.compactMap(\.self),
    empty: context.sentence("empty.position", ["organisation": .words(context.singular(rows.counterpart))])
  ).notingRounding()
}

private func monthAndYearTable(_ rows: PartyRows, _ context: PackContext) -> ReportTable {
  func cells(_ party: Party, name: String) -> [ReportTable.Cell] {
    [
      .text(name), .number(party.monthPlan), .number(party.monthActual), .number(party.monthVariance), .number(party.annualPlan),
      .number(party.forecastOutturn), .variance(party.forecastVariance),
    ]
  }
  let hasNoPlan = rows.rows.contains { $0.ytd.planCost.isZero }
  let noPlan = hasNoPlan ? context.sentence("notes.no-plan", ["organisation": .words(context.singular(rows.counterpart))]) : nil
  let month = context.period.shortMonthName
  return ReportTable(
    id: "position-by-\(rows.key)-month-year", title: "\(month), and the year end", caption: "£, most over plan to date first",
    spanners: [.init("Month \(context.months) (\(month))", 1..<4), .init("Whole year", 4..<7)],
    columns: [
      .init(capitalised(context.singular(rows.counterpart)), .name), .init("Plan", .number), .init("Cost", .number), .init("Variance", .number),
      .init("Annual plan", .number), .init("Forecast", .number), .init("Variance", .variance),
    ],
    rows: rows.rows.map { ReportTable.Row(.body, cells($0, name: $0.shortName)) },
    total: ReportTable.Row(.total, cells(rows.total, name: context.allOf(rows))),
    notes: [context.forecastNote, context.annualPlanNote(rows.scope), noPlan].compactMap(\.self),
    empty: context.sentence("empty.position", ["organisation": .words(context.singular(rows.counterpart))])
  ).notingRounding()
}

/// All measures of a position on one line: a trust's page has no room for two tables.
///
/// - Parameter idSuffix: what tells the tables of several organisations of one pack apart.
func wholePositionTable(_ rows: PartyRows, _ context: PackContext, idSuffix: String) -> ReportTable {
  let largest = largestVariance(rows.rows.map(\.variance))
  func cells(_ party: Party, name: String, bar: Bool) -> [ReportTable.Cell] {
    [
      .text(name), .number(party.annualPlan), .number(party.ytdPlan), .number(party.ytdActual), .variance(party.ytdVariance),
      bar ? varianceBar(party.variance, largest: largest) : .none, .number(party.forecastOutturn), .variance(party.forecastVariance),
      .number(party.monthPlan), .number(party.monthActual),
    ]
  }
  let notes: [Sentence?] = [
    context.forecastNote, "Bars share one scale; the total is left out of it.", context.outsideNote(rows), context.idleNote(rows),
    context.unstatedNote(rows.scope),
  ]
  return ReportTable(
    id: "position-by-\(rows.key)\(idSuffix)", title: "Position by \(context.singular(rows.counterpart)), month \(context.months)",
    caption: "£, most over plan first",
    spanners: [.init("Year to date", 2..<6), .init("Forecast outturn", 6..<8), .init("Month \(context.months)", 8..<10)],
    columns: [
      .init(capitalised(context.singular(rows.counterpart)), .name), .init("Annual plan", .number), .init("Plan", .number), .init("Actual", .number),
      .init("Variance", .variance), .init("over plan | under", .varianceBar, dispensable: true), .init("Outturn", .number),
      .init("Variance", .variance),
      .init("Plan", .number), .init("Cost", .number),
    ],
    rows: rows.rows.map { ReportTable.Row(.body, cells($0, name: $0.shortName, bar: true)) },
    total: ReportTable.Row(.total, cells(rows.total, name: context.allOf(rows), bar: false)), notes: notes.compactMap(\.self),
    empty: context.sentence("empty.position", ["organisation": .words(context.singular(rows.counterpart))])
  ).notingRounding()
}

/// Contract value and envelope, where the register gives them for a row.
private func contractTable(_ rows: PartyRows, _ context: PackContext) -> ReportTable? {
  func terms(_ party: Party) -> (value: Money?, envelope: Money?) {
    guard let scope = party.scope, !party.isOutside else { return (nil, nil) }
    let mine = context.input.contracts.filter { terms in
      (scope.commissioner.map { context.commissionerCode($0) == terms.commissioner } ?? true)
        && (scope.provider.map { context.providerCode($0) == terms.provider } ?? true)
    }
    let (values, envelopes) = (mine.compactMap(\.value), mine.compactMap(\.envelope))
    return (values.isEmpty ? nil : values.reduce(.zero, +), envelopes.isEmpty ? nil : envelopes.reduce(.zero, +))
  }
  let given = rows.own.map { ($0, terms($0)) }.filter { $0.1.value != nil || $0.1.envelope != nil }
  if given.isEmpty { return nil }
  func sum(_ amount: (((Party, (value: Money?, envelope: Money?))) -> Money?)) -> Money? {
    let amounts = given.compactMap(amount)
    return amounts.isEmpty ? nil : amounts.reduce(.zero, +)
  }
  func amount(_ stem: FigureStem, _ measure: String, _ money: Money?) -> ReportTable.Cell {
    .number(stem.figure(measure, value: money.map { .money($0) } ?? .missing(.notApplicable)))
  }
  let hasEnvelope = given.contains { $0.1.envelope != nil }
  func cells(_ stem: FigureStem, name: String, _ value: Money?, _ envelope: Money?, forecast: Money, isComparable: Bool) -> [ReportTable.Cell] {
    var cells: [ReportTable.Cell] = [.text(name), amount(stem, Measure.contractValue, value)]
    if hasEnvelope { cells.append(amount(stem, Measure.contractEnvelope, envelope)) }
    cells.append(.number(stem.figure(Measure.forecastOutturn, forecast)))
    cells.append(
      .variance(
        stem.figure(Measure.contractVariance, value: value.flatMap { isComparable ? .money($0 - forecast) : nil } ?? .missing(.notApplicable))))
    return cells
  }
  var columns: [ReportTable.Column] = [.init(capitalised(context.singular(rows.counterpart)), .name), .init("Contract value", .number)]
  if hasEnvelope { columns.append(.init("Envelope", .number)) }
  columns += [.init("Forecast", .number), .init("Contract − forecast", .variance)]
  return ReportTable(
    id: "position-by-\(rows.key)-contract", title: "Contract values",
    caption: "£, most over plan to date first; only \(context.plural(rows.counterpart)) with a value given",
    columns: columns,
    rows: given.map { party, terms in
      ReportTable.Row(
        .body, cells(party.stem, name: party.shortName, terms.value, terms.envelope, forecast: party.position.forecastOutturn, isComparable: true))
    },
    total: given.count > 1
      ? ReportTable.Row(
        .total,
        cells(
          rows.total.stem.with("list", "contract-values-by-\(rows.key)"), name: "All with a value given", sum(\.1.value), sum(\.1.envelope),
          // The forecast of one without a value is in the total's, and nothing that it could be held against.
          forecast: given.reduce(.zero) { $0 + $1.0.position.forecastOutturn }, isComparable: given.allSatisfy { $0.1.value != nil })) : nil,
    notes: [context.sentence("notes.contract-values"), context.forecastNote], empty: context.sentence("empty.contract-values")
  ).notingRounding()
}

extension PartyRows {
  /// `provider` or `commissioner`, for ids.
  var key: String { counterpart == .provider ? "provider" : "commissioner" }
}
