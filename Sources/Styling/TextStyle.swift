/// The two weights of the one typeface.
package enum FontWeight: String, Sendable, Hashable, CaseIterable {
  /// Text.
  case regular
  /// Heads, totals, values of tiles.
  case bold
}

/// Size and weight of a run of text.
package struct TextStyle: Sendable, Hashable {
  /// The size in points (in pixels where a scene is made for the screen).
  package var size: Double
  /// The weight.
  package var weight: FontWeight

  /// Makes a style.
  package init(_ size: Double, _ weight: FontWeight = .regular) {
    self.size = size
    self.weight = weight
  }
}

/// Gives the width of text, so that layout needs no font: the fonts' measured advances in a run, fixed advances in a test.
package protocol TextMeasure: Sendable {
  /// The width of one line of text, in the unit of the style's size.
  func width(of text: String, _ style: TextStyle) -> Double
}
