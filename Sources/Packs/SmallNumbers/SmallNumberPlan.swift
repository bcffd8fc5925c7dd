package import Figures
package import Programme
import Quantities
package import Report

/// What the readers of one kind of pack see of small numbers of people: worked out over all that they are given, then applied to each figure of each pack.
package struct SmallNumberPlan: Sendable {
  /// The rule.
  package let rule: SmallNumberRule
  /// The figures that are held back.
  package private(set) var hidden: Set<FigureID> = []
  /// Under the rule of 2018: the figures that are rounded, with their values.
  private var rounded: [FigureID: FigureValue] = [:]

  /// Works the plan out.
  ///
  /// - Parameters:
  ///   - documents: every pack of the audience.
  ///   - pages: what the month's own pages could say to the same readers.
  ///   - localities: the locality of each practice; empty for one that has none.
  package init(
    _ rule: SmallNumberRule, _ documents: [ReportDocument], pages: [Figure] = [],
    localities: [String: String]
  ) {
    self.rule = rule
    guard rule != .asTheyAre, let period = documents.first?.identity.period else { return }
    let lattice = CountLattice(documents, pages: pages, localities: localities)
    var revealing: [(number: Int, counts: [Int])] = []
    for number in 0..<lattice.count where !lattice.isPersons[number] {
      guard let name = lattice.name(number), let measure = CountedMeasure.named(name.measure) else {
        continue
      }
      let counts = lattice.counts(behind: name, measure, ownPeriod: period)
      if !counts.isEmpty || lattice.isHiddenWithoutCounts(name, measure) {
        revealing.append((number, counts))
      }
    }
    let isHidden: [Bool]
    switch rule {
    case .asTheyAre: return
    case .underFiveWithSecondary:
      isHidden = SecondarySuppression(lattice, revealing: revealing).isHidden
    case .hes2018: isHidden = SmallNumberPlan.oneToSeven(lattice, revealing)
    }
    for number in 0..<lattice.count where isHidden[number] {
      for figure in lattice.figures(of: number) { hidden.insert(lattice.figures[figure].id) }
    }
    for place in 0..<lattice.printedCount where lattice.numberOfFigure[place] < 0 {
      conceal(lattice.figures[place], lattice, isHidden, period)
    }
    guard rule == .hes2018 else { return }
    for number in 0..<lattice.count where !isHidden[number] {
      for figure in lattice.figures(of: number) {
        rounded[lattice.figures[figure].id] = Self.rounded(figure, number, lattice)
      }
    }
  }

  /// A count to the nearest five; what says it as a difference from a plan, as the difference of the rounded count. Nil for money.
  private static func rounded(_ figure: Int, _ number: Int, _ lattice: CountLattice) -> FigureValue?
  {
    let near = toFive(
      lattice.forecasts[figure] ?? lattice.values[number], one: lattice.ones[number])
    let shown = lattice.planOf[figure].map { $0 - near } ?? near
    switch figureUnit(of: lattice.figures[figure].id) {
    case .count: return .count(Int(shown))
    case .activity: return .activity(Activity(parts: shown))
    default: return nil
    }
  }

  /// Judges a ratio or statistic by the counts behind it.
  private mutating func conceal(
    _ figure: Figure, _ lattice: CountLattice, _ isHidden: [Bool], _ period: Period
  ) {
    guard figure.value.approximation != nil, figure.value.exactAmount == nil else { return }
    let measure = CountedMeasure.of(figure.id)
    guard measure?.mayReveal ?? false || figure.id.text.hasPrefix("spc/"),
      let name = try? FigureName(parsing: figure.id.text)
    else { return }
    guard let measure else {
      if CountLattice.countedSeries(name) != nil { hidden.insert(figure.id) }
      return
    }
    if CountLattice.countedSeries(name) == nil {
      guard case .reveals = lattice.disclosure(of: name, measure) else { return }
    }
    let counts = lattice.counts(behind: name, measure, ownPeriod: period)
    if counts.isEmpty
      ? lattice.isHiddenWithoutCounts(name, measure) : counts.contains(where: { isHidden[$0] })
    {
      hidden.insert(figure.id)
    } else if rule == .hes2018, case .ratio(let numerator, let denominator) = figure.value {
      if name.measure == Measure.ytdVariancePercent + Measure.activitySuffix {
        // (plan − actual) ÷ plan.
        rounded[figure.id] = .ratio(
          denominator - toFive(denominator - numerator, one: exactScale), denominator,
          else: .suppressed)
        return
      }
      // Worked out anew from the rounded counts: a factor (1,000 people, twelve months) stays as it is. Money of a contract keeps its own.
      let values = counts.map { lattice.values[$0] }
      if values.isEmpty || counts.contains(where: { lattice.ones[$0] != 1 }) { return }
      guard let value = roundedRatio(numerator, denominator, values) else {
        hidden.insert(figure.id)
        return
      }
      rounded[figure.id] = value
    }
  }

  private static func oneToSeven(
    _ lattice: CountLattice, _ revealing: [(number: Int, counts: [Int])]
  ) -> [Bool] {
    let isSmall = (0..<lattice.count).map { lattice.isSmall($0, below: 8) }
    var isHidden = isSmall
    for (number, counts) in revealing where counts.contains(where: { isSmall[$0] }) {
      isHidden[number] = true
    }
    return isHidden
  }

  /// A figure as the readers see it. One that is rounded is another number than the exact one and has an id of its own.
  package func shown(_ figure: Figure) -> Figure {
    if hidden.contains(figure.id) { return Figure(figure.id, .missing(.suppressed)) }
    if let value = rounded[figure.id] { return Figure(figure.id.roundedByPolicy, value) }
    return figure
  }

  /// The rounded value of a figure, by its own id; nil where it is not rounded.
  package func roundedValue(of id: FigureID) -> FigureValue? { rounded[id] }

  /// What `*` means, for the notes of tables and charts.
  var note: Sentence? {
    switch rule {
    case .asTheyAre: nil
    case .underFiveWithSecondary:
      "“*”: fewer than five people, or held back so that such a number can’t be worked out; its cost and rate likewise."
    case .hes2018:
      "“*”: one to seven people, or held back so that such a number can’t be worked out; other numbers of people are rounded to the nearest five."
    }
  }
}

/// To the nearest five of what one is, halves away from nought.
private func toFive(_ value: Int128, one: Int128 = 1) -> Int128 {
  dividedRoundingHalfAway(value, by: 5 * one) * 5 * one
}

/// A ratio of counts from the rounded counts: of two counts, or of one count and something that counts nobody.
///
/// The exact ratio is k × a ÷ b, or k × a; k is what stays. Nil where the counts are not one or two, or one of them is nought.
private func roundedRatio(_ numerator: Int128, _ denominator: Int128, _ counts: [Int128])
  -> FigureValue?
{
  guard !counts.contains(0) else {
    return numerator == 0 ? .ratio(numerator: 0, denominator: denominator) : nil
  }
  if counts.count == 1 {
    return .ratio(numerator * toFive(counts[0]), denominator * counts[0], else: .suppressed)
  }
  guard counts.count == 2 else { return nil }
  // Which of the two stands above: the one that divides the numerator, in the order that leaves the simpler factor.
  for (above, below) in [(counts[0], counts[1]), (counts[1], counts[0])]
  where numerator * below % (denominator * above) == 0 {
    return .ratio(
      numerator * toFive(above) * below, denominator * above * toFive(below), else: .suppressed)
  }
  return nil
}
