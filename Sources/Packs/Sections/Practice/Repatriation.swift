import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report

/// `repatriation`: what the patients of each practice had elsewhere in specialties that a local service offers, and what the market forces factor added.
let repatriation = SectionBuilder(
  "repatriation", [.practice], title: { _ in "What local services could take back" }, shortTitle: { _ in "Repatriation" },
  question: Question.services,
  absence: { context, scope in
    if let reason = withoutAttendances(context, scope) { return reason }
    return alternatives(context, scope).isEmpty ? context.sentence("absent.alternatives") : nil
  }
) { request in
  guard let view = PracticeView(request) else { return [] }
  let table = RepatriationTable(view, alternatives(request.context, request.frame.scope))
  return [request.section(table.headline, table.tables.map(Block.table))]
}

/// The local services of a commissioner, in the order of the configuration.
private func alternatives(_ context: PackContext, _ scope: Scope) -> [LocalAlternative] {
  guard let commissioner = scope.commissioner else { return [] }
  let code = context.commissionerCode(commissioner)
  return context.input.alternatives.filter { $0.commissioners.isEmpty || $0.commissioners.contains(code) }
}

private struct RepatriationTable {
  private let view: PracticeView
  private let alternatives: [LocalAlternative]
  /// The providers that are local, by index.
  private let local: Set<Int>

  init(_ view: PracticeView, _ alternatives: [LocalAlternative]) {
    self.view = view
    self.alternatives = alternatives
    let ledger = view.context.input.ledger
    local = Set(view.context.input.attendanceRules.localProviders.compactMap { ledger.providers.index(of: $0) })
  }

  private var context: PackContext { view.context }

  /// What somebody had of an alternative's specialty at providers that are not local.
  private struct Away {
    var outpatients = SUSRollUp.Amount.zero
    var admissions = SUSRollUp.Amount.zero
    var premium = Money.zero
    /// Cost at providers whose factor is not known.
    var unknown = Money.zero
    var cost: Money { outpatients.cost + admissions.cost }
    var count: Int { outpatients.count + admissions.count }
  }

  private func away(_ lines: [PracticeLine], _ alternative: LocalAlternative) -> Away {
    var sum = Away()
    guard let specialty = context.input.ledger.treatmentFunctions.firstIndex(of: alternative.specialty) else { return sum }
    for member in lines.flatMap(\.members) {
      for (provider, sums) in (view.table.byProvider[member]?[specialty] ?? [:]).sorted(by: { $0.key < $1.key }) where !local.contains(provider) {
        sum.outpatients += sums.outpatients
        sum.admissions += sums.admissions
        let cost = sums.outpatients.cost + sums.admissions.cost
        guard let factor = context.marketForcesFactor(provider), let own = alternative.marketForcesFactor else {
          sum.unknown += cost
          continue
        }
        sum.premium += marketForcesPremium(cost, provider: factor, local: Int((own * 10_000).rounded()))
      }
    }
    return sum
  }

  private func stem(_ stem: FigureStem, _ alternative: LocalAlternative) -> FigureStem {
    stem.atProvider(local.isEmpty ? SeveralOrganisations.all : SeveralOrganisations.nonLocal).with("tfc", alternative.specialty)
  }

  private func cells(_ stem: FigureStem, _ lines: [PracticeLine], _ alternative: LocalAlternative) -> [ReportTable.Cell] {
    let away = away(lines, alternative)
    let stem = self.stem(stem, alternative)
    let isKnown = alternative.marketForcesFactor != nil && away.unknown.isZero
    return [
      // Not parted into the two: what a practice has of either is mostly too few to print.
      .number(stem.figure(Measure.ytdAway, count: away.count), .number),
      .number(stem.figure(Measure.ytdAway + Measure.costSuffix, away.cost)),
      .number(stem.figure(Measure.marketForcesPremium, value: isKnown ? .money(away.premium) : .missing(.notApplicable))),
    ]
  }

  /// A table for each service: practices with anything in its specialty, and all together.
  var tables: [ReportTable] {
    var notes: [Sentence] = [
      context.sentence(local.isEmpty ? "repatriation.counted-everywhere" : "repatriation.counted-elsewhere"),
      "Premium: what the market forces factor of the place of treatment adds to the cost over the local service’s factor: cost × (1 − local factor ÷ factor of the place). “–”: a factor is not given.",
    ]
    if let behind = view.behindNote { notes.append(behind) }
    return alternatives.enumerated().map { number, alternative in
      let name = context.input.treatmentFunctionNames[alternative.specialty] ?? alternative.specialty
      let rows = view.lines.filter { away([$0], alternative).count > 0 }
      return ReportTable(
        id: "repatriation-\(number + 1)", title: "\(name): \(alternative.service)", caption: "\(context.yearToDateWords); cost and premium in £",
        columns: [
          .init("Practice", .name), .init("Attendances and admissions", .number), .init("Cost", .number), .init("Market forces premium", .number),
        ], rows: rows.map { ReportTable.Row(.body, [.text($0.name)] + cells(view.stem($0), [$0], alternative)) },
        total: rows.isEmpty
          ? nil
          : ReportTable.Row(
            .total, [.text("All patients of \(context.commissionerShortName(view.commissioner))")] + cells(view.stem, view.lines, alternative)),
        notes: number == alternatives.count - 1 ? notes : [],
        empty: "No attendances and no admissions are recorded in this specialty this year."
      ).notingRounding()
    }
  }

  /// `£12,345 of dermatology was treated away from Community dermatology, Reading, £678 of it market forces premium`: of the costliest that readers see.
  var headline: Sentence {
    func cost(_ alternative: LocalAlternative, _ away: Away) -> Figure {
      stem(view.stem, alternative).figure(Measure.ytdAway + Measure.costSuffix, away.cost)
    }
    let found = alternatives.map { ($0, away(view.lines, $0)) }.filter { $0.1.count > 0 }
    let seen = found.filter { !context.seen(cost($0.0, $0.1)).isHeldBack }
    guard let most = seen.max(by: { $0.1.cost != $1.1.cost ? $0.1.cost < $1.1.cost : $0.0.specialty > $1.0.specialty }) else {
      return context.sentence(found.isEmpty ? "repatriation.nothing" : "repatriation.held-back")
    }
    let specialty = RuleValue.words(context.input.treatmentFunctionNames[most.0.specialty]?.inProse ?? "specialty \(most.0.specialty)")
    let (service, amount) = (RuleValue.words(most.0.service), RuleValue.figure(cost(most.0, most.1)))
    let premium = stem(view.stem, most.0).figure(Measure.marketForcesPremium, most.1.premium)
    guard most.0.marketForcesFactor != nil, most.1.unknown.isZero, most.1.premium > .zero, !context.seen(premium).isHeldBack else {
      return context.sentence("repatriation.headline", ["specialty": specialty, "service": service, "cost": amount])
    }
    return context.sentence("repatriation.premium", ["specialty": specialty, "service": service, "cost": amount, "premium": .figure(premium)])
  }
}
