import Figures
import Quantities
import Styling
import Testing

@testable import Charts

@Suite struct TreemapTests {
  /// The example of the paper: 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 by 4, whose steps it draws one by one. The two sixes stand over each other in a column
  /// 3 wide (12 ÷ 4); 4 and 3 beside each other in a row 7/3 high (7 ÷ 3); then 2, 2 and 1 in columns of what is left, 5/3 high.
  @Test func thePapersExampleIsLaidOutAsItDrawsIt() {
    let boxes = squarified([6, 6, 4, 3, 2, 2, 1], in: Box(x: 0, y: 0, width: 6, height: 4))
    let expected: [(Double, Double, Double, Double)] = [
      (0, 0, 3, 2), (0, 2, 3, 2), (3, 0, 12.0 / 7, 7.0 / 3), (3 + 12.0 / 7, 0, 9.0 / 7, 7.0 / 3), (3, 7.0 / 3, 1.2, 5.0 / 3),
      (4.2, 7.0 / 3, 1.2, 5.0 / 3),
      (5.4, 7.0 / 3, 0.6, 5.0 / 3),
    ]
    for (box, wanted) in zip(boxes, expected) {
      #expect(abs(box.x - wanted.0) < 1e-9 && abs(box.y - wanted.1) < 1e-9, "\(box) is not at \(wanted)")
      #expect(abs(box.width - wanted.2) < 1e-9 && abs(box.height - wanted.3) < 1e-9, "\(box) is not \(wanted)")
    }
  }

  private static let lists: [[Double]] = [
    [1], [5, 5], [100, 1], (1...40).map { 1 / Double($0) }, (0..<60).map { Double(1 + $0 * 7919 % 97) }.sorted(by: >), [1e9, 1, 1, 1e-3],
    (0..<18).map { pow2(18 - $0) },
  ]
  private static func pow2(_ n: Int) -> Double { Double(1 << n) }

  @Test(arguments: lists, [(493.2, 312.0), (358.0, 540.0), (10.0, 900.0)])
  func areasAreExactAndFillTheRectangle(_ areas: [Double], _ size: (Double, Double)) {
    let frame = Box(x: 7, y: 11, width: size.0, height: size.1)
    let boxes = squarified(areas, in: frame)
    let sum = areas.reduce(0, +)
    var filled = 0.0
    for (box, area) in zip(boxes, areas) {
      let wanted = area / sum * size.0 * size.1
      #expect(abs(box.width * box.height - wanted) <= 1e-9 * size.0 * size.1)
      #expect(frame.contains(box, tolerance: 1e-6))
      filled += box.width * box.height
    }
    #expect(abs(filled - size.0 * size.1) < 1e-6 * size.0 * size.1)
    for (index, one) in boxes.enumerated() {
      for other in boxes[(index + 1)...] { #expect(!one.overlaps(other, tolerance: 1e-6)) }
    }
  }

  /// Slicing the same areas into strips gives ratios of many tens; squarified ones stay near one.
  @Test func rectanglesAreNearlySquare() {
    let areas = (0..<60).map { Double(20 + $0 * 7919 % 97) }.sorted(by: >)
    let boxes = squarified(areas, in: Box(x: 0, y: 0, width: 493.2, height: 312))
    let ratios = boxes.map { max($0.width / $0.height, $0.height / $0.width) }
    #expect((ratios.max() ?? 9) < 3)
    #expect(ratios.reduce(0, +) / Double(ratios.count) < 1.5)
  }

  @Test func noughtNegativeAndUnreadableAreasHaveNoRoom() {
    let boxes = squarified([4, 0, -3, .nan, 2, .infinity], in: Box(x: 0, y: 0, width: 6, height: 1))
    #expect(boxes.map { $0.width * $0.height } == [4, 0, 0, 0, 2, 0])
    #expect(squarified([], in: Box(x: 0, y: 0, width: 1, height: 1)).isEmpty)
    #expect(squarified([0], in: Box(x: 0, y: 0, width: 1, height: 1)).map(\.width) == [0])
  }

  private func tile(_ name: String, _ amount: Int, _ share: (Int, Int)) -> Treemap.Tile {
    Treemap.Tile(name: name, amount: Sample.money(name, amount), share: Sample.share("s/\(name)", share.0, share.1))
  }

  /// Areas of the drawing are to each other as the money is, over groups as well as within one.
  @Test func drawnAreasAreAsTheMoneyIs() throws {
    let chart = Treemap(
      title: "Spending",
      groups: [
        .init(name: "South", share: Sample.share("a", -1, 10), tiles: [tile("One", 300, (-30, 100)), tile("Two", 100, (5, 100))]),
        .init(name: "North", share: Sample.share("b", 1, 10), tiles: [tile("Three", 600, (15, 100)), tile("None", -50, (1, 1))]),
      ])
    let scene = chart.scene(width: 493.2, medium: .page, measure: ArialAdvances())
    // Grounds are drawn half a point inside their boxes; none is of the key, which is above.
    let map = scene.commands.compactMap { command -> Box? in
      if case .rectangle(let box, fill: let fill?, _) = command, box.y > 20, fill != .paper { box.grown(0.5) } else { nil }
    }
    #expect(map.count == 3)
    let areas = map.map { $0.width * $0.height }.sorted()
    #expect(abs(areas[1] / areas[0] - 3) < 1e-6 && abs(areas[2] / areas[0] - 6) < 1e-6)
    let texts = scene.commands.compactMap { command -> String? in if case .text(let run) = command { run.text } else { nil } }
    for word in ["South", "One", "Two", "North", "Three", "−30.0%", "over", "15.0%", "under"] {
      #expect(texts.contains(word), "\(word) is not written")
    }
    #expect(!texts.contains("None"))
  }

  /// A signed share says its side in a word, or is left to the list below.
  @Test(arguments: ChartMedium.allCases)
  func noShareStandsWithoutItsSide(_ medium: ChartMedium) {
    let chart = Treemap(
      title: "Spending",
      groups: (0..<12).map { group in
        .init(
          name: "G\(group)", share: Sample.share("g\(group)", -1, 10),
          tiles: (0..<6).map { tile("T\(group).\($0)", 40 + group * 7919 % 97 * ($0 + 1), ($0 % 2 == 0 ? -123 : 20, 1000)) })
      })
    let scene = chart.scene(width: medium == .wide ? 876 : medium == .page ? 493.2 : 358, medium: medium, measure: ArialAdvances())
    let texts = scene.commands.compactMap { command -> TextRun? in if case .text(let run) = command { run } else { nil } }
    let inTiles = texts.enumerated().filter { $0.element.figure != nil && $0.element.text.hasSuffix("%") }
    #expect(inTiles.count > 5)
    for (place, _) in inTiles { #expect(place + 1 < texts.count && ["over", "under"].contains(texts[place + 1].text)) }
  }

  @Test func theClassGoesByTheTenthThatIsPrinted() {
    func level(_ top: Int, _ bottom: Int) -> VarianceClass? { VarianceClass(percent: Sample.share("x", top, bottom).value) }
    #expect(level(-1949, 100_000) == .within && level(-1950, 100_000) == .nearOver)
    #expect(level(-9949, 100_000) == .nearOver && level(-9950, 100_000) == .midOver)
    #expect(level(19_949, 100_000) == .midUnder && level(19_950, 100_000) == .farUnder)
    #expect(level(0, 1) == .within && level(1, 0) == nil)
  }
}
