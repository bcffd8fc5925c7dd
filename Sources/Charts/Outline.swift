/// Closed outlines on a plane: their area, what lies in them, and fewer points for the same look. A ring's first point is not repeated at its end.
enum Outline {
  /// The area with its sign: positive where the ring runs clockwise on a plane whose y goes down.
  static func signedArea(_ ring: [Point]) -> Double {
    guard ring.count > 2 else { return 0 }
    var sum = 0.0
    var before = ring[ring.count - 1]
    for point in ring {
      sum += before.x * point.y - point.x * before.y
      before = point
    }
    return sum / 2
  }

  /// Whether a point lies inside, by the number of sides to its right.
  static func contains(_ ring: [Point], _ point: Point) -> Bool {
    var inside = false
    guard var before = ring.last else { return false }
    for corner in ring {
      if (corner.y > point.y) != (before.y > point.y),
        point.x < (before.x - corner.x) * (point.y - corner.y) / (before.y - corner.y) + corner.x
      {
        inside.toggle()
      }
      before = corner
    }
    return inside
  }

  /// Whether a box lies wholly inside.
  static func contains(_ ring: [Point], _ box: Box) -> Bool {
    guard contains(ring, Point(box.x + box.width / 2, box.y + box.height / 2)), var before = ring.last else { return false }
    for corner in ring {
      if box.isCrossed(from: before, to: corner) { return false }
      before = corner
    }
    return true
  }

  /// How far a point is from the nearest side.
  static func distance(_ ring: [Point], _ point: Point) -> Double {
    guard var before = ring.last else { return 0 }
    var least = Double.infinity
    for corner in ring {
      least = min(least, squaredDistance(point, before, corner))
      before = corner
    }
    return least.squareRoot()
  }

  private static func squaredDistance(_ point: Point, _ a: Point, _ b: Point) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = dx * dx + dy * dy
    let t = length > 0 ? max(0, min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length)) : 0
    let (x, y) = (point.x - a.x - t * dx, point.y - a.y - t * dy)
    return x * x + y * y
  }

  /// The ring with as few of its points as keep within `tolerance` of it (Ramer, Douglas and Peucker), from the two points that are furthest apart in reading order:
  /// the leftmost, and the one furthest from it. The same ring always gives the same points.
  static func simplified(_ ring: [Point], tolerance: Double) -> [Point] {
    guard ring.count > 4, tolerance > 0 else { return ring }
    let first = ring.indices.min { (ring[$0].x, ring[$0].y, $0) < (ring[$1].x, ring[$1].y, $1) } ?? 0
    let turned = Array(ring[first...] + ring[..<first])
    func reach(_ index: Int) -> Double {
      let (dx, dy) = (turned[index].x - turned[0].x, turned[index].y - turned[0].y)
      return dx * dx + dy * dy
    }
    let far = turned.indices.dropFirst().max { (reach($0), $1) < (reach($1), $0) } ?? 1
    var kept = [Bool](repeating: false, count: turned.count)
    (kept[0], kept[far]) = (true, true)
    var open = [(0, far), (far, turned.count)]
    let limit = tolerance * tolerance
    while let (start, end) = open.popLast() {
      guard end - start > 1 else { continue }
      let (a, b) = (turned[start], turned[end % turned.count])
      var (worst, at) = (limit, -1)
      for index in (start + 1)..<end {
        let distance = squaredDistance(turned[index], a, b)
        if distance > worst { (worst, at) = (distance, index) }
      }
      guard at >= 0 else { continue }
      kept[at] = true
      open.append((start, at))
      open.append((at, end))
    }
    let result = turned.indices.filter { kept[$0] }.map { turned[$0] }
    return result.count > 2 ? result : ring
  }

  /// One ring that goes round an outline and its holes: each hole is joined to it by a cut there and back, so that one filled shape shows them.
  static func joined(_ outer: [Point], holes: [[Point]]) -> [Point] {
    guard !holes.isEmpty else { return outer }
    let clockwise = signedArea(outer) > 0
    var ring = outer
    // Holes from the right to the left, so that no cut crosses a hole that is still to come.
    func right(_ hole: [Point]) -> Double { hole.map(\.x).max() ?? 0 }
    for hole in holes.filter({ $0.count > 2 }).sorted(by: { (right($0), $0[0].y) > (right($1), $1[0].y) }) {
      let around = (signedArea(hole) > 0) == clockwise ? Array(hole.reversed()) : hole
      guard let start = around.indices.max(by: { (around[$0].x, $1) < (around[$1].x, $0) }) else { continue }
      func reach(_ index: Int) -> Double {
        let (dx, dy) = (ring[index].x - around[start].x, ring[index].y - around[start].y)
        return dx * dx + dy * dy
      }
      let near = ring.indices.min { (reach($0), $0) < (reach($1), $1) } ?? 0
      ring.insert(contentsOf: around[start...] + around[...start] + [ring[near]], at: near + 1)
    }
    return ring
  }
}
