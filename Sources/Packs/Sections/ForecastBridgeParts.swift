import Analysis
import Charts
import Figures
import Ledger
import Programme
import Quantities
import Report

/// From last month's forecast to this month's, the adjustments one by one, and last year's forecasts.
extension ForecastParts {
  /// Why there is no bridge.
  var noBridge: Sentence { context.sentence("forecast.no-bridge", ["month": .words(context.period.shortMonthName)]) }

  /// One cause of the change.
  private typealias Cause = (name: String, figure: Figure)

  /// The causes in order: those of the forecast itself, then adjustments by kind where they changed.
  private func causes(_ bridge: ForecastBridge) -> [Cause] {
    var causes: [Cause] = [
      ("Corrected data", stem.figure(Measure.forecastFromData, bridge.data)),
      ("Activity", stem.figure(Measure.forecastFromActivity, bridge.activity)),
      ("Price and mix", stem.figure(Measure.forecastFromPrice, bridge.price)),
      ("Money without activity", stem.figure(Measure.forecastFromMoney, bridge.withoutActivity)),
      ("Method", stem.figure(Measure.forecastFromMethod, bridge.method)),
    ]
    for kind in ForecastAdjustments.Kind.allCases {
      let change = forecast.adjustments.total(kind) - forecast.adjustmentsBefore.total(kind)
      let stands = (forecast.adjustments.rows + forecast.adjustmentsBefore.rows).contains { ForecastAdjustments.Kind(word: $0.kind) == kind }
      if stands { causes.append((kind.bridgeName, stem.with("kind", kind.rawValue).figure(Measure.forecastFromAdjustments, change))) }
    }
    return causes
  }

  /// The bridge as a chart, with its table.
  var bridge: ChartBlock? {
    guard let bridge = forecast.bridge else { return nil }
    let causes = causes(bridge)
    let before = bridge.previous + forecast.adjustmentsBefore.total
    let after = bridge.current + forecast.adjustments.total
    let start = stem.figure(Measure.previousAdjusted, before)
    let end = stem.figure(Measure.adjustedOutturn, after)
    let change = stem.figure(Measure.forecastChange, after - before)
    var chart = BridgeChart(
      title: "From last month’s forecast to this month’s", plan: start,
      steps: causes.map { .init(name: $0.name, shortName: $0.name, variance: $0.figure, percent: nil) }, actual: end, totalName: "All causes",
      total: change, totalPercent: nil)
    let previous = MonthIndex(year: context.period.year, month: context.months - 1).period
    chart.kind = .change(since: previous.shortMonthName)
    let data = ReportTable(
      id: "forecast-bridge-data", title: "Causes of the change", caption: "£; above nought, more is foreseen",
      columns: [.init("Cause", .name), .init("Change", .number)],
      rows: causes.map { ReportTable.Row(.body, [.text($0.name), .number($0.figure)]) },
      total: ReportTable.Row(.total, [.text("All causes"), .number(change)]), empty: "The forecast did not change."
    ).notingRounding()
    return ChartBlock(
      id: "forecast-bridge", title: "From \(previous.shortMonthName)’s forecast to \(context.period.shortMonthName)’s",
      caption: "£, adjusted forecast outturn", standfirst: bridgeSentence(before: start, after: end, change, causes), chart: chart,
      data: data,
      notes: bridgeNotes(bridge, previous), empty: "The forecast did not change.")
  }

  /// `The adjusted forecast is £12,345 higher than last month’s: £…, after £…. Activity moved it most, by +£10,000.`
  private func bridgeSentence(before: Figure, after: Figure, _ change: Figure, _ causes: [Cause]) -> Sentence {
    func size(_ cause: Cause) -> Money { if case .money(let money) = cause.figure.value { money.magnitude } else { .zero } }
    let largest = causes.enumerated().max { a, b in size(a.element) != size(b.element) ? size(a.element) < size(b.element) : a.offset > b.offset }?
      .element
    guard let largest, !size(largest).isZero else {
      return context.sentence("forecast.change", ["change": .figure(change), "before": .figure(before), "after": .figure(after)])
    }
    return context.sentence(
      "forecast.change-most",
      [
        "change": .figure(change), "before": .figure(before), "after": .figure(after), "cause": .words(largest.name.lowercasedFirst),
        "most": .figure(largest.figure),
      ])
  }

  private func bridgeNotes(_ bridge: ForecastBridge, _ previous: Period) -> [Sentence] {
    [
      context.sentence(
        bridge.isAsKnownThen ? "forecast.bridge-as-then" : "forecast.bridge-as-now", ["previous": .words(previous.shortMonthName)]),
      "Activity: what the new month’s activity changes at the average price to date of each commissioner, provider and group; price and mix: what its own average price changes, dearer work in the group with it; both after the method has run it on. The causes add up exactly, by commissioner, provider and group.",
    ]
  }

