import Analysis
import Testing

/// Poisson limits and funnels against values worked by other means.
struct FunnelTests {
  /// From SciPy 1.10: `scipy.special.gammainc` and `gammaincc`.
  @Test(arguments: [
    (1.0, 1.0, 0.6321205588285577, 0.36787944117144245), (0.5, 2, 0.9544997361036415, 0.04550026389635857),
    (10, 3, 0.0011024881301154815, 0.9988975118698845), (10, 25, 0.9997785233617512, 0.0002214766382487835),
    (500, 520, 0.8153088509012563, 0.18469114909874365), (50_000, 49_500, 0.012478315638082792, 0.9875216843619172),
  ])
  func gammaFunctions(_ a: Double, _ x: Double, _ lower: Double, _ upper: Double) {
    #expect(abs(IncompleteGamma.lower(a, x) - lower) < 1e-9 * max(lower, 1e-3))
    #expect(abs(IncompleteGamma.upper(a, x) - upper) < 1e-9 * max(upper, 1e-3))
  }

  /// Roots of `gammainc(x, E) = tail` and `gammaincc(x + 1, E) = tail` by SciPy's brentq.
  @Test(arguments: [
    (0.1, 0.000000000, 1.463713586, 0.000000000, 2.464532075), (0.5, 0.000000000, 2.715690892, 0.000000000, 4.249522442),
    (1, 0.000000000, 3.820471203, 0.000000000, 5.722291752), (2, 0.000000000, 5.658335062, 0.000000000, 8.062378483),
    (3.7, 0.005291341, 8.375697917, 0.000000000, 11.382497997), (5, 0.677268791, 10.296288156, 0.000000000, 13.668368434),
    (10, 3.833616122, 17.127158817, 1.371476846, 21.570600212), (20, 11.247658093, 29.706323735, 7.242413437, 35.650286708),
    (50, 36.138477610, 64.811403767, 29.153250126, 73.713042394), (100, 80.390550696, 120.557965455, 70.076660166, 132.781300392),
    (1000, 937.999170814, 1062.948118338, 903.219286844, 1099.631360479),
    (20000, 19722.793939419, 20278.153220331, 19563.903604132, 20438.946281159),
  ])
  func limitsOfPoissonCounts(_ mean: Double, _ low95: Double, _ up95: Double, _ low998: Double, _ up998: Double) {
    let near = PoissonLimits(mean: mean, tail: FunnelLevel.warning.tail)
    let far = PoissonLimits(mean: mean, tail: FunnelLevel.action.tail)
    for (found, known) in [(near.lower, low95), (near.upper, up95), (far.lower, low998), (far.upper, up998)] {
      #expect(abs(found - known) < 1e-7 * max(1, known))
    }
  }

  /// The published exact 95 % limits of a Poisson count (Garwood 1936; Pearson and Hartley, *Biometrika Tables*, table 40): the mean at the lower one is just
  /// the mean for which the count is the upper limit, and the other way about.
  @Test(arguments: [
    (1.0, 0.0253, 5.572), (2, 0.242, 7.225), (3, 0.619, 8.767), (5, 1.623, 11.668), (10, 4.795, 18.390), (20, 12.217, 30.888), (50, 37.11, 65.92),
  ])
  func limitsMirrorPublishedIntervals(_ count: Double, _ lower: Double, _ upper: Double) {
    #expect(abs(PoissonLimits(mean: lower, tail: 0.025).upper - count) < 0.01)
    #expect(abs(PoissonLimits(mean: upper, tail: 0.025).lower - count) < 0.01)
  }

