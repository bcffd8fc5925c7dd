/// Sums that are known to hold among numbers, some of which are unknown: which of the unknown ones follow.
///
/// Each equation says that its unknown numbers, each with its sign, add up to something known. An unknown number follows exactly where every solution of the
/// equations with nought on their right-hand sides has nought in its place: what may be added to a solution never changes it. Solutions are drawn at random, two of
/// them, modulo a prime after elimination: a number that follows is nought in all of them, and one that doesn't is nought in both by chance at most once in
/// 10¹⁸ (and is then protected in vain). What follows over the rationals follows modulo a prime unless the prime divides a minor of the system: two primes are
/// asked, and both would have to.
struct LinearSystem {
  /// Where each equation's terms start, with the end of the last.
  private var starts: [Int32] = [0]
  private var columns: [Int32] = []
  private var coefficients: [Int32] = []
  private var width = 0

  /// Adds an equation; columns without coefficient may be left out.
  mutating func add(_ equation: [(column: Int, coefficient: Int)]) {
    for term in equation where term.coefficient != 0 {
      columns.append(Int32(term.column))
      coefficients.append(Int32(term.coefficient))
      width = max(width, term.column + 1)
    }
    if columns.count > Int(starts[starts.count - 1]) { starts.append(Int32(columns.count)) }
  }

  /// The columns of interest that follow, in ascending order; the second prime is asked where the first finds none.
  func determined(among interesting: some Sequence<Int>) -> [Int] {
    let interesting = interesting.filter { $0 < width }.sorted()
    if interesting.isEmpty { return [] }
    let order = pivotOrder()
    for prime in [MersennePrime(bits: 61), MersennePrime(bits: 31)] {
      var elimination = Elimination(prime: prime, uses: order.uses)
      for equation in order.others {
        elimination.take(
          terms(equation).lazy.map { (column: columns[$0], value: prime.residue(coefficients[$0])) }
        )
      }
      let (one, other) = (
        solution(order, elimination, seed: 1), solution(order, elimination, seed: 2)
      )
      let found = interesting.filter { one[$0] == 0 && other[$0] == 0 }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// A solution of the equations with nought on their right-hand sides, with what is free chosen at random from a seed.
  private func solution(_ order: PivotOrder, _ elimination: Elimination, seed: UInt64) -> [UInt64] {
    let prime = elimination.prime
    var values = elimination.solution(seed: seed)
    // No equation holds the column of an earlier one: from the last to the first, all but its own is known.
    for (equation, column) in order.single.reversed() {
      var (sum, own): (UInt64, Int32) = (0, 1)
      for term in terms(equation) {
        if columns[term] == column {
          own = coefficients[term]
        } else {
          sum = prime.sum(sum, prime.product(values[Int(columns[term])], coefficients[term]))
        }
      }
      values[Int(column)] = prime.product(sum, prime.inverse(prime.negative(prime.residue(own))))
    }
    return values
  }

  private func terms(_ equation: Int) -> Range<Int> {
    Int(starts[equation])..<Int(starts[equation + 1])
  }

  /// In which order the equations are taken.
  private struct PivotOrder {
    /// Equations that hold a column which stands in none of those after them, with that column: they need no elimination.
    var single: [(equation: Int, column: Int32)] = []
    /// The others, short ones first: they leave the others shorter.
    var others: [Int] = []
    /// In how many of the others each column stands.
    var uses: [Int32]
  }

  private func pivotOrder() -> PivotOrder {
    let count = starts.count - 1
    var order = PivotOrder(uses: Array(repeating: 0, count: width))
    for column in columns { order.uses[Int(column)] += 1 }
    var first = [Int32](repeating: 0, count: width + 1)
    for column in 0..<width { first[column + 1] = first[column] + order.uses[column] }
    var place = first
    var equationsOf = [Int32](repeating: 0, count: columns.count)
    for equation in 0..<count {
      for term in terms(equation) {
        let column = Int(columns[term])
        equationsOf[Int(place[column])] = Int32(equation)
        place[column] += 1
      }
    }
    var isTaken = [Bool](repeating: false, count: count)
    var loose = (0..<width).filter { order.uses[$0] == 1 }
    while let column = loose.popLast() {
      guard order.uses[column] == 1,
        let equation = equationsOf[Int(first[column])..<Int(first[column + 1])].first(where: {
          !isTaken[Int($0)]
        }).map({ Int($0) })
      else { continue }
      isTaken[equation] = true
      order.single.append((equation, Int32(column)))
      for term in terms(equation) {
        let other = Int(columns[term])
        order.uses[other] -= 1
        if order.uses[other] == 1 { loose.append(other) }
      }
    }
    order.others = (0..<count).filter { !isTaken[$0] }.sorted {
      (terms($0).count, $0) < (terms($1).count, $1)
    }
    return order
  }
}

/// A prime of the form 2ᵏ − 1: a remainder by it is found by shifts.
private struct MersennePrime {
  let bits: UInt64
  let value: UInt64

  /// - Parameter bits: 31 or 61.
  init(bits: UInt64) {
    self.bits = bits
    value = 1 << bits - 1
  }

  /// The remainder of the product of two remainders.
  func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    let sum = (low & value) + (low &>> bits | high &<< (64 - bits))
    return sum >= value ? sum - value : sum
  }

  /// The remainder of the product of a remainder and a number, which is mostly one or minus one.
  func product(_ a: UInt64, _ number: Int32) -> UInt64 {
    number == 1 ? a : number == -1 ? negative(a) : product(a, residue(number))
  }

  func sum(_ a: UInt64, _ b: UInt64) -> UInt64 { a + b >= value ? a + b - value : a + b }

  func negative(_ a: UInt64) -> UInt64 { a == 0 ? 0 : value - a }

  func residue(_ number: Int32) -> UInt64 {
    number >= 0 ? UInt64(number) % value : negative(UInt64(number.magnitude) % value)
  }

  /// What gives one when multiplied by a remainder that is not nought.
  func inverse(_ a: UInt64) -> UInt64 {
    if a == 1 || a == value - 1 { return a }
    var (result, base, exponent) = (UInt64(1), a, value - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = product(result, base) }
      base = product(base, base)
      exponent >>= 1
    }
    return result
  }
}

