import Analysis
import Figures
import Ledger
import Quantities
import Report

/// How many specialties the tables show before the rest is gathered.
private let specialtyRows = 20
/// How many rows of trust and specialty the last table shows.
private let pairRows = 20

/// `activity-by-specialty`: activity and cost by treatment function, year to date and month, with volume and price, and by the other side.
let activityBySpecialty = SectionBuilder(
  "activity-by-specialty", [.commissioner, .provider, .programme], title: { _ in "Activity by specialty" }, shortTitle: { _ in "Specialty" },
  question: Question.services
) { request in
  let context = request.context
  let frame = request.frame
  let stem = context.stem("position", frame.scope)
  let shown = request.entry.rows ?? specialtyRows
  var specialties = frame.breakdown.largestSpecialties(frame.breakdown.specialties.count)
  let rest = specialties.count > shown + 1 ? Array(specialties.dropFirst(shown)) : []
  if !rest.isEmpty { specialties = Array(specialties.prefix(shown)) }
  var lines = specialties.map { row in
    BreakdownLine(
      kind: .body, name: context.treatmentFunctionName(row.treatmentFunction), row: row.row,
      stem: stem.with("tfc", context.treatmentFunctionCode(row.treatmentFunction)))
  }
  if !rest.isEmpty {
    let sum = rest.reduce(into: BreakdownRow()) { $0.add($1.row) }
    lines.append(
      BreakdownLine(
        kind: .body, name: "Other specialties (\(rest.count))", row: sum, stem: stem.with("tfc", SeveralOrganisations.others + "\(shown)")))
  }
  let total = BreakdownLine(kind: .total, name: "All specialties", row: frame.breakdown.total, stem: stem)
  let order = "largest cost first"
  var blocks: [Block] = [
    .table(
      activityTable(
        "activity-by-specialty-ytd", "Specialty", "Year to date, \(context.yearToDateWords)", "cost in £; \(order)", lines, total, month: false,
        context)),
    .table(splitTable("activity-by-specialty-split", "Specialty", lines, total)),
    .table(
      activityTable(
        "activity-by-specialty-month", "Specialty", "Month \(context.months) (\(context.period.shortMonthName))", "cost in £; same order", lines,
        total, month: true, context)),
  ]
  if frame.rows.own.count > 1 { blocks.append(.table(pairTable(request))) }
  return [request.section(specialtyHeadline(request), blocks)]
}

extension PackContext {
  func treatmentFunctionCode(_ index: Int) -> String { input.ledger.treatmentFunctions[index] }
}

/// `Nephrology is £123,456 over plan, the furthest of 34 specialties`.
private func specialtyHeadline(_ request: SectionRequest) -> Sentence {
  let (context, frame) = (request.context, request.frame)
  let specialties = frame.breakdown.specialties
  let stem = context.stem("position", frame.scope)
  guard
    let first = specialties.min(by: { a, b in
      a.row.ytd.variance != b.row.ytd.variance ? a.row.ytd.variance < b.row.ytd.variance : a.treatmentFunction < b.treatmentFunction
    })
  else { return context.sentence("activity-by-specialty.none") }
  guard first.row.ytd.variance.parts < 0 else { return context.sentence("activity-by-specialty.none-over") }
  let own = stem.with("tfc", context.treatmentFunctionCode(first.treatmentFunction))
  let variance = RuleValue.figure(own.figure(Measure.ytdVariance, first.row.ytd.variance))
  let name = RuleValue.words(context.treatmentFunctionInProse(first.treatmentFunction))
  let count = RuleValue.figure(stem.figure(Measure.specialties, count: specialties.count))
  let split = first.row.split
  let parts: [(Money, String)] = [
    (split.volume, "activity-by-specialty.by-volume"), (split.price, "activity-by-specialty.by-price"),
    (split.unplanned, "activity-by-specialty.by-unplanned"),
  ]
  let opening =
    specialties.count == 1
    ? context.sentence("activity-by-specialty.only", ["name": name, "variance": variance])
    : context.sentence("activity-by-specialty.furthest", ["name": name, "count": count, "variance": variance])
  // A cause is named only where one part alone is more than half of the variance.
  guard let cause = parts.first(where: { part in part.0.parts * 2 < first.row.ytd.variance.parts }) else { return opening }
  return context.sentence("activity-by-specialty.cause", ["opening": .clause(opening), "cause": .clause(context.sentence(cause.1))])
}

