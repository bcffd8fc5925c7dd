import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report

/// The chosen methods beside the best back-tested ones, and how the methods did.
extension ForecastParts {
  /// `In eleven of 14 groups another method than the chosen one did best in the back-test. By the best method of each the year would end at £…, £… higher.`
  var methodSentence: Sentence? {
    guard context.months < 12 else { return nil }
    let tested = forecast.groups.filter { $0.comparison.best != nil }
    guard !tested.isEmpty else { return context.sentence("forecast.untested") }
    let bettered = tested.filter { $0.comparison.best != $0.chosen }.count
    let count = RuleValue.figure(testStem.figure(Measure.forecastMethodsBettered, count: bettered))
    let all = RuleValue.figure(testStem.figure(Measure.forecastGroups, count: tested.count))
    if bettered == 0 { return context.sentence("forecast.all-best", ["groups": all]) }
    let outturn = RuleValue.figure(stem.figure(Measure.forecastOutturn, bestTotal, "~best"))
    let difference = RuleValue.figure(stem.figure(Measure.forecastMethodDifference, bestTotal - total.position.forecastOutturn))
    return context.sentence("forecast.best", ["count": count, "groups": all, "outturn": outturn, "difference": difference])
  }

  /// The outturn with each group by its best back-tested method, the chosen one where nothing could be tested.
  private var bestTotal: Money { forecast.groups.reduce(.zero) { $0 + ($1.bestOutturn ?? $1.position.forecastOutturn) } }

  /// Method beside method, group by group.
  var methodTable: ReportTable {
    let ordered = forecast.groups.sorted { a, b in
      a.position.forecastOutturn != b.position.forecastOutturn ? a.position.forecastOutturn > b.position.forecastOutturn : a.group < b.group
    }
    let rows = ordered.map { group -> ReportTable.Row in
      let own = stem(group.group)
      let chosen = own.figure(Measure.forecastOutturn, group.position.forecastOutturn)
      var cells: [ReportTable.Cell] = [
        .text(context.groupName(group.group)), .number(own.figure(Measure.ytdActual, group.position.ytd.actualCost)), .text(group.chosen.name),
        .number(chosen), .number(scaled(group, group.chosen), .twoDecimals),
      ]
      if let best = group.comparison.best, let outturn = group.bestOutturn {
        let isSame = best == group.chosen
        cells += [
          .text(best.name), .number(isSame ? chosen : own.figure(Measure.forecastOutturn, outturn, "~" + best.rawValue)),
          .number(scaled(group, best), .twoDecimals),
          .number(own.figure(Measure.forecastMethodDifference, outturn - group.position.forecastOutturn)),
        ]
      } else {
        cells += [
          .text("not tested"), .number(chosen), .text(""), .number(own.figure(Measure.forecastMethodDifference, Money.zero)),
        ]
      }
      return ReportTable.Row(.body, cells)
    }
    return ReportTable(
      id: "forecast-methods", title: "Chosen method beside the best back-tested",
      caption: "£, largest forecast first; error: MASE, below 1 is better than taking last year’s month",
      spanners: [.init("Chosen", 2..<5), .init("Best in the back-test", 5..<9)],
      columns: [
        .init("Group", .name), .init("To date", .number), .init("Method", .words), .init("Forecast", .number), .init("Error", .number),
        .init("Method", .words), .init("Forecast", .number), .init("Error", .number), .init("Difference", .number),
      ], rows: rows,
      total: ReportTable.Row(
        .total,
        [
          .text("All groups"), .number(total.ytdActual), .none, .number(total.forecastOutturn), .none, .none,
          .number(stem.figure(Measure.forecastOutturn, bestTotal, "~best")), .none,
          .number(stem.figure(Measure.forecastMethodDifference, bestTotal - total.position.forecastOutturn)),
        ]), notes: methodNotes, empty: "No group has a plan or a cost this year."
    ).notingRounding()
  }

  private func scaled(_ group: GroupForecast, _ method: ForecastMethod) -> Figure {
    let value = group.comparison[method]?.scaled.map { FigureValue.statistic($0) } ?? .missing(.notApplicable)
    return testStem.with("pod_group", group.group).figure(Measure.backTestScaledError, value: value, "~" + method.rawValue)
  }

