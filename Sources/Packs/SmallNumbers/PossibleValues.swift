/// The values that a number that is held back can have, as far as a reader can tell who knows every sum, that what is held back for itself is one to four, that
/// what is held back with it is not nought, and that nothing is below nought.
///
/// Each value is proved by an example: whole numbers in the places of all that is not shown that keep every sum and every bound. An example is found by
/// exchange: the number is changed by one, two or three, and what that breaks in a sum is made up by another unknown number of it, and so on until all sums hold
/// again. One example proves a value for each number that it changes. The protection is that a number of fewer than five can have three values or more of the
/// four. Where no example is found within the steps allowed, the number counts as unprotected: the search can hold too much back, never too little.
struct PossibleValues {
  /// How many values a number of fewer than five must be able to have.
  static let least = 3
  /// The steps of the search for one example.
  private static let mostSteps = 600

  private let lattice: CountLattice
  private let sumsOf: [[Int]]
  private let primary: Set<Int>
  /// The changes from the true value that examples were found for; they stay possible as more is held back.
  private var changes: [Int: Set<Int128>] = [:]
  /// How much was held back when a number was last looked at, so that it is not looked at again in vain.
  private var lookedAt: [Int: Int] = [:]

  init(_ lattice: CountLattice, sumsOf: [[Int]], primary: Set<Int>) {
    self.lattice = lattice
    self.sumsOf = sumsOf
    self.primary = primary
  }

  /// Whether a number of fewer than five can have as many values as the protection asks for.
  mutating func areEnough(for number: Int, hidden: Set<Int>) -> Bool {
    // What is said of one patient is as large as it is: there is no bound to be near.
    if lattice.nodes[number].place.isOnePatient { return true }
    if isEnough(number) { return true }
    if lookedAt[number] == hidden.count { return false }
    let one = lattice.nodes[number].one
    for change in [one, -one, 2 * one, -2 * one, 3 * one, -3 * one] where changes[number]?.contains(change) != true {
      var search = Exchange(lattice: lattice, sumsOf: sumsOf, primary: primary, hidden: hidden, stepsLeft: Self.mostSteps)
      guard search.canChange(number, by: change), search.repair(after: number, by: change) else { continue }
      for (other, change) in search.changes { changes[other, default: []].insert(change) }
      if isEnough(number) { return true }
    }
    lookedAt[number] = hidden.count
    return false
  }

  /// The true value is one.
  private func isEnough(_ number: Int) -> Bool { (changes[number]?.count ?? 0) + 1 >= Self.least }
}

/// One search for other numbers that keep every sum.
private struct Exchange {
  let lattice: CountLattice
  let sumsOf: [[Int]]
  let primary: Set<Int>
  let hidden: Set<Int>
  var stepsLeft: Int
  private(set) var changes: [Int: Int128] = [:]
  /// The sums that hold a number that was changed, in the order of the changes.
  private var touched: [Int] = []

  init(lattice: CountLattice, sumsOf: [[Int]], primary: Set<Int>, hidden: Set<Int>, stepsLeft: Int) {
    self.lattice = lattice
    self.sumsOf = sumsOf
    self.primary = primary
    self.hidden = hidden
    self.stepsLeft = stepsLeft
  }

  /// Whether a number may be so much larger, for all that a reader knows of it by itself.
  func canChange(_ number: Int, by change: Int128) -> Bool {
    let node = lattice.nodes[number]
    let isHidden = hidden.contains(number)
    guard isHidden || node.ids.isEmpty else { return false }
    guard let value = node.value else { return !isHidden }
    let other = value + change
    // Corrections stand below nought; they have no bound there.
    if value < 0 { return other < 0 }
    if !isHidden { return other >= 0 }
    return primary.contains(number) && !node.place.isOnePatient ? other >= node.one && other <= 4 * node.one : other >= node.one
  }

  mutating func repair(after number: Int, by change: Int128) -> Bool {
    let mark = touched.count
    changes[number] = change
    touched += sumsOf[number]
    if repair() { return true }
    touched.removeLast(touched.count - mark)
    changes[number] = nil
    return false
  }

  /// Makes up for the sum that leaves the fewest choices.
  private mutating func repair() -> Bool {
    stepsLeft -= 1
    if stepsLeft < 0 { return false }
    var best: (choices: [Int], missing: Int128, whole: Int)?
    for index in touched {
      let sum = lattice.sums[index]
      let missing = (changes[sum.whole] ?? 0) - sum.parts.reduce(Int128(0)) { $0 + (changes[$1] ?? 0) }
      if missing == 0 { continue }
      let choices = (sum.parts + [sum.whole]).filter { other in
        changes[other] == nil && canChange(other, by: other == sum.whole ? -missing : missing)
      }
      if choices.isEmpty { return false }
      if best.map({ choices.count < $0.choices.count }) ?? true { best = (choices, missing, sum.whole) }
    }
    guard let best else { return true }
    for other in best.choices.sorted(by: { (sumsOf[$0].count, $0) < (sumsOf[$1].count, $1) }) {
      if repair(after: other, by: other == best.whole ? -best.missing : best.missing) { return true }
      if stepsLeft < 0 { return false }
    }
    return false
  }
}
