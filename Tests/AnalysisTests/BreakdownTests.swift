import Ledger
import Quantities
import TestSupport
import Testing

@testable import Analysis

@Suite struct BreakdownTests {
  static let ledger: ProgrammeLedger = {
    var axes = SampleAxes()
    axes.providers = ["P1", "P2", "P3", "P4"]
    axes.unknownProviders = ["XXX"]
    axes.pods = ["DayCaseA": ("PSD", "DC"), "DayCaseB": ("PSD", "DC"), "AE": ("AE", "AE")]
    return sampleLedger(
      [
        .pounds("10H", "P1", "DayCaseA", tfc: "110", plan: 1000, actual: 1300, planned: 10, done: 13),
        .pounds("10H", "P1", "DayCaseB", tfc: "110", ago: 1, plan: 500, actual: 400, planned: 5, done: 4),
        .pounds("10H", "P2", "DayCaseA", tfc: "361", plan: 10, actual: 12, planned: 1, done: 1),
        .pounds("10H", "P3", "DayCaseA", tfc: "361", plan: 8, actual: 0, planned: 1),
        .pounds("10H", "P4", "AE", tfc: "180", plan: 0, actual: 90, done: 2),
        .pounds("10H", "XXX", "DayCaseA", tfc: "110", plan: 0, actual: 5, done: 1),
        .pounds("11C", "P1", "AE", tfc: "180", plan: 70, actual: 60, planned: 7, done: 6),
      ], axes)
  }()

  @Test func `by derived POD, with small trusts gathered and the unknown ones apart`() {
    let breakdown = ActivityBreakdown(Self.ledger, splits: LineSplits(Self.ledger), scope: .commissioner(0), by: .provider)
    #expect(breakdown.pods.map(\.derivedPOD) == ["AE", "PSD"])
    let planned = breakdown.pods[1]
    #expect(planned.row.ytd.planCost == pounds(1518))
    #expect(planned.row.ytd.actualCost == pounds(1717))
    #expect(planned.row.month.planCost == pounds(1018))
    #expect(planned.row.split.variance == pounds(-199))
    #expect(planned.counterparts.map(\.counterpart) == [.organisation(0), .others(2), .notInProgramme])
    #expect(
      planned.counterparts[1].row.ytd == Measures(planCost: pounds(18), actualCost: pounds(12), planActivity: units(2), actualActivity: units(1)))
    #expect(planned.counterparts[2].row.ytd.actualCost == pounds(5))
    #expect(!planned.row.isActivityWithoutPlan)
    #expect(breakdown.pods[0].row.isActivityWithoutPlan)
    #expect(breakdown.pods[0].counterparts.map(\.counterpart) == [.organisation(3)])
    #expect(breakdown.total.ytd.actualCost == pounds(1807))
  }

  @Test func `no rule shows every trust, and one small trust is never called others`() {
    let splits = LineSplits(Self.ledger)
    let all = ActivityBreakdown(Self.ledger, splits: splits, scope: .commissioner(0), by: .provider, others: .none)
    #expect(all.pods[1].counterparts.map(\.counterpart) == [.organisation(0), .organisation(1), .organisation(2), .notInProgramme])
    let two = ActivityBreakdown(Self.ledger, splits: splits, scope: .commissioner(0), by: .provider, others: OthersRule(shown: 2, thousandths: 0))
    #expect(two.pods[1].counterparts == all.pods[1].counterparts)
    let one = ActivityBreakdown(Self.ledger, splits: splits, scope: .commissioner(0), by: .provider, others: OthersRule(shown: 1, thousandths: 0))
    #expect(one.pods[1].counterparts.map(\.counterpart) == [.organisation(0), .others(2), .notInProgramme])
  }

  @Test func `by specialty and by trust and specialty, with volume and price`() {
    let breakdown = ActivityBreakdown(Self.ledger, splits: LineSplits(Self.ledger), scope: .commissioner(0), by: .provider)
    #expect(breakdown.specialties.map { Self.ledger.treatmentFunctions[$0.treatmentFunction] } == ["110", "180", "361"])
    // P1's day cases: three more at £100 and one fewer at £100; no price change. The unknown trust's £5 had no plan.
    #expect(breakdown.specialties[0].row.split.volume == pounds(-200))
    #expect(breakdown.specialties[0].row.split.price == .zero)
    #expect(breakdown.specialties[0].row.split.unplanned == pounds(-5))
    #expect(breakdown.counterpartSpecialties.map { [$0.counterpart, $0.treatmentFunction] } == [[0, 0], [1, 2], [2, 2], [3, 1], [4, 0]])
    #expect(breakdown.largestSpecialties(2).map { Self.ledger.treatmentFunctions[$0.treatmentFunction] } == ["110", "180"])
    #expect(breakdown.largestSpecialties(0).isEmpty)
  }

  @Test func `a provider's pack has commissioners as rows`() {
    let breakdown = ActivityBreakdown(Self.ledger, splits: LineSplits(Self.ledger), scope: .provider(0), by: .commissioner)
    #expect(breakdown.pods.map(\.derivedPOD) == ["AE", "PSD"])
    #expect(breakdown.pods[0].counterparts.map(\.counterpart) == [.organisation(1)])
    #expect(breakdown.total.ytd.planCost == pounds(1570))
  }

  @Test func `a scope without lines has no rows`() {
    let breakdown = ActivityBreakdown(
      Self.ledger, splits: LineSplits(Self.ledger), scope: .pair(commissioner: 1, provider: 2), by: .provider)
    #expect(breakdown.pods.isEmpty)
    #expect(breakdown.specialties.isEmpty)
    #expect(breakdown.total.ytd == .zero)
  }
}
