import Figures
import Styling

/// The names at the ends of peers' lines: this organisation, the furthest over, the furthest under, then whoever has room; the rest go into a bracket.
struct PeerLabels {
  let series: [PeerLines.Series]
  let plot: TimePlot
  let left: Double
  let format: FigureFormat

  /// A line that has an end.
  private struct End {
    var series: PeerLines.Series
    var figure: Figure
    var value: Double
    var x: Double
    var y: Double
    /// The middle of its label, once it has one.
    var placed: Double?
  }

  func draw(_ scene: inout SceneBuilder) {
    let style = scene.style
    var ends: [End] = series.compactMap { line in
      guard let last = plotted(line.values).last, let figure = line.values[last.index] else { return nil }
      return End(series: line, figure: figure, value: last.value, x: plot.months.x(last.index), y: plot.y(last.value))
    }
    // From the top of the chart down; ties by code.
    ends.sort { ($0.y, $0.series.code) < ($1.y, $1.series.code) }
    place(&ends, size: style.leading + 0.5, most: 8 * style.unit)
    drawBracket(&scene, ends)
    for end in ends {
      guard let middle = end.placed else { continue }
      let own = end.series.highlighted
      let text = own ? TextStyle(style.label.size + (scene.medium == .page ? 1 : 1), .bold) : style.label
      let role: ColourRole = own ? .blue : .ink
      let value = LabelPart(signed(end.figure), text, role, figure: end.figure.id)
      let valueWidth = scene.widthOf(value.text, text)
      let room = scene.width - left - valueWidth - 4
      let name = [end.series.shortName, end.series.name].first { scene.widthOf($0, text) <= room } ?? end.series.code
      let baseline = middle + text.size * 0.35
      if abs(middle - end.y) > style.unit {
        scene.line([Point(end.x + 3 * style.unit, end.y), Point(left - 2 * style.unit, middle)], style.stroke(.axis, 0.5))
      }
      scene.text(name, left, baseline, text, role)
      scene.text(value.text, scene.width, baseline, text, role, .end, figure: value.figure)
    }
  }

  private func signed(_ figure: Figure) -> String {
    let text = printed(figure.value, format)
    return (figure.value.approximation ?? 0) > 0 && text.first?.isNumber == true && text != "0" ? "+" + text : text
  }

  /// Gives labels their places by priority; a label may stand up to `most` from its line's end, and none passes another.
  private func place(_ ends: inout [End], size: Double, most: Double) {
    guard !ends.isEmpty else { return }
    let field = size / 2...(plot.bottom + size / 2)
    let bottom = ends.count - 1
    var order = ends.indices.filter { ends[$0].series.highlighted }
    for index in [bottom, 0] where !order.contains(index) { order.append(index) }
    // The rest from the outside in; with over 24 lines only five are named.
    let rest = ends.indices.filter { !order.contains($0) }.sorted {
      (abs(ends[$0].value), ends[$1].series.code) > (abs(ends[$1].value), ends[$0].series.code)
    }
    order += ends.count > 24 ? Array(rest.prefix(max(0, 5 - order.count))) : rest
    for index in order {
      if let free = freePlace(for: index, in: ends, size: size, most: most, field) { ends[index].placed = free }
    }
    makeRoomForBracket(&ends, size: size)
  }

  /// The place nearest to a line's end that no label holds, between the labels of the lines above and below it.
  private func freePlace(for index: Int, in ends: [End], size: Double, most: Double, _ field: ClosedRange<Double>) -> Double? {
    let above = ends[..<index].compactMap(\.placed).max().map { $0 + size } ?? field.lowerBound
    let below = ends[(index + 1)...].compactMap(\.placed).min().map { $0 - size } ?? field.upperBound
    guard above <= below else { return nil }
    let wish = min(max(ends[index].y, above), below)
    return abs(wish - ends[index].y) <= most ? wish : nil
  }

  /// Takes back names next to the unnamed lines until the bracket's words have room; the highlighted and the outermost stay.
  private func makeRoomForBracket(_ ends: inout [End], size: Double) {
    while let run = unnamed(ends), !hasRoom(run, ends, size) {
      let neighbours = [run.lowerBound - 1, run.upperBound].filter { index in
        index > 0 && index < ends.count - 1 && !ends[index].series.highlighted
      }
      // The nearer neighbour goes: it crowds the most.
      let middle = (ends[run.lowerBound].y + ends[run.upperBound - 1].y) / 2
      guard let nearest = neighbours.min(by: { abs(ends[$0].y - middle) < abs(ends[$1].y - middle) }) else { return }
      ends[nearest].placed = nil
    }
  }

