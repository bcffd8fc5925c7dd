package import Ledger
package import Quantities

/// The rules that find things to know. Packs word them; the raw value is the rule's id and never changes its meaning.
package enum ExceptionRule: String, Sendable, Hashable, CaseIterable, Comparable {
  /// A counterpart's year-to-date variance. Impact: the variance.
  case counterpartVariance = "counterpart-variance"
  /// A derived POD's year-to-date variance. Impact: the variance.
  case podVariance = "pod-variance"
  /// A treatment function's year-to-date variance. Impact: the variance.
  case specialtyVariance = "specialty-variance"
  /// The contract line furthest over a plan that is not nought. Impact: its variance.
  case lineOverspend = "line-overspend"
  /// All contract lines with cost and no plan, together. Impact: their variance.
  case zeroPlan = "zero-plan"
  /// A counterpart's month against the month before. Impact: month before − month.
  case monthChange = "month-change"
  /// Follow-ups above the programme's median, by provider (by treatment function where there is only one provider). Impact: −cost.
  case followUpCost = "follow-up-cost"
  /// A provider's restated months. Impact: what was said − what counts now.
  case restatement
  /// A pair whose plan file and returns plan differently for the year to date. Impact: plan file − returns; the measures are the returns'.
  case planDifference = "plan-difference"
  /// Cost under codes that are not in the programme. Impact: −actual cost.
  case notInProgramme = "not-in-programme"
  /// A provider without a return for the period's month. Impact: −actual cost of its month before, a guess at what is missing.
  case missingReturn = "missing-return"
  /// The whole scope's forecast variance. Impact: annual plan − forecast outturn.
  case forecastVariance = "forecast-variance"

  package static func < (a: ExceptionRule, b: ExceptionRule) -> Bool { a.place < b.place }
  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What an exception is about; indexes are the ledger's, and what does not apply is nil.
package struct ExceptionSubject: Sendable, Hashable, Comparable {
  /// The commissioner.
  package var commissioner: Int?
  /// The provider.
  package var provider: Int?
  /// The derived POD.
  package var derivedPOD: String?
  /// The treatment function.
  package var treatmentFunction: Int?
  /// The contract line.
  package var line: Int?

  /// Makes a subject.
  package init(commissioner: Int? = nil, provider: Int? = nil, derivedPOD: String? = nil, treatmentFunction: Int? = nil, line: Int? = nil) {
    self.commissioner = commissioner
    self.provider = provider
    self.derivedPOD = derivedPOD
    self.treatmentFunction = treatmentFunction
    self.line = line
  }

  package static func < (a: ExceptionSubject, b: ExceptionSubject) -> Bool {
    (a.commissioner ?? -1, a.provider ?? -1, a.derivedPOD ?? "", a.treatmentFunction ?? -1, a.line ?? -1)
      < (b.commissioner ?? -1, b.provider ?? -1, b.derivedPOD ?? "", b.treatmentFunction ?? -1, b.line ?? -1)
  }
}

/// A candidate for the things to know.
package struct ExceptionCandidate: Sendable, Hashable {
  /// The rule that found it.
  package let rule: ExceptionRule
  /// What it is about.
  package let subject: ExceptionSubject
  /// Its size in pounds with a variance's sign: negative is adverse.
  package let impact: Money
  /// What lies behind it: the year to date for variances, the month for changes on a month, the whole year for the forecast.
  package let measures: Measures
}

/// The candidates of a scope: everything that may be worth a sentence, with its size.
package struct Exceptions: Sendable, Hashable {
  /// Largest impact first whatever its sign; ties by rule, then by subject in code order.
  package let candidates: [ExceptionCandidate]

  /// Finds the candidates.
  ///
  /// - Parameters:
  ///   - counterpart: the side that sentences name: providers for a commissioner's pack, commissioners for a provider's.
  ///   - restated: the restated months; nil where they are not to be candidates.
  ///   - minimum: smaller impacts are left out.
  package init(
    _ ledger: ProgrammeLedger, scope: Scope, by counterpart: Counterpart, positions: Positions, breakdown: ActivityBreakdown, topTen: TopTen,
    followUps: FollowUpTable, restated: Restated? = nil, minimum: Money = Money(parts: 1000 * exactScale)
  ) {
    var finder = ExceptionFinder(ledger: ledger, scope: scope, counterpart: counterpart, minimum: minimum)
    finder.counterparts(positions)
    finder.breakdown(breakdown)
    finder.lines(topTen)
    finder.followUps(followUps)
    finder.input(positions, restated: restated)
    let whole = positions.position(of: scope)
    finder.add(.forecastVariance, finder.own, whole.forecastVariance, whole.fullYear)
    // Places are sorted by size first, which nearly always decides.
    let found = finder.found
    let sizes = found.map { $0.impact.parts.magnitude }
    let order = found.indices.sorted { a, b in
      if sizes[a] != sizes[b] { return sizes[a] > sizes[b] }
      return found[a].rule != found[b].rule ? found[a].rule < found[b].rule : found[a].subject < found[b].subject
    }
    candidates = order.map { found[$0] }
  }

  /// The largest candidates, with no more of one rule than given, so that five sentences do not say one thing five times.
  package func ranked(_ limit: Int, perRule: Int = 2) -> [ExceptionCandidate] {
    var taken: [ExceptionRule: Int] = [:]
    var chosen: [ExceptionCandidate] = []
    for candidate in candidates where chosen.count < limit {
      let count = taken[candidate.rule, default: 0]
      if count >= perRule { continue }
      taken[candidate.rule] = count + 1
      chosen.append(candidate)
    }
    return chosen
  }
}

private struct ExceptionFinder {
  let ledger: ProgrammeLedger
  let scope: Scope
  let counterpart: Counterpart
  let minimum: Money
  var found: [ExceptionCandidate] = []

  /// The subject that is the scope itself.
  var own: ExceptionSubject { ExceptionSubject(commissioner: scope.commissioner, provider: scope.provider) }

  mutating func add(_ rule: ExceptionRule, _ subject: ExceptionSubject, _ impact: Money, _ measures: Measures) {
    guard !impact.isZero, impact.magnitude >= minimum else { return }
    found.append(ExceptionCandidate(rule: rule, subject: subject, impact: impact, measures: measures))
  }

  mutating func counterparts(_ positions: Positions) {
    let count = counterpart == .provider ? positions.ownProviderCount : positions.ownCommissionerCount
    for index in 0..<count {
      var subject = own
      let place: Scope
      if counterpart == .provider {
        if let only = scope.provider, only != index { continue }
        subject.provider = index
        place = scope.commissioner.map { .pair(commissioner: $0, provider: index) } ?? .provider(index)
      } else {
        if let only = scope.commissioner, only != index { continue }
        subject.commissioner = index
        place = scope.provider.map { .pair(commissioner: index, provider: $0) } ?? .commissioner(index)
      }
      let position = positions.position(of: place)
      add(.counterpartVariance, subject, position.ytd.variance, position.ytd)
      // A month that was not stated is a gap: no change can be read from it, on either side of it.
      if hasTwoWholeMonths(positions.series, place) { add(.monthChange, subject, -position.changeOnMonth, position.month) }
    }
    let outside = positions.notInProgramme(of: scope, by: counterpart)
    add(.notInProgramme, own, -outside.ytd.actualCost, outside.ytd)
  }

  private func hasTwoWholeMonths(_ series: SeriesTable, _ place: Scope) -> Bool {
    guard series.monthCount >= 2 else { return false }
    return series.isComplete(place, offset: series.monthCount - 1) && series.isComplete(place, offset: series.monthCount - 2)
  }

  mutating func breakdown(_ breakdown: ActivityBreakdown) {
    for row in breakdown.pods {
      var subject = own
      subject.derivedPOD = row.derivedPOD
      add(.podVariance, subject, row.row.ytd.variance, row.row.ytd)
    }
    for row in breakdown.specialties {
      var subject = own
      subject.treatmentFunction = row.treatmentFunction
      add(.specialtyVariance, subject, row.row.ytd.variance, row.row.ytd)
    }
  }

  mutating func lines(_ topTen: TopTen) {
    if let line = topTen.overspend.lines.first {
      let subject = ExceptionSubject(
        commissioner: line.commissioner, provider: line.provider, derivedPOD: ledger.pods[line.pod].derivedPOD,
        treatmentFunction: line.treatmentFunction,
        line: line.line)
      add(.lineOverspend, subject, line.ytd.variance, line.ytd)
    }
    let zeroPlan = topTen.zeroPlan.qualifyingVariance
    add(.zeroPlan, own, zeroPlan, Measures(actualCost: -zeroPlan))
  }

  mutating func followUps(_ table: FollowUpTable) {
    for row in scope.provider == nil ? table.byProvider(of: scope) : table.bySpecialty(of: scope) {
      // A provider that is not the programme's has no contract in which follow-ups could be agreed.
      if let provider = row.provider, provider >= ledger.providers.ownCount { continue }
      var subject = own
      subject.provider = row.provider ?? scope.provider
      subject.treatmentFunction = row.treatmentFunction
      add(.followUpCost, subject, -row.sums.costAboveMedian, Measures(actualCost: row.sums.followUp.cost))
    }
  }

  mutating func input(_ positions: Positions, restated: Restated?) {
    for (provider, change) in restated?.byProvider ?? [] {
      var subject = own
      subject.provider = provider
      add(.restatement, subject, -change.actualCost, change)
    }
    for difference in positions.planDifferences {
      if let commissioner = scope.commissioner, commissioner != difference.commissioner { continue }
      if let provider = scope.provider, provider != difference.provider { continue }
      let subject = ExceptionSubject(commissioner: difference.commissioner, provider: difference.provider)
      add(
        .planDifference, subject, difference.planFile - difference.returns,
        positions.pair(commissioner: difference.commissioner, provider: difference.provider).ytd)
    }
    let last = positions.series.monthCount - 1
    guard last >= 1 else { return }
    for provider in positions.series.unstated(offset: last) {
      if let only = scope.provider, only != provider { continue }
      let place: Scope = scope.commissioner.map { .pair(commissioner: $0, provider: provider) } ?? .provider(provider)
      var subject = own
      subject.provider = provider
      let before = positions.series.measures(of: place, offset: last - 1)
      add(.missingReturn, subject, -before.actualCost, before)
    }
  }
}
