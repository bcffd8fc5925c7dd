import Figures
import Quantities
import Styling

/// The difference from plan for a narrow screen: one row a month about an upright line, so that each value has its place.
struct DifferenceRows {
  let months: [MonthIndex]
  let values: [Figure?]
  let format: FigureFormat

  func scene(title: String, description: String, width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let pitch = style.label.size * 1.5
    let top = style.leading + 4 * style.unit
    scene.height = top + Double(months.count) * pitch + style.unit
    let sizes = values.map { $0?.value.approximation ?? 0 }
    let unit = format == .thousands ? "£ thousand" : format == .sterlingShort ? "" : "number"
    let texts = values.compactMap { $0.map { printed($0.value, format) } } + [unit, Missing.notSent.rawValue]
    let number = texts.map { scene.widthOf($0, style.label) }.max() ?? 0
    let left = (months.map { scene.widthOf(shortMonth($0), style.label) }.max() ?? 0) + 10 * style.unit
    let right = max(left + 40, scene.width - number - 8 * style.unit)
    let room = (over: scene.widthOf("over plan", style.strong) + 14 * style.unit, under: scene.widthOf("under", style.strong) + 14 * style.unit)
    let scale = signedScale(sizes, from: left, to: right, leastLeft: room.over, leastRight: room.under, most: 4)
    let bars = BarScale(scale: scale, labels: TickLabels(scale, money: areMoney(values.compactMap(\.self))))
    scene.varianceHeads(zero: scale.place(0), baseline: style.label.size)
    scene.text(unit, scene.width, style.label.size, style.label, .ink2, .end)
    for (index, month) in months.enumerated() {
      let middle = top + (Double(index) + 0.5) * pitch
      let baseline = middle + style.label.size * 0.35
      scene.text(shortMonth(month), 0, baseline, style.label, .ink2)
      guard let figure = values[safe: index], let side = VarianceSide(figure.value) else {
        var word = Missing.notSent.rawValue
        if case .missing(let reason)? = values[safe: index]?.value { word = reason.rawValue }
        scene.text(word, scene.width, baseline, style.label, .ink2, .end)
        continue
      }
      bars.bar(&scene, from: 0, to: sizes[index], middle: middle, height: pitch * 0.66, side.barRole)
      scene.text(printed(figure.value, format), scene.width, baseline, style.label, side.textRole, .end, figure: figure.id)
    }
    bars.drawZero(&scene, top: top - 2 * style.unit, bottom: scene.height)
    return scene.scene(title: title, description: description)
  }
}
