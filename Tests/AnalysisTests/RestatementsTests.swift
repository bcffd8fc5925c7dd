import Ledger
import Quantities
import TestSupport
import Testing

@testable import Analysis

/// Two providers at month 5 by the flex cut: the last submission is month 5's, the release before that of month 4.
@Suite struct RestatementsTests {
  private static let year = FinancialYear(start: 2015)

  private static func statement(
    _ submission: Int, _ c: UInt16, _ p: UInt16, pod: UInt16 = 0, month: Int, plan: Int = 0, _ actual: Int, before: Bool = false, rows: Int = 1
  ) -> ReplacedStatement {
    ReplacedStatement(
      submission: Period(year: year, month: submission), commissioner: c, provider: p, pod: pod, treatmentFunction: 0,
      month: MonthIndex(year: year, month: month), measures: Measures(planCost: pounds(plan), actualCost: pounds(actual)), rowCount: rows,
      countedBefore: before)
  }

  /// RQM's month 3 said DC 100, then 120 in month 4's return, and 90 in month 5's, which adds OPFA 25 and leaves out NEL, that was 7.
  private static var ledger: ProgrammeLedger {
    var axes = SampleAxes()
    axes.period = Period(year: year, month: 5)
    axes.pods = ["DC": ("DC", "DC"), "NEL": ("NEL", "NEL"), "OPFA": ("OPFA", "OPFA")]
    var ledger = sampleLedger(
      [
        .pounds("10H", "RQM", "DC", ago: 2, plan: 110, actual: 90), .pounds("10H", "RQM", "OPFA", ago: 2, plan: 0, actual: 25),
        .pounds("10H", "RQM", "DC", ago: 1, plan: 100, actual: 100), .pounds("10H", "RQM", "DC", ago: 0, plan: 100, actual: 1000),
        .pounds("10H", "RAN", "DC", ago: 2, plan: 50, actual: 60), .pounds("11C", "RQM", "DC", ago: 2, plan: 10, actual: 10),
      ], axes)
    // Points of delivery in order: DC, NEL, OPFA.
    ledger.replaced = [
      statement(3, 0, 1, month: 3, plan: 100, 100), statement(4, 0, 1, month: 3, plan: 100, 120, before: true, rows: 4),
      statement(4, 0, 1, pod: 1, month: 3, 7, before: true, rows: 2), statement(4, 1, 1, month: 3, plan: 10, 10, before: true),
    ]
    ledger.restating = [
      statement(5, 0, 1, month: 3, plan: 110, 90, rows: 3), statement(5, 0, 1, pod: 2, month: 3, 25), statement(5, 1, 1, month: 3, plan: 10, 10),
    ]
    for (c, p) in [(0, 1), (1, 1)] {
      let month3 = (c * 2 + p) * ledger.monthly.monthCount + ledger.monthly.monthCount - 3
      ledger.monthly.submission[month3] = Int32(MonthIndex(year: year, month: 5).value)
    }
    for submission in [4, 5] {
      ledger.sources.append(
        SourceFile(
          path: "extracts/slam/2015-16/M0\(submission)/RQM.csv", kind: "slam", provider: "RQM", submission: Period(year: year, month: submission)))
    }
    return ledger
  }

  @Test func `what counted before the last submission stands beside what counts now`() {
    let restatements = Restatements(Self.ledger)
    #expect(restatements.submission == Period(year: Self.year, month: 5))
    #expect(restatements.lastMonth.month == 4)
    #expect(restatements.returns.map { [$0.provider, $0.month.month, $0.rowsBefore, $0.rowsNow, $0.before?.month ?? 0] } == [[1, 3, 7, 5, 4]])
    // 11C's part is the same as before, and no change.
    #expect(
      restatements.cells.map { "\($0.part.commissioner) \($0.part.pod) \($0.amounts.change.actualCost.decimal)" } == [
        "0 DC -30", "0 NEL -7", "0 OPFA 25",
      ])
    #expect(restatements.isComparable(in: .provider(1)))
    #expect(!restatements.isComparable(in: .provider(0)))
  }

  @Test func `parts to the last month released before`() {
    let parts = Restatements(Self.ledger).parts
    // Month 5's own £1,000 is no part of it: DC was 120 + 100 and is 90 + 100.
    #expect(
      parts.map { "\($0.part.pod) \($0.ytd.said.actualCost.decimal) \($0.ytd.known.actualCost.decimal)" } == ["DC 220 190", "NEL 7 0", "OPFA 0 25"])
    #expect(parts[0].ytd.said.planCost == pounds(200))
    #expect(parts[0].ytd.known.planCost == pounds(210))
  }

  @Test func `positions as said and as known`() {
    let positions = Restatements(Self.ledger).positions(Self.ledger, in: .commissioner(0), by: .provider)
    #expect(positions.map(\.known.variance) == [pounds(-10), pounds(210 - 215)])
    #expect(positions.map(\.said.variance) == [pounds(-10), pounds(200 - 227)])
  }

  @Test func `the triangle says what each cut knew`() {
    let months = (3...5).map { MonthIndex(year: Self.year, month: $0) }
    let triangle = SaidCosts(Self.ledger).triangle(of: .pair(commissioner: 0, provider: 1), months: months)
    #expect(triangle.said == [[pounds(100), pounds(127), pounds(115)], [pounds(100), pounds(100)], [pounds(1000)]])
    #expect(triangle.lastChange == 2)
  }

  @Test func `a month that nobody had sent is said late, not restated from nought`() {
    var ledger = Self.ledger
    ledger.replaced = []
    let restatements = Restatements(ledger)
    #expect(restatements.returns.map { $0.before } == [nil])
    #expect(restatements.cells.allSatisfy { $0.amounts.said == .zero })
    let row = SaidCosts(ledger).triangle(of: .pair(commissioner: 0, provider: 1), months: [MonthIndex(year: Self.year, month: 3)]).said[0]
    #expect(row == [nil, nil, pounds(115)])
  }

  @Test func `nothing restated changes nothing`() {
    var ledger = Self.ledger
    ledger.restating = []
    ledger.replaced = []
    let restatements = Restatements(ledger)
    #expect(restatements.cells.isEmpty && restatements.parts.isEmpty && restatements.returns.isEmpty)
  }
}
