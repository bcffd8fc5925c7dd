import Glibc

/// The two pairs of limits of a funnel plot.
package enum FunnelLevel: Double, Sendable, Hashable, CaseIterable {
  /// 95 %: about one in forty lies beyond each limit by chance.
  case warning = 0.025
  /// 99.8 %: about one in a thousand lies beyond each limit by chance.
  case action = 0.001

  /// The probability beyond each limit.
  package var tail: Double { rawValue }
  /// The normal deviate of the tail, for limits that are widened for over-dispersion.
  var deviate: Double { self == .warning ? 1.959963984540054 : 3.090232306167813 }
}

/// Where a unit lies in a funnel.
package enum FunnelStanding: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// Below the lower 99.8 % limit.
  case farBelow
  /// Below the lower 95 % limit.
  case below
  /// Within the 95 % limits.
  case within
  /// Above the upper 95 % limit.
  case above
  /// Above the upper 99.8 % limit.
  case farAbove

  package static func < (a: FunnelStanding, b: FunnelStanding) -> Bool { a.rawValue < b.rawValue }
}

/// How much more the units differ than chance would have them, by Spiegelhalter's method.
///
/// Each unit's z is 2(√count − √expected), nearly normal of variance 1 where chance alone is at work and the expected count is not small. The z are winsorised:
/// the lowest and the highest tenth are set to the next value inwards, so that true outliers do not widen the limits that are to find them. φ is the mean of
/// their squares. Limits are widened only where φ is above 1 + 2√(2 ÷ I) for I units: beyond what chance gives (D. Spiegelhalter, *Funnel plots for comparing
/// institutional performance*, Statistics in Medicine 24, 2005, pages 1185–1202).
package struct OverDispersion: Sendable, Hashable {
  /// Winsorised φ, rounded to one decimal before it is used: its last decimals would help to work out a count that is held back. Chance alone gives 1.
  package let phi: Double
  /// How many units it rests on: those with an expected count of five or more, for which z is a fair measure.
  package let units: Int
  /// What φ has to be above: 1 + 2√(2 ÷ units).
  package let threshold: Double
  /// The variance of √rate between units over chance (additive, random effects): (I φ − (I − 1)) ÷ (Σw − Σw² ÷ Σw), w = 4 × population; nought where limits
  /// are not widened.
  package let tau2: Double

  /// The least number of units from which over-dispersion is judged: among fewer, chance and difference cannot be told apart.
  package static let leastUnits = 10
  /// The share of units at each end whose z is set to the next one's.
  package static let winsorised = 0.1

  /// Whether the limits are widened.
  package var isWarranted: Bool { units >= Self.leastUnits && phi > threshold && tau2 > 0 }

  /// Estimates it.
  init(counts: [Double], populations: [Double], rate: Double) {
    let used = counts.indices.filter { populations[$0] * rate >= 5 }
    units = used.count
    threshold = used.isEmpty ? .infinity : 1 + 2 * (2 / Double(used.count)).squareRoot()
    guard used.count >= Self.leastUnits else {
      (phi, tau2) = (1, 0)
      return
    }
    let z = used.map { 2 * (counts[$0].squareRoot() - (populations[$0] * rate).squareRoot()) }.sorted()
    let cut = Int((Self.winsorised * Double(z.count)).rounded(.down))
    let (least, most) = (z[cut], z[z.count - 1 - cut])
    let mean = z.reduce(0) { $0 + min(max($1, least), most) * min(max($1, least), most) } / Double(z.count)
    phi = (mean * 10).rounded() / 10
    let weights = used.map { 4 * populations[$0] }
    let sum = weights.reduce(0, +)
    let spread = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
    let excess = Double(used.count) * phi - Double(used.count - 1)
    tau2 = phi > threshold && spread > 0 ? max(0, excess / spread) : 0
  }
}

/// Rates of units (practices) against the overall rate, with limits that depend on the population alone.
///
/// The limits are those of a Poisson count of the expected mean, population × overall rate, exactly (`PoissonLimits`); no normal approximation is made of them.
/// Where over-dispersion is warranted they are (√rate ± z √(1 ÷ 4n + τ²))² and never narrower than the exact ones.
package struct Funnel: Sendable, Hashable {
  /// One unit.
  package struct Unit: Sendable, Hashable {
    /// Things counted.
    package let count: Int
    /// Its population.
    package let population: Int
    /// Makes a unit.
    package init(count: Int, population: Int) {
      self.count = count
      self.population = population
    }
  }

  /// The units, as they were given.
  package let units: [Unit]
  /// Things counted in all units with a population.
  package let count: Int
  /// The population of all units.
  package let population: Int
  /// What the units differ by over chance.
  package let overDispersion: OverDispersion

  /// Works out a funnel.
  ///
  /// - Returns: nil where no unit has a population. Units without one take no part.
  package init?(_ all: [Unit]) {
    let units = all.filter { $0.population > 0 && $0.count >= 0 }
    guard !units.isEmpty else { return nil }
    self.units = units
    count = units.reduce(0) { $0 + $1.count }
    population = units.reduce(0) { $0 + $1.population }
    overDispersion = OverDispersion(
      counts: units.map { Double($0.count) }, populations: units.map { Double($0.population) }, rate: Double(count) / Double(population))
  }

  /// The overall rate, of one of the population.
  package var rate: Double { Double(count) / Double(population) }

  /// The limits of the count of a unit.
  ///
  /// - Parameter population: its population, above nought.
  package func limits(population: Double, _ level: FunnelLevel) -> (lower: Double, upper: Double) {
    let exact = PoissonLimits(mean: population * rate, tail: level.tail)
    guard overDispersion.isWarranted, rate > 0 else { return (exact.lower, exact.upper) }
    let reach = level.deviate * (1 / (4 * population) + overDispersion.tau2).squareRoot()
    let (low, high) = (max(0, rate.squareRoot() - reach), rate.squareRoot() + reach)
    return (min(exact.lower, low * low * population), max(exact.upper, high * high * population))
  }

  /// Where a unit lies.
  package func standing(_ unit: Unit) -> FunnelStanding {
    guard unit.population > 0, count > 0 else { return .within }
    let size = Double(unit.population)
    let found = Double(unit.count)
    let far = limits(population: size, .action)
    if found > far.upper { return .farAbove }
    if found < far.lower { return .farBelow }
    let near = limits(population: size, .warning)
    return found > near.upper ? .above : found < near.lower ? .below : .within
  }
}
