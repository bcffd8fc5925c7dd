import Analysis
import Figures
import Ledger
import Quantities
import Report

/// How many points of delivery the tables show before the rest is gathered.
private let podRows = 20

/// `activity-by-pod`: activity and cost by point of delivery and within it by the other side, year to date, month and what the variance is made of.
let activityByPOD = SectionBuilder(
  "activity-by-pod", [.commissioner, .provider, .programme], title: { _ in "Activity by point of delivery" },
  shortTitle: { _ in "Point of delivery" },
  question: Question.services
) { request in
  let context = request.context
  let frame = request.frame
  let all = frame.breakdown.pods
  let shown = request.entry.rows ?? podRows
  let largest = all.sorted { a, b in a.row.ytd.size != b.row.ytd.size ? a.row.ytd.size > b.row.ytd.size : a.derivedPOD < b.derivedPOD }
  let rest = all.count > shown + 1 ? Array(largest.dropFirst(shown)) : []
  let groups = largest.prefix(all.count - rest.count).sorted { a, b in
    a.row.ytd.variance != b.row.ytd.variance ? a.row.ytd.variance < b.row.ytd.variance : a.derivedPOD < b.derivedPOD
  }
  var lines: [BreakdownLine] = []
  for group in groups {
    let dimension = ("pod", group.derivedPOD)
    lines.append(
      BreakdownLine(
        kind: .group, name: context.podTableName(group.derivedPOD), row: group.row,
        stem: context.stem("position", frame.scope).with(dimension.0, dimension.1)))
    // A group of one line says the same twice, and the parts of a small one say little.
    if !request.entry.detail || group.counterparts.count < 2 || isSmall(group, of: frame.breakdown.total) { continue }
    for counterpart in group.counterparts {
      lines.append(
        BreakdownLine(
          kind: .detail, name: context.name(of: counterpart.counterpart, frame.counterpart), row: counterpart.row,
          stem: context.stem(of: counterpart.counterpart, frame).with(dimension.0, dimension.1)))
    }
  }
  if !rest.isEmpty {
    let sum = rest.reduce(into: BreakdownRow()) { $0.add($1.row) }
    let code = SeveralOrganisations.others + String(shown)
    lines.append(
      BreakdownLine(
        kind: .group, name: "Other points of delivery (\(rest.count))", row: sum, stem: context.stem("position", frame.scope).with("pod", code)))
  }
  let total = BreakdownLine(kind: .total, name: "All points of delivery", row: frame.breakdown.total, stem: context.stem("position", frame.scope))
  let groupLines = lines.filter { $0.kind == .group }.map { BreakdownLine(kind: .body, name: $0.name, row: $0.row, stem: $0.stem) }
  let head = "Point of delivery"
  let order = "most over plan first" + (request.entry.detail ? "; the larger ones by \(context.singular(frame.counterpart))" : "")
  return [
    request.section(
      podHeadline(all, context, frame),
      [
        .table(
          activityTable(
            "activity-by-pod-ytd", head, "Year to date, \(context.yearToDateWords)", "cost in £; \(order)",
            request.entry.detail ? lines : groupLines, total, month: false, context)),
        .table(splitTable("activity-by-pod-split", head, groupLines, total)),
        .table(
          activityTable(
            "activity-by-pod-month", head, "Month \(context.months) (\(context.period.shortMonthName))", "cost in £; same order", groupLines, total,
            month: true, context)
        ),
      ])
  ]
}

/// Whether plan and actual cost of a group are both under a fiftieth of the whole.
private func isSmall(_ group: PODRow, of total: BreakdownRow) -> Bool {
  group.row.ytd.size.parts * 50 < total.ytd.size.parts
}

/// `Critical care is £12,345 over plan, the furthest of nine points of delivery`.
private func podHeadline(_ groups: [PODRow], _ context: PackContext, _ frame: PackFrame) -> Sentence {
  let first = groups.min { a, b in
    a.row.ytd.variance != b.row.ytd.variance ? a.row.ytd.variance < b.row.ytd.variance : a.derivedPOD < b.derivedPOD
  }
  guard let first else { return context.sentence("activity-by-pod.none") }
  guard first.row.ytd.variance.parts < 0 else { return context.sentence("activity-by-pod.none-over") }
  let stem = context.stem("position", frame.scope)
  let name = RuleValue.words(context.podName(first.derivedPOD))
  let variance = RuleValue.figure(stem.with("pod", first.derivedPOD).figure(Measure.ytdVariance, first.row.ytd.variance))
  if groups.count == 1 { return context.sentence("activity-by-pod.only", ["name": name, "variance": variance]) }
  let count = stem.figure(Measure.pods, count: groups.count)
  return context.sentence("activity-by-pod.furthest", ["name": name, "count": .figure(count), "variance": variance])
}

let podRules: [SentenceRule] = [
  SentenceRule("activity-by-pod.none"), SentenceRule("activity-by-pod.none-over"),
  SentenceRule("activity-by-pod.only", .words("name"), .variance("variance")),
  SentenceRule("activity-by-pod.furthest", .words("name"), .several("count"), .variance("variance")),
]

extension PackContext {
  /// The name of a row within a group.
  func name(of key: CounterpartKey, _ counterpart: Counterpart) -> String {
    switch key {
    case .organisation(let index): counterpart == .provider ? providerShortName(index) : commissionerShortName(index)
    case .others(let count): "\(capitalised(monthsInWords(count))) other \(plural(counterpart))"
    case .notInProgramme: "Not in the programme"
    }
  }

  /// The stem of a row within a group.
  func stem(of key: CounterpartKey, _ frame: PackFrame) -> FigureStem {
    let code: String
    switch key {
    case .organisation(let index): return stem("position", frame.scope.narrowed(to: index, frame.counterpart))
    case .others: code = SeveralOrganisations.others
    case .notInProgramme: code = SeveralOrganisations.outside
    }
    let commissioner = frame.scope.commissioner.map(commissionerCode) ?? SeveralOrganisations.all
    let provider = frame.scope.provider.map(providerCode) ?? SeveralOrganisations.all
    return frame.counterpart == .provider
      ? FigureStem("position", commissioner: commissioner, provider: code) : FigureStem("position", commissioner: code, provider: provider)
  }
}
