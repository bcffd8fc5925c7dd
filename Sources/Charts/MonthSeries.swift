import Figures
import Quantities
import Styling

/// The values of a series that can be drawn, with their places.
func plotted(_ values: [Figure?]) -> [(index: Int, value: Double)] {
  values.enumerated().compactMap { index, figure in figure?.value.approximation.map { (index, $0) } }
}

/// The values as numbers, nil where there is none.
func numbers(_ values: [Figure?]) -> [Double?] { values.map { $0?.value.approximation } }

/// The unbroken runs of a series as points: a missing month ends one.
func runs(of values: [Double?], x: (Int) -> Double, y: (Double) -> Double) -> [[Point]] {
  var all: [[Point]] = []
  var current: [Point] = []
  for (index, value) in values.enumerated() {
    if let value {
      current.append(Point(x(index), y(value)))
    } else if !current.isEmpty {
      all.append(current)
      current = []
    }
  }
  if !current.isEmpty { all.append(current) }
  return all
}

extension SceneBuilder {
  /// Draws a series as a line with gaps; a value alone between gaps becomes a dot.
  mutating func series(_ values: [Double?], x: (Int) -> Double, y: (Double) -> Double, _ stroke: Stroke) {
    for run in runs(of: values, x: x, y: y) {
      keepOff(run)
      if run.count > 1 { line(run, stroke) } else { circle(run[0], stroke.width, fill: stroke.role) }
    }
  }

  /// Tints the ground between two lines: over where the first is above the second, under where it is below. Lines are split where they cross.
  mutating func tint(_ first: [Point], _ second: [Point]) { areas(tints(first, second)) }

  /// Draws the tints of one ground, the shapes of one colour together.
  mutating func areas(_ tints: [(shape: [Point], role: ColourRole)]) {
    for role in [ColourRole.overArea, .underArea] {
      for tint in tints where tint.role == role { area(tint.shape, role) }
    }
  }

  /// The shapes between two lines, each in the tint of its side.
  func tints(_ first: [Point], _ second: [Point]) -> [(shape: [Point], role: ColourRole)] {
    var shapes: [(shape: [Point], role: ColourRole)] = []
    var above: [Point] = []
    var below: [Point] = []
    var isOver: Bool?
    func close() {
      guard let isOver, above.count > 1 else { return }
      let shape = withoutNeedless(above + below.reversed())
      if shape.count > 2 { shapes.append((shape, isOver ? .overArea : .underArea)) }
    }
    for index in 0..<min(first.count, second.count) {
      let a = first[index]
      let b = second[index]
      let gap = b.y - a.y
      if let was = isOver, gap != 0, (gap > 0) != was, index > 0 {
        let before = second[index - 1].y - first[index - 1].y
        let share = before == gap ? 0 : before / (before - gap)
        let crossing = Point(
          first[index - 1].x + (a.x - first[index - 1].x) * share, first[index - 1].y + (a.y - first[index - 1].y) * share)
        above.append(crossing)
        below.append(crossing)
        close()
        above = [crossing]
        below = [crossing]
        isOver = gap > 0
      } else if isOver == nil, gap != 0 {
        isOver = gap > 0
      }
      above.append(a)
      below.append(b)
    }
    close()
    return shapes
  }
}

/// The outline without the points that lie on the straight line between their neighbours.
func withoutNeedless(_ outline: [Point]) -> [Point] {
  var kept: [Point] = []
  for point in outline {
    if kept.last == point { continue }
    while kept.count > 1 {
      let a = kept[kept.count - 2]
      let b = kept[kept.count - 1]
      let turn = (b.x - a.x) * (point.y - b.y) - (b.y - a.y) * (point.x - b.x)
      let onward = (b.x - a.x) * (point.x - b.x) + (b.y - a.y) * (point.y - b.y)
      guard abs(turn) < 1e-6, onward >= 0 else { break }
      kept.removeLast()
    }
    kept.append(point)
  }
  while kept.count > 1, kept.last == kept.first { kept.removeLast() }
  return kept
}

/// The three letters of a month.
func shortMonth(_ month: MonthIndex) -> String { String(month.period.shortMonthName.prefix(3)) }

/// `Apr 2015`.
func monthAndYear(_ month: MonthIndex) -> String { "\(shortMonth(month)) \(month.period.calendar.year)" }