let specialtyRules: [SentenceRule] = [
  SentenceRule("activity-by-specialty.none"), SentenceRule("activity-by-specialty.none-over"),
  SentenceRule("activity-by-specialty.only", .words("name"), .variance("variance")),
  SentenceRule("activity-by-specialty.furthest", .words("name"), .several("count"), .variance("variance")),
  SentenceRule("activity-by-specialty.cause", .clause("opening"), .clause("cause")), SentenceRule("activity-by-specialty.by-volume"),
  SentenceRule("activity-by-specialty.by-price"), SentenceRule("activity-by-specialty.by-unplanned"),
]

/// The pairs of an organisation and a specialty that are furthest from plan.
private func pairTable(_ request: SectionRequest) -> ReportTable {
  let (context, frame) = (request.context, request.frame)
  let singular = context.singular(frame.counterpart)
  let cells = frame.breakdown.counterpartSpecialties.filter { !$0.row.ytd.variance.isZero }.sorted { a, b in
    let (x, y) = (a.row.ytd.variance.magnitude, b.row.ytd.variance.magnitude)
    return x != y ? x > y : (a.counterpart, a.treatmentFunction) < (b.counterpart, b.treatmentFunction)
  }
  let chosen = cells.prefix(pairRows).sorted { a, b in
    a.row.ytd.variance != b.row.ytd.variance
      ? a.row.ytd.variance < b.row.ytd.variance : (a.counterpart, a.treatmentFunction) < (b.counterpart, b.treatmentFunction)
  }
  return ReportTable(
    id: "activity-by-specialty-pairs",
    title: context.title(
      chosen.count > 1 ? "titles.furthest-pairs" : "titles.furthest-pair",
      ["count": .words(String(chosen.count)), "organisation": .words(singular)]),
    caption: "cost in £, year to date, most over plan first",
    spanners: [.init("Activity", 2..<4), .init("Cost", 4..<8)],
    columns: [
      .init(capitalised(singular), .name), .init("Specialty", .words), .init("Plan", .number), .init("Actual", .number), .init("Plan", .number),
      .init("Actual", .number), .init("Of which price", .number), .init("Variance", .variance),
    ],
    rows: chosen.map { cell in
      let stem = context.stem("position", frame.scope.narrowed(to: cell.counterpart, frame.counterpart))
        .with("tfc", context.treatmentFunctionCode(cell.treatmentFunction))
      let name = frame.counterpart == .provider ? context.providerShortName(cell.counterpart) : context.commissionerShortName(cell.counterpart)
      return ReportTable.Row(
        .body,
        [
          .text(name), .text(context.treatmentFunctionName(cell.treatmentFunction)),
          .number(stem.figure(Measure.ytdPlan + Measure.activitySuffix, cell.row.ytd.planActivity), .number),
          .number(stem.figure(Measure.ytdActual + Measure.activitySuffix, cell.row.ytd.actualActivity), .number),
          .number(stem.figure(Measure.ytdPlan, cell.row.ytd.planCost)), .number(stem.figure(Measure.ytdActual, cell.row.ytd.actualCost)),
          .number(stem.figure(Measure.priceVariance, cell.row.split.price)), .variance(stem.figure(Measure.ytdVariance, cell.row.ytd.variance)),
        ])
    }, notes: [context.sentence("activity-by-specialty.all-pairs", ["organisation": .words(singular)])], empty: context.sentence("empty.pairs"))
}
