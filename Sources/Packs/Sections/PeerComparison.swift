import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report
import Styling

/// `peer-comparison`: every commissioner beside the others, as agreed among them; also by cluster and for each 1,000 of population.
let peerComparison = SectionBuilder(
  "peer-comparison", [.commissioner, .programme], title: { "Comparison with other \($0.commissioners)" }, shortTitle: { "Other \($0.commissioners)" },
  question: Question.compared
) { request in
  let (context, frame) = (request.context, request.frame)
  let peers = context.peers
  let own = frame.scope.commissioner
  let word = context.words.commissioner
  let series = peers.commissioners.map { peer in
    let scope = Scope.commissioner(peer.commissioner)
    return PeerLines.Series(
      code: context.commissionerCode(peer.commissioner), name: context.commissionerShortName(peer.commissioner).abbreviatingCompass,
      shortName: context.commissionerShortName(peer.commissioner),
      values: context.cumulativeFigures(scope, Measure.ytdVariance) { .money($0.variance) }, highlighted: peer.commissioner == own)
  }
  let lines = ChartBlock(
    id: "peer-lines", title: "Cumulative difference from plan, \(context.period.year.label)",
    caption: "£; at the right, variance at month \(context.months), £ thousand",
    chart: PeerLines(title: "Cumulative difference from plan by \(word)", months: peers.months, series: series), data: monthsTable(context, own: own),
    empty: context.sentence("empty.year"))
  var blocks: [Block] = [.chart(lines), .table(positionTable(context, own: own))]
  if peers.clusters.count > 1 { blocks.append(.table(clusterTable(context))) }
  if peers.commissioners.contains(where: { $0.row.spendPerThousand != nil }) { blocks.append(.table(spendTable(context, own: own))) }
  return [request.section(peerHeadline(request), blocks)]
}

/// `Chiltern is the furthest over plan in pounds, and eighth of 18 in percentage`.
private func peerHeadline(_ request: SectionRequest) -> Sentence {
  let (context, frame) = (request.context, request.frame)
  let peers = context.peers.commissioners
  let stem = FigureStem("position")
  let count = RuleValue.figure(stem.figure(Measure.commissioners, count: peers.count))
  guard let own = frame.scope.commissioner, let mine = peers.first(where: { $0.commissioner == own }) else {
    let over = peers.filter { $0.row.ytd.variance.parts < 0 }.count
    guard let first = peers.min(by: { $0.varianceRank < $1.varianceRank }), over > 0 else { return context.sentence("peers.none-over") }
    let variance = context.stem("position", .commissioner(first.commissioner)).figure(Measure.ytdVariance, first.row.ytd.variance)
    let rule = over == peers.count && over > 1 ? (over == 2 ? "peers.both-over" : "peers.all-over") : "peers.some-over"
    return context.sentence(
      rule,
      [
        "over": .figure(stem.figure(Measure.commissionersOver, count: over)), "count": count,
        "name": .words(context.commissionerShortName(first.commissioner)), "variance": .figure(variance),
      ])
  }
  let name = RuleValue.words(context.commissionerShortName(own))
  if peers.count == 1 { return context.sentence("peers.only", ["name": name]) }
  let direction = Direction(ofVariance: mine.row.ytd.variance)
  if direction == .onPlan { return context.sentence("peers.on-plan", ["name": name]) }
  if direction == .under {
    let further = peers.filter { $0.row.ytd.variance > mine.row.ytd.variance }.count
    return further == 0
      ? context.sentence("peers.furthest-under", ["name": name, "count": count])
      : context.sentence("peers.under", ["name": name, "place": .words(ordinal(further + 1)), "count": count])
  }
  let place = RuleValue.clause(
    mine.varianceRank == 1
      ? context.sentence("peers.furthest-over") : context.sentence("peers.place", ["place": .words(ordinal(mine.varianceRank))]))
  guard let rank = mine.shareRank else { return context.sentence("peers.no-plan", ["name": name, "place": place, "count": count]) }
  let share = RuleValue.clause(
    rank == 1 ? context.sentence("peers.furthest-share") : context.sentence("peers.share", ["place": .words(ordinal(rank))]))
  return context.sentence("peers.over", ["name": name, "place": place, "count": count, "share": share])
}

