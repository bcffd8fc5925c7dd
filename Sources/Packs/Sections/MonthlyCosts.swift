import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// The commissioners that the chart names; the others are one part of its columns.
private let namedParts = 5

/// `monthly-costs`: what every commissioner cost in every month of three years.
let monthlyCosts = SectionBuilder(
  "monthly-costs", [.programme], title: { _ in "Monthly costs" }, question: Question.which(.commissioner)
) { request in
  let context = request.context
  let lines = context.trendLines(of: .programme, by: .commissioner)
  let total = context.trendTotal(of: .programme, name: "All \(context.words.commissioners)")
  var blocks: [Block] = [
    .chart(columnsChart(context, lines)),
    .table(
      context.trendTable(
        "monthly-costs-years", title: "The same months of each year", head: context.words.commissioner, lines: lines, total: total)),
  ]
  for year in context.heldYears(total).reversed() { blocks.append(.table(monthsTable(context, lines, total, context.yearTrends.years[year]))) }
  return [request.section(yearsHeadline(context, lines, total), blocks)]
}

/// Every month's cost, stacked by commissioner.
private func columnsChart(_ context: PackContext, _ lines: [TrendLine]) -> ChartBlock {
  let window = context.window
  let last = context.yearTrends.years.count - 1
  let bySize = lines.filter { $0.index != nil }.sorted { a, b in
    let (x, y) = (a.trend.costs[safe: last] ?? .zero, b.trend.costs[safe: last] ?? .zero)
    return x != y ? x > y : (a.index ?? 0) < (b.index ?? 0)
  }
  let count = bySize.count - namedParts == 1 ? bySize.count : min(bySize.count, namedParts)
  let named = bySize.prefix(count)
  var series = named.map { line in
    StackedColumns.Series(
      name: line.name.abbreviatingCompass, shortName: line.name.abbreviatingCompass,
      values: context.monthlyFigures(.commissioner(line.index ?? 0), Measure.monthActual) { .money($0.actualCost) })
  }
  let rest = bySize.dropFirst(count)
  let hasOutside = lines.contains { $0.index == nil }
  if !rest.isEmpty || hasOutside {
    let whole = context.positions.series.monthly(of: .programme)
    let parts = named.map { context.positions.series.monthly(of: .commissioner($0.index ?? 0)) }
    let stem = FigureStem("trends").with("besides", "\(count)")
    let values = whole.indices.map { offset -> Figure? in
      guard whole[offset].isStated else { return nil }
      let cost = parts.reduce(whole[offset].measures.actualCost) { $0 - $1[offset].measures.actualCost }
      return stem.figure(Measure.restOfMonth, cost, context.monthSuffix[offset])
    }
    let word = rest.isEmpty ? "Not in the programme" : "\(rest.count) other \(context.words.commissioners)"
    series.append(StackedColumns.Series(name: word, shortName: rest.isEmpty ? "Not in programme" : "\(rest.count) others", values: values))
  }
  let names = series.map(\.name)
  let data = ReportTable(
    id: "monthly-costs-parts", title: "Monthly cost by \(context.words.commissioner)", caption: "£ a month",
    columns: [.init("Month", .name)] + names.map { .init($0, .number) },
    rows: window.indices.map { offset in
      ReportTable.Row(
        .body,
        [.text(window[offset].period.monthName)]
          + series.enumerated().map { place, one in
            .number(one.values[offset] ?? missing(context, named.indices.contains(place) ? named[place] : nil, offset, count))
          })
    }, empty: "No month is reported.")
  let first = window.first?.period.monthName ?? ""
  return ChartBlock(
    id: "monthly-costs", title: "Monthly cost by \(context.words.commissioner)", caption: "£ a month, \(first) to \(context.period.monthName)",
    chart: StackedColumns(title: "Monthly cost by \(context.words.commissioner)", months: window, series: series, money: true), data: data,
    notes: [
      rest.isEmpty
        ? "Each column is one month. A month that nobody has sent is a gap."
        : "Each column is one month; those named cost most this year. A month that nobody has sent is a gap."
    ] + [unsentNote(context, context.yearTrends.years)].compactMap(\.self), empty: "No month is reported.")
}

