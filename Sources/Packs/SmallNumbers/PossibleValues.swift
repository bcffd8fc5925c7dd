/// The values that a number that is held back can have, as far as a reader can tell who knows every sum, that what is held back for itself is one to four, that
/// what is held back with it is not nought, and that nothing is below nought.
///
/// The protection is that a number of fewer than five can have three whole values or more of the four. It is asked for twice. `bounds` tightens what is known of
/// every number by each sum in turn, in whole numbers and exactly, until nothing moves: what it pins is pinned. It cannot see what only several sums together
/// exclude, so that `areProved` then looks for an example of each value: other whole numbers in the places of all that is not shown which keep every sum and
/// every bound. An example is found by exchange: the number is changed, and what that breaks in a sum is made up by another unknown number of it, until all
/// sums hold again. The search has so many steps in all, the same on every machine; what it does not get to rests on the bounds.
struct PossibleValues {
  /// How many values a number of fewer than five must be able to have.
  static let least: Int128 = 3
  private static let mostStepsForOne = 500
  /// Larger than any count, and small enough to be added up.
  private static let unbounded = Int128(1) << 90

  private let lattice: CountLattice
  private let sumsOf: [[Int]]
  private let primary: Set<Int>
  private let exchange: Exchange
  private var stepsLeft = 6_000
  /// The changes from the true value that examples were found for; they stay possible as more is held back.
  private var changes: [Int: Set<Int128>] = [:]

  init(_ lattice: CountLattice, sumsOf: [[Int]], primary: Set<Int>) {
    self.lattice = lattice
    self.sumsOf = sumsOf
    self.primary = primary
    exchange = Exchange(sums: lattice.sums, sumsOf: sumsOf, count: lattice.nodes.count)
  }

  // MARK: Bounds

  /// What is known of each number before any sum is looked at: the least and most that it can be.
  private var (low, high): ([Int128], [Int128]) = ([], [])
  /// The sums of people with a number that is not known.
  private var isOpen: [Bool] = []

  /// Takes in what is held back.
  mutating func start(_ hidden: Set<Int>) {
    low.removeAll(keepingCapacity: true)
    high.removeAll(keepingCapacity: true)
    for (number, node) in lattice.nodes.enumerated() {
      let bounds = bounds(number, node, isHidden: hidden.contains(number))
      low.append(bounds.low)
      high.append(bounds.high)
    }
    isOpen = lattice.sums.map { sum in
      lattice.nodes[sum.whole].isPersons && (low[sum.whole] != high[sum.whole] || sum.parts.contains { low[$0] != high[$0] })
    }
    exchange.allow(hidden, lattice, primary)
  }

  /// Takes in one number more that is held back.
  mutating func hold(_ number: Int) {
    (low[number], high[number]) = bounds(number, lattice.nodes[number], isHidden: true)
    for sum in sumsOf[number] { isOpen[sum] = true }
    exchange.hold(number, lattice.nodes[number])
  }

  private func bounds(_ number: Int, _ node: CountLattice.Node, isHidden: Bool) -> (low: Int128, high: Int128) {
    let value = node.value ?? 0
    if !isHidden, !node.ids.isEmpty { return (value, value) }
    // Corrections stand below nought and have no bound there.
    if value < 0 { return (-Self.unbounded, Self.unbounded) }
    return (isHidden ? min(node.one, value) : 0, primary.contains(number) && !node.isOnePatient ? max(4 * node.one, value) : Self.unbounded)
  }

  /// The numbers of fewer than five that the sums leave fewer values than the protection asks for.
  func pinned() -> [Int] {
    var (low, high) = (low, high)
    // A sum is looked at again only after one of its numbers has moved.
    var isDue = isOpen
    var due = isDue.indices.filter { isDue[$0] }
    var rounds = 0
    while !due.isEmpty, rounds < 200 {
      rounds += 1
      var next: [Int] = []
      for index in due {
        isDue[index] = false
        let sum = lattice.sums[index]
        var (least, most): (Int128, Int128) = (0, 0)
        for part in sum.parts { (least, most) = (least + low[part], most + high[part]) }
        func moved(_ number: Int) {
          for other in sumsOf[number] where !isDue[other] {
            isDue[other] = true
            next.append(other)
          }
        }
        if least > low[sum.whole] || most < high[sum.whole] {
          low[sum.whole] = max(low[sum.whole], least)
          high[sum.whole] = min(high[sum.whole], most)
          moved(sum.whole)
        }
        for part in sum.parts where low[part] != high[part] {
          let (top, bottom) = (high[sum.whole] - (least - low[part]), low[sum.whole] - (most - high[part]))
          if top < high[part] || bottom > low[part] {
            high[part] = min(high[part], top)
            low[part] = max(low[part], bottom)
            moved(part)
          }
        }
      }
      due = next.sorted()
    }
    return primary.sorted().filter { number in
      let node = lattice.nodes[number]
      return !node.isOnePatient && (node.value ?? 0) > 0 && high[number] - low[number] < (Self.least - 1) * node.one
    }
  }

  // MARK: Examples

