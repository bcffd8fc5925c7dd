import Analysis
import Figures
import Ledger
import Quantities
import Report
import Styling

/// `practice-overview`: what the patients of each practice had this year, and what it cost.
let practiceOverview = SectionBuilder(
  "practice-overview", [.practice], title: { _ in "Practices at a glance" }, shortTitle: { _ in "Overview" }, question: Question.now,
  absence: withoutAttendances
) { request in
  guard let view = PracticeView(request) else { return [] }
  return [request.section(overviewHeadline(view), [.table(overviewTable(view))])]
}

private func overviewTable(_ view: PracticeView) -> ReportTable {
  let costs = view.lines.map { view.table.sums(of: $0.members).all.cost }
  let largest = largestVariance(costs)
  func cells(_ stem: FigureStem, _ lines: [PracticeLine], isWhole: Bool) -> [ReportTable.Cell] {
    let sums = view.table.sums(of: lines.flatMap(\.members))
    let population = view.population(lines)
    let ratio = stem.inFamily("ratio")
    let cost = stem.figure(Measure.ytdAttendancesAndSpells + Measure.costSuffix, sums.all.cost)
    let perThousand: FigureValue = costPerThousand(sums, population).map { .money($0) } ?? .missing(.notApplicable)
    let share = largest.isZero ? 0 : sums.all.cost.approximation / largest.approximation
    return [
      .number(view.list(stem, population), .number), .number(ratio.figure(Measure.firsts, count: sums.first.count), .number),
      .number(ratio.figure(Measure.followUps, count: sums.followUp.count), .number),
      .number(stem.figure(Measure.ytdAdmissions, count: sums.admissions.count), .number),
      .number(stem.figure(Measure.ytdEmergencies, count: sums.emergencies.count), .number),
      .number(stem.figure(Measure.ytdAttendancesAndSpells, count: sums.all.count), .number), .number(cost),
      isWhole ? .none : .bar(share: max(0, min(1, share)), role: .bar),
      .number(stem.figure(Measure.attendanceCostPerThousand, value: perThousand)),
    ]
  }
  var notes: [Sentence] = [
    "Attended outpatients, procedures included; admitted spells; emergency department attendances. Cost as estimated in the attendance files. The bars leave localities and the total out.",
    view.practicesNote,
  ]
  if let behind = view.behindNote { notes.append(behind) }
  let rows = view.rows { cells($0, $1, isWhole: false) }.map { row in
    guard row.kind == .group else { return row }
    var row = row
    row.cells = row.cells.map { if case .bar = $0 { .none } else { $0 } }
    return row
  }
  return ReportTable(
    id: "practice-overview", title: "By practice", caption: "\(view.context.yearToDateWords), by locality and name",
    columns: [
      .init("Practice", .name), .init("Weighted list", .number), .init("First", .number), .init("Follow-up", .number), .init("Admitted", .number),
      .init("A&E", .number), .init("All", .number), .init("Cost, £", .number), .init("", .bar, dispensable: true),
      .init("£ for each 1,000 weighted", .number),
    ], rows: rows, total: view.total { cells($0, $1, isWhole: true) }, notes: notes, empty: "No attendances and no spells are recorded this year."
  ).notingRounding([.group, .body])
}

/// `The patients of ten practices had 1,204 attendances and spells in eleven months, estimated at £1,327,152`.
private func overviewHeadline(_ view: PracticeView) -> Sentence {
  let sums = view.table.sums(of: view.lines.flatMap(\.members))
  if sums.all.count == 0 { return view.context.sentence("practice-overview.nothing") }
  let count = view.stem.figure(Measure.ytdAttendancesAndSpells, count: sums.all.count)
  let cost = view.stem.figure(Measure.ytdAttendancesAndSpells + Measure.costSuffix, sums.all.cost)
  let during = RuleValue.words(view.context.inMonths)
  if view.own.isEmpty {
    let name = view.context.commissionerShortName(view.commissioner)
    return view.context.sentence(
      "practice-overview.unlisted", ["count": .figure(count), "during": during, "cost": .figure(cost), "name": .words(name)])
  }
  let practices = view.stem.figure(Measure.practices, count: view.own.count)
  guard let costliest = costliestPractice(view) else {
    return view.context.sentence(
      "practice-overview.headline", ["practices": .figure(practices), "count": .figure(count), "during": during, "cost": .figure(cost)])
  }
  return view.context.sentence(
    "practice-overview.costliest",
    [
      "practices": .figure(practices), "during": during, "cost": .figure(cost), "name": .words(costliest.name), "rate": .figure(costliest.cost),
    ])
}

