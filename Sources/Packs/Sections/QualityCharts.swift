import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `quality-charts`: the process charts behind the marks, a page a topic, a small chart for each trust, with what each rule found in the last year.
let qualityCharts = SectionBuilder(
  "quality-charts", [.commissioner, .programme], title: { _ in "Process charts" }, question: Question.rely,
  absence: { context, scope in
    if context.qualityIndicators.isEmpty && context.input.ledger.sus.latestMonth.isEmpty { return context.sentence("absent.quality-charts") }
    return chartedTopics(context, scope, Array(0..<context.positions.ownProviderCount)).isEmpty
      ? context.sentence("absent.quality-charts-short", ["least": .words(monthsInWords(ProcessSeries.fewest))]) : nil
  }
) { request in
  chartedTopics(request.context, request.frame.scope, qualityProviders(request)).map { topicSection(request, $0.topic, $0.series) }
}

/// The topics of which a series has months enough for limits.
private func chartedTopics(_ context: PackContext, _ scope: Scope, _ providers: [Int]) -> [(
  topic: ProcessTopic, series: [(provider: Int, series: ProcessSeries?)]
)] {
  processTopics(context, scope, providers).filter { $0.series.contains { isCharted($0.series) } }
}

/// So many providers are told of in a list of their own, at most.
private let shortList = 5

private func topicSection(_ request: SectionRequest, _ topic: ProcessTopic, _ list: [(provider: Int, series: ProcessSeries?)]) -> ReportSection {
  let context = request.context
  // The largest first, so that panels of a row can share a scale; ties by code.
  let charted = list.compactMap { entry in entry.series.map { (provider: entry.provider, series: $0) } }
    .filter { !$0.series.control.points.isEmpty }
    .sorted { a, b in
      let (x, y) = (a.series.control.current?.mean ?? 0, b.series.control.current?.mean ?? 0)
      return x != y ? x > y : a.provider < b.provider
    }
  let panels = charted.map { entry in
    ProcessMultiples.Panel(
      name: context.providerShortName(entry.provider),
      chart: entry.series.chart(title: context.providerShortName(entry.provider), targetName: topic.targetName, reasons: topic.reasons),
      variation: entry.series.variation, assurance: entry.series.assurance)
  }
  let first = charted.compactMap { $0.series.months.first }.min() ?? context.period.index
  var notes: [Sentence] = [processNote]
  if let caveat = topic.caveat { notes.append(caveat) }
  let missing = list.filter { $0.series?.control.points.isEmpty ?? true }.map { context.providerShortName($0.provider) }
  if !missing.isEmpty && missing.count < list.count { notes.append(context.sentence("quality-charts.without", ["names": .words(listed(missing))])) }
  let told = charted.filter { !$0.series.signals(within: 12).isEmpty }.sorted { $0.provider < $1.provider }
  if told.count > shortList {
    // So many stay on the page of their charts, which mark the rest, where each tells its latest alone and all run on.
    let latest = told.compactMap { entry in
      entry.series.latestFinding(context, within: 12).map {
        context.sentence("quality-charts.latest", ["name": .words(context.providerShortName(entry.provider)), "found": .clause($0)])
      }
    }
    notes.append(context.sentence("quality-charts.latest-of-each", ["found": .clause(.joined(latest, by: " "))]))
  }
  var blocks: [Block] = [
    .chart(
      ChartBlock(
        id: "process-\(topic.key)", title: topic.name, caption: "\(topic.caption), \(monthSpan(first, context.period.index)), highest mean first",
        standfirst: standfirst(context, topic, hasTarget: charted.contains { $0.series.target != nil }),
        chart: ProcessMultiples(title: topic.name, panels: panels), data: monthsTable(context, topic, charted), notes: notes,
        empty: "No month is held."))
  ]
  if told.count <= shortList {
    blocks.append(.heading("What the rules found in the last twelve months"))
    blocks.append(
      told.isEmpty
        ? .paragraph("No special cause.")
        : .bullets(
          told.map {
            context.sentence(
              "quality-charts.told",
              ["name": .words(context.providerShortName($0.provider)), "found": .clause($0.series.ruleSentence(context, within: 12, most: 2))])
          }))
  }
  return request.section(
    topicHeadline(request, topic, charted.map(\.series)), blocks, repeatCode: topic.key, repeatTitle: topic.name,
    footerKey: "A mark has a shape and a word or letter; colour only repeats it.")
}

