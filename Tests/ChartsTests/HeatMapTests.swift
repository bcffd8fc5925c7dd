import Charts
import Figures
import Styling
import Testing

/// The seven classes go by the number that the cell prints.
struct HeatMapTests {
  @Test(arguments: [
    (-1_327_000, VarianceClass.farOver), (-150_000, .farOver), (-149_499, .midOver), (-50_000, .midOver), (-49_499, .nearOver), (-9_500, .nearOver),
    (-9_499, .within), (0, .within), (9_499, .within), (10_000, .nearUnder), (49_500, .midUnder), (150_000, .farUnder),
  ])
  func classOfVariance(pounds: Int, level: VarianceClass) {
    #expect(VarianceClass(Sample.money("v", pounds).value) == level)
  }

  @Test func missingHasNoClass() { #expect(VarianceClass(.missing(.notSent)) == nil) }

  /// Two rows and three columns: each cell prints its own thousands under its own column and beside its own row.
  @Test func cellsStandInTheirPlaces() throws {
    let rows = ["North", "South"].map { HeatMap.Line(code: $0, name: $0, highlighted: $0 == "North") }
    let columns = ["East", "West", "Mid"].map { HeatMap.Line(code: $0, name: $0, highlighted: false) }
    let cells: [[Figure?]] = [
      [Sample.money("ne", -200_000), Sample.money("nw", 20_000), nil],
      [Sample.money("se", 1_000), Sample.money("sw", -60_000), Sample.money("sm", 70_000)],
    ]
    let map = HeatMap(
      title: "Map", rows: rows, columns: columns, cells: cells, rowTotals: [Sample.money("n", -180_000), Sample.money("s", 11_000)],
      columnTotals: [Sample.money("e", -199_000), Sample.money("w", -40_000), Sample.money("m", 70_000)], grandTotal: Sample.money("all", -169_000))
    let scene = map.scene(width: 493.2, medium: .page, measure: ArialAdvances())
    func run(_ text: String) throws -> TextRun {
      try #require(
        scene.commands.lazy.compactMap { command -> TextRun? in if case .text(let run) = command, run.text == text { run } else { nil } }.first)
    }
    #expect(try run("−200").at.x == run("1").at.x)
    #expect(try run("20").at.x == run("−60").at.x)
    #expect(try run("−200").at.y == run("20").at.y)
    #expect(try run("−200").at.y < run("1").at.y)
    #expect(try run("−200").role == .cellPaper)
    #expect(try run("–").at.y == run("20").at.y, "a pair without a contract prints a dash")
    #expect(try run("−169").style.weight == .bold)
    let fills = scene.commands.compactMap { command -> ColourRole? in if case .rectangle(_, let fill?, nil) = command { fill } else { nil } }
    // Six of the key, then a cell of each of four classes (1 thousand is within ten).
    #expect(fills.count == 10)
    let outlines = scene.commands.filter { if case .rectangle(_, nil, let stroke?) = $0, stroke.role == .ink { true } else { false } }
    #expect(outlines.count == 1)
  }
}
