import Charts
import Figures
import Quantities
import Report
import Styling

/// A value's mark: met, not met, or why neither.
func qualityMark(_ position: QualityPosition, _ indicator: QualityMeasure) -> ReportTable.Cell {
  if case .missing(let reason) = position.value { return .mark(.noValue, word: reason.rawValue) }
  switch position.isMet(indicator) {
  case true?: return .mark(.met, word: "Met")
  case false?: return .mark(.notMet, word: "Not met")
  case nil: return .mark(.noValue, word: indicator.isShare ? "Not judged" : "None given")
  }
}

/// The readings of the twelve months to the period, for a sparkline.
func qualityTrendCell(_ context: PackContext, _ code: String, _ indicator: QualityMeasure) -> ReportTable.Cell {
  let trend = context.qualityTrend(code, indicator.key)
  if trend.count(where: { $0 != nil }) < 2 { return .none }
  let stem = FigureStem("quality", provider: code)
  // The sparkline of infections runs over months, each beside its own id; the number before it is their sum.
  let values = trend.enumerated().map { place, value in
    value.map {
      let month = context.period.index.advanced(by: place - 11)
      return stem.figure(indicator.key, value: $0, month == context.period.index ? "" : "@\(month.period.identifier)")
    }
  }
  let standard = indicator.isShare ? context.qualityTarget(code, indicator) : nil
  return .sparkline(Sparkline(values: values, plan: standard.map { line in values.map { _ in line } } ?? [], role: .blue))
}

/// The two marks of a provider's series.
func verdictCell(_ series: ProcessSeries?, chart: String?) -> ReportTable.Cell {
  series.map { .verdict($0.verdict(chart: chart)) } ?? .none
}

/// Where the charts of an indicator stand; nil where the pack holds none.
func processChartsAnchor(_ frame: PackFrame, _ key: String) -> String? {
  frame.anchors.contains("quality-charts") ? "quality-charts--\(key)" : nil
}

/// Several providers' shares of the month beside their standards.
func waitsTable(_ request: SectionRequest, _ providers: [Int], _ indicators: [QualityMeasure], id: String, title: String) -> ReportTable {
  let context = request.context
  var columns: [ReportTable.Column] = [.init(capitalised(context.words.provider), .name)]
  var spanners: [ReportTable.Spanner] = []
  for indicator in indicators {
    let start = columns.count
    columns += [.init("%", .number), .init("Mark", .mark), .init("Trend", .sparkline, dispensable: true), .init("SPC", .verdict)]
    spanners.append(.init("\(indicator.name): \(indicator.standardWords)", start..<columns.count))
  }
  let rows = providers.map { provider in
    let code = context.providerCode(provider)
    let stem = FigureStem("quality", provider: code)
    var cells: [ReportTable.Cell] = [.text(context.providerShortName(provider))]
    for indicator in indicators {
      let position = context.qualityPosition(code, indicator)
      // The mark carries the word of a missing value.
      if case .missing = position.value {
        cells.append(.none)
      } else {
        cells.append(.number(stem.figure(indicator.measure, value: position.value), indicator.format))
      }
      cells += [
        qualityMark(position, indicator), qualityTrendCell(context, code, indicator),
        verdictCell(context.qualitySeries(code, indicator), chart: processChartsAnchor(request.frame, indicator.key)),
      ]
    }
    return ReportTable.Row(.body, cells)
  }
  let isUnjudged = indicators.contains { indicator in
    indicator.key != "rtt_incomplete" && providers.contains { context.qualityPosition(context.providerCode($0), indicator).standard == nil }
  }
  var notes: [Sentence] = []
  if isUnjudged {
    notes.append(
      "Admitted and not admitted are pathways completed in the month; they have not been judged since June 2015, when waiting (pathways not complete at the month’s end, 92%) became the sole standard."
    )
  }
  notes.append(
    context.sentence("quality.waits", ["definition": .clause("Within 18 weeks: at most 126 days.")]))
  return ReportTable(
    id: id, title: "\(title), \(context.period.monthName)", caption: "% of pathways; sparkline: 12 months to \(context.period.shortMonthName)",
    spanners: spanners, columns: columns, rows: rows, notes: notes, empty: "The quality register holds nothing for this period.")
}

