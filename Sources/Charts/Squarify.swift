/// Lays areas side by side so that each is as near to a square as may be: the squarified treemap of Bruls, Huizing and van Wijk (“Squarified Treemaps”, 2000).
///
/// Areas are taken in the order given (largest first gives the squarest) and laid in rows along the shorter side of the free rectangle. A row takes one more as
/// long as the worst ratio of its sides does not grow; then the rest of the rectangle is laid out likewise. (The paper prints the comparison the other way
/// round; its text and figures say this.)
///
/// - Parameters:
///   - areas: sizes above nought in any unit; others get an empty box.
///   - box: the rectangle to fill.
/// - Returns: a box for each area, which together fill the rectangle; each is the share of the rectangle that its area is of all.
package func squarified(_ areas: [Double], in box: Box) -> [Box] {
  let usable = areas.indices.filter { areas[$0] > 0 && areas[$0].isFinite }
  let sum = usable.reduce(0) { $0 + areas[$1] }
  var boxes = [Box](repeating: Box(x: box.x, y: box.y, width: 0, height: 0), count: areas.count)
  guard sum > 0, box.width > 0, box.height > 0 else { return boxes }
  let scale = box.width * box.height / sum
  var free = box
  var start = 0
  while start < usable.count {
    let side = min(free.width, free.height)
    var end = start
    var row = (sum: 0.0, least: Double.infinity, most: 0.0)
    var worst = Double.infinity
    while end < usable.count {
      let area = areas[usable[end]] * scale
      let longer = (sum: row.sum + area, least: min(row.least, area), most: max(row.most, area))
      let ratio = worstRatio(longer.sum, least: longer.least, most: longer.most, side: side)
      if end > start, ratio > worst { break }
      (row, worst) = (longer, ratio)
      end += 1
    }
    let isLast = end == usable.count
    // The last row takes what is left, so that rounding leaves no sliver.
    let depth = isLast ? max(free.width, free.height) : row.sum / side
    let upright = free.width >= free.height
    var place = upright ? free.y : free.x
    for index in start..<end {
      let share = areas[usable[index]] * scale / row.sum * side
      boxes[usable[index]] =
        upright
        ? Box(x: free.x, y: place, width: depth, height: share) : Box(x: place, y: free.y, width: share, height: depth)
      place += share
    }
    free =
      upright
      ? Box(x: free.x + depth, y: free.y, width: max(0, free.width - depth), height: free.height)
      : Box(x: free.x, y: free.y + depth, width: free.width, height: max(0, free.height - depth))
    start = end
  }
  return boxes
}

/// The longest of the rectangles of a row: the largest ratio of a long side to a short one.
private func worstRatio(_ sum: Double, least: Double, most: Double, side: Double) -> Double {
  max(side * side * most / (sum * sum), sum * sum / (side * side * least))
}