  /// The stretch from the first unnamed line to the last.
  private func unnamed(_ ends: [End]) -> Range<Int>? {
    guard let first = ends.firstIndex(where: { $0.placed == nil }), let last = ends.lastIndex(where: { $0.placed == nil }) else { return nil }
    return first..<(last + 1)
  }

  /// The free stretch beside a run of unnamed lines.
  private func gap(_ run: Range<Int>, _ ends: [End], _ size: Double) -> (top: Double, bottom: Double) {
    let top = ends[..<run.lowerBound].compactMap(\.placed).max().map { $0 + size / 2 } ?? 0
    let bottom = ends[run.upperBound...].compactMap(\.placed).min().map { $0 - size / 2 } ?? plot.bottom + size / 2
    return (top, bottom)
  }

  private func hasRoom(_ run: Range<Int>, _ ends: [End], _ size: Double) -> Bool {
    // A named line within the run would stand where the bracket's words go.
    if run.contains(where: { ends[$0].placed != nil && !ends[$0].series.highlighted }) { return false }
    if run.contains(where: { ends[$0].placed != nil }) { return true }
    let free = gap(run, ends, size)
    return free.bottom - free.top >= 2 * size + 2
  }

  /// The bracket with its words: how many, and from which value to which.
  private func drawBracket(_ scene: inout SceneBuilder, _ ends: [End]) {
    let style = scene.style
    let hidden = ends.indices.filter { ends[$0].placed == nil }
    guard let first = hidden.first, let last = hidden.last else { return }
    for index in hidden { scene.drop("\(ends[index].series.name) \(signed(ends[index].figure))") }
    let size = style.leading + 0.5
    let free = gap(first..<(last + 1), ends, size)
    let top = max(ends[first].y, free.top)
    let bottom = min(ends[last].y, free.bottom)
    let x = left - 2 * style.unit
    if bottom - top > 3 {
      let stroke = style.stroke(.axis, 0.7)
      scene.line([Point(x - 3 * style.unit, top), Point(x, top), Point(x, bottom), Point(x - 3 * style.unit, bottom)], stroke)
    }
    let count = hidden.count
    let words = count == 1 ? "One other" : "\(countWord(count)) others"
    let values: [LabelPart] =
      count == 1
      ? [LabelPart(signed(ends[first].figure), style.label, .ink2, figure: ends[first].figure.id)]
      : [
        LabelPart(signed(ends[first].figure), style.label, .ink2, figure: ends[first].figure.id), LabelPart("to", style.label, .ink2),
        LabelPart(signed(ends[last].figure), style.label, .ink2, figure: ends[last].figure.id),
      ]
    // Beside the bracket's middle, or wherever between its neighbours two lines fit.
    let half = size
    let wish = min(max((top + bottom) / 2, free.top + half), max(free.top + half, free.bottom - half))
    let offsets = [0.0] + stride(from: 4, through: 120, by: 4).flatMap { [Double($0), -Double($0)] }
    let indent = left + 4 * style.unit
    for offset in offsets {
      let baseline = wish + offset - size / 2 + style.label.size * 0.35
      let boxes = [
        Box(x: indent, y: baseline - style.label.size, width: scene.widthOf(words, style.label), height: style.label.size * 1.2),
        Box(x: indent, y: baseline + size - style.label.size, width: scene.widthOf(values), height: style.label.size * 1.2),
      ]
      let named = ends.compactMap(\.placed).map { Box(x: left, y: $0 - size / 2, width: scene.width - left, height: size) }
      guard boxes.allSatisfy({ box in scene.isFree(box, of: false) && !named.contains { $0.overlaps(box, tolerance: 0.2) } }) else { continue }
      scene.text(words, indent, baseline, style.label, .ink2)
      scene.parts(values, indent, baseline + size)
      return
    }
    scene.drop(words)
  }
}

/// One to twelve in words, capital first; larger counts as figures.
private func countWord(_ count: Int) -> String {
  let words = ["Nought", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]
  return words.indices.contains(count) ? words[count] : String(count)
}
