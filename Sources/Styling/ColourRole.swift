/// What a colour is used for. Code names roles only; the theme file says which colour each role has, by day and in the dark.
package enum ColourRole: String, Sendable, Hashable, CaseIterable {
  /// Text, total rules, zero lines, the plan tick.
  case ink
  /// Secondary text, plan lines, axis lines.
  case ink2 = "ink-2"
  /// Peer lines, common-cause points, the dashed plan of sparklines.
  case axis
  /// Furniture rules.
  case rule
  /// Row rules and gridlines; never carries data.
  case hair
  /// The highlighted row, the track of a bullet bar.
  case pale
  /// The ground of the page.
  case paper
  /// Actuals, this organisation, links, eyebrows, improvement.
  case blue
  /// The forecast bar.
  case blueProjected = "blue-projected"
  /// Neutral in-row bars and past columns.
  case bar
  /// Over plan: bars and text; "not met".
  case over
  /// Under plan: bars.
  case under
  /// Under plan: text.
  case underText = "under-text"
  /// Heat-map and area tints above plan, light to dark.
  case overLight = "over-light"
  /// Middle tint above plan.
  case overMid = "over-mid"
  /// Dark tint above plan.
  case overDark = "over-dark"
  /// Heat-map and area tints below plan, light to dark.
  case underLight = "under-light"
  /// Middle tint below plan.
  case underMid = "under-mid"
  /// Dark tint below plan.
  case underDark = "under-dark"
  /// The area of a chart above plan: as `over-light` on paper, a dark ground in the dark, where heat-map cells keep their light colours.
  case overArea = "over-area"
  /// The area of a chart below plan.
  case underArea = "under-area"
  /// The range of a forecast that 95 in 100 keep to.
  case fanWide = "fan-wide"
  /// The range of a forecast that 80 in 100 keep to.
  case fanNarrow = "fan-narrow"
  /// The data bar behind a number over plan.
  case overBar = "over-bar"
  /// A standard met.
  case met
  /// Warnings and special-cause concern.
  case concern
  /// Special cause where no side is better.
  case neutral
  /// Text on light heat-map cells: stays dark in dark mode.
  case cellInk = "cell-ink"
  /// Text on dark heat-map cells: stays white in dark mode.
  case cellPaper = "cell-paper"
}

/// A colour as the screen and Cairo take it.
package struct Colour: Sendable, Hashable {
  /// Red, 0 to 255.
  package let red: UInt8
  /// Green, 0 to 255.
  package let green: UInt8
  /// Blue, 0 to 255.
  package let blue: UInt8

  /// Reads `#RRGGBB`; nil for anything else.
  package init?(hex: String) {
    guard hex.utf8.count == 7, hex.first == "#", let value = UInt32(hex.dropFirst(), radix: 16) else { return nil }
    red = UInt8(value >> 16)
    green = UInt8(value >> 8 & 255)
    blue = UInt8(value & 255)
  }

  /// `#RRGGBB`.
  package var hex: String {
    let digits = Array("0123456789ABCDEF")
    var text = "#"
    for part in [red, green, blue] {
      text.append(digits[Int(part >> 4)])
      text.append(digits[Int(part & 15)])
    }
    return text
  }
}