/// What the lines of the panels are.
private func standfirst(_ context: PackContext, _ topic: ProcessTopic, hasTarget: Bool) -> Sentence {
  hasTarget
    ? context.sentence("quality-charts.lines-target", ["method": .words(processMethod), "target": .words(topic.targetName.lowercased())])
    : context.sentence("quality-charts.lines", ["method": .words(processMethod)])
}

/// The months of every chart of a page.
private func monthsTable(_ context: PackContext, _ topic: ProcessTopic, _ charted: [(provider: Int, series: ProcessSeries)]) -> ReportTable {
  let months = Set(charted.flatMap(\.series.months)).sorted()
  let rows = months.map { month in
    ReportTable.Row(
      .body,
      [.text(month.period.monthName)]
        + charted.map { entry in
          guard let place = entry.series.months.firstIndex(of: month), let figure = entry.series.values[place] else { return .text("–") }
          return .number(figure, entry.series.isShare ? .percentSigned : .number)
        })
  }
  return ReportTable(
    id: "process-\(topic.key)-data", title: topic.name, caption: topic.caption,
    columns: [.init("Month", .name)] + charted.map { .init(context.providerShortName($0.provider), .number) }, rows: rows, empty: "No month is held.")
}

/// `Two of 16 trusts show special cause of concern, three improve`.
private func topicHeadline(_ request: SectionRequest, _ topic: ProcessTopic, _ series: [ProcessSeries]) -> Sentence? {
  let context = request.context
  let read = series.filter { $0.isJudged && $0.isCurrent }
  guard !read.isEmpty else { return nil }
  let stem = context.stem("spc", request.frame.scope).with("topic", topic.key)
  let all = stem.figure(Measure.seriesRead, count: read.count)
  func count(_ measure: String, _ isOne: (ProcessPointType) -> Bool) -> (Int, Figure) {
    let number = read.count { series in series.control.points.last.map { isOne(series.control.type(of: $0, improving: series.direction)) } ?? false }
    return (number, stem.figure(measure, count: number))
  }
  let (worse, concern) = count(Measure.seriesOfConcern) { $0 == .concern }
  let (better, improving) = count(Measure.seriesImproving) { $0 == .improvement }
  let (other, changed) = count(Measure.seriesChanged) { $0 == .neutralHigh || $0 == .neutralLow }
  if read.count == 1 {
    return context.sentence(
      worse == 1
        ? "quality-charts.one-concern"
        : better == 1 ? "quality-charts.one-improving" : other == 1 ? "quality-charts.one-changed" : "quality-charts.one-none")
  }
  if other > 0 { return context.sentence("quality-charts.changed", ["changed": .figure(changed), "count": .figure(all)]) }
  switch (worse, better) {
  case (0, 0): return context.sentence("quality-charts.none", ["count": .figure(all)])
  case (_, 0): return context.sentence("quality-charts.concern", ["concern": .figure(concern), "count": .figure(all)])
  case (0, _): return context.sentence("quality-charts.improving", ["improving": .figure(improving), "count": .figure(all)])
  default:
    return context.sentence(
      "quality-charts.both", ["concern": .figure(concern), "count": .figure(all), "improving": .figure(improving)])
  }
}

let qualityChartRules: [SentenceRule] =
  [
    SentenceRule("quality-charts.one-concern"), SentenceRule("quality-charts.one-improving"), SentenceRule("quality-charts.one-changed"),
    SentenceRule("quality-charts.one-none"),
    SentenceRule("quality-charts.none", .several("count")), SentenceRule("quality-charts.changed", .count("changed"), .several("count")),
    SentenceRule("quality-charts.concern", .count("concern"), .several("count")),
    SentenceRule("quality-charts.improving", .count("improving"), .several("count")),
    SentenceRule("quality-charts.both", .count("concern"), .several("count"), .count("improving")),
    SentenceRule("quality-charts.told", .words("name"), .clause("found")), SentenceRule("quality-charts.latest", .words("name"), .clause("found")),
    SentenceRule("quality-charts.latest-of-each", .clause("found")),
  ]