  /// Against sums of the Poisson law itself, term by term: a whole count is beyond a limit exactly where its tail is below the level.
  @Test(arguments: [0.2, 1.0, 3.5, 6.9, 7.0, 12.25, 40])
  func wholeCountsAreJudgedByTheirTails(_ mean: Double) {
    func probability(_ count: Int) -> Double {
      var term = 1.0
      for k in 0..<count { term *= mean / Double(k + 1) }
      return term * exponential(-mean)
    }
    for level in FunnelLevel.allCases {
      let limits = PoissonLimits(mean: mean, tail: level.tail)
      for count in 0..<100 {
        let atMost = (0...count).reduce(0) { $0 + probability($1) }
        let atLeast = 1 - (count == 0 ? 0 : (0..<count).reduce(0) { $0 + probability($1) })
        guard abs(atMost - level.tail) > 1e-9, abs(atLeast - level.tail) > 1e-9 else { continue }
        #expect((Double(count) < limits.lower) == (atMost < level.tail), "\(count) of \(mean)")
        if atLeast > 1e-12 { #expect((Double(count) > limits.upper) == (atLeast < level.tail), "\(count) of \(mean)") }
      }
    }
  }

  /// Twelve practices that differ by more than chance. Worked in Python: rate 1,051 ÷ 111,800 = 0.009400716; sorted z = −6.6177, −2.5118, −2.4961, …, 2.9887, 4.1421;
  /// a tenth of 12 is one at each end, so −6.6177 becomes −2.5118 and 4.1421 becomes 2.9887; mean square 4.795, rounded 4.8; threshold 1 + 2√(2 ÷ 12) = 1.816;
  /// τ² = (12 × 4.8 − 11) ÷ (Σw − Σw² ÷ Σw) = 0.000114901.
  @Test func overDispersionWidensLimits() throws {
    let populations = [4200, 5600, 6100, 7300, 8000, 8800, 9500, 10100, 11400, 12300, 13000, 15500]
    let counts = [30, 61, 40, 80, 55, 95, 70, 120, 90, 150, 60, 200]
    let funnel = try #require(Funnel(zip(counts, populations).map { .init(count: $0, population: $1) }))
    #expect(abs(funnel.rate - 0.009400715563506261) < 1e-15)
    #expect(funnel.overDispersion.phi == 4.8)
    #expect(abs(funnel.overDispersion.threshold - 1.816496580927726) < 1e-12)
    #expect(abs(funnel.overDispersion.tau2 - 0.00011490145154090584) < 1e-15)
    #expect(funnel.overDispersion.isWarranted)
    let near = funnel.limits(population: 4200, .warning)
    #expect(abs(near.lower - 21.215169972918947) < 1e-6 && abs(near.upper - 63.37923940495264) < 1e-6)
    let far = funnel.limits(population: 13000, .action)
    #expect(abs(far.lower - 48.63920735088703) < 1e-6 && abs(far.upper - 229.08280852175494) < 1e-6)
    // 60 of 13,000 is below 71.7 and above 48.6; 30 of 4,200 is within 21.2 to 63.4.
    #expect(funnel.standing(funnel.units[10]) == .below)
    #expect(funnel.standing(funnel.units[0]) == .within)
  }

  /// Counts as chance would have them (each its expected count, to the next whole one): nothing is widened and nobody lies outside.
  @Test func chanceAloneWidensNothing() throws {
    let populations = (1...20).map { 1_000 * $0 }
    let funnel = try #require(Funnel(populations.map { .init(count: $0 / 100 + ($0 / 1_000 % 2 == 0 ? 2 : -2), population: $0) }))
    #expect(!funnel.overDispersion.isWarranted)
    #expect(funnel.units.allSatisfy { funnel.standing($0) == .within })
    let exact = PoissonLimits(mean: 5_000 * funnel.rate, tail: 0.001)
    #expect(funnel.limits(population: 5_000, .action) == (exact.lower, exact.upper))
  }

  @Test func standings() throws {
    // Rate 100 ÷ 10,000: expected 10 of 1,000; limits 3.83 to 17.13 and 1.37 to 21.57 (the table above, near enough to the rate with the unit in it).
    func standing(_ count: Int) throws -> FunnelStanding {
      let rest = Funnel.Unit(count: 1_000_000 - count, population: 99_999_000)
      let funnel = try #require(Funnel([.init(count: count, population: 1_000), rest]))
      return funnel.standing(funnel.units[0])
    }
    #expect(try [1, 2, 3, 4, 10, 17, 18, 21, 22].map(standing) == [.farBelow, .below, .below, .within, .within, .within, .above, .above, .farAbove])
  }

  @Test func degenerateFunnels() throws {
    #expect(Funnel([]) == nil)
    #expect(Funnel([.init(count: 4, population: 0)]) == nil)
    let one = try #require(Funnel([.init(count: 4, population: 1_000)]))
    #expect(one.standing(one.units[0]) == .within && !one.overDispersion.isWarranted)
    let nothing = try #require(Funnel([.init(count: 0, population: 1_000), .init(count: 0, population: 10)]))
    #expect(nothing.limits(population: 500, .action) == (0, 0))
    #expect(nothing.units.allSatisfy { nothing.standing($0) == .within })
    let few = try #require(Funnel((1...9).map { .init(count: $0 * $0 * 40, population: 1_000) }))
    #expect(!few.overDispersion.isWarranted, "nine units are too few to tell over-dispersion from difference")
  }
}

/// e^x for x not above nought, by the series of e^(−x), so that no library of the code under test is used.
private func exponential(_ x: Double) -> Double {
  var (term, sum) = (1.0, 1.0)
  for k in 1..<400 {
    term *= -x / Double(k)
    sum += term
  }
  return 1 / sum
}