let peerRules: [SentenceRule] =
  ["peers.both-over", "peers.all-over", "peers.some-over"].map {
    SentenceRule($0, .count("over"), .several("count"), .words("name"), .variance("variance"))
  }
  + [
    SentenceRule("peers.none-over"), SentenceRule("peers.only", .words("name")), SentenceRule("peers.on-plan", .words("name")),
    SentenceRule("peers.furthest-under", .words("name"), .several("count")),
    SentenceRule("peers.under", .words("name"), .words("place"), .several("count")), SentenceRule("peers.furthest-over"),
    SentenceRule("peers.place", .words("place")), SentenceRule("peers.no-plan", .words("name"), .clause("place"), .several("count")),
    SentenceRule("peers.furthest-share"), SentenceRule("peers.share", .words("place")),
    SentenceRule("peers.over", .words("name"), .clause("place"), .several("count"), .clause("share")),
  ]

/// Peers most over plan first, ties by code.
private func mostOverFirst(_ peers: [CommissionerPeerRow]) -> [CommissionerPeerRow] {
  peers.sorted { a, b in
    a.row.ytd.variance != b.row.ytd.variance ? a.row.ytd.variance < b.row.ytd.variance : a.commissioner < b.commissioner
  }
}

private func positionTable(_ context: PackContext, own: Int?) -> ReportTable {
  let peers = context.peers
  let shares = peers.commissioners.compactMap { $0.row.ytd.costVariance.share.map { abs($0.approximation) } }
  let largest = shares.max() ?? 0
  func cells(_ name: String, _ ytd: Measures, _ stem: FigureStem, dot: Bool) -> [ReportTable.Cell] {
    let share = ytd.costVariance.share.map(\.approximation)
    return [
      .text(name), .number(stem.figure(Measure.ytdPlan, ytd.planCost)), .number(stem.figure(Measure.ytdActual, ytd.actualCost)),
      .variance(stem.figure(Measure.ytdVariance, ytd.variance)),
      .number(stem.percent(Measure.ytdVariancePercent, ytd.variance, of: ytd.planCost), .percent),
      dot && share != nil ? .dot(share: largest > 0 ? (share ?? 0) / largest : 0, role: Direction(ofVariance: ytd.variance).barRole) : .none,
    ]
  }
  var rows = mostOverFirst(peers.commissioners).map { peer in
    ReportTable.Row(
      .body,
      cells(context.commissionerShortName(peer.commissioner), peer.row.ytd, context.stem("position", .commissioner(peer.commissioner)), dot: true),
      highlighted: peer.commissioner == own)
  }
  if let outside = peers.notInProgramme, !outside.ytd.isZero {
    rows.append(
      ReportTable.Row(
        .body, cells("Not in the programme", outside.ytd, FigureStem("position", commissioner: SeveralOrganisations.outside), dot: false)))
  }
  let count = peers.commissioners.count
  return ReportTable(
    id: "peer-position",
    title: count == 2
      ? context.title("titles.peer-position-both", ["month": .words(String(context.months))])
      : context.title(
        "titles.peer-position",
        ["count": .figure(FigureStem("position").figure(Measure.commissioners, count: count)), "month": .words(String(context.months))]),
    caption: "£, most over plan first",
    columns: [
      .init(context.words.commissioner, .name), .init("Plan YTD", .number), .init("Actual YTD", .number), .init("Variance", .variance),
      .init("% of plan", .number), .init("over, % | under", .varianceDot, dispensable: true),
    ],
    rows: rows,
    total: ReportTable.Row(.total, cells("All \(count) \(context.words.commissioners)", peers.total.ytd, FigureStem("position"), dot: false)),
    empty: context.sentence("empty.position", ["organisation": .words(context.words.commissioner)])
  ).notingRounding()
}

/// Plan, actual and variance to date of every commissioner at every month: the data behind the lines.
private func monthsTable(_ context: PackContext, own: Int?) -> ReportTable {
  var rows: [ReportTable.Row] = []
  let suffixes = Array(context.monthSuffix[context.yearOffsets])
  for peer in context.peers.commissioners {
    let stem = context.stem("position", .commissioner(peer.commissioner))
    let name = context.commissionerShortName(peer.commissioner)
    for (index, ytd) in peer.row.cumulative.enumerated() where index < suffixes.count {
      rows.append(
        ReportTable.Row(
          .body,
          [
            .text(name), .text(context.peers.months[index].period.monthName), .number(stem.figure(Measure.ytdPlan, ytd.planCost, suffixes[index])),
            .number(stem.figure(Measure.ytdActual, ytd.actualCost, suffixes[index])),
            .variance(stem.figure(Measure.ytdVariance, ytd.variance, suffixes[index])),
          ]))
    }
  }
  return ReportTable(
    id: "peer-months", title: "Year to date at each month", caption: "£, from April to the end of each month",
    columns: [
      .init(context.words.commissioner, .name), .init("To the end of", .name), .init("Plan YTD", .number), .init("Actual YTD", .number),
      .init("Variance", .variance),
    ], rows: rows, empty: context.sentence("empty.year"))
}

