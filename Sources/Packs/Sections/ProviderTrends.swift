import Analysis
import Charts
import Figures
import Quantities
import Report

/// The most lines that the chart of places holds.
private let slopeLines = 20
/// How many lines that moved most are drawn in the chief colour.
private let movedLines = 3

/// `provider-trends`: each provider's cost in the same months of three years, with growth, and its place among the others.
let providerTrends = SectionBuilder(
  "provider-trends", [.commissioner], title: { "\(capitalised($0.provider)) trends" }, shortTitle: { _ in "Three years" },
  question: Question.which(.provider)
) { request in
  let (context, frame) = (request.context, request.frame)
  let lines = context.trendLines(of: frame.scope, by: .provider)
  let total = context.trendTotal(of: frame.scope, name: "All \(context.words.providers)")
  let table = context.trendTable(
    "provider-trends", title: "Cost by \(context.words.provider) and year", head: capitalised(context.words.provider), lines: lines, total: total)
  var blocks: [Block] = []
  if let chart = placesChart(context, lines, total) { blocks.append(.chart(chart)) }
  blocks.append(.table(table))
  return [request.section(yearsHeadline(context, lines, total), blocks)]
}

/// The places of the providers by cost, from the first year to the last.
private func placesChart(_ context: PackContext, _ lines: [TrendLine], _ total: TrendLine) -> ChartBlock? {
  let held = context.heldYears(total)
  guard held.count > 1, let first = held.first, let last = held.last else { return nil }
  let own = lines.filter { $0.index != nil }
  let byYear = held.map { year in places(own.map { $0.trend.costs[year].flatMap { $0.isZero ? nil : $0 } }) }
  let shown = own.indices.filter { index in byYear.contains { $0[index].map { $0 <= slopeLines } ?? false } }
  guard shown.count > 1 else { return nil }
  func move(_ index: Int) -> Int {
    guard let a = byYear.first?[index], let b = byYear.last?[index] else { return 0 }
    return abs(a - b)
  }
  let moved = Set(shown.filter { move($0) > 1 }.sorted { move($0) != move($1) ? move($0) > move($1) : $0 < $1 }.prefix(movedLines))
  let series = shown.map { index in
    let line = own[index]
    return SlopeChart.Series(
      name: line.name, shortName: line.name,
      places: held.indices.map { place in
        let year = context.yearTrends.years[held[place]]
        return byYear[place][index].flatMap { $0 <= slopeLines ? line.stem.figure(Measure.rankOfYear, count: $0, context.yearSuffix(year)) : nil }
      }, values: held.map { line.trend.costs[$0] == nil ? nil : context.yearCost(line, $0) }, highlighted: moved.contains(index))
  }
  let plural = context.words.providers
  var notes: [Sentence] = ["Place by cost in the same months of each year, 1 the largest; amounts in £. A place says nothing of better or worse."]
  if !moved.isEmpty {
    notes.append(context.sentence(moved.count == 1 ? "years.moved-one" : "years.moved-several"))
  }
  let data = ReportTable(
    id: "provider-trends-places", title: "Place by cost", caption: "1 is the largest",
    columns: [.init(capitalised(context.words.provider), .name)] + held.map { .init(context.yearTrends.years[$0].label, .number) },
    rows: shown.map { index in
      let line = own[index]
      return ReportTable.Row(
        .body,
        [.text(line.name)]
          + held.indices.map { place in
            let value: FigureValue = byYear[place][index].map { .count($0) } ?? .missing(.notApplicable)
            return .number(line.stem.figure(Measure.rankOfYear, value: value, context.yearSuffix(context.yearTrends.years[held[place]])), .number)
          })
    }, empty: "No cost is reported in these years.")
  return ChartBlock(
    id: "provider-trends-places", title: "Place by cost, \(context.yearTrends.years[first].label) to \(context.yearTrends.years[last].label)",
    caption: "\(context.yearToDateWords) of each year",
    chart: SlopeChart(
      title: "Place of \(plural) by cost", times: held.map { context.yearTrends.years[$0].label }, series: series, format: .pounds), data: data,
    notes: notes, empty: "No cost is reported in these years.")
}

/// `Spending is 4.2% up on the same eleven months of 2014-15; Imperial College grew most, by £120,345`.
///
/// What the last year is to the one before, and whose change was the largest that way.
func yearsHeadline(_ context: PackContext, _ lines: [TrendLine], _ total: TrendLine) -> Sentence {
  let held = context.heldYears(total)
  guard let last = held.last else { return context.sentence("years.none") }
  let years = context.yearTrends.years
  guard held.contains(last - 1) else { return context.sentence("years.only", ["year": .words(years[last].label)]) }
  let before = RuleValue.words(years[last - 1].label)
  if !total.trend.isLikeForLike(last) {
    let (now, then) = (Set(total.trend.providers[last]), Set(total.trend.providers[last - 1]))
    let missing = now.symmetricDifference(then).filter { $0 < context.positions.ownProviderCount }.sorted()
    return context.sentence("years.unlike", ["names": .words(listed(missing.map(context.providerShortName)))])
  }
  let change = context.yearChange(total, last) ?? .zero
  let growth = context.yearGrowth(total, last)
  let sameMonths = RuleValue.words(context.sameMonthsWords)
  let opening: Sentence
  if change.isZero {
    opening = context.sentence("years.same", ["months": sameMonths, "before": before])
  } else if case .missing = growth.value {
    return context.sentence("years.nothing-before", ["months": sameMonths, "before": before])
  } else {
    opening = context.sentence("years.change", ["growth": .figure(growth), "months": sameMonths, "before": before])
  }
  let isUp = change >= .zero
  let changes = lines.compactMap { line in line.index == nil ? nil : context.yearChange(line, last).map { (line, $0) } }
  let furthest = changes.filter { isUp ? $0.1 > .zero : $0.1 < .zero }.max { a, b in
    a.1.magnitude != b.1.magnitude ? a.1.magnitude < b.1.magnitude : (a.0.index ?? 0) > (b.0.index ?? 0)
  }
  guard let furthest, lines.count > 1 else { return opening }
  let size = furthest.0.stem.figure(Measure.changeOnYear, furthest.1, context.yearSuffix(years[last]))
  return context.sentence(
    isUp ? "years.grew" : "years.fell", ["opening": .clause(opening), "name": .words(furthest.0.name), "change": .figure(size)])
}

let yearRules: [SentenceRule] =
  ["years.grew", "years.fell"].map { SentenceRule($0, .clause("opening"), .words("name"), .change("change")) } + [
    SentenceRule("years.none"), SentenceRule("years.only", .words("year")), SentenceRule("years.unlike", .words("names")),
    SentenceRule("years.same", .words("months"), .words("before")), SentenceRule("years.nothing-before", .words("months"), .words("before")),
    SentenceRule("years.change", .shareChange("growth"), .words("months"), .words("before")),
  ]
