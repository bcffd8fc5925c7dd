import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// Contracts under so many thousandths of all spending are gathered in one rectangle of their commissioner.
private let leastThousandths: Int128 = 6

/// `heat-map`: a treemap of spending, commissioners with their providers inside, coloured by variance as a share of plan.
let heatMapSection = SectionBuilder(
  "heat-map", [.programme], title: { _ in "Where the money goes" }, shortTitle: { _ in "Heat map" },
  question: { "Which \($0.commissioners) and \($0.providers)?" }
) { request in
  let context = request.context
  let groups = spendingGroups(context)
  let chart = ChartBlock(
    id: "heat-map", title: "Spending by \(context.words.commissioner) and \(context.words.provider), \(context.yearToDateWords)",
    caption: "area: £ spent; colour and number: % of plan",
    standfirst: "A square as large as another stands for as much money. A minus sign is over plan.",
    chart: Treemap(
      title: "Spending by \(context.words.commissioner) and \(context.words.provider)",
      groups: groups.map { group in
        Treemap.Group(
          name: group.party.shortName, share: group.party.ytdPercent,
          tiles: group.tiles.map { Treemap.Tile(name: $0.name, amount: $0.actual, share: $0.percent) })
      }), data: spendingTable(groups, context),
    notes: [
      context.sentence("heat-map.key", ["least": .words("0.6%")])
    ], empty: "No spending has an area to draw.")
  var blocks: [Block] = [.chart(chart)]
  if let table = withoutAreaTable(groups, context) { blocks.append(.table(table)) }
  return [request.section(spendingHeadline(groups, context), blocks)]
}

/// A rectangle.
private struct SpendingTile {
  var name: String
  var stem: FigureStem
  var ytd: Measures
  /// The contracts that it gathers; one where it stands for itself.
  var members: [Party]
  var actual: Figure { stem.figure(Measure.ytdActual, ytd.actualCost) }
  var percent: Figure { stem.percent(Measure.ytdVariancePercent, ytd.variance, of: ytd.planCost) }
}

/// A commissioner's rectangles.
private struct SpendingGroup {
  var party: Party
  /// Those that have an area, largest first, the gathered ones last.
  var tiles: [SpendingTile]
  /// The contracts of nought or less.
  var without: [Party]
}

private func spendingGroups(_ context: PackContext) -> [SpendingGroup] {
  let commissioners = context.rows(of: .programme, by: .commissioner).rows
  let contracts = commissioners.map { party in party.scope.map { context.rows(of: $0, by: .provider).rows } ?? [] }
  let whole = contracts.joined().reduce(Int128(0)) { $0 + max(0, $1.ytd.actualCost.parts) }
  func isLarge(_ party: Party) -> Bool { party.ytd.actualCost.parts * 1000 >= whole * leastThousandths }
  let groups = zip(commissioners, contracts).map { party, all -> SpendingGroup in
    // What is not in the programme has no contracts of its own to divide it by.
    guard party.scope != nil else {
      let tile = SpendingTile(name: "", stem: party.stem, ytd: party.ytd, members: [party])
      let hasArea = party.ytd.actualCost.parts > 0
      return SpendingGroup(party: party, tiles: hasArea ? [tile] : [], without: hasArea ? [] : [party])
    }
    let drawn = all.filter { $0.ytd.actualCost.parts > 0 }.sorted { a, b in
      a.ytd.actualCost != b.ytd.actualCost ? a.ytd.actualCost > b.ytd.actualCost : a.code < b.code
    }
    var shown = drawn.filter(isLarge)
    // One left over stands for itself.
    if drawn.count == shown.count + 1 { shown = drawn }
    var tiles = shown.map { SpendingTile(name: $0.shortName, stem: $0.stem, ytd: $0.ytd, members: [$0]) }
    let rest = drawn.dropFirst(shown.count)
    if shown.isEmpty, !rest.isEmpty, rest.count == all.count {
      // Too small to divide: the commissioner as a whole.
      tiles = [SpendingTile(name: "", stem: party.stem, ytd: party.ytd, members: Array(rest))]
    } else if !rest.isEmpty {
      let ytd = rest.reduce(Measures.zero) { $0 + $1.ytd }
      let stem = FigureStem("position", commissioner: party.code, provider: SeveralOrganisations.others + String(shown.count)).with("by", "spending")
      tiles.append(
        SpendingTile(
          name: shown.isEmpty ? "" : "\(monthsInWords(rest.count)) others", stem: stem, ytd: ytd, members: Array(rest)))
    }
    return SpendingGroup(party: party, tiles: tiles, without: all.filter { $0.ytd.actualCost.parts <= 0 })
  }
  return groups.sorted { a, b in
    a.party.ytd.actualCost != b.party.ytd.actualCost ? a.party.ytd.actualCost > b.party.ytd.actualCost : a.party.code < b.party.code
  }
}

