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
  mutating func tint(_ first: [Point], _ second: [Point]) {
    var above: [Point] = []
    var below: [Point] = []
    var isOver: Bool?
    func close(_ scene: inout SceneBuilder) {
      if let isOver, above.count > 1 { scene.area(above + below.reversed(), isOver ? .overArea : .underArea) }
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
        close(&self)
        above = [crossing]
        below = [crossing]
        isOver = gap > 0
      } else if isOver == nil, gap != 0 {
        isOver = gap > 0
      }
      above.append(a)
      below.append(b)
    }
    close(&self)
  }
}

/// The three letters of a month.
func shortMonth(_ month: MonthIndex) -> String { String(month.period.shortMonthName.prefix(3)) }

/// `Apr 2015`.
func monthAndYear(_ month: MonthIndex) -> String { "\(shortMonth(month)) \(month.period.calendar.year)" }
