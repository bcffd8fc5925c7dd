import Analysis
import Charts
import Figures
import Quantities
import Report
import Styling

/// What the register's indicators are called, with the standard where the register gives none.
private struct Indicator {
  var key: String
  var name: String
  var standardWords: String
  var standard: FigureValue?
  /// Whether the standard is a floor (18 weeks) or a ceiling (infections, whose months are added up over the year).
  var isFloor: Bool
  var format: FigureFormat

  /// The measure of what the tables print: the month's share, or the infections of the year to date.
  var measure: String { isFloor ? key : Measure.yearToDatePrefix + key }
}

/// A whole percentage in the form in which the register's are read.
private func percentage(_ number: Int128) -> FigureValue { .ratio(numerator: number * exactScale, denominator: 100 * exactScale) }

private let waits = [
  Indicator(
    key: "rtt_incomplete", name: "Waiting, within 18 weeks", standardWords: "standard 92%", standard: percentage(92), isFloor: true,
    format: .percent),
  Indicator(
    key: "rtt_admitted", name: "Admitted, adjusted", standardWords: "standard 90%", standard: percentage(90), isFloor: true,
    format: .percent),
  Indicator(
    key: "rtt_non_admitted", name: "Not admitted", standardWords: "standard 95%", standard: percentage(95), isFloor: true,
    format: .percent),
]
private let infections = [
  Indicator(key: "mrsa", name: "MRSA", standardWords: "standard 0", standard: .count(0), isFloor: false, format: .number),
  Indicator(key: "cdiff", name: "C. difficile", standardWords: "objective where given", standard: nil, isFloor: false, format: .number),
]

/// `quality`: waits and infections by trust against standard and objective. “Not published” is a value, not nought.
let qualitySection = SectionBuilder(
  "quality", [.commissioner, .provider, .programme], title: { _ in "Quality" }, shortTitle: { _ in "Quality of care" }, question: Question.rely
) { request in
  let (context, frame) = (request.context, request.frame)
  if let provider = frame.scope.provider {
    guard let table = providerQualityTable(context, context.providerCode(provider)) else {
      return [request.section(nil, [.paragraph("The quality register holds nothing for this period.")])]
    }
    return [request.section(nil, [.table(table)])]
  }
  let present = Set(context.qualityIndicators)
  let providers =
    frame.scope.commissioner == nil
    ? Array(0..<context.positions.ownProviderCount) : frame.rows.rows.compactMap { $0.isOutside ? nil : $0.index }.sorted()
  var blocks: [Block] = []
  let shownWaits = waits.filter { present.contains($0.key) }
  let shownInfections = infections.filter { present.contains($0.key) }
  // Three indicators do not fit on one line: those waiting by themselves, those seen beside each other.
  let waiting = shownWaits.filter { $0.key == "rtt_incomplete" }
  let seen = shownWaits.filter { $0.key != "rtt_incomplete" }
  if !waiting.isEmpty { blocks.append(.table(indicatorTable(context, providers, waiting, id: "quality-waiting", title: "Waiting within 18 weeks"))) }
  if !seen.isEmpty { blocks.append(.table(indicatorTable(context, providers, seen, id: "quality-seen", title: "Seen within 18 weeks"))) }
  if !shownInfections.isEmpty { blocks.append(.table(indicatorTable(context, providers, shownInfections, id: "quality-infections", title: nil))) }
  if blocks.isEmpty { blocks = [.paragraph("The quality register holds nothing for this period.")] }
  return [
    request.section(
      qualityHeadline(context, frame, providers, shownWaits), blocks, footerKey: "A mark has a shape and a word or letter; colour only repeats it.")
  ]
}

/// A provider's reading of an indicator: the period's own, or for infections the published months of the year added up.
private func reading(_ context: PackContext, _ code: String, _ indicator: Indicator) -> (value: FigureValue, standard: FigureValue?) {
  let own = context.qualityReadings(code, indicator.key)
  if indicator.isFloor {
    guard let now = own.first(where: { $0.period == context.period }) else { return (.missing(.notYetReported), indicator.standard) }
    return (now.value, now.standard ?? indicator.standard)
  }
  let year = own.filter { $0.period.year == context.period.year && $0.period <= context.period }
  var sum: Int?
  for case .count(let cases) in year.map(\.value) { sum = (sum ?? 0) + cases }
  let standard = year.last { $0.standard != nil }?.standard ?? indicator.standard
  return (sum.map { .count($0) } ?? .missing(year.isEmpty ? .notYetReported : .notPublished), standard)
}

/// Whether a value meets its standard; nil where there is no value or no standard.
private func isMet(_ value: FigureValue, _ standard: FigureValue?, _ indicator: Indicator) -> Bool? {
  func fraction(_ value: FigureValue) -> (Int128, Int128)? {
    switch value {
    case .ratio(let n, let d): d < 0 ? (-n, -d) : (n, d)
    case .count(let count): (Int128(count), 1)
    case .activity(let activity): (activity.parts, exactScale)
    default: nil
    }
  }
  guard let (a, b) = fraction(value), let standard, let (c, d) = fraction(standard) else { return nil }
  return indicator.isFloor ? a * d >= c * b : a * d <= c * b
}

private func markCell(_ value: FigureValue, _ standard: FigureValue?, _ indicator: Indicator) -> ReportTable.Cell {
  if case .missing(let reason) = value { return .mark(.noValue, word: reason.rawValue) }
  switch isMet(value, standard, indicator) {
  case true?: return .mark(.met, word: "Met")
  case false?: return .mark(.notMet, word: "Not met")
  case nil: return .mark(.noValue, word: "No standard")
  }
}

