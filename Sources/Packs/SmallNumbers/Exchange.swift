/// Searches other numbers that keep every sum, changing few places at a time: a number is changed, and what that breaks in a sum is made up by another number of it
/// that is not shown, until all sums hold again.
struct Exchange {
  private let graph: SumGraph
  /// What may be added to each number at least and at most; nothing where it is shown.
  private var least: [Int128]
  private var most: [Int128]
  private var isLoose: [Bool]
  /// The numbers of each sum that are not shown, from where the places of the sum start, and how many they are.
  private var loose: [Int32]
  private var looseCount: [Int32]
  private var change: [Int128]
  /// By sum: the change of the whole less those of its parts.
  private var missing: [Int128]
  /// The sums that changes have touched, each once, in the order in which they were.
  private var touched: [Int] = []
  private var isTouched: [Bool]
  private var changed: [Int] = []
  /// The numbers to choose from for every sum that is being made up.
  private var choices: [Int] = []
  private var stepsLeft = 0

  init(_ graph: SumGraph) {
    self.graph = graph
    least = Array(repeating: 0, count: graph.numbers)
    most = least
    change = least
    isLoose = Array(repeating: false, count: graph.numbers)
    missing = Array(repeating: 0, count: graph.count)
    isTouched = Array(repeating: false, count: graph.count)
    looseCount = Array(repeating: 0, count: graph.count)
    loose = Array(
      repeating: 0, count: graph.count == 0 ? 0 : graph.places(graph.count - 1).upperBound)
  }

  /// Says what may be added to a number that is not shown.
  mutating func allow(_ number: Int, least: Int128, most: Int128) {
    (self.least[number], self.most[number]) = (least, most)
    if isLoose[number] { return }
    isLoose[number] = true
    for place in graph.uses(number) {
      let sum = graph.sum(at: place)
      loose[graph.places(sum).lowerBound + Int(looseCount[sum])] = Int32(number)
      looseCount[sum] += 1
    }
  }

  /// Where the numbers of a sum that are not shown stand in `loose`.
  private func places(_ sum: Int) -> Range<Int> {
    let start = graph.places(sum).lowerBound
    return start..<start + Int(looseCount[sum])
  }

  /// The changes of an example in which a number is so much larger, none where none is found, and how many steps the search took.
  ///
  /// - Parameter steps: how many it may take; one or more.
  mutating func example(_ number: Int, _ amount: Int128, steps: Int) -> (
    changes: [(Int, Int128)], steps: Int
  ) {
    guard amount >= least[number], amount <= most[number] else { return ([], 0) }
    stepsLeft = steps
    let found = makes(number, amount) ? changed.map { ($0, change[$0]) } : []
    while let last = changed.last { undo(last) }
    untouch(after: 0)
    return (found, steps - max(0, stepsLeft))
  }

  private mutating func undo(_ number: Int) {
    for place in graph.uses(number) {
      let sum = graph.sum(at: place)
      missing[sum] -= graph.whole(sum) == number ? change[number] : -change[number]
    }
    change[number] = 0
    changed.removeLast()
  }

  /// Makes a change, and makes up for the sums that it breaks.
  private mutating func makes(_ number: Int, _ amount: Int128) -> Bool {
    let mark = touched.count
    change[number] = amount
    changed.append(number)
    for place in graph.uses(number) {
      let sum = graph.sum(at: place)
      missing[sum] += graph.whole(sum) == number ? amount : -amount
      if isTouched[sum] { continue }
      isTouched[sum] = true
      touched.append(sum)
    }
    if mends() { return true }
    undo(number)
    untouch(after: mark)
    return false
  }

  private mutating func untouch(after mark: Int) {
    for place in mark..<touched.count { isTouched[touched[place]] = false }
    touched.removeLast(touched.count - mark)
  }

  /// Makes up for the broken sum that leaves the fewest choices.
  private mutating func mends() -> Bool {
    stepsLeft -= 1
    if stepsLeft < 0 { return false }
    var best = -1
    var fewest = Int.max
    for sum in touched where missing[sum] != 0 {
      let count = choiceCount(sum, below: fewest)
      if count == 0 { return false }
      if count < fewest { (best, fewest) = (sum, count) }
    }
    if best < 0 { return true }
    let (whole, amount) = (graph.whole(best), missing[best])
    let start = choices.count
    for place in places(best) where canMakeUp(Int(loose[place]), whole, amount) {
      choose(Int(loose[place]), after: start)
    }
    let end = choices.count
    defer { choices.removeLast(choices.count - start) }
    for place in start..<end {
      let other = choices[place]
      if makes(other, other == whole ? -amount : amount) { return true }
      if stepsLeft < 0 { return false }
    }
    return false
  }

  /// How many numbers of a broken sum can make it up, counted no further than a bound.
  private func choiceCount(_ sum: Int, below bound: Int) -> Int {
    let (whole, amount) = (graph.whole(sum), missing[sum])
    var count = 0
    for place in places(sum) where canMakeUp(Int(loose[place]), whole, amount) {
      count += 1
      if count >= bound { break }
    }
    return count
  }

  /// Puts a choice in its place among those of a sum: those in the fewest sums first, ties by number.
  private mutating func choose(_ number: Int, after start: Int) {
    let key = (graph.uses(number).count, number)
    choices.append(number)
    var place = choices.count - 1
    while place > start, (graph.uses(choices[place - 1]).count, choices[place - 1]) > key {
      choices.swapAt(place - 1, place)
      place -= 1
    }
  }

  /// Whether a number of a broken sum can take all that is missing there.
  private func canMakeUp(_ number: Int, _ whole: Int, _ amount: Int128) -> Bool {
    guard change[number] == 0 else { return false }
    let own = number == whole ? -amount : amount
    return own >= least[number] && own <= most[number]
  }
}