private func missing(_ context: PackContext, _ line: TrendLine?, _ offset: Int, _ count: Int) -> Figure {
  guard let line else {
    return FigureStem("trends").with("besides", "\(count)").figure(Measure.restOfMonth, value: .missing(.notSent), context.monthSuffix[offset])
  }
  return line.position.figure(Measure.monthActual, value: .missing(.notSent), context.monthSuffix[offset])
}

/// Who sent no return for a month of the years.
private func unsentNote(_ context: PackContext, _ years: [FinancialYear]) -> Sentence? {
  let window = context.window
  let parts = window.indices.filter { years.contains(window[$0].year) }.compactMap { offset -> String? in
    let missing = context.positions.series.unstated(offset: offset)
    if missing.isEmpty { return nil }
    let who = missing.count == context.positions.ownProviderCount ? "all \(context.words.providers)" : listed(missing.map(context.providerShortName))
    return "\(window[offset].period.monthName): \(who)"
  }
  if parts.isEmpty { return nil }
  return parts.count > 8
    ? context.sentence("notes.not-sent-often", ["count": .words(monthsInWords(parts.count)), "last": .words(parts.last ?? "")])
    : context.sentence("notes.not-sent", ["months": .words(parts.joined(separator: "; "))])
}

/// The months of one year by commissioner, in thousands.
private func monthsTable(_ context: PackContext, _ lines: [TrendLine], _ total: TrendLine, _ year: FinancialYear) -> ReportTable {
  let window = context.window
  let offsets = window.indices.filter { window[$0].year == year }
  let suffixOfYear = offsets.last.map { context.monthSuffix[$0] } ?? ""
  let series = context.positions.series
  func cells(_ line: TrendLine, _ scopes: [Scope]) -> [ReportTable.Cell] {
    let points = scopes.map { series.monthly(of: $0) }
    var sum = Money.zero
    var cells: [ReportTable.Cell] = [.text(line.name)]
    for offset in offsets {
      let isStated = points.contains { $0[offset].isStated }
      let cost = points.reduce(Money.zero) { $0 + $1[offset].measures.actualCost }
      sum += cost
      let silent = context.monthSuffix[offset].isEmpty && context.isSilent(line.position)
      cells.append(
        .number(
          line.position.figure(Measure.monthActual, value: isStated && !silent ? .money(cost) : .missing(.notSent), context.monthSuffix[offset]),
          .thousands))
    }
    return cells + [.number(line.position.figure(Measure.ytdActual, sum, suffixOfYear), .thousands)]
  }
  let outside = (context.positions.ownCommissionerCount..<max(context.positions.commissionerCount, context.positions.ownCommissionerCount)).map {
    Scope.commissioner($0)
  }
  let isWhole = offsets.count == 12
  func cost(_ line: TrendLine) -> Money {
    guard let index = line.index else { return .zero }
    let points = series.monthly(of: .commissioner(index))
    return offsets.reduce(.zero) { $0 + points[$1].measures.actualCost }
  }
  // What is not in the programme stands last.
  let sorted = lines.map { (line: $0, cost: cost($0)) }.sorted { a, b in
    if (a.line.index == nil) != (b.line.index == nil) { return a.line.index != nil }
    return a.cost != b.cost ? a.cost > b.cost : (a.line.index ?? 0) < (b.line.index ?? 0)
  }.map(\.line)
  let table = ReportTable(
    id: "monthly-costs-\(year.label)", title: "Monthly cost, \(year.label)", caption: "£ thousand, largest first",
    columns: [.init(context.words.commissioner, .name)]
      + offsets.map { .init(String(window[$0].period.shortMonthName.prefix(3)), .number) }
      + [.init(isWhole ? "Year" : "To date", .number)],
    rows: sorted.map { line in ReportTable.Row(.body, cells(line, line.index.map { [.commissioner($0)] } ?? outside)) },
    total: ReportTable.Row(.total, cells(total, [.programme])), notes: [unsentNote(context, [year])].compactMap(\.self),
    empty: "No month of the year is reported.")
  return table.notingRounding()
}

extension Array where Element == Money? {
  fileprivate subscript(safe index: Int) -> Money? { indices.contains(index) ? self[index] : nil }
}
