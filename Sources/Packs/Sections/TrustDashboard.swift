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
  var blocks: [Block] = [.tiles(dashboardTiles(context, rows))]
  if let commentary = context.commentary(ofProvider: provider) {
    blocks.append(.heading("Commentary"))
    blocks += commentary.blocks
  }
  blocks.append(.table(dashboardTable(context, rows, code)))
  let months = context.window
  blocks.append(
    .chart(
      ChartBlock(
        id: "dashboard-trend-\(code)", title: "Monthly cost and plan", caption: "£ a month, \(months.first?.period.monthName ?? "") to \(context.period.monthName)",
        chart: MonthlyTrend(
          title: "Monthly cost and plan", months: months, actual: context.monthlyFigures(scope, Measure.monthActual) { .money($0.actualCost) },
          plan: context.monthlyFigures(scope, Measure.monthPlan) { .money($0.planCost) }), data: nil, empty: "No month is reported.")))
  let lists = TopTen(context.input.ledger, scope: scope, limit: topTenRows)
  blocks.append(.table(topTenTable(context, scope, lists.overspend, "overspend", rows: topTenRows, idSuffix: "-\(code)")))
  blocks.append(.table(topTenTable(context, scope, lists.zeroPlan, "zero-plan", rows: topTenRows, idSuffix: "-\(code)")))
  if let quality = providerQualityTable(context, code) { blocks.append(.table(quality)) }
  return request.section(dashboardHeadline(context, rows), blocks, repeatCode: code, repeatTitle: context.providerShortName(provider))
}

/// `The contract ends the year £195,544 under plan, 8.9%; six of 18 CCGs are over`.
private func dashboardHeadline(_ context: PackContext, _ rows: PartyRows) -> Sentence {
  let total = rows.total
  let opening: Sentence =
    total.direction == .onPlan
    ? "The contract is exactly on plan \(context.afterMonths)"
    : context.months == 12 ? "The contract ends the year \(worded(total.ytdVariance)) plan" : "The contract is \(worded(total.ytdVariance)) plan \(context.afterMonths)"
  let share: Sentence = total.ytd.planCost.isZero || total.direction == .onPlan ? opening : "\(opening), \(percent: total.ytdPercent)"
  let count = total.stem.figure(Measure.commissioners, count: rows.own.count)
  let over = total.stem.figure(Measure.over(.commissioner), count: rows.over.count)
  if rows.over.isEmpty { return "\(share); no \(context.words.commissioner) is over" }
  return "\(share); \(count: over) of \(count: count) \(context.words.commissioners) \(rows.over.count == 1 ? "is" : "are") over"
}

private func dashboardTiles(_ context: PackContext, _ rows: PartyRows) -> [Tile] {
  let total = rows.total
  let count = total.stem.figure(Measure.commissioners, count: rows.own.count)
  let wholeYear = context.months == 12
  let actual: Sentence = wholeYear ? "month 12 is the outturn" : "forecast \(total.forecastOutturn, .sterling)"
  let role = total.direction.textRole
  let variance: Sentence =
    total.direction == .onPlan
    ? "\(strong: "on plan")"
    : total.ytd.planCost.isZero
      ? "\(strong: "no plan")"
      : Sentence([.strong("\(total.direction.word) plan by "), .figure(Printed(total.ytdPercent, .percentSize), bold: true, role: role)])
  return [
    Tile(
      label: wholeYear ? "Plan for the year" : "Plan, year to date", value: Printed(total.ytdPlan, .sterling),
      context: "\(count, .number) \(rows.own.count == 1 ? context.words.commissioner : context.words.commissioners)"),
    Tile(label: wholeYear ? "Actual for the year" : "Actual, year to date", value: Printed(total.ytdActual, .sterling), context: actual),
    Tile(label: "Variance", value: Printed(total.ytdVariance, .sterling), role: role, context: variance),
    Tile(
      label: context.period.shortMonthName, value: Printed(total.monthActual, .sterling),
      context: total.position.month.variance.isZero ? "on the month’s plan" : "\(worded(total.monthVariance, bold: true, coloured: true)) month’s plan"),
  ]
}

/// All eight measures on one line.
private func dashboardTable(_ context: PackContext, _ rows: PartyRows, _ code: String) -> ReportTable {
  let largest = largestVariance(rows.rows.map(\.variance))
  func cells(_ party: Party, name: String, bar: Bool) -> [ReportTable.Cell] {
    [
      .text(name), .number(party.annualPlan), .number(party.ytdPlan), .number(party.ytdActual), .variance(party.ytdVariance),
      bar ? varianceBar(party.variance, largest: largest) : .none, .number(party.forecastOutturn), .number(party.forecastVariance), .number(party.monthPlan),
      .number(party.monthActual),
    ]
  }
  return ReportTable(
    id: "dashboard-position-\(code)", title: "Position by \(context.words.commissioner), month \(context.months)", caption: "£, most over plan first",
    spanners: [.init("Year to date", 2..<6), .init("Forecast outturn", 6..<8), .init("Month \(context.months)", 8..<10)],
    columns: [
      .init(context.words.commissioner, .name), .init("Annual plan", .number), .init("Plan", .number), .init("Actual", .number), .init("Variance", .variance),
      .init("over plan | under", .varianceBar, dispensable: true), .init("Outturn", .number), .init("Variance", .number), .init("Plan", .number),
      .init("Cost", .number),
    ],
    rows: rows.rows.map { ReportTable.Row(.body, cells($0, name: $0.shortName, bar: true)) },
    total: ReportTable.Row(.total, cells(rows.total, name: context.allOf(rows), bar: false)),
    notes: [context.forecastNote, context.annualPlanNote(rows.scope), "Bars share one scale; the total is left out of it."]
      + [context.outsideNote(rows), context.idleNote(rows), context.unstatedNote(rows.scope)].compactMap(\.self),
    empty: "No \(context.words.commissioner) has a plan or a cost this year."
  ).notingRounding()
}