  /// `With the register of adjustments this forecast is £16,000 lower: £…, in place of £….`; nil where none stands.
  var adjustmentSentence: Sentence? {
    guard !forecast.adjustments.rows.isEmpty else { return nil }
    let adjusted = total.position.forecastOutturn + forecast.adjustments.total
    return context.sentence(
      "forecast.bridged",
      [
        "adjustments": .figure(stem.figure(Measure.adjustments, forecast.adjustments.total)), "before": .figure(total.forecastOutturn),
        "after": .figure(stem.figure(Measure.adjustedOutturn, adjusted)),
      ])
  }

  /// The adjustments one by one with the adjusted forecast, or that there are none.
  var adjustmentBlock: Block {
    let rows = forecast.adjustments.rows
    if rows.isEmpty { return .paragraph(context.sentence("forecast.no-adjustment")) }
    let names = (commissioners: shortNames(context.input.commissioners), providers: shortNames(context.input.providers))
    let ordered = rows.sorted { a, b in
      a.amount.magnitude != b.amount.magnitude ? a.amount.magnitude > b.amount.magnitude : (a.id, a.line) < (b.id, b.line)
    }
    let base = total.position.forecastOutturn
    let adjusted = stem.figure(Measure.adjustedOutturn, base + forecast.adjustments.total)
    let variance = stem.figure(Measure.adjustedVariance, total.position.annualPlan - base - forecast.adjustments.total)
    return .table(
      ReportTable(
        id: "forecast-adjustments", title: "Adjustments to the forecast", caption: "£ added to the outturn, largest first",
        columns: [
          .init("Id", .code), .init("Contract", .words), .init("Kind", .words), .init("Reason", .words), .init("Owner", .words),
          .init("Entered", .words),
          .init("Amount", .number),
        ],
        rows: ordered.map { row in
          let place = "\(names.commissioners[row.commissioner] ?? row.commissioner), \(names.providers[row.provider] ?? row.provider)"
          let group = row.podGroup.map { ", \($0.name.lowercasedFirst)" } ?? ""
          return ReportTable.Row(
            .body,
            [
              .text(row.id), .text(place + group), .text(row.kind), .text(row.reason), .text(row.owner), .text(row.date.longText),
              .number(stem.with("adjustment", row.id).figure(Measure.adjustment, row.amount)),
            ])
        },
        total: ReportTable.Row(
          .total, [.text("All"), .none, .none, .none, .none, .none, .number(stem.figure(Measure.adjustments, forecast.adjustments.total))]),
        notes: [
          context.sentence("forecast.adjusted", ["forecast": .figure(adjusted), "variance": .figure(variance)]),
          "A challenge expected to succeed and a saving still to come are entered with a minus sign and take away; a risk and a one-off may add.",
        ], empty: "No adjustment stands in this forecast."
      ).notingRounding())
  }

  private func shortNames(_ organisations: [PackOrganisation]) -> [String: String] {
    Dictionary(organisations.map { ($0.code, $0.shortName) }, uniquingKeysWith: { first, _ in first })
  }

  /// Last year's forecasts at each month, or why there are none.
  var pastBlock: Block {
    let year = FinancialYear(start: context.period.year.start - 1)
    if forecast.past.isEmpty { return .paragraph(context.sentence("forecast.no-past", ["year": .words(year.label)])) }
    let rows = forecast.past.map { past -> ReportTable.Row in
      let suffix = "@" + past.month.identifier
      let percent = FigureValue.ratio(past.error.parts, past.outturn.parts, else: .notApplicable)
      return ReportTable.Row(
        .body,
        [
          .text(past.month.monthName), .number(stem.figure(Measure.pastYearToDate, past.yearToDate, suffix)),
          .number(stem.figure(Measure.pastForecast, past.forecast, suffix)), .number(stem.figure(Measure.pastOutturn, past.outturn, suffix)),
          .number(stem.figure(Measure.pastError, past.error, suffix)),
          .number(stem.figure(Measure.pastErrorPercent, value: percent, suffix), .percent),
        ])
    }
    return .table(
      ReportTable(
        id: "forecast-past", title: "How last year’s forecasts turned out", caption: "£, \(year.label), by the month of the forecast",
        columns: [
          .init("Made in", .name), .init("Actual to date, then", .number), .init("Forecast", .number), .init("Outturn", .number),
          .init("Forecast − outturn", .number), .init("%", .number),
        ], rows: rows,
        notes: [
          forecast.pastIsAsKnownThen
            ? "Made again by today’s methods from the returns as they counted at each month’s cut; outturn as known now."
            : "Made again by today’s methods from the returns as known now: what counted then is not held.",
          "Above nought, too much was foreseen.",
        ], empty: "Last year is not held whole."))
  }
}

extension ForecastAdjustments.Kind {
  /// `Adjustments: challenges`.
  fileprivate var bridgeName: String {
    switch self {
    case .challenge: "Adjustments: challenges"
    case .qipp: "Adjustments: QIPP"
    case .risk: "Adjustments: risks"
    case .oneOff: "Adjustments: one-offs"
    case .other: "Adjustments: other"
    }
  }
}
