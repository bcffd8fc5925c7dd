package import Styling

extension TextRun {
  /// The room that the ink of the text takes: from 0.74 em above the baseline to 0.21 em below, as wide as measured.
  package func box(_ measure: some TextMeasure) -> Box {
    let length = measure.width(of: text, style)
    let before: Double =
      switch anchor {
      case .start: 0
      case .middle: length / 2
      case .end: length
      }
    let ascent = style.size * 0.74
    let descent = style.size * 0.21
    if upward { return Box(x: at.x - ascent, y: at.y - length + before, width: ascent + descent, height: length) }
    return Box(x: at.x - before, y: at.y - ascent, width: length, height: ascent + descent)
  }
}

extension Box {
  /// The right edge.
  package var right: Double { x + width }
  /// The bottom edge.
  package var bottom: Double { y + height }

  /// Whether two boxes share more than `tolerance` both ways.
  package func overlaps(_ other: Box, tolerance: Double = 0) -> Bool {
    min(right, other.right) - max(x, other.x) > tolerance && min(bottom, other.bottom) - max(y, other.y) > tolerance
  }

  /// Whether another box lies within this one, but for `tolerance`.
  package func contains(_ other: Box, tolerance: Double = 0) -> Bool {
    other.x >= x - tolerance && other.y >= y - tolerance && other.right <= right + tolerance && other.bottom <= bottom + tolerance
  }

  /// The box with `margin` more on each side.
  func grown(_ margin: Double) -> Box { Box(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin) }

  /// Whether a straight line passes through the box (Liang and Barsky's clipping).
  func isCrossed(from a: Point, to b: Point) -> Bool {
    var enter = 0.0
    var leave = 1.0
    for (delta, low, high) in [(b.x - a.x, x - a.x, right - a.x), (b.y - a.y, y - a.y, bottom - a.y)] {
      if delta == 0 {
        if low > 0 || high < 0 { return false }
      } else {
        let (first, second) = delta > 0 ? (low / delta, high / delta) : (high / delta, low / delta)
        enter = max(enter, first)
        leave = min(leave, second)
        if enter > leave { return false }
      }
    }
    return true
  }
}
