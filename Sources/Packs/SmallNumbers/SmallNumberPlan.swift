package import Figures
package import Programme
import Quantities
package import Report

/// What the readers of one kind of pack see of small numbers of people: worked out over all the packs of that kind, then applied to each figure of each of them.
package struct SmallNumberPlan: Sendable {
  /// The rule.
  let rule: SmallNumberRule
  /// The figures that are held back.
  package private(set) var hidden: Set<FigureID> = []
  /// Under the rule of 2018: the figures that are rounded, with their values.
  private var rounded: [FigureID: FigureValue] = [:]

  /// Nothing is held back.
  static let none = SmallNumberPlan(rule: .asTheyAre)

  private init(rule: SmallNumberRule) { self.rule = rule }

  /// Works the plan out.
  ///
  /// - Parameters:
  ///   - documents: every pack of the audience.
  ///   - localities: the locality of each practice that has one.
  package init(_ rule: SmallNumberRule, _ documents: [ReportDocument], localities: [String: String]) {
    self.rule = rule
    guard rule != .asTheyAre, let period = documents.first?.identity.period else { return }
    let lattice = CountLattice(documents, localities: localities)
    var revealing: [Int: [Int]] = [:]
    for (number, node) in lattice.nodes.enumerated() where !node.isPersons {
      guard let id = node.ids.first else { continue }
      revealing[number] = lattice.counts(behind: id, ownPeriod: period)
    }
    let hiddenNodes: Set<Int>
    switch rule {
    case .asTheyAre: return
    case .underFiveWithSecondary: hiddenNodes = SecondarySuppression(lattice, revealing: revealing).hidden
    case .hes2018: hiddenNodes = SmallNumberPlan.oneToSeven(lattice, revealing)
    }
    for number in hiddenNodes { hidden.formUnion(lattice.nodes[number].ids) }
    for document in documents {
      document.forEachFigure { figure in
        if lattice.nodeOfFigure[figure.id] == nil { conceal(figure, lattice, hiddenNodes, period) }
      }
    }
    guard rule == .hes2018 else { return }
    for node in lattice.nodes where node.isPersons {
      for id in node.ids where !hidden.contains(id) { rounded[id] = .count(Int(toFive(node.value ?? 0))) }
    }
  }

  /// Judges a ratio or statistic by the counts behind it.
  private mutating func conceal(_ figure: Figure, _ lattice: CountLattice, _ hiddenNodes: Set<Int>, _ period: Period) {
    guard figure.value.approximation != nil, figure.value.exactAmount == nil, !hidden.contains(figure.id), rounded[figure.id] == nil,
      let name = try? FigureName(parsing: figure.id.text)
    else { return }
    if CountLattice.countedSeries(name) == nil {
      guard case .reveals? = measureDefinition(name.measure)?.disclosure else { return }
    }
    let counts = lattice.counts(behind: figure.id, ownPeriod: period)
    if counts.isEmpty || counts.contains(where: hiddenNodes.contains) {
      hidden.insert(figure.id)
    } else if rule == .hes2018, case .ratio(let numerator, let denominator) = figure.value {
      // Worked out anew from the rounded counts: a factor (1,000 people, twelve months) stays as it is.
      let values = counts.compactMap { lattice.nodes[$0].value }
      guard let value = roundedRatio(numerator, denominator, values) else {
        hidden.insert(figure.id)
        return
      }
      rounded[figure.id] = value
    }
  }

  private static func oneToSeven(_ lattice: CountLattice, _ revealing: [Int: [Int]]) -> Set<Int> {
    var hidden = Set(
      lattice.nodes.indices.filter { number in
        let node = lattice.nodes[number]
        return node.isPersons && node.value.map { (1...7).contains($0) } ?? false
      })
    for (number, counts) in revealing where counts.contains(where: hidden.contains) { hidden.insert(number) }
    return hidden
  }

  /// A figure as the readers see it. One that is rounded is another number than the exact one and has an id of its own.
  package func shown(_ figure: Figure) -> Figure {
    if hidden.contains(figure.id) { return Figure(figure.id, .missing(.suppressed)) }
    if let value = rounded[figure.id] { return Figure(FigureID(wellFormed: figure.id.text + "~nearest5"), value) }
    return figure
  }

  /// What `*` means, for the notes of tables and charts.
  var note: Sentence? {
    switch rule {
    case .asTheyAre: nil
    case .underFiveWithSecondary:
      "“*”: fewer than five people, or held back so that a number of fewer than five can’t be worked out; with it what would tell of it."
    case .hes2018: "“*”: one to seven people, and what would tell of them; other numbers of people are rounded to the nearest five."
    }
  }
}

/// To the nearest five, halves away from nought (there are none among whole numbers).
private func toFive(_ value: Int128) -> Int128 { dividedRoundingHalfAway(value, by: 5) * 5 }

/// A ratio of counts from the rounded counts: of two counts, or of one count and something that counts nobody.
///
/// The exact ratio is k × a ÷ b, or k × a; k is what stays. Nil where the counts are not one or two, or one of them is nought.
private func roundedRatio(_ numerator: Int128, _ denominator: Int128, _ counts: [Int128]) -> FigureValue? {
  guard !counts.contains(0) else { return numerator == 0 ? .ratio(numerator: 0, denominator: denominator) : nil }
  if counts.count == 1 { return .ratio(numerator * toFive(counts[0]), denominator * counts[0], else: .suppressed) }
  guard counts.count == 2 else { return nil }
  // Which of the two stands above: the one that divides the numerator, in the order that leaves the simpler factor.
  for (above, below) in [(counts[0], counts[1]), (counts[1], counts[0])] where numerator * below % (denominator * above) == 0 {
    return .ratio(numerator * toFive(above) * below, denominator * above * toFive(below), else: .suppressed)
  }
  return nil
}

extension FigureID {
  /// The measure in an id.
  var measure: Substring { measureName(text[(text.lastIndex(of: "/").map(text.index(after:)) ?? text.startIndex)...]) }
}
