package import Configuration
package import Findings

/// Reads `theme.yaml`: the colours of every role by day and in the dark, the fonts and the paper.
///
/// - Parameters:
///   - bytes: The file's bytes.
///   - file: The file's name in findings.
/// - Returns: the theme, or nil when the file can't be used; and every mistake in it. Font files are named here and opened by `Typesetting`.
package func readTheme(_ bytes: [UInt8], file: String) -> (theme: Theme?, findings: [Finding]) {
  let (theme, findings) = readConfiguration(bytes, file: file, schema: themeSchema)
  return (findings.contains { $0.severity == .error } ? nil : theme, findings)
}

/// The reference of `theme.yaml` in Markdown.
package func themeReference(level: Int = 2) -> String {
  configurationReference(
    title: "theme.yaml",
    introduction: "The look of every pack. A programme overrides it with its own `templates/theme.yaml`, a whole file: every colour has to be given.",
    schema: themeSchema, level: level)
}

/// What `theme.yaml` must be.
package let themeSchema = Shape<Theme>.section([
  ThemeKeys.format.erased, ThemeKeys.light.erased, ThemeKeys.dark.erased, ThemeKeys.regular.erased, ThemeKeys.bold.erased, ThemeKeys.families.erased,
  ThemeKeys.paper.erased,
]) { fields in
  let paper = fields[ThemeKeys.paper]
  return Theme(
    light: fields[ThemeKeys.light], dark: fields[ThemeKeys.dark], fontFiles: [.regular: fields[ThemeKeys.regular], .bold: fields[ThemeKeys.bold]],
    fontFamilies: fields[ThemeKeys.families], paper: (paper.width, paper.height))
}

private enum ThemeKeys {
  static let format = Key(required: "format", Shape.wholeNumber(1...1), example: "1", "The version of the file's format.")
  static let light = Key(
    required: "light", colours, example: "", "The colours on paper and on a screen by day. Text needs a contrast of 4.5 to the paper, marks 3.")
  static let dark = Key(required: "dark", colours, example: "", "The colours on a screen in the dark. The PDF is always light.")
  static let regular = Key(
    required: "font_regular", fontPath, example: "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
    "The font file of text. It is read by path, never by name, so that every machine sets the same lines.")
  static let bold = Key(
    required: "font_bold", fontPath, example: "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf",
    "The font file of heads, totals and tile values.")
  static let families = Key(
    "font_families", Shape.text, default: "Arial, \"Liberation Sans\", Helvetica, sans-serif",
    "The CSS font families of the HTML; the first should have the widths of the font files.")
  static let paper = Key(
    "paper", Shape.section([width.erased, height.erased]) { PaperSize(width: $0[width], height: $0[height]) },
    default: PaperSize(width: 595.276, height: 841.89), "The size of a page of the PDF.")
  static let width = Key("width", Shape.number(400...1200), default: 595.276, "Points; 595.276 is A4.")
  static let height = Key("height", Shape.number(500...1800), default: 841.89, "Points; 841.89 is A4.")

  static let fontPath = Shape<String>.parsed("an absolute path of a font file", write: quotedWhereNeeded) { $0.hasPrefix("/") ? $0 : nil }
  static let colour = Shape<Colour>.parsed("a colour, \"#RRGGBB\" in quotes", write: { "\"\($0.hex)\"" }) { Colour(hex: $0) }
  static let colours = Shape<[ColourRole: Colour]>.section(ColourRole.allCases.map { colourKey($0).erased }) { fields in
    Dictionary(uniqueKeysWithValues: ColourRole.allCases.map { ($0, fields[colourKey($0)]) })
  }
  static func colourKey(_ role: ColourRole) -> Key<Colour> { Key(required: role.rawValue, colour, example: "\"#212B32\"", role.meaning) }
}

private struct PaperSize: Sendable {
  var width: Double
  var height: Double
}

extension ColourRole {
  /// What the role is for, for the reference.
  package var meaning: String {
    switch self {
    case .ink: "Text, total rules, zero lines, the plan tick."
    case .ink2: "Secondary text, plan lines, axis lines."
    case .axis: "Peer lines, common-cause points, the dashed plan of sparklines."
    case .rule: "Furniture rules."
    case .hair: "Row rules and gridlines; never carries data."
    case .pale: "The highlighted row, the track of a bullet bar."
    case .paper: "The ground of the page."
    case .blue: "Actuals, this organisation, links, eyebrows, improvement."
    case .blueProjected: "The forecast bar."
    case .bar: "Neutral in-row bars and past columns."
    case .over: "Over plan: bars and text; “not met”."
    case .under: "Under plan: bars."
    case .underText: "Under plan: text."
    case .overLight: "Heat-map tint over plan, light. Heat-map colours are the same in the dark."
    case .overMid: "Heat-map tint over plan, middle."
    case .overDark: "Heat-map tint over plan, dark."
    case .underLight: "Heat-map tint under plan, light."
    case .underMid: "Heat-map tint under plan, middle."
    case .underDark: "Heat-map tint under plan, dark."
    case .overArea: "The area of a chart above plan."
    case .underArea: "The area of a chart below plan."
    case .fanWide: "The range of a forecast that 95 in 100 keep to."
    case .fanNarrow: "The range of a forecast that 80 in 100 keep to."
    case .overBar: "The data bar behind a number over plan."
    case .met: "A standard met."
    case .concern: "Warnings and special-cause concern."
    case .neutral: "Special cause where no side is better."
    case .cellInk: "Text on light and middle heat-map cells."
    case .cellPaper: "Text on dark heat-map cells."
    }
  }
}
