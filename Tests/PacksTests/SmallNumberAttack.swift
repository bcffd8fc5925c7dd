import Figures
import Quantities
import Report

/// Somebody who wants to know what is held back, and has all that an audience is shown: exact linear algebra over the cells that every count is made of.
///
/// It shares nothing with what it attacks. Each figure is the sum of the cells that its id chooses (practice × specialty × kind × month …); a figure that is held
/// back is known exactly where its row of noughts and ones is a combination of the rows of figures that are shown, worked out in fractions.
struct SmallNumberAttack {
  /// A fraction in lowest terms.
  struct Fraction: Equatable {
    var top: Int128
    var bottom: Int128
    init(_ top: Int128, _ bottom: Int128 = 1) {
      let divisor = Fraction.gcd(top.magnitude, bottom.magnitude)
      let sign: Int128 = bottom < 0 ? -1 : 1
      self.top = divisor == 0 ? 0 : sign * top / Int128(divisor)
      self.bottom = divisor == 0 ? 1 : sign * bottom / Int128(divisor)
    }
    static func gcd(_ a: UInt128, _ b: UInt128) -> UInt128 { b == 0 ? a : gcd(b, a % b) }
    static func * (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.top, a.bottom * b.bottom) }
    static func / (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.bottom, a.bottom * b.top) }
    static func - (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom) }
  }

  private var rows: [(pivot: Int, row: [Int: Fraction])] = []

  /// Learns the sum of some cells.
  mutating func learn(_ cells: Set<Int>) {
    var row = reduced(cells)
    guard let pivot = row.keys.min(), let lead = row[pivot] else { return }
    row = row.mapValues { $0 / lead }
    rows.append((pivot, row))
  }

  /// Whether the sum of some cells follows from what was learnt.
  func knows(_ cells: Set<Int>) -> Bool { reduced(cells).isEmpty }

  private func reduced(_ cells: Set<Int>) -> [Int: Fraction] {
    var row = Dictionary(uniqueKeysWithValues: cells.map { ($0, Fraction(1)) })
    for (pivot, other) in rows {
      guard let factor = row[pivot] else { continue }
      for (column, value) in other {
        let left = (row[column] ?? Fraction(0)) - factor * value
        row[column] = left.top == 0 ? nil : left
      }
    }
    return row
  }
}

/// Linear algebra modulo a prime over dense rows: what follows from the sums that were learnt.
struct ModularAttack {
  private static let prime: UInt64 = 998_244_353
  private var columns: [Int: Int] = [:]
  private var rows: [(pivot: Int, row: [UInt64])] = []

  mutating func learn(_ cells: [Int]) {
    for cell in cells where columns[cell] == nil { columns[cell] = columns.count }
    var row = reduced(cells)
    guard let pivot = row.firstIndex(where: { $0 != 0 }) else { return }
    let inverse = Self.power(row[pivot], Self.prime - 2)
    for column in row.indices where row[column] != 0 { row[column] = row[column] * inverse % Self.prime }
    rows.append((pivot, row))
  }

  func knows(_ cells: [Int]) -> Bool {
    cells.allSatisfy { columns[$0] != nil } && reduced(cells).allSatisfy { $0 == 0 }
  }

  private func reduced(_ cells: [Int]) -> [UInt64] {
    var row = [UInt64](repeating: 0, count: columns.count)
    for cell in cells { if let column = columns[cell] { row[column] = 1 } }
    for (pivot, other) in rows where pivot < row.count && row[pivot] != 0 {
      let factor = Self.prime - row[pivot]
      for column in other.indices where other[column] != 0 { row[column] = (row[column] + factor * other[column]) % Self.prime }
    }
    return row
  }

  private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, base, exponent) = (UInt64(1), base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }
}