/// Several providers' infections of the year to date beside their objectives.
func infectionsTable(_ request: SectionRequest, _ providers: [Int], _ indicators: [QualityMeasure]) -> ReportTable {
  let context = request.context
  func hasObjective(_ indicator: QualityMeasure) -> Bool {
    indicator.isYearly && providers.contains { context.qualityPosition(context.providerCode($0), indicator).standard != nil }
  }
  let hasObjectives = indicators.contains(where: hasObjective)
  var columns: [ReportTable.Column] = [.init(capitalised(context.words.provider), .name)]
  var spanners: [ReportTable.Spanner] = []
  var largest: [String: Double] = [:]
  for indicator in indicators {
    let start = columns.count
    columns.append(.init("Cases", .number))
    if hasObjective(indicator) { columns += [.init("Objective to date", .number), .init("Year", .number)] }
    columns.append(.init("Mark", .mark))
    // Bars where there is room for them: an objective with its part of the year takes it.
    if !hasObjectives { columns.append(.init("", .bar, dispensable: true)) }
    columns.append(.init("SPC", .verdict))
    spanners.append(
      .init(
        "\(indicator.name): \(indicator.isYearly && !hasObjective(indicator) ? "no objective given" : indicator.standardWords)", start..<columns.count
      ))
    largest[indicator.key] = providers.compactMap { context.qualityPosition(context.providerCode($0), indicator).value.approximation }.max() ?? 0
  }
  let rows = providers.map { provider in
    let code = context.providerCode(provider)
    let stem = FigureStem("quality", provider: code)
    var cells: [ReportTable.Cell] = [.text(context.providerShortName(provider))]
    for indicator in indicators {
      let position = context.qualityPosition(code, indicator)
      if case .missing = position.value {
        cells.append(.none)
      } else {
        cells.append(.number(stem.figure(indicator.measure, value: position.value), .number))
      }
      if hasObjective(indicator) { cells += objectiveCells(position, stem, indicator) }
      cells.append(qualityMark(position, indicator))
      let most = largest[indicator.key] ?? 0
      if !hasObjectives { cells.append(.bar(share: most > 0 ? (position.value.approximation ?? 0) / most : 0, role: .bar)) }
      cells.append(verdictCell(context.qualitySeries(code, indicator), chart: processChartsAnchor(request.frame, indicator.key)))
    }
    return ReportTable.Row(.body, cells)
  }
  var notes: [Sentence] = [
    context.sentence("quality.cases", ["definition": .clause(cdiffDefinition(context))]),
    "With few cases a month the limits are rough: read one month’s signal with care.",
  ]
  if hasObjectives { notes.insert("An objective is for the year; it is met so far when the cases are within its part of the months gone.", at: 1) }
  return ReportTable(
    id: "quality-infections", title: "Infections, \(context.yearToDateWords)", caption: "cases, year to date", spanners: spanners, columns: columns,
    rows: rows, notes: notes, empty: "The quality register holds nothing for this period.")
}

/// Which cases count as a provider's.
func cdiffDefinition(_ context: PackContext) -> Sentence {
  context.period.year.start >= 2019
    ? context.sentence("quality.cdiff-by-onset", ["month": .words("April 2019")]) : context.sentence("quality.cdiff-by-specimen")
}

private func objectiveCells(_ position: QualityPosition, _ stem: FigureStem, _ indicator: QualityMeasure) -> [ReportTable.Cell] {
  guard let standard = position.standard, let toDate = position.judgedAgainst else { return [.text("none given"), .none] }
  return [
    .number(stem.figure(indicator.key + Measure.objectiveToDateSuffix, value: toDate), .oneDecimal),
    .number(stem.figure(indicator.key + Measure.standardSuffix, value: standard), .number),
  ]
}

/// One provider's indicators as rows; nil where the register holds none of them.
func providerQualityTable(_ context: PackContext, _ code: String, chart: (QualityMeasure) -> String? = { _ in nil }) -> ReportTable? {
  let indicators = qualityMeasures.filter { !context.qualityReadings(code, $0.key).isEmpty }
  if indicators.isEmpty { return nil }
  let stem = FigureStem("quality", provider: code)
  let rows = indicators.map { indicator in
    let position = context.qualityPosition(code, indicator)
    // An objective is for the year; its part of the months gone is what the cases are judged by.
    let isYearly = indicator.isYearly && position.standard != nil
    let judged = isYearly ? position.judgedAgainst : position.standard
    let measure = indicator.key + (isYearly ? Measure.objectiveToDateSuffix : Measure.standardSuffix)
    let standardCell: ReportTable.Cell =
      judged.map { .number(stem.figure(measure, value: $0), isYearly ? .oneDecimal : indicator.signedFormat) }
      ?? .text(indicator.isShare ? "not judged" : "none given")
    let yearCell: ReportTable.Cell =
      isYearly ? .number(stem.figure(indicator.key + Measure.standardSuffix, value: position.standard ?? .missing(.notApplicable)), .number) : .none
    let valueCell: ReportTable.Cell = .number(stem.figure(indicator.measure, value: position.value), indicator.signedFormat)
    return ReportTable.Row(
      .body,
      [
        .text(indicator.name), valueCell, standardCell, yearCell, qualityMark(position, indicator), qualityTrendCell(context, code, indicator),
        verdictCell(context.qualitySeries(code, indicator), chart: chart(indicator)),
      ])
  }
  return ReportTable(
    id: "quality-\(code)", title: "Quality, \(context.period.monthName)", caption: "18 weeks in %, infections in cases, year to date",
    columns: [
      .init("Indicator", .name), .init("Value", .number), .init("Standard to date", .number), .init("For the year", .number), .init("Mark", .mark),
      .init("Trend", .sparkline, dispensable: true), .init("SPC", .verdict),
    ],
    rows: rows,
    empty: "The quality register holds nothing for this period.")
}
