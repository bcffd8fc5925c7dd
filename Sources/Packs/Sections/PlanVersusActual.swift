import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `plan-vs-actual`: plan, cost and variance of each month of the year, and added up.
let planVersusActual = SectionBuilder(
  "plan-vs-actual", [.commissioner, .provider, .programme], title: { _ in "Plan and actual by month" }, shortTitle: { _ in "Plan and actual" },
  question: { _ in "Where do we stand?" }
) { request in
  let (context, scope) = (request.context, request.frame.scope)
  let total = request.frame.rows.total
  let series = context.positions.series
  let points = series.monthly(of: scope, year: context.period.year)
  let sums = series.cumulative(of: scope, year: context.period.year)
  let suffixes = Array(context.monthSuffix[context.yearOffsets])
  let largest = largestVariance(points.map(\.measures.variance))
  func cells(_ stem: FigureStem, _ names: (String, String, String), _ point: MonthPoint, _ suffix: String, isKnown: Bool) -> [ReportTable.Cell] {
    guard isKnown else {
      return [
        .number(stem.figure(names.0, value: .missing(.notSent), suffix)), .number(stem.figure(names.1, value: .missing(.notSent), suffix)),
        .variance(stem.figure(names.2, value: .missing(.notSent), suffix)),
      ]
    }
    return [
      .number(stem.figure(names.0, point.measures.planCost, suffix)), .number(stem.figure(names.1, point.measures.actualCost, suffix)),
      .variance(stem.figure(names.2, point.measures.variance, suffix)),
    ]
  }
  let month = (Measure.monthPlan, Measure.monthActual, Measure.monthVariance)
  let ytd = (Measure.ytdPlan, Measure.ytdActual, Measure.ytdVariance)
  let rows = points.indices.map { index in
    let bar = points[index].isStated ? varianceBar(points[index].measures.variance, largest: largest) : ReportTable.Cell.none
    return ReportTable.Row(
      .body,
      [.text(points[index].month.period.monthName)] + cells(total.stem, month, points[index], suffixes[index], isKnown: points[index].isStated) + [
        bar
      ]
        // The year to date of the period itself is what has been sent so far.
        + cells(total.stem, ytd, sums[index], suffixes[index], isKnown: points[index].isStated || suffixes[index].isEmpty))
  }
  let totalRow = ReportTable.Row(
    .total,
    [.text("Year to date"), .number(total.ytdPlan), .number(total.ytdActual), .variance(total.ytdVariance), .none, .none, .none, .none])
  let table = ReportTable(
    id: "plan-vs-actual", title: "Each month of \(context.period.year.label)", caption: "£, time runs forward",
    spanners: [.init("In the month", 1..<5), .init("Year to date", 5..<8)],
    columns: [
      .init("Month", .name), .init("Plan", .number), .init("Cost", .number), .init("Variance", .variance),
      .init("over plan | under", .varianceBar, dispensable: true), .init("Plan", .number), .init("Actual", .number), .init("Variance", .variance),
    ], rows: rows, total: totalRow, notes: [context.unstatedNote(scope)].compactMap(\.self), empty: context.sentence("empty.year")
  ).notingRounding()
  let actual = context.monthlyFigures(scope, Measure.monthActual) { .money($0.actualCost) }
  let plan = context.monthlyFigures(scope, Measure.monthPlan) { .money($0.planCost) }
  let window = context.window
  let chart = ChartBlock(
    id: "plan-vs-actual-trend", title: "Monthly cost and plan",
    caption: "£ a month, \(window.first?.period.monthName ?? "") to \(context.period.monthName)",
    chart: MonthlyTrend(title: "Monthly cost and plan", months: window, actual: actual, plan: plan), data: nil, empty: context.sentence("empty.month")
  )
  return [request.section(planHeadline(context, points, total), [.table(table), .chart(chart)])]
}

/// `Seven of eleven months were over plan; September was the furthest, by £265,955`.
private func planHeadline(_ context: PackContext, _ points: [MonthPoint], _ total: Party) -> Sentence {
  let stated = points.filter(\.isStated)
  let over = stated.filter { $0.measures.variance.parts < 0 }
  guard
    let worst = over.min(by: { a, b in a.measures.variance != b.measures.variance ? a.measures.variance < b.measures.variance : a.month < b.month })
  else {
    return stated.isEmpty
      ? context.sentence("plan-vs-actual.nothing") : context.sentence("plan-vs-actual.none-over", ["year": .words(context.period.year.label)])
  }
  let offset = context.positions.series.firstMonth.distance(to: worst.month)
  let variance = RuleValue.figure(total.stem.figure(Measure.monthVariance, worst.measures.variance, context.monthSuffix[offset]))
  let month = RuleValue.words(worst.month.period.shortMonthName)
  if stated.count == 1 { return context.sentence("plan-vs-actual.one-month", ["month": month, "variance": variance]) }
  let months = RuleValue.words(monthsInWords(stated.count))
  if over.count == stated.count {
    return context.sentence("plan-vs-actual.all-over", ["months": months, "month": month, "variance": variance])
  }
  return context.sentence(
    over.count == 1 ? "plan-vs-actual.one-over" : "plan-vs-actual.some-over",
    [
      "count": .figure(total.stem.figure(Measure.monthsOver, count: over.count)), "months": months, "month": month, "variance": variance,
    ])
}

let planVersusActualRules: [SentenceRule] = [
  SentenceRule("plan-vs-actual.nothing"), SentenceRule("plan-vs-actual.none-over", .words("year")),
  SentenceRule("plan-vs-actual.one-month", .words("month"), .variance("variance")),
  SentenceRule("plan-vs-actual.all-over", .words("months"), .words("month"), .variance("variance")),
  SentenceRule("plan-vs-actual.one-over", .count("count"), .words("months"), .words("month"), .variance("variance")),
  SentenceRule("plan-vs-actual.some-over", .count("count"), .words("months"), .words("month"), .variance("variance")),
]
