import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report

/// `methods`: definitions, sources with their digests, rounding, words.
let methods = SectionBuilder("methods", [.commissioner, .provider, .programme, .practice], title: { _ in "Methods" }, question: Question.rely) {
  request in
  let (context, frame) = (request.context, request.frame)
  let states = context.input.release.dataStates
  return [
    request.section(
      nil,
      [.heading("Definitions"), .definitions(definitions(context, frame)), .heading("Words"), .definitions(glossary(context))]
        + (frame.leftOut.isEmpty
          ? [] : [.heading("Sections left out"), .definitions(frame.leftOut.map { Definition($0.title, $0.reason) })])
        + (states.isEmpty ? [] : [.table(dataStateTable(states, context.input.release))]) + [
          .table(sourceTable(context, frame)),
          .notes(["Every file of every month, with its whole digest, stands in run.json; every figure’s formula and sources in figures.json."]),
        ])
  ]
}

private func definitions(_ context: PackContext, _ frame: PackFrame) -> [Definition] {
  let cut: Sentence =
    context.input.ledger.cut == .flex
    ? "Flex: the first, still correctable cut of a month; this pack’s. Freeze is the final, reconciled one."
    : "Freeze: the final, reconciled cut of a month; this pack’s. Flex is the earlier, correctable one."
  let phasing: Sentence =
    switch context.input.phasing {
    case .twelfths: "A plan for the year is spread in twelfths; month 12 takes the remainder."
    case .calendarDays: "A plan for the year is spread by the days of each month; month 12 takes the remainder."
    case .workingDays: "A plan for the year is spread by working days; month 12 takes the remainder."
    case .lastYear: "A plan for the year is spread as last year’s cost fell; month 12 takes the remainder."
    }
  return [
    Definition("Variance", "plan − actual. A minus sign is an overspend. As a percentage, of plan; with no plan, “no plan”."),
    Definition("Year to date", "month 1 to this month, added."),
    Definition("Monthly plan", phasing),
    Definition("Annual plan", context.annualPlanSource(.programme)),
    Definition(
      "Forecast outturn",
      context.sentence("methods.forecast", ["note": .clause(context.makeForecastNote(isLabelled: false))])),
    Definition(
      "Volume, mix and price", "volume is plan − actual activity at the plan price; mix the shift between lines of a group; price the remainder."),
    Definition("First to follow-up", "attended follow-ups ÷ attended firsts, outpatient procedures included."),
    Definition("Cut", cut), restatementDefinition(context, frame.scope),
    Definition("Rounding", "to whole pounds, half away from zero, after adding. Figures may not sum due to rounding."),
    Definition("Cost", "the price of the returns, market forces factor included."),
    Definition("Not sent", "a month without a return is a gap, never nought."),
  ]
}

/// What restatements are counted from, or why there is no such section.
private func restatementDefinition(_ context: PackContext, _ scope: Scope) -> Definition {
  let restatements = context.restatements
  let month = restatements.submission.monthName
  guard restatements.isComparable(in: scope) else {
    return Definition("Restatements", context.sentence("absent.restatements", ["month": .words(month)]))
  }
  return Definition(
    "Restatements",
    context.sentence(
      "methods.restatements", ["last": .words(restatements.lastMonth.period.shortMonthName), "month": .words(month)]))
}

private func glossary(_ context: PackContext) -> [Definition] {
  [
    Definition("POD", "point of delivery: how care is given, such as a day case or a first outpatient attendance."),
    Definition("Derived POD", context.sentence("methods.derived-pod")),
    Definition("TFC", "treatment function code: the specialty."),
    Definition("HRG", "healthcare resource group: what a line is priced by."),
    Definition("SUS", "Secondary Uses Service: attendances and spells, one by one."),
    Definition("Not in the programme", "codes of organisations that the programme’s lists do not hold; counted apart, and part of every total."),
  ]
}

/// How far each month's data have been reconciled: the cut of every row is that of its month.
private func dataStateTable(_ states: [DataState], _ release: PackRelease) -> ReportTable {
  ReportTable(
    id: "methods-months", title: "Where each month’s data stand", caption: "on \(release.date), by the dated reconciliation calendar",
    columns: [.init("Month", .words), .init("Position", .words), .init("Last day for its data", .words)],
    rows: states.map { state in
      ReportTable.Row(
        .body,
        [.text("\(state.month.monthLabel) \(state.month.monthName)"), .text(state.position.words), .text(state.snapshot?.longText ?? "not reached")])
    },
    notes: [
      "Every row of a month stands as the month does. A later return can move a month at flex; a month at freeze moves no more in what is paid."
    ],
    empty: "The dated calendar has no line for these months.")
}

extension DataPosition {
  /// The position as a table says it.
  fileprivate var words: String {
    switch self {
    case .plan: "plan only"
    case .unreconciled: "unreconciled"
    case .flex: "flex, correctable"
    case .freeze: "freeze, agreed"
    }
  }
}

/// `M01–M09 at freeze, M10 at flex, M11 unreconciled`; empty for no month, and where the calendar's gaps would make more than a few words of it.
func dataStatesInWords(_ states: [DataState]) -> String {
  var runs: [(first: DataState, last: DataState)] = []
  for state in states {
    if let run = runs.last, run.last.position == state.position, run.last.month.month + 1 == state.month.month {
      runs[runs.count - 1].last = state
    } else {
      runs.append((state, state))
    }
  }
  guard runs.count <= 4 else { return "" }
  return runs.map { run in
    let months = run.first == run.last ? run.first.month.monthLabel : "\(run.first.month.monthLabel)–\(run.last.month.monthLabel)"
    return switch run.first.position {
    case .plan: "\(months) plan only"
    case .unreconciled: "\(months) unreconciled"
    case .flex: "\(months) at flex"
    case .freeze: "\(months) at freeze"
    }
  }.joined(separator: ", ")
}

/// The latest return of each provider that the pack may speak of, and the attendance files.
private func sourceTable(_ context: PackContext, _ frame: PackFrame) -> ReportTable {
  let codes: Set<String>
  if let own = frame.scope.provider {
    codes = [context.providerCode(own)]
  } else if frame.scope.commissioner != nil {
    codes = Set(frame.rows.rows.filter { !$0.isOutside }.map(\.code))
  } else {
    codes = Set(context.input.providers.map(\.code))
  }
  let latest = context.periodSources.filter { $0.provider.map(codes.contains) ?? true }
  return ReportTable(
    id: "methods-sources", title: "Files of this period", caption: "in path order",
    columns: [.init("File", .words), .init("Rows", .number), .init("Used", .number), .init("Digest (SHA-256, first twelve)", .code)],
    rows: latest.map { source in
      let own = FigureStem("source", provider: source.provider ?? SeveralOrganisations.all).with("file", source.path)
      return ReportTable.Row(
        .body,
        [
          .text(source.path), .number(own.figure(Measure.rowsRead, count: source.rowCount), .number),
          .number(own.figure(Measure.rowsCounted, count: source.countedRows), .number),
          .text(source.refused ? "refused" : String(source.sha256.prefix(12))),
        ])
    },
    notes: frame.kind == .provider ? [context.sentence("methods.own-rows")] : [],
    empty: context.sentence("empty.files"))
}
