import Charts
import Report
import Styling

/// What the parts of one page share while it is written.
struct PageContext {
  /// The short title of each section by its anchor, for references.
  let titles: [String: String]
  /// The folder of the data files, when there are any.
  let dataFolder: String?
  /// The anchor of the section that says where figures come from, when the pack has it.
  let sources: String?
  /// Measures text for charts.
  let measure: any TextMeasure
  /// Labels that charts left out, with the chart's name.
  var droppedLabels: [String] = []
  /// Counts the drawings, so that each has ids of its own.
  private var drawings = 0

  init(titles: [String: String] = [:], dataFolder: String? = nil, sources: String? = nil, measure: any TextMeasure) {
    self.titles = titles
    self.dataFolder = dataFolder
    self.sources = sources
    self.measure = measure
  }

  /// The next drawing's id prefix: `g1`, `g2`, ….
  mutating func nextDrawing() -> String {
    drawings += 1
    return "g\(drawings)"
  }
}
