import Analysis
import Charts
import Figures
import Ledger
import Programme
import Quantities
import Report

/// `forecast`: the outturn foreseen with its ranges, method beside method, the bridge from last month, adjustments, and how earlier forecasts turned out.
let forecastSection = SectionBuilder(
  "forecast", [.programme], title: { _ in "Forecast outturn" }, shortTitle: { _ in "Forecast" }, question: Question.now
) { request in
  let parts = ForecastParts(request)
  if parts.forecast.groups.isEmpty {
    let context = request.context
    return [request.section(context.sentence("forecast.nothing"), [.paragraph(context.sentence("forecast.nothing-to-go-by"))])]
  }
  var blocks: [Block] = [.chart(parts.fan)]
  if let sentence = parts.adjustmentSentence { blocks.append(.paragraph(sentence)) }
  if let bridge = parts.bridge { blocks.append(.chart(bridge)) } else { blocks.append(.paragraph(parts.noBridge)) }
  if let sentence = parts.methodSentence { blocks.append(.paragraph(sentence)) }
  blocks.append(.table(parts.methodTable))
  blocks.append(parts.adjustmentBlock)
  blocks += parts.backTestBlocks.map { .table($0) }
  blocks.append(parts.pastBlock)
  return [request.section(parts.headline, blocks)]
}

/// What the parts of the section read.
struct ForecastParts {
  let context: PackContext
  let total: Party
  let forecast: ProgrammeForecast
  /// The stem of positions: `position/ALL/ALL`.
  let stem: FigureStem
  /// The stem of what the back-test says: `forecast/ALL/ALL`.
  let testStem = FigureStem("forecast")

  init(_ request: SectionRequest) {
    context = request.context
    total = context.party(.programme)
    stem = total.stem
    let input = context.input
    forecast = ProgrammeForecast(
      input.ledger, positions: context.positions, phasing: input.phasing, adjustments: input.registers.adjustments,
      isComparable: context.restatements.isComparable(in: .programme))
  }

  /// The stem of a POD group's position.
  func stem(_ group: String) -> FigureStem { stem.with("pod_group", group) }

  /// The end of a range, for the sum up to a month that is so many ahead; nil where too few errors stand behind it.
  func range(_ expected: Money, ahead: Int, share: Int, suffix: String) -> (low: Figure, high: Figure)? {
    guard let width = forecast.intervals.halfWidth(ahead: ahead, share: ForecastIntervals.shares[share]) else { return nil }
    let half = Money(parts: Int128((width * 1e8).rounded(.toNearestOrAwayFromZero)))
    let tail = suffix + "~" + String(Int(ForecastIntervals.shares[share] * 100))
    return (stem.figure(Measure.forecastLow, expected - half, tail), stem.figure(Measure.forecastHigh, expected + half, tail))
  }

  /// `The year is forecast to end at £54,640,682, £5,219,079 over the annual plan; its four-in-five range is £54.3m to £55.0m`.
  var headline: Sentence {
    let (outturn, variance) = (RuleValue.figure(total.forecastOutturn), RuleValue.figure(total.forecastVariance))
    if context.months >= 12 { return context.sentence("forecast.ended", ["forecast": outturn, "variance": variance]) }
    let march = MonthIndex(year: context.period.year, month: 12).period.identifier
    if let range = range(total.position.forecastOutturn, ahead: 12 - context.months, share: 0, suffix: "@" + march) {
      return context.sentence(
        "forecast.range", ["forecast": outturn, "variance": variance, "low": .figure(range.low), "high": .figure(range.high)])
    }
    return context.months <= 2
      ? context.sentence("forecast.early", ["forecast": outturn, "variance": variance])
      : context.sentence("forecast.expected", ["forecast": outturn, "variance": variance])
  }

  /// The cumulative chart with its fan.
  var fan: ChartBlock {
    let scope = Scope.programme
    let plan = context.cumulativeFigures(scope, Measure.ytdPlan) { .money($0.planCost) }
    let actual = context.cumulativeFigures(scope, Measure.ytdActual) { .money($0.actualCost) }
    var ahead: [ForecastFan.Ahead] = []
    var expected = total.ytd.actualCost.approximation
    for (index, cost) in forecast.monthsToCome.enumerated() {
      expected += cost
      let month = MonthIndex(year: context.period.year, month: context.months + 1 + index)
      let isMarch = month.month == 12
      let money = isMarch ? total.position.forecastOutturn : Money(parts: Int128((expected * 1e8).rounded(.toNearestOrAwayFromZero)))
      let suffix = "@" + month.period.identifier
      ahead.append(
        ForecastFan.Ahead(
          month: month, expected: isMarch ? total.forecastOutturn : stem.figure(Measure.forecastToDate, money, suffix),
          narrow: range(money, ahead: index + 1, share: 0, suffix: suffix), wide: range(money, ahead: index + 1, share: 1, suffix: suffix)))
    }
    let year = context.period.year
    return ChartBlock(
      id: "forecast-fan", title: "Actual to date and the forecast to March",
      caption: "£, added up from April \(year.start) to March \(year.start + 1)",
      chart: ForecastFan(
        title: "Cumulative actual with the forecast and its ranges", months: context.yearMonths, plan: plan, actual: actual, ahead: ahead,
        annualPlan: total.annualPlan), data: fanTable(ahead), notes: fanNotes(ahead), empty: "No month of the year is reported.")
  }

  private func fanTable(_ ahead: [ForecastFan.Ahead]) -> ReportTable {
    func cell(_ figure: Figure?) -> ReportTable.Cell { figure.map { .number($0) } ?? .text("–") }
    return ReportTable(
      id: "forecast-fan-data", title: "The months to come", caption: "£, added up from April",
      spanners: [.init("80% range", 2..<4), .init("95% range", 4..<6)],
      columns: [
        .init("To the end of", .name), .init("Foreseen", .number), .init("From", .number), .init("To", .number), .init("From", .number),
        .init("To", .number),
      ],
      rows: ahead.map { month in
        ReportTable.Row(
          .body,
          [
            .text(month.month.period.monthName), .number(month.expected), cell(month.narrow?.low), cell(month.narrow?.high), cell(month.wide?.low),
            cell(month.wide?.high),
          ])
      }, empty: "No month of the year is left to forecast.")
  }

  private func fanNotes(_ ahead: [ForecastFan.Ahead]) -> [Sentence] {
    var notes = [context.forecastNote]
    if ahead.contains(where: { $0.narrow != nil }) {
      notes.append(
        "Ranges from the back-test below, by the errors of so many months ahead that the chosen methods made in the years shown. Ranges of parts do not add up to that of their sum. Adjustments are not in it."
      )
    } else if context.months < 12 {
      notes.append("No range: fewer than five earlier forecasts of so many months ahead can be tested.")
    }
    return notes + [context.unstatedNote(.programme)].compactMap(\.self)
  }
}
