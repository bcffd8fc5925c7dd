import Figures
import Styling

/// The names at the ends of peers' lines: this organisation, the furthest over and under, then whoever has room; a crowd goes into a bracket.
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
    var at: Point
    /// The middle of its label, once it has one.
    var middle: Double?
  }

  /// Lines that share a bracket, and where its words stand.
  private struct Crowd {
    var members: Range<Int>
    var middle: Double
  }

  func draw(_ scene: inout SceneBuilder) {
    let style = scene.style
    var ends: [End] = series.compactMap { line in
      guard let last = plotted(line.values).last, let figure = line.values[last.index] else { return nil }
      return End(series: line, figure: figure, value: last.value, at: plot.point(last.index, last.value))
    }
    // From the top of the chart down; ties by code.
    ends.sort { ($0.at.y, $0.series.code) < ($1.at.y, $1.series.code) }
    let size = style.leading + 0.5
    let crowds = place(&ends, size: size, most: 8 * style.unit)
    for crowd in crowds { drawCrowd(&scene, crowd, ends, size: size) }
    for end in ends where end.middle != nil { drawLabel(&scene, end) }
  }

  /// The room that the widest label needs, at most `most`.
  static func room(_ series: [PeerLines.Series], _ format: FigureFormat, most: Double, _ scene: SceneBuilder) -> Double {
    let widths = series.compactMap { line in
      plotted(line.values).last.flatMap { line.values[$0.index] }.map { figure in
        let text = PeerLabels.text(line.highlighted, scene)
        return scene.widthOf(line.shortName, text) + scene.widthOf(signed(figure, format), text) + 8 * scene.style.unit
      }
    }
    return min(max(widths.max() ?? 0, 80 * scene.style.unit) + 10 * scene.style.unit, most)
  }

  private static func text(_ own: Bool, _ scene: SceneBuilder) -> TextStyle {
    own ? TextStyle(scene.style.label.size + 1, .bold) : scene.style.label
  }

  private static func signed(_ figure: Figure, _ format: FigureFormat) -> String {
    let text = printed(figure.value, format)
    return (figure.value.approximation ?? 0) > 0 && text.first?.isNumber == true && text != "0" ? "+" + text : text
  }

  private func drawLabel(_ scene: inout SceneBuilder, _ end: End) {
    guard let middle = end.middle else { return }
    let style = scene.style
    let text = PeerLabels.text(end.series.highlighted, scene)
    let role: ColourRole = end.series.highlighted ? .blue : .ink
    let value = PeerLabels.signed(end.figure, format)
    let room = scene.width - left - scene.widthOf(value, text) - 4
    let name = [end.series.shortName, end.series.name].first { scene.widthOf($0, text) <= room } ?? end.series.code
    let baseline = middle + text.size * 0.35
    if abs(middle - end.at.y) > style.unit {
      scene.line([Point(end.at.x + 3 * style.unit, end.at.y), Point(left - 2 * style.unit, middle)], style.stroke(.axis, 0.5))
    }
    scene.text(name, left, baseline, text, role)
    scene.text(value, scene.width, baseline, text, role, .end, figure: end.figure.id)
  }

  // MARK: Who is named where

  /// Gives labels their places; what stays unnamed comes back as crowds.
  ///
  /// Every arrangement is tried in turn: all named; then, while some label would stand more than `most` from its line or a crowd's words would have no room,
  /// the closest pair of neighbours is put into one crowd. Outermost lines and this organisation's are never put into one.
  private func place(_ ends: inout [End], size: Double, most: Double) -> [Crowd] {
    guard !ends.isEmpty else { return [] }
    let field = 0...(plot.bottom + size / 2)
    var isNamed = ends.indices.map { _ in true }
    let kept = Set(ends.indices.filter { ends[$0].series.highlighted } + [0, ends.count - 1])
    if ends.count > 24 {
      // Over 24 lines: five are named, those furthest from plan first.
      let rest = ends.indices.filter { !kept.contains($0) }.sorted { (abs(ends[$0].value), $1) > (abs(ends[$1].value), $0) }
      for index in rest.dropFirst(max(0, 5 - kept.count)) { isNamed[index] = false }
    }
    while true {
      let items = arranged(isNamed, ends, size: size)
      let middles = spread(items.map(\.wish), sizes: items.map(\.size), within: field)
      let fits = zip(items, middles).allSatisfy { item, middle in abs(middle - item.wish) <= (item.members.count > 1 || !isNamed[item.members.lowerBound] ? item.slack : most) }
        && items.reduce(0) { $0 + $1.size } <= field.upperBound
      if !fits, let next = nextHidden(isNamed, ends, kept) {
        isNamed[next] = false
        continue
      }
      var crowds: [Crowd] = []
      for (item, middle) in zip(items, middles) {
        if isNamed[item.members.lowerBound] {
          ends[item.members.lowerBound].middle = middle
        } else {
          crowds.append(Crowd(members: item.members, middle: middle))
        }
      }
      return crowds
    }
  }

  /// Labels and crowds from the top: the middle each wishes, the room it takes, how far a crowd's words may stand from its middle.
  private func arranged(_ isNamed: [Bool], _ ends: [End], size: Double) -> [(members: Range<Int>, wish: Double, size: Double, slack: Double)] {
    var items: [(members: Range<Int>, wish: Double, size: Double, slack: Double)] = []
    var index = 0
    while index < ends.count {
      var end = index + 1
      if !isNamed[index] { while end < ends.count, !isNamed[end] { end += 1 } }
      let top = ends[index].at.y
      let bottom = ends[end - 1].at.y
      items.append((index..<end, (top + bottom) / 2, isNamed[index] ? size : 2 * size + 3, (bottom - top) / 2 + size))
      index = end
    }
    return items
  }

  /// The line that most crowds its neighbours among those that may go unnamed; beside an unnamed one it goes first.
  private func nextHidden(_ isNamed: [Bool], _ ends: [End], _ kept: Set<Int>) -> Int? {
    let candidates = ends.indices.filter { isNamed[$0] && !kept.contains($0) }
    func room(_ index: Int) -> Double {
      let above = index > 0 ? ends[index].at.y - ends[index - 1].at.y : .infinity
      let below = index + 1 < ends.count ? ends[index + 1].at.y - ends[index].at.y : .infinity
      // A crowd grows before a second one starts.
      let beside = (index > 0 && !isNamed[index - 1] ? above * 0.5 : above, index + 1 < ends.count && !isNamed[index + 1] ? below * 0.5 : below)
      return min(beside.0, beside.1)
    }
    return candidates.min { (room($0), $0) < (room($1), $1) }
  }

  // MARK: Crowds

  /// The bracket with its words: how many, and from which value to which.
  private func drawCrowd(_ scene: inout SceneBuilder, _ crowd: Crowd, _ ends: [End], size: Double) {
    let style = scene.style
    let members = crowd.members
    for index in members { scene.drop("\(ends[index].series.name) \(PeerLabels.signed(ends[index].figure, format))") }
    let first = ends[members.lowerBound]
    let last = ends[members.upperBound - 1]
    let x = left - 2 * style.unit
    let stroke = style.stroke(.axis, 0.7)
    if last.at.y - first.at.y > 3 {
      let reach = 3 * style.unit
      scene.line([Point(x - reach, first.at.y), Point(x, first.at.y), Point(x, last.at.y), Point(x - reach, last.at.y)], stroke)
    }
    func value(_ end: End, _ format: FigureFormat) -> LabelPart {
      LabelPart(PeerLabels.signed(end.figure, format), style.label, .ink2, figure: end.figure.id)
    }
    let words = members.count == 1 ? "One other" : "\(countWord(members.count)) others"
    func values(_ format: FigureFormat) -> [LabelPart] {
      members.count == 1 ? [value(first, format)] : [value(first, format), LabelPart("to", style.label, .ink2), value(last, format)]
    }
    let isWide = scene.widthOf(values(format)) > scene.width - left - 4 * style.unit
    let baseline = crowd.middle - size / 2 + style.label.size * 0.35
    scene.text(words, left + 3 * style.unit, baseline, style.label, .ink2)
    scene.parts(values(isWide && format == .thousands ? .sterlingShort : format), left + 3 * style.unit, baseline + size)
  }
}

/// One to twelve in words, capital first; larger counts as figures.
private func countWord(_ count: Int) -> String {
  let words = ["Nought", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]
  return words.indices.contains(count) ? words[count] : String(count)
}
