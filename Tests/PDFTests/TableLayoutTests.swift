import Charts
import Figures
import Report
import Styling
import Testing
import Typesetting

@testable import PDF

/// The numbers of a laid page that the tests read.
struct Placed {
  let text: String
  let x: Double
  let right: Double
  let y: Double
}

/// Lays a report out and reads where its texts stand. Glyphs of plain text are turned back into characters by shaping the alphabet once.
struct Laid {
  var pages: [[Placed]] = []
  var contents: [PageContent] = []

  init(_ report: ReportDocument) throws {
    let library = try FontLibrary(fontFiles: SampleReport.fonts)
    var layout = PackLayout(report, theme: SampleReport.theme, library)
    let laid = layout.resolved(library)
    var names: [FontWeight: [UInt32: Character]] = [:]
    for weight in FontWeight.allCases {
      for code in (0x20...0x7E).map({ UInt32($0) }) + [0xA3, 0xB7, 0xD7, 0xF7, 0x2212, 0x2013, 0x2019, 0x201C, 0x201D, 0x2026] {
        guard let scalar = Unicode.Scalar(code) else { continue }
        var arena = GlyphArena()
        _ = library.shape(String(Character(scalar)), TextStyle(10, weight), into: &arena)
        if let glyph = arena.glyphs.first { names[weight, default: [:]][glyph.index] = Character(scalar) }
      }
    }
    for page in laid {
      contents.append(page.content)
      pages.append(
        page.content.items.compactMap { item in
          guard case .text(let text) = item else { return nil }
          let characters = layout.pack.arena.glyphs(of: text.text).map { names[text.text.style.weight]?[$0.index] ?? "?" }
          return Placed(text: String(characters), x: text.x, right: text.x + text.text.width, y: text.y)
        })
    }
  }

  func all(_ text: String) -> [(page: Int, at: Placed)] {
    pages.enumerated().flatMap { index, texts in texts.filter { $0.text == text }.map { (index + 1, $0) } }
  }
}

private func section(_ blocks: [Block], headline: String? = "A finding") -> ReportSection {
  ReportSection(id: "position", title: "Position", question: "", headline: headline.map { Sentence($0) }, blocks: blocks)
}

private func table(rows: Int, total: Bool = true, name: (Int) -> String = { "Trust \($0)" }, kind: (Int) -> ReportTable.Row.Kind = { _ in .body })
  -> ReportTable
{
  ReportTable(
    id: "t", title: "Long", caption: "£", columns: [ReportTable.Column("Trust", .name), ReportTable.Column("Actual", .number)],
    rows: (0..<rows).map { ReportTable.Row(kind($0), [.text(name($0)), .figure(SampleReport.printed("\($0)", 1000 + $0))]) },
    total: total ? ReportTable.Row(.total, [.text("All trusts"), .figure(SampleReport.printed("t", 99_999))]) : nil,
    notes: [Sentence("A note under it.")], empty: Sentence("No trust has a plan."))
}

