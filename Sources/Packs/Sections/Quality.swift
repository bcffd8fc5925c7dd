import Analysis
import Charts
import Figures
import Quantities
import Report

/// `quality`: waits and infections by trust against standard and objective, with the marks of their process charts. “Not published” is a value, not nought.
let qualitySection = SectionBuilder(
  "quality", [.commissioner, .provider, .programme], title: { _ in "Quality" }, shortTitle: { _ in "Quality of care" }, question: Question.rely
) { request in
  let (context, frame) = (request.context, request.frame)
  if let provider = frame.scope.provider { return [providerQuality(request, provider)] }
  let present = Set(context.qualityIndicators)
  let providers = qualityProviders(request)
  var blocks: [Block] = []
  let shownWaits = qualityWaits.filter { present.contains($0.key) }
  let shownInfections = qualityInfections.filter { present.contains($0.key) }
  // Three indicators do not fit on one line: those waiting by themselves, those seen beside each other.
  let waiting = shownWaits.filter { $0.key == "rtt_incomplete" }
  let seen = shownWaits.filter { $0.key != "rtt_incomplete" }
  if !waiting.isEmpty { blocks.append(.table(waitsTable(request, providers, waiting, id: "quality-waiting", title: "Waiting within 18 weeks"))) }
  if !seen.isEmpty { blocks.append(.table(waitsTable(request, providers, seen, id: "quality-seen", title: "Seen within 18 weeks"))) }
  if !shownInfections.isEmpty { blocks.append(.table(infectionsTable(request, providers, shownInfections))) }
  if blocks.isEmpty {
    blocks = [.paragraph("The quality register holds nothing for this period.")]
  } else {
    // The marks are explained where they first stand.
    blocks.insert(.chart(processKeyBlock()), at: 1)
    blocks += processGrid(request, providers)
  }
  return [
    request.section(
      qualityHeadline(context, frame, providers, shownWaits), blocks, footerKey: "A mark has a shape and a word or letter; colour only repeats it.")
  ]
}

/// The providers that a pack's quality tables are about: those it has contracts with, in code order; a programme's, all its own.
func qualityProviders(_ request: SectionRequest) -> [Int] {
  let (context, frame) = (request.context, request.frame)
  return frame.scope.commissioner == nil
    ? Array(0..<context.positions.ownProviderCount) : frame.rows.rows.compactMap { $0.isOutside ? nil : $0.index }.sorted()
}

// MARK: One provider

/// A provider's own indicators: a table, its infections by month, and a process chart each.
private func providerQuality(_ request: SectionRequest, _ provider: Int) -> ReportSection {
  let context = request.context
  let code = context.providerCode(provider)
  guard let table = providerQualityTable(context, code) else {
    return request.section(nil, [.paragraph("The quality register holds nothing for this period.")])
  }
  var blocks: [Block] = [.table(table)]
  if let infections = infectionsByMonth(context, code) { blocks.append(.table(infections)) }
  var hasCharts = false
  for indicator in qualityMeasures {
    guard let series = context.qualitySeries(code, indicator), let first = series.months.first else { continue }
    hasCharts = true
    blocks.append(
      .chart(
        series.block(
          context, id: "quality-chart-\(indicator.key)", title: indicator.name,
          caption: "\(indicator.isShare ? "% of pathways" : "cases a month"), \(monthSpan(first, context.period.index))", noun: indicator.noun,
          targetName: indicator.isYearly ? "Objective" : "Standard", reasons: indicator.rebases,
          empty: context.sentence("empty.quality-months"))))
  }
  if hasCharts { blocks.insert(.chart(processKeyBlock()), at: 1) }
  if hasCharts { blocks.append(.notes([processNote, verdictNote])) }
  return request.section(
    providerHeadline(context, code), blocks, footerKey: "A mark has a shape and a word or letter; colour only repeats it.")
}

