import Analysis
import Figures
import Ledger
import Quantities
import Report

/// `first-to-follow-up`: follow-ups for each first attendance, by provider and by specialty, beside the programme's median.
let firstToFollowUp = SectionBuilder(
  "first-to-follow-up", [.commissioner, .provider, .programme], title: { _ in "First to follow-up" }, question: Question.services
) { request in
  let (context, frame) = (request.context, request.frame)
  let table = context.followUps
  guard let latest = table.latestMonth else {
    return [
      request.section(
        context.sentence("first-to-follow-up.no-file"), [.paragraph(context.sentence("first-to-follow-up.no-file-detail"))])
    ]
  }
  let scope = frame.scope
  let total = table.total(of: scope)
  var blocks: [Block] = []
  if scope.provider == nil {
    let rows = table.byProvider(of: scope).filter { ($0.provider ?? 0) < context.positions.ownProviderCount }
    let others = outsideRow(table, scope, context)
    blocks.append(
      .table(
        followUpTable(
          request, id: "first-to-follow-up-by-provider", title: "By \(context.words.provider)", head: capitalised(context.words.provider),
          rows: rows.sorted(by: highestRatioFirst).map { row in
            (context.providerShortName(row.provider ?? 0), context.stem("ratio", scope.narrowed(to: row.provider ?? 0, .provider)), row, false)
          } + others, total: total, medianStem: FigureStem("ratio"), medianRule: "first-to-follow-up.median")))
  }
  let specialties = table.bySpecialty(of: scope).filter { $0.sums.first.count + $0.sums.followUp.count > 0 }
  let shown = request.entry.rows ?? 20
  let largest = Set(
    specialties.sorted { a, b in
      let (x, y) = (a.sums.followUp.count + a.sums.first.count, b.sums.followUp.count + b.sums.first.count)
      return x != y ? x > y : (a.treatmentFunction ?? 0) < (b.treatmentFunction ?? 0)
    }.prefix(shown).compactMap(\.treatmentFunction))
  blocks.append(
    .table(
      followUpTable(
        request, id: "first-to-follow-up-by-specialty",
        title: specialties.count > shown ? context.title("titles.largest-specialties", ["count": .words(String(shown))]) : "By specialty",
        head: "Specialty",
        rows: specialties.filter { largest.contains($0.treatmentFunction ?? -1) }.sorted(by: highestRatioFirst).map { row in
          let code = context.treatmentFunctionCode(row.treatmentFunction ?? 0)
          return (
            context.treatmentFunctionName(row.treatmentFunction ?? 0), context.stem("ratio", scope).with("tfc", code), row,
            scope.provider != nil && table.quartilesOfSpecialty(row.treatmentFunction ?? 0) == nil
          )
        }, total: specialties.count > shown ? nil : total, medianStem: nil, medianRule: "first-to-follow-up.median-of-specialty"
      )))
  if let provider = scope.provider, let quartiles = table.providerQuartiles {
    blocks.insert(.paragraph(quartileSentence(context, provider, total, quartiles)), at: 0)
  }
  var headline = followUpHeadline(context, frame, total)
  if latest != context.period.index {
    headline = context.sentence("first-to-follow-up.late", ["headline": .clause(headline), "month": .words(latest.period.monthName)])
  }
  return [request.section(headline, blocks)]
}

private func highestRatioFirst(_ a: FollowUpRow, _ b: FollowUpRow) -> Bool {
  switch (a.sums.ratio, b.sums.ratio) {
  case (let x?, let y?) where x != y: x > y
  case (_?, nil): true
  case (nil, _?): false
  default: (a.provider ?? -1, a.treatmentFunction ?? -1) < (b.provider ?? -1, b.treatmentFunction ?? -1)
  }
}

/// A row named, with the stem of its ids, and whether its median is held back because fewer than three organisations stand behind it.
private typealias NamedRow = (name: String, stem: FigureStem, row: FollowUpRow, isHeldBack: Bool)

private func outsideRow(_ table: FollowUpTable, _ scope: Scope, _ context: PackContext) -> [NamedRow] {
  let outside = table.byProvider(of: scope).filter { ($0.provider ?? 0) >= context.positions.ownProviderCount }
  if outside.isEmpty { return [] }
  let sums = outside.reduce(FollowUpSums.zero) { $0 + $1.sums }
  let stem = FigureStem(
    "ratio", commissioner: scope.commissioner.map(context.commissionerCode) ?? SeveralOrganisations.all, provider: SeveralOrganisations.outside)
  return [("Not in the programme", stem, FollowUpRow(provider: nil, treatmentFunction: nil, sums: sums, median: outside[0].median), false)]
}

