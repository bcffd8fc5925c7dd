import Charts
import Styling
import Testing

/// Marks are drawn about their centre, within their size, as shapes and never as glyphs.
struct MarkTests {
  @Test(arguments: Mark.allCases)
  func staysWithinItsSize(_ mark: Mark) {
    let commands = mark.commands(at: Point(50, 50), size: 10)
    #expect(!commands.isEmpty)
    let half = mark == .wordmark ? 6.6 : 5.4
    func inside(_ point: Point, _ margin: Double = 0) -> Bool { abs(point.x - 50) + margin <= half && abs(point.y - 50) + margin <= half }
    for command in commands {
      switch command {
      case .line(let points, _), .area(let points, _): #expect(points.allSatisfy { inside($0) }, "\(mark)")
      case .rectangle(let box, _, _): #expect(inside(Point(box.x, box.y)) && inside(Point(box.right, box.bottom)), "\(mark)")
      case .circle(let centre, let radius, _, _): #expect(inside(centre, radius), "\(mark)")
      case .text: Issue.record("\(mark) is drawn as text")
      }
    }
  }

  /// Told apart without colour: no two marks of one key share a shape.
  @Test func shapesDiffer() {
    let keys: [[Mark]] = [
      [.met, .notMet, .noValue, .warning, .note, .complete], [.commonCause, .outsideLimit, .shift, .rising, .falling, .nearLimit],
    ]
    for key in keys {
      let drawn = key.map { $0.commands(at: Point(0, 0), size: 10, role: .ink) }
      for (index, one) in drawn.enumerated() { #expect(!drawn[(index + 1)...].contains(one)) }
    }
  }

  @Test func arrowsPointWhereTheySay() throws {
    func tip(_ mark: Mark) throws -> Point {
      guard case .area(let points, _)? = mark.commands(at: Point(0, 0), size: 10).first else { throw Failure() }
      return try #require(points.first)
    }
    #expect(try tip(.arrowLeft).x < 0 && tip(.arrowRight).x > 0)
    #expect(try tip(.arrowUp).y < 0 && tip(.arrowDown).y > 0)
  }

  private struct Failure: Error {}

  @Test func verdictsCarryTheirLetter() {
    func letter(_ icon: ProcessIcon) -> String? {
      icon.commands(at: Point(0, 0), size: 13).lazy.compactMap { command -> String? in if case .text(let run) = command { run.text } else { nil } }
        .first
    }
    #expect(letter(.improving(high: true)) == "H")
    #expect(letter(.concerning(high: false)) == "L")
    #expect(letter(.willPass) == "P" && letter(.willFail) == "F" && letter(.hitOrMiss) == "?")
    #expect(letter(.commonCause) == nil)
  }
}
