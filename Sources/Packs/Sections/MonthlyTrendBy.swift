import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `monthly-trend-by-provider`, `monthly-trend-by-commissioner`: small multiples of monthly cost over the window, with the plan.
let monthlyTrendByProvider = SectionBuilder(
  "monthly-trend-by-provider", [.commissioner, .programme], title: { "Monthly cost by \($0.provider)" }, shortTitle: { _ in "Month by month" },
  question: Question.which(.provider)
) { trendSection($0, by: .provider) }

let monthlyTrendByCommissioner = SectionBuilder(
  "monthly-trend-by-commissioner", [.provider, .programme], title: { "Monthly cost by \($0.commissioner)" }, shortTitle: { _ in "Month by month" },
  question: Question.which(.commissioner)
) { trendSection($0, by: .commissioner) }

private func trendSection(_ request: SectionRequest, by counterpart: Counterpart) -> [ReportSection] {
  let context = request.context
  let rows = request.rows(by: counterpart)
  let parties = rows.own.sorted { a, b in a.ytd.actualCost != b.ytd.actualCost ? a.ytd.actualCost > b.ytd.actualCost : a.code < b.code }
  let singular = context.singular(counterpart)
  let window = context.window
  var panels: [SmallMultiples.Panel] = []
  var table: [ReportTable.Row] = []
  panels.reserveCapacity(parties.count)
  for party in parties {
    guard let scope = party.scope else { continue }
    let actual = context.monthlyFigures(scope, Measure.monthActual) { .money($0.actualCost) }
    let plan = context.monthlyFigures(scope, Measure.monthPlan) { .money($0.planCost) }
    panels.append(
      SmallMultiples.Panel(
        name: party.shortName, shortName: party.shortName, total: party.ytdActual, variance: party.ytdPercent, actual: actual, plan: plan))
    for offset in context.yearOffsets {
      let suffix = context.monthSuffix[offset]
      table.append(
        ReportTable.Row(
          .body,
          [
            .text(party.shortName), .text(window[offset].period.monthName),
            .number(plan[offset] ?? party.stem.figure(Measure.monthPlan, value: .missing(.notSent), suffix)),
            .number(actual[offset] ?? party.stem.figure(Measure.monthActual, value: .missing(.notSent), suffix)),
          ]))
    }
  }
  let first = window.first?.period.monthName ?? ""
  let notes =
    [Sentence("Under each name: actual cost this year to date, and its variance as a share of plan.")]
    + [context.unstatedNote(rows.scope), remainingMonths(context), context.idleNote(rows)].compactMap(\.self)
  let data = ReportTable(
    id: "monthly-trend-by-\(rows.key)-data", title: "Monthly cost and plan by \(singular)", caption: "£, months of \(context.period.year.label)",
    columns: [.init(capitalised(singular), .name), .init("Month", .name), .init("Plan", .number), .init("Cost", .number)], rows: table,
    empty: context.sentence("empty.month"))
  // A page holds twenty panels; more stand on two pages, the larger part first.
  let groups = panels.count > 20 ? panels.inGroups(of: 12) : [panels]
  let charts = groups.enumerated().map { place, group in
    Block.chart(
      ChartBlock(
        id: place == 0 ? "monthly-trend-by-\(rows.key)" : "monthly-trend-by-\(rows.key)-\(place + 1)",
        title: place == 0 ? "Monthly cost and plan" : "Monthly cost and plan, the smaller \(context.plural(counterpart))",
        caption: "£ a month, \(first) to \(context.period.monthName)",
        standfirst: place == 0 ? context.sentence("monthly-trend.key", ["organisations": .words(context.plural(counterpart))]) : nil,
        chart: SmallMultiples(title: "Monthly cost and plan by \(singular)", months: window, panels: group), data: place == 0 ? data : nil,
        notes: place == groups.count - 1 ? notes : [], empty: context.sentence("empty.costs", ["organisation": .words(singular)])))
  }
  return [request.section(trendHeadline(rows, context), charts)]
}

/// `March 2016 is not yet reported.`
private func remainingMonths(_ context: PackContext) -> Sentence? {
  guard context.months < 12 else { return nil }
  let next = context.period.index.advanced(by: 1).period
  if next.month == 12 { return context.sentence("monthly-trend.next-month", ["month": .words(next.monthName)]) }
  let last = march(context).period
  return context.sentence("monthly-trend.next-months", ["first": .words(next.monthName), "last": .words(last.monthName)])
}

private func march(_ context: PackContext) -> MonthIndex { MonthIndex(year: context.period.year, month: 12) }

/// `University College London has cost more than plan in every month of 2015-16`, and the cases where none has.
private func trendHeadline(_ rows: PartyRows, _ context: PackContext) -> Sentence {
  func counts(_ party: Party) -> (over: Int, under: Int, stated: Int) {
    guard let scope = party.scope else { return (0, 0, 0) }
    let points = context.positions.series.monthly(of: scope, year: context.period.year).filter(\.isStated)
    return (
      points.count { $0.measures.variance.parts < 0 }, points.count { $0.measures.variance.parts > 0 }, points.count
    )
  }
  let planned = rows.own.filter { !$0.ytd.planCost.isZero }
  guard context.months >= 3 else { return positionHeadline(rows, context) }
  let always = planned.filter { counts($0).over == context.months }
  let year = RuleValue.words(context.period.year.label)
  let singular = RuleValue.words(context.singular(rows.counterpart))
  let alwaysCount = rows.total.stem.figure(Measure.alwaysOver(rows.counterpart), count: always.count)
  switch always.count {
  case 0: break
  case 1: return context.sentence("monthly-trend.one-always", ["name": .words(always[0].shortName), "year": year])
  case 2:
    return context.sentence(
      "monthly-trend.two-always", ["first": .words(always[0].shortName), "second": .words(always[1].shortName), "year": year])
  default:
    let furthest = always.sorted { a, b in a.variance != b.variance ? a.variance < b.variance : a.code < b.code }
    return context.sentence(
      "monthly-trend.always",
      [
        "count": .figure(alwaysCount), "organisations": .words(context.plural(rows.counterpart)), "year": year,
        "first": .words(furthest[0].shortName), "second": .words(furthest[1].shortName),
      ])
  }
  if let most = planned.map({ ($0, counts($0).over) }).max(by: { a, b in a.1 != b.1 ? a.1 < b.1 : a.0.variance > b.0.variance }), most.1 > 0 {
    let count = most.0.stem.figure(Measure.monthsOver, count: most.1)
    return context.sentence(
      "monthly-trend.most-often",
      [
        "organisation": singular, "name": .words(most.0.shortName), "count": .figure(count), "months": .words(monthsInWords(context.months)),
      ])
  }
  return context.sentence("monthly-trend.never", ["organisation": singular, "year": year])
}

let monthlyTrendRules: [SentenceRule] = [
  SentenceRule("monthly-trend.next-month", .words("month")), SentenceRule("monthly-trend.next-months", .words("first"), .words("last")),
  SentenceRule("monthly-trend.one-always", .words("name"), .words("year")),
  SentenceRule("monthly-trend.two-always", .words("first"), .words("second"), .words("year")),
  SentenceRule("monthly-trend.always", .several("count"), .words("organisations"), .words("year"), .words("first"), .words("second")),
  SentenceRule("monthly-trend.most-often", .words("organisation"), .words("name"), .count("count"), .words("months")),
  SentenceRule("monthly-trend.never", .words("organisation"), .words("year")),
]

extension Array {
  /// The elements in groups of a size, the last one shorter.
  fileprivate func inGroups(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
