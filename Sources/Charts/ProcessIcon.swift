import Styling

/// The icons of a process chart's verdict: what its variation says, and whether the standard will be met.
package enum ProcessIcon: Sendable, Hashable {
  /// A wave: common cause, no real change.
  case commonCause
  /// H or L in white in a disc: special cause that is better.
  case improving(high: Bool)
  /// H or L in white in a diamond: special cause that is worse.
  case concerning(high: Bool)
  /// H or L in an open circle: special cause where no side is better.
  case neither(high: Bool)
  /// P in a square: the standard is always met.
  case willPass
  /// F in a square: the standard is never met.
  case willFail
  /// ? in a square: met or missed by chance.
  case hitOrMiss

  /// Every icon, as keys and pages hold them.
  package static let all: [ProcessIcon] = [
    .commonCause, .improving(high: true), .improving(high: false), .concerning(high: true), .concerning(high: false), .neither(high: true),
    .neither(high: false), .willPass, .willFail, .hitOrMiss,
  ]

  /// A name for symbols of a page: `concern-low`.
  package var name: String {
    switch self {
    case .commonCause: "common-cause"
    case .improving(let high): high ? "improvement-high" : "improvement-low"
    case .concerning(let high): high ? "concern-high" : "concern-low"
    case .neither(let high): high ? "neither-high" : "neither-low"
    case .willPass: "will-pass"
    case .willFail: "will-fail"
    case .hitOrMiss: "hit-or-miss"
    }
  }

  /// What it says, for readers, data files and keys.
  package var words: String {
    switch self {
    case .commonCause: "common cause"
    case .improving(let high): high ? "special cause, high, improving" : "special cause, low, improving"
    case .concerning(let high): high ? "special cause, high, concern" : "special cause, low, concern"
    case .neither(let high): high ? "special cause, high" : "special cause, low"
    case .willPass: "passes as a rule"
    case .willFail: "fails as a rule"
    case .hitOrMiss: "hit or miss"
    }
  }

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
    case .concerning(let high):
      // A diamond, so that worse and better differ by more than their colour.
      let reach = r * 1.16
      let diamond = [
        Point(centre.x, centre.y - reach), Point(centre.x + reach, centre.y), Point(centre.x, centre.y + reach), Point(centre.x - reach, centre.y),
      ]
      return [
        .area(diamond, .concern),
        .text(
          TextRun(high ? "H" : "L", at: Point(centre.x, centre.y + size * 0.22), TextStyle(size * 0.64, .bold), .paper, anchor: .middle)),
      ]
    case .neither(let high):
      return [.circle(centre, radius: r * 0.92, fill: .paper, stroke: Stroke(.neutral, size * 0.1)), letter(high ? "H" : "L", .neutral)]
    case .willPass: return square("P", .blue)
    case .willFail: return square("F", .concern)
    case .hitOrMiss: return square("?", .axis)
    }
  }
}
