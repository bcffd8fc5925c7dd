import Styling

/// The shapes of points that stand in a set of charts, with their words, on as few lines as they need.
struct ProcessKeyStrip {
  private let entries: [(mark: Mark, words: String, at: Point)]
  private let pitch: Double
  /// Its height; nought where no point has a shape of its own.
  let height: Double

  /// Lays out the shapes that stand among the marks, in the order of the key.
  init(_ marks: [ProcessMark?], _ scene: SceneBuilder) {
    let style = scene.style
    let used = Set(marks.compactMap { $0?.mark })
    pitch = scene.medium == .page ? 13 : 20
    var (x, line) = (0.0, 0)
    var entries: [(mark: Mark, words: String, at: Point)] = []
    for (mark, words) in ProcessKey.points where used.contains(mark) {
      let needed = 10 * style.unit + scene.widthOf(words, style.label)
      if x > 0, x + needed > scene.width { (x, line) = (0, line + 1) }
      entries.append((mark, words, Point(x, (Double(line) + 0.5) * pitch)))
      x += needed + 11 * style.unit
    }
    self.entries = entries
    height = entries.isEmpty ? 0 : Double(line + 1) * pitch
  }

  /// Draws it, and makes the scene end below it.
  func draw(_ scene: inout SceneBuilder, top: Double) {
    let style = scene.style
    scene.height = top + height
    for entry in entries {
      let at = Point(entry.at.x, top + entry.at.y)
      scene.append(entry.mark.commands(at: Point(at.x + 3.5 * style.unit, at.y), size: 6 * style.unit, role: .ink))
      scene.text(entry.words, at.x + 10 * style.unit, at.y + style.label.size * 0.35, style.label, .ink)
    }
  }
}
