import Figures
import Styling
import Testing

@testable import Charts

/// What a process chart draws and says.
struct ProcessChartTests {
  let measure = ArialAdvances()

  private func scene(_ chart: any ChartSpecification, _ medium: ChartMedium = .page) -> Scene {
    chart.scene(width: ChartCases.width(chart, medium), medium: medium, measure: measure)
  }

  private func texts(_ scene: Scene) -> [TextRun] { scene.commands.compactMap { if case .text(let run) = $0 { run } else { nil } } }

  private func words(_ scene: Scene) -> String { texts(scene).map(\.text).joined(separator: " ") }

  private static let labels = ["above the limit", "rising", "two of three near the limit", "below the limit"]

  /// Where the chart is narrow the shapes alone tell.
  @Test(arguments: ChartMedium.allCases)
  func everyRuleIsNamedOnce(_ medium: ChartMedium) {
    let drawn = scene(ProcessChartCases.everyRule, medium)
    for label in Self.labels {
      #expect(texts(drawn).count { $0.text == label } == (medium == .narrow ? 0 : 1), "\(label) in \(medium)")
    }
    #expect(words(drawn).contains("outliers screened"))
    #expect(drawn.droppedLabels.isEmpty, "\(drawn.droppedLabels)")
  }

  /// Of nine points above the limit, eight beyond the last have their shape and no label.
  @Test func aRuleThatFiresOftenIsNamedAtItsLatest() throws {
    let chart = ProcessChartCases.chart(
      (0..<35).map { $0 % 4 == 0 ? 19 : 4 + $0 % 2 }, mean: 8, range: 3, marks: (0..<9).map { ($0 * 4...$0 * 4, .aboveLimit) })
    let drawn = scene(chart, .wide)
    let named = texts(drawn).filter { $0.text == "above the limit" }
    #expect(named.count == 1)
    #expect(try #require(named.first).at.x > drawn.width / 2)
  }

  /// No label lies on a line of the data; on a line of the grid, a mean or a limit only with a plate between.
  @Test(arguments: [ProcessChartCases.everyRule, ProcessChartCases.mirrored, ProcessChartCases.target], [ChartMedium.page, .wide])
  func labelsKeepOffLines(_ chart: ProcessChart, _ medium: ChartMedium) {
    let drawn = scene(chart, medium)
    var over: [(Point, Point, ColourRole)] = []
    var count = 0
    for command in drawn.commands {
      switch command {
      case .line(let points, let stroke): for (a, b) in zip(points, points.dropFirst()) { over.append((a, b, stroke.role)) }
      // A plate hides what was drawn before it, but never the data.
      case .rectangle(let plate, .paper?, nil): over.removeAll { $0.2 != .axis && plate.isCrossed(from: $0.0, to: $0.1) }
      case .text(let run) where Self.labels.contains(run.text) || run.text == "above the mean" || run.text == "below the mean":
        count += 1
        let box = run.box(measure)
        for line in over { #expect(!box.isCrossed(from: line.0, to: line.1), "“\(run.text)” on a line of \(line.2)") }
      default: break
      }
    }
    #expect(count > 0)
  }

  /// Each rule has a shape of its own, in the colour of what it means.
  @Test func shapesAndColours() {
    func areas(_ chart: ProcessChart) -> [(Int, ColourRole)] {
      scene(chart).commands.compactMap { if case .area(let points, let role) = $0 { (points.count, role) } else { nil } }
    }
    let neither = areas(ProcessChartCases.everyRule)
    // Two diamonds outside the limits, seven triangles of the rise.
    #expect(neither.count { $0.0 == 4 } == 2 && neither.count { $0.0 == 3 } == 7)
    #expect(neither.allSatisfy { $0.1 == .neutral })
    #expect(areas(ProcessChartCases.mirrored).allSatisfy { $0.1 == .concern })
    let squares = scene(ProcessChartCases.everyRule).commands.count { if case .rectangle(_, .neutral?, _) = $0 { true } else { false } }
    #expect(squares == 8)
    let rings = scene(ProcessChartCases.everyRule).commands.count { if case .circle(_, _, .paper?, _) = $0 { true } else { false } }
    #expect(rings == 3)
  }

  @Test func theDescriptionTellsTheRules() {
    let text = scene(ProcessChartCases.everyRule).description
    #expect(text.contains("Eight above the mean, Mar 2014 to Oct 2014."))
    #expect(text.contains("Below the limit, Feb 2016."))
    #expect(text.contains("Mean 21.3."))
    #expect(scene(ProcessChartCases.target).description.contains("Standard 92.0%."))
    let quiet = ProcessChart(
      title: "Quiet", months: Sample.threeYears, values: Sample.threeYears.indices.map { Sample.count("q\($0)", 5 + $0 % 2) },
      marks: Sample.threeYears.map { _ in nil }, groups: [])
    #expect(scene(quiet).description.hasSuffix("No special cause."))
  }

  @Test func aTargetIsALineOfItsOwnKind() {
    let dashes = Set(
      scene(ProcessChartCases.target).commands.compactMap { command -> [Double]? in
        if case .line(_, let stroke) = command, stroke.dash.count > 1 { stroke.dash } else { nil }
      })
    // The limits' dashes and the target's.
    #expect(dashes.count == 2)
    #expect(words(scene(ProcessChartCases.target)).contains("Standard 92.0%"))
    // Shares far from nought: the axis begins near them, and says so.
    #expect(words(scene(ProcessChartCases.target)).contains("the axis does not begin at 0"))
    #expect(!words(scene(ProcessChartCases.everyRule)).contains("axis"))
  }

  /// A month's cost that moves by a tenth is no flat line on a low chart, whose axis then begins near it and says so.
  @Test func aLowTrendUsesItsHeight() throws {
    let chart = MonthlyTrend(
      title: "Monthly cost", months: Sample.threeYears, actual: Sample.threeYears.indices.map { Sample.money("a\($0)", 1000 + $0 % 5 * 25) },
      plan: Sample.threeYears.map { _ in nil }, isLow: true)
    let drawn = chart.scene(width: 493.2, medium: .page, measure: measure)
    let series = try #require(
      drawn.commands.compactMap { command -> [Point]? in
        if case .line(let points, let stroke) = command, stroke.role == .blue, points.count > 20 { points } else { nil }
      }.first)
    let reach = try #require(series.map(\.y).max()) - (try #require(series.map(\.y).min()))
    #expect(reach > drawn.height * 0.2)
    #expect(chart.startsNearData)
    // Where some months are nought the axis is from nought.
    let whole = MonthlyTrend(
      title: "Monthly cost", months: Sample.threeYears, actual: Sample.threeYears.indices.map { Sample.money("a\($0)", $0 % 5 * 25) },
      plan: Sample.threeYears.map { _ in nil }, isLow: true)
    #expect(!whole.startsNearData)
  }

