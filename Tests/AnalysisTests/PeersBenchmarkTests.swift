import Ledger
import Programme
import Quantities
import TestSupport
import Testing

@testable import Analysis

/// A commissioner, C0, with three peers near it and one far off; the benchmark is the mean of two.
private struct Sample {
  static let populations: [Int?] = [100_000, 100_000, 200_000, 100_000, 50_000]
  static var settings: PeerSettings {
    var settings = PeerSettings.standard
    (settings.number, settings.best) = (3, 2)
    return settings
  }
  static let covariates = [0.0, 1, 2, 3, 50].enumerated().map { PeerCovariate(commissioner: "C\($0.offset)", covariate: "x", value: $0.element) }

  static func look(_ rows: [SampleRow], limit: Int = 20, populations: [Int?] = populations, settings: PeerSettings = settings) -> WhereToLook? {
    var axes = SampleAxes()
    axes.commissioners = (0..<5).map { "C\($0)" }
    axes.providers = ["RAN", "RQM"]
    axes.pods = ["DC": ("DC", "elective"), "OP": ("OP", "outpatient_first"), "BLOCK": ("BLOCK", "financial")]
    let ledger = sampleLedger(rows, axes)
    return WhereToLook(
      SpecialtySpend(ledger), commissioner: 0, similarity: PeerSimilarity(ledger, covariates: covariates, settings: settings),
      populations: populations, settings: settings, limit: limit)
  }
}

private func row(_ commissioner: Int, _ tfc: String, _ pod: String, cost: Int64, units: Int64, provider: String = "RQM") -> SampleRow {
  .pounds("C\(commissioner)", provider, pod, tfc: tfc, plan: 0, actual: cost, planned: 0, done: units)
}

@Suite struct PeersBenchmarkTests {
  private let orthopaedics = [
    row(0, "110", "DC", cost: 10_000, units: 100), row(1, "110", "DC", cost: 4_000, units: 50), row(2, "110", "DC", cost: 10_000, units: 100),
    row(3, "110", "DC", cost: 9_000, units: 60), row(4, "110", "DC", cost: 1, units: 1),
  ]

  /// Rates: 100 against 40, 50 and 90; C4 is no peer. The best two make 45, and (100 − 45) × 100 = £5,500.
  /// At the best's rate C0 would have had (50 + 50) ÷ 2 = 50 units for (4,000 + 5,000) ÷ 2 = £4,500, £90 each:
  /// activity (100 − 50) × 90 = £4,500, price the rest, £1,000 = 100 × (100 − 90).
  @Test func anOpportunityWorkedByHand() throws {
    let look = try #require(Sample.look(orthopaedics))
    #expect(look.peers.map(\.commissioner) == [1, 2, 3])
    let row = try #require(look.rows.first)
    #expect(row.rate == pounds(100))
    #expect(row.best == [1, 2])
    #expect(row.benchmark == pounds(45))
    #expect(row.excess == pounds(5_500))
    #expect(row.opportunity == pounds(5_500))
    #expect(row.activityPart == pounds(4_500))
    #expect(row.pricePart == pounds(1_000))
    #expect(row.otherPart == .zero)
    #expect(row.unitCost == pounds(100))
    // £14,000 for the best two's 150 units.
    #expect(row.benchmarkUnitCost == money("93.33333333"))
    #expect(look.total == pounds(5_500))
  }

  /// 100 units at £100: the limits of the count by Byar are 81.36 and 121.63 (exact Poisson: 81.36 and 121.63), which a rate of £1 a unit keeps.
  @Test func theIntervalIsThatOfTheCountAtOnePrice() throws {
    let interval = try #require(Sample.look(orthopaedics)?.rows.first?.interval)
    #expect(abs(interval.lower - 81.36) < 0.005)
    #expect(abs(interval.upper - 121.63) < 0.005)
  }

  /// 80 units at £10 and 20 at £460 cost the same £10,000: V = 80 × 100 + 20 × 211,600 = 4,240,000, √(V ÷ 100) = 205.91; 205.91 × (81.36 − 100) = −3,837.
  @Test func dearUnitsWidenTheInterval() throws {
    let rows = orthopaedics.dropFirst() + [row(0, "110", "DC", cost: 800, units: 80), row(0, "110", "OP", cost: 9_200, units: 20)]
    let interval = try #require(Sample.look(Array(rows))?.rows.first?.interval)
    #expect(abs(interval.lower - (100 - 38.37)) < 0.02)
  }

  /// Against the published exact limits of a Poisson count.
  @Test(arguments: [(10.0, 4.795, 18.39), (25, 16.18, 36.90), (50, 37.11, 65.92), (100, 81.36, 121.63)])
  func byarsLimitsAreNearTheExactOnes(count: Double, lower: Double, upper: Double) {
    let limits = byarLimits(count)
    #expect(abs(limits.lower - lower) < 0.02 * lower && abs(limits.upper - upper) < 0.01 * upper)
  }

