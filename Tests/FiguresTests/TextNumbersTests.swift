import Figures
import Testing

@Suite("Numbers of texts") struct TextNumbersTests {
  @Test func textsAreNumberedAsTheyFirstComeAndFoundAgain() {
    var numbers = TextNumbers()
    // Enough to rebuild the places several times; texts shorter and longer than eight bytes, alike in their first or last bytes.
    let texts = [""] + (0..<3000).flatMap { ["\($0)", "position/10H/RQM/pod=\($0)/ytd_variance", "sus/\($0)/ÄÖ/attendances~\($0)"] }
    for (index, text) in texts.enumerated() { #expect(numbers.number(of: text) == (index, true)) }
    for (index, text) in texts.enumerated() {
      #expect(numbers.number(of: text) == (index, false))
      #expect(numbers.find(text) == index)
      #expect(Array(text.utf8).withUnsafeBufferPointer { numbers.number(of: $0) } == (index, false))
      #expect(Array(text.utf8).withUnsafeBufferPointer { numbers.find($0) } == index)
    }
    #expect(numbers.texts == texts)
    #expect(numbers.find("3000") == nil)
    #expect(numbers.find("position/10H/RQM/pod=7/ytd_varianc") == nil)
    #expect(TextNumbers().find("") == nil)
    #expect(Array("3000".utf8).withUnsafeBufferPointer { numbers.number(of: $0) } == (texts.count, true))
    #expect(numbers.find("3000") == texts.count)
  }
}
