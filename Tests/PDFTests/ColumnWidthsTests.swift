import Report
import Testing

@testable import PDF

@Suite struct ColumnWidthsTests {
  private func numbers(_ count: Int, least: Double, best: Double, unbroken: Double = 120) -> [ColumnNeed] {
    [ColumnNeed(kind: .name, least: 60, best: 120, number: 0, word: 0, unbroken: unbroken)]
      + (0..<count).map { _ in ColumnNeed(kind: .number, least: least, best: best, number: least, word: 0) }
  }

  /// Heads wrap before columns come closer than 2.4 mm.
  @Test func headsGiveWayBeforeGaps() throws {
    let needs = numbers(8, least: 38, best: 46)
    // 120 + 8 × 46 = 488; with gaps of 2.4 mm (54.4) 542.4: 49.2 too many, of which heads give 8 × 8 = 64.
    let fitted = try #require(ColumnWidths.fit(needs, measure: 493.2))
    #expect(abs(fitted.gutter - ColumnWidths.closeGutter) < 1e-9)
    #expect(fitted.widths[0] == 120)
    #expect(abs(fitted.widths.reduce(0, +) + 8 * fitted.gutter - 493.2) < 1e-6)
  }

  /// Names take the smaller size for it, but do not wrap: 120 + 8 × 41 + 54.4 is 9.2 more than there is, and the name keeps 110.8 of 107 that it needs.
  @Test func namesTakeTheSmallerSizeBeforeGapsGiveWay() throws {
    let fitted = try #require(ColumnWidths.fit(numbers(8, least: 41, best: 41, unbroken: 107), measure: 493.2))
    #expect(abs(fitted.gutter - ColumnWidths.closeGutter) < 1e-9)
    #expect(abs(fitted.widths[0] - (493.2 - 8 * 41 - 8 * ColumnWidths.closeGutter)) < 1e-6)
  }

  /// A name keeps to its line as long as gaps of 1.7 mm allow it.
  @Test func gapsGiveWayBeforeNames() throws {
    // 120 + 8 × 41 = 448 leaves 45.2 for eight gaps: 5.65 each, between 1.7 mm (4.82) and 2.4 mm (6.80).
    let fitted = try #require(ColumnWidths.fit(numbers(8, least: 41, best: 46), measure: 493.2))
    #expect(abs(fitted.gutter - 45.2 / 8) < 1e-6)
    #expect(fitted.widths[0] == 120)
    // At the tightest the name gives: 8 × 43 + 8 × 4.82 = 382.6 leaves it 110.6.
    let tight = try #require(ColumnWidths.fit(numbers(8, least: 43, best: 46), measure: 493.2))
    #expect(abs(tight.gutter - ColumnWidths.tightGutter) < 1e-9)
    #expect(tight.widths[0] < 120 && tight.widths[0] > 60)
    #expect(ColumnWidths.fit(numbers(8, least: 51, best: 60), measure: 493.2) == nil)
  }
}
