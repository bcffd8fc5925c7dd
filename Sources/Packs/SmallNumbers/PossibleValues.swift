/// The values that a number that is held back can have, as far as a reader can tell who knows every sum, that what is held back for itself is one to four, that
/// what is held back with it is not nought, and that nothing is below nought.
///
/// The protection is that a number of fewer than five can have three whole values or more of the four. It is asked for twice. `pinned` tightens what is known of
/// every number by each sum in turn, in whole numbers and exactly, until nothing moves: what it pins is pinned. It cannot see what only several sums together
/// exclude, so that `areProved` then looks for an example of each value: other whole numbers in the places of all that is not shown which keep every sum and
/// every bound (`Exchange`). The search has so many steps in all, the same on every machine; what it does not get to rests on the bounds.
struct PossibleValues {
  /// How many values a number of fewer than five must be able to have.
  static let least: Int128 = 3
  /// Larger than any count, and small enough to be added up.
  static let unbounded = Int128(1) << 90
  private static let mostStepsForOne = 500

  private let lattice: CountLattice
  private let graph: SumGraph
  /// The numbers of fewer than five, in ascending order.
  private let primary: [Int]
  private let isPrimary: [Bool]
  private var exchange: Exchange
  private var stepsLeft = 6_000
  /// A change from the true value that an example was found for, nought for none, and whether there is another: they stay possible as more is held back.
  private var change: [Int128]
  private var isProved: [Bool]

  /// What is known of each number before any sum is looked at: the least and most that it can be.
  private var (low, high): ([Int128], [Int128])
  /// The same after the sums were looked at.
  private var (tightLow, tightHigh): ([Int128], [Int128])
  /// The sums with a number that is not known, of people or looked at in this round.
  private var isOpen: [Bool]
  private var openedForNow: [Int] = []
  private var groups: SumGroups
  /// The sums that are to be looked at while bounds are tightened.
  private var isDue: [Bool]

  /// - Parameters:
  ///   - primary: the numbers of fewer than five, in ascending order; nothing is held back yet.
  init(_ lattice: CountLattice, _ graph: SumGraph, primary: [Int]) {
    self.lattice = lattice
    self.graph = graph
    self.primary = primary
    let count = lattice.count
    var isPrimary = [Bool](repeating: false, count: count)
    for number in primary { isPrimary[number] = true }
    self.isPrimary = isPrimary
    exchange = Exchange(graph)
    change = Array(repeating: 0, count: count)
    isProved = Array(repeating: false, count: count)
    (low, high) = (lattice.values, lattice.values)
    (tightLow, tightHigh) = (low, high)
    isOpen = Array(repeating: false, count: graph.count)
    groups = SumGroups(count: graph.count)
    isDue = isOpen
    for number in 0..<count where !lattice.isPrinted(number) { loosen(number, isHidden: false) }
  }

  // MARK: What is held back

  /// Takes in a number that is held back.
  mutating func hold(_ number: Int) { loosen(number, isHidden: true) }

  /// Has every sum of a number looked at until `start`, whatever it counts.
  mutating func open(_ number: Int) {
    for place in graph.uses(number) where !isOpen[graph.sum(at: place)] {
      isOpen[graph.sum(at: place)] = true
      openedForNow.append(graph.sum(at: place))
    }
  }

  /// Begins a round: sums of people are looked at.
  mutating func start() {
    for sum in openedForNow {
      isOpen[sum] = false
      groups.touch(sum)
    }
    openedForNow.removeAll(keepingCapacity: true)
  }

  private mutating func loosen(_ number: Int, isHidden: Bool) {
    let (value, one) = (lattice.values[number], lattice.ones[number])
    let isBounded = isHidden && isPrimary[number] && !lattice.isOnePatient[number]
    let least = isHidden ? min(one, value) : 0
    // Corrections stand below nought and have no bound there.
    low[number] = value < 0 ? -Self.unbounded : least
    high[number] = value < 0 || !isBounded ? Self.unbounded : max(4 * one, value)
    // As changes: corrections stay below nought; what is held back is one or more, and what is held back for itself four at most.
    if lattice.isKnown[number] {
      exchange.allow(
        number, least: value < 0 ? -Self.unbounded : least - value,
        most: value < 0 ? -value - 1 : isBounded ? max(4 * one, value) - value : Self.unbounded)
    }
    var first = -1
    for place in graph.uses(number) {
      let sum = graph.sum(at: place)
      if lattice.isPersons[graph.whole(sum)] { isOpen[sum] = true }
      if first < 0 { first = sum } else { groups.join(first, sum) }
    }
    if first >= 0 { groups.touch(first) }
  }

