import Analysis
import Figures
import Ledger
import Quantities
import Report
import Styling

/// How many lines a list shows.
let topTenRows = 10

/// `top-ten-overspend`: lines with a plan, most overspent first.
let topTenOverspend = SectionBuilder(
  "top-ten-overspend", [.commissioner, .provider, .programme], title: { _ in "Top ten over plan" }, question: Question.services
) { request in
  let list = request.topTen().overspend
  let table = topTenTable(request.context, request.frame.scope, list, "overspend", rows: request.topTenLimit)
  return [request.section(overspendHeadline(request, list), [.table(table)])]
}

/// `top-ten-zero-plan`: lines that were never planned, largest first.
let topTenZeroPlan = SectionBuilder(
  "top-ten-zero-plan", [.commissioner, .provider, .programme], title: { _ in "Top ten with no plan" }, question: Question.services
) { request in
  let list = request.topTen().zeroPlan
  let table = topTenTable(request.context, request.frame.scope, list, "zero-plan", rows: request.topTenLimit)
  return [request.section(zeroPlanHeadline(request, list), [.table(table)])]
}

extension SectionRequest {
  /// How many lines the lists show.
  var topTenLimit: Int { entry.rows ?? topTenRows }

  /// The pack's lists, or longer ones where the definition asks for them.
  func topTen() -> TopTen {
    guard let rows = entry.rows, rows != topTenRows else { return frame.topTen }
    return TopTen(context.input.ledger, scope: frame.scope, limit: rows)
  }
}

/// `A nephrology line is £1,064 over its plan; ten lines together are £3,809 over`.
private func overspendHeadline(_ request: SectionRequest, _ list: TopTenList) -> Sentence {
  let context = request.context
  guard let first = list.lines.first else { return context.sentence("top-ten.none-over") }
  let specialty = RuleValue.words(context.treatmentFunctionInProse(first.treatmentFunction))
  let variance = RuleValue.figure(context.lineStem(first).figure(Measure.ytdVariance, first.ytd.variance))
  if list.lines.count == 1 { return context.sentence("top-ten.one-over", ["specialty": specialty, "variance": variance]) }
  let sum = listStem(context, request.frame.scope, "overspend", request.topTenLimit).figure(Measure.ytdVariance, list.shownVariance)
  return context.sentence(
    "top-ten.over",
    [
      "lines": .words(monthsInWords(list.lines.count)), "sum": .figure(sum), "specialty": specialty, "variance": variance,
    ])
}

/// `Lines with no plan cost £715,297; one nephrology line is 48% of it`.
private func zeroPlanHeadline(_ request: SectionRequest, _ list: TopTenList) -> Sentence {
  let context = request.context
  guard let first = list.lines.first else { return context.sentence("top-ten.all-planned") }
  let stem = listStem(context, request.frame.scope, "zero-plan", request.topTenLimit)
  let sum = RuleValue.figure(stem.figure(Measure.ytdActual, -list.shownVariance))
  let specialty = RuleValue.words(context.treatmentFunctionInProse(first.treatmentFunction))
  if list.lines.count == 1 { return context.sentence("top-ten.one-unplanned", ["specialty": specialty, "sum": sum]) }
  let share = stem.figure(Measure.largestShare, value: .ratio(first.ytd.actualCost.parts, -list.shownVariance.parts, else: .notApplicable))
  return context.sentence(
    "top-ten.unplanned",
    ["lines": .words(monthsInWords(list.lines.count)), "sum": sum, "specialty": specialty, "share": .figure(share)])

}

extension String {
  /// A name within a sentence: `Nephrology` → `nephrology`, but `ENT` stays.
  var lowercasedFirst: String {
    let second = dropFirst().first
    return second.map { $0.isUppercase || $0 == "&" } ?? false ? self : prefix(1).lowercased() + dropFirst()
  }
}

extension PointOfDelivery {
  /// `PSD`: the derived name alone, which is a code.
  fileprivate var briefName: String { derivedPOD.isEmpty ? printedName : derivedPOD }

  /// `Day Cases (PSD)`; once where both names are one.
  fileprivate var printedName: String {
    if providerPOD.isEmpty { return derivedPOD.isEmpty ? "none" : derivedPOD }
    return derivedPOD.isEmpty || derivedPOD == providerPOD ? providerPOD : "\(providerPOD) (\(derivedPOD))"
  }
}

private func listStem(_ context: PackContext, _ scope: Scope, _ list: String, _ limit: Int) -> FigureStem {
  context.stem("position", scope).with("list", "\(list)-\(limit)")
}

