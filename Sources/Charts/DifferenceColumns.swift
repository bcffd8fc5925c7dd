import Figures
import Quantities
import Styling

/// One column a month from the line “on plan”: down is over plan, up is under; each with its value at its end.
struct DifferenceColumns {
  /// The months of the axis.
  let months: [MonthIndex]
  /// The variance of each of the first months.
  let values: [Figure?]
  /// How values are written.
  let format: FigureFormat
  /// The height of the chart in its medium.
  let height: Double
  /// The width of a column in points, where the slot allows it.
  let columnPoints: Double
  /// Whether the months stand in line with those of the cumulative chart.
  var inLine = false

  func scene(title: String, width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    if medium == .narrow {
      let shown = Array(months.prefix(values.count))
      let rows = DifferenceRows(months: shown, values: values, format: format)
      return rows.scene(title: title, description: description, width: width, medium: medium, measure: measure)
    }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let words = scene.widthOf("on plan", style.label)
    let room = YearRoom(scene)
    let left = inLine ? room.left : 0
    let right = scene.width - max(words + style.gap, inLine ? room.right : 0)
    let axis = MonthAxis(months, from: left, to: right)
    let sizes = numbers(values)
    let rises = sizes.contains { ($0 ?? 0) > 0 }
    let shown = values.count
    let missing = missingMonths(values, of: Array(months.prefix(shown)))
    scene.height = height

    // Months stand on the free side of the line: above it when nothing rises, else under the whole plot.
    let labelRoom = style.leading + 2 * style.unit
    let axisHeight = axis.height(scene, missing: missing)
    let top = rises ? labelRoom : axisHeight
    let bottom = rises ? height - axisHeight - (sizes.contains { ($0 ?? 0) < 0 } ? labelRoom : 2 * style.unit) : height - labelRoom
    let low = min(0, sizes.compactMap { $0 }.min() ?? 0)
    let high = max(0, sizes.compactMap { $0 }.max() ?? 0)
    let span = high > low ? high - low : 1
    let zero = rises ? top + (bottom - top) * high / span : top
    func place(_ value: Double) -> Double { zero - value / span * (bottom - top) }

    let columnWidth = min(columnPoints * style.unit, axis.slot * 0.82)
    for (index, value) in sizes.enumerated() where index < months.count {
      guard let value, value != 0 else { continue }
      let end = place(value)
      let length = max(abs(end - zero), 0.75 * style.unit)
      let box = Box(x: axis.x(index) - columnWidth / 2, y: value < 0 ? zero : zero - length, width: columnWidth, height: length)
      scene.rectangle(box, value < 0 ? .over : .under)
      scene.keepOff(box)
    }
    scene.rule(zero, from: left, to: right, style.stroke(.ink, 0.75))
    if rises {
      axis.draw(&scene, top: height - axisHeight, missing: missing, values: values)
    } else {
      axis.draw(&scene, top: -style.gap * 0.6, missing: missing, values: values)
    }
    scene.text("on plan", right + style.gap, zero + style.label.size * 0.34, style.label, .ink2)
    if !sizes.contains(where: { ($0 ?? 0) != 0 }) {
      scene.label(
        [LabelPart("nil in every month", style.label, .ink)],
        at: [((left + right) / 2, (zero + height) / 2 + style.leading, .middle), ((left + right) / 2, zero - 6, .middle)], name: "nil in every month")
      return scene.scene(title: title, description: "On plan: nil in every month.")
    }
    drawValues(&scene, axis, place, sizes, zero)
    return scene.scene(title: title, description: description)
  }

  /// The last value first, then the furthest, then the rest in time, so that what is left out matters least.
  private func drawValues(_ scene: inout SceneBuilder, _ axis: MonthAxis, _ place: (Double) -> Double, _ sizes: [Double?], _ zero: Double) {
    let style = scene.style
    let known = plotted(values).filter { $0.index < months.count }
    let last = known.last?.index
    let order = known.sorted { a, b in
      if (a.index == last) != (b.index == last) { return a.index == last }
      if abs(a.value) != abs(b.value) { return abs(a.value) > abs(b.value) }
      return a.index < b.index
    }
    for (index, value) in order {
      guard let figure = values[index] else { continue }
      let side = VarianceSide(figure.value) ?? .onPlan
      let part = LabelPart(figure, format, style.label, side.textRole)
      let half = scene.widthOf(part.text, part.style) / 2
      let x = min(max(axis.x(index), half), scene.width - half)
      let length = max(abs(place(value) - zero), 0.75 * style.unit)
      let below = zero + (value < 0 ? length : 0) + style.label.size * 0.74 + 2 * style.unit
      let above = zero - (value > 0 ? length : 0) - 3 * style.unit
      scene.label(
        [part], at: value > 0 ? [(x, above, .middle)] : [(x, below, .middle)], overData: false,
        name: "\(monthAndYear(months[index])) \(part.text)")
    }
  }

  private var description: String {
    let known = plotted(values)
    guard let last = known.last, let figure = values[last.index] else { return "No value." }
    let first = known[0]
    let furthest = known.min { $0.value < $1.value } ?? last
    if first.index == last.index { return "\(monthAndYear(months[last.index])): \(varianceWords(figure))." }
    var text = "From \(monthAndYear(months[first.index])) to \(monthAndYear(months[last.index])). Last: \(varianceWords(figure))."
    if furthest.index != last.index, furthest.value < 0, let far = values[furthest.index] {
      text += " Furthest over: \(varianceWords(far)) in \(monthAndYear(months[furthest.index]))."
    }
    return text
  }
}

/// The months of an axis that shows the whole of the last month's financial year.
func yearMonths(_ months: [MonthIndex]) -> [MonthIndex] {
  guard let last = months.last else { return [] }
  return months + (last.month < 12 ? (1...(12 - last.month)).map { last.advanced(by: $0) } : [])
}
