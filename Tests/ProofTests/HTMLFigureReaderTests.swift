import Proof
import Testing

@Suite struct HTMLFigureReaderTests {
  @Test func readsCellsSpansAndChartText() {
    let html = """
      <tr><td class="n" data-figure="position/10H/ALL/ytd_plan">9,875,423</td><td><span data-figure="a/b/c/d">−1</span> over</td></tr>
      <svg><text x="1" data-figure="e/f/g/h">£3m</text></svg><p>“<b data-figure="i/j/k/l">A &amp; B &lt;1&gt;</b>”</p>
      """
    #expect(
      readFigures(ofHTML: Array(html.utf8)) == [
        ReadFigure(id: "position/10H/ALL/ytd_plan", text: "9,875,423", place: .cell), ReadFigure(id: "a/b/c/d", text: "−1", place: .prose),
        ReadFigure(id: "e/f/g/h", text: "£3m", place: .prose), ReadFigure(id: "i/j/k/l", text: "A & B <1>", place: .prose),
      ])
  }

  @Test func endsQuietlyInTheMiddleOfATag() {
    #expect(readFigures(ofHTML: Array("<td data-figure=\"a/b/c/d".utf8)).isEmpty)
    #expect(readFigures(ofHTML: []).isEmpty)
  }
}
