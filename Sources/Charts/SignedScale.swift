import Styling

/// A scale for bars about nought that leaves each side at least so much room for its heading, with one unit on both sides.
func signedScale(_ values: [Double], from left: Double, to right: Double, leastLeft: Double, leastRight: Double, most: Int) -> LinearScale {
  let low = -min(0, values.min() ?? 0)
  let high = max(0, values.max() ?? 0)
  let room = max(1, right - left)
  // Nothing but nought: the line stands where both headings have room, and has no other tick.
  guard low + high > 0 else {
    let zero = (left + right) / 2
    return LinearScale(exactly: -(zero - left), right - zero, from: left, to: right, most: 0)
  }
  let span = low + high
  let leastLeft = min(leastLeft, room * 0.45)
  let leastRight = min(leastRight, room * 0.45)
  let zero = left + min(max(room * low / span, leastLeft), room - leastRight)
  // Value per unit of length that both sides can bear.
  let unit = max(low / (zero - left), high / (right - zero), span / room / 1e6)
  return LinearScale(exactly: -unit * (zero - left), unit * (right - zero), from: left, to: right, most: most)
}

extension SceneBuilder {
  /// “◀ over plan | under ▶” on either side of a zero line.
  mutating func varianceHeads(zero: Double, baseline: Double) {
    let unit = style.unit
    let middle = baseline - style.label.size * 0.34
    let size = style.label.size * 0.62
    let over = widthOf("over plan", style.strong)
    let under = widthOf("under", style.strong)
    text("over plan", zero - 5 * unit, baseline, style.strong, .ink2, .end)
    append(Mark.arrowLeft.commands(at: Point(zero - 5 * unit - over - 6 * unit, middle), size: size))
    text("under", zero + 5 * unit, baseline, style.strong, .ink2)
    append(Mark.arrowRight.commands(at: Point(zero + 5 * unit + under + 6 * unit, middle), size: size))
  }
}
