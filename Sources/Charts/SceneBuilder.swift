import Figures
import Styling

/// A part of a label: words, or a number with its figure's id. Words and number are runs of their own, so that a figure's run holds exactly its number.
struct LabelPart {
  var text: String
  var style: TextStyle
  var role: ColourRole
  var figure: FigureID?

  init(_ text: String, _ style: TextStyle, _ role: ColourRole, figure: FigureID? = nil) {
    self.text = text
    self.style = style
    self.role = role
    self.figure = figure
  }

  init(_ figure: Figure, _ format: FigureFormat, _ style: TextStyle, _ role: ColourRole) {
    self.init(printed(figure.value, format), style, role, figure: figure.id)
  }
}

/// Gathers the commands of a scene, and knows which room its texts and data take, so that a label can look for free ground.
struct SceneBuilder {
  let width: Double
  let style: ChartStyle
  let medium: ChartMedium
  let measure: any TextMeasure
  var height = 0.0
  private(set) var commands: [DrawCommand] = []
  private(set) var dropped: [String] = []
  /// The boxes of the texts so far.
  private var texts: [Box] = []
  /// Straight pieces of data that labels keep off.
  private var pieces: [(Point, Point)] = []
  /// Lines of a grid, a mean or a limit, which a label with a plate under it may hide.
  private var rules: [(Point, Point)] = []
  /// Bars that labels keep off.
  private var blocks: [Box] = []

  init(width: Double, medium: ChartMedium, measure: any TextMeasure) {
    self.width = max(width, 24)
    style = ChartStyle(medium)
    self.medium = medium
    self.measure = measure
  }

  // MARK: Marks

  mutating func line(_ points: [Point], _ stroke: Stroke) { commands.append(.line(points, stroke)) }
  mutating func area(_ points: [Point], _ role: ColourRole) { commands.append(.area(points, role)) }
  mutating func circle(_ centre: Point, _ radius: Double, fill: ColourRole?, stroke: Stroke? = nil) {
    commands.append(.circle(centre, radius: radius, fill: fill, stroke: stroke))
  }
  mutating func rectangle(_ box: Box, _ fill: ColourRole) { commands.append(.rectangle(box, fill: fill, stroke: nil)) }
  mutating func append(_ more: [DrawCommand]) { commands += more }

  /// A horizontal line.
  mutating func rule(_ y: Double, from x: Double, to end: Double, _ stroke: Stroke) { line([Point(x, y), Point(end, y)], stroke) }
  /// A vertical line.
  mutating func upright(_ x: Double, from y: Double, to end: Double, _ stroke: Stroke) { line([Point(x, y), Point(x, end)], stroke) }

  /// Says that labels keep off a line of data.
  mutating func keepOff(_ points: [Point]) {
    for (a, b) in zip(points, points.dropFirst()) { pieces.append((a, b)) }
    if points.count == 1 { pieces.append((points[0], points[0])) }
  }
  /// Says that labels keep off a straight line that is no data: those with a plate may cover it where nothing else is free.
  mutating func keepOffRule(_ start: Point, _ end: Point) { rules.append((start, end)) }
  /// Says that labels keep off a bar.
  mutating func keepOff(_ box: Box) { blocks.append(box) }
  /// Names a label that is left out.
  mutating func drop(_ label: String) { dropped.append(label) }

  // MARK: Text

  func widthOf(_ text: String, _ style: TextStyle) -> Double { measure.width(of: text, style) }
  func widthOf(_ parts: [LabelPart]) -> Double {
    parts.indices.reduce(0) { $0 + widthOf(parts[$1].text, parts[$1].style) + ($1 > 0 ? space(before: parts[$1]) : 0) }
  }
  /// The gap before a part: a word space, or none before a mark that follows closely.
  private func space(before part: LabelPart) -> Double {
    part.text.first == "," || part.text.first == ")" ? 0 : widthOf(" ", part.style)
  }