/// Elimination of sparse rows modulo a prime, to the echelon form: no row holds the pivot of an earlier one.
private struct Elimination {
  struct Term {
    var column: Int32
    var value: UInt64
  }

  let prime: MersennePrime
  private let uses: [Int32]
  /// The terms of the rows but for their pivots, which are one.
  private var terms: [Term] = []
  private var starts: [Int32] = [0]
  private var pivots: [Int32] = []
  /// The row of each column that is a pivot; −1 for others.
  private var rowOf: [Int32]
  /// A row while it is worked on, by column, with the columns that were touched and the rows that are still to be taken off, a bit each.
  private var row: [UInt64]
  private var isTouched: [Bool]
  private var touched: [Int32] = []
  private var pending: [UInt64] = []

  init(prime: MersennePrime, uses: [Int32]) {
    self.prime = prime
    self.uses = uses
    rowOf = Array(repeating: -1, count: uses.count)
    row = Array(repeating: 0, count: uses.count)
    isTouched = Array(repeating: false, count: uses.count)
  }

  /// Takes a row.
  mutating func take(_ equation: some Sequence<(column: Int32, value: UInt64)>) {
    var lowest = Int.max
    for (column, value) in equation {
      row[Int(column)] = prime.sum(row[Int(column)], value)
      touch(column, after: -1, &lowest)
    }
    var word = lowest
    while word < pending.count {
      guard pending[word] != 0 else {
        word += 1
        continue
      }
      let index = word << 6 | pending[word].trailingZeroBitCount
      pending[word] &= pending[word] - 1
      let factor = prime.negative(row[Int(pivots[index])])
      if factor == 0 { continue }
      row[Int(pivots[index])] = 0
      for place in Int(starts[index])..<Int(starts[index + 1]) {
        let term = terms[place]
        row[Int(term.column)] = prime.sum(row[Int(term.column)], prime.product(term.value, factor))
        touch(term.column, after: index, &lowest)
      }
    }
    var left: [Term] = []
    for column in touched {
      if row[Int(column)] != 0 { left.append(Term(column: column, value: row[Int(column)])) }
      row[Int(column)] = 0
      isTouched[Int(column)] = false
    }
    touched.removeAll(keepingCapacity: true)
    // The column that stands in the fewest equations makes the least work; ties by number, so that every run does the same.
    if let pivot = left.min(by: {
      (uses[Int($0.column)], $0.column) < (uses[Int($1.column)], $1.column)
    }) {
      close(left, pivot)
    }
  }

  private mutating func touch(_ column: Int32, after row: Int, _ lowest: inout Int) {
    if !isTouched[Int(column)] {
      isTouched[Int(column)] = true
      touched.append(column)
    }
    let other = Int(rowOf[Int(column)])
    if other > row {
      pending[other >> 6] |= 1 << UInt64(other & 63)
      lowest = min(lowest, other >> 6)
    }
  }

  private mutating func close(_ row: [Term], _ pivot: Term) {
    let inverse = prime.inverse(pivot.value)
    for term in row where term.column != pivot.column {
      terms.append(Term(column: term.column, value: prime.product(term.value, inverse)))
    }
    starts.append(Int32(terms.count))
    rowOf[Int(pivot.column)] = Int32(pivots.count)
    pivots.append(pivot.column)
    if pivots.count > pending.count << 6 { pending.append(0) }
  }

  /// A solution of the equations with nought on their right-hand sides, with what is free chosen at random from a seed.
  func solution(seed: UInt64) -> [UInt64] {
    var state = seed
    var values = rowOf.map { row in row < 0 ? randomNumber(&state) % (prime.value - 1) + 1 : 0 }
    // A row holds no pivot of an earlier one: from the last to the first, all but its own is known.
    for index in pivots.indices.reversed() {
      var sum: UInt64 = 0
      for place in Int(starts[index])..<Int(starts[index + 1]) {
        sum = prime.sum(sum, prime.product(terms[place].value, values[Int(terms[place].column)]))
      }
      values[Int(pivots[index])] = prime.negative(sum)
    }
    return values
  }

  /// The next of a fixed row of numbers (SplitMix64).
  private func randomNumber(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