@Suite struct TableLayoutTests {
  @Test func numbersOfAColumnEndAtOneEdge() throws {
    let laid = try Laid(SampleReport.report([SampleReport.position()]))
    // 9.5 points a row, the first body row 10.65 under the head's rule (pitch ÷ 2 + 3.4).
    let actuals = ["2,847,836", "1,099,400", "107,674", "1,905"].compactMap { laid.all($0).first?.at }
    #expect(actuals.count == 4)
    for actual in actuals { #expect(abs(actual.right - actuals[0].right) < 0.01) }
    let head = try #require(laid.all("Actual").first?.at)
    #expect(abs(head.right - actuals[0].right) < 0.01)
    // The first column begins at the left margin, 18 mm.
    #expect(abs((laid.all("Hillingdon").first?.at.x ?? 0) - 51.0236) < 0.01)
    // The last column ends at the right margin: 18 mm from 595.276.
    #expect(abs((laid.all("−17.0").first?.at.right ?? 0) - 544.2524) < 0.01)
  }

  @Test func rowsKeepOnePitch() throws {
    let laid = try Laid(SampleReport.report([SampleReport.position()]))
    let names = SampleReport.trusts.map(\.name).compactMap { laid.all($0).first?.at.y }
    #expect(names.count == 16)
    let steps = zip(names, names.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { abs($0 - steps[0]) < 0.001 })
    #expect(RowPitch.all.contains { abs($0 - steps[0]) < 0.001 })
  }

  @Test func overStandsLeftOfTheZeroLineAndUnderRight() throws {
    let laid = try Laid(SampleReport.report([SampleReport.position()]))
    let page = laid.contents[1]
    let zero = try #require(page.rules.first { $0.from.x == $0.to.x }?.from.x)
    let over = page.fills.filter { $0.role == .over }
    let under = page.fills.filter { $0.role == .under }
    #expect(over.count == 12)
    #expect(under.count == 4)
    for bar in over { #expect(abs(bar.box.x + bar.box.width - zero) < 0.01) }
    for bar in under { #expect(abs(bar.box.x - zero) < 0.01) }
    // One scale: Hillingdon −412,816 against Great Ormond Street +96,035.
    let longest = over.map(\.box.width).max() ?? 0
    let opposite = under.map(\.box.width).max() ?? 0
    #expect(abs(opposite / longest - 96_035.0 / 412_816) < 0.001)
    // The least bar can be seen.
    #expect((over + under).allSatisfy { $0.box.width >= 0.75 })
  }

  @Test func aVarianceHasItsWordBesideItAndItsColour() throws {
    let laid = try Laid(SampleReport.report([SampleReport.position()]))
    let number = try #require(laid.all("−412,816").first?.at)
    let words = laid.all("over").filter { abs($0.at.y - number.y) < 0.01 }
    #expect(words.count == 1)
    #expect(abs(words[0].at.x - number.right - 3.2) < 0.01)
  }

  @Test func aMissingValueIsAWordWhereTheNumberWouldBe() throws {
    let laid = try Laid(SampleReport.report([SampleReport.position()]))
    let word = try #require(laid.all("no plan").first?.at)
    #expect(abs(word.right - 544.2524) < 0.01)
  }

  @Test func aTableOfTwoHundredRowsGoesOnOverPages() throws {
    let laid = try Laid(SampleReport.report([section([.table(table(rows: 200))])]))
    #expect(laid.all("Trust 0").count == 1)
    #expect(laid.all("Trust 199").count == 1)
    let last = try #require(laid.all("Trust 199").first?.page)
    #expect(last >= 5)
    // The head repeats on each page, the title says that it goes on, and each but the last says where.
    #expect(laid.all("Actual").map(\.page) == Array(2...last))
    #expect(laid.all("Long, continued").map(\.page) == Array(3...last))
    for page in 2..<last { #expect(laid.all("continued on page \(page + 1)").map(\.page) == [page]) }
    // The total stands once, at the end, with at least four rows over it; the note after it.
    let total = laid.all("All trusts")
    #expect(total.map(\.page) == [last])
    #expect(laid.pages[last - 1].filter { $0.text.hasPrefix("Trust ") }.count >= 4)
    #expect(laid.all("A note under it.").map(\.page) == [last])
    // Nothing stands under the body's end, 19 mm over the paper's, but the footer.
    for page in 1..<last { #expect(laid.pages[page].allSatisfy { $0.y < 788.04 || $0.y > 798 }) }
  }

  @Test func everyRowStandsOnceHoweverManyThereAre() throws {
    for rows in [1, 4, 5, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 93, 94, 95, 96, 97, 98] {
      let laid = try Laid(SampleReport.report([section([.table(table(rows: rows))])]))
      let names = laid.pages.flatMap { $0.filter { $0.text.hasPrefix("Trust ") }.map(\.text) }
      #expect(names == (0..<rows).map { "Trust \($0)" })
      let total = try #require(laid.all("All trusts").first)
      #expect(laid.pages[total.page - 1].filter { $0.text.hasPrefix("Trust ") }.count >= min(4, rows))
      #expect(total.at.y < 788)
    }
  }

  @Test func aLongTableBreaksBeforeAGroup() throws {
    let long = table(rows: 90, kind: { $0 % 9 == 0 ? .group : .detail })
    let laid = try Laid(SampleReport.report([section([.table(long)])]))
    let firsts = laid.pages.dropFirst(2).compactMap { page in page.first { $0.text.hasPrefix("Trust ") && $0.text != "Trust" }?.text }
    #expect(!firsts.isEmpty)
    for first in firsts { #expect((Int(first.dropFirst(6)) ?? 1) % 9 == 0) }
  }

  @Test func anEmptyTableSaysSo() throws {
    let laid = try Laid(SampleReport.report([section([.table(table(rows: 0, total: false))])]))
    let sentence = try #require(laid.all("No trust has a plan.").first?.at)
    let head = try #require(laid.all("Trust").first?.at)
    #expect(sentence.y > head.y)
    #expect(sentence.y < head.y + 30)
  }

  @Test func aLongNameIsNeverCutShort() throws {
    let name = "The Royal National Hospital for Rheumatic Diseases and Integrated Care NHS Foundation Trust of Bath and North East Somerset"
    var wide = SampleReport.monthTable()
    wide.rows[0].cells[0] = .text(name)
    let laid = try Laid(SampleReport.report([section([.table(wide)])]))
    let words = laid.pages[1].map(\.text).joined(separator: " ")
    for word in name.split(separator: " ") { #expect(words.contains(word)) }
    // The numbers stand on the name's first line, and nothing leaves the page.
    #expect(laid.pages[1].allSatisfy { $0.right < 544.26 && $0.x > 51 })
  }

  @Test func aTableTooWideIsSplitByMeasureWithTheSameRows() throws {
    var columns = [ReportTable.Column("Trust", .name)]
    for index in 0..<18 { columns.append(ReportTable.Column("Measure \(index)", .number)) }
    let rows = SampleReport.trusts.map { trust in
      ReportTable.Row(.body, [.text(trust.name)] + (0..<18).map { .figure(SampleReport.printed("\($0)", trust.plan + $0)) })
    }
    let wide = ReportTable(id: "wide", title: "Wide", caption: "£", columns: columns, rows: rows, empty: Sentence("None."))
    let laid = try Laid(SampleReport.report([section([.table(wide)])]))
    let parts = laid.all("Hillingdon").count
    #expect(parts >= 2)
    #expect(laid.pages.joined().filter { $0.text.contains("Ormond") }.count == parts)
    for index in 0..<18 { #expect(laid.all("2,435,0\(20 + index)").count == 1) }
    #expect(laid.pages.dropFirst().joined().allSatisfy { $0.right < 544.26 })
    #expect(laid.all("Wide, further columns").count == parts - 1)
  }
}

@Suite struct OddTableTests {
  private func pages(_ columns: [ReportTable.Column], _ rows: [[ReportTable.Cell]]) throws -> Laid {
    let odd = ReportTable(
      id: "odd", title: "Odd", caption: "", columns: columns, rows: rows.map { ReportTable.Row(.body, $0) }, empty: Sentence("None."))
    return try Laid(SampleReport.report([section([.table(odd)])]))
  }

  @Test func twoVeryLongNamesShareTheMeasure() throws {
    let long = String(repeating: "word ", count: 80)
    let laid = try pages([ReportTable.Column("A", .code), ReportTable.Column("B", .code)], [[.text(long), .text(long)]])
    #expect(laid.pages[1].filter { $0.text.hasPrefix("word") }.count >= 2)
    #expect(laid.pages.dropFirst().joined().allSatisfy { $0.right < 544.3 })
  }

  @Test func aTableWithoutColumnsOrCellsIsNoCrash() throws {
    #expect(try pages([], []).pages.count == 2)
    #expect(try pages([], [[.text("x")]]).pages.count == 2)
    #expect(try pages([ReportTable.Column("A", .name)], [[]]).all("A").count == 1)
  }

  @Test func barsThatAreNoNumbersAreLeftOut() throws {
    let columns = [ReportTable.Column("A", .name), ReportTable.Column("", .varianceBar), ReportTable.Column("", .bar)]
    let laid = try pages(columns, [[.text("x"), .bar(share: .nan, role: .over), .bar(share: .infinity, role: .bar)]])
    #expect(laid.contents[1].fills.isEmpty)
  }
}

@Suite struct PageLayoutTests {
  @Test func aHeadlineStandsWhereTheGridSays() throws {
    let laid = try Laid(SampleReport.report([SampleReport.position()]))
    let eyebrow = try #require(laid.all("Position by trust").first { $0.page == 2 }?.at)
    // The body begins at 22 mm = 62.36; the eyebrow's baseline is within its line of 13.
    #expect(eyebrow.y > 62.36 && eyebrow.y < 75.4)
    let lines = laid.pages[1].filter { $0.text.hasPrefix("Twelve of") || $0.text.hasPrefix("Hillingdon is") }
    #expect(lines.count == 2)
    #expect(abs(lines[1].y - lines[0].y - 21) < 0.01)
  }

  @Test func pageNumbersAreThoseOfTheLayout() throws {
    let laid = try Laid(SampleReport.report())
    #expect(laid.all("page 3, 9").map(\.page) == [2])
    for page in 2...9 { #expect(laid.pages[page - 1].contains { $0.text.hasSuffix("Page \(page) of 9") }) }
    #expect(laid.pages[0].allSatisfy { !$0.text.contains("Page ") })
  }

  /// Key, banner and title of a footer never run into each other: the title gives way.
  @Test(arguments: ["Position", "Emergency department attendances", String(repeating: "A very long title ", count: 20)])
  func aFooterKeepsItsPartsApart(title: String) throws {
    var section = SampleReport.methods()
    section.shortTitle = title
    section.footerKey = "A mark has a shape and a word or letter; colour only repeats it."
    var report = SampleReport.report([section])
    report.identity.banner = "SAMPLE DATA"
    let laid = try Laid(report)
    let foot = try #require(laid.pages[1].map(\.y).max())
    let parts = laid.pages[1].filter { abs($0.y - foot) < 0.01 }.sorted { $0.x < $1.x }
    #expect(parts.count == 3)
    for (left, right) in zip(parts, parts.dropFirst()) { #expect(right.x - left.right >= 11.99, "\(left.text) | \(right.text)") }
    #expect(parts.last?.text == (title == "Position" ? "Position · Page 2 of 2" : "Page 2 of 2"))
  }

  /// The cover's contents take the short title where the long one has no room, and cut one that has no shorter.
  @Test func aLongTitleOfTheContentsKeepsItsPageNumberFree() throws {
    var (short, cut) = (SampleReport.methods(), SampleReport.methods())
    short.title = "Non-contracted activity and individual funding requests"
    short.shortTitle = "Non-contracted activity"
    cut.id = "cut"
    cut.title = "Waiting within eighteen weeks from referral to treatment"
    cut.shortTitle = cut.title
    let cover = try #require(try Laid(SampleReport.report([short, cut])).pages.first)
    #expect(cover.contains { $0.text == "Non-contracted activity" })
    let shortened = try #require(cover.first { $0.text.hasPrefix("Waiting within") })
    #expect(shortened.text == "Waiting within eighteen…")
    // A column is 53.3 mm wide; 22 points of it are the page number's.
    #expect(shortened.right - shortened.x <= 53.3 * 72 / 25.4 - 22)
  }

  @Test func shortSectionsShareAPageAndTheSecondBeginsWithItsEyebrow() throws {
    var second = SampleReport.methods()
    second.id = "second"
    let laid = try Laid(SampleReport.report([SampleReport.methods(), second]))
    #expect(laid.pages.count == 2)
    #expect(laid.contents[1].destinations.map(\.anchor) == ["methods", "second"])
  }

  @Test func aRepeatedSectionHasAPageOfItsOwn() throws {
    let sections = ["A", "B", "C"].map { code in
      var section = SampleReport.methods()
      section.repeatCode = code
      return section
    }
    #expect(try Laid(SampleReport.report(sections)).pages.count == 4)
  }

  @Test func repeatedSectionsAreOneLineOfTheContents() throws {
    let sections = ["A", "B"].map { code in
      var section = SampleReport.methods()
      (section.repeatCode, section.shortTitle, section.groupTitle) = (code, "Barts \(code)", "Trust dashboards")
      return section
    }
    let report = SampleReport.report(sections)
    #expect(report.contents.map(\.title) == ["Trust dashboards"] && report.contents[0].anchor == sections[0].anchor)
    let cover = try #require(try Laid(report).pages.first)
    #expect(cover.filter { $0.text == "Trust dashboards" }.count == 1 && !cover.contains { $0.text.hasPrefix("Barts") })
    // One alone keeps its name.
    #expect(SampleReport.report([sections[0]]).contents.map(\.shortTitle) == ["Barts A"])
  }

  @Test func aChartStaysWithItsTitleAndNotes() throws {
    let charts = (0..<5).map { index in
      Block.chart(
        ChartBlock(
          id: "c\(index)", title: "Chart \(index)", caption: "£", chart: SampleReport.Box174(height: 250), data: nil,
          notes: [Sentence("Note \(index)")],
          empty: Sentence("None.")))
    }
    let laid = try Laid(SampleReport.report([section(charts)]))
    for index in 0..<5 {
      #expect(laid.all("Chart \(index)").map(\.page) == laid.all("Note \(index)").map(\.page))
    }
    #expect(laid.pages.count == 4)
  }

  @Test func aChartWithoutDataPrintsItsSentence() throws {
    let chart = ChartBlock(
      id: "c", title: "Referrals", caption: "", chart: SampleReport.Box174(isEmpty: true), data: nil, empty: Sentence("No referrals were recorded."))
    #expect(try Laid(SampleReport.report([section([.chart(chart)])])).all("No referrals were recorded.").count == 1)
  }

  @Test func aLongTextLeavesNoLineAlone() throws {
    let words = "Critical care was not planned by resource group, so its lines appear in the list rather than as an overspend here. "
    for count in 60...75 {
      let laid = try Laid(SampleReport.report([section([.paragraph(Sentence(String(repeating: words, count: count)))])]))
      // Body lines only: neither headline nor furniture.
      let lines = laid.pages.dropFirst().map { page in
        page.filter { $0.y > 60 && $0.y < 788 && $0.text != "Position" && $0.text != "A finding" }.count
      }
      #expect(lines.allSatisfy { $0 != 1 })
    }
  }

  @Test func everyDrawnThingKeepsToThePage() throws {
    let laid = try Laid(SampleReport.report())
    for page in laid.contents {
      for fill in page.fills { #expect(fill.box.x > 51 && fill.box.x + fill.box.width < 544.26) }
    }
  }
}

@Suite struct ColumnWidthTests {
  private func need(_ kind: ReportTable.Column.Kind, _ least: Double, _ best: Double) -> ColumnNeed {
    ColumnNeed(kind: kind, least: least, best: best, number: 0, word: 0)
  }

  @Test func whatDoesNotFitIsNil() {
    #expect(ColumnWidths.fit([need(.name, 100, 120), need(.number, 400, 400)], measure: 493) == nil)
  }

  @Test func gapsGiveWayFirst() throws {
    // 480 of columns and one gap: 13 are left for it, more than the tight 4.8 and the full 8.5 … which fits whole.
    let fit = try #require(ColumnWidths.fit([need(.name, 100, 200), need(.number, 280, 286)], measure: 493))
    #expect(fit.widths == [200, 286])
    #expect(abs(fit.gutter - 7) < 0.001)
  }

  @Test func barsShrinkBeforeNames() throws {
    let fit = try #require(ColumnWidths.fit([need(.name, 60, 140), need(.varianceBar, 60, 100), need(.number, 260, 260)], measure: 493))
    #expect(fit.widths[0] == 140)
    #expect(fit.widths[1] < 100)
    #expect(abs(fit.widths.reduce(0, +) + 2 * fit.gutter - 493) < 0.001)
  }

  @Test func spareWidthGoesToBarsThenNumbersThenTheName() throws {
    let fit = try #require(ColumnWidths.fit([need(.name, 50, 100), need(.number, 50, 50), need(.varianceBar, 60, 90)], measure: 493))
    #expect(fit.widths[1] == 78)
    #expect(fit.widths[2] == 134)
    #expect(abs(fit.widths.reduce(0, +) + 2 * fit.gutter - 493) < 0.001)
  }
}

@Suite struct SceneBandTests {
  /// Five rows of panels of 100, each with its head 8 over it and 16 from the row before.
  private var scene: Scene {
    let commands = (0..<5).flatMap { row in
      let top = Double(row) * 140
      return [
        DrawCommand.text(TextRun("Head \(row)", at: Point(0, top + 10), TextStyle(8.5), .ink)),
        .line([Point(0, top + 24), Point(0, top + 124)], Stroke(.hair, 0.5)),
      ]
    }
    return Scene(width: 100, height: 700, commands: commands, title: "", description: "")
  }

  private struct Fixed: TextMeasure {
    func width(of text: String, _ style: TextStyle) -> Double { Double(text.count) * style.size / 2 }
  }

  @Test func aSceneThatFitsStaysWhole() { #expect(scene.bands(first: 700, rest: 700, Fixed()) == [scene]) }

  @Test func aTallSceneIsCutBetweenItsRows() {
    let bands = scene.bands(first: 600, rest: 700, Fixed())
    #expect(bands.map(\.commands.count) == [8, 2])
    #expect(abs(bands.map(\.height).reduce(0, +) - 700) < 0.001)
    // The second begins anew at its top.
    guard case .text(let head) = bands[1].commands[0] else {
      Issue.record("the second band does not begin with its head")
      return
    }
    #expect(head.text == "Head 4")
    #expect(head.at.y > 0 && head.at.y < 30)
  }

  @Test func aSceneWithoutAFreeLineStaysWhole() {
    var whole = scene
    whole.commands.append(.line([Point(50, 0), Point(50, 700)], Stroke(.ink, 1)))
    #expect(whole.bands(first: 300, rest: 300, Fixed()).count == 1)
  }
}