  @Test func withinTheIntervalNothingIsAnOpportunity() throws {
    let rows = [
      row(0, "110", "DC", cost: 1_100, units: 11), row(1, "110", "DC", cost: 1_000, units: 10), row(2, "110", "DC", cost: 2_000, units: 20),
    ]
    let look = try #require(Sample.look(rows))
    let row = try #require(look.rows.first)
    #expect(row.excess == pounds(100))
    #expect(row.opportunity == nil && !row.standsOut)
    #expect(look.outstanding.isEmpty && look.total == .zero)
  }

  @Test func fewerThanTenUnitsHaveNoInterval() throws {
    let look = try #require(
      Sample.look([
        row(0, "110", "DC", cost: 90_000, units: 9), row(1, "110", "DC", cost: 1, units: 10), row(2, "110", "DC", cost: 1, units: 10),
      ]))
    #expect(look.rows[0].interval == nil && look.rows[0].opportunity == nil)
  }

  /// Money without activity is its own part: 500 − (100 + 50) ÷ 2.
  @Test func moneyWithoutActivityIsApart() throws {
    let rows = [
      row(0, "200", "BLOCK", cost: 500, units: 0), row(1, "200", "BLOCK", cost: 100, units: 0), row(2, "200", "BLOCK", cost: 100, units: 0),
      row(3, "200", "BLOCK", cost: 300, units: 0),
    ]
    let row = try #require(Sample.look(rows)?.rows.first)
    #expect(row.benchmark == money("0.75"))
    #expect(row.excess == pounds(425))
    #expect((row.activityPart, row.pricePart, row.otherPart) == (.zero, .zero, pounds(425)))
    #expect(row.interval == nil)
  }

  /// A group that only one side has is all activity.
  @Test func whatThePeersDoNotHaveIsActivity() throws {
    let rows = orthopaedics + [row(0, "110", "OP", cost: 2_000, units: 20)]
    let row = try #require(Sample.look(rows)?.rows.first)
    #expect(row.excess == pounds(7_500))
    #expect((row.activityPart, row.pricePart) == (pounds(6_500), pounds(1_000)))
  }

  @Test func aSpecialtyThatTooFewSpendInHasNoBenchmark() throws {
    let look = try #require(
      Sample.look([row(0, "300", "DC", cost: 1_000, units: 20), row(1, "300", "DC", cost: 10, units: 1)] + orthopaedics))
    // The one with an opportunity first.
    #expect(look.rows.map(\.excess) == [pounds(5_500), nil])
    #expect(look.rows[1].benchmark == nil && look.rows[1].best.isEmpty)
    #expect(look.specialtyCount == 2)
    #expect(Sample.look([row(0, "300", "DC", cost: 1_000, units: 20)] + orthopaedics, limit: 1)?.rows.count == 1)
  }

  @Test func withoutPopulationOrPeersThereIsNothing() {
    #expect(Sample.look(orthopaedics, populations: [nil, 1, 1, 1, 1]) == nil)
    #expect(Sample.look(orthopaedics, populations: [1, 1, nil, nil, 1]) == nil)
    var many = Sample.settings
    (many.number, many.best) = (10, 5)
    #expect(Sample.look(orthopaedics, settings: many) == nil)
    #expect(Sample.look([]).map(\.rows.isEmpty) == true)
  }

  @Test func thePartsAlwaysAddUp() throws {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<60 {
      var rows: [SampleRow] = []
      for commissioner in 0..<5 {
        for tfc in ["110", "120", "130"] {
          for pod in ["DC", "OP", "BLOCK"] where Bool.random(using: &random) {
            rows.append(
              SampleRow(
                commissioner: "C\(commissioner)", provider: "RAN", pod: pod, treatmentFunction: tfc,
                actualCost: Int64.random(in: -1_000_000_000...90_000_000_000_000, using: &random),
                actualActivity: Int64.random(in: 0...900, using: &random) * 100_000_000))
          }
        }
      }
      let look = try #require(Sample.look(rows, populations: [91_237, 103_111, 77_777, 312_345, 50_001]))
      for row in look.rows where row.benchmark != nil {
        #expect(row.activityPart + row.pricePart + row.otherPart == row.excess)
        let expected = (row.rate.approximation - (row.benchmark?.approximation ?? 0)) * 91.237
        #expect(abs((row.excess?.approximation ?? 0) - expected) < 1e-3)
      }
      #expect(look.rows.map { $0.opportunity?.parts ?? -1 } == look.rows.map { $0.opportunity?.parts ?? -1 }.sorted(by: >))
    }
  }
}
