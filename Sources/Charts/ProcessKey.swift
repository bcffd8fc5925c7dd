package import Figures
package import Styling

/// The key to process charts: the shape of each rule, then each icon, with its words.
package struct ProcessKey: ChartSpecification {
  /// The short accessible name.
  package var title: String { "Key to process charts" }
  package var isEmpty: Bool { false }
  package var figures: [Figure] { [] }

  /// Makes it.
  package init() {}

  static let points: [(mark: Mark, words: String)] = [
    (.commonCause, "No special cause"), (.outsideLimit, "Outside a limit"), (.shift, "Seven on one side"), (.rising, "Seven rising"),
    (.falling, "Seven falling"), (.nearLimit, "Two of three near a limit"),
  ]
  private static let icons: [(icon: ProcessIcon, words: String)] = [
    (.commonCause, "Common cause"), (.improving(high: true), "High, improving"), (.improving(high: false), "Low, improving"),
    (.concerning(high: true), "High, concern"), (.concerning(high: false), "Low, concern"), (.neither(high: true), "High, no better side"),
    (.neither(high: false), "Low, no better side"), (.willPass, "Passes as a rule"), (.willFail, "Fails as a rule"), (.hitOrMiss, "Hit or miss"),
  ]
  private static let meanings: [(role: ColourRole, words: String)] = [
    (.blue, "blue: improvement"), (.concern, "orange: concern"), (.neutral, "violet: no better side"),
  ]

  package func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    var scene = SceneBuilder(width: width, medium: medium, measure: measure)
    let style = scene.style
    let size = medium == .page ? 13.0 : 19
    let room = size + 4 * style.unit
    let pitch = medium == .page ? 17.0 : 26
    var (x, y) = (0.0, 0.0)
    func place(_ words: String, room: Double) -> Point {
      let needed = room + scene.widthOf(words, style.label)
      if x > 0, x + needed > scene.width {
        x = 0
        y += pitch
      }
      defer { x += needed + 11 * style.unit }
      return Point(x, y + pitch / 2)
    }
    scene.height = pitch * 12
    for (mark, words) in Self.points {
      let at = place(words, room: 10 * style.unit)
      scene.append(
        mark.commands(
          at: Point(at.x + 3.5 * style.unit, at.y), size: (mark == .commonCause ? 3.8 : 6) * style.unit, role: mark == .commonCause ? .axis : .ink))
      scene.text(words, at.x + 10 * style.unit, at.y + style.label.size * 0.35, style.label, .ink)
    }
    for (role, words) in Self.meanings {
      let at = place(words, room: 0)
      scene.text(words, at.x, at.y + style.label.size * 0.35, style.label, role)
    }
    x = 0
    y += pitch + 2
    for (icon, words) in Self.icons {
      let at = place(words, room: room)
      scene.append(icon.commands(at: Point(at.x + size * 0.6, at.y), size: size))
      scene.text(words, at.x + size * 1.2 + 4 * style.unit, at.y + style.label.size * 0.35, style.label, .ink)
    }
    scene.height = y + pitch
    let words = Self.points.map(\.words) + Self.icons.map(\.icon.words)
    return scene.scene(title: title, description: words.joined(separator: ", ") + ".")
  }
}