  private var methodNotes: [Sentence] {
    var notes: [Sentence] = [
      "Best: the least mean error of the months foreseen at the origins that all compared methods share. Exponential smoothing and Theta take part where 24 months without a gap stand behind enough origins; they are fitted to each group’s monthly cost, and what they foresee is shared by cost to date.",
      "The best of a few origins is a hint, not a proof: the programme’s choice stays until programme.yaml is changed.",
    ]
    if context.months <= 2 { notes.append("So early in the year every method carries little confidence.") }
    return notes
  }

  /// Errors by method and months ahead; by month of the forecast; and how often the ranges held.
  var backTestBlocks: [ReportTable] { [horizonTable, monthTable, coverageTable].compactMap(\.self) }

  private static let bands: [(words: String, code: String, range: ClosedRange<Int>)] = [
    ("1", "1", 1...1), ("2–3", "2-3", 2...3), ("4–6", "4-6", 4...6), ("7–11", "7-11", 7...11),
  ]

  /// Errors of the months foreseen, by method and how far ahead, over the groups in which every method could be compared.
  private var horizonTable: ReportTable? {
    let most = forecast.groups.map { $0.comparison.entries.count }.max() ?? 0
    let full = forecast.groups.filter { $0.comparison.entries.count == most }
    guard most > 0, let first = full.first else { return nil }
    let methods = first.comparison.entries.map(\.method)
    let test = forecast.backTest
    let chosen = Set(full.map(\.chosen))
    func name(_ method: ForecastMethod) -> String {
      let name = method.name.firstUppercased
      return chosen.contains(method) ? name + (chosen.count == 1 ? " (chosen)" : " (chosen for some)") : name
    }
    let rows = ForecastMethod.allCases.filter(methods.contains).map { method -> ReportTable.Row in
      func errors(_ ahead: ClosedRange<Int>) -> ForecastErrors {
        full.reduce(into: ForecastErrors()) { sum, group in
          guard let place = test.groups.firstIndex(of: group.group) else { return }
          sum += test.errors(method, group: place, origins: group.comparison.origins, ahead: ahead)
        }
      }
      let tail = "~" + method.rawValue
      func share(_ code: String, _ ahead: ClosedRange<Int>) -> ReportTable.Cell {
        let value = errors(ahead).share.map { FigureValue.statistic($0) } ?? .missing(.notApplicable)
        return .number(testStem.with("ahead", code).figure(Measure.backTestError, value: value, tail), .percent)
      }
      let all = errors(1...11)
      let bias = all.bias.map { FigureValue.statistic($0) } ?? .missing(.notApplicable)
      let mase = scaled(method, full)
      return ReportTable.Row(
        .body,
        [.text(name(method))] + Self.bands.map { share($0.code, $0.range) } + [
          .number(testStem.figure(Measure.backTestError, value: all.share.map { .statistic($0) } ?? .missing(.notApplicable), tail), .percent),
          .number(testStem.figure(Measure.backTestBias, value: bias, tail), .percent),
          .number(testStem.figure(Measure.backTestScaledError, value: mase, tail), .twoDecimals),
        ])
    }
    let origins = full[0].comparison.origins.count
    let shared = testStem.figure(Measure.backTestOrigins, count: origins)
    let groups = testStem.figure(Measure.forecastGroups, count: full.count, "~full")
    return ReportTable(
      id: "forecast-errors", title: "Errors of the months foreseen",
      caption: "% of actual, by months ahead; bias above nought: too much was foreseen",
      spanners: [.init("Months ahead", 1..<5)],
      columns: [.init("Method", .name)] + Self.bands.map { .init($0.words, .number) } + [
        .init("All", .number), .init("Bias", .number), .init("MASE", .number),
      ], rows: rows,
      notes: [
        context.sentence("forecast.origins", ["origins": .figure(shared), "groups": .figure(groups)]),
        "MASE: mean error ÷ mean difference from the same month a year before, mean of the groups.",
      ], empty: "No method can be tested yet.")
  }

