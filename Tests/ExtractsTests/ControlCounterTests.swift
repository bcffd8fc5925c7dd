import Testing

@testable import Extracts

/// A field and what it is worth, as a count of 10⁻¹⁸.
private struct Cell {
  var text: String
  var value: Int128 = 0
}

/// A file that was made together with what its control must be: nothing is read back to know it.
private struct MadeFile {
  var columns: Int
  /// The places of the four sums; −1 where absent.
  var wanted: [Int]
  var rows: [(text: String, cells: [Cell])] = []

  /// The totals, from the cells: columns count from the end where there are too many fields, and blank rows are no rows.
  var totals: ControlTotals {
    var totals = ControlTotals()
    var sums: [Int128] = [0, 0, 0, 0]
    for row in rows {
      if row.cells.allSatisfy({ $0.text.allSatisfy { $0 == " " } }) { continue }
      totals.rows += 1
      for (sum, column) in wanted.enumerated() where column >= 0 {
        let place = column + max(0, row.cells.count - columns)
        if place < row.cells.count { sums[sum] += row.cells[place].value }
      }
    }
    totals.exact = FourSums(planPrice: sums[0], actualPrice: sums[1], planActivity: sums[2], actualActivity: sums[3])
    return totals
  }

  init(_ dice: inout Dice, rows count: Int) {
    columns = 4 + dice.next(32)
    var places = Array(0..<columns)
    wanted = (0..<4).map { _ in places.remove(at: dice.next(places.count)) }
    if dice.next(2) == 0 {  // side by side at the end, as the standard has them
      wanted = [columns - 3, columns - 1, columns - 4, columns - 2]
    }
    if dice.next(4) == 0 { wanted[dice.next(4)] = -1 }
    for _ in 0..<count {
      var cells = (0..<columns).map { wanted.contains($0) ? Self.number(&dice) : Self.text(&dice) }
      switch dice.next(30) {
      case 0: cells.removeLast(1 + dice.next(columns - 1))
      case 1: cells.insert(Cell(text: "extra"), at: 0)
      case 2: cells = Array(repeating: Cell(text: ""), count: 1 + dice.next(columns + 2))
      default: break
      }
      rows.append((cells.map(\.text).joined(separator: ",") + (dice.next(4) == 0 ? "\r\n" : "\n"), cells))
    }
  }

  private static func text(_ dice: inout Dice) -> Cell {
    let length = dice.next(dice.next(6) == 0 ? 90 : 9)
    let plain = String(repeating: "x", count: length)
    switch dice.next(14) {
    case 0: return Cell(text: "\"\(plain), and\"")
    case 1: return Cell(text: "\"say \"\"\(plain)\"\"\"")
    case 2 where dice.next(6) == 0: return Cell(text: "\"two\nlines \(plain)\"")
    case 3: return Cell(text: "Guy’s \(plain)")
    default: return Cell(text: plain)
    }
  }

  private static func number(_ dice: inout Dice) -> Cell {
    let decimals = dice.next(9)
    var whole = ""
    for _ in 0..<dice.next(dice.next(8) == 0 ? 12 : 6) { whole.append(String(dice.next(10))) }
    var fraction = ""
    for _ in 0..<decimals { fraction.append(String(dice.next(10))) }
    if whole.isEmpty, fraction.isEmpty { return Cell(text: "") }
    // The worth comes from the digits as text, padded to eighteen decimals.
    let digits = whole + fraction + String(repeating: "0", count: 18 - decimals)
    let value = digits.utf8.reduce(Int128(0)) { $0 * 10 + Int128($1 - 0x30) }
    let written = fraction.isEmpty && dice.next(3) > 0 ? whole : whole + "." + fraction
    switch dice.next(16) {
    case 0: return Cell(text: "\"\(written)\"", value: value)
    case 1: return Cell(text: "(\(written))", value: -value)
    case 2: return Cell(text: "£\(written)", value: value)
    case 3: return Cell(text: " \(written) ", value: value)
    case 4, 5, 6: return Cell(text: "-\(written)", value: -value)
    case 7: return Cell(text: "TBC")
    default: return Cell(text: written, value: value)
    }
  }
}

/// What the control makes of a file that comes in several stretches of whole rows.
private func totals(_ file: MadeFile, widely: Bool, _ dice: inout Dice) -> ControlTotals {
  var counter = ControlCounter(columnCount: file.columns, wanted: file.wanted)
  var stretch = (0..<file.columns).map { "C\($0)" }.joined(separator: ",") + "\n"
  func add(_ text: String) {
    // What follows the stretch in memory is as much like rows as what is in it.
    let bytes = Array(text.utf8) + Array("1,2,\"3,4\n".utf8) + [UInt8](repeating: 0x31, count: 128)
    bytes.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { counter.add(base, count: text.utf8.count, widely: widely) }
    }
  }
  for row in file.rows {
    stretch += row.text
    if dice.next(40) == 0 {
      add(stretch)
      stretch = ""
    }
  }
  if !stretch.isEmpty { add(stretch) }
  return counter.finish()
}

@Suite("Control totals")
struct ControlCounterTests {
  @Test("are what the file was made of, whatever stands in it, with and without wide instructions", arguments: 1...40)
  func randomFiles(_ seed: Int) {
    var dice = Dice(UInt64(seed) &* 7919)
    let file = MadeFile(&dice, rows: 300)
    let expected = file.totals
    for widely in ControlCounter.hasWideInstructions ? [true, false] : [false] {
      let counted = totals(file, widely: widely, &dice)
      #expect(counted.rows == expected.rows, "widely: \(widely)")
      if counted.exact != expected.exact {
        // Name the rows that count wrongly by themselves.
        let culprits = file.rows.filter { row in
          var one = file
          one.rows = [row]
          return totals(one, widely: widely, &dice) != one.totals
        }
        Issue.record("widely: \(widely), \(file.columns) columns, wanted \(file.wanted): \(culprits.map(\.text))")
      }
    }
  }

  @Test("of more everyday rows than one sum of 64 bits can take are exact")
  func manyLargeNumbers() {
    // 45,035,996.27370495 is the largest count of 10⁻⁸ under 2⁵²; 5,000 of them are past 2⁶³.
    let row = "a,45035996.27370495,-45035996.27370495,1,2\n"
    let text = "name,b,c,d,e\n" + String(repeating: row, count: 5000)
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
    for widely in ControlCounter.hasWideInstructions ? [true, false] : [false] {
      var counter = ControlCounter(columnCount: 5, wanted: [1, 2, 3, 4])
      bytes.withUnsafeBufferPointer { buffer in
        if let base = buffer.baseAddress { counter.add(base, count: text.utf8.count, widely: widely) }
      }
      let totals = counter.finish()
      #expect(totals.rows == 5000)
      let unit = Int128(4_503_599_627_370_495) * finerThanStored * 5000
      #expect(totals.exact == FourSums(planPrice: unit, actualPrice: -unit, planActivity: 5000 * exact, actualActivity: 10000 * exact))
    }
  }

  /// One, as a count of 10⁻¹⁸.
  private var exact: Int128 { finerThanStored * 100_000_000 }
}
