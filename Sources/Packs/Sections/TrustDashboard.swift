import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report
import Styling

/// `trust-dashboard`: a page for each trust: tiles, synopsis, plan against actual, position by commissioner, both lists, quality.
let trustDashboard = SectionBuilder(
  "trust-dashboard", [.programme], title: { "\(capitalised($0.provider)) dashboard" }, question: Question.which(.provider)
) { request in
  let context = request.context
  return (0..<context.positions.ownProviderCount).compactMap { provider in
    context.positions.position(of: .provider(provider)) == .zero ? nil : dashboard(request, provider)
  }
}

private func dashboard(_ request: SectionRequest, _ provider: Int) -> ReportSection {
  let context = request.context
  let scope = Scope.provider(provider)
  let code = context.providerCode(provider)
  let rows = context.rows(of: scope, by: .commissioner)
  let months = context.window
  let line = MonthlyTrend(
    title: "Monthly cost and plan", months: months, actual: context.monthlyFigures(scope, Measure.monthActual) { .money($0.actualCost) },
    plan: context.monthlyFigures(scope, Measure.monthPlan) { .money($0.planCost) }, isLow: true)
  let span = "£ a month, \(months.first?.period.monthName ?? "") to \(context.period.monthName)"
  let trend = ChartBlock(
    id: "dashboard-trend-\(code)", title: "Monthly cost and plan", caption: span + (line.startsNearData ? "; the axis does not begin at 0" : ""),
    chart: line, data: nil, empty: context.sentence("empty.month"))
  let lists = TopTen(context.input.ledger, scope: scope, limit: topTenRows)
  let suffix = "-\(code)"
  var blocks: [Block] = [.tiles(dashboardTiles(context, rows))]
  if let commentary = context.commentary(ofProvider: provider) {
    blocks.append(.aside(title: "Commentary", context.carriedNote(commentary) + commentary.blocks))
  }
  blocks += [
    .table(wholePositionTable(rows, context, idSuffix: suffix)), .chart(trend),
    .table(topTenTable(context, scope, lists.overspend, "overspend", rows: topTenRows, idSuffix: suffix)),
    .table(topTenTable(context, scope, lists.zeroPlan, "zero-plan", rows: topTenRows, idSuffix: suffix)),
  ]
  if let quality = providerQualityTable(context, code, chart: { processChartsAnchor(request.frame, $0.key) }) { blocks.append(.table(quality)) }
  return request.section(
    dashboardHeadline(context, rows), blocks, repeatCode: code, repeatTitle: context.providerShortName(provider),
    groupTitle: "\(capitalised(context.words.provider)) dashboards")
}

/// `The contract ends the year £195,544 under plan, 8.9%; six of 18 CCGs are over`.
private func dashboardHeadline(_ context: PackContext, _ rows: PartyRows) -> Sentence {
  let total = rows.total
  var opening = context.sentence(
    total.direction == .onPlan ? "dashboard.on-plan" : context.months == 12 ? "dashboard.year-end" : "dashboard.position",
    ["variance": .figure(total.ytdVariance), "after": .words(context.afterMonths)])
  if !total.ytd.planCost.isZero && total.direction != .onPlan {
    opening = context.sentence("dashboard.share", ["opening": .clause(opening), "share": .figure(total.ytdPercent)])
  }
  // Of one commissioner the position has said it.
  if rows.own.count == 1 { return opening }
  if rows.over.isEmpty { return context.sentence("dashboard.none-over", ["opening": .clause(opening)]) }
  return context.sentence(
    "dashboard.over",
    [
      "opening": .clause(opening), "over": .figure(total.stem.figure(Measure.over(.commissioner), count: rows.over.count)),
      "count": .figure(total.stem.figure(Measure.commissioners, count: rows.own.count)),
    ])
}

let dashboardRules: [SentenceRule] =
  ["dashboard.on-plan", "dashboard.year-end", "dashboard.position"].map { SentenceRule($0, .variance("variance"), .words("after")) }
  + [
    SentenceRule("dashboard.share", .clause("opening"), .share("share")), SentenceRule("dashboard.none-over", .clause("opening")),
    SentenceRule("dashboard.over", .clause("opening"), .count("over"), .several("count")),
  ]

private func dashboardTiles(_ context: PackContext, _ rows: PartyRows) -> [Tile] {
  let total = rows.total
  let count = total.stem.figure(Measure.commissioners, count: rows.own.count)
  let wholeYear = context.months == 12
  let actual =
    wholeYear
    ? context.sentence("tiles.outturn", ["month": .words(String(context.months))])
    : context.sentence("tiles.outturn-forecast", ["forecast": .figure(total.forecastOutturn)])
  return [
    Tile(
      label: wholeYear ? "Plan for the year" : "Plan, year to date", value: Printed(total.ytdPlan, .sterling),
      context: context.sentence("tiles.commissioners", ["count": .figure(count)])),
    Tile(label: wholeYear ? "Actual for the year" : "Actual, year to date", value: Printed(total.ytdActual, .sterling), context: actual),
    Tile(
      label: "Variance", value: Printed(total.ytdVariance, .sterling), role: total.direction.textRole, context: varianceContext(context, total)),
    Tile(
      label: context.period.shortMonthName, value: Printed(total.monthActual, .sterling),
      context: monthContext(context, total)),
  ]
}
