import Ledger
import Quantities
import TestSupport
import Testing

@testable import Analysis

@Suite struct ExceptionsTests {
  private func exceptions(_ ledger: ProgrammeLedger, _ scope: Scope = .commissioner(0), by counterpart: Counterpart = .provider) -> Exceptions {
    let splits = LineSplits(ledger)
    return Exceptions(
      ledger, scope: scope, by: counterpart, positions: Positions(ledger),
      breakdown: ActivityBreakdown(ledger, splits: splits, scope: scope, by: counterpart),
      topTen: TopTen(ledger, scope: scope), followUps: FollowUpTable(ledger), restated: Restated(ledger, scope: scope))
  }

  @Test func `candidates come with their impact, the largest first`() {
    let ledger = sampleLedger([
      .pounds("10H", "RAN", "DC", plan: 11_000, actual: 22_000, planned: 1, done: 2), .pounds("10H", "RQM", "OPFA", plan: 0, actual: 5500, done: 1),
      .pounds("11C", "RQM", "OPFA", plan: 900_000, actual: 0, planned: 1),
    ])
    let found = exceptions(ledger)
    #expect(
      found.candidates.map { "\($0.rule.rawValue) \($0.impact.decimal)" }
        == [
          "forecast-variance -18000", "specialty-variance -16500", "counterpart-variance -11000", "pod-variance -11000", "line-overspend -11000",
          "month-change -22000", "counterpart-variance -5500", "pod-variance -5500", "zero-plan -5500", "month-change -5500",
        ].sorted { a, b in sortKey(a) > sortKey(b) })
    #expect(found.candidates.first?.rule == .monthChange)
    #expect(found.candidates.first?.subject == ExceptionSubject(commissioner: 0, provider: 0))
  }

  private func sortKey(_ text: String) -> Int {
    let words = text.split(separator: " ")
    let rule = ExceptionRule.allCases.firstIndex { $0.rawValue == words[0] } ?? 0
    return -(Int(words[1]) ?? 0) * 100 - rule
  }

  @Test func `no rule takes more than its share of the five`() {
    let rows = (0..<9).map { SampleRow.pounds("10H", "P\($0)", "DC", tfc: "1\($0)0", plan: 0, actual: Int64(10_000 + $0), done: 1) }
    var axes = SampleAxes()
    axes.providers = (0..<9).map { "P\($0)" }
    let ranked = exceptions(sampleLedger(rows, axes)).ranked(5, perRule: 2)
    #expect(ranked.count == 5)
    #expect(ExceptionRule.allCases.allSatisfy { rule in ranked.filter { $0.rule == rule }.count <= 2 })
    #expect(ranked == ranked.sorted { $0.impact.magnitude > $1.impact.magnitude })
  }

  @Test func `nothing of size gives no candidates`() {
    #expect(
      exceptions(sampleLedger([.pounds("10H", "RAN", "DC", ago: 1, plan: 100, actual: 101), .pounds("10H", "RAN", "DC", plan: 1, actual: 2)]))
        .candidates.isEmpty)
    #expect(exceptions(sampleLedger([])).candidates.isEmpty)
  }

  @Test func `a month without a return is named and gives no change on the month`() {
    var axes = SampleAxes()
    axes.unstated = [("RAN", 0)]
    let found = exceptions(sampleLedger([.pounds("10H", "RAN", "DC", ago: 1, plan: 40_000, actual: 40_000)], axes))
    #expect(found.candidates.map(\.rule) == [.missingReturn])
    #expect(found.candidates[0].impact == pounds(-40_000))
  }

  @Test func `codes that are not in the programme, plan differences and follow-ups`() throws {
    var axes = SampleAxes()
    axes.unknownProviders = ["XXX"]
    var ledger = sampleLedger(
      [
        .pounds("10H", "XXX", "DC", plan: 3000, actual: 3000), .pounds("10H", "RAN", "DC", plan: 11_000, actual: 11_000),
        .pounds("10H", "RAN", "DC", ago: 1, plan: 0, actual: 0), .pounds("10H", "XXX", "DC", ago: 1, plan: 0, actual: 0),
      ], axes)
    ledger.annualPlan = [
      AnnualPlanLine(commissioner: 0, provider: 0, pod: 0, months: Array(repeating: Measures(planCost: pounds(1200)), count: 12))
    ]
    ledger.sus.followUpLines = [
      .init(commissioner: 0, provider: 0, treatmentFunction: 0, first: .init(count: 10), followUp: .init(count: 100, cost: pounds(100_000))),
      .init(commissioner: 1, provider: 1, treatmentFunction: 0, first: .init(count: 10), followUp: .init(count: 20, cost: pounds(20_000))),
    ]
    let found = exceptions(ledger)
    func impact(_ rule: ExceptionRule) -> Money? { found.candidates.first { $0.rule == rule }?.impact }
    #expect(impact(.notInProgramme) == pounds(-3000))
    #expect(impact(.planDifference) == pounds(2200))
    // Median of 10 and 2 is 6: 40 of 100 follow-ups at £1,000.
    #expect(impact(.followUpCost) == pounds(-40_000))
    #expect(impact(.forecastVariance) == pounds(2400))
    let provider = exceptions(ledger, .provider(0), by: .commissioner)
    #expect(provider.candidates.first { $0.rule == .followUpCost }?.subject == ExceptionSubject(provider: 0, treatmentFunction: 0))
  }
}

