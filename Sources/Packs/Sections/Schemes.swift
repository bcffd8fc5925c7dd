import Analysis
import Charts
import Figures
import Ledger
import Programme
import Quantities
import Report

/// `schemes`: what savings schemes were to save, have saved and are expected to save, by theme.
let schemesSection = SectionBuilder(
  "schemes", [.commissioner, .programme], title: { _ in "Savings schemes" }, shortTitle: { _ in "Schemes" }, question: Question.inHand,
  absence: { context, _ in context.input.registers.schemes.isEmpty ? noRegister("no register of schemes", "registers/schemes.csv", context) : nil }
) { request in
  let (context, frame) = (request.context, request.frame)
  let code = context.commissionerCode(of: frame.scope)
  let table = SchemeTable(context.input.registers.schemes, commissioner: code, period: context.period, phasing: context.input.phasing)
  let stem = FigureStem("scheme", commissioner: code ?? SeveralOrganisations.all)
  if table.schemes.isEmpty {
    return [
      request.section(context.sentence("schemes.none"), [.paragraph("The register holds no report of a scheme for this year up to the month.")])
    ]
  }
  let blocks: [Block] = [
    .chart(themeChart(table, stem, context)), .table(standingTable(table, stem)), .table(schemeTable(table, stem, frame, context)),
  ]
  return [
    request.section(schemeHeadline(table, stem, context), blocks, footerKey: "A mark has a shape and a word or letter; colour only repeats it.")
  ]
}

/// The figures of a line.
private struct SchemeFigures {
  let stem: FigureStem
  let sums: SchemeSums
  var target: Figure { stem.figure(Measure.schemeTarget, sums.target) }
  var toDate: Figure { stem.figure(Measure.schemeTargetToDate, sums.targetToDate) }
  var delivered: Figure { stem.figure(Measure.schemeDelivered, sums.delivered) }
  var percent: Figure {
    stem.figure(Measure.schemeDeliveredPercent, value: .ratio(sums.delivered.parts, sums.targetToDate.parts, else: .notApplicable))
  }
  var forecast: Figure { stem.figure(Measure.schemeForecast, sums.forecast) }
}

/// Each theme's saving beside its target to date.
private func themeChart(_ table: SchemeTable, _ stem: FigureStem, _ context: PackContext) -> ChartBlock {
  let themes = table.themes.map { ($0.name, SchemeFigures(stem: stem.with("theme", $0.name), sums: table.sums($0.schemes))) }
  let all = SchemeFigures(stem: stem, sums: table.total)
  func cells(_ name: String, _ figures: SchemeFigures) -> [ReportTable.Cell] {
    [.text(name), .number(figures.toDate), .number(figures.delivered), .number(figures.percent, .percent)]
  }
  return ChartBlock(
    id: "schemes-by-theme", title: "Saved against the target to date, by theme",
    caption: "£, \(context.yearToDateWords); upright mark: target to date",
    chart: BulletRows(
      title: "Saved against the target to date, by theme",
      rows: themes.map { .init(name: $0.0, value: $0.1.delivered, plan: $0.1.toDate, share: $0.1.percent) },
      total: .init(name: "All themes", value: all.delivered, plan: all.toDate, share: all.percent)),
    data: ReportTable(
      id: "schemes-by-theme-data", title: "Saved against the target to date, by theme", caption: "£, year to date",
      columns: [.init("Theme", .name), .init("Target to date", .number), .init("Saved", .number), .init("% of target", .number)],
      rows: themes.map { ReportTable.Row(.body, cells($0.0, $0.1)) }, total: ReportTable.Row(.total, cells("All themes", all)),
      empty: "No scheme is reported this year."),
    notes: [context.sentence("schemes.phasing", ["phasing": .words(context.registerPhasingWords)])],
    empty: "No scheme is reported this year.")
}

extension SchemeRAG {
  /// The mark that its word stands beside.
  fileprivate var mark: ReportMark {
    switch self {
    case .green: .met
    case .amber: .warning
    case .red: .notMet
    case .complete: .complete
    }
  }
}

/// How many schemes stand how.
private func standingTable(_ table: SchemeTable, _ stem: FigureStem) -> ReportTable {
  func cells(_ head: [ReportTable.Cell], _ figures: SchemeFigures) -> [ReportTable.Cell] {
    head + [
      .number(figures.stem.figure(Measure.schemes, count: figures.sums.count), .number), .number(figures.target), .number(figures.delivered),
      .number(figures.forecast),
    ]
  }
  let standings: [SchemeRAG] = [.red, .amber, .green, .complete]
  return ReportTable(
    id: "schemes-standing", title: "How they stand", caption: "number of schemes, and £",
    columns: [
      .init("Standing", .mark), .init("Schemes", .number), .init("Target for the year", .number), .init("Saved to date", .number),
      .init("Forecast", .number),
    ],
    rows: standings.map { rag in
      let sums = table.sums(table.schemes.filter { $0.rag == rag })
      return ReportTable.Row(.body, cells([.mark(rag.mark, word: rag.word)], SchemeFigures(stem: stem.with("rag", rag.rawValue), sums: sums)))
    }, total: ReportTable.Row(.total, cells([.text("All schemes")], SchemeFigures(stem: stem, sums: table.total))),
    notes: ["The standing is the owner’s own, as the register gives it."], empty: "No scheme is reported this year."
  ).notingRounding()
}