/// The practice whose patients cost most for each 1,000; nil for fewer than two with a list, and where readers do not see the amount of one of them: which is
/// the largest would tell of it.
private func costliestPractice(_ view: PracticeView) -> (name: String, cost: Figure)? {
  func figure(_ line: PracticeLine, _ cost: Money) -> Figure { view.stem(line).figure(Measure.attendanceCostPerThousand, cost) }
  let rated = view.own.compactMap { line -> (line: PracticeLine, cost: Money)? in
    costPerThousand(view.table.sums(of: line.members), view.population([line])).map { (line, $0) }
  }
  guard rated.count > 1, let most = rated.max(by: { a, b in a.cost != b.cost ? a.cost < b.cost : a.line.code > b.line.code }), !most.cost.isZero,
    !rated.contains(where: { view.context.seen(figure($0.line, $0.cost)).isHeldBack })
  else { return nil }
  return (view.shortName(most.line), figure(most.line, most.cost))
}

private func costPerThousand(_ sums: PracticeSums, _ population: Int?) -> Money? {
  population.map { sums.all.cost.scaled(by: 1_000, over: Int128(max($0, 1))) }
}

extension PackContext {
  /// `in eleven months`.
  var inMonths: String { months == 1 ? "in one month" : "in \(monthsInWords(months)) months" }
}

let practiceRules: [SentenceRule] = [
  SentenceRule("practice-overview.nothing"),
  SentenceRule("practice-overview.headline", .count("practices"), .count("count"), .words("during"), .money("cost")),
  SentenceRule("practice-overview.cover", .count("count"), .words("during"), .money("cost")),
  SentenceRule("practice-overview.unlisted", .count("count"), .words("during"), .money("cost"), .words("name")),
  SentenceRule("practice-specialty.nothing", .words("what")),
  SentenceRule("practice-specialty.headline", .words("what"), .words("specialty"), .count("largest"), .count("all")),
  SentenceRule("practice-specialty.tie", .words("what"), .words("specialties"), .count("largest"), .count("all")),
  SentenceRule("practice-specialty.one", .words("what"), .words("specialty"), .count("all")),
  SentenceRule("practice-specialty.held-back", .words("what"), .count("all")), SentenceRule("practice-specialty.all-held-back", .words("what")),
  SentenceRule("practice-overview.costliest", .several("practices"), .words("during"), .money("cost"), .words("name"), .money("rate")),
  SentenceRule("practice-rates.furthest-above", .clause("opening"), .words("name"), .ratio("rate")),
  SentenceRule("practice-rates.furthest-below", .clause("opening"), .words("name"), .ratio("rate")),
  SentenceRule("practice-referrers.held-back", .count("all")), SentenceRule("practice-referrers.all-held-back"),
  SentenceRule("practice-rates.nothing"), SentenceRule("practice-rates.no-list"), SentenceRule("practice-rates.alone"),
  SentenceRule("practice-rates.within", .several("all")), SentenceRule("practice-rates.near", .count("near"), .several("all")),
  SentenceRule("practice-rates.outside", .count("far"), .several("all")),
  SentenceRule("practice-rates.some-held-back", .clause("opening"), .count("held")),
  SentenceRule("practice-rates.held-back", .count("held"), .several("all")), SentenceRule("practice-rates.all-held-back", .several("all")),
  SentenceRule("practice-follow-up.held-back"), SentenceRule("practice-follow-up.nothing"),
  SentenceRule("practice-spc.nothing"), SentenceRule("practice-spc.few-months"),
  SentenceRule("practice-spc.none"), SentenceRule("practice-spc.some", .count("count")),
  SentenceRule("practice-spc.held-back", .clause("opening"), .count("held")), SentenceRule("practice-spc.all-held-back"),
  SentenceRule("practice-follow-up.headline", .ratio("ratio")), SentenceRule("practice-referrers.nothing"),
  SentenceRule("practice-referrers.headline", .count("own"), .count("all")), SentenceRule("repatriation.nothing"),
  SentenceRule("repatriation.held-back"),
  SentenceRule("repatriation.headline", .words("specialty"), .words("service"), .money("cost")),
  SentenceRule("repatriation.premium", .words("specialty"), .words("service"), .money("cost"), .money("premium")),
]
