import Styling
import Testing

@testable import Typesetting

/// Liberation Sans has Arial's widths, published in thousandths of an em: a digit 556, a comma 278, a space 278, W 944, i 222; in bold a 556, i 278.
let liberation: [FontWeight: String] = [
  .regular: "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
  .bold: "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf",
]

@Suite struct FontMetricsTests {
  let metrics: FontMetrics

  init() throws { metrics = try FontMetrics(fontFiles: liberation) }

  @Test(arguments: [
    ("0", 0.556), ("9", 0.556), (",", 0.278), (" ", 0.278), ("W", 0.944), ("i", 0.222), ("£", 0.556), ("\u{2212}", 0.584), ("–", 0.556),
  ])
  func widthsAreArials(text: String, width: Double) {
    #expect(abs(metrics.width(of: text, TextStyle(1)) - width) < 0.0006)
  }

  @Test func figuresAreTabularAndEquallyWideInBold() {
    for digit in 0...9 {
      #expect(abs(metrics.width(of: "\(digit)", TextStyle(1, .bold)) - 0.556) < 0.0006)
    }
    #expect(metrics.width(of: "1,327,152", TextStyle(9.5)) == metrics.width(of: "9,875,423", TextStyle(9.5)))
  }

  @Test func widthGrowsWithSize() {
    let ten = metrics.width(of: "Royal Brompton & Harefield", TextStyle(10))
    #expect(abs(metrics.width(of: "Royal Brompton & Harefield", TextStyle(14)) - 1.4 * ten) < 1e-4)
  }

  @Test func largeTextIsSetCloser() {
    // 0.1 a character at 17, 0.6 at 36: 26 characters.
    let plain = metrics.width(of: "Royal Brompton & Harefield", TextStyle(10)) / 10
    #expect(abs(metrics.width(of: "Royal Brompton & Harefield", TextStyle(17)) - (17 * plain - 2.6)) < 1e-3)
    #expect(abs(metrics.width(of: "Royal Brompton & Harefield", TextStyle(36)) - (36 * plain - 15.6)) < 1e-3)
    var arena = GlyphArena()
    let shaped = metrics.shape("Royal Brompton & Harefield", TextStyle(36), into: &arena)
    #expect(abs((shaped?.width ?? 0) - (36 * plain - 15.6)) < 1e-3)
  }

  @Test func aCharacterOutsideTheTableHasAWidthToo() {
    #expect(metrics.width(of: "中", TextStyle(10)) == 10)
    #expect(metrics.width(of: "e\u{301}", TextStyle(10)) == metrics.width(of: "e", TextStyle(10)))
  }

  @Test func everyCharacterOfThePacksIsInTheTable() {
    var arena = GlyphArena()
    for weight in FontWeight.allCases {
      #expect(metrics.shape("−–‘’“”×÷·£…±ŵŷẁ€ \u{A0}½°²≥≤", TextStyle(10, weight), into: &arena) != nil)
    }
    #expect(metrics.shape("▲", TextStyle(10), into: &arena) == nil || !arena.glyphs.isEmpty)
  }

  @Test func aNoBreakSpaceIsDrawnAsASpace() {
    var arena = GlyphArena()
    let shaped = metrics.shape(" \u{A0}", TextStyle(10), into: &arena)
    #expect(shaped?.count == 2)
    #expect(arena.glyphs[0].index == arena.glyphs[1].index)
  }

  @Test func aMissingFontNamesItsPathAndThePackage() {
    #expect {
      try FontMetrics(fontFiles: [.regular: "/nowhere/Missing.ttf", .bold: "/nowhere/Missing.ttf"])
    } throws: { error in
      "\(error)".hasPrefix("/nowhere/Missing.ttf: ") && "\(error)".contains("fonts-liberation2")
    }
    #expect(throws: FontError.self) { try FontMetrics(fontFiles: [.regular: liberation[.regular] ?? ""]) }
  }

  @Test func aFileThatIsNoFontIsRefused() {
    #expect(throws: FontError.self) { try FontMetrics(fontFiles: [.regular: "/etc/passwd", .bold: "/etc/passwd"]) }
  }
}
