import Testing

@testable import Extracts
@testable import Ledger

@Suite("Columns of segments")
struct SegmentColumnTests {
  /// Stores amounts as a column after one of an odd number of codes, and reads them back.
  private func stored(_ amounts: [Int64]) -> (column: SegmentColumn, codes: SegmentColumn, read: [Int64], bytes: Int) {
    let rows = amounts.map {
      ContractRow(
        provider: 3, commissioner: 0, month: 0, pod: 0, treatmentFunction: 0, tariff: 0, practice: 0, line: 0, planPrice: $0, actualPrice: 0,
        planActivity: 0, actualActivity: 0, marketForces: 0, place: 0, service: 0, indicator: 0)
    }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 * rows.count + 32, alignment: 64)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0xAA)
    var writer = ColumnWriter(memory)
    rows.withUnsafeBufferPointer { rows in
      writer.put(rows, 1) { $0.provider }
      writer.put(rows, amount: { $0.planPrice })
    }
    let column = writer.columns[1]
    let read = SegmentAmounts(bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[column.offset...]), column: column)
    return (column, writer.columns[0], amounts.indices.map { read[$0] }, writer.count)
  }

  private let penny: Int64 = 1_000_000

  @Test("whole pence take four bytes, and come back with their sign")
  func pence() {
    let amounts = [0, 1, -1, 123_456, Int64(Int32.max), Int64(Int32.min)].map { $0 * penny }
    let result = stored(amounts)
    #expect(result.column.width == 4 && result.column.exponent == 6)
    #expect(result.column.offset == 8 && result.codes.offset == 0)
    #expect(result.read == amounts)
    #expect(result.bytes == 32)
  }

  @Test("ten-thousandths take four bytes as well")
  func tenThousandths() {
    let amounts: [Int64] = [11_220_000, -30_000, 0, 10_000 * Int64(Int32.max)]
    let result = stored(amounts)
    #expect(result.column.width == 4 && result.column.exponent == 4)
    #expect(result.read == amounts)
  }

  @Test(
    "one amount that is finer, or larger, makes the column eight bytes wide",
    arguments: [1, -1, 5_000, .max, .min, (Int64(Int32.max) + 1) * 1_000_000, (Int64(Int32.min) - 1) * 1_000_000, 1 << 40, 3 << 60])
  func anythingElse(_ odd: Int64) {
    let amounts = [100 * penny, odd, -7 * penny]
    let result = stored(amounts)
    #expect(result.column.width == 8 && result.column.exponent == 0)
    #expect(result.read == amounts)
  }

  @Test("no rows make an empty column")
  func empty() {
    let result = stored([])
    #expect(result.read.isEmpty)
    #expect(result.bytes == 0)
  }
}
