import Findings
import Foundation
import Styling
import Testing

private let themeURL = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Templates/theme.yaml")

/// The contrast ratio of two colours by WCAG 2.
private func contrast(_ a: Colour, _ b: Colour) -> Double {
  func luminance(_ colour: Colour) -> Double {
    let parts = [colour.red, colour.green, colour.blue].map { part -> Double in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
  let (x, y) = (luminance(a), luminance(b))
  return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

@Suite struct ThemeFileTests {
  let text: String
  let theme: Theme

  init() throws {
    text = try String(contentsOf: themeURL, encoding: .utf8)
    theme = try #require(readTheme(Array(text.utf8), file: "theme.yaml").theme)
  }

  @Test func theBuiltInThemeHasEveryRoleAndNoMistake() {
    #expect(readTheme(Array(text.utf8), file: "theme.yaml").findings.isEmpty)
    #expect(theme.light.count == ColourRole.allCases.count)
    #expect(theme.dark.count == ColourRole.allCases.count)
    #expect(theme.colour(.over).hex == "#8A1538")
    #expect(theme.dark[.paper]?.hex == "#14191D")
    #expect(theme.paper.width == 595.276)
    #expect(theme.fontFiles[.bold]?.hasSuffix("LiberationSans-Bold.ttf") == true)
    #expect(theme.fontFamilies == "Arial, \"Liberation Sans\", Helvetica, sans-serif")
  }

  @Test(arguments: [
    (ColourRole.ink, 4.5), (.ink2, 4.5), (.blue, 4.5), (.over, 4.5), (.underText, 4.5), (.concern, 4.5), (.met, 4.5), (.neutral, 4.5),
    (.axis, 3), (.under, 3), (.bar, 3), (.blueProjected, 3),
  ])
  func textAndMarksStandOutFromTheirGround(role: ColourRole, least: Double) throws {
    for palette in [theme.light, theme.dark] {
      #expect(contrast(try #require(palette[role]), try #require(palette[.paper])) >= least)
    }
  }

  @Test(arguments: [
    (ColourRole.cellInk, ColourRole.overLight), (.cellInk, .overMid), (.cellPaper, .overDark), (.cellInk, .underLight), (.cellInk, .underMid),
    (.cellPaper, .underDark), (.over, .overBar), (.ink, .pale), (.ink, .overArea), (.ink, .underArea),
  ])
  func textCanBeReadOnTints(text: ColourRole, ground: ColourRole) throws {
    for palette in [theme.light, theme.dark] { #expect(contrast(try #require(palette[text]), try #require(palette[ground])) >= 4.5) }
  }

  @Test func aMisspeltRoleIsNamedWithItsPlace() {
    let broken = text.replacing("  cell-paper: \"#FFFFFF\"\n\n# On a screen", with: "  cell-papr: \"#FFFFFF\"\n\n# On a screen")
    let (theme, findings) = readTheme(Array(broken.utf8), file: "theme.yaml")
    #expect(theme == nil)
    #expect(
      findings.map(\.message) == [
        "the key \"cell-paper\" is missing: it is a colour, \"#RRGGBB\" in quotes", "there is no key \"cell-papr\" in \"light\"",
      ])
    #expect(findings.last?.hint?.hasPrefix("did you mean \"cell-paper\"? valid keys: ink, ink-2") == true)
  }

  @Test func aColourThatIsNoneIsNamedWithItsPlace() {
    let broken = text.replacing("  ink: \"#212B32\"", with: "  ink: \"blue\"")
    let (theme, findings) = readTheme(Array(broken.utf8), file: "theme.yaml")
    #expect(theme == nil)
    #expect(findings.map(\.message) == ["\"ink\" must be a colour, \"#RRGGBB\" in quotes, not \"blue\""])
    #expect(findings.first?.origin.line == 18)
  }
}
