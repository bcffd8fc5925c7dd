package import Ledger
package import Quantities

/// Firsts and follow-ups of something, and what its follow-ups above the programme's median cost. Adds.
package struct FollowUpSums: Sendable, Hashable, AdditiveArithmetic {
  /// Attended first attendances, outpatient procedures included.
  package var first: SUSRollUp.Amount
  /// Attended follow-up attendances, outpatient procedures included.
  package var followUp: SUSRollUp.Amount
  /// Cost of follow-ups above the median: a sum over leaves, see `FollowUpTable`.
  package var costAboveMedian: Money

  /// Makes sums.
  package init(first: SUSRollUp.Amount = .zero, followUp: SUSRollUp.Amount = .zero, costAboveMedian: Money = .zero) {
    self.first = first
    self.followUp = followUp
    self.costAboveMedian = costAboveMedian
  }

  /// Nothing.
  package static let zero = FollowUpSums()
  /// Follow-ups ÷ firsts; nil where there are no firsts, which prints as “–”.
  package var ratio: ExactRatio? { ExactRatio(Int128(followUp.count), over: Int128(first.count)) }

  package static func + (a: FollowUpSums, b: FollowUpSums) -> FollowUpSums {
    FollowUpSums(first: a.first + b.first, followUp: a.followUp + b.followUp, costAboveMedian: a.costAboveMedian + b.costAboveMedian)
  }
  package static func - (a: FollowUpSums, b: FollowUpSums) -> FollowUpSums {
    FollowUpSums(first: a.first - b.first, followUp: a.followUp - b.followUp, costAboveMedian: a.costAboveMedian - b.costAboveMedian)
  }
}

/// A row by provider, treatment function or both.
package struct FollowUpRow: Sendable, Hashable {
  /// Index into the ledger's providers, where the row is of one.
  package let provider: Int?
  /// Index into the ledger's treatment functions, where the row is of one.
  package let treatmentFunction: Int?
  /// Its sums.
  package let sums: FollowUpSums
  /// The programme's median for comparison: of the treatment function, or over all of them for a row of a provider; nil where no trust has firsts.
  package let median: ExactRatio?

  /// Makes a row.
  package init(provider: Int?, treatmentFunction: Int?, sums: FollowUpSums, median: ExactRatio?) {
    self.provider = provider
    self.treatmentFunction = treatmentFunction
    self.sums = sums
    self.median = median
  }
}

