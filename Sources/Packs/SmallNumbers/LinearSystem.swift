/// Sums that are known to hold among numbers, some of which are unknown: which of the unknown ones follow.
///
/// Each equation says that its unknown numbers, each with its sign, add up to something known. An unknown number follows exactly where every solution of the
/// equations with nought on their right-hand sides has nought in its place: what may be added to a solution never changes it. Solutions are drawn at random, two of
/// them, modulo a prime of 31 bits after elimination: a number that follows is nought in all of them, and one that doesn't is nought in both by chance once in
/// 10¹⁸ (and is then protected in vain). What follows over the rationals follows modulo a prime unless the prime divides a minor of the system: two primes are
/// asked, and both would have to.
struct LinearSystem {
  /// Where each equation's terms start, with the end of the last.
  private var starts: [Int] = [0]
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
    if columns.count > starts[starts.count - 1] { starts.append(columns.count) }
  }

  /// The columns of interest that follow; the second prime is asked where the first finds none.
  func determined(among interesting: Set<Int>) -> Set<Int> {
    var isInteresting = [Bool](repeating: false, count: width)
    for column in interesting where column < width { isInteresting[column] = true }
    let parts = components(of: telling(isInteresting))
    for prime in [2_147_483_647, 2_147_483_629] as [UInt64] {
      var found: Set<Int> = []
      for part in parts { found.formUnion(determined(part, isInteresting, modulo: prime)) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The equations that say something of the columns of interest: one that holds another column that stands in no further equation only says what that column
  /// is. What is left is far smaller, and the same columns of interest follow from it.
  private func telling(_ isInteresting: [Bool]) -> [Int] {
    let count = starts.count - 1
    var uses = [Int32](repeating: 0, count: width)
    for column in columns { uses[Int(column)] += 1 }
    var first = [Int](repeating: 0, count: width + 1)
    for column in 0..<width { first[column + 1] = first[column] + Int(uses[column]) }
    var place = first
    var equationsOf = [Int32](repeating: 0, count: columns.count)
    for equation in 0..<count {
      for term in starts[equation]..<starts[equation + 1] {
        let column = Int(columns[term])
        equationsOf[place[column]] = Int32(equation)
        place[column] += 1
      }
    }
    var isDropped = [Bool](repeating: false, count: count)
    var loose = (0..<width).filter { uses[$0] == 1 && !isInteresting[$0] }
    while let column = loose.popLast() {
      guard uses[column] == 1, let equation = equationsOf[first[column]..<first[column + 1]].first(where: { !isDropped[Int($0)] }).map(Int.init)
      else { continue }
      isDropped[equation] = true
      for term in starts[equation]..<starts[equation + 1] {
        let other = Int(columns[term])
        uses[other] -= 1
        if uses[other] == 1, !isInteresting[other] { loose.append(other) }
      }
    }
    return (0..<count).filter { !isDropped[$0] }
  }

  /// Equations that share columns, directly or through others, each group by itself.
  private func components(of equations: [Int]) -> [[Int]] {
    var parent = Array(0..<width)
    func root(_ column: Int) -> Int {
      var column = column
      while parent[column] != column {
        parent[column] = parent[parent[column]]
        column = parent[column]
      }
      return column
    }
    for equation in equations {
      let head = root(Int(columns[starts[equation]]))
      for term in starts[equation]..<starts[equation + 1] { parent[root(Int(columns[term]))] = head }
    }
    var groups: [Int: Int] = [:]
    var found: [[Int]] = []
    for equation in equations {
      let head = root(Int(columns[starts[equation]]))
      if let group = groups[head] {
        found[group].append(equation)
      } else {
        groups[head] = found.count
        found.append([equation])
      }
    }
    return found
  }

  /// The columns of interest of one component that follow.
  private func determined(_ equations: [Int], _ isInteresting: [Bool], modulo prime: UInt64) -> [Int] {
    var local: [Int32: Int32] = [:]
    var names: [Int] = []
    var uses: [Int32] = []
    let rows = equations.map { equation in
      (starts[equation]..<starts[equation + 1]).map { term -> Elimination.Term in
        let column = local[columns[term]] ?? Int32(names.count)
        if Int(column) == names.count {
          local[columns[term]] = column
          names.append(Int(columns[term]))
          uses.append(0)
        }
        uses[Int(column)] += 1
        let value = coefficients[term]
        return Elimination.Term(column: column, value: value >= 0 ? UInt64(value) % prime : prime - UInt64(-Int64(value)) % prime)
      }
    }
    guard names.contains(where: { isInteresting[$0] }) else { return [] }
    var elimination = Elimination(prime: prime, uses: uses)
    // Short rows first: they leave the others shorter.
    for row in rows.enumerated().sorted(by: { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }) { elimination.take(row.element) }
    let (one, other) = (elimination.solution(seed: 1), elimination.solution(seed: 2))
    return names.indices.filter { one[$0] == 0 && other[$0] == 0 && isInteresting[names[$0]] }.map { names[$0] }
  }
}

/// Elimination of sparse rows modulo a prime below 2³¹, to the echelon form: no row holds the pivot of an earlier one.
private struct Elimination {
  struct Term {
    var column: Int32
    var value: UInt64
  }

  let prime: UInt64
  private let uses: [Int32]
  private var rows: [[Term]] = []
  private var pivots: [Int32] = []
  /// The row of each column that is a pivot; −1 for others.
  private var rowOf: [Int32]
  /// A row while it is worked on, by column, with the columns that were touched and the rows that are still to be taken off, a bit each.
  private var row: [UInt64]
  private var isTouched: [Bool]
  private var pending: [UInt64] = []

  init(prime: UInt64, uses: [Int32]) {
    self.prime = prime
    self.uses = uses
    rowOf = Array(repeating: -1, count: uses.count)
    row = Array(repeating: 0, count: uses.count)
    isTouched = Array(repeating: false, count: uses.count)
  }

  mutating func take(_ equation: [Term]) {
    var touched: [Int32] = []
    var lowest = Int.max
    func touch(_ column: Int32, after row: Int, _ isTouched: inout [Bool], _ pending: inout [UInt64], _ rowOf: [Int32]) {
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
    for term in equation {
      row[Int(term.column)] = (row[Int(term.column)] + term.value) % prime
      touch(term.column, after: -1, &isTouched, &pending, rowOf)
    }
    var word = lowest
    while word < pending.count {
      guard pending[word] != 0 else {
        word += 1
        continue
      }
      let index = word << 6 | pending[word].trailingZeroBitCount
      pending[word] &= pending[word] - 1
      let factor = row[Int(pivots[index])]
      if factor == 0 { continue }
      for term in rows[index] {
        row[Int(term.column)] = (row[Int(term.column)] + prime - term.value * factor % prime) % prime
        touch(term.column, after: index, &isTouched, &pending, rowOf)
      }
    }
    var left: [Term] = []
    for column in touched {
      if row[Int(column)] != 0 { left.append(Term(column: column, value: row[Int(column)])) }
      row[Int(column)] = 0
      isTouched[Int(column)] = false
    }
    // The column that stands in the fewest equations makes the least work; ties by number, so that every run does the same.
    guard let pivot = left.min(by: { (uses[Int($0.column)], $0.column) < (uses[Int($1.column)], $1.column) }) else { return }
    let inverse = power(pivot.value, prime - 2)
    for place in left.indices { left[place].value = left[place].value * inverse % prime }
    rowOf[Int(pivot.column)] = Int32(rows.count)
    pivots.append(pivot.column)
    rows.append(left)
    if rows.count > pending.count << 6 { pending.append(0) }
  }

  /// A solution of the equations with nought on their right-hand sides, with what is free chosen at random from a seed.
  func solution(seed: UInt64) -> [UInt64] {
    var state = seed
    var values = rowOf.map { row in row < 0 ? randomNumber(&state) % (prime - 1) + 1 : 0 }
    // A row holds no pivot of an earlier one: from the last to the first, all but its own is known.
    for index in rows.indices.reversed() {
      let pivot = pivots[index]
      var sum: UInt64 = 0
      for term in rows[index] where term.column != pivot { sum = (sum + term.value * values[Int(term.column)]) % prime }
      values[Int(pivot)] = sum == 0 ? 0 : prime - sum
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

  private func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, base, exponent) = (UInt64(1), base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }
}
