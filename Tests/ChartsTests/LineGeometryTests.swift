import Charts
import Figures
import Quantities
import Styling
import Testing

/// Lines keep gaps, crossings and ends.
struct LineGeometryTests {
  let measure = ArialAdvances()

  private func lines(_ scene: Scene, _ role: ColourRole, width: Double) -> [[Point]] {
    scene.commands.compactMap { command in
      if case .line(let points, let stroke) = command, stroke.role == role, abs(stroke.width - width) < 1e-9 { points } else { nil }
    }
  }
  private func texts(_ scene: Scene) -> [TextRun] { scene.commands.compactMap { if case .text(let run) = $0 { run } else { nil } } }

  @Test func aMissingMonthIsAGap() {
    let actual = Sample.series("a", [100, 200, nil, 400, 500])
    let plan = Sample.series("p", [100, 200, 300, 400, 500])
    let chart = CumulativeChart(
      title: "Cumulative", months: Array(Sample.months.prefix(5)), plan: plan, actual: actual, forecast: nil, annualPlan: nil, variance: nil)
    let scene = chart.scene(width: 493.2, medium: .page, measure: measure)
    let found = lines(scene, .blue, width: 1.75)
    #expect(found.map(\.count) == [2, 2])
    #expect(texts(scene).contains { $0.text == "not sent" })
    // Value and height agree: 400 lies four times as far above nought as 100.
    let zero = found[0][0].y + (found[0][0].y - found[0][1].y)
    #expect(abs((zero - found[1][0].y) - 4 * (zero - found[0][0].y)) < 0.01)
  }

  @Test func figuresStandAloneInTheirText() {
    let chart = ChartCases.cases(.normal)
    for example in chart {
      let ids = Set(example.chart.figures.map(\.id))
      for medium in ChartMedium.allCases {
        for run in texts(example.chart.scene(width: ChartCases.width(example.chart, medium), medium: medium, measure: measure)) {
          guard let id = run.figure else { continue }
          #expect(ids.contains(id), "\(id.text) is not among the chart's figures")
          #expect(!run.text.contains(" ") || run.text == "no plan" || run.text == "not sent", "“\(run.text)” is more than its number")
        }
      }
    }
  }

  @Test func tintsChangeWhereTheLinesCross() {
    // Actual 0 → 200 against a plan of 100: under in the first half, over in the second, meeting half way.
    let months = Array(Sample.months.prefix(2))
    let chart = MonthlyTrend(title: "Trend", months: months, actual: Sample.series("a", [0, 200]), plan: Sample.series("p", [100, 100]))
    let scene = chart.scene(width: 493.2, medium: .page, measure: measure)
    let areas = scene.commands.compactMap { command -> ([Point], ColourRole)? in
      if case .area(let points, let role) = command { (points, role) } else { nil }
    }
    #expect(areas.map(\.1) == [.overArea, .underArea])
    let shared = areas[0].0.filter { point in areas[1].0.contains { abs($0.x - point.x) < 1e-6 && abs($0.y - point.y) < 1e-6 } }
    #expect(shared.count == 1)
  }

  @Test func peersNameThisOneAndTheFurthest() {
    let chart = PeerLines(title: "Peers", months: Sample.months, series: Sample.peers)
    for medium in ChartMedium.allCases {
      let scene = chart.scene(width: ChartCases.width(chart, medium), medium: medium, measure: measure)
      let words = texts(scene).map(\.text)
      #expect(words.contains("Chiltern"))
      #expect(words.contains("−1,327"))
      #expect(words.contains("+93"))
      #expect(words.contains("others") || words.contains { $0.hasSuffix(" others") })
      // Who is not named is noted.
      let named = words.filter { word in Sample.peers.contains { $0.shortName == word } }
      #expect(medium == .narrow || scene.droppedLabels.count + named.count == 18)
      // This organisation's line is drawn last of the lines.
      let series = scene.commands.enumerated().compactMap { index, command -> (Int, ColourRole)? in
        if case .line(let points, let stroke) = command, points.count == 11 { (index, stroke.role) } else { nil }
      }
      #expect(series.count == 18)
      #expect(series.last?.1 == .blue)
    }
  }

  @Test func overTwentyFourLinesNameFive() {
    let crowd = (0..<40).map { index in
      PeerLines.Series(
        code: "X\(index)", name: "Commissioner \(index)", shortName: "Comm \(index)",
        values: Sample.series("x\(index)", (0..<11).map { $0 * (index - 30) * 9_000 }),
        highlighted: index == 7)
    }
    let scene = PeerLines(title: "Crowd", months: Sample.months, series: crowd).scene(width: 493.2, medium: .page, measure: measure)
    #expect(texts(scene).filter { $0.text.hasPrefix("Comm ") }.count == 5)
  }

  @Test func aPanelThatWouldFlattenTheRestHasItsOwnScale() {
    var panels = (0..<4).map { Sample.panel($0, base: 1000) }
    panels[2] = Sample.panel(2, base: 90_000)
    let scene = SmallMultiples(title: "Panels", months: Sample.threeYears, panels: panels).scene(width: 493.2, medium: .page, measure: measure)
    let words = texts(scene).map(\.text)
    #expect(words.filter { $0 == "own scale" }.count == 1)
    let even = SmallMultiples(title: "Panels", months: Sample.threeYears, panels: (0..<4).map { Sample.panel($0, base: 1000) })
    #expect(!texts(even.scene(width: 493.2, medium: .page, measure: measure)).contains { $0.text == "own scale" })
  }

  /// Whatever their number, small multiples fit a page, and who is left out is named.
  @Test(arguments: [1, 4, 16, 17, 24, 25, 60])
  func panelsFitAPage(_ count: Int) {
    let panels = (0..<count).map { Sample.panel($0 % 16) }
    let scene = SmallMultiples(title: "Panels", months: Sample.threeYears, panels: panels).scene(width: 493.2, medium: .page, measure: measure)
    #expect(scene.height <= 580)
    #expect(scene.droppedLabels.count == max(0, count - 24))
    let wide = SmallMultiples(title: "Panels", months: Sample.threeYears, panels: panels).scene(width: 876, medium: .wide, measure: measure)
    #expect(wide.droppedLabels.isEmpty)
  }

  @Test func fewPointsCarryNoLimits() {
    func words(_ count: Int) -> [String] {
      let values = (0..<count).map { Sample.count("n\($0)", 5 + $0 % 3) }
      let chart = ProcessChart(
        title: "Firsts", months: Array(Sample.threeYears.prefix(count)), values: values, mean: Sample.statistic("m", 6),
        lower: Sample.statistic("l", -2),
        upper: Sample.statistic("u", 14))
      return texts(chart.scene(width: 493.2, medium: .page, measure: measure)).map(\.text)
    }
    #expect(!words(6).contains { $0.hasPrefix("Upper") || $0.hasPrefix("trial") })
    #expect(words(6).contains("Mean"))
    #expect(words(11).contains("trial limits"))
    #expect(words(12).contains("Upper limit") && !words(12).contains("trial limits"))
    // No month can lie under nought: such a limit is none.
    #expect(!words(12).contains("−2.0") && !words(12).contains("Lower limit"))
  }
}