/// One of the lists of a scope as a table.
///
/// - Parameters:
///   - rows: the most lines that the list shows, part of the name of its totals.
///   - idSuffix: what tells tables of several organisations of one pack apart.
func topTenTable(_ context: PackContext, _ scope: Scope, _ list: TopTenList, _ key: String, rows limit: Int, idSuffix: String = "") -> ReportTable {
  let ledger = context.input.ledger
  let isZeroPlan = key == "zero-plan"
  let largest = largestVariance(list.lines.map(\.ytd.variance))
  let showsCommissioner = scope.commissioner == nil
  let showsProvider = scope.provider == nil
  // A list among others on a page keeps to one line a row: its points of delivery by their derived code, their names standing in the full lists.
  let isBrief = !idSuffix.isEmpty
  func amounts(_ stem: FigureStem, _ ytd: Measures, variance: ReportTable.Cell) -> [ReportTable.Cell] {
    [
      .number(stem.figure(Measure.ytdPlan + Measure.activitySuffix, ytd.planActivity), .number),
      .number(stem.figure(Measure.ytdActual + Measure.activitySuffix, ytd.actualActivity), .number),
      .number(stem.figure(Measure.ytdPlan, ytd.planCost)),
      .number(stem.figure(Measure.ytdActual, ytd.actualCost)), variance,
    ]
  }
  let organisation =
    showsCommissioner && showsProvider
    ? "\(context.words.commissioner) and \(context.words.provider)"
    : showsCommissioner ? context.words.commissioner : capitalised(context.words.provider)
  // Both PODs share a column, so that all of a line's measures stand on one line of a page.
  var columns: [ReportTable.Column] = [
    .init(organisation, isBrief ? .name : .words), isBrief ? .init("POD", .code) : .init("Provider POD (derived POD)", .words),
    .init("Treatment function", isBrief ? .name : .words), .init("HRG", .code),
  ]
  let keys = columns.count
  columns += [.init("Plan", .number), .init("Actual", .number), .init("Plan", .number), .init("Actual", .number), .init("Variance", .number)]
  var sum = Measures.zero
  var rows: [ReportTable.Row] = []
  for (place, line) in list.lines.enumerated() {
    sum += line.ytd
    let pod = ledger.pods[line.pod]
    let stem = context.lineStem(line)
    let names = [
      showsCommissioner ? context.commissionerShortName(line.commissioner) : nil, showsProvider ? context.providerShortName(line.provider) : nil,
    ].compactMap(\.self)
    let hrg = ledger.hrgs[line.hrg]
    var cells: [ReportTable.Cell] = [
      .text(isBrief ? names.joined(separator: ", ") : "\(place + 1) \(names.joined(separator: ", "))"),
      .text(isBrief ? pod.briefName : pod.printedName), .text(context.treatmentFunctionName(line.treatmentFunction)),
      .text(hrg.isEmpty ? "none" : hrg),
    ]
    let share = largest.isZero ? 0 : min(1, line.ytd.variance.magnitude.approximation / largest.approximation)
    cells += amounts(
      stem, line.ytd, variance: .barred(Printed(stem.figure(Measure.ytdVariance, line.ytd.variance), .pounds), share: share, role: .overBar))
    rows.append(ReportTable.Row(.body, cells))
  }
  let stem = listStem(context, scope, key, limit)
  let label = list.lines.count == 1 ? "This line" : "These \(monthsInWords(list.lines.count)) lines"
  let totalCells: [ReportTable.Cell] =
    [.text(label)] + Array(repeating: ReportTable.Cell.none, count: keys - 1)
    + amounts(stem, sum, variance: .number(stem.figure(Measure.ytdVariance, sum.variance)))
  var notes: [Sentence] = []
  if let first = list.lines.first, !isBrief {
    let widest = context.lineStem(first).figure(Measure.ytdVariance, first.ytd.variance)
    notes.append(context.sentence("top-ten.full-width", ["variance": .figure(widest)]))
  }
  if list.qualifyingCount > list.lines.count {
    let all = context.stem("position", scope).with("list", "\(key)-all")
    let count = RuleValue.figure(all.figure(Measure.lines, count: list.qualifyingCount))
    let whole = RuleValue.figure(all.figure(Measure.ytdVariance, list.qualifyingVariance))
    notes.append(context.sentence(isZeroPlan ? "top-ten.all-unplanned" : "top-ten.all-over", ["count": count, "sum": whole]))
  }
  if !isBrief {
    let separate = showsCommissioner && showsProvider ? organisation : showsCommissioner ? context.words.commissioner : context.words.provider
    notes.append(
      context.sentence("top-ten.kept-apart", ["organisation": .words(separate)]))
  }
  return ReportTable(
    id: "top-ten-\(key)\(idSuffix)", title: isZeroPlan ? "No plan" : "Furthest over plan",
    caption: (isZeroPlan ? "plan cost 0 and actual cost above 0, year to date, largest first" : "lines with a plan cost, year to date")
      + (isBrief ? "; shaded in proportion" : ""),
    spanners: [.init("Activity", keys..<(keys + 2)), .init("Cost, £", (keys + 2)..<(keys + 5))], columns: columns, rows: rows,
    total: rows.isEmpty ? nil : ReportTable.Row(.total, totalCells), notes: rows.isEmpty ? [] : notes,
    empty: context.sentence(isZeroPlan ? "empty.all-planned" : "empty.none-over")
  ).notingRounding()
}

let topTenRules: [SentenceRule] = [
  SentenceRule("top-ten.none-over"), SentenceRule("top-ten.one-over", .words("specialty"), .variance("variance")),
  SentenceRule("top-ten.over", .words("lines"), .money("sum"), .words("specialty"), .variance("variance")), SentenceRule("top-ten.all-planned"),
  SentenceRule("top-ten.one-unplanned", .words("specialty"), .money("sum")),
  SentenceRule("top-ten.unplanned", .words("lines"), .money("sum"), .words("specialty"), .share("share")),
  SentenceRule("top-ten.full-width", .variance("variance")), SentenceRule("top-ten.all-over", .several("count"), .money("sum")),
  SentenceRule("top-ten.all-unplanned", .several("count"), .money("sum")),
]
