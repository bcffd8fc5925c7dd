import Charts
import Styling
import Testing

/// What must hold of every scene, whatever its data.
struct SceneGeometryTests {
  let measure = ArialAdvances()

  @Test(arguments: ChartCases.all, ChartMedium.allCases)
  func textsKeepClear(_ example: ChartCases.Case, _ medium: ChartMedium) {
    let scene = example.chart.scene(width: ChartCases.width(example.chart, medium), medium: medium, measure: measure)
    let frame = Box(x: 0, y: 0, width: scene.width, height: scene.height)
    var texts: [(text: String, box: Box)] = []
    for case .text(let run) in scene.commands { texts.append((run.text, run.box(measure))) }
    for (index, one) in texts.enumerated() {
      #expect(frame.contains(one.box, tolerance: 0.8), "“\(one.text)” leaves the scene: \(one.box) of \(scene.width) × \(scene.height)")
      for other in texts[(index + 1)...] where one.box.overlaps(other.box, tolerance: 0.8) {
        Issue.record("“\(one.text)” overlaps “\(other.text)”")
      }
    }
  }

  @Test(arguments: ChartCases.all, ChartMedium.allCases)
  func marksStayInside(_ example: ChartCases.Case, _ medium: ChartMedium) {
    let scene = example.chart.scene(width: ChartCases.width(example.chart, medium), medium: medium, measure: measure)
    let frame = Box(x: 0, y: 0, width: scene.width, height: scene.height)
    #expect(scene.width.isFinite && scene.height.isFinite && scene.height > 0)
    func inside(_ box: Box) -> Bool { [box.x, box.y, box.width, box.height].allSatisfy(\.isFinite) && frame.contains(box, tolerance: 2.5) }
    for command in scene.commands {
      switch command {
      case .line(let points, _), .area(let points, _):
        #expect(points.count > 1)
        for point in points { #expect(inside(Box(x: point.x, y: point.y, width: 0, height: 0)), "\(point) of \(frame)") }
      case .rectangle(let box, _, _):
        #expect(box.width >= 0 && box.height >= 0)
        #expect(inside(box), "\(box) of \(frame)")
      case .circle(let centre, let radius, _, _):
        #expect(inside(Box(x: centre.x - radius, y: centre.y - radius, width: 2 * radius, height: 2 * radius)), "circle at \(centre) of \(frame)")
      case .text: break
      }
    }
  }

  /// No smaller text than the specification's floor, and text in every chart that has axes.
  @Test(arguments: ChartCases.all, ChartMedium.allCases)
  func textIsLegible(_ example: ChartCases.Case, _ medium: ChartMedium) {
    let scene = example.chart.scene(width: ChartCases.width(example.chart, medium), medium: medium, measure: measure)
    let floor = medium == .page ? 8.25 : 12
    for case .text(let run) in scene.commands { #expect(run.style.size >= floor) }
    #expect(!scene.title.isEmpty)
    #expect(!scene.description.isEmpty)
  }
}
