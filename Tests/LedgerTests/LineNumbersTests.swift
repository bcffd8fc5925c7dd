import Testing

@testable import Extracts
@testable import Ledger

@Suite("Lines of a segment's rows")
struct LineNumbersTests {
  private func numbers(_ lines: [UInt32]) -> LineNumbers {
    let rows = lines.map {
      ContractRow(
        provider: 0, commissioner: 0, month: 0, pod: 0, treatmentFunction: 0, tariff: 0,
        practice: 0, line: $0, planPrice: 0, actualPrice: 0,
        planActivity: 0, actualActivity: 0, marketForces: 0, place: 0, service: 0, indicator: 0)
    }
    return rows.withUnsafeBufferPointer { LineNumbers($0) }
  }

  @Test(
    "every row has its line back, and only where rows don't follow each other is anything kept",
    arguments: [
      ([UInt32](2...900), 1), ([2, 3, 5, 6, 7, 40, 41], 3), ([9, 8, 7], 3), ([0, 1, 2], 1),
      ([5, 5, 5], 3), ([], 0),
    ])
  func backAgain(_ lines: [UInt32], _ runs: Int) throws {
    let kept = numbers(lines)
    #expect(kept.runs.count == runs)
    #expect(lines.indices.map { kept[$0] } == lines.map { Int($0) })
    #expect(try LineNumbers(kept.runs, rows: lines.count).runs == kept.runs)
  }

  @Test("runs that don't begin with the first row, or go backwards, show a damaged segment")
  func damaged() {
    #expect(throws: DamagedSegment.self) { try LineNumbers([.init(row: 1, line: 2)], rows: 3) }
    #expect(throws: DamagedSegment.self) { try LineNumbers([], rows: 1) }
    #expect(throws: DamagedSegment.self) {
      try LineNumbers([.init(row: 0, line: 2), .init(row: 0, line: 9)], rows: 3)
    }
  }
}
