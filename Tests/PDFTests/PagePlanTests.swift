import Charts
import Figures
import Report
import Styling
import Testing
import Typesetting

@testable import PDF

private func section(_ id: String, _ blocks: [Block], headline: String? = nil) -> ReportSection {
  ReportSection(id: id, title: "Section \(id)", question: "", headline: headline.map { Sentence($0) }, blocks: blocks)
}

private func table(_ id: String, rows: Int, notes: [Sentence] = []) -> Block {
  .table(
    ReportTable(
      id: id, title: "Table \(id)", caption: "£", columns: [ReportTable.Column("Trust", .name), ReportTable.Column("Actual \(id)", .number)],
      rows: (0..<rows).map { ReportTable.Row(.body, [.text("\(id) trust \($0)"), .figure(SampleReport.printed("\($0)", 1000 + $0))]) }, notes: notes,
      empty: Sentence("None.")))
}

private func words(_ word: String, _ count: Int) -> Sentence { Sentence(Array(repeating: word, count: count).joined(separator: " ") + ".") }

/// A chart of a given height.
private struct TallChart: ChartSpecification {
  var height: Double
  var title: String { "Tall" }
  var isEmpty: Bool { false }
  var figures: [Figure] { [] }
  func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    Scene(
      width: width, height: height, commands: [.line([Point(0, height), Point(width, height)], Stroke(.ink, 1))], title: title, description: "")
  }
  func replacingFigures(_ replacement: (Figure) -> Figure) -> any ChartSpecification { self }
}

