import Charts
import Figures
import Styling
import Testing

/// Bars are as long as their values say, start where they should, and stand in the caller's order.
struct BarGeometryTests {
  let measure = ArialAdvances()

  private func bars(_ scene: Scene) -> [(box: Box, role: ColourRole)] {
    scene.commands.compactMap { command in
      if case .rectangle(let box, let fill?, nil) = command, [.over, .under, .blue, .bar].contains(fill) { (box, fill) } else { nil }
    }
  }

  private func step(_ name: String, _ pounds: Int) -> BridgeChart.Step {
    BridgeChart.Step(name: name, shortName: name, variance: Sample.money(name, pounds), percent: nil)
  }

  /// Steps of −300, −100 and +150 end at −250: lengths are as 300 : 100 : 150 : 250, each starts where the one above ended.
  @Test(arguments: ChartMedium.allCases)
  func bridgeStepsJoin(_ medium: ChartMedium) throws {
    let chart = BridgeChart(
      title: "Bridge", plan: Sample.money("plan", 1000), steps: [step("a", -300), step("b", -100), step("c", 150)],
      actual: Sample.money("actual", 1250),
      totalName: "All", total: Sample.money("total", -250), totalPercent: nil)
    let found = bars(chart.scene(width: 400, medium: medium, measure: measure))
    try #require(found.count == 4)
    let unit = found[0].box.width / 300
    #expect(unit > 0)
    for (bar, pounds) in zip(found, [300.0, 100, 150, 250]) { #expect(abs(bar.box.width - pounds * unit) < 0.01) }
    #expect(found.map(\.role) == [.over, .over, .under, .over])
    #expect(abs(found[1].box.right - found[0].box.x) < 0.01, "b starts where a ended")
    #expect(abs(found[2].box.x - found[1].box.x) < 0.01, "c goes back from where b ended")
    #expect(abs(found[3].box.x - found[2].box.right) < 0.01, "the total ends where c ended")
    #expect(abs(found[3].box.right - found[0].box.right) < 0.01, "the total starts at the plan")
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.box.y < $1.box.y })
  }

  @Test func varianceBarsShareOneZero() throws {
    let rows = [("a", -400), ("b", -100), ("c", 200)].map {
      VarianceBars.Row(name: $0.0, shortName: $0.0, variance: Sample.money($0.0, $0.1), highlighted: false)
    }
    let found = bars(VarianceBars(title: "Bars", rows: rows, total: nil).scene(width: 493.2, medium: .page, measure: measure))
    try #require(found.count == 3)
    let zero = found[0].box.right
    #expect(abs(found[1].box.right - zero) < 0.01, "over plan ends at the zero line, from the left")
    #expect(abs(found[2].box.x - zero) < 0.01, "under plan starts there, to the right")
    #expect(abs(found[0].box.width - 4 * found[1].box.width) < 0.01)
    #expect(abs(found[2].box.width - 2 * found[1].box.width) < 0.01)
  }

  @Test func aSmallVarianceIsStillSeen() throws {
    let rows = [("a", -4_000_000), ("b", 1)].map {
      VarianceBars.Row(name: $0.0, shortName: $0.0, variance: Sample.money($0.0, $0.1), highlighted: false)
    }
    let found = bars(VarianceBars(title: "Bars", rows: rows, total: nil).scene(width: 493.2, medium: .page, measure: measure))
    try #require(found.count == 2)
    #expect(found[1].box.width >= 0.75)
  }

  @Test func nothingButNoughtHasOneTick() {
    let rows = ["a", "b"].map { VarianceBars.Row(name: $0, shortName: $0, variance: Sample.money($0, 0), highlighted: false) }
    let scene = VarianceBars(title: "Bars", rows: rows, total: nil).scene(width: 493.2, medium: .page, measure: measure)
    #expect(bars(scene).isEmpty)
    #expect(texts(scene).filter { $0.contains("0") } == ["0"])
    #expect(texts(scene).filter { $0 == "on plan" }.count == 2)
  }

  @Test func rankedBarsStartAtNought() throws {
    let rows = [("a", 300), ("b", 150), ("c", 0)].map { RankedBars.Row(name: $0.0, value: Sample.money($0.0, $0.1), highlighted: $0.0 == "b") }
    let found = bars(RankedBars(title: "Ranked", rows: rows, format: .pounds).scene(width: 493.2, medium: .page, measure: measure))
    try #require(found.count == 2, "nothing is drawn for nought")
    #expect(found[0].box.x == found[1].box.x)
    #expect(abs(found[0].box.width - 2 * found[1].box.width) < 0.01)
    #expect(found.map(\.role) == [.bar, .blue])
  }

  @Test func differenceColumnsHangFromTheLine() throws {
    let values = Sample.series("d", [-100, 50, nil, -200])
    let chart = CumulativeDifferenceChart(title: "Difference", months: Array(Sample.months.prefix(4)), difference: values)
    let scene = chart.scene(width: 493.2, medium: .page, measure: measure)
    let found = bars(scene)
    try #require(found.count == 3)
    #expect(abs(found[0].box.y - found[2].box.y) < 0.01, "over plan hangs down from the line")
    #expect(abs(found[1].box.bottom - found[0].box.y) < 0.01, "under plan stands on it")
    #expect(abs(found[2].box.height - 2 * found[0].box.height) < 0.01)
    #expect(found.map(\.role) == [.over, .under, .over])
    #expect(texts(scene).contains("not sent"))
  }

  @Test func bulletIsProportional() throws {
    let chart = BulletBar(value: Sample.money("v", 50), plan: Sample.money("p", 80), scaleMaximum: Sample.money("m", 100), role: .blue)
    let scene = chart.scene(width: 110, medium: .page, measure: measure)
    #expect(scene.height == 24)
    let bar = try #require(bars(scene).first)
    #expect(bar.box.x == 0)
    #expect(abs(bar.box.width - 55) < 0.01)
    let ticks = scene.commands.compactMap { if case .line(let points, let stroke) = $0, stroke.role == .ink { points[0].x } else { nil } }
    #expect(ticks == [88])
  }

  @Test func sparklineEndsAtItsLastValue() {
    let chart = Sparkline(values: Sample.series("s", [1, 3, nil, 2]), plan: [], role: .over)
    let scene = chart.scene(width: 50, medium: .page, measure: measure)
    #expect(scene.height == 15)
    let dots = scene.commands.compactMap { if case .circle(let centre, let radius, _, _) = $0, radius > 1 { centre } else { nil } }
    #expect(dots.count == 1)
    let lines = scene.commands.filter { if case .line = $0 { true } else { false } }
    #expect(lines.count == 1, "the gap parts the line; the value after it is the end dot")
  }

  private func texts(_ scene: Scene) -> [String] { scene.commands.compactMap { if case .text(let run) = $0 { run.text } else { nil } } }
}
