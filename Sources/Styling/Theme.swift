/// The look of every pack, read from `theme.yaml`: a colour for each role by day and in the dark, the fonts and the paper.
package struct Theme: Sendable {
  /// The colour of each role on paper and by day; every role has one.
  package var light: [ColourRole: Colour]
  /// The colour of each role in the dark; every role has one.
  package var dark: [ColourRole: Colour]
  /// The font file of each weight, an absolute path.
  package var fontFiles: [FontWeight: String]
  /// The CSS font family list of the HTML.
  package var fontFamilies: String
  /// Paper width and height in points.
  package var paper: (width: Double, height: Double)

  /// Makes a theme; `ThemeFile` reads one.
  package init(
    light: [ColourRole: Colour], dark: [ColourRole: Colour], fontFiles: [FontWeight: String], fontFamilies: String,
    paper: (width: Double, height: Double)
  ) {
    self.light = light
    self.dark = dark
    self.fontFiles = fontFiles
    self.fontFamilies = fontFamilies
    self.paper = paper
  }

  /// The colour of a role on paper; black should a theme made in code lack it.
  package func colour(_ role: ColourRole) -> Colour { light[role] ?? Colour(red: 0, green: 0, blue: 0) }
}

extension Colour {
  /// Makes a colour from its parts, 0 to 255.
  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}
