import Analysis
import Charts
package import Figures
import Ledger
import Quantities
package import Report
import Styling

/// The eight tiles of the headlines.
func headlineTiles(_ context: PackContext, _ frame: PackFrame) -> [Tile] {
  let scope = frame.scope
  let total = frame.rows.total
  let month = context.period.shortMonthName
  let largest = [total.ytd.planCost, total.ytd.actualCost, total.position.annualPlan, total.position.forecastOutturn].max() ?? .zero
  // Every bar of the tiles is drawn on one scale, the largest of the four amounts, which is one of the figures printed here.
  let scale =
    [total.ytdPlan, total.ytdActual, total.annualPlan, total.forecastOutturn].first { $0.value == .money(largest) } ?? total.annualPlan
  let actual = context.yearFigures(scope, Measure.monthActual) { .money($0.actualCost) }
  let plan = context.yearFigures(scope, Measure.monthPlan) { .money($0.planCost) }
  let difference = context.cumulativeFigures(scope, Measure.ytdVariance) { .money($0.variance) }
  let activity = context.yearFigures(scope, Measure.monthActual + Measure.activitySuffix) { .activity($0.actualActivity) }
  let activityPlan = context.yearFigures(scope, Measure.monthPlan + Measure.activitySuffix) { .activity($0.planActivity) }
  let forecast = Direction(ofVariance: total.position.forecastVariance)
  return [
    Tile(
      label: "Plan, year to date", value: Printed(total.ytdPlan, .sterling),
      context: context.sentence("tiles.annual-plan", ["plan": .figure(total.annualPlan)]),
      graphic: BulletBar(value: total.ytdPlan, plan: total.ytdPlan, scaleMaximum: scale, role: .axis)),
    Tile(
      label: "Actual, year to date", value: Printed(total.ytdActual, .sterling), context: context.sentence("tiles.mark"),
      graphic: BulletBar(value: total.ytdActual, plan: total.ytdPlan, scaleMaximum: scale, role: .blue)),
    Tile(
      label: "Variance, year to date", value: Printed(total.ytdVariance, .sterling), role: total.direction.textRole,
      context: varianceContext(context, total),
      graphic: Sparkline(values: difference, plan: [], role: total.direction.barRole)),
    Tile(
      label: "Forecast outturn", value: Printed(total.forecastOutturn, .sterling),
      context: context.sentence(
        "tiles.forecast", ["variance": .coloured(total.forecastVariance, forecast.textRole), "method": .words(context.forecastWords)]),
      graphic: BulletBar(value: total.forecastOutturn, plan: total.annualPlan, scaleMaximum: scale, role: .blueProjected)),
    Tile(
      label: "This month (\(month))", value: Printed(total.monthActual, .sterling),
      context: monthContext(context, total),
      graphic: Sparkline(values: actual, plan: plan, role: .blue)),
    changeTile(context, scope, total),
    activityTile(context, total, activity, activityPlan),
    overPlanTile(context, frame.rows),
  ]
}

extension PackContext {
  /// `13.4% over plan`: how the release’s own page says a variance.
  ///
  /// - Parameter share: the variance as a share of plan; nil without a plan.
  package func portalVariance(_ variance: Figure?, share: Figure?) -> Sentence {
    guard let variance, let share else { return sentence("portal.no-plan") }
    return sentence("portal.variance", ["variance": .figure(variance), "share": .figure(share)])
  }
}

/// `over plan by 13.4%`.
func varianceContext(_ context: PackContext, _ total: Party) -> Sentence {
  if total.direction == .onPlan { return context.sentence("tiles.on-plan") }
  if total.ytd.planCost.isZero { return context.sentence("tiles.no-plan") }
  return context.sentence(
    "tiles.variance", ["variance": .figure(total.ytdVariance), "share": .coloured(total.ytdPercent, total.direction.textRole)])
}

/// `£214,111 over month’s plan`.
func monthContext(_ context: PackContext, _ total: Party) -> Sentence {
  if total.isSilent { return context.sentence("tiles.not-sent", ["month": .words(context.period.shortMonthName)]) }
  let role = Direction(ofVariance: total.position.month.variance).textRole
  return context.sentence("tiles.month", ["variance": .coloured(total.monthVariance, role)])
}

