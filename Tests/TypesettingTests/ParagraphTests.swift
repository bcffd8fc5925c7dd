import Styling
import Testing

@testable import Typesetting

@Suite struct ParagraphTests {
  let prose = "Spending is £1,327,152 over plan after eleven months: £11,202,575 against a plan of £9,875,423. That is 13.4% over."

  private func text(_ lines: [LaidLine], _ whole: String, _ arena: GlyphArena) -> [Int] { lines.map { $0.pieces.reduce(0) { $0 + $1.text.count } } }

  @Test func linesKeepWithinTheMeasure() throws {
    let library = try FontLibrary(fontFiles: liberation)
    var arena = GlyphArena()
    let lines = library.lines(of: [TextSpan(prose, TextStyle(11), .ink)], width: 200, into: &arena)
    #expect(lines.count > 2)
    for line in lines { #expect(line.width <= 200.01) }
    // Every character but the spaces at the breaks stands on some line.
    #expect(text(lines, prose, arena).reduce(0, +) == prose.unicodeScalars.count - (lines.count - 1))
  }

  @Test func ourLinesArePangosLines() throws {
    let library = try FontLibrary(fontFiles: liberation)
    var arena = GlyphArena()
    let spans = [TextSpan("Variance: ", TextStyle(11, .bold), .ink), TextSpan(prose + " Follow-up ratios by trust, 2015-16.", TextStyle(11), .ink)]
    for width in stride(from: 120.0, through: 420.0, by: 60) {
      let ours = library.lines(of: spans, width: width, into: &arena)
      let pangos = library.linesThroughPango(spans, width: width, into: &arena)
      #expect(abs(ours.count - pangos.count) <= 1)
      #expect(pangos.allSatisfy { !$0.pieces.isEmpty })
    }
  }

  @Test func aBoldWordAndItsPunctuationStayTogether() throws {
    let library = try FontLibrary(fontFiles: liberation)
    var arena = GlyphArena()
    let spans = [TextSpan("one two three", TextStyle(10, .bold), .ink), TextSpan(", four", TextStyle(10), .ink)]
    let three = library.lines(of: [spans[0]], width: 1000, into: &arena)[0].width
    let lines = library.lines(of: spans, width: three + 0.5, into: &arena)
    // The comma does not fit after "three", so "three," goes down whole.
    #expect(lines.count == 2)
    #expect(lines[1].pieces.count == 2)
    #expect(lines[1].pieces[0].text.count == 5)
  }

  @Test func aHeadlineIsBalancedOverTwoLines() throws {
    let library = try FontLibrary(fontFiles: liberation)
    var arena = GlyphArena()
    let headline = [TextSpan("Twelve of sixteen trusts are over plan; Hillingdon is the furthest, by £412,816", TextStyle(17, .bold), .ink)]
    let lines = library.balancedLines(of: headline, width: 493, into: &arena)
    #expect(lines.count == 2)
    // It breaks after the semicolon, though the first line had room for more.
    #expect(lines[0].pieces[0].text.count == "Twelve of sixteen trusts are over plan;".count)
  }

  @Test func aWordWiderThanTheLineIsCut() throws {
    let library = try FontLibrary(fontFiles: liberation)
    var arena = GlyphArena()
    let path = "extracts/slam/2015-16/M11/" + String(repeating: "RQM", count: 40) + ".csv"
    let lines = library.lines(of: [TextSpan(path, TextStyle(9.5), .ink)], width: 100, into: &arena)
    #expect(lines.count > 3)
    for line in lines { #expect(line.width <= 100.01) }
    #expect(text(lines, path, arena).reduce(0, +) == path.count)
  }

  @Test func yearsAndNegativesAreNotBrokenAtTheirHyphens() throws {
    let library = try FontLibrary(fontFiles: liberation)
    var arena = GlyphArena()
    #expect(library.lines(of: [TextSpan("2015-16", TextStyle(10), .ink)], width: 37, into: &arena).count == 1)
    #expect(library.lines(of: [TextSpan("follow-up", TextStyle(10), .ink)], width: 34, into: &arena).count == 2)
  }

  @Test func otherScriptsGoThroughPango() throws {
    let library = try FontLibrary(fontFiles: liberation)
    var arena = GlyphArena()
    let hebrew = library.shape("שלום", TextStyle(10), into: &arena)
    #expect(hebrew.count == 4)
    #expect(hebrew.width > 10)
    #expect(arena.lacking.isEmpty)
    let chinese = library.shape("病院", TextStyle(10), into: &arena)
    #expect(chinese.count == 2)
    #expect(arena.lacking == ["病", "院"])
    let mixed = [TextSpan("Trust ", TextStyle(10), .ink), TextSpan("病院 of a long and winding name", TextStyle(10, .bold), .ink)]
    let lines = library.lines(of: mixed, width: 90, into: &arena)
    #expect(lines.count > 1)
    #expect(lines.flatMap(\.pieces).contains { $0.span == 1 })
  }

  @Test func nothingHasNoLines() throws {
    let library = try FontLibrary(fontFiles: liberation)
    var arena = GlyphArena()
    #expect(library.lines(of: [], width: 100, into: &arena).isEmpty)
    #expect(library.lines(of: [TextSpan("", TextStyle(10), .ink)], width: 100, into: &arena).isEmpty)
    #expect(library.shape("", TextStyle(10), into: &arena).width == 0)
  }
}