/// Every scheme under its theme.
private func schemeTable(_ table: SchemeTable, _ stem: FigureStem, _ frame: PackFrame, _ context: PackContext) -> ReportTable {
  let isProgramme = frame.kind == .programme
  let hasLate = table.schemes.contains(where: table.isLate)
  let width = (isProgramme ? 1 : 0) + 2
  func cells(_ names: [ReportTable.Cell], _ figures: SchemeFigures, _ end: [ReportTable.Cell]) -> [ReportTable.Cell] {
    names + [
      .number(figures.target), .number(figures.toDate), .number(figures.delivered), .number(figures.percent, .percent), .number(figures.forecast),
    ] + end
  }
  let blank: [ReportTable.Cell] = Array(repeating: .none, count: width - 1)
  let noMark: [ReportTable.Cell] = hasLate ? [.none, .none] : [.none]
  var rows: [ReportTable.Row] = []
  for theme in table.themes {
    rows.append(
      ReportTable.Row(
        .group,
        cells([.text(theme.name)] + blank, SchemeFigures(stem: stem.with("theme", theme.name), sums: table.sums(theme.schemes)), noMark)))
    for scheme in theme.schemes {
      let own = FigureStem("scheme", commissioner: scheme.commissioner, provider: scheme.provider ?? SeveralOrganisations.all).with("id", scheme.id)
      var names: [ReportTable.Cell] = [.text("\(scheme.id) \(scheme.name)")]
      if isProgramme { names.append(.text(context.commissionerShortName(ofCode: scheme.commissioner))) }
      names.append(.text(scheme.provider.map(context.providerShortName(ofCode:)) ?? "–"))
      var end: [ReportTable.Cell] = [.mark(scheme.rag.mark, word: scheme.rag.word)]
      if hasLate { end.append(table.isLate(scheme) ? .mark(.note, word: scheme.period.monthLabel) : .none) }
      rows.append(ReportTable.Row(.detail, cells(names, SchemeFigures(stem: own, sums: table.sums([scheme])), end)))
    }
  }
  var columns: [ReportTable.Column] = [.init("Scheme", .words)]
  if isProgramme { columns.append(.init(context.words.commissioner, .words)) }
  columns += [
    .init(capitalised(context.words.provider), .words), .init("Target", .number), .init("To date", .number), .init("Saved", .number),
    .init("%", .number), .init("Forecast", .number), .init("Standing", .mark),
  ]
  if hasLate { columns.append(.init("Reported", .mark)) }
  var notes: [Sentence] = [
    context.sentence("schemes.columns")
  ]
  if hasLate {
    notes.append(
      context.sentence("schemes.reported", ["month": .words(context.period.monthName)]))
  }
  return ReportTable(
    id: "schemes-all", title: "Every scheme", caption: "£, by theme, largest target first",
    columns: columns, rows: rows,
    total: ReportTable.Row(.total, cells([.text("All schemes")] + blank, SchemeFigures(stem: stem, sums: table.total), noMark)), notes: notes,
    empty: "No scheme is reported this year."
  ).notingRounding([.group])
}

/// `Schemes have saved £123,456, 81.2% of the target to date; four of twelve are off track, and two reported late`.
private func schemeHeadline(_ table: SchemeTable, _ stem: FigureStem, _ context: PackContext) -> Sentence {
  let figures = SchemeFigures(stem: stem, sums: table.total)
  var text =
    table.total.targetToDate.isZero
    ? context.sentence("schemes.saved", ["saved": .figure(figures.delivered)])
    : context.sentence("schemes.saved-share", ["saved": .figure(figures.delivered), "share": .figure(figures.percent)])
  let count = table.schemes.count
  let off = table.schemes.count { $0.rag == .red }
  let all = stem.figure(Measure.schemes, count: count)
  let red = stem.with("rag", SchemeRAG.red.rawValue).figure(Measure.schemes, count: off)
  if count == 1 {
    if off == 1 { text = context.sentence("schemes.one-off", ["opening": .clause(text)]) }
  } else if off == 0 {
    text = context.sentence("schemes.none-off", ["opening": .clause(text), "count": .figure(all)])
  } else if off == count {
    text = context.sentence("schemes.all-off", ["opening": .clause(text), "count": .figure(all)])
  } else {
    text = context.sentence("schemes.some-off", ["opening": .clause(text), "off": .figure(red), "count": .figure(all)])
  }
  let late = table.schemes.count(where: table.isLate)
  if late == 0 { return text }
  if late == count { return context.sentence("schemes.all-late", ["opening": .clause(text)]) }
  return context.sentence("schemes.late", ["opening": .clause(text), "late": .figure(stem.figure(Measure.schemesLate, count: late))])
}

let schemeRules: [SentenceRule] = [
  SentenceRule("schemes.none"), SentenceRule("schemes.saved", .money("saved")), SentenceRule("schemes.saved-share", .money("saved"), .share("share")),
  SentenceRule("schemes.one-off", .clause("opening")), SentenceRule("schemes.none-off", .clause("opening"), .several("count")),
  SentenceRule("schemes.all-off", .clause("opening"), .several("count")),
  SentenceRule("schemes.some-off", .clause("opening"), .count("off"), .several("count")), SentenceRule("schemes.all-late", .clause("opening")),
  SentenceRule("schemes.late", .clause("opening"), .count("late")),
]