@Suite struct RestatedTests {
  private static func statement(_ submission: Int, _ c: UInt16, _ p: UInt16, month: Int, _ actual: Int) -> ReplacedStatement {
    ReplacedStatement(
      submission: Period(year: FinancialYear(start: 2015), month: submission), commissioner: c, provider: p, pod: 0, treatmentFunction: 0,
      month: MonthIndex(year: FinancialYear(start: 2015), month: month), measures: Measures(actualCost: pounds(actual)))
  }

  private static var ledger: ProgrammeLedger {
    var ledger = sampleLedger([
      .pounds("10H", "RQM", "DC", ago: 8, plan: 0, actual: 130), .pounds("11C", "RQM", "DC", ago: 8, plan: 0, actual: 20),
      .pounds("10H", "RQM", "DC", ago: 7, plan: 0, actual: 50), .pounds("10H", "RAN", "DC", ago: 7, plan: 0, actual: 5),
    ])
    ledger.replaced = [
      statement(3, 0, 1, month: 3, 100), statement(4, 0, 1, month: 3, 80), statement(4, 0, 1, month: 3, 40), statement(4, 0, 1, month: 4, 50),
      statement(4, 0, 0, month: 4, 9),
    ]
    return ledger
  }

  @Test func `each month shows what was said and what counts`() {
    let restated = Restated(Self.ledger)
    #expect(restated.months.map { [$0.provider, $0.month.month] } == [[0, 4], [1, 3], [1, 4]])
    let month = restated.months[1]
    #expect(month.earlier.map(\.submission.month) == [3, 4])
    #expect(month.earlier.map(\.measures.actualCost) == [pounds(100), pounds(120)])
    #expect(month.current.actualCost == pounds(150))
    #expect(month.change.actualCost == pounds(30))
    #expect(month.changeSinceFirst.actualCost == pounds(50))
    #expect(!restated.months[2].isChanged)
    #expect(restated.byProvider.map(\.provider) == [0, 1])
    #expect(restated.byProvider.map(\.change.actualCost) == [pounds(-4), pounds(30)])
  }

  @Test func `for one commissioner, its own part; one that a statement left out had nothing`() {
    let second = Restated(Self.ledger, scope: .commissioner(1))
    #expect(second.months.first { $0.provider == 1 && $0.month.month == 3 }?.change.actualCost == pounds(20))
    let parts = [Restated(Self.ledger, scope: .commissioner(0)), second].flatMap(\.months).reduce(Measures.zero) { $0 + $1.change }
    #expect(parts == Restated(Self.ledger).months.reduce(.zero) { $0 + $1.change })
  }

  @Test func `with a file for each commissioner, only those restated are compared`() {
    var ledger = Self.ledger
    let submission = Period(year: FinancialYear(start: 2015), month: 3)
    ledger.sources = ["a.csv", "b.csv"].map { SourceFile(path: $0, kind: "slam", provider: "RQM", submission: submission) }
    let month = Restated(ledger).months.first { $0.provider == 1 && $0.month.month == 3 }
    #expect(month?.current.actualCost == pounds(130))
    #expect(month?.change.actualCost == pounds(10))
    #expect(Restated(ledger, scope: .commissioner(1)).months.contains { $0.provider == 1 } == false)
  }

  @Test func `nothing replaced, nothing restated`() {
    #expect(Restated(sampleLedger([])).months.isEmpty)
  }
}
