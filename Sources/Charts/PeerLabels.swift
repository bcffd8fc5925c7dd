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
    /// The name, on one line where it fits.
    var lines: [String]
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
      let text = PeerLabels.text(line.highlighted, scene)
      let room = scene.width - left - scene.widthOf(PeerLabels.signed(figure, format), text) - 4
      let fitting = [line.shortName, line.name].first { scene.widthOf($0, text) <= room }.map { [$0] } ?? wrapped(line.shortName, text, room, scene)
      let lines = fitting.count > 2 ? [line.code] : fitting
      return End(series: line, figure: figure, value: last.value, at: plot.point(last.index, last.value), lines: lines)
    }
    // From the top of the chart down; ties by code.
    ends.sort { ($0.at.y, $0.series.code) < ($1.at.y, $1.series.code) }
    let size = style.leading + 0.5
    let crowds = place(&ends, leading: style.leading, most: 8 * style.unit)
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
    let baseline = middle - Double(end.lines.count - 1) * style.leading / 2 + text.size * 0.35
    if abs(middle - end.at.y) > style.unit {
      scene.line([Point(end.at.x + 3 * style.unit, end.at.y), Point(left - 2 * style.unit, middle)], style.stroke(.axis, 0.5))
    }
    for (line, name) in end.lines.enumerated() { scene.text(name, left, baseline + Double(line) * style.leading, text, role) }
    scene.text(value, scene.width, baseline, text, role, .end, figure: end.figure.id)
  }

  // MARK: Who is named where

  /// Gives labels their places; what stays unnamed comes back as crowds.
  ///
  /// All are named at first. While some label stands more than `most` from its line, or a crowd's words have no room, the line that is tightest among those
  /// pushed about goes unnamed. Then names are given back, the furthest from plan first, as long as everything still fits. Outermost lines and this
  /// organisation's are always named; with over 24 lines only five are.
  private func place(_ ends: inout [End], leading: Double, most: Double) -> [Crowd] {
    guard !ends.isEmpty else { return [] }
    let far = ends.indices.sorted { (abs(ends[$0].value), $1) > (abs(ends[$1].value), $0) }
    let kept = Set(ends.indices.filter { ends[$0].series.highlighted } + [0, ends.count - 1])
    var isNamed = ends.indices.map { _ in true }
    let limited = ends.count > 24
    if limited { for index in far where !kept.contains(index) { isNamed[index] = false } }
    var arrangement = Arrangement(isNamed, ends, leading: leading, most: most, bottom: plot.bottom)
    while !arrangement.fits, let next = arrangement.tightest(isNamed, ends, kept) {
      isNamed[next] = false
      arrangement = Arrangement(isNamed, ends, leading: leading, most: most, bottom: plot.bottom)
    }
    for index in far where !isNamed[index] {
      if limited, isNamed.count(where: { $0 }) >= 5 { break }
      isNamed[index] = true
      let richer = Arrangement(isNamed, ends, leading: leading, most: most, bottom: plot.bottom)
      if richer.fits { arrangement = richer } else { isNamed[index] = false }
    }
    var crowds: [Crowd] = []
    for (item, middle) in zip(arrangement.items, arrangement.middles) {
      if isNamed[item.members.lowerBound] {
        ends[item.members.lowerBound].middle = middle
      } else {
        crowds.append(Crowd(members: item.members, middle: middle))
      }
    }
    return crowds
  }

  /// Labels and crowds from the top, and where they come to stand.
  private struct Arrangement {
    /// A label, or the words of a crowd.
    struct Item {
      var members: Range<Int>
      var wish: Double
      var size: Double
      /// How far it may stand from where it would.
      var slack: Double
    }
    let items: [Item]
    let middles: [Double]
    let fits: Bool

    init(_ isNamed: [Bool], _ ends: [End], leading: Double, most: Double, bottom: Double) {
      var items: [Item] = []
      var index = 0
      while index < ends.count {
        var end = index + 1
        if !isNamed[index] { while end < ends.count, !isNamed[end] { end += 1 } }
        let top = ends[index].at.y
        let low = ends[end - 1].at.y
        let lines = isNamed[index] ? ends[index].lines.count : 2
        items.append(
          Item(
            members: index..<end, wish: (top + low) / 2, size: Double(lines) * leading + (isNamed[index] ? 0.5 : 3),
            slack: isNamed[index] ? most : max(most, (low - top) / 2)))
        index = end
      }
      let field = 0...(bottom + leading / 2)
      middles = spread(items.map(\.wish), sizes: items.map(\.size), within: field)
      fits =
        zip(items, middles).allSatisfy { abs($1 - $0.wish) <= $0.slack } && items.reduce(0) { $0 + $1.size } <= field.upperBound
      self.items = items
    }

    /// The line to leave unnamed: of the labels in touch with one that stands too far off, the one with the nearest neighbour.
    func tightest(_ isNamed: [Bool], _ ends: [End], _ kept: Set<Int>) -> Int? {
      var groups: [Range<Int>] = []
      for index in items.indices {
        if index > 0, middles[index] - middles[index - 1] <= (items[index].size + items[index - 1].size) / 2 + 0.01 {
          groups[groups.count - 1] = groups[groups.count - 1].lowerBound..<(index + 1)
        } else {
          groups.append(index..<(index + 1))
        }
      }
      let pushed = groups.filter { group in group.contains { abs(middles[$0] - items[$0].wish) > items[$0].slack } }
      func candidates(_ groups: [Range<Int>]) -> [Int] {
        groups.flatMap { $0.flatMap { Array(items[$0].members) } }.filter { isNamed[$0] && !kept.contains($0) }
      }
      func room(_ index: Int) -> Double {
        let above = index > 0 ? ends[index].at.y - ends[index - 1].at.y : .infinity
        let below = index + 1 < ends.count ? ends[index + 1].at.y - ends[index].at.y : .infinity
        return min(above, below)
      }
      let inGroups = candidates(pushed)
      return (inGroups.isEmpty ? candidates(groups) : inGroups).min { (room($0), $0) < (room($1), $1) }
    }
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
    // The bracket keeps off the names above and below.
    let above = ends[..<members.lowerBound].last?.middle.map { $0 + size / 2 } ?? 0
    let below = ends[members.upperBound...].first?.middle.map { $0 - size / 2 } ?? plot.bottom
    let top = max(first.at.y, above)
    let bottom = min(last.at.y, below)
    if bottom - top > 3 {
      let reach = 3 * style.unit
      scene.line([Point(x - reach, top), Point(x, top), Point(x, bottom), Point(x - reach, bottom)], stroke)
    }
    func value(_ end: End, _ format: FigureFormat) -> LabelPart {
      LabelPart(PeerLabels.signed(end.figure, format), style.label, .ink2, figure: end.figure.id)
    }
    let words = members.count == 1 ? "One other" : "\(countWord(members.count)) others"
    func values(_ format: FigureFormat) -> [LabelPart] {
      members.count == 1 ? [value(first, format)] : [value(first, format), LabelPart("to", style.label, .ink2), value(last, format)]
    }
    func fits(_ format: FigureFormat) -> Bool { scene.widthOf(values(format)) <= scene.width - left - 4 * style.unit }
    let parts = fits(format) ? values(format) : format == .thousands && fits(.sterlingShort) ? values(.sterlingShort) : []
    let baseline = crowd.middle - size / 2 + style.label.size * 0.35
    scene.text(words, left + 3 * style.unit, baseline, style.label, .ink2)
    scene.parts(parts, left + 3 * style.unit, baseline + size)
  }
}

/// One to twelve in words, capital first; larger counts as figures.
private func countWord(_ count: Int) -> String {
  let words = ["Nought", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]
  return words.indices.contains(count) ? words[count] : String(count)
}
