import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `practice-spc`: outpatient attendances of each practice and locality by month over the window, as process charts.
let practiceProcess = SectionBuilder(
  "practice-spc", [.practice], title: { _ in "Month by month" }, question: Question.patients,
  absence: { context, _ in
    context.input.ledger.sus.latestMonth[.firstAttendances] == nil ? context.sentence("absent.outpatients") : nil
  }
) { request in
  guard let view = PracticeView(request) else { return [] }
  let process = PracticeProcess(view)
  let chart: Block = process.isCharted ? .chart(process.chart) : .paragraph(request.context.sentence("practice-spc.few-months"))
  return [request.section(process.headline, [chart, .table(process.table)])]
}

private struct PracticeProcess {
  /// A row or panel: a locality, a practice, or all.
  private struct Line {
    var name: String
    var series: ProcessSeries
    var kind: ReportTable.Row.Kind
    var isPractice: Bool
  }

  private let view: PracticeView
  private let lines: [Line]
  private let total: Line

  init(_ view: PracticeView) {
    self.view = view
    let context = view.context
    let window = context.window
    func line(_ name: String, _ stem: FigureStem, _ members: [Int], _ kind: ReportTable.Row.Kind, isPractice: Bool = false) -> Line {
      let values = window.indices.map { place -> Figure? in
        guard view.table.outpatientMonths.contains(place) else { return nil }
        let count = members.reduce(0) { $0 + (view.table.outpatientsByMonth[$1]?[place] ?? 0) }
        // A verdict is of what the readers see: a month that is held back is no point.
        return context.seen(stem.figure(Measure.outpatients, count: count, context.monthSuffix[place]))
      }
      return Line(
        name: name,
        series: ProcessSeries(of: stem, Measure.outpatients, months: window, values: values, direction: .neutral, period: context.period.index),
        kind: kind, isPractice: isPractice)
    }
    var lines: [Line] = []
    for (name, practices) in view.localities {
      if view.hasLocalities {
        lines.append(line(name.isEmpty ? "No locality" : name, view.stem(locality: name), practices.flatMap(\.members), .group))
      }
      for practice in practices {
        lines.append(line(view.shortName(practice), view.stem(practice), practice.members, view.hasLocalities ? .detail : .body, isPractice: true))
      }
    }
    self.lines = lines
    // What belongs to none of the practices is in the total and has no chart.
    total = line("All", view.stem, view.lines.flatMap(\.members), .total)
  }

  /// Whether a series has the months from which limits are read: without them a chart would have neither limits nor marks.
  var isCharted: Bool { ([total] + lines).contains { Packs.isCharted($0.series) } }

  /// Whether a month is held, be it held back.
  private func hasMonths(_ line: Line) -> Bool { line.series.values.contains { $0 != nil } }
  private var shown: [Line] { lines.filter(hasMonths) }
  private func signals(_ line: Line) -> Bool { line.series.variation.map { $0 != .commonCause } ?? false }

  /// Whether the readers see what a row's mark is of. A row of which a number is held back shows no mark, so that the headline may not count it.
  private func isSeen(_ line: Line) -> Bool {
    let group = line.series.control.current
    let limits = group.map { [line.series.mean($0), line.series.lower($0), line.series.upper($0)] } ?? []
    let latest = view.table.outpatientMonths.last.flatMap { line.series.values[$0] }
    return ![limits, [latest]].joined().contains { $0.map { view.context.seen($0).isHeldBack } ?? false }
  }

  var chart: ChartBlock {
    let panels = [total] + lines.filter { $0.kind == .group } + lines.filter(\.isPractice)
    return ChartBlock(
      id: "practice-spc", title: "Outpatient attendances a month", caption: "\(span), first and follow-up, attended",
      chart: ProcessMultiples(
        title: "Outpatient attendances by practice",
        panels: panels.filter(hasMonths).map { line in
          ProcessMultiples.Panel(name: line.name, chart: line.series.chart(title: line.name), variation: line.series.variation, assurance: nil)
        }), data: months,
      notes: [
        processNote, verdictNote, "Neither more nor fewer is better: a special cause is marked, not judged. Each row of panels has its own scale.",
      ],
      empty: "No outpatient attendances are recorded.")
  }

  private var span: String {
    guard let first = view.table.outpatientMonths.first, let last = view.table.outpatientMonths.last else { return "by month" }
    let window = view.context.window
    return "\(window[first].period.monthName) to \(window[last].period.monthName)"
  }

  /// The data of the panels: months down, practices across.
  private var months: ReportTable {
    let panels = [total] + lines
    let window = view.context.window
    return ReportTable(
      id: "practice-spc-months", title: "Outpatient attendances by month", caption: "attended, first and follow-up",
      columns: [.init("Month", .name)] + panels.map { .init($0.name, .number) },
      rows: view.table.outpatientMonths.map { place in
        ReportTable.Row(
          .body,
          [.text(window[place].period.monthName)]
            + panels.map { line in line.series.values[place].map { .number($0, .number) } ?? .none })
      }, empty: "No outpatient attendances are recorded.")
  }

  var table: ReportTable {
    func cells(_ line: Line) -> [ReportTable.Cell] {
      let group = line.series.control.current
      func number(_ figure: Figure?) -> ReportTable.Cell { figure.map { .number($0, .oneDecimal) } ?? .none }
      let latest = view.table.outpatientMonths.last.flatMap { line.series.values[$0] }
      return [
        .text(line.name), latest.map { .number($0, .number) } ?? .none, number(group.flatMap { line.series.mean($0) }),
        number(group.flatMap { line.series.lower($0) }), number(group.flatMap { line.series.upper($0) }), .verdict(line.series.verdict()),
      ]
    }
    var notes: [Sentence] = ["A lower limit under nought is no limit: no month can lie below it."]
    if let behind = view.behindNote { notes.append(behind) }
    return ReportTable(
      id: "practice-spc-limits", title: "Every practice", caption: "outpatient attendances a month",
      columns: [
        .init("Practice", .name), .init("Last month", .number), .init("Mean", .number), .init("Lower limit", .number), .init("Upper limit", .number),
        .init("Variation", .verdict),
      ], rows: shown.map { ReportTable.Row($0.kind, cells($0)) },
      total: hasMonths(total) ? ReportTable.Row(.total, cells(total)) : nil, notes: notes,
      empty: "No outpatient attendances are recorded.")
  }

  var headline: Sentence {
    let context = view.context
    let practices = lines.filter(\.isPractice)
    let seen = practices.filter(isSeen)
    let held = practices.count - seen.count
    if !practices.contains(where: hasMonths) { return context.sentence("practice-spc.nothing") }
    if seen.isEmpty { return context.sentence("practice-spc.all-held-back") }
    let count = seen.count(where: signals)
    let stem = held > 0 ? view.stem.ofSeenPractices : view.stem
    let opening =
      count == 0
      ? context.sentence("practice-spc.none")
      : context.sentence("practice-spc.some", ["count": .figure(stem.figure(Measure.practicesWithSpecialCause, count: count))])
    if held == 0 { return opening }
    let heldBack = stem.inFamily("spc").figure(Measure.practicesHeldBack, count: held)
    return context.sentence("practice-spc.held-back", ["opening": .clause(opening), "held": .figure(heldBack)])
  }
}
