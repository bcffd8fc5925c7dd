/// Sums that are known to hold among numbers, some of which are unknown: which of the unknown ones follow.
///
/// Each equation says that its unknown numbers, each with its sign, add up to something known. An unknown number follows exactly where its own unit vector lies
/// in the row space of the equations, whatever their right-hand sides: after full elimination, where it stands alone in a row. Elimination is done modulo two
/// primes: what follows over the rationals follows modulo a prime unless the prime divides a minor of the system, and the two would both have to.
struct LinearSystem {
  /// Each equation as columns and coefficients.
  private var equations: [[(column: Int, coefficient: Int)]] = []

  /// Adds an equation; columns without coefficient may be left out.
  mutating func add(_ equation: [(column: Int, coefficient: Int)]) {
    if !equation.isEmpty { equations.append(equation) }
  }

  /// The columns of interest that follow; the second prime is asked where the first finds none.
  func determined(among columns: Set<Int>) -> Set<Int> {
    let system = withoutLooseEnds(keeping: columns)
    let found = system.determined(modulo: 2_147_483_647).intersection(columns)
    return found.isEmpty ? system.determined(modulo: 2_147_483_629).intersection(columns) : found
  }

  /// The system without the equations that say nothing of the columns of interest: one that holds another column that stands in no further equation only says
  /// what that column is. What is left is far smaller, and the same columns of interest follow from it.
  private func withoutLooseEnds(keeping columns: Set<Int>) -> LinearSystem {
    var places: [Int: Set<Int>] = [:]
    for (index, equation) in equations.enumerated() {
      for (column, _) in equation where !columns.contains(column) { places[column, default: []].insert(index) }
    }
    var dropped: Set<Int> = []
    var loose = places.filter { $0.value.count == 1 }.map(\.key)
    while let column = loose.popLast() {
      guard let index = places[column]?.first, places[column]?.count == 1, dropped.insert(index).inserted else { continue }
      for (other, _) in equations[index] where !columns.contains(other) {
        places[other]?.remove(index)
        if places[other]?.count == 1 { loose.append(other) }
      }
    }
    var system = LinearSystem()
    for (index, equation) in equations.enumerated() where !dropped.contains(index) { system.add(equation) }
    return system
  }

  private func determined(modulo prime: UInt64) -> Set<Int> {
    var elimination = Elimination(prime: prime)
    for equation in equations { elimination.take(equation) }
    return elimination.singletons
  }
}

/// Gauss–Jordan elimination of sparse rows modulo a prime below 2³¹: each row kept has a pivot that no other row has.
private struct Elimination {
  let prime: UInt64
  private var rows: [[Int: UInt64]] = []
  /// The row of each pivot.
  private var pivots: [Int: Int] = [:]
  /// The rows in which a column stands.
  private var rowsOfColumn: [Int: Set<Int>] = [:]

  init(prime: UInt64) { self.prime = prime }

  /// The columns that stand alone in their row.
  var singletons: Set<Int> { Set(rows.compactMap { $0.count == 1 ? $0.first?.key : nil }) }

  mutating func take(_ equation: [(column: Int, coefficient: Int)]) {
    var row: [Int: UInt64] = [:]
    for (column, coefficient) in equation {
      let value = coefficient >= 0 ? UInt64(coefficient) % prime : prime - UInt64(-coefficient) % prime
      row[column] = ((row[column] ?? 0) + value) % prime
    }
    row = row.filter { $0.value != 0 }
    for column in Array(row.keys) {
      guard let pivot = pivots[column], let factor = row[column] else { continue }
      subtract(rows[pivot], times: factor, from: &row)
    }
    // The column that stands in the fewest rows makes the least work; ties by number, so that every run does the same.
    guard let pivot = row.keys.min(by: { (rowsOfColumn[$0]?.count ?? 0, $0) < (rowsOfColumn[$1]?.count ?? 0, $1) }), let lead = row[pivot] else {
      return
    }
    let inverse = power(lead, prime - 2)
    row = row.mapValues { $0 * inverse % prime }
    for index in rowsOfColumn[pivot] ?? [] {
      guard let factor = rows[index][pivot] else { continue }
      for (column, value) in row {
        let old = rows[index][column]
        let left = ((old ?? 0) + prime - value * factor % prime) % prime
        rows[index][column] = left == 0 ? nil : left
        if left == 0 {
          rowsOfColumn[column]?.remove(index)
        } else if old == nil {
          rowsOfColumn[column, default: []].insert(index)
        }
      }
    }
    pivots[pivot] = rows.count
    for column in row.keys { rowsOfColumn[column, default: []].insert(rows.count) }
    rows.append(row)
  }

  private func subtract(_ other: [Int: UInt64], times factor: UInt64, from row: inout [Int: UInt64]) {
    for (column, value) in other {
      let left = (row[column] ?? 0) + prime - value * factor % prime
      row[column] = left % prime == 0 ? nil : left % prime
    }
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