@Suite struct NotesUnderChartsTests {
  /// A chart may leave less room on its page than its notes need: they go on overleaf, and none stands in the footer or under the page.
  @Test(arguments: [
    (300.0, 4), (420, 300), (560, 120), (600, 400), (655, 60), (690, 300),
  ])
  func noNoteStandsUnderThePage(height: Double, count: Int) throws {
    for isFirst in [true, false] {
      let chart = ChartBlock(
        id: "tall", title: "A tall chart", caption: "£", chart: TallChart(height: height), data: nil, notes: [words("nota", count)],
        empty: Sentence("None."))
      var report = SampleReport.report()
      report.sections = [section("tall", (isFirst ? [] : [.paragraph(words("ante", 20))]) + [.chart(chart)], headline: "A headline over it")]
      let laid = try Laid(report)
      let lines = laid.pages.enumerated().flatMap { page, texts in
        texts.filter { $0.text.contains("nota") }.map { (page: page, y: $0.y, text: $0.text) }
      }
      #expect(lines.allSatisfy { $0.y < 788.1 && $0.y > 62.4 }, "\(height), \(count): \(lines.map(\.y))")
      #expect(lines.reduce(0) { $0 + $1.text.split(separator: " ").count } == count)
      // Notes that a page can hold with their chart are not parted from it.
      if height + Double(count) < 500 { #expect(Set(lines.map(\.page)).count == 1) }
      // A line never stands alone on either side of a break.
      for page in Set(lines.map(\.page)) { #expect(Set(lines.filter { $0.page == page }.map(\.y)).count > 1 || Set(lines.map(\.y)).count < 3) }
    }
  }
}

extension Laid {
  /// The pages on which a text that begins so stands.
  fileprivate func pages(of prefix: String) -> [Int] {
    pages.enumerated().flatMap { index, texts in texts.filter { $0.text.hasPrefix(prefix) }.map { _ in index + 1 } }
  }

  /// How full a page is, from 0 to 1, by its lowest text over the footer.
  fileprivate func fill(_ page: Int) -> Double {
    let lowest = pages[page - 1].map(\.y).filter { $0 > 62.4 && $0 < 788.1 }.max() ?? 62.4
    return (lowest - 62.36) / 725.66
  }
}

@Suite struct CoverTests {
  @Test(arguments: [
    ("NHS Chiltern CCG", 1), ("Chelsea and Westminster Hospital NHS Foundation Trust", 2),
    ("The Royal National Hospital for Rheumatic Diseases and Integrated Care NHS Foundation Trust of Bath", 3),
  ])
  func theLineOverTheNameKeepsClearOfIt(name: String, lines: Int) throws {
    var report = SampleReport.report()
    report.identity.name = name
    let laid = try Laid(report)
    var names: [(y: Double, size: Double)] = []
    for item in laid.contents[0].items {
      guard case .text(let text) = item, text.text.style.size >= 22 else { continue }
      names.append((text.y, text.text.style.size))
    }
    let first = try #require(names.min { $0.y < $1.y })
    #expect(Set(names.map(\.y)).count == lines)
    let title = try #require(laid.all("Contract monitoring pack").first { $0.page == 1 }?.at)
    // Capitals are 0.73 em high; the line over them ends 0.22 of its 12 points under its baseline.
    #expect(title.y + 12 * 0.22 < first.y - first.size * 0.73)
    // The wordmark ends 26 points under 20 mm.
    #expect(title.y - 12 * 0.73 > 56.7 + 26)
    // The period stands under the name in any case.
    let period = try #require(laid.all("April 2015 to February 2016").first { $0.page == 1 }?.at)
    #expect(period.y - 18 * 0.73 > (names.map(\.y).max() ?? 0) + first.size * 0.22)
  }

  /// A long name of the programme wraps, shrinks and is cut before it meets the banner; of an organisation, in the running head, before it meets the mark.
  @Test(arguments: [
    "Thames Valley & Wessex", "Thames Valley & Wessex · London Contracts",
    "Buckinghamshire, Oxfordshire, Berkshire West and Surrey Heath Integrated Contract Programme",
    "Buckinghamshire, Oxfordshire, Berkshire West, Frimley, Hampshire, Isle of Wight, Dorset and Surrey Heath · Specialised and London Contracts of All",
    String(repeating: "Buckinghamshire ", count: 30),
  ])
  func longNamesKeepTheirPlace(name: String) throws {
    var report = SampleReport.report()
    report.identity.programme = name
    report.identity.name = String(name.prefix(150))
    report.identity.shortName = "Short"
    report.identity.banner = "SAMPLE DATA"
    let laid = try Laid(report)
    let banner = try #require(laid.all("SAMPLE DATA").first { $0.page == 1 }?.at)
    let beside = laid.pages[0].filter { $0.y < 56.7 + 28 && $0.text != "SAMPLE DATA" }
    #expect(!beside.isEmpty && Set(beside.map(\.y)).count <= 2)
    for text in beside { #expect(text.right < banner.x && text.x > 51) }
    let head = laid.pages[1].filter { $0.y < 45 }
    #expect(head.count >= 2)
    for text in head { #expect(text.x >= 51.02 + 17.4 && text.right < 544.3, "\(text.text)") }
    for (index, one) in head.enumerated() {
      for other in head[(index + 1)...] { #expect(one.right <= other.x + 0.1 || other.right <= one.x + 0.1) }
    }
  }
}

@Suite struct ContentsColumnsTests {
  /// The longest of three columns is as short as it can be in the order given: 5 + 2 + 5, 4 + 1 + 5 and 1 + 4 + 5 lines.
  @Test func questionsKeepTheirOrderInTheLowestColumns() {
    #expect(ListSetting.columnStarts([5, 2, 5, 4, 1, 5, 1, 4, 5], gap: 0.5) == [0, 3, 6])
    #expect(ListSetting.columnStarts([1, 1, 1], gap: 1) == [0, 1, 2])
    #expect(ListSetting.columnStarts([3, 1], gap: 1) == [0, 1, 2])
    #expect(ListSetting.columnStarts([3], gap: 1) == [0, 1, 1])
    #expect(ListSetting.columnStarts([], gap: 1) == [0, 0, 0])
  }
}

@Suite struct KeepingTogetherTests {
  @Test func aHeadingHasTwoLinesOfItsParagraphUnderIt() throws {
    for count in 36...52 {
      // Bullets of one line each move the heading down step by step.
      let report = SampleReport.report([
        section(
          "a",
          [
            .bullets((0..<count).map { Sentence("point \($0)") }), .heading("Quality"), .paragraph(words("beta", 120)),
            .paragraph(words("gamma", 120)),
          ])
      ])
      let laid = try Laid(report)
      let heading = try #require(laid.all("Quality").first?.page)
      #expect(laid.pages(of: "beta").filter { $0 == heading }.count >= 2)
    }
  }

  @Test func aHeadingStandsOverItsTable() throws {
    for count in 30...52 {
      let report = SampleReport.report([
        section("a", [.bullets((0..<count).map { Sentence("point \($0)") }), .heading("Waits"), table("w", rows: 6)])
      ])
      let laid = try Laid(report)
      #expect(laid.pages(of: "Waits") == laid.pages(of: "Table w"))
      #expect(laid.pages(of: "Waits") == laid.pages(of: "w trust 0"))
    }
  }

  @Test func headingsOneUnderTheOtherStayTogether() throws {
    for count in 38...50 {
      let report = SampleReport.report([
        section(
          "a",
          [
            .bullets((0..<count).map { Sentence("point \($0)") }), .heading("Commentary"), .heading("Finance"),
            .bullets([Sentence("first thing"), Sentence("second thing"), Sentence("third thing")]),
          ])
      ])
      let laid = try Laid(report)
      let page = laid.pages(of: "Commentary")
      #expect(page == laid.pages(of: "Finance") && page == laid.pages(of: "first thing") && page == laid.pages(of: "second thing"))
    }
  }

  @Test func smallPrintFollowsWhatItExplains() throws {
    for count in 38...50 {
      let report = SampleReport.report([
        section(
          "a", [.bullets((0..<count).map { Sentence("point \($0)") }), .contentsByQuestion(title: "By question"), .notes([Sentence("Small print.")])])
      ])
      let laid = try Laid(report)
      let note = try #require(laid.all("Small print.").first?.page)
      #expect(laid.pages[note - 1].contains { $0.text.hasPrefix("point") || $0.text == "By question" })
    }
  }

  @Test func theNotesOfATableAreOneParagraph() throws {
    let laid = try Laid(
      SampleReport.report([section("a", [table("t", rows: 5, notes: [Sentence("Bars share one scale."), Sentence("Figures are rounded.")])])]))
    let first = try #require(laid.pages[1].first { $0.text.hasPrefix("Bars share one scale.") })
    let second = try #require(laid.pages[1].first { $0.text.hasSuffix("Figures are rounded.") })
    #expect(abs(first.y - second.y) < 0.01)
  }
}

@Suite struct PageSharingTests {
  @Test func aSectionBeginsWhereTheOneBeforeEnded() throws {
    // 20 rows and 16 rows: 45 % and 38 % of a page.
    let laid = try Laid(SampleReport.report([section("a", [table("a", rows: 20)]), section("b", [table("b", rows: 16)], headline: "A finding")]))
    #expect(laid.pages.count == 2)
    #expect(laid.contents[1].destinations.map(\.anchor) == ["a", "b"])
    #expect(laid.fill(2) > 0.75)
  }

  @Test func aLongSectionSharesWhereItsFirstTableFits() throws {
    let laid = try Laid(
      SampleReport.report([section("a", [table("a", rows: 20)]), section("b", [table("b", rows: 14), table("c", rows: 34)], headline: "A finding")]))
    #expect(laid.pages.count == 3)
    #expect(laid.pages(of: "b trust 13") == [2])
    #expect(laid.pages(of: "Table c") == [3])
    // The footer of the further page names the section that stands there.
    #expect(laid.pages[2].contains { $0.text.hasPrefix("Section b") })
  }

  @Test func aHeadlineIsNeverPartedFromItsTable() throws {
    for rows in stride(from: 10, through: 44, by: 2) {
      let laid = try Laid(
        SampleReport.report([
          section("a", [table("a", rows: rows)]), section("b", [table("b", rows: 18), table("c", rows: 9)], headline: "A finding"),
        ]))
      #expect(laid.pages(of: "A finding") == laid.pages(of: "b trust 0"))
      #expect(laid.pages(of: "b trust 0") == laid.pages(of: "b trust 17"))
    }
  }

  @Test func aTableLongerThanAPageDoesNotBeginInACorner() throws {
    for rows in stride(from: 10, through: 40, by: 3) {
      let laid = try Laid(
        SampleReport.report([section("a", [table("a", rows: rows)]), section("b", [table("b", rows: 100)], headline: "A finding")]))
      let start = try #require(laid.pages(of: "b trust 0").first)
      #expect(laid.pages(of: "b trust 11") == [start])
      #expect(laid.pages(of: "A finding") == [start])
    }
  }

  @Test func rowsStandWiderWhereNothingSharesThePage() throws {
    // 30 rows at 14.5 fill 66 % of a page.
    let laid = try Laid(SampleReport.report([section("a", [table("a", rows: 30)])]))
    let rows = laid.pages[1].filter { $0.text.hasPrefix("a trust") }.map(\.y)
    #expect(abs(rows[1] - rows[0] - RowPitch.comfortable) < 0.001 || abs(rows[1] - rows[0] - RowPitch.roomy) < 0.001)
  }

  @Test func rowsStandCloserWhereTwoTablesShareThePageThen() throws {
    // 21 rows each: 44 rows with heads do not fit at 14.5, and fit at 13.4.
    let laid = try Laid(SampleReport.report([section("a", [table("a", rows: 21), table("b", rows: 21)])]))
    #expect(laid.pages.count == 2)
    #expect(laid.fill(2) <= 1)
  }

  @Test func noPageButTheLastIsUnderAQuarterFull() throws {
    for paragraphs in 7...16 {
      let prose = (0..<paragraphs).map { _ in Block.paragraph(words("prose", 75)) }
      let laid = try Laid(SampleReport.report([section("a", prose), section("b", [table("b", rows: 30)]), section("c", [table("c", rows: 30)])]))
      for page in 2..<laid.pages.count { #expect(laid.fill(page) > 0.25) }
    }
  }

  @Test func theSamePackHasTheSamePlan() throws {
    let report = SampleReport.report()
    let (first, second) = (try Laid(report), try Laid(report))
    #expect(first.pages.map { $0.map(\.y) } == second.pages.map { $0.map(\.y) })
  }
}

@Suite struct AsideTests {
  private func laid() throws -> Laid {
    let blocks: [Block] = [
      .heading("Activity"), .paragraph(words("alpha", 40)), .bullets([Sentence("one point")]), .heading("Next steps"),
      .paragraph(Sentence("omega end.")),
    ]
    return try Laid(SampleReport.report([section("a", [.aside(title: "Commentary", blocks)])]))
  }

  @Test func theTitleStandsBesideTheText() throws {
    let laid = try laid()
    let title = try #require(laid.all("Commentary").first?.at)
    let text = try #require(laid.pages[1].first { $0.text.hasPrefix("alpha") })
    // The text begins three columns and their gutters (44.5 mm) from the left margin.
    #expect(abs(title.x - 51.0236) < 0.01 && abs(text.x - 51.0236 - 126.1417) < 0.01)
    #expect(abs(title.y - text.y) < 2)
    #expect(laid.pages[1].filter { $0.text.hasPrefix("alpha") }.allSatisfy { $0.right < 544.26 })
  }

  @Test func aHeadingStandsBesideWhatItHeads() throws {
    let laid = try laid()
    let heading = try #require(laid.all("Next steps").first?.at)
    let text = try #require(laid.all("omega end.").first?.at)
    #expect(abs(heading.y - text.y) < 2 && heading.x < text.x)
    let first = try #require(laid.all("Activity").first?.at)
    let title = try #require(laid.all("Commentary").first?.at)
    #expect(first.y > title.y + 10 && first.y < heading.y - 10)
  }
}
