import Findings
import Programme
import Testing

private func prose(_ text: String) -> Prose { readMarkdown(Array(text.utf8), file: "x.md").prose }

@Suite struct MarkdownTests {
  @Test func headingsParagraphsAndLists() {
    let text =
      "# Trust\n\n## Activity and finance\n\nA **£12k improvement** in *forecast*\nthis month & more.\n\n- Two\n- Three **bold**\n\n1. One\n2. Two\n"
    #expect(
      prose(text).blocks == [
        .heading(level: 1, [ProseRun("Trust")]), .heading(level: 2, [ProseRun("Activity and finance")]),
        .paragraph([
          ProseRun("A "), ProseRun("£12k improvement", isStrong: true), ProseRun(" in "), ProseRun("forecast", isEmphasised: true),
          ProseRun(" this month & more."),
        ]), .bullets([[ProseRun("Two")], [ProseRun("Three "), ProseRun("bold", isStrong: true)]]), .numbered([[ProseRun("One")], [ProseRun("Two")]]),
      ])
  }

  @Test func linksKeepTheirTextAndTheirAddress() {
    #expect(prose("See [the paper](https://example.org/a).").blocks == [.paragraph([ProseRun("See the paper (https://example.org/a).")])])
    #expect(prose("See <https://example.org/a>.").blocks == [.paragraph([ProseRun("See https://example.org/a.")])])
    #expect(prose("See [this](javascript:alert(1)).").blocks == [.paragraph([ProseRun("See this.")])])
  }

  @Test func markupIsNeverPassedOn() {
    let (text, findings) = readMarkdown(Array("A <b>bold</b> claim\n\n<div>\nhidden\n</div>\n\n![chart](x.png)\n".utf8), file: "x.md")
    #expect(text.blocks == [.paragraph([ProseRun("A bold claim")])])
    #expect(
      findings.map { "\($0.origin.line ?? 0) \($0.message)" } == [
        "1 HTML is left out of commentary", "3 HTML is left out of commentary", "7 a picture is left out of commentary",
      ])
  }

  @Test func nestedListsFollowTheirItem() {
    #expect(prose("- a\n  - b\n  - c\n- d\n").blocks == [.bullets([[ProseRun("a")], [ProseRun("b")], [ProseRun("c")], [ProseRun("d")]])])
  }

  @Test func quotesAndCodeBecomeText() {
    #expect(prose("> quoted\n\n    code\n").blocks == [.paragraph([ProseRun("quoted")]), .paragraph([ProseRun("code")])])
  }

  @Test func nestingWithoutEndIsCutOff() {
    let (text, findings) = readMarkdown(Array((String(repeating: ">", count: 5_000) + " deep\n").utf8), file: "x.md")
    #expect(text.isEmpty)
    #expect(findings.count == 1)
  }

  @Test func bytesThatAreNotTextDoNoHarm() {
    let (text, _) = readMarkdown([0xEF, 0xBB, 0xBF] + Array("A".utf8) + [0xFF, 0x00] + Array("B\n".utf8), file: "x.md")
    #expect(text.blocks == [.paragraph([ProseRun("A\u{FFFD}\u{FFFD}B")])])
    #expect(prose("").isEmpty)
  }
}
