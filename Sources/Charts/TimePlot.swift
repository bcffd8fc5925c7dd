import Figures
import Quantities
import Styling

/// The frame of a chart over months: its value axis at the left, months below, room for labels at the right.
struct TimePlot {
  /// The months.
  let months: MonthAxis
  /// The values.
  let values: ValueAxis
  /// The plot's top.
  let top: Double
  /// The plot's bottom.
  let bottom: Double
  /// The months that have no value, which the axis marks.
  let missing: [Int]

  /// Lays out a plot of `scene.height`.
  ///
  /// - Parameters:
  ///   - rightRoom: what to keep free at the right.
  ///   - leftRoom: the least room for the tick labels, so that charts of one section stand in line.
  ///   - percent: whether the values are shares, written per cent.
  ///   - start: where the value axis begins when not at nought; the chart must say so.
  init(
    _ scene: SceneBuilder, months: [MonthIndex], covering data: [Double], money: Bool, missing: [Int], rightRoom: Double, leftRoom: Double = 0,
    topRoom: Double? = nil, signed: Bool = false, zeroWords: String? = nil, percent: Bool = false, from start: Double? = nil
  ) {
    let style = scene.style
    let top = topRoom ?? style.label.size * 0.5
    // The months' lettering depends on the slot, the slot on the widest tick label: lay out once without knowing it, then with it.
    func axis(_ left: Double, _ bottom: Double) -> (months: MonthAxis, values: ValueAxis) {
      let most = ValueAxis.gridlines(height: bottom - top, style)
      let highest = data.max() ?? 0
      let scale =
        start.flatMap { $0 < highest ? LinearScale(near: $0, highest, from: bottom, to: top, most: most) : nil }
        ?? LinearScale(covering: data, from: bottom, to: top, most: most)
      return (
        MonthAxis(months, from: left, to: scene.width - rightRoom),
        ValueAxis(scale: scale, labels: TickLabels(scale, money: money, signed: signed, percent: percent), zeroWords: zeroWords)
      )
    }
    let roughBottom = scene.height - 3 * style.leading
    let left = max(leftRoom, axis(0, roughBottom).values.width(scene) + style.gap)
    let bottom = scene.height - axis(left, roughBottom).months.height(scene, missing: missing)
    let final = axis(left, bottom)
    let wider = max(left, final.values.width(scene) + style.gap)
    self.months = axis(wider, bottom).months
    values = final.values
    self.top = top
    self.bottom = bottom
    self.missing = missing
  }

  /// The plot's left edge.
  var left: Double { months.left }
  /// The plot's right edge.
  var right: Double { months.right }
  /// The place of a month and a value.
  func point(_ index: Int, _ value: Double) -> Point { Point(months.x(index), values.scale.place(value)) }
  /// The height of a value.
  func y(_ value: Double) -> Double { values.scale.place(value) }

  /// Draws gridlines, tick labels, months and the lines between years; the data come after it, then `drawZero`.
  func draw(_ scene: inout SceneBuilder, shown: [Figure?] = []) {
    for edge in months.yearEdges { scene.upright(edge, from: top, to: bottom, scene.style.stroke(.rule, 0.5)) }
    values.draw(&scene, from: left, to: right)
    months.draw(&scene, top: bottom, missing: missing, values: shown)
  }

  /// The line at nought.
  func drawZero(_ scene: inout SceneBuilder) { values.drawZero(&scene, from: left, to: right) }
}

/// The places of the steps of a monthly plan: each month's value over its slot; a gap between financial years and at missing months.
func planSteps(_ plan: [Double?], _ axis: MonthAxis, y: (Double) -> Double) -> [[Point]] {
  var runs: [[Point]] = []
  var current: [Point] = []
  for (index, value) in plan.enumerated() where index < axis.months.count {
    if index > 0, axis.months[index].year != axis.months[index - 1].year, !current.isEmpty {
      runs.append(current)
      current = []
    }
    guard let value else {
      if !current.isEmpty { runs.append(current) }
      current = []
      continue
    }
    let left = Point(axis.left + Double(index) * axis.slot, y(value))
    let right = Point(axis.left + Double(index + 1) * axis.slot, y(value))
    if let last = current.last, last.y == left.y {
      current[current.count - 1] = right
    } else {
      current += [left, right]
    }
  }
  if !current.isEmpty { runs.append(current) }
  return runs
}

/// Two lines to tint between: the actual through the months' middles, and the step of the plan below it, in runs where both are known.
func stepPairs(_ actual: [Double?], _ plan: [Double?], _ axis: MonthAxis, y: (Double) -> Double) -> [(actual: [Point], plan: [Point])] {
  var pairs: [(actual: [Point], plan: [Point])] = []
  var first: [Point] = []
  var second: [Point] = []
  func close() {
    if first.count > 1 { pairs.append((first, second)) }
    first = []
    second = []
  }
  for index in actual.indices {
    guard let value = actual[index], index < plan.count, let planned = plan[index] else {
      close()
      continue
    }
    let here = Point(axis.x(index), y(value))
    if index > 0, !first.isEmpty, let before = actual[index - 1], let earlier = plan[index - 1], earlier != planned {
      // The plan steps at the edge between the two slots, half way along the actual's line.
      let edge = axis.left + Double(index) * axis.slot
      let middle = Point(edge, (y(before) + here.y) / 2)
      first += [middle, middle]
      second += [Point(edge, y(earlier)), Point(edge, y(planned))]
    }
    first.append(here)
    second.append(Point(here.x, y(planned)))
  }
  close()
  return pairs
}
