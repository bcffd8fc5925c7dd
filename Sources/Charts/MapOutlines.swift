import Figures
import Styling

/// Areas of land on the plane of a scene: projected, fitted into a box, with no more points than can be seen.
struct MapOutlines {
  /// The pieces of each area, largest first: an outer ring and its holes.
  private let pieces: [[(outer: [Point], holes: [[Point]])]]
  private let unit: Double
  /// The y of the map's lower edge.
  let bottom: Double

  /// Projects about the middle of the land's own box of degrees, so that the same land always gives the same map.
  init(_ areas: [[[[Choropleth.Place]]]], in box: Box, unit: Double) {
    self.unit = unit
    let all = areas.joined().joined().joined()
    let (west, east) = (all.map(\.longitude).min() ?? 0, all.map(\.longitude).max() ?? 0)
    let (south, north) = (all.map(\.latitude).min() ?? 0, all.map(\.latitude).max() ?? 0)
    let projection = EqualAreaProjection(longitude: (west + east) / 2, latitude: (south + north) / 2)
    let projected = areas.map { area in
      area.map { polygon in
        polygon.map { ring in
          ring.map { place -> Point in
            let metres = projection.place(longitude: place.longitude, latitude: place.latitude)
            return Point(metres.east, -metres.north)
          }
        }
      }
    }
    let points = projected.joined().joined().joined()
    let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 1)
    let (upper, lower) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 1)
    let scale = min(box.width / max(right - left, 1), box.height / max(lower - upper, 1))
    let inset = (box.width - (right - left) * scale) / 2
    bottom = box.y + (lower - upper) * scale
    let tolerance = 0.3 * unit
    pieces = projected.map { area in
      let drawn = area.map { polygon -> (outer: [Point], holes: [[Point]]) in
        let rings = polygon.map { ring in
          Outline.simplified(
            ring.map { Point(box.x + inset + ($0.x - left) * scale, box.y + ($0.y - upper) * scale) }, tolerance: tolerance)
        }
        return (rings.first ?? [], rings.dropFirst().filter { abs(Outline.signedArea($0)) > 0.5 * unit * unit })
      }.filter { $0.outer.count > 2 }
      let ordered = drawn.enumerated().sorted { a, b in
        let (x, y) = (abs(Outline.signedArea(a.element.outer)), abs(Outline.signedArea(b.element.outer)))
        return x != y ? x > y : a.offset < b.offset
      }.map(\.element)
      // Rocks that no eye would see are left out, but never the whole of an area.
      return ordered.enumerated().filter { $0.offset == 0 || abs(Outline.signedArea($0.element.outer)) > 0.5 * unit * unit }.map(\.element)
    }
  }

  /// Grounds colour by colour, so that those of one colour join into one shape, then the boundaries.
  func draw(_ scene: inout SceneBuilder, grounds: [ColourRole?]) {
    for role in ColourRole.allCases {
      for (area, ground) in zip(pieces, grounds) where ground == role {
        for piece in area { scene.area(Outline.joined(piece.outer, holes: piece.holes), role) }
      }
    }
    let stroke = scene.style.stroke(.ink2, 0.5)
    for piece in pieces.joined() { for ring in [piece.outer] + piece.holes { scene.line(ring + [ring[0]], stroke) } }
  }

  /// Writes name and share into each area that has room for them, else its number, else its number nearby with a leader.
  func label(_ scene: inout SceneBuilder, _ lines: [Choropleth.ListLine]) {
    let style = scene.style
    // The smallest first: a large area has room to spare.
    let order = pieces.indices.filter { !pieces[$0].isEmpty }.sorted { a, b in
      let (x, y) = (abs(Outline.signedArea(pieces[a][0].outer)), abs(Outline.signedArea(pieces[b][0].outer)))
      return x != y ? x < y : a < b
    }
    for index in order {
      let ring = pieces[index][0].outer
      let line = lines[index]
      let role = PercentGround(line.share.value).text
      let number = String(index + 1)
      let bold = TextStyle(style.label.size, .bold)
      let share = [LabelPart(line.share, .percentSigned, style.label, role)]
      let centres = Self.centres(of: ring, step: 2.5 * unit)
      let words = line.name.split(separator: " ").map(String.init)
      var choices: [[String]] = [[line.name]]
      for cut in 1..<max(1, words.count) { choices.append([words[..<cut].joined(separator: " "), words[cut...].joined(separator: " ")]) }
      choices.sort { a, b in
        let (x, y) = (a.map { scene.widthOf($0, bold) }.max() ?? 0, b.map { scene.widthOf($0, bold) }.max() ?? 0)
        return a.count != b.count ? a.count < b.count : x < y
      }
      var isDone = false
      for names in choices where !isDone {
        let width = max(names.map { scene.widthOf($0, bold) }.max() ?? 0, scene.widthOf(share)) + 3 * unit
        let height = Double(names.count + 1) * style.leading + unit
        guard let centre = place(width, height, gap: 2 * unit, in: ring, centres, scene) else { continue }
        var y = centre.y - height / 2 + style.label.size * 0.9
        for name in names {
          scene.text(name, centre.x, y, bold, role, .middle)
          y += style.leading
        }
        scene.parts(share, centre.x, y, .middle)
        isDone = true
      }
      if isDone { continue }
      let size = (width: scene.widthOf(number, bold) + unit, height: bold.size * 0.95)
      if let centre = place(size.width, size.height, gap: Self.numberGap * unit, in: ring, centres, scene) {
        scene.text(number, centre.x, centre.y + bold.size * 0.35, bold, role, .middle)
      } else {
        nearby(&scene, number, bold, from: centres.first ?? ring[0], name: line.name)
      }
    }
  }

  /// What is free on either side of a number, in units: nearer to each other, 6 and 1 are read as 61.
  static let numberGap = 6.0

  /// The first of the centres about which a box lies wholly inside the ring, with no text on it nor within a gap on either side.
  private func place(_ width: Double, _ height: Double, gap: Double, in ring: [Point], _ centres: [Point], _ scene: SceneBuilder) -> Point? {
    centres.first { centre in
      let box = Box(x: centre.x - width / 2, y: centre.y - height / 2, width: width, height: height)
      let wide = Box(x: box.x - gap, y: box.y, width: width + 2 * gap, height: height)
      // A gap may lie beyond the edge of the picture, where there is no text.
      return Outline.contains(ring, box)
        && (scene.isFree(wide, of: false) || (wide.x < 0 || wide.right > scene.width) && scene.isFree(box, of: false))
    }
  }

  /// Points of a grid inside a ring, those furthest from its sides first.
  private static func centres(of ring: [Point], step: Double) -> [Point] {
    let (left, right) = (ring.map(\.x).min() ?? 0, ring.map(\.x).max() ?? 0)
    let (top, bottom) = (ring.map(\.y).min() ?? 0, ring.map(\.y).max() ?? 0)
    // A coarser grid for a larger area: a few hundred points are enough.
    let step = max(step, ((right - left) * (bottom - top) / 900).squareRoot())
    var found: [(point: Point, distance: Double)] = []
    for y in stride(from: top + step / 2, to: bottom, by: step) {
      for x in stride(from: left + step / 2, to: right, by: step) {
        let point = Point(x, y)
        if Outline.contains(ring, point) { found.append((point, Outline.distance(ring, point))) }
      }
    }
    return found.sorted { a, b in a.distance != b.distance ? a.distance > b.distance : (a.point.y, a.point.x) < (b.point.y, b.point.x) }.map(\.point)
  }

  /// Writes a number beside an area that has no room for it, with a leader from the area.
  private func nearby(_ scene: inout SceneBuilder, _ number: String, _ font: TextStyle, from start: Point, name: String) {
    // Sixteen directions, nearest first, from the right clockwise: tenths of the sine and cosine of each.
    let ways: [(Double, Double)] = [
      (1, 0), (0.92, 0.38), (0.71, 0.71), (0.38, 0.92), (0, 1), (-0.38, 0.92), (-0.71, 0.71), (-0.92, 0.38), (-1, 0), (-0.92, -0.38),
      (-0.71, -0.71), (-0.38, -0.92), (0, -1), (0.38, -0.92), (0.71, -0.71), (0.92, -0.38),
    ]
    let half = scene.widthOf(number, font) / 2 + unit
    for distance in stride(from: 8 * unit, through: 60 * unit, by: 4 * unit) {
      for way in ways {
        let end = Point(start.x + way.0 * distance, start.y + way.1 * distance)
        let box = Box(x: end.x - half, y: end.y - font.size * 0.55, width: 2 * half, height: font.size * 1.1)
        let wide = Box(x: box.x - Self.numberGap * unit, y: box.y, width: box.width + 2 * Self.numberGap * unit, height: box.height)
        guard scene.isFree(wide, of: false), wide.x >= 0, wide.right <= scene.width else { continue }
        let short = (distance - max(half, font.size * 0.6)) / distance
        scene.line([start, Point(start.x + way.0 * distance * short, start.y + way.1 * distance * short)], scene.style.stroke(.ink, 0.5))
        scene.circle(start, 1.1 * unit, fill: .ink)
        scene.text(number, end.x, end.y + font.size * 0.35, font, .ink, .middle, halo: true)
        return
      }
    }
    scene.drop(name)
  }
}
