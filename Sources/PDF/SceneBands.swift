import Charts
import Styling

extension Scene {
  /// The scene whole where it fits; else cut across where nothing is drawn, each part as tall as its page takes.
  ///
  /// A chart of many panels is taller than a page: its rows of panels stand on several. A scene that has no free line across comes back whole.
  func bands(first: Double, rest: Double, _ measure: any TextMeasure) -> [Scene] {
    guard height > first else { return [self] }
    var extents: [(top: Double, bottom: Double)] = commands.map { $0.extent(measure) }
    extents.sort { $0.top < $1.top }
    // Lines across that nothing crosses, each in the middle of what is free, with how much that is.
    var cuts: [(y: Double, gap: Double)] = []
    var reached = extents.first?.bottom ?? 0
    for extent in extents {
      if extent.top > reached + 3 { cuts.append(((extent.top + reached) / 2, extent.top - reached)) }
      reached = max(reached, extent.bottom)
    }
    var bands: [Scene] = []
    var top = 0.0
    while top < height {
      let room = bands.isEmpty ? first : rest
      // The widest gap parts a row of panels from the next; a narrower one might part a panel from its head.
      let within = cuts.filter { $0.y > top + 1 && $0.y - top <= room }
      let widest = within.map(\.gap).max() ?? 0
      let end = height - top <= room ? height : within.last { $0.gap > widest - 1 }?.y ?? cuts.first { $0.y > top + 1 }?.y ?? height
      bands.append(band(from: top, to: end, measure))
      top = end
    }
    return bands
  }

  private func band(from top: Double, to bottom: Double, _ measure: any TextMeasure) -> Scene {
    var part = self
    part.height = bottom - top
    part.commands = commands.compactMap { command in
      let extent = command.extent(measure)
      let middle = (extent.top + extent.bottom) / 2
      return middle >= top && middle < bottom ? command.moved(up: top) : nil
    }
    return part
  }
}

extension DrawCommand {
  /// How far it reaches from the scene's top.
  fileprivate func extent(_ measure: any TextMeasure) -> (top: Double, bottom: Double) {
    switch self {
    case .line(let points, _), .area(let points, _): return (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
    case .rectangle(let box, _, _): return (box.y, box.y + box.height)
    case .circle(let centre, let radius, _, _): return (centre.y - radius, centre.y + radius)
    case .text(let run):
      guard run.upward else { return (run.at.y - run.style.size * 0.75, run.at.y + run.style.size * 0.22) }
      let width = measure.width(of: run.text, run.style)
      switch run.anchor {
      case .start: return (run.at.y - width, run.at.y)
      case .middle: return (run.at.y - width / 2, run.at.y + width / 2)
      case .end: return (run.at.y, run.at.y + width)
      }
    }
  }

  fileprivate func moved(up distance: Double) -> DrawCommand {
    func moved(_ point: Point) -> Point { Point(point.x, point.y - distance) }
    switch self {
    case .line(let points, let stroke): return .line(points.map(moved), stroke)
    case .area(let points, let role): return .area(points.map(moved), role)
    case .rectangle(var box, let fill, let stroke):
      box.y -= distance
      return .rectangle(box, fill: fill, stroke: stroke)
    case .circle(let centre, let radius, let fill, let stroke): return .circle(moved(centre), radius: radius, fill: fill, stroke: stroke)
    case .text(var run):
      run.at = moved(run.at)
      return .text(run)
    }
  }
}
