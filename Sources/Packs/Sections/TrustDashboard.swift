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
  let trend = ChartBlock(
    id: "dashboard-trend-\(code)", title: "Monthly cost and plan",
    caption: "£ a month, \(months.first?.period.monthName ?? "") to \(context.period.monthName)",
    chart: MonthlyTrend(
      title: "Monthly cost and plan", months: months, actual: context.monthlyFigures(scope, Measure.monthActual) { .money($0.actualCost) },
      plan: context.monthlyFigures(scope, Measure.monthPlan) { .money($0.planCost) }, isLow: true), data: nil, empty: "No month is reported.")
  let lists = TopTen(context.input.ledger, scope: scope, limit: topTenRows)
  let suffix = "-\(code)"
  var blocks: [Block] = [.tiles(dashboardTiles(context, rows))]
  if let commentary = context.commentary(ofProvider: provider) { blocks.append(.aside(title: "Commentary", commentary.blocks)) }
  blocks += [
    .table(wholePositionTable(rows, context, idSuffix: suffix)), .chart(trend),
    .table(topTenTable(context, scope, lists.overspend, "overspend", rows: topTenRows, idSuffix: suffix)),
    .table(topTenTable(context, scope, lists.zeroPlan, "zero-plan", rows: topTenRows, idSuffix: suffix)),
  ]
  if let quality = providerQualityTable(context, code) { blocks.append(.table(quality)) }
  return request.section(dashboardHeadline(context, rows), blocks, repeatCode: code, repeatTitle: context.providerShortName(provider))
}

/// `The contract ends the year £195,544 under plan, 8.9%; six of 18 CCGs are over`.
private func dashboardHeadline(_ context: PackContext, _ rows: PartyRows) -> Sentence {
  let total = rows.total
  let opening: Sentence =
    total.direction == .onPlan
    ? "The contract is exactly on plan \(context.afterMonths)"
    : context.months == 12
      ? "The contract ends the year \(worded(total.ytdVariance)) plan" : "The contract is \(worded(total.ytdVariance)) plan \(context.afterMonths)"
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
      context: total.isSilent
        ? "no return for \(context.period.shortMonthName)"
        : total.position.month.variance.isZero ? "on the month’s plan" : "\(worded(total.monthVariance, bold: true, coloured: true)) month’s plan"),
  ]
}
