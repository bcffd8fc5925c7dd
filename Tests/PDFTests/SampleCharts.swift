import Charts
import Figures
import Quantities
import Report
import Styling

/// Charts of the sample report, from the published months of one commissioner.
enum SampleCharts {
  static let differences = [-56_014, -5_011, -133_216, -148_533, -136_300, -265_955, -34_722, -41_991, -216_066, -75_233, -214_111]
  static let months = (1...11).map { MonthIndex(year: FinancialYear(start: 2015), month: $0) }
  static let year = (1...12).map { MonthIndex(year: FinancialYear(start: 2015), month: $0) }
  static let threeYears = (0..<36).map { MonthIndex(value: MonthIndex(year: FinancialYear(start: 2013), month: 1).value + $0) }

  static func figure(_ name: String, _ pounds: Int) -> Figure {
    Figure(FigureID(wellFormed: "chart/10H/\(name)"), SampleReport.money(pounds))
  }

  static func cover() -> any ChartSpecification {
    CoverDifference(months: months, difference: differences.enumerated().map { figure("cover/\($0)", $1) })
  }

  static func spark(_ role: ColourRole) -> any ChartSpecification {
    Sparkline(
      values: differences.enumerated().map { figure("spark/\($0)", 897_766 - $1) }, plan: differences.indices.map { figure("plan/\($0)", 897_766) },
      role: role)
  }

  static func bullet(_ value: Int, _ role: ColourRole) -> any ChartSpecification {
    BulletBar(value: figure("bullet", value), plan: figure("bullet-plan", 10_000_000), scaleMaximum: figure("bullet-most", 12_500_000), role: role)
  }

  static func bridge() -> ChartBlock {
    let steps = SampleReport.trusts.map { trust in
      let variance = trust.plan - trust.actual
      let percent = Figure(FigureID(wellFormed: "percent"), .ratio(Int128(variance), Int128(trust.plan), else: .noPlan))
      return BridgeChart.Step(name: trust.name, shortName: trust.name, variance: figure("v", variance), percent: percent)
    }
    let chart = BridgeChart(
      title: "From plan to actual", plan: figure("plan", 9_875_423), steps: steps, actual: figure("actual", 11_202_575), totalName: "All trusts",
      total: figure("total", -1_327_152), totalPercent: Figure(FigureID(wellFormed: "p"), .ratio(numerator: -1_327_152, denominator: 9_875_423)))
    return ChartBlock(
      id: "bridge", title: "From plan to actual, trust by trust", caption: "year to date, largest overspend first", chart: chart, data: nil,
      notes: [Sentence("Each bar starts where the one above ended, so the last step lands on the total.")], empty: Sentence("No trust."))
  }

  private static func running(_ values: [Int]) -> [Int] {
    var sum = 0
    return values.map {
      sum += $0
      return sum
    }
  }

  static func cumulative() -> ChartBlock {
    let plan = (1...12).map { figure("cp/\($0)", 897_766 * $0) }
    let actual: [Figure?] = running(differences).enumerated().map { figure("ca/\($0)", 897_766 * ($0 + 1) - $1) } + [nil]
    let chart = CumulativeChart(
      title: "Cumulative plan and actual", months: year, plan: plan, actual: actual, forecast: figure("f", 12_220_991),
      annualPlan: figure("ap", 10_773_189), variance: figure("v", -1_327_152))
    return ChartBlock(
      id: "cumulative", title: "The gap has widened", caption: "£m, April 2015 to March 2016", chart: chart, data: nil, empty: Sentence("No months."))
  }

  static func difference() -> ChartBlock {
    let chart = CumulativeDifferenceChart(
      title: "Cumulative difference", months: year, difference: running(differences).enumerated().map { figure("cd/\($0)", $1) } + [nil])
    return ChartBlock(
      id: "difference", title: "Cumulative difference from plan", caption: "£ thousands", chart: chart, data: nil, empty: Sentence("No months."))
  }

  static func multiples() -> ChartBlock {
    let panels = SampleReport.trusts.enumerated().map { index, trust in
      SmallMultiples.Panel(
        name: trust.name, shortName: trust.name, total: figure("t/\(index)", trust.actual), variance: figure("v/\(index)", trust.plan - trust.actual),
        actual: threeYears.indices.map { month in
          month < 35 ? figure("m/\(index)/\(month)", trust.actual / 11 * (80 + (month * 37 + index * 11) % 41) / 100) : nil
        }, plan: threeYears.indices.map { month in figure("p/\(index)/\(month)", trust.plan / 11 * (90 + month / 12 * 5) / 100) })
    }
    return ChartBlock(
      id: "multiples", title: "Monthly cost by trust", caption: "£ a month",
      standfirst: Sentence([
        .words("Monthly actual cost (blue line) and monthly plan (grey step), April 2013 to February 2016. "),
        .strong("The scale is the same along a row and changes from row to row"), .words("; trusts are ordered by cost this year."),
      ]), chart: SmallMultiples(title: "Monthly cost", months: threeYears, panels: panels), data: nil, empty: Sentence("No months."))
  }

  static func heatMap() -> ChartBlock {
    let names = SampleReport.trusts.map(\.name)
    let rows = (0..<18).map { HeatMap.Line(code: "C\($0)", name: "CCG number \($0 + 1)", highlighted: $0 == 0) }
    let columns = names.enumerated().map { HeatMap.Line(code: "P\($0)", name: $1, highlighted: false) }
    let cells = (0..<18).map { row in
      names.indices.map { column in figure("h/\(row)/\(column)", ((row * 7919 + column * 104_729) % 400_000 - 250_000) / (1 + row / 2)) as Figure? }
    }
    let chart = HeatMap(
      title: "Position matrix", rows: rows, columns: columns, cells: cells, rowTotals: (0..<18).map { figure("r/\($0)", -100_000 * $0) },
      columnTotals: names.indices.map { figure("c/\($0)", -50_000 * $0) }, grandTotal: figure("g", -4_784_487))
    return ChartBlock(
      id: "matrix", title: "Variance, April 2015 to February 2016", caption: "£ thousands; minus = over plan", chart: chart, data: nil,
      empty: Sentence("No pair."))
  }

  static func sections() -> [ReportSection] {
    [
      ReportSection(
        id: "variance-by-provider", title: "Variance by trust", question: "Which trusts?",
        headline: Sentence("Three trusts make 63% of the overspending; four trusts under plan offset 11% of it"), blocks: [.chart(bridge())]),
      ReportSection(
        id: "cumulative", title: "Cumulative plan and actual", shortTitle: "Cumulative", question: "Which trusts?",
        headline: Sentence("The gap has widened in each of the eleven months"), blocks: [.chart(cumulative()), .chart(difference())]),
      ReportSection(
        id: "monthly-trend-by-provider", title: "Monthly cost by trust", question: "Which trusts?",
        headline: Sentence("University College London has cost more than plan in every month of 2015-16"), blocks: [.chart(multiples())]),
      ReportSection(
        id: "position-matrix", title: "Position matrix", question: "Compared with whom?",
        headline: Sentence("Six of 288 contracts carry 34% of the programme’s net overspend"), blocks: [.chart(heatMap())]),
    ]
  }
}