private func followUpTable(
  _ request: SectionRequest, id: String, title: String, head: String, rows: [NamedRow], total: FollowUpRow?, medianStem: FigureStem?,
  medianRule: String
) -> ReportTable {
  func cells(_ row: NamedRow, isTotal: Bool) -> [ReportTable.Cell] {
    let sums = row.row.sums
    let medianStem =
      row.row.treatmentFunction.map { FigureStem("ratio").with("tfc", request.context.treatmentFunctionCode($0)) } ?? medianStem
      ?? FigureStem("ratio")
    let median: FigureValue = row.isHeldBack ? .missing(.suppressed) : FigureValue(row.row.median)
    return [
      .text(row.name), .number(row.stem.figure(Measure.firsts, count: sums.first.count), .number),
      .number(row.stem.figure(Measure.followUps, count: sums.followUp.count), .number),
      .number(row.stem.figure(Measure.firstToFollowUp, value: FigureValue(sums.ratio)), .oneDecimal),
      isTotal && row.row.median == nil
        ? .none : .number((row.isHeldBack ? row.stem : medianStem).figure(Measure.firstToFollowUpMedian, value: median), .oneDecimal),
      row.isHeldBack
        ? .number(row.stem.figure(Measure.followUpCostAboveMedian, value: .missing(.suppressed)))
        : .number(row.stem.figure(Measure.followUpCostAboveMedian, sums.costAboveMedian)),
    ]
  }
  let scopeStem = request.context.stem("ratio", request.frame.scope)
  // The cost above the median of several specialties would tell those that are held back.
  let holdsBack = rows.contains { $0.isHeldBack }
  var notes: [Sentence] = [
    request.context.sentence(medianRule), request.context.sentence("first-to-follow-up.above-median"),
  ]
  if holdsBack { notes.append(request.context.sentence("first-to-follow-up.few-behind")) }
  return ReportTable(
    id: id, title: title, caption: "attendances, year to date, highest ratio first",
    columns: [
      .init(head, .name), .init("Firsts", .number), .init("Follow-ups", .number), .init("Follow-ups for each first", .number),
      .init("Median", .number),
      .init("Cost above median, £", .number),
    ],
    rows: rows.map { ReportTable.Row(.body, cells($0, isTotal: false)) },
    total: total.map { ReportTable.Row(.total, cells(("All", scopeStem, $0, holdsBack), isTotal: true)) }, notes: notes,
    empty: request.context.sentence("empty.attended")
  ).notingRounding()
}

extension FigureValue {
  /// A ratio; “–” where there is none.
  init(_ ratio: ExactRatio?) {
    self = ratio.map { .ratio(numerator: $0.numerator, denominator: $0.denominator) } ?? .missing(.notApplicable)
  }
}

/// `Among 16 trusts the middle half lie between 1.4 and 2.3 follow-ups for each first.`
private func quartileSentence(_ context: PackContext, _ provider: Int, _ total: FollowUpRow, _ quartiles: Quartiles<ExactRatio>) -> Sentence {
  let programme = FigureStem("ratio")
  let own = context.stem("ratio", .provider(provider)).figure(Measure.firstToFollowUp, value: FigureValue(total.sums.ratio))
  let lower = programme.figure(Measure.firstToFollowUpLowerQuartile, value: FigureValue(quartiles.lower))
  let upper = programme.figure(Measure.firstToFollowUpUpperQuartile, value: FigureValue(quartiles.upper))
  let median = programme.figure(Measure.firstToFollowUpMedian, value: FigureValue(quartiles.median))
  return context.sentence(
    "first-to-follow-up.quartiles",
    [
      "name": .words(context.providerShortName(provider)), "ratio": .figure(own), "median": .figure(median), "lower": .figure(lower),
      "upper": .figure(upper),
    ])
}

/// `Follow-ups above the median cost £12,345`.
private func followUpHeadline(_ context: PackContext, _ frame: PackFrame, _ total: FollowUpRow) -> Sentence {
  let stem = context.stem("ratio", frame.scope)
  guard total.sums.first.count > 0 else { return context.sentence("first-to-follow-up.no-firsts") }
  let ratio = RuleValue.figure(stem.figure(Measure.firstToFollowUp, value: FigureValue(total.sums.ratio)))
  let holdsBack =
    frame.scope.provider != nil
    && context.followUps.bySpecialty(of: frame.scope).contains { context.followUps.quartilesOfSpecialty($0.treatmentFunction ?? 0) == nil }
  if holdsBack { return context.sentence("first-to-follow-up.held-back", ["ratio": ratio]) }
  if total.sums.costAboveMedian.isZero { return context.sentence("first-to-follow-up.none-above", ["ratio": ratio]) }
  let cost = stem.figure(Measure.followUpCostAboveMedian, total.sums.costAboveMedian)
  return context.sentence("first-to-follow-up.headline", ["ratio": ratio, "cost": .figure(cost)])
}

let followUpRules: [SentenceRule] = [
  SentenceRule("first-to-follow-up.no-file"), SentenceRule("first-to-follow-up.no-file-detail"),
  SentenceRule("first-to-follow-up.late", .clause("headline"), .words("month")),
  SentenceRule("first-to-follow-up.quartiles", .words("name"), .ratio("ratio"), .ratio("median"), .ratio("lower"), .ratio("upper")),
  SentenceRule("first-to-follow-up.no-firsts"), SentenceRule("first-to-follow-up.held-back", .ratio("ratio")),
  SentenceRule("first-to-follow-up.none-above", .ratio("ratio")), SentenceRule("first-to-follow-up.headline", .ratio("ratio"), .money("cost")),
]