/// First to follow-up ratios of the whole programme, made once.
///
/// **Median.** For a treatment function: the median, over the programme's own providers with at least one first in it, of the provider's follow-ups ÷ firsts
/// for all commissioners together. For a provider as a whole: the same over all treatment functions.
///
/// **Cost of follow-ups above the median.** For a provider's treatment function: (follow-ups − median of the treatment function × firsts) × mean cost of its own
/// follow-ups, where follow-ups are above that and there is at least one first; otherwise nought. Rounded half away from nought at the eighth decimal. What the
/// row of a provider and treatment function shows is what its cost is worked from: of all commissioners together for a provider and the programme, of the one for a
/// commissioner. Everything above is the sum of these leaves. A provider's cost is therefore no sum of its commissioners': one with a ratio under the median
/// makes up for another within the provider, and a commissioner with follow-ups and no first is judged with the rest.
package struct FollowUpTable: Sendable {
  /// The latest outpatient month behind the figures; nil where there is no outpatient file.
  package let latestMonth: MonthIndex?

  private let lines: [SUSRollUp.FollowUpLine]
  private let costs: [Money]
  /// What each provider does for all commissioners together, by provider and treatment function.
  private let wholes: [FollowUpSums]
  /// The line indexes of each commissioner, so that a pack looks only at its own.
  private let linesOfCommissioner: [[Int]]
  private let medianOfSpecialty: [ExactRatio?]
  private let overallMedian: ExactRatio?
  private let providerRatios: [ExactRatio?]
  private let ratiosOfSpecialty: [[ExactRatio]]
  private let providerCount: Int
  private let specialtyCount: Int

  /// Makes the medians and the leaves.
  package init(_ ledger: ProgrammeLedger) {
    lines = ledger.sus.followUpLines
    providerCount = ledger.providers.codes.count
    specialtyCount = ledger.treatmentFunctions.count
    let firsts = ledger.sus.latestMonth[.firstAttendances]
    let followUps = ledger.sus.latestMonth[.followUpAttendances]
    latestMonth = [firsts, followUps].compactMap { $0 }.max()

    var byProvider = [FollowUpSums](repeating: .zero, count: providerCount)
    var byBoth = [FollowUpSums](repeating: .zero, count: providerCount * specialtyCount)
    var linesOfCommissioner = [[Int]](repeating: [], count: ledger.commissioners.codes.count)
    for (index, line) in lines.enumerated() {
      linesOfCommissioner[Int(line.commissioner)].append(index)
      let sums = FollowUpSums(first: line.first, followUp: line.followUp)
      byProvider[Int(line.provider)] += sums
      byBoth[Int(line.provider) * specialtyCount + Int(line.treatmentFunction)] += sums
    }
    self.linesOfCommissioner = linesOfCommissioner
    let own = 0..<ledger.providers.ownCount
    providerRatios = byProvider.enumerated().map { own.contains($0.offset) ? $0.element.ratio : nil }
    overallMedian = median(of: providerRatios.compactMap { $0 })
    let specialties = specialtyCount
    ratiosOfSpecialty = (0..<specialties).map { specialty in own.compactMap { byBoth[$0 * specialties + specialty].ratio } }
    let medians = ratiosOfSpecialty.map { median(of: $0) }
    medianOfSpecialty = medians
    costs = lines.map { costAboveMedian(first: $0.first, followUp: $0.followUp, median: medians[Int($0.treatmentFunction)]) }
    wholes = byBoth.enumerated().map { place, sums in
      var whole = sums
      whole.costAboveMedian = costAboveMedian(first: sums.first, followUp: sums.followUp, median: medians[place % specialties])
      return whole
    }
  }

  /// By provider, in axis order; those without attendances are left out.
  package func byProvider(of scope: Scope) -> [FollowUpRow] {
    var sums = [FollowUpSums?](repeating: nil, count: providerCount)
    forEachLeaf(of: scope) { provider, _, sum in sums[provider, default: .zero] += sum }
    return sums.enumerated().compactMap { index, sum in
      sum.map { FollowUpRow(provider: index, treatmentFunction: nil, sums: $0, median: overallMedian) }
    }
  }

  /// By treatment function, in code order.
  package func bySpecialty(of scope: Scope) -> [FollowUpRow] {
    var sums = [FollowUpSums?](repeating: nil, count: specialtyCount)
    forEachLeaf(of: scope) { _, treatmentFunction, sum in sums[treatmentFunction, default: .zero] += sum }
    return sums.enumerated().compactMap { index, sum in
      sum.map { FollowUpRow(provider: nil, treatmentFunction: index, sums: $0, median: medianOfSpecialty[index]) }
    }
  }

  /// By provider and treatment function, in axis order.
  package func byProviderAndSpecialty(of scope: Scope) -> [FollowUpRow] {
    var sums = [FollowUpSums?](repeating: nil, count: providerCount * specialtyCount)
    forEachLeaf(of: scope) { provider, treatmentFunction, sum in sums[provider * specialtyCount + treatmentFunction, default: .zero] += sum }
    return sums.enumerated().compactMap { index, sum in
      sum.map {
        FollowUpRow(
          provider: index / specialtyCount, treatmentFunction: index % specialtyCount, sums: $0, median: medianOfSpecialty[index % specialtyCount])
      }
    }
  }

  /// Everything of a scope, beside the median of the providers.
  package func total(of scope: Scope) -> FollowUpRow {
    var sums = FollowUpSums.zero
    forEachLeaf(of: scope) { _, _, sum in sums += sum }
    return FollowUpRow(provider: scope.provider, treatmentFunction: nil, sums: sums, median: overallMedian)
  }

  /// Median and quartiles of the programme's providers over all treatment functions: what a provider's pack may show of the others. Nil for fewer than
  /// three.
  package var providerQuartiles: Quartiles<ExactRatio>? { quartiles(of: providerRatios.compactMap { $0 }) }

  /// Median and quartiles of the programme's providers in a treatment function; nil for fewer than three.
  package func quartilesOfSpecialty(_ treatmentFunction: Int) -> Quartiles<ExactRatio>? { quartiles(of: ratiosOfSpecialty[treatmentFunction]) }

  /// The leaves of a scope, each of one provider and treatment function, with their indexes. One that has no attendances may be left out.
  private func forEachLeaf(of scope: Scope, _ body: (_ provider: Int, _ treatmentFunction: Int, FollowUpSums) -> Void) {
    func visit(line index: Int) {
      let line = lines[index]
      let sums = FollowUpSums(first: line.first, followUp: line.followUp, costAboveMedian: costs[index])
      body(Int(line.provider), Int(line.treatmentFunction), sums)
    }
    func visit(provider: Int) {
      for specialty in 0..<specialtyCount {
        let whole = wholes[provider * specialtyCount + specialty]
        if whole != .zero { body(provider, specialty, whole) }
      }
    }
    switch scope {
    case .programme: for provider in 0..<providerCount { visit(provider: provider) }
    case .commissioner(let c): for index in linesOfCommissioner[c] { visit(line: index) }
    case .provider(let p): visit(provider: p)
    case .pair(let c, let p): for index in linesOfCommissioner[c] where Int(lines[index].provider) == p { visit(line: index) }
    }
  }
}

/// A leaf's cost of follow-ups above the median of its treatment function.
private func costAboveMedian(first: SUSRollUp.Amount, followUp: SUSRollUp.Amount, median: ExactRatio?) -> Money {
  guard let median, first.count > 0, followUp.count > 0 else { return .zero }
  // (follow-ups − n/d × firsts) × cost ÷ follow-ups = cost × (follow-ups × d − n × firsts) ÷ (follow-ups × d)
  let whole = Int128(followUp.count).multipliedReportingOverflow(by: median.denominator)
  let expected = Int128(first.count).multipliedReportingOverflow(by: median.numerator)
  guard !whole.overflow, !expected.overflow, whole.partialValue > expected.partialValue else { return .zero }
  return Money(parts: scaledExactly(followUp.cost.parts, by: whole.partialValue - expected.partialValue, over: whole.partialValue) ?? 0)
}

extension Array {
  /// An optional element, or a given value in place of none.
  fileprivate subscript<Wrapped>(index: Int, default start: Wrapped) -> Wrapped where Element == Wrapped? {
    get { self[index] ?? start }
    set { self[index] = newValue }
  }
}
