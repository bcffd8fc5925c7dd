import Analysis
import Figures
import Ledger
import Quantities
import Report

/// `practice-first-to-follow-up`: follow-ups for each first attendance of the patients of each practice.
let practiceFirstToFollowUp = SectionBuilder(
  "practice-first-to-follow-up", [.practice], title: { _ in "First to follow-up" }, question: Question.services,
  absence: { context, _ in
    context.input.ledger.sus.latestMonth[.firstAttendances] == nil ? context.sentence("absent.outpatients") : nil
  }
) { request in
  guard let view = PracticeView(request) else { return [] }
  func ratio(_ stem: FigureStem, _ sums: PracticeSums) -> Figure {
    stem.inFamily("ratio").figure(
      Measure.firstToFollowUp, value: FigureValue(ExactRatio(Int128(sums.followUp.count), over: Int128(sums.first.count))))
  }
  func cells(_ stem: FigureStem, _ lines: [PracticeLine]) -> [ReportTable.Cell] {
    let sums = view.table.sums(of: lines.flatMap(\.members))
    let ratios = stem.inFamily("ratio")
    return [
      .number(ratios.figure(Measure.firsts, count: sums.first.count), .number),
      .number(ratios.figure(Measure.followUps, count: sums.followUp.count), .number),
      .number(ratio(stem, sums), .oneDecimal),
      .number(stem.figure(Measure.ytdFirsts + Measure.costSuffix, sums.first.cost)),
      .number(stem.figure(Measure.ytdFollowUps + Measure.costSuffix, sums.followUp.cost)),
    ]
  }
  var notes: [Sentence] = [
    "Attended only, outpatient procedures included. “–”: no first attendances. The ratio is the work of the clinics that patients are sent to more than of the practice that sends them: it is here to be talked over with them."
  ]
  if let behind = view.behindNote { notes.append(behind) }
  let table = ReportTable(
    id: "practice-first-to-follow-up", title: "By practice", caption: "attendances and estimated cost in £, \(view.context.yearToDateWords)",
    columns: [
      .init("Practice", .name), .init("Firsts", .number), .init("Follow-ups", .number), .init("Follow-ups for each first", .number),
      .init("Cost of firsts", .number), .init("Cost of follow-ups", .number),
    ], rows: view.rows(cells), total: view.total(cells), notes: notes, empty: "No attended outpatient attendances are recorded this year."
  ).notingRounding([.group, .body])
  let sums = view.table.sums(of: view.lines.flatMap(\.members))
  let headline =
    sums.first.count == 0
    ? view.context.sentence("practice-follow-up.nothing")
    : view.context.seen(ratio(view.stem, sums)).isHeldBack
      ? view.context.sentence("practice-follow-up.held-back")
      : view.context.sentence("practice-follow-up.headline", ["ratio": .figure(ratio(view.stem, sums))])
  return [request.section(headline, [.table(table)])]
}