  // MARK: Bounds

  /// The numbers of fewer than five that the sums leave fewer values than the protection asks for, in ascending order.
  ///
  /// Sums that share no number that is not known tell nothing of each other: only where something changed are they looked at again.
  mutating func pinned() -> [Int] {
    for (_, sums) in groups.takeDue() { tighten(sums) }
    return primary.filter { number in
      !lattice.isOnePatient[number] && lattice.values[number] > 0
        && tightHigh[number] - tightLow[number] < (Self.least - 1) * lattice.ones[number]
    }
  }

  /// Tightens what is known of the numbers of a group of sums, from what is known of each by itself.
  private mutating func tighten(_ sums: [Int]) {
    for sum in sums {
      for place in graph.places(sum) {
        let number = graph.number(at: place)
        (tightLow[number], tightHigh[number]) = (low[number], high[number])
      }
    }
    // A sum is looked at again only after one of its numbers has moved.
    var due = sums.filter { isOpen[$0] }
    for sum in due { isDue[sum] = true }
    var rounds = 0
    while !due.isEmpty, rounds < 200 {
      rounds += 1
      var next: [Int] = []
      for sum in due {
        isDue[sum] = false
        tighten(sum, &next)
      }
      next.sort()
      due = next
    }
    for sum in due { isDue[sum] = false }
  }

  private mutating func tighten(_ sum: Int, _ next: inout [Int]) {
    let places = graph.places(sum)
    let parts = places.dropLast()
    let whole = graph.whole(sum)
    var (least, most): (Int128, Int128) = (0, 0)
    for place in parts {
      let part = graph.number(at: place)
      (least, most) = (least + tightLow[part], most + tightHigh[part])
    }
    if least > tightLow[whole] || most < tightHigh[whole] {
      tightLow[whole] = max(tightLow[whole], least)
      tightHigh[whole] = min(tightHigh[whole], most)
      moved(whole, &next)
    }
    for place in parts {
      let part = graph.number(at: place)
      if tightLow[part] == tightHigh[part] { continue }
      let top = tightHigh[whole] - (least - tightLow[part])
      let bottom = tightLow[whole] - (most - tightHigh[part])
      if top < tightHigh[part] || bottom > tightLow[part] {
        tightHigh[part] = min(tightHigh[part], top)
        tightLow[part] = max(tightLow[part], bottom)
        moved(part, &next)
      }
    }
  }

  private mutating func moved(_ number: Int, _ next: inout [Int]) {
    for place in graph.uses(number) where !isDue[graph.sum(at: place)] {
      isDue[graph.sum(at: place)] = true
      next.append(graph.sum(at: place))
    }
  }

  // MARK: Examples

  /// Whether examples prove as many values as the protection asks for; true where the search has no steps left.
  mutating func areProved(for number: Int) -> Bool {
    if lattice.isOnePatient[number] || lattice.values[number] < 0 || isProved[number] {
      return true
    }
    let one = lattice.ones[number]
    for amount in [one, -one, 2 * one, -2 * one, 3 * one, -3 * one] where change[number] != amount {
      if stepsLeft <= 0 { return true }
      let steps = min(Self.mostStepsForOne, stepsLeft)
      let search = exchange.example(number, amount, steps: steps)
      stepsLeft -= search.steps
      for (other, change) in search.changes { note(change, of: other) }
      if isProved[number] { return true }
    }
    return false
  }

  /// The true value is one of those that are possible, and each change gives another: with two of them there are three.
  private mutating func note(_ amount: Int128, of number: Int) {
    if change[number] == 0 {
      change[number] = amount
    } else if change[number] != amount {
      isProved[number] = true
    }
  }
}
