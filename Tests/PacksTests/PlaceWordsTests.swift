import Figures
import Testing

@testable import Packs

/// The numbers of words and of lists of dimensions.
struct PlaceWordsTests {
  private let words = PlaceWords()

  private func list(_ dimensions: (String, String)...) -> Int32 { words.list(of: dimensions.map { FigureName.Dimension($0.0, $0.1) }) }

  @Test func aWordHasOneNumber() {
    let pod = words.number("pod")
    #expect(words.number("tfc") != pod)
    #expect(words.number("pod") == pod)
    #expect(words.text(pod) == "pod")
  }

  @Test func aListIsTheSameInAnyOrder() {
    #expect(list(("tfc", "110"), ("practice", "J82001")) == list(("practice", "J82001"), ("tfc", "110")))
    #expect(list(("tfc", "110")) != list(("tfc", "120")))
    #expect(words.dimensions(list()).isEmpty)
    #expect(list() != list(("tfc", "110")))
  }

  @Test func aDimensionIsFoundTakenOutAndReplaced() {
    let (tfc, practice) = (words.number("tfc"), words.number("practice"))
    let both = list(("tfc", "110"), ("practice", "J82001"))
    #expect(words.code(both, tfc).map(words.text) == "110")
    #expect(words.code(list(("tfc", "110")), practice) == nil)
    #expect(words.without(both, practice) == list(("tfc", "110")))
    // Asked twice, the answer is the same one.
    #expect(words.without(both, practice) == list(("tfc", "110")))
    #expect(words.without(list(("tfc", "110")), tfc) == list())
    #expect(words.replacing(both, "practice", by: "locality", "North") == list(("locality", "North"), ("tfc", "110")))
    #expect(words.replacing(both, nil, by: "locality", "North") == list(("locality", "North"), ("practice", "J82001"), ("tfc", "110")))
  }

  /// é in one character and as e with an accent are one code, and the sign for kelvin is a K.
  @Test func spellingsOfOneWordAreOne() {
    #expect(words.number("caf\u{E9}") == words.number("cafe\u{301}"))
    #expect(words.number("K9") == words.number("\u{212A}9"))
    #expect(words.number("\u{212A}7") == words.number("K7"))
    #expect(words.number("K8") != words.number("K9"))
  }

  @Test func manyListsKeepTheirNumbers() {
    let made = (0..<2_000).map { list(("tfc", "\($0 % 40)"), ("practice", "P\($0 / 40)")) }
    #expect(Set(made).count == 2_000)
    #expect((0..<2_000).map { list(("practice", "P\($0 / 40)"), ("tfc", "\($0 % 40)")) } == made)
  }
}

/// Values that are worked out once.
struct ComputedTests {
  @Test func theFirstAnswerIsKept() {
    let computed = Computed<String, Int>()
    #expect(computed.value("a") { 1 } == 1)
    #expect(computed.value("a") { 2 } == 1)
    #expect(computed.value("b") { 2 } == 2)
  }
}
