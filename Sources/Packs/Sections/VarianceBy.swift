import Analysis
import Charts
import Figures
import Quantities
import Report

/// `variance-by-provider`, `variance-by-commissioner`: the bridge from plan to actual.
let varianceByProvider = SectionBuilder(
  "variance-by-provider", [.commissioner, .programme], title: { "Variance by \($0.provider)" }, shortTitle: { _ in "Variance" },
  question: Question.which(.provider)
) { varianceSection($0, by: .provider) }

let varianceByCommissioner = SectionBuilder(
  "variance-by-commissioner", [.provider, .programme], title: { "Variance by \($0.commissioner)" }, shortTitle: { _ in "Variance" },
  question: Question.which(.commissioner)
) { varianceSection($0, by: .commissioner) }

private func varianceSection(_ request: SectionRequest, by counterpart: Counterpart) -> [ReportSection] {
  let context = request.context
  let rows = request.rows(by: counterpart)
  let singular = context.singular(counterpart)
  let bridge = BridgeChart(
    title: "From plan to actual by \(singular)", plan: rows.total.ytdPlan,
    steps: rows.rows.map { .init(name: $0.shortName, shortName: $0.shortName, variance: $0.ytdVariance, percent: $0.ytdPercent) },
    actual: rows.total.ytdActual, totalName: context.allOf(rows), total: rows.total.ytdVariance, totalPercent: rows.total.ytdPercent)
  let data = ReportTable(
    id: "variance-by-\(rows.key)-data", title: "Variance by \(singular)", caption: "£, year to date, largest overspend first",
    columns: [
      .init(capitalised(singular), .name), .init("Plan", .number), .init("Actual", .number), .init("Variance", .variance),
      .init("% of plan", .number),
    ],
    rows: rows.rows.map { party in
      ReportTable.Row(
        .body,
        [.text(party.shortName), .number(party.ytdPlan), .number(party.ytdActual), .variance(party.ytdVariance), .number(party.ytdPercent, .percent)])
    },
    total: ReportTable.Row(
      .total,
      [
        .text(context.allOf(rows)), .number(rows.total.ytdPlan), .number(rows.total.ytdActual), .variance(rows.total.ytdVariance),
        .number(rows.total.ytdPercent, .percent),
      ]),
    empty: context.sentence("empty.position", ["organisation": .words(singular)])
  ).notingRounding()
  let chart = ChartBlock(
    id: "variance-by-\(rows.key)", title: "From plan to actual, \(singular) by \(singular)", caption: "£, year to date, largest overspend first",
    chart: bridge, data: data, notes: ["Each bar starts where the one above ended, so the last step lands on the total."],
    empty: context.sentence("empty.position", ["organisation": .words(singular)]))
  return [request.section(varianceHeadline(rows, context), [.chart(chart)])]
}

/// `Three trusts make 63% of the overspending; four trusts under plan offset 11% of it`.
private func varianceHeadline(_ rows: PartyRows, _ context: PackContext) -> Sentence {
  let (over, under) = (rows.over, rows.under)
  let stem = rows.total.stem
  let singular = RuleValue.words(context.singular(rows.counterpart))
  let plural = RuleValue.words(context.plural(rows.counterpart))
  guard let first = over.first else {
    return under.isEmpty
      ? context.sentence("variance.all-on-plan", ["organisation": singular])
      : context.sentence("variance.none-over", ["organisation": singular, "variance": .figure(rows.total.ytdVariance)])
  }
  let overspend = rows.overspending
  let share = stem.figure(Measure.offsetShare(rows.counterpart), value: .ratio(rows.underspending.parts, -overspend.parts, else: .notApplicable))
  let offset = RuleValue.clause(
    under.isEmpty
      ? context.sentence("variance.offset-none")
      : context.sentence(
        rows.underspending > -overspend ? "variance.offset-more" : "variance.offset",
        [
          "count": .figure(stem.figure(Measure.under(rows.counterpart), count: under.count)), "organisation": singular, "organisations": plural,
          "share": .figure(share),
        ]))
  if over.count == 1 {
    return context.sentence("variance.one-over", ["name": .words(first.shortName), "variance": .figure(first.ytdVariance), "offset": offset])
  }
  if over.count <= 3 {
    return context.sentence(
      "variance.few-over",
      [
        "count": .figure(stem.figure(Measure.over(rows.counterpart), count: over.count)), "organisations": plural,
        "sum": .figure(stem.figure(Measure.overspending(rows.counterpart), overspend)), "offset": offset,
      ])
  }
  return context.sentence(
    "variance.concentration",
    ["top": .words(monthsInWords(3)), "organisations": plural, "share": .figure(rows.topShare(3)), "offset": offset])
}

let varianceRules: [SentenceRule] = [
  SentenceRule("variance.all-on-plan", .words("organisation")), SentenceRule("variance.none-over", .words("organisation"), .variance("variance")),
  SentenceRule("variance.offset-none"),
  SentenceRule("variance.offset", .count("count"), .words("organisation"), .words("organisations"), .share("share")),
  SentenceRule("variance.offset-more", .count("count"), .words("organisation"), .words("organisations")),
  SentenceRule("variance.one-over", .words("name"), .variance("variance"), .clause("offset")),
  SentenceRule("variance.few-over", .several("count"), .words("organisations"), .money("sum"), .clause("offset")),
  SentenceRule("variance.concentration", .words("top"), .words("organisations"), .share("share"), .clause("offset")),
]

extension PartyRows {
  /// The variances of the rows over plan together, negative.
  var overspending: Money { over.reduce(.zero) { $0 + $1.variance } }
  /// The variances of the rows under plan together.
  var underspending: Money { under.reduce(.zero) { $0 + $1.variance } }

  /// The share of the overspending that the furthest over plan make.
  func topShare(_ count: Int) -> Figure {
    let top = over.prefix(count).reduce(Money.zero) { $0 + $1.variance }
    return total.stem.with("top", String(count)).figure(
      Measure.overspendingShare(counterpart), value: .ratio(top.parts, overspending.parts, else: .notApplicable))
  }
}
