import Drawing
import Foundation
import Report
import Styling
import Testing
import Typesetting

@testable import PDF

@Suite struct RenderTests {
  @Test func aPackIsRendered() throws {
    let library = try FontLibrary(fontFiles: SampleReport.fonts)
    let pdf = try renderPDF(SampleReport.report(), theme: SampleReport.theme, library: library)
    #expect(pdf.pageCount == 9)
    #expect(pdf.pages["headlines"] == 2)
    #expect(pdf.pages["position-by-provider"] == 3)
    #expect(pdf.pages["methods"] == 9)
    #expect(pdf.bytes.starts(with: "%PDF-".utf8))
    #expect(pdf.bytes.count < 200_000)
    #expect(pdf.notes.isEmpty)
    // Set by hand to look at the pages.
    if let path = ProcessInfo.processInfo.environment["OUTTURN_SAMPLE_PDF"] { try Data(pdf.bytes).write(to: URL(fileURLWithPath: path)) }
  }

  @Test func theSameReportGivesTheSameBytes() throws {
    let first = try FontLibrary(fontFiles: SampleReport.fonts)
    let second = try FontLibrary(fontFiles: SampleReport.fonts)
    let report = SampleReport.report()
    let bytes = try renderPDF(report, theme: SampleReport.theme, library: first).bytes
    // A library that has set another pack already, and a fresh one.
    #expect(try renderPDF(report, theme: SampleReport.theme, library: first).bytes == bytes)
    #expect(try renderPDF(report, theme: SampleReport.theme, library: second).bytes == bytes)
  }

  @Test func aPackWithoutSectionsIsItsCover() throws {
    let library = try FontLibrary(fontFiles: SampleReport.fonts)
    let pdf = try renderPDF(SampleReport.report([]), theme: SampleReport.theme, library: library)
    #expect(pdf.pageCount == 1)
    #expect(pdf.pages.isEmpty)
  }

  @Test func aReferenceToASectionThatIsNotThereIsLeftOut() throws {
    let library = try FontLibrary(fontFiles: SampleReport.fonts)
    let section = ReportSection(
      id: "one", title: "One", question: "", headline: nil,
      blocks: [
        .paragraph(Sentence([.words("See "), .reference(section: "nowhere"), .words(".")])),
        .keyFindings(title: "To know", [KeyFinding(Sentence("A thing."), lookAt: ["nowhere", "one"])]),
      ])
    let pdf = try renderPDF(SampleReport.report([section]), theme: SampleReport.theme, library: library)
    #expect(pdf.pageCount == 2)
  }

  @Test func whatTheFontLacksIsNoted() throws {
    let library = try FontLibrary(fontFiles: SampleReport.fonts)
    let section = ReportSection(
      id: "one", title: "東京病院", question: "", headline: Sentence("Żółć שלום and 病 in a headline"),
      blocks: [.paragraph(Sentence("Ысык-Көл, Łódź, ÀÉÎÕÜ."))])
    let pdf = try renderPDF(SampleReport.report([section]), theme: SampleReport.theme, library: library)
    #expect(pdf.notes.count == 1)
    #expect(pdf.notes[0].contains("病"))
    #expect(pdf.notes[0].contains("京"))
    #expect(!pdf.notes[0].contains("ל"))
  }

  @Test func aRepeatedAnchorIsNoCrash() throws {
    let library = try FontLibrary(fontFiles: SampleReport.fonts)
    let section = SampleReport.methods()
    let pdf = try renderPDF(SampleReport.report([section, section]), theme: SampleReport.theme, library: library)
    #expect(pdf.pages["methods"] == 2)
  }

  @Test func hostileTextIsOnlyText() throws {
    let library = try FontLibrary(fontFiles: SampleReport.fonts)
    let hostile = "'] /Dest (x) \\' %PDF <<>> \u{0}\u{1B}\n\t\u{202E}" + String(repeating: "W", count: 3000)
    var section = ReportSection(id: "a'b\\c", title: hostile, question: hostile, headline: Sentence(hostile), blocks: [.paragraph(Sentence(hostile))])
    section.repeatCode = "R'\\"
    var table = SampleReport.yearTable()
    table.rows[0].cells[0] = .text(hostile)
    table.rows[1].cells = []
    section.blocks.append(.table(table))
    let pdf = try renderPDF(SampleReport.report([section, SampleReport.methods()]), theme: SampleReport.theme, library: library)
    #expect(pdf.pageCount > 2)
  }
}
