import Styling

/// The icons of a process chart's verdict: what its variation says, and whether the standard will be met.
package enum ProcessIcon: Sendable, Hashable {
  /// A wave: common cause, no real change.
  case commonCause
  /// H or L in white: special cause that is better.
  case improving(high: Bool)
  /// H or L in white: special cause that is worse.
  case concerning(high: Bool)
  /// H or L in an open circle: special cause where no side is better.
  case neither(high: Bool)
  /// P in a square: the standard is always met.
  case willPass
  /// F in a square: the standard is never met.
  case willFail
  /// ? in a square: met or missed by chance.
  case hitOrMiss

  /// The icon about a centre, `size` wide and high (13 pt in rows).
  package func commands(at centre: Point, size: Double) -> [DrawCommand] {
    let r = size / 2
    func letter(_ text: String, _ role: ColourRole) -> DrawCommand {
      .text(TextRun(text, at: Point(centre.x, centre.y + size * 0.25), TextStyle(size * 0.68, .bold), role, anchor: .middle))
    }
    func square(_ text: String, _ role: ColourRole) -> [DrawCommand] {
      [
        .rectangle(
          Box(x: centre.x - r * 0.9, y: centre.y - r * 0.9, width: r * 1.8, height: r * 1.8), fill: .paper, stroke: Stroke(role, size * 0.1)),
        letter(text, role),
      ]
    }
    switch self {
    case .commonCause:
      let wave = [(-0.6, 0.18), (-0.36, -0.2), (-0.1, 0.2), (0.14, -0.2), (0.36, 0.18), (0.6, -0.02)].map {
        Point(centre.x + $0.0 * r, centre.y + $0.1 * r)
      }
      return [.circle(centre, radius: r * 0.92, fill: .paper, stroke: Stroke(.axis, size * 0.09)), .line(wave, Stroke(.axis, size * 0.1))]
    case .improving(let high): return [.circle(centre, radius: r, fill: .blue, stroke: nil), letter(high ? "H" : "L", .paper)]
    case .concerning(let high): return [.circle(centre, radius: r, fill: .concern, stroke: nil), letter(high ? "H" : "L", .paper)]
    case .neither(let high):
      return [.circle(centre, radius: r * 0.92, fill: .paper, stroke: Stroke(.neutral, size * 0.1)), letter(high ? "H" : "L", .neutral)]
    case .willPass: return square("P", .blue)
    case .willFail: return square("F", .concern)
    case .hitOrMiss: return square("?", .axis)
    }
  }
}
