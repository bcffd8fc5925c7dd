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

  /// The least and most that each number can be.
  private func bounds(_ hidden: Set<Int>) -> (low: [Int128], high: [Int128]) {
    var low: [Int128] = []
    var high: [Int128] = []
    for (number, node) in lattice.nodes.enumerated() {
      let (value, isHidden) = (node.value ?? 0, hidden.contains(number))
      switch (isHidden, node.ids.isEmpty, value < 0) {
      case (false, false, _):
        low.append(value)
        high.append(value)
      // Corrections stand below nought and have no bound there.
      case (_, _, true):
        low.append(-Self.unbounded)
        high.append(Self.unbounded)
      default:
        low.append(isHidden ? min(node.one, value) : 0)
        high.append(primary.contains(number) && !node.place.isOnePatient ? max(4 * node.one, value) : Self.unbounded)
      }
    }
    return (low, high)
  }

  /// The numbers of fewer than five that the sums leave fewer values than the protection asks for.
  func pinned(_ hidden: Set<Int>) -> [Int] {
    var (low, high) = bounds(hidden)
    let sums = lattice.sums.filter { sum in low[sum.whole] != high[sum.whole] || sum.parts.contains { low[$0] != high[$0] } }
    var changed = true
    var rounds = 0
    while changed, rounds < 40 {
      changed = false
      rounds += 1
      for sum in sums {
        let least = sum.parts.reduce(Int128(0)) { $0 + low[$1] }
        let most = sum.parts.reduce(Int128(0)) { $0 + high[$1] }
        if least > low[sum.whole] { (low[sum.whole], changed) = (least, true) }
        if most < high[sum.whole] { (high[sum.whole], changed) = (most, true) }
        for part in sum.parts where low[part] != high[part] {
          let (top, bottom) = (high[sum.whole] - (least - low[part]), low[sum.whole] - (most - high[part]))
          if top < high[part] { (high[part], changed) = (top, true) }
          if bottom > low[part] { (low[part], changed) = (bottom, true) }
        }
      }
    }
    return primary.sorted().filter { number in
      let node = lattice.nodes[number]
      return !node.place.isOnePatient && (node.value ?? 0) > 0 && high[number] - low[number] < (Self.least - 1) * node.one
    }
  }

  // MARK: Examples

  /// Takes in what is held back.
  func start(_ hidden: Set<Int>) { exchange.allow(hidden, lattice, primary) }

  /// Takes in one number more that is held back.
  func hold(_ number: Int) { exchange.hold(number, lattice.nodes[number]) }

  /// Whether examples prove as many values as the protection asks for; true where the search has no steps left.
  mutating func areProved(for number: Int) -> Bool {
    let node = lattice.nodes[number]
    if node.place.isOnePatient || (node.value ?? 0) < 0 || isProved(number) { return true }
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
        value < 0 ? -value - 1 : isHidden && primary.contains(number) && !node.place.isOnePatient ? max(4 * node.one, value) - value : unbounded
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
    var best: (sum: Int, choices: [Int])?
    for sum in touched where missing[sum] != 0 {
      let (whole, amount) = (sums[sum].whole, missing[sum])
      var choices: [Int] = []
      for other in unknowns[sum] where change[other] == 0 {
        let own = other == whole ? -amount : amount
        if own >= least[other], own <= most[other] { choices.append(other) }
      }
      if choices.isEmpty { return false }
      if best.map({ choices.count < $0.choices.count }) ?? true { best = (sum, choices) }
    }
    guard let best else { return true }
    let (whole, amount) = (sums[best.sum].whole, missing[best.sum])
    for other in best.choices.sorted(by: { (sumsOf[$0].count, $0) < (sumsOf[$1].count, $1) }) {
      if makes(other, other == whole ? -amount : amount) { return true }
      if stepsLeft < 0 { return false }
    }
    return false
  }
}
