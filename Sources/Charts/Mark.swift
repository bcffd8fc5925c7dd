package import Styling

/// The drawn marks, each a shape that its word or letter repeats. Raw values of the marks of tables equal those of `ReportMark`.
package enum Mark: String, Sendable, Hashable, CaseIterable {
  /// Disc with a tick: a standard met, agrees, on track.
  case met
  /// Diamond with a cross: not met, off track.
  case notMet
  /// Ring with a dash: no value.
  case noValue
  /// Triangle with an exclamation mark: warning, at risk.
  case warning
  /// Diamond with a cross: an error.
  case error
  /// Ring with an i: a note.
  case note
  /// Square with a tick: complete.
  case complete
  /// Dot: common cause.
  case commonCause
  /// Diamond: outside a limit.
  case outsideLimit
  /// Square: seven or more on one side of the mean.
  case shift
  /// Triangle up: seven rising.
  case rising
  /// Triangle down: seven falling.
  case falling
  /// Ring with a centre dot: two of three near a limit.
  case nearLimit
  /// Arrow to the left: over plan.
  case arrowLeft
  /// Arrow to the right: under plan.
  case arrowRight
  /// Arrow up: more than before.
  case arrowUp
  /// Arrow down: less than before.
  case arrowDown
  /// Two over bars and one under bar about an upright rule: the programme's sign.
  case wordmark

  /// The role in which the mark is drawn when none is asked for.
  package var role: ColourRole {
    switch self {
    case .met, .complete: .met
    case .notMet, .error, .arrowLeft: .over
    case .noValue, .note, .commonCause: .axis
    case .warning: .concern
    case .outsideLimit, .shift, .rising, .falling, .nearLimit: .neutral
    case .arrowRight: .under
    case .arrowUp, .arrowDown, .wordmark: .ink
    }
  }

  /// The mark about a centre, `size` high (the wordmark `size` high and 1.3 × as wide), in its own role or another.
  package func commands(at centre: Point, size: Double, role asked: ColourRole? = nil) -> [DrawCommand] {
    let ink = asked ?? role
    let r = size / 2
    func at(_ x: Double, _ y: Double) -> Point { Point(centre.x + x * r, centre.y + y * r) }
    let thin = Stroke(.paper, size * 0.13)
    switch self {
    case .met, .complete:
      let ground: DrawCommand =
        self == .met
        ? .circle(centre, radius: r, fill: ink, stroke: nil)
        : .rectangle(Box(x: centre.x - r * 0.92, y: centre.y - r * 0.92, width: r * 1.84, height: r * 1.84), fill: ink, stroke: nil)
      return [ground, .line([at(-0.46, 0.02), at(-0.12, 0.38), at(0.5, -0.34)], thin)]
    case .notMet, .error:
      return [
        .area([at(0, -1), at(1, 0), at(0, 1), at(-1, 0)], ink), .line([at(-0.3, -0.3), at(0.3, 0.3)], thin),
        .line([at(-0.3, 0.3), at(0.3, -0.3)], thin),
      ]
    case .noValue:
      return [
        .circle(centre, radius: r * 0.9, fill: nil, stroke: Stroke(ink, size * 0.1)), .line([at(-0.42, 0), at(0.42, 0)], Stroke(ink, size * 0.1)),
      ]
    case .warning:
      return [
        .area([at(0, -0.95), at(1.05, 0.9), at(-1.05, 0.9)], ink), .line([at(0, -0.35), at(0, 0.3)], thin),
        .circle(at(0, 0.62), radius: size * 0.075, fill: .paper, stroke: nil),
      ]
    case .note:
      return [
        .circle(centre, radius: r * 0.9, fill: nil, stroke: Stroke(ink, size * 0.1)), .line([at(0, -0.1), at(0, 0.5)], Stroke(ink, size * 0.12)),
        .circle(at(0, -0.42), radius: size * 0.07, fill: ink, stroke: nil),
      ]
    case .commonCause: return [.circle(centre, radius: r, fill: ink, stroke: nil)]
    case .outsideLimit: return [.area([at(0, -1), at(1, 0), at(0, 1), at(-1, 0)], ink)]
    case .shift: return [.rectangle(Box(x: centre.x - r * 0.88, y: centre.y - r * 0.88, width: r * 1.76, height: r * 1.76), fill: ink, stroke: nil)]
    case .rising, .arrowUp: return [.area([at(0, -0.95), at(1, 0.8), at(-1, 0.8)], ink)]
    case .falling, .arrowDown: return [.area([at(0, 0.95), at(-1, -0.8), at(1, -0.8)], ink)]
    case .nearLimit:
      return [
        .circle(centre, radius: r * 0.86, fill: .paper, stroke: Stroke(ink, size * 0.16)), .circle(centre, radius: r * 0.36, fill: ink, stroke: nil),
      ]
    case .arrowLeft: return [.area([at(-0.8, 0), at(0.8, -1), at(0.8, 1)], ink)]
    case .arrowRight: return [.area([at(0.8, 0), at(-0.8, 1), at(-0.8, -1)], ink)]
    case .wordmark: return wordmark(centre, size, rule: ink)
    }
  }

  private func wordmark(_ centre: Point, _ size: Double, rule: ColourRole) -> [DrawCommand] {
    let width = size * 1.3
    let left = centre.x - width / 2
    let top = centre.y - size / 2
    let upright = left + width * 0.57
    let bar = size * 0.22
    func block(_ x: Double, _ y: Double, _ w: Double, _ role: ColourRole) -> DrawCommand {
      .rectangle(Box(x: x, y: top + y * size, width: w, height: bar), fill: role, stroke: nil)
    }
    return [
      block(left, 0.1, upright - left, .over), block(upright, 0.39, left + width - upright, .under),
      block(left + width * 0.27, 0.68, upright - left - width * 0.27, .over),
      .line([Point(upright, top), Point(upright, top + size)], Stroke(rule, size * 0.07)),
    ]
  }
}