  /// The mean over groups of a method's scaled error.
  private func scaled(_ method: ForecastMethod, _ groups: [GroupForecast]) -> FigureValue {
    let values = groups.compactMap { $0.comparison[method]?.scaled }
    return values.isEmpty ? .missing(.notApplicable) : .statistic(values.reduce(0, +) / Double(values.count))
  }

  /// How far the outturn was out by the month at which it was foreseen.
  private var monthTable: ReportTable? {
    let test = forecast.backTest
    let settings = context.input.forecast
    let methods: [(name: String, code: String, method: (Int) -> ForecastMethod)] =
      [("As chosen", "chosen", { settings.method(forGroup: test.groups[$0]) })]
      + ForecastMethod.allCases.map { method in (method.name.firstUppercased, method.rawValue, { _ in method }) }
    let errors = (1...11).map { test.outturnErrors(methods.map(\.method), atMonth: $0) }
    var rows: [ReportTable.Row] = []
    for (place, (name, code, _)) in methods.enumerated() {
      let values = errors.map { $0[place] }
      guard values.contains(where: { $0 != nil }) else { continue }
      rows.append(
        ReportTable.Row(
          .body,
          [.text(name)]
            + values.enumerated().map { month, value in
              let label = Period(year: context.period.year, month: month + 1).monthLabel
              return .number(
                testStem.with("month", label).figure(
                  Measure.backTestOutturnError, value: value.map { .statistic($0) } ?? .missing(.notApplicable), "~" + code), .percent)
            }))
    }
    guard !rows.isEmpty else { return nil }
    return ReportTable(
      id: "forecast-errors-by-month", title: "Errors of the outturn by the month in which it was foreseen",
      caption: "% of the year’s cost, without sign; mean of the whole years in which all could be used",
      columns: [.init("Method", .name)]
        + (1...11).map { .init(String(Period(year: context.period.year, month: $0).shortMonthName.prefix(3)), .number) },
      rows: rows,
      notes: ["One method for all groups in each row but the first. A method that needs more months than these years had before it is left out."],
      empty: "No earlier year is held whole.")
  }

  /// How often what came lay within the ranges.
  private var coverageTable: ReportTable? {
    let bands = Self.bands + [("All", "all", 1...11)]
    let judged = bands.map { (band: $0, coverage: forecast.intervals.coverage(ahead: $0.range)) }
    // Where no method can be tested, there is no choice that ranges of a few months foreseen could be judged by.
    guard judged.last.map({ $0.coverage.count > 0 }) ?? false, forecast.groups.contains(where: { $0.comparison.best != nil }) else { return nil }
    let rows = judged.filter { $0.coverage.count > 0 }.map { band, coverage -> ReportTable.Row in
      let own = testStem.with("ahead", band.code)
      return ReportTable.Row(
        .body,
        [.text(band.words), .number(own.figure(Measure.intervalForecasts, count: coverage.count), .number)]
          + [("80", 0), ("95", 1)].flatMap { share, place -> [ReportTable.Cell] in
            [
              .number(own.figure(Measure.intervalWithin, count: coverage.within[place], "~" + share), .number),
              .number(
                own.figure(
                  Measure.intervalCoverage,
                  value: .ratio(Int128(coverage.within[place]), Int128(coverage.count), else: .notApplicable), "~" + share), .percent),
            ]
          })
    }
    return ReportTable(
      id: "forecast-coverage", title: "How often the ranges held",
      caption: "forecasts of the sum of so many months, all groups, by the chosen methods",
      spanners: [.init("80% range", 2..<4), .init("95% range", 4..<6)],
      columns: [
        .init("Months ahead", .name), .init("Judged", .number), .init("Within", .number), .init("%", .number), .init("Within", .number),
        .init("%", .number),
      ], rows: rows,
      notes: [
        "Each forecast is judged by a range made from the errors of the other years alone. Forecasts of neighbouring months overlap, so that these are fewer independent trials than they seem."
      ], empty: "No range can be tested yet.")
  }
}

extension String {
  /// `Straight line`: the first letter as a capital.
  var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}
