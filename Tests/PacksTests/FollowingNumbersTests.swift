import TestSupport
import Testing

@testable import Packs

/// What follows from sums as more and more of their numbers is held back: what is kept from step to step says the same as starting anew.
struct FollowingNumbersTests {
  /// A table of two rows and two columns with all totals, written out as sums: 0 + 1 = 4, 2 + 3 = 5, 0 + 2 = 6, 1 + 3 = 7.
  @Test func aTableWithItsTotals() {
    var list = SumList()
    for (parts, whole) in [([0, 1], 4), ([2, 3], 5), ([0, 2], 6), ([1, 3], 7)] as [([Int32], Int32)] { list.add(parts, whole: whole) }
    let graph = SumGraph(list, numbers: 8)
    var (isUnknown, isHidden) = ([Bool](repeating: false, count: 8), [Bool](repeating: false, count: 8))
    var following = FollowingNumbers(graph, [true, true, true, true], isUnknown: isUnknown)
    func hold(_ number: Int) -> [Int] {
      (isUnknown[number], isHidden[number]) = (true, true)
      following.hold(number)
      return following.found(isUnknown: isUnknown, isHidden: isHidden)
    }
    #expect(hold(0) == [0])
    #expect(hold(1) == [0, 1])
    #expect(hold(2) == [0, 1, 2])
    #expect(hold(3) == [])
    // The rows add up to what the columns do: one total follows from the other three, two of them do not.
    #expect(hold(4) == [4])
    #expect(hold(6) == [])
  }

  @Test(arguments: 0..<150)
  func agreesWithAllSumsAtOnce(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed &* 7919 &+ 3)
    let count = Int.random(in: 6...24, using: &dice)
    var list = SumList()
    for _ in 0..<Int.random(in: 3...14, using: &dice) {
      let numbers = (0..<Int32(count)).shuffled(using: &dice)
      list.add(numbers.prefix(Int.random(in: 1...4, using: &dice)), whole: numbers[5])
    }
    let graph = SumGraph(list, numbers: count)
    let isOfInterest = (0..<graph.count).map { _ in Int.random(in: 0..<5, using: &dice) > 0 }
    // Some nothing prints; of the others one after the other is held back.
    var isUnknown = (0..<count).map { _ in Int.random(in: 0..<4, using: &dice) == 0 }
    var isHidden = [Bool](repeating: false, count: count)
    var following = FollowingNumbers(graph, isOfInterest, isUnknown: isUnknown)
    for number in (0..<count).shuffled(using: &dice) where !isUnknown[number] {
      (isUnknown[number], isHidden[number]) = (true, true)
      following.hold(number)
      // Not asked at every step: several may be held back between.
      if Bool.random(using: &dice) { continue }
      var system = LinearSystem()
      for sum in 0..<graph.count where isOfInterest[sum] {
        let places = graph.places(sum)
        system.add(
          places.filter { isUnknown[graph.number(at: $0)] }.map { (column: graph.number(at: $0), coefficient: $0 + 1 < places.upperBound ? 1 : -1) })
      }
      let expected = system.determined(among: (0..<count).filter { isHidden[$0] })
      #expect(following.found(isUnknown: isUnknown, isHidden: isHidden) == expected)
    }
  }
}

/// Lists of sums, and the groups of sums that share numbers.
struct SumGraphTests {
  @Test func repeatedSumsAreLeftOut() {
    var list = SumList()
    for (parts, whole) in [([1, 2], 0), ([2, 1], 0), ([1, 2], 0), ([1, 2], 3), ([1, 2], 3), ([2, 1], 0)] as [([Int32], Int32)] {
      list.add(parts, whole: whole)
    }
    let kept = list.withoutRepeats(numbers: 4)
    #expect((0..<kept.count).map { Array(kept.parts($0)) } == [[1, 2], [2, 1], [1, 2]])
    #expect((0..<kept.count).map { kept.whole($0) } == [0, 0, 3])
    let graph = SumGraph(kept, numbers: 4)
    #expect(graph.uses(1).map { graph.sum(at: $0) } == [0, 1, 2])
    #expect(graph.uses(3).map { graph.sum(at: $0) } == [2])
  }

  @Test func groupsGrowTogetherAndAreDueOnceTheyChange() {
    var groups = SumGroups(count: 6)
    groups.join(1, 4)
    groups.touch(4)
    groups.touch(2)
    #expect(groups.takeDue().map(\.sums).sorted { $0[0] < $1[0] } == [[1, 4], [2]])
    #expect(groups.takeDue().isEmpty)
    groups.touch(2)
    groups.join(4, 2)
    groups.join(5, 1)
    #expect(groups.takeDue().map(\.sums) == [[1, 2, 4, 5]])
  }
}

/// Numbers for texts.
struct TextTableTests {
  @Test func everyTextHasTheNumberOfItsFirstAppearance() {
    var dice = SeededGenerator(seed: 5)
    var table = TextTable()
    var known: [String: Int] = [:]
    for _ in 0..<4_000 {
      let text = String((0..<Int.random(in: 0...20, using: &dice)).map { _ in "ab/=".randomElement(using: &dice) ?? "a" })
      let isNew = known[text] == nil
      if isNew { known[text] = known.count }
      #expect(table.number(of: text) == (isNew ? nil : known[text]))
      #expect(table.insert(text) == isNew)
      #expect(table.number(of: text) == known[text])
    }
    #expect(table.texts.count == known.count)
    #expect(table.number(of: "c") == nil)
  }
}