  @Test func aRebaseBreaksMeanLimitsAndLine() {
    let drawn = scene(ProcessChartCases.rebase)
    #expect(words(drawn).contains("counted anew from December 2014"))
    #expect(words(drawn).contains("mean 4.4") && words(drawn).contains("Mean 10.4"))
    // The data are two lines, of twenty and of fifteen points.
    let lines = drawn.commands.compactMap { command -> Int? in
      if case .line(let points, let stroke) = command, stroke.role == .axis, points.count > 5 { points.count } else { nil }
    }
    #expect(lines == [20, 15])
  }

  @Test func smallChartsSayTheirVerdicts() {
    let drawn = scene(ProcessChartCases.multiples)
    #expect(drawn.description.contains("Special cause of concern: London North West."))
    #expect(drawn.description.contains("Improvement: Imperial College."))
    #expect(words(drawn).contains("no value") && words(drawn).contains("trial"))
    #expect(texts(drawn).count { $0.text.hasPrefix("nil in") } == 1)
    // The shapes that stand in the panels, and no other.
    let strip = words(drawn)
    #expect(strip.contains("Outside a limit") && strip.contains("Seven rising") && strip.contains("Seven falling") && !strip.contains("Common cause"))
    let plain = scene(
      ProcessMultiples(title: "Plain", panels: [.init(name: "Barts", chart: ProcessChartCases.target, variation: nil, assurance: nil)]))
    #expect(words(plain).contains("Seven on one side") && !words(plain).contains("Outside a limit"))
    #expect(drawn.height < 580)
  }

  /// No two icons differ by colour alone.
  @Test func iconsDifferByShapeOrLetter() {
    func shape(_ icon: ProcessIcon) -> String {
      icon.commands(at: Point(0, 0), size: 13).map { command in
        switch command {
        case .circle(_, _, let fill, _): "circle \(fill == .paper)"
        case .area(let points, _): "area \(points.count)"
        case .rectangle: "rectangle"
        case .line(let points, _): "line \(points.count)"
        case .text(let run): run.text
        }
      }.joined(separator: ", ")
    }
    let shapes = ProcessIcon.all.map(shape)
    #expect(Set(shapes).count == ProcessIcon.all.count, "\(shapes)")
    #expect(Set(ProcessIcon.all.map(\.words)).count == 10 && Set(ProcessIcon.all.map(\.name)).count == 10)
  }
}