/// The months of the year with their infections and the cases so far.
private func infectionsByMonth(_ context: PackContext, _ code: String) -> ReportTable? {
  let indicators = qualityInfections.filter { !context.qualityReadings(code, $0.key).isEmpty }
  if indicators.isEmpty { return nil }
  let stem = FigureStem("quality", provider: code)
  var columns: [ReportTable.Column] = [.init("Month", .name)]
  var spanners: [ReportTable.Spanner] = []
  for indicator in indicators {
    let start = columns.count
    columns += [.init("Cases", .number), .init("Year to date", .number)]
    spanners.append(.init(indicator.name, start..<columns.count))
  }
  var sums = indicators.map { _ in 0 }
  let months = (1...max(1, min(context.period.month, 12))).map { MonthIndex(year: context.period.year, month: $0) }
  let rows = months.map { month -> ReportTable.Row in
    var cells: [ReportTable.Cell] = [.text(month.period.monthName)]
    let suffix = month == context.period.index ? "" : "@\(month.period.identifier)"
    for (place, indicator) in indicators.enumerated() {
      let value = context.qualityReadings(code, indicator.key).first { $0.period.index == month }?.value ?? .missing(.notYetReported)
      if case .count(let cases) = value { sums[place] += cases }
      cells.append(.number(stem.figure(indicator.key, value: value, suffix), .number))
      cells.append(.number(stem.figure(indicator.measure, count: sums[place], suffix), .number))
    }
    return ReportTable.Row(.body, cells)
  }
  return ReportTable(
    id: "quality-infections-\(code)", title: "Infections by month", caption: "cases, \(context.yearToDateWords)", spanners: spanners,
    columns: columns, rows: rows,
    notes: [
      context.sentence("quality.cases-by-month", ["definition": .clause(cdiffDefinition(context))])
    ],
    empty: "The register holds no infections.")
}

/// `Chelsea & Westminster met one of three standards`.
private func providerHeadline(_ context: PackContext, _ code: String) -> Sentence? {
  let judged = qualityMeasures.compactMap { context.qualityPosition(code, $0).isMet($0) }
  guard !judged.isEmpty else { return nil }
  let stem = FigureStem("quality", provider: code)
  let all = stem.figure(Measure.standardsJudged, count: judged.count)
  let count = judged.count { $0 }
  let met = stem.figure(Measure.standardsMet, count: count)
  if judged.count == 1 { return context.sentence(count == 1 ? "quality.own-one-met" : "quality.own-one-missed") }
  if count == 0 { return context.sentence("quality.own-none", ["count": .figure(all)]) }
  if count == judged.count { return context.sentence("quality.own-all", ["count": .figure(all)]) }
  return context.sentence("quality.own-some", ["met": .figure(met), "count": .figure(all)])
}

// MARK: Several providers

/// `One trust in 13 met the admitted standard; three did not publish`.
private func qualityHeadline(_ context: PackContext, _ frame: PackFrame, _ providers: [Int], _ indicators: [QualityMeasure]) -> Sentence? {
  guard let indicator = indicators.first(where: { $0.key == "rtt_incomplete" }) ?? indicators.first else { return nil }
  let positions = providers.map { context.qualityPosition(context.providerCode($0), indicator) }
  let published = positions.compactMap { $0.isMet(indicator) }
  let notPublished = positions.count { $0.value == .missing(.notPublished) }
  let stem = context.stem("quality", frame.scope).with("indicator", indicator.key)
  let name = indicator.key == "rtt_incomplete" ? "18-week" : indicator.key == "rtt_admitted" ? "admitted" : "non-admitted"
  if published.isEmpty { return nil }
  let met = stem.figure(Measure.providersMet, count: published.count { $0 })
  let all = stem.figure(Measure.providersPublished, count: published.count)
  let missing = stem.figure(Measure.providersNotPublished, count: notPublished)
  let count = published.count { $0 }
  let opening =
    count == 0
    ? context.sentence("quality.none-met", ["standard": .words(name)])
    : count == published.count && count > 1
      ? context.sentence("quality.all-met", ["count": .figure(all), "standard": .words(name)])
      : count == 1 && published.count == 1
        ? context.sentence("quality.one-met", ["standard": .words(name)])
        : context.sentence("quality.some-met", ["met": .figure(met), "count": .figure(all), "standard": .words(name)])
  return notPublished == 0 ? opening : context.sentence("quality.not-published", ["opening": .clause(opening), "count": .figure(missing)])
}

let qualityRules: [SentenceRule] = [
  SentenceRule("quality.none-met", .words("standard")), SentenceRule("quality.all-met", .several("count"), .words("standard")),
  SentenceRule("quality.one-met", .words("standard")),
  SentenceRule("quality.some-met", .count("met"), .several("count"), .words("standard")),
  SentenceRule("quality.not-published", .clause("opening"), .count("count")), SentenceRule("quality.own-one-met"),
  SentenceRule("quality.own-one-missed"), SentenceRule("quality.own-none", .several("count")), SentenceRule("quality.own-all", .several("count")),
  SentenceRule("quality.own-some", .count("met"), .several("count")),
]