/// The readings of the year to the period, for a sparkline.
private func trend(_ context: PackContext, _ code: String, _ indicator: Indicator) -> ReportTable.Cell {
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
  let standard = (context.qualityReadings(code, indicator.key).last { $0.standard != nil }?.standard ?? indicator.standard).map {
    stem.figure(indicator.key + Measure.standardSuffix, value: $0)
  }
  return .sparkline(Sparkline(values: values, plan: indicator.isFloor ? values.map { _ in standard } : [], role: .blue))
}

private func indicatorTable(_ context: PackContext, _ providers: [Int], _ indicators: [Indicator], id: String, title: String?) -> ReportTable {
  let isWaits = title != nil
  var columns: [ReportTable.Column] = [.init(capitalised(context.words.provider), .name)]
  var spanners: [ReportTable.Spanner] = []
  for indicator in indicators {
    let start = columns.count
    columns +=
      isWaits
      ? [.init("%", .number), .init("Mark", .mark), .init("Trend", .sparkline, dispensable: true)]
      : [.init("Cases", .number), .init("Mark", .mark), .init("", .bar, dispensable: true)]
    spanners.append(.init("\(indicator.name): \(indicator.standardWords)", start..<columns.count))
  }
  let largest = indicators.map { indicator in
    providers.compactMap { reading(context, context.providerCode($0), indicator).value.approximation }.max() ?? 0
  }
  let rows = providers.map { provider in
    let code = context.providerCode(provider)
    let stem = FigureStem("quality", provider: code)
    var cells: [ReportTable.Cell] = [.text(context.providerShortName(provider))]
    for (place, indicator) in indicators.enumerated() {
      let (value, standard) = reading(context, code, indicator)
      // The mark carries the word of a missing value.
      if case .missing = value { cells.append(.none) } else { cells.append(.number(stem.figure(indicator.measure, value: value), indicator.format)) }
      cells.append(markCell(value, standard, indicator))
      let size = value.approximation ?? 0
      cells.append(isWaits ? trend(context, code, indicator) : .bar(share: largest[place] > 0 ? size / largest[place] : 0, role: .bar))
    }
    return ReportTable.Row(.body, cells)
  }
  let month = context.period.monthName
  return ReportTable(
    id: id, title: title.map { "\($0), \(month)" } ?? "Infections, \(context.yearToDateWords)",
    caption: isWaits ? "% of pathways; sparkline: 12 months to \(context.period.shortMonthName)" : "cases, year to date",
    spanners: spanners, columns: columns, rows: rows,
    notes: isWaits
      ? ["Dashed line in the sparkline: the standard. “Not published” means that the \(context.words.provider) sent nothing; it is not a nought."]
      : [
        "MRSA: all cases, whoever they were assigned to. C. difficile: assigned to the \(context.words.provider), patients aged two and over. Months that were not published are left out."
      ],
    empty: "The quality register holds nothing for this period.")
}

/// One trust's indicators as rows; nil where the register holds none of them.
func providerQualityTable(_ context: PackContext, _ code: String) -> ReportTable? {
  let indicators = (waits + infections).filter { !context.qualityReadings(code, $0.key).isEmpty }
  if indicators.isEmpty { return nil }
  let stem = FigureStem("quality", provider: code)
  let rows = indicators.map { indicator in
    let (value, standard) = reading(context, code, indicator)
    let standardCell: ReportTable.Cell =
      standard.map { .number(stem.figure(indicator.key + Measure.standardSuffix, value: $0), indicator.isFloor ? .percentSigned : .number) }
      ?? .text("none given")
    let valueCell: ReportTable.Cell = .number(stem.figure(indicator.measure, value: value), indicator.isFloor ? .percentSigned : .number)
    return ReportTable.Row(
      .body, [.text(indicator.name), valueCell, standardCell, markCell(value, standard, indicator), trend(context, code, indicator)])
  }
  return ReportTable(
    id: "quality-\(code)", title: "Quality, \(context.period.monthName)", caption: "18 weeks in %, infections in cases, year to date",
    columns: [
      .init("Indicator", .name), .init("Value", .number), .init("Standard", .number), .init("Mark", .mark),
      .init("Trend", .sparkline, dispensable: true),
    ],
    rows: rows,
    empty: "The quality register holds nothing for this period.")
}

/// `One trust in 13 met the admitted standard; three did not publish`.
private func qualityHeadline(_ context: PackContext, _ frame: PackFrame, _ providers: [Int], _ indicators: [Indicator]) -> Sentence? {
  guard let indicator = indicators.first(where: { $0.key == "rtt_incomplete" }) ?? indicators.first else { return nil }
  let readings = providers.map { reading(context, context.providerCode($0), indicator) }
  let published = readings.compactMap { isMet($0.value, $0.standard, indicator) }
  let notPublished = readings.count { $0.value == .missing(.notPublished) }
  let stem = context.stem("quality", frame.scope).with("indicator", indicator.key)
  let name = indicator.key == "rtt_incomplete" ? "18-week" : indicator.key == "rtt_admitted" ? "admitted" : "non-admitted"
  if published.isEmpty { return nil }
  let met = stem.figure(Measure.providersMet, count: published.count { $0 })
  let all = stem.figure(Measure.providersPublished, count: published.count)
  let missing = stem.figure(Measure.providersNotPublished, count: notPublished)
  let count = published.count { $0 }
  let plural = context.words.providers
  let opening: Sentence =
    count == 0
    ? "No \(context.words.provider) met the \(name) standard"
    : count == published.count && count > 1
      ? "All \(count: all) \(plural) that published met the \(name) standard"
      : "\(count: met, atStart: true) of \(count: all) \(plural) met the \(name) standard"
  return notPublished == 0 ? opening : "\(opening); \(count: missing) did not publish"
}