/// The change on the month before; months before the year's first come from the year before.
private func changeTile(_ context: PackContext, _ scope: Scope, _ total: Party) -> Tile {
  let series = context.positions.series
  let last = series.monthCount - 1
  let change = total.position.changeOnMonth
  let points = series.monthly(of: scope)
  let isKnown = last >= 1 && points.suffix(2).allSatisfy(\.isStated)
  guard isKnown, let previous = context.previousMonth else {
    return Tile(
      label: "Change on last month", value: Printed(total.stem.figure(Measure.monthChange, value: .missing(.notYetReported)), .sterling),
      context: context.sentence("tiles.not-yet"))
  }
  let columns = context.yearOffsets.map { offset -> Figure? in
    guard offset >= 1, points[offset].isStated, points[offset - 1].isStated else { return nil }
    return total.stem.figure(
      Measure.monthChange, points[offset].measures.actualCost - points[offset - 1].measures.actualCost, context.monthSuffix[offset])
  }
  let share = total.stem.percent(Measure.monthChangePercent, change, of: total.position.previousMonth.actualCost)
  let name = previous.period.shortMonthName
  let figure = total.stem.figure(Measure.monthChange, change)
  let words =
    total.position.previousMonth.actualCost.isZero && !change.isZero
    ? context.sentence("tiles.change-from-nothing", ["month": .words(name)])
    : !change.isZero && printed(share.value, .percentSize) == printed(.ratio(0, 1, else: .notApplicable), .percentSize)
      ? context.sentence("tiles.change-slight", ["month": .words(name)])
      : context.sentence("tiles.change", ["change": .figure(figure), "share": .figure(share), "month": .words(name)])
  return Tile(
    label: "Change on last month", value: Printed(figure, .sterlingChange),
    direction: change.isZero ? nil : change.parts > 0 ? .up : .down, context: words, graphic: ChangeColumns(values: columns))
}

private func activityTile(_ context: PackContext, _ total: Party, _ activity: [Figure?], _ plan: [Figure?]) -> Tile {
  let ytd = total.ytd
  let actual = total.stem.figure(Measure.ytdActual + Measure.activitySuffix, ytd.actualActivity)
  let planned = total.stem.figure(Measure.ytdPlan + Measure.activitySuffix, ytd.planActivity)
  let share = total.stem.percent(Measure.ytdVariancePercent + Measure.activitySuffix, ytd.activityVariance, of: ytd.planActivity)
  let role = Direction(ofVariance: ytd.activityVariance).textRole
  let words =
    ytd.planActivity.isZero
    ? context.sentence("tiles.activity-unplanned")
    : context.sentence(
      "tiles.activity",
      [
        "variance": .figure(total.stem.figure(Measure.ytdVariance + Measure.activitySuffix, ytd.activityVariance)), "share": .coloured(share, role),
        "plan": .figure(planned),
      ])
  return Tile(
    label: "Activity, year to date", value: Printed(actual, .number), context: words, graphic: Sparkline(values: activity, plan: plan, role: .blue))
}

/// `12 of 16` over plan, and how many were at the end of each month.
private func overPlanTile(_ context: PackContext, _ rows: PartyRows) -> Tile {
  let counterpart = rows.counterpart
  let stem = rows.total.stem
  let over = stem.figure(Measure.over(counterpart), count: rows.over.count)
  let under = stem.figure(Measure.under(counterpart), count: rows.under.count)
  let cumulative = rows.own.map { party in
    party.scope.map { context.positions.series.cumulative(of: $0, year: context.period.year) } ?? []
  }
  let suffixes = Array(context.monthSuffix[context.yearOffsets])
  let counts = suffixes.indices.map { index -> Figure? in
    let points = cumulative.compactMap { $0.indices.contains(index) ? $0[index] : nil }
    guard points.contains(where: \.isStated) else { return nil }
    return stem.figure(Measure.over(counterpart), count: points.count { $0.measures.variance.parts < 0 }, suffixes[index])
  }
  let words = context.sentence(
    "tiles.under", ["count": .figure(under), "sum": .figure(stem.figure(Measure.underspending(counterpart), rows.underspending))])
  return Tile(
    label: "\(capitalised(context.plural(counterpart))) over plan", value: Printed(over, .number), suffix: "of \(rows.own.count)", context: words,
    graphic: Sparkline(values: counts, plan: [], role: .blue))
}

let tileRules: [SentenceRule] = [
  SentenceRule("portal.no-plan"), SentenceRule("portal.variance", .variance("variance"), .share("share")),
  SentenceRule("tiles.annual-plan", .money("plan")), SentenceRule("tiles.mark"), SentenceRule("tiles.on-plan"), SentenceRule("tiles.no-plan"),
  SentenceRule("tiles.variance", .variance("variance"), .share("share")), SentenceRule("tiles.forecast", .variance("variance"), .words("method")),
  SentenceRule("tiles.month", .variance("variance")), SentenceRule("tiles.not-sent", .words("month")), SentenceRule("tiles.not-yet"),
  SentenceRule("tiles.change", .change("change"), .share("share"), .words("month")), SentenceRule("tiles.change-from-nothing", .words("month")),
  SentenceRule("tiles.change-slight", .words("month")),
  SentenceRule("tiles.activity", .activityVariance("variance"), .share("share"), .activity("plan")), SentenceRule("tiles.activity-unplanned"),
  SentenceRule("tiles.under", .count("count"), .money("sum")), SentenceRule("tiles.commissioners", .count("count")),
  SentenceRule("tiles.outturn", .words("month")), SentenceRule("tiles.outturn-forecast", .money("forecast")),
]