  /// Writes a text where it is told to.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ style: TextStyle, _ role: ColourRole, _ anchor: TextRun.Anchor = .start, halo: Bool = false,
    figure: FigureID? = nil
  ) {
    guard !text.isEmpty else { return }
    put(TextRun(text, at: Point(x, y), style, role, anchor: anchor, halo: halo, figure: figure))
  }

  /// Writes a figure where it is told to.
  mutating func figure(
    _ figure: Figure, _ format: FigureFormat, _ x: Double, _ y: Double, _ style: TextStyle, _ role: ColourRole, _ anchor: TextRun.Anchor = .end
  ) {
    let isWord = if case .missing = figure.value { true } else { false }
    text(printed(figure.value, format), x, y, isWord ? self.style.label : style, isWord ? .ink2 : role, anchor, figure: figure.id)
  }

  mutating func put(_ run: TextRun) {
    texts.append(run.box(measure))
    commands.append(.text(run))
  }

  /// Writes parts one after the other on a baseline.
  mutating func parts(_ parts: [LabelPart], _ x: Double, _ y: Double, _ anchor: TextRun.Anchor = .start, halo: Bool = false) {
    for run in runs(parts, x, y, anchor, halo: halo) { put(run) }
  }

  private func runs(_ parts: [LabelPart], _ x: Double, _ y: Double, _ anchor: TextRun.Anchor, halo: Bool) -> [TextRun] {
    let length = widthOf(parts)
    var left = anchor == .start ? x : anchor == .middle ? x - length / 2 : x - length
    var runs: [TextRun] = []
    for (index, part) in parts.enumerated() {
      if index > 0 { left += space(before: part) }
      let size = widthOf(part.text, part.style)
      if anchor == .end && index == parts.count - 1 {
        runs.append(TextRun(part.text, at: Point(x, y), part.style, part.role, anchor: .end, halo: halo, figure: part.figure))
      } else {
        runs.append(TextRun(part.text, at: Point(left, y), part.style, part.role, halo: halo, figure: part.figure))
      }
      left += size
    }
    return runs
  }

  // MARK: Looking for free ground

  /// Whether a box lies in the scene clear of every text, and clear of the data unless told otherwise.
  ///
  /// - Parameter lines: whether it must be clear of the lines of a grid, a mean or a limit too.
  func isFree(_ box: Box, of data: Bool = true, lines: Bool = true, within bounds: Box? = nil) -> Bool {
    let field = bounds ?? Box(x: 0, y: 0, width: width, height: height > 0 ? height : .greatestFiniteMagnitude)
    guard field.contains(box, tolerance: 0.01) else { return false }
    if texts.contains(where: { $0.overlaps(box.grown(0.6)) }) { return false }
    guard data else { return true }
    let wide = box.grown(1.5)
    if lines && rules.contains(where: { wide.isCrossed(from: $0.0, to: $0.1) }) { return false }
    return !blocks.contains { $0.overlaps(box) } && !pieces.contains { wide.isCrossed(from: $0.0, to: $0.1) }
  }

  /// Where a label may stand: a point of its baseline and the anchor.
  typealias Place = (x: Double, y: Double, anchor: TextRun.Anchor)

  /// Writes a label at the first place that is free of texts and data, then at the first free of texts alone with a halo; drops it when there is none.
  @discardableResult
  mutating func label(_ parts: [LabelPart], at places: [Place], overData: Bool = true, name: String) -> Place? {
    for data in overData ? [true, false] : [true] {
      for place in places {
        let list = runs(parts, place.x, place.y, place.anchor, halo: !data)
        if list.allSatisfy({ isFree($0.box(measure), of: data) }) {
          for run in list { put(run) }
          return place
        }
      }
    }
    drop(name)
    return nil
  }

  /// Writes a label at the first place that is free of everything; else at the first that is free of texts and data, on a plate of the paper's colour that
  /// hides the lines behind it; so with the first places, then with the others; drops it when there is none.
  @discardableResult
  mutating func plate(_ parts: [LabelPart], at first: [Place], else others: [Place], name: String) -> Place? {
    for (places, lines) in [(first, true), (first, false), (others, true), (others, false)] {
      for place in places {
        let list = runs(parts, place.x, place.y, place.anchor, halo: false)
        guard list.allSatisfy({ isFree($0.box(measure), lines: lines) }) else { continue }
        if !lines, let first = list.first?.box(measure), let last = list.last?.box(measure) {
          rectangle(Box(x: first.x, y: first.y, width: last.right - first.x, height: first.height).grown(1.5 * style.unit), .paper)
        }
        for run in list { put(run) }
        return place
      }
    }
    drop(name)
    return nil
  }

  /// The finished scene.
  func scene(title: String, description: String) -> Scene {
    Scene(width: width, height: height, commands: commands, title: title, description: description, droppedLabels: dropped)
  }
}

/// The scene of a chart that has nothing to draw: no axes, one sentence, 20 pt high.
func emptyScene(_ title: String, width: Double, medium: ChartMedium, measure: any TextMeasure, words: String = "Nothing to show.") -> Scene {
  var scene = SceneBuilder(width: width, medium: medium, measure: measure)
  scene.height = 20 * scene.style.unit
  scene.text(words, 0, 14 * scene.style.unit, scene.style.label, .ink2)
  return scene.scene(title: title, description: words)
}
