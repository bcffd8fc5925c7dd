package import Figures
package import Styling

/// Places in an order at two or more times: a line for each, from its place at one time to that at the next.
package struct SlopeChart: ChartSpecification {
  /// The short accessible name.
  package var title: String
  /// The times, in order: `2013-14`.
  package var times: [String]
  /// The lines, in the caller’s order.
  package var series: [Series]
  /// How the values beside the names are written.
  package var format: FigureFormat

  /// One line.
  package struct Series: Sendable {
    /// The name.
    package var name: String
    /// The name for narrow screens.
    package var shortName: String
    /// The place at each time, 1 the first; nil where it has none.
    package var places: [Figure?]
    /// The value at each time, printed beside the first and the last name; nil where it has none.
    package var values: [Figure?]
    /// Whether it is drawn in the chief colour.
    package var highlighted: Bool

    /// Makes one.
    package init(name: String, shortName: String, places: [Figure?], values: [Figure?], highlighted: Bool) {
      self.name = name
      self.shortName = shortName
      self.places = places
      self.values = values
      self.highlighted = highlighted
    }
  }

  /// Makes the chart.
  package init(title: String, times: [String], series: [Series], format: FigureFormat) {
    self.title = title
    self.times = times
    self.series = series
    self.format = format
  }

  package var isEmpty: Bool { series.allSatisfy { one in one.places.allSatisfy { $0?.value.approximation == nil } } }
  package var figures: [Figure] {
    series.flatMap { one in
      one.places.compactMap(\.self) + [one.values.first, one.values.count > 1 ? one.values.last : nil].compactMap { $0 ?? nil }
    }
  }

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    guard !isEmpty else { return emptyScene(title, width: width, medium: medium, measure: measure) }
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let narrow = medium == .narrow
    let names = RowNames(
      series.map { ($0.name, $0.shortName, $0.highlighted) }, most: scene.width * (narrow ? 0.42 : 0.3), preferShort: narrow, scene)
    // Every place has the same room: as much as the name of most lines needs.
    let pitch = series.indices.map { names.height($0, style) }.max() ?? style.pitch
    let last = times.count - 1
    let numbers = series.flatMap { $0.places.compactMap { $0.map { scene.widthOf(printed($0.value, .number), style.row) } } }.max() ?? 0
    let amounts =
      series.flatMap { one in
        [one.values.first, one.values.last].compactMap { $0 ?? nil }.map { scene.widthOf(printed($0.value, format), style.row) }
      }.max() ?? 0
    let gap = 6 * style.unit
    // Left: name, amount, place; where it is narrow, the place alone. Right: place, name, amount.
    let leftRoom = narrow || times.count < 2 ? numbers + gap : names.width + gap + amounts + gap + numbers + gap
    let rightRoom = numbers + gap + names.width + gap + amounts
    let plot = (left: leftRoom + 4 * style.unit, right: max(leftRoom + 24 * style.unit, scene.width - rightRoom - gap))
    let top = style.leading + 4 * style.unit
    let deepest = series.flatMap { $0.places.compactMap { $0?.value.approximation } }.max() ?? 1
    scene.height = top + deepest * pitch + style.unit
    func x(_ time: Int) -> Double {
      times.count < 2 ? plot.right : plot.left + (plot.right - plot.left) * Double(time) / Double(times.count - 1)
    }
    func y(_ place: Double) -> Double { top + (place - 0.5) * pitch }

    for (time, name) in times.enumerated() {
      let half = scene.widthOf(name, style.strong) / 2
      scene.label(
        [LabelPart(name, style.strong, .ink2)],
        at: [(min(max(x(time), half), scene.width - half), style.label.size * 0.8, .middle)], overData: false, name: name)
      scene.upright(x(time), from: top - 2 * style.unit, to: scene.height, style.stroke(.hair, 0.5))
    }
    let order = series.indices.sorted { !series[$0].highlighted && series[$1].highlighted }
    for index in order {
      let one = series[index]
      let role: ColourRole = one.highlighted ? .blue : .axis
      let known = one.places.enumerated().compactMap { time, place in place?.value.approximation.map { (time, Point(x(time), y($0))) } }
      for (a, b) in zip(known, known.dropFirst()) where a.0 + 1 == b.0 {
        scene.line([a.1, b.1], style.stroke(role, one.highlighted ? 1.75 : 0.9))
      }
      for (_, point) in known { scene.circle(point, (one.highlighted ? 2.2 : 1.7) * style.unit, fill: role) }
    }
    for (index, one) in series.enumerated() {
      let text: TextStyle = one.highlighted ? style.rowStrong : style.row
      func amount(_ time: Int) -> Figure? { one.values.indices.contains(time) ? one.values[time] : nil }
      if let place = one.places.indices.contains(last) ? one.places[last] : nil, let value = place.value.approximation {
        let middle = y(value)
        let baseline = middle + style.row.size * 0.35
        scene.figure(place, .number, scene.width - rightRoom + numbers, baseline, text, .ink2)
        names.draw(index, &scene, x: scene.width - rightRoom + numbers + gap, middle: middle)
        if let amount = amount(last) { scene.figure(amount, format, scene.width, baseline, text, .ink) }
      }
      guard times.count > 1, let place = one.places.first ?? nil, let value = place.value.approximation else { continue }
      let middle = y(value)
      let baseline = middle + style.row.size * 0.35
      scene.figure(place, .number, leftRoom - gap, baseline, text, .ink2)
      guard !narrow else { continue }
      names.draw(index, &scene, x: 0, middle: middle)
      if let amount = amount(0) { scene.figure(amount, format, leftRoom - 2 * gap - numbers, baseline, text, .ink) }
    }
    return scene.scene(title: title, description: description)
  }

  private var description: String {
    guard let first = times.first, let last = times.last else { return title }
    let moved = series.filter(\.highlighted).compactMap { one -> String? in
      guard let a = one.places.first ?? nil, let b = one.places.last ?? nil else { return nil }
      return "\(one.name) from \(printed(a.value, .number)) to \(printed(b.value, .number))"
    }
    let opening = "\(series.count) rows by place, \(times.count > 1 ? "\(first) to \(last)" : first)."
    return moved.isEmpty ? opening : "\(opening) \(moved.joined(separator: "; "))."
  }
}
