import Charts
import Figures
import Quantities
import Styling
import Testing

/// Every kind of chart with ordinary and with awkward data.
enum ChartCases {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let chart: any ChartSpecification
    var testDescription: String { name }
  }

  /// What the data are like.
  enum Nature: String, CaseIterable {
    case normal, longNames, empty, oneMonth, allNought, negative, hugeRange, positive, missing, tiny, extreme
  }

  static let all: [Case] = Nature.allCases.flatMap(cases) + ProcessChartCases.all

  private static let long =
    "The Very Long Name of a Foundation Trust with Several Hospitals, a University & “Partners” in Two Counties (Incorporating Everything)"

  static func cases(_ nature: Nature) -> [Case] {
    let count =
      switch nature {
      case .empty: 0
      case .oneMonth: 1
      default: 11
      }
    let months = Array(Sample.months.prefix(count))
    let many = Array(Sample.threeYears.prefix(nature == .empty ? 0 : nature == .oneMonth ? 1 : 35))
    func bent(_ values: [Int]) -> [Int?] {
      switch nature {
      case .allNought: values.map { _ in 0 }
      case .negative: values.map { -abs($0) }
      case .positive: values.map { abs($0) }
      case .hugeRange: values.enumerated().map { $0 == values.count - 2 ? $1 * 900 : $1 }
      case .missing: values.enumerated().map { [2, 5, 6].contains($0) || $0 == values.count - 1 ? nil : $1 }
      case .tiny: values.map { $0 % 7 }
      case .extreme: values.map { $0 < 0 ? -90_000_000_000 : 90_000_000_000 }
      default: values
      }
    }
    func one(_ id: String, _ value: Int) -> Figure { Sample.money(id, (bent([value, value, value])[0]) ?? 0) }
    func name(_ index: Int) -> (String, String) { nature == .longNames ? (long + " \(index)", long) : Sample.names[index] }
    let rows = nature == .empty ? 0 : nature == .oneMonth ? 1 : 16
    let plan = Sample.series("plan", bent(Array(Sample.plan.prefix(count))))
    let actual = Sample.series("actual", bent(Array(Sample.actual.prefix(count))))
    let difference = Sample.series("difference", bent(zip(Sample.plan, Sample.actual).prefix(count).map { $0 - $1 }))
    let monthly = Sample.series("month", bent(Sample.noise(3, many.count).map { Int(700_000 + 500_000 * $0) }))
    let monthlyPlan = Sample.series("monthplan", bent(many.indices.map { 800_000 + 40_000 * ($0 / 12) }))
    let variances = (0..<rows).map { one("v\($0)", Sample.variances[$0]) }
    let total = one("total", -1_327_152)
    let steps = (0..<rows).map { index in
      BridgeChart.Step(
        name: name(index).0, shortName: name(index).1, variance: variances[index],
        percent: Sample.share("p\(index)", Sample.variances[index], Sample.plans[index]))
    }
    let bars = (0..<rows).map { VarianceBars.Row(name: name($0).0, shortName: name($0).1, variance: variances[$0], highlighted: $0 == 2) }
    let panels = (0..<rows).map { index in
      var panel = Sample.panel(index, months: many.count)
      (panel.name, panel.shortName) = name(index)
      panel.actual = Sample.series("a\(index)", bent(panel.actual.map { Int($0?.value.approximation ?? 0) }))
      if nature == .hugeRange, index == 5 { panel.actual = panel.actual.map { _ in Sample.money("big", 90_000_000) } }
      return panel
    }
    let counts = many.indices.map { index -> Figure? in
      nature == .missing && [4, 20, 21].contains(index)
        ? nil : Sample.count("n\(index)", nature == .allNought ? 0 : Int(7 + 15 * Sample.noise(9, 35)[index]))
    }
    let peers = Sample.peers.prefix(nature == .empty ? 0 : 18).map { peer in
      var peer = peer
      if nature == .longNames { (peer.name, peer.shortName) = (long, long) }
      peer.values = Sample.series(peer.code, bent(peer.values.prefix(count).map { Int($0?.value.approximation ?? 0) }))
      return peer
    }
    let crowd =
      nature == .normal
      ? (0..<40).map { index in
        PeerLines.Series(
          code: "X\(index)", name: "Commissioner \(index)", shortName: "Comm \(index)",
          values: Sample.series("x\(index)", (0..<11).map { ($0 + 1) * (index - 30) * 3_000 }), highlighted: index == 7)
      } : []
    let lines = (0..<min(rows, 10)).map { HeatMap.Line(code: "R\($0)", name: name($0).0, highlighted: $0 == 0) }
    let columns = (0..<rows).map { HeatMap.Line(code: "K\($0)", name: name($0).0, highlighted: false) }
    let cells = lines.indices.map { row in
      columns.indices.map { column -> Figure? in
        row == 3 && column == 4 ? nil : one("c\(row)-\(column)", Int((Sample.noise(row * 31 + column, 3)[2] - 0.6) * 300_000))
      }
    }
    let wave = [Figure?](Sample.series("spark", bent(Sample.noise(5, count).map { Int($0 * 900) - 300 })))
    let series = [("First attendances", 1), ("Follow-up attendances", 2), ("Accident and emergency, all types", 3)].prefix(rows).map { line in
      MonthlyLines.Series(
        name: nature == .longNames ? long : line.0,
        values: many.indices.map {
          Sample.count("s\(line.1)-\($0)", nature == .allNought ? 0 : line.1 * 400 + Int(Sample.noise(line.1, 35)[$0] * 300))
        })
    }
    let ranked = (0..<rows).map {
      RankedBars.Row(name: name($0).0, value: one("r\($0)", Sample.plans[$0]), highlighted: $0 == 4)
    }
    let dots = (0..<rows).map { index in
      let value = bent([abs(Sample.variances[index]) / 400 + 30])[0] ?? 0
      return DotPlot.Row(
        name: name(index).0, shortName: name(index).1, value: Sample.money("d\(index)", value),
        interval: index == 5 ? nil : (Sample.statistic("dl\(index)", Double(value) * 0.8), Sample.statistic("du\(index)", Double(value) * 1.25)),
        reference: index == 7 ? nil : Sample.money("dr\(index)", nature == .negative ? value - 20 : max(0, value - 120 + 20 * index)),
        side: index == 7 ? nil : one("ds\(index)", Sample.plans[index]), standsOut: nature != .positive && index < 6 && index != 5)
    }
    let years = nature == .oneMonth ? ["2015-16"] : ["2013-14", "2014-15", "2015-16"]
    let slopes = (0..<rows).map { index -> SlopeChart.Series in
      func place(_ time: Int) -> Figure? {
        if nature == .missing, (index + time) % 7 == 3 { return nil }
        let moved = nature == .allNought ? index : time == 0 ? (index * 3) % rows : time == 1 ? (index + 1) % rows : index
        return Sample.count("sl\(index)-\(time)", 1 + (rows > 1 ? moved : 0))
      }
      return SlopeChart.Series(
        name: name(index).0, shortName: name(index).1, places: years.indices.map(place),
        values: years.indices.map { one("sv\(index)-\($0)", Sample.plans[index] * (8 + $0) / 10) }, highlighted: index == 2 || index == 9)
    }
    let parts = (0..<min(rows, 6)).map { index in
      StackedColumns.Series(
        name: index == 5 ? "Thirteen other CCGs" : name(index).0, shortName: name(index).1,
        values: many.indices.map { month in
          nature == .missing && [4, 20, 21, 34].contains(month)
            ? nil : one("st\(index)-\(month)", Int((Sample.noise(index + 3, 35)[month] + 1) * Double(160_000 - 24_000 * index)))
        })
    }
    var list: [(String, any ChartSpecification)] = [
      (
        "cumulative",
        CumulativeChart(
          title: "Cumulative plan and actual", months: months, plan: plan, actual: actual, forecast: nature == .empty ? nil : one("f", 12_220_991),
          annualPlan: nature == .empty ? nil : one("ap", 10_773_189), variance: nature == .empty ? nil : total)
      ),
      ("difference", CumulativeDifferenceChart(title: "Cumulative difference from plan", months: months, difference: difference)),
      ("cover", CoverDifference(months: months, difference: difference)),
      (
        "bridge",
        BridgeChart(
          title: "From plan to actual", plan: one("bp", 9_875_423), steps: steps, actual: one("ba", 11_202_575), totalName: "All trusts",
          total: total,
          totalPercent: Sample.share("tp", -1_327_152, 9_875_423))
      ),
      (
        "bars",
        VarianceBars(
          title: "Variance by trust", rows: bars,
          total: VarianceBars.Row(name: "All trusts", shortName: "All trusts", variance: total, highlighted: false))
      ),
      ("multiples", SmallMultiples(title: "Monthly cost by trust", months: many, panels: panels)),
      ("trend", MonthlyTrend(title: "Monthly cost", months: many, actual: monthly, plan: monthlyPlan)),
      ("lines", MonthlyLines(title: "Outpatients by month", months: many, series: series, money: false)),
      (
        "process",
        ProcessChart(
          title: "First attendances by month", months: many, values: counts, mean: Sample.statistic("mean", 13.4),
          lower: Sample.statistic("low", 1.6),
          upper: Sample.statistic("up", 25.2))
      ),
      ("ranked", RankedBars(title: "Cost by specialty", rows: ranked, format: .pounds)),
      ("peers", PeerLines(title: "Cumulative difference from plan", months: months, series: Array(peers))),
      (
        "heat",
        HeatMap(
          title: "Variance", rows: lines, columns: columns, cells: cells, rowTotals: lines.indices.map { one("rt\($0)", -90_000 * $0) },
          columnTotals: columns.indices.map { one("ct\($0)", -80_000 + 9_000 * $0) }, grandTotal: total)
      ),
      ("sparkline", Sparkline(values: wave, plan: wave.map { _ in Sample.money("sp", 250) }, role: .blue)),
      (
        "dots",
        DotPlot(
          title: "Cost for each 1,000 by specialty", rows: dots, format: .pounds, valueName: "Chiltern, with its 95% interval",
          referenceName: "mean of the best five", sideHead: "Opportunity, £")
      ),
      ("slope", SlopeChart(title: "Place by cost", times: years, series: slopes, format: .pounds)),
      ("stacked", StackedColumns(title: "Monthly cost by CCG", months: many, series: parts, money: true)),
      ("bullet", BulletBar(value: one("bv", 11_202_575), plan: one("bp2", 9_875_423), scaleMaximum: one("bm", 12_500_000), role: .blue)),
      ("change", ChangeColumns(values: wave)),
    ]
    if !crowd.isEmpty { list.append(("crowd", PeerLines(title: "Forty commissioners", months: months, series: crowd))) }
    return list.map { Case(name: "\($0.0) \(nature.rawValue)", chart: $0.1) }
  }

  /// The width at which a chart is drawn in a medium.
  static func width(_ chart: any ChartSpecification, _ medium: ChartMedium) -> Double {
    let isTile = chart is Sparkline || chart is BulletBar || chart is ChangeColumns
    return switch medium {
    case .page: isTile ? 110 : 493.2
    case .wide: isTile ? 147 : 876
    case .narrow: isTile ? 147 : 358
    }
  }
}