  /// Whether examples prove as many values as the protection asks for; true where the search has no steps left.
  mutating func areProved(for number: Int) -> Bool {
    let node = lattice.nodes[number]
    if node.isOnePatient || (node.value ?? 0) < 0 || isProved(number) { return true }
    let one = node.one
    for change in [one, -one, 2 * one, -2 * one, 3 * one, -3 * one] where changes[number]?.contains(change) != true {
      if stepsLeft <= 0 { return true }
      exchange.stepsLeft = min(Self.mostStepsForOne, stepsLeft)
      let before = exchange.stepsLeft
      let found = exchange.example(number, change)
      stepsLeft -= before - max(0, exchange.stepsLeft)
      guard let found else { continue }
      for (other, change) in found { changes[other, default: []].insert(change) }
      if isProved(number) { return true }
    }
    return false
  }

  /// The true value is one.
  private func isProved(_ number: Int) -> Bool { Int128(changes[number]?.count ?? 0) + 1 >= Self.least }
}

/// Searches other numbers that keep every sum, changing few places at a time.
private final class Exchange {
  private let sums: [CountLattice.Sum]
  private let sumsOf: [[Int]]
  /// What may be added to each number at most and at least; nothing where it is shown.
  private var least: [Int128]
  private var most: [Int128]
  private var unknowns: [[Int]] = []
  private var change: [Int128]
  /// By sum: the change of the whole less those of its parts.
  private var missing: [Int128]
  private var touched: [Int] = []
  private var changed: [Int] = []
  var stepsLeft = 0

  init(sums: [CountLattice.Sum], sumsOf: [[Int]], count: Int) {
    self.sums = sums
    self.sumsOf = sumsOf
    least = Array(repeating: 0, count: count)
    most = least
    change = least
    missing = Array(repeating: 0, count: sums.count)
  }

  /// Takes in what is held back; it only grows.
  func allow(_ hidden: Set<Int>, _ lattice: CountLattice, _ primary: Set<Int>) {
    let unbounded = Int128(1) << 90
    for (number, node) in lattice.nodes.enumerated() {
      let isHidden = hidden.contains(number)
      guard isHidden || node.ids.isEmpty, let value = node.value else { continue }
      // Corrections stay below nought; what is held back is one or more, and what is held back for itself four at most.
      least[number] = value < 0 ? -unbounded : (isHidden ? min(node.one, value) : 0) - value
      most[number] =
        value < 0 ? -value - 1 : isHidden && primary.contains(number) && !node.isOnePatient ? max(4 * node.one, value) - value : unbounded
    }
    unknowns = sums.map { sum in (sum.parts + [sum.whole]).filter { least[$0] != most[$0] } }
  }

  /// Takes in a number that is held back with others.
  func hold(_ number: Int, _ node: CountLattice.Node) {
    guard let value = node.value, least[number] == most[number] else { return }
    least[number] = value < 0 ? -(Int128(1) << 90) : min(node.one, value) - value
    most[number] = value < 0 ? -value - 1 : Int128(1) << 90
    if least[number] != most[number] { for sum in sumsOf[number] { unknowns[sum].append(number) } }
  }

  /// The changes of an example in which a number is so much larger; nil where none is found.
  func example(_ number: Int, _ amount: Int128) -> [(Int, Int128)]? {
    guard amount >= least[number], amount <= most[number] else { return nil }
    let found = makes(number, amount) ? changed.map { ($0, change[$0]) } : nil
    while let last = changed.last { undo(last) }
    touched = []
    return found
  }

  private func undo(_ number: Int) {
    for sum in sumsOf[number] { missing[sum] -= sums[sum].whole == number ? change[number] : -change[number] }
    change[number] = 0
    changed.removeLast()
  }

  /// Makes a change, and makes up for the sums that it breaks.
  private func makes(_ number: Int, _ amount: Int128) -> Bool {
    let mark = touched.count
    change[number] = amount
    changed.append(number)
    for sum in sumsOf[number] {
      missing[sum] += sums[sum].whole == number ? amount : -amount
      touched.append(sum)
    }
    if mends() { return true }
    undo(number)
    touched.removeLast(touched.count - mark)
    return false
  }

  /// Makes up for the broken sum that leaves the fewest choices.
  private func mends() -> Bool {
    stepsLeft -= 1
    if stepsLeft < 0 { return false }
    var best = -1
    var fewest = Int.max
    for sum in touched where missing[sum] != 0 {
      var count = 0
      for other in unknowns[sum] where canMakeUp(other, sum) {
        count += 1
        if count >= fewest { break }
      }
      if count == 0 { return false }
      if count < fewest { (best, fewest) = (sum, count) }
    }
    if best < 0 { return true }
    let (whole, amount) = (sums[best].whole, missing[best])
    let choices = unknowns[best].filter { canMakeUp($0, best) }
    for other in choices.sorted(by: { (sumsOf[$0].count, $0) < (sumsOf[$1].count, $1) }) {
      if makes(other, other == whole ? -amount : amount) { return true }
      if stepsLeft < 0 { return false }
    }
    return false
  }

  /// Whether a number of a broken sum can take all that is missing there.
  private func canMakeUp(_ number: Int, _ sum: Int) -> Bool {
    guard change[number] == 0 else { return false }
    let own = number == sums[sum].whole ? -missing[sum] : missing[sum]
    return own >= least[number] && own <= most[number]
  }
}
