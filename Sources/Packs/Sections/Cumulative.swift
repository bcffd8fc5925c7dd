import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `cumulative`: plan and actual added up over the year, and the difference between them.
let cumulativeSection = SectionBuilder(
  "cumulative", [.commissioner, .provider, .programme], title: { _ in "Cumulative plan and actual" }, shortTitle: { _ in "Through the year" },
  question: { _ in "Where do we stand?" }
) { request in
  let context = request.context
  let scope = request.frame.scope
  let total = request.frame.rows.total
  let plan = context.cumulativeFigures(scope, Measure.ytdPlan) { .money($0.planCost) }
  let actual = context.cumulativeFigures(scope, Measure.ytdActual) { .money($0.actualCost) }
  let difference = context.cumulativeFigures(scope, Measure.ytdVariance) { .money($0.variance) }
  let months = context.yearMonths
  let stem = total.stem
  let suffixes = context.monthSuffix[context.yearOffsets]
  let cells = zip(
    months,
    zip(
      plan.filled(stem, Measure.ytdPlan, suffixes, own: total.ytdPlan),
      zip(
        actual.filled(stem, Measure.ytdActual, suffixes, own: total.ytdActual),
        difference.filled(stem, Measure.ytdVariance, suffixes, own: total.ytdVariance))))
  let data = ReportTable(
    id: "cumulative-data", title: "Plan and actual added up", caption: "£, from April to the end of each month",
    columns: [.init("To the end of", .name), .init("Plan", .number), .init("Actual", .number), .init("Variance", .variance)],
    rows: cells.map { month, values in
      ReportTable.Row(.body, [.text(month.period.monthName), .number(values.0), .number(values.1.0), .variance(values.1.1)])
    }, empty: context.sentence("empty.year"))
  let year = months.first.map { "April \($0.year.start) to March \($0.year.start + 1)" } ?? ""
  let single = context.months == 1
  let lines = ChartBlock(
    id: "cumulative-lines", title: single ? "Plan and actual in April" : "Plan and actual, added up month by month", caption: "£, \(year)",
    chart: CumulativeChart(
      title: "Cumulative plan and actual", months: months, plan: plan, actual: actual, forecast: total.forecastOutturn, annualPlan: total.annualPlan,
      variance: total.ytdVariance),
    data: data, notes: [context.forecastNote] + [context.unstatedNote(scope)].compactMap(\.self), empty: context.sentence("empty.year"))
  let columns = ChartBlock(
    id: "cumulative-difference", title: "Cumulative difference from plan", caption: "£ thousand",
    standfirst: sinceSentence(context, scope: scope, total),
    chart: CumulativeDifferenceChart(title: "Cumulative difference from plan", months: months, difference: difference), data: nil,
    empty: context.sentence("empty.year"))
  return [request.section(gapHeadline(context, scope: scope, total), [.chart(lines), .chart(columns)])]
}

/// `The gap has widened in each of the eleven months`.
private func gapHeadline(_ context: PackContext, scope: Scope, _ total: Party) -> Sentence {
  let variances = context.positions.series.monthly(of: scope, year: context.period.year).filter(\.isStated).map(\.measures.variance)
  let count = variances.count
  let variance = RuleValue.figure(total.ytdVariance)
  if total.direction == .onPlan { return context.sentence("cumulative.on-plan") }
  if count <= 1 { return context.sentence("cumulative.one-month", ["month": .words(context.period.shortMonthName), "variance": variance]) }
  let sameWay = variances.filter { Direction(ofVariance: $0) == total.direction }.count
  if sameWay == count { return context.sentence("cumulative.widened", ["months": .words(monthsInWords(count)), "variance": variance]) }
  return context.sentence(
    "cumulative.mixed",
    [
      "count": .figure(total.stem.figure(Measure.monthsSameWay, count: sameWay)), "months": .words(monthsInWords(count)), "variance": variance,
    ])
}

/// `64% of it has come since August.`
private func sinceSentence(_ context: PackContext, scope: Scope, _ total: Party) -> Sentence? {
  let points = context.positions.series.cumulative(of: scope, year: context.period.year)
  guard points.count >= 6, total.direction != .onPlan else { return nil }
  let middle = points.count / 2 - 1
  let before = points[middle].measures.variance
  guard points[middle].isStated, Direction(ofVariance: total.variance - before) == total.direction, Direction(ofVariance: before) == total.direction
  else {
    return nil
  }
  let share = total.stem.with("since", points[middle].month.period.identifier).figure(
    Measure.shareSince, value: .ratio((total.variance - before).parts, total.variance.parts, else: .notApplicable))
  return context.sentence("cumulative.since", ["share": .figure(share), "month": .words(points[middle].month.period.shortMonthName)])
}

let cumulativeRules: [SentenceRule] = [
  SentenceRule("cumulative.on-plan"), SentenceRule("cumulative.one-month", .words("month"), .variance("variance")),
  SentenceRule("cumulative.widened", .words("months"), .variance("variance")),
  SentenceRule("cumulative.mixed", .count("count"), .words("months"), .variance("variance")),
  SentenceRule("cumulative.since", .share("share"), .words("month")),
]