private func clusterTable(_ context: PackContext) -> ReportTable {
  let clusters = context.peers.clusters.sorted { a, b in
    if (a.cluster == nil) != (b.cluster == nil) { return a.cluster != nil }
    return a.row.ytd.variance != b.row.ytd.variance ? a.row.ytd.variance < b.row.ytd.variance : (a.cluster ?? "") < (b.cluster ?? "")
  }
  let largest = largestVariance(clusters.map(\.row.ytd.variance))
  let rows = clusters.map { cluster in
    let stem = FigureStem("position").with("cluster", cluster.cluster ?? "")
    let ytd = cluster.row.ytd
    return ReportTable.Row(
      .body,
      [
        .text(cluster.cluster ?? "No cluster"), .number(stem.figure(Measure.commissioners, count: cluster.commissioners.count), .number),
        .number(stem.figure(Measure.ytdPlan, ytd.planCost)), .number(stem.figure(Measure.ytdActual, ytd.actualCost)),
        .variance(stem.figure(Measure.ytdVariance, ytd.variance)), varianceBar(ytd.variance, largest: largest),
        .number(stem.percent(Measure.ytdVariancePercent, ytd.variance, of: ytd.planCost), .percent),
      ])
  }
  return ReportTable(
    id: "peer-clusters", title: "By cluster", caption: "£, year to date, most over plan first",
    columns: [
      .init("Cluster", .name), .init(context.words.commissioners, .number), .init("Plan YTD", .number), .init("Actual YTD", .number),
      .init("Variance", .variance), .init("over plan | under", .varianceBar, dispensable: true), .init("% of plan", .number),
    ], rows: rows, notes: ["Bars share one scale."], empty: context.sentence("empty.clusters"))
}

private func spendTable(_ context: PackContext, own: Int?) -> ReportTable {
  let peers = context.peers.commissioners.sorted { ($0.spendRank ?? .max, $0.commissioner) < ($1.spendRank ?? .max, $1.commissioner) }
  let largest = peers.compactMap { $0.row.spendPerThousand?.approximation }.max() ?? 0
  func cells(_ name: String, _ row: PeerRow, _ stem: FigureStem, bar: Bool) -> [ReportTable.Cell] {
    let spend = row.spendPerThousand
    return [
      .text(name),
      .number(stem.figure(Measure.weightedPopulation, value: row.weightedPopulation.map { .count($0) } ?? .missing(.notApplicable)), .number),
      .number(stem.figure(Measure.ytdActual, row.ytd.actualCost)),
      .number(stem.figure(Measure.spendPerThousand, value: spend.map { .money($0) } ?? .missing(.notApplicable))),
      bar ? .bar(share: largest > 0 ? (spend?.approximation ?? 0) / largest : 0, role: .bar) : .none,
    ]
  }
  return ReportTable(
    id: "peer-spend", title: "Spending for each 1,000 of weighted population", caption: "£, year to date, highest first",
    columns: [
      .init(context.words.commissioner, .name), .init("Weighted population", .number), .init("Actual YTD", .number), .init("For each 1,000", .number),
      .init("", .bar, dispensable: true),
    ],
    rows: peers.map { peer in
      ReportTable.Row(
        .body,
        cells(context.commissionerShortName(peer.commissioner), peer.row, context.stem("position", .commissioner(peer.commissioner)), bar: true),
        highlighted: peer.commissioner == own)
    },
    total: context.peers.total.weightedPopulation == nil
      ? nil
      : ReportTable.Row(.total, cells("All \(peers.count) \(context.words.commissioners)", context.peers.total, FigureStem("position"), bar: false)),
    notes: [context.sentence("peers.only-a-part")], empty: context.sentence("empty.population")
  ).notingRounding()
}
