import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `position-matrix`: every commissioner at every provider as a heat map, and the pairs furthest from plan.
let positionMatrix = SectionBuilder(
  "position-matrix", [.programme], title: { _ in "Position matrix" }, question: { "Which \($0.commissioners) and \($0.providers)?" }
) { request in
  let context = request.context
  let commissioners = context.rows(of: .programme, by: .commissioner)
  let providers = context.rows(of: .programme, by: .provider)
  let pairs = contracts(context)
  let cells = commissioners.rows.map { row in
    providers.rows.map { column -> Figure? in
      let stem = FigureStem("position", commissioner: row.code, provider: column.code)
      let position = context.cell(row, column)
      return position == .zero ? nil : stem.figure(Measure.ytdVariance, position.ytd.variance)
    }
  }
  let map = HeatMap(
    title: "Variance by \(context.words.commissioner) and \(context.words.provider)",
    rows: commissioners.rows.map { .init(code: $0.code, name: $0.shortName, highlighted: false) },
    columns: providers.rows.map { .init(code: $0.code, name: $0.shortName, highlighted: false) }, cells: cells,
    rowTotals: commissioners.rows.map(\.ytdVariance), columnTotals: providers.rows.map(\.ytdVariance), grandTotal: commissioners.total.ytdVariance)
  let chart = ChartBlock(
    id: "position-matrix", title: "Variance, \(context.yearToDateWords) \(context.period.calendar.year)", caption: "£ thousand; minus = over plan",
    chart: map,
    data: matrixTable(context, commissioners, providers, cells),
    notes: [
      context.sentence("position-matrix.order")
    ], empty: context.sentence("empty.contracts"))
  return [
    request.section(matrixHeadline(context, pairs, commissioners.total), [.chart(chart), .table(extremesTable(context, pairs, commissioners.total))])
  ]
}

/// One contract: a commissioner at a provider.
private struct Contract {
  var commissioner: Int
  var provider: Int
  var ytd: Measures
}

extension PackContext {
  /// What a row and a column of the matrix have in common.
  fileprivate func cell(_ row: Party, _ column: Party) -> Position {
    func indexes(_ party: Party, own: Int, all: Int) -> Range<Int> { party.index.map { $0..<($0 + 1) } ?? own..<max(own, all) }
    var sum = Position.zero
    for c in indexes(row, own: positions.ownCommissionerCount, all: positions.commissionerCount) {
      for p in indexes(column, own: positions.ownProviderCount, all: positions.providerCount) { sum += positions.pair(commissioner: c, provider: p) }
    }
    return sum
  }
}

/// The programme's own contracts, most over plan first, ties by code.
private func contracts(_ context: PackContext) -> [Contract] {
  var list: [Contract] = []
  for c in 0..<context.positions.ownCommissionerCount {
    for p in 0..<context.positions.ownProviderCount {
      let position = context.positions.pair(commissioner: c, provider: p)
      if position != .zero { list.append(Contract(commissioner: c, provider: p, ytd: position.ytd)) }
    }
  }
  return list.sorted { a, b in
    a.ytd.variance != b.ytd.variance ? a.ytd.variance < b.ytd.variance : (a.commissioner, a.provider) < (b.commissioner, b.provider)
  }
}

/// `Six of 288 contracts carry 34% of the programme’s net overspend`.
private func matrixHeadline(_ context: PackContext, _ contracts: [Contract], _ total: Party) -> Sentence {
  let stem = FigureStem("position")
  let count = stem.figure(Measure.contracts, count: contracts.count)
  let over = contracts.filter { $0.ytd.variance.parts < 0 }
  guard let first = over.first else { return context.sentence("position-matrix.none-over") }
  let variance = context.stem("position", .pair(commissioner: first.commissioner, provider: first.provider)).figure(
    Measure.ytdVariance, first.ytd.variance)
  if total.direction == .over, over.count > 6 {
    let sum = over.prefix(6).reduce(Money.zero) { $0 + $1.ytd.variance }
    // Said only where it is less than the whole: contracts under plan can make it more.
    if sum > total.variance {
      let share = stem.with("top", "6").figure(Measure.contractShareOfNet, value: .ratio(sum.parts, total.variance.parts, else: .notApplicable))
      return context.sentence(
        "position-matrix.concentration", ["top": .words(monthsInWords(6)), "count": .figure(count), "share": .figure(share)])
    }
  }
  if contracts.count == 1 {
    return context.sentence(
      "position-matrix.only",
      [
        "commissioner-name": .words(context.commissionerShortName(first.commissioner)),
        "provider-name": .words(context.providerShortName(first.provider)), "variance": .figure(variance),
      ])
  }
  return context.sentence(
    "position-matrix.some-over",
    [
      "over": .figure(stem.figure(Measure.contractsOver, count: over.count)), "count": .figure(count),
      "commissioner-name": .words(context.commissionerShortName(first.commissioner)),
      "provider-name": .words(context.providerShortName(first.provider)), "variance": .figure(variance),
    ])
}

