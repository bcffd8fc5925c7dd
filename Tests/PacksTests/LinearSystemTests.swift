import TestSupport
import Testing

@testable import Packs

/// Which unknown numbers follow from sums: against elimination in fractions, written for these tests, which solves the other way about.
struct LinearSystemTests {
  private func determined(_ equations: [[(Int, Int)]], among columns: Set<Int>) -> Set<Int> {
    var system = LinearSystem()
    for equation in equations { system.add(equation.map { (column: $0.0, coefficient: $0.1) }) }
    return Set(system.determined(among: columns))
  }

  /// x + y known and x − y known give both; one sum of two gives neither; a sum of one gives it.
  @Test func handWorkedSystems() {
    #expect(determined([[(0, 1), (1, 1)], [(0, 1), (1, -1)]], among: [0, 1]) == [0, 1])
    #expect(determined([[(0, 1), (1, 1)]], among: [0, 1]).isEmpty)
    #expect(determined([[(3, 1)], [(0, 1), (1, 1)]], among: [0, 3]) == [3])
    // Two rows and two columns of a table with all margins known leave one degree of freedom: nothing follows.
    let table = [[(0, 1), (1, 1)], [(2, 1), (3, 1)], [(0, 1), (2, 1)], [(1, 1), (3, 1)]]
    #expect(determined(table, among: [0, 1, 2, 3]).isEmpty)
    // With one inner cell known as well all of it follows.
    #expect(determined(table + [[(3, 1)]], among: [0, 1, 2]) == [0, 1, 2])
    // What is asked for alone is said.
    #expect(determined(table + [[(3, 1)]], among: [1]) == [1])
    // 0 + 1 = known and 1 + 2 = known and 0 + 2 = known: three equations, three numbers.
    #expect(determined([[(0, 1), (1, 1)], [(1, 1), (2, 1)], [(0, 1), (2, 1)]], among: [0, 1, 2]) == [0, 1, 2])
    #expect(determined([], among: [0]).isEmpty)
  }

  /// A total that stands in one equation alone says nothing of the others, unless it is itself asked for.
  @Test func anEquationThatOnlySaysWhatItsTotalIsIsNoHelp() {
    let equations = [[(0, 1), (1, 1), (9, -1)], [(0, 1), (2, 1)], [(2, 1)]]
    #expect(determined(equations, among: [0, 1]) == [0])
    #expect(determined(equations, among: [9]).isEmpty)
  }

  @Test(arguments: 0..<120)
  func randomSystemsAgreeWithFractions(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed &* 977 &+ 13)
    let width = Int.random(in: 3...9, using: &dice)
    let equations = (0..<Int.random(in: 1...10, using: &dice)).map { _ in
      (0..<width).filter { _ in Int.random(in: 0..<4, using: &dice) == 0 }.map { ($0, Bool.random(using: &dice) ? 1 : -1) }
    }
    let columns = Set((0..<width).filter { _ in Int.random(in: 0..<3, using: &dice) > 0 })
    #expect(determined(equations, among: columns) == followingInFractions(equations, width: width).intersection(columns))
  }
}

/// A fraction in lowest terms.
private struct Fraction: Equatable {
  var top: Int128
  var bottom: Int128

  init(_ top: Int128, _ bottom: Int128 = 1) {
    var (a, b) = (top.magnitude, bottom.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let common = Int128(max(a, 1)) * (bottom < 0 ? -1 : 1)
    (self.top, self.bottom) = (top / common, bottom / common)
  }
}

/// The columns whose unit vector the rows span: those that stand alone in a row of the reduced echelon form.
private func followingInFractions(_ equations: [[(Int, Int)]], width: Int) -> Set<Int> {
  var rows = equations.map { equation in
    var row = [Fraction](repeating: Fraction(0), count: width)
    for (column, value) in equation { row[column] = Fraction(row[column].top + Int128(value)) }
    return row
  }
  var rank = 0
  for column in 0..<width {
    guard let pivot = rows.indices.first(where: { $0 >= rank && rows[$0][column].top != 0 }) else { continue }
    rows.swapAt(rank, pivot)
    let lead = rows[rank][column]
    rows[rank] = rows[rank].map { Fraction($0.top * lead.bottom, $0.bottom * lead.top) }
    for other in rows.indices where other != rank && rows[other][column].top != 0 {
      let factor = rows[other][column]
      for place in 0..<width {
        let (a, b) = (rows[other][place], rows[rank][place])
        rows[other][place] = Fraction(
          a.top * b.bottom * factor.bottom - b.top * factor.top * a.bottom, a.bottom * b.bottom * factor.bottom)
      }
    }
    rank += 1
  }
  return Set(
    rows.compactMap { row in
      let held = row.indices.filter { row[$0].top != 0 }
      return held.count == 1 ? held[0] : nil
    })
}
