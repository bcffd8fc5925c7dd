import Charts
import Figures
import HTML
import Quantities
import Report
import Styling
import Testing

@Suite("Untrusted text")
struct EscapingTests {
  static let hostile = "</style></script><script>alert(\"1\")</script><b title='x'>&\u{0}\u{1B}"
  static let escaped =
    "&lt;/style&gt;&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&lt;b title=&#39;x&#39;&gt;&amp;\u{FFFD}\u{FFFD}"

  /// A report in which every text that can come from a file is hostile.
  static func report() -> ReportDocument {
    let sentence = Sentence([.words(hostile), .strong(hostile), .reference(section: "s" + hostile)])
    let table = ReportTable(
      id: "t" + hostile, title: hostile, caption: hostile, spanners: [.init(hostile, 0..<2)],
      columns: [.init(hostile, .name), .init(hostile, .varianceBar), .init(hostile, .words), .init(hostile, .mark)],
      rows: [.init(.body, [.text(hostile), .bar(share: -1, role: .over), .text(hostile), .mark(.met, word: hostile)])], notes: [sentence],
      empty: sentence)
    var chart = SampleChart(figures: [pounds(1, "month_actual")])
    chart.title = hostile
    return ReportDocument(
      identity: PackIdentity(
        kind: .provider, code: hostile, name: hostile, programme: hostile, documentTitle: hostile,
        period: Period(year: FinancialYear(start: 2015), month: 1),
        cut: .flex, provisional: true, banner: hostile, releaseDate: hostile, releaseDateISO: hostile, facts: [Definition(hostile, sentence)],
        finding: sentence, findingDetail: sentence, coverChart: chart, confidentiality: hostile),
      sections: [
        ReportSection(
          id: "s" + hostile, title: hostile, question: hostile, headline: sentence,
          blocks: [
            .tiles([Tile(label: hostile, value: Printed(pounds(1, "ytd_plan"), .pounds), suffix: hostile, context: sentence, graphic: chart)]),
            .keyFindings(title: hostile, [KeyFinding(sentence, lookAt: [])]), .contentsByQuestion(title: hostile), .table(table),
            .chart(
              ChartBlock(
                id: "c" + hostile, title: hostile, caption: hostile, standfirst: sentence, chart: chart, data: nil, notes: [sentence], empty: sentence
              )),
            .heading(hostile), .paragraph(sentence), .bullets([sentence]), .definitions([Definition(hostile, sentence)]), .notes([sentence]),
          ])
      ])
  }

  @Test("never becomes markup, wherever it stands")
  func pack() throws {
    let links = PackLinks(pdf: Self.hostile, workbook: Self.hostile, data: Self.hostile, allPacks: Self.hostile, dataFolder: Self.hostile)
    let page = try renderHTML(Self.report(), templates: try sampleTemplates(), links: links, measure: FixedMeasure())
    let document = StrictTokenizer(page.bytes)
    #expect(document.errors.filter { !$0.contains("leads nowhere") } == [])
    #expect(document.elements.count { $0.name == "script" } == 1)
    #expect(!document.elements.contains { $0.attributes["title"] != nil })
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(!text.contains("<script>alert"))
    #expect(text.split(separator: Self.escaped, omittingEmptySubsequences: false).count > 40)
  }

  @Test("is kept whole when it is harmless")
  func harmless() {
    // Characters that no document may hold can't stand in a literal either.
    let forbidden = [0x85, 0xFFFE, 0xFDD0, 0x1FFFF].compactMap(Unicode.Scalar.init).map { "é\(Character($0))b" }.joined()
    for text in ["King’s College", "−£1.3m", "Ward 7\tnorth", "日本 😀", forbidden] {
      var bytes: [UInt8] = []
      appendEscaped(text, to: &bytes)
      let wanted = text.unicodeScalars.map { scalar -> Character in
        [0x85, 0xFFFE, 0xFDD0, 0x1FFFF].contains(scalar.value) ? "\u{FFFD}" : Character(scalar)
      }
      #expect(String(decoding: bytes, as: UTF8.self) == String(wanted))
    }
  }

  @Test("line ends of every kind become one")
  func lineEnds() {
    var bytes: [UInt8] = []
    appendEscaped("a\r\nb\rc\nd", to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "a\nb\nc\nd")
  }
}