/// Every contract under its commissioner; those gathered in the chart stand after the line of what they come to.
private func spendingTable(_ groups: [SpendingGroup], _ context: PackContext) -> ReportTable {
  let whole = context.party(.programme)
  func cells(_ name: String, _ stem: FigureStem, _ ytd: Measures, share: ReportTable.Cell) -> [ReportTable.Cell] {
    [
      .text(name), .number(stem.figure(Measure.ytdActual, ytd.actualCost)), share, .number(stem.figure(Measure.ytdPlan, ytd.planCost)),
      .variance(stem.figure(Measure.ytdVariance, ytd.variance)),
      .number(stem.percent(Measure.ytdVariancePercent, ytd.variance, of: ytd.planCost), .percent),
    ]
  }
  var rows: [ReportTable.Row] = []
  for group in groups {
    let party = group.party
    rows.append(
      ReportTable.Row(.group, cells(party.shortName, party.stem, party.ytd, share: .number(spendingShare(party, of: whole), .percent))))
    if party.scope != nil {
      for tile in group.tiles {
        for member in tile.members { rows.append(ReportTable.Row(.detail, cells(member.shortName, member.stem, member.ytd, share: .none))) }
      }
      for member in group.without { rows.append(ReportTable.Row(.detail, cells(member.shortName, member.stem, member.ytd, share: .none))) }
    }
  }
  return ReportTable(
    id: "heat-map-data", title: "Spending and variance of every contract", caption: "£, year to date, largest spending first",
    columns: [
      .init("\(context.words.commissioner), \(context.words.provider)", .name), .init("Spending", .number), .init("% of all", .number),
      .init("Plan", .number),
      .init("Variance", .variance), .init("% of plan", .number),
    ],
    rows: rows,
    total: ReportTable.Row(
      .total, cells("All \(context.words.commissioners)", whole.stem, whole.ytd, share: .number(spendingShare(whole, of: whole), .percent))),
    empty: "No contract has a plan or a cost this year.")
}

private func spendingShare(_ party: Party, of whole: Party) -> Figure {
  party.stem.figure(Measure.shareOfSpending, value: .ratio(party.ytd.actualCost.parts, whole.ytd.actualCost.parts, else: .notApplicable))
}

/// The contracts that have no area because they cost nought or less; nil where there is none.
private func withoutAreaTable(_ groups: [SpendingGroup], _ context: PackContext) -> ReportTable? {
  let contracts = groups.flatMap { group in group.without.map { (group.party, $0) } }
  if contracts.isEmpty { return nil }
  return ReportTable(
    id: "heat-map-without-area", title: "Contracts without an area", caption: "£, year to date",
    columns: [
      .init(context.words.commissioner, .name), .init(capitalised(context.words.provider), .words), .init("Plan", .number),
      .init("Spending", .number),
      .init("Variance", .variance),
    ],
    rows: contracts.map { party, contract in
      ReportTable.Row(
        .body,
        [
          .text(party.shortName), .text(party.scope == nil ? "–" : contract.shortName), .number(contract.ytdPlan), .number(contract.ytdActual),
          .variance(contract.ytdVariance),
        ])
    },
    notes: ["Spending of nought, or a credit, has no area to draw."], empty: "Every contract has an area.")
}

/// `Chiltern spends most, 21.8% of the whole, and is 13.4% over plan`.
private func spendingHeadline(_ groups: [SpendingGroup], _ context: PackContext) -> Sentence {
  guard let first = groups.first(where: { !$0.party.isOutside && $0.party.ytd.actualCost.parts > 0 })?.party else {
    return context.sentence("heat-map.none")
  }
  let (name, share) = (RuleValue.words(first.shortName), RuleValue.figure(spendingShare(first, of: context.party(.programme))))
  if first.ytd.planCost.isZero { return context.sentence("heat-map.no-plan", ["name": name, "share": share]) }
  if first.direction == .onPlan { return context.sentence("heat-map.on-plan", ["name": name, "share": share]) }
  return context.sentence(
    "heat-map.largest", ["name": name, "share": share, "of-plan": .figure(first.ytdPercent), "variance": .figure(first.ytdVariance)])
}

let heatMapRules: [SentenceRule] = [
  SentenceRule("heat-map.none"), SentenceRule("heat-map.no-plan", .words("name"), .share("share")),
  SentenceRule("heat-map.on-plan", .words("name"), .share("share")),
  SentenceRule("heat-map.largest", .words("name"), .share("share"), .share("of-plan"), .variance("variance")),
]