let positionMatrixRules: [SentenceRule] = [
  SentenceRule("position-matrix.none-over"),
  SentenceRule("position-matrix.concentration", .words("top"), .several("count"), .share("share")),
  SentenceRule("position-matrix.only", .words("commissioner-name"), .words("provider-name"), .variance("variance")),
  SentenceRule(
    "position-matrix.some-over", .count("over"), .several("count"), .words("commissioner-name"), .words("provider-name"), .variance("variance")),
]

private func matrixTable(_ context: PackContext, _ rows: PartyRows, _ columns: PartyRows, _ cells: [[Figure?]]) -> ReportTable {
  ReportTable(
    id: "position-matrix-data", title: "Variance by \(context.words.commissioner) and \(context.words.provider)", caption: "£, year to date",
    columns: [.init(context.words.commissioner, .name)] + columns.rows.map { .init($0.shortName, .number) } + [
      .init(context.allOf(columns), .number)
    ],
    rows: zip(rows.rows, cells).map { row, figures in
      ReportTable.Row(
        .body, [.text(row.shortName)] + figures.map { figure in figure.map { .number($0) } ?? .none } + [.number(row.ytdVariance)])
    },
    total: ReportTable.Row(.total, [.text(context.allOf(rows))] + columns.rows.map { .number($0.ytdVariance) } + [.number(rows.total.ytdVariance)]),
    empty: context.sentence("empty.contracts"))
}

/// `The six furthest over and the three furthest under`.
private func extremesTitle(_ context: PackContext, over: Int, under: Int) -> String {
  let (above, below) = (RuleValue.words(monthsInWords(over)), RuleValue.words(monthsInWords(under)))
  switch (over, under) {
  case (0, 0): return "The contracts furthest from plan"
  case (0, _): return context.title("titles.furthest-under", ["under": below])
  case (_, 0): return context.title("titles.furthest-over", ["over": above])
  default: return context.title("titles.furthest", ["over": above, "under": below])
  }
}

/// The six contracts furthest over plan and the three furthest under.
private func extremesTable(_ context: PackContext, _ contracts: [Contract], _ total: Party) -> ReportTable {
  let over = contracts.filter { $0.ytd.variance.parts < 0 }.prefix(6)
  let under = contracts.filter { $0.ytd.variance.parts > 0 }.suffix(3)
  let chosen = Array(over) + Array(under)
  let largest = largestVariance(chosen.map(\.ytd.variance))
  let shows = total.direction == .over
  var columns: [ReportTable.Column] = [
    .init(context.words.commissioner, .name), .init(capitalised(context.words.provider), .name), .init("Variance", .variance),
    .init("over plan | under", .varianceBar, dispensable: true), .init("% of plan", .number),
  ]
  if shows { columns.append(.init("% of net overspend", .number)) }
  return ReportTable(
    id: "position-matrix-extremes", title: extremesTitle(context, over: over.count, under: under.count),
    caption: "£, year to date",
    columns: columns,
    rows: chosen.map { contract in
      let stem = context.stem("position", .pair(commissioner: contract.commissioner, provider: contract.provider))
      var cells: [ReportTable.Cell] = [
        .text(context.commissionerShortName(contract.commissioner)), .text(context.providerShortName(contract.provider)),
        .variance(stem.figure(Measure.ytdVariance, contract.ytd.variance)), varianceBar(contract.ytd.variance, largest: largest),
        .number(stem.percent(Measure.ytdVariancePercent, contract.ytd.variance, of: contract.ytd.planCost), .percent),
      ]
      if shows {
        cells.append(
          contract.ytd.variance.parts < 0
            ? .number(
              stem.figure(Measure.shareOfNet, value: .ratio(contract.ytd.variance.parts, total.variance.parts, else: .notApplicable)), .percent)
            : .none)
      }
      return ReportTable.Row(.body, cells)
    }, notes: ["Bars share one scale."], empty: context.sentence("empty.contracts-on-plan"))
}
