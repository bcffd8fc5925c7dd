import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report

/// `practice-referral-rates`: referrals for each 1,000 of weighted list, practice by practice, in a funnel plot.
let practiceReferralRates = SectionBuilder(
  "practice-referral-rates", [.practice], title: { _ in "Referral rates" }, question: Question.compared,
  absence: { context, _ in
    context.input.ledger.sus.latestMonth[.firstAttendances] == nil ? context.sentence("absent.outpatients") : nil
  }
) { request in
  guard let view = PracticeView(request) else { return [] }
  let rates = ReferralRates(view)
  return [request.section(rates.headline, [.chart(rates.chart), .table(rates.table)])]
}

private struct ReferralRates {
  private let view: PracticeView
  private let lines: [PracticeLine]
  private let funnel: Funnel?
  private let count: Int
  /// Whether patients of none of the commissioner's practices were referred, so that the practices' own sum is another than that of all.
  private let hasOthers: Bool

  init(_ view: PracticeView) {
    self.view = view
    lines = view.own
    let units = lines.map { line in (line: line, count: view.table.sums(of: line.members).referrals) }
    count = units.reduce(0) { $0 + $1.count }
    hasOthers = view.others.contains { view.table.sums(of: $0.members).referrals > 0 }
    // With a practice left out, the line of the others' rate would be a sum that no table shows, and could tell a count that is held back.
    funnel = lines.contains { $0.population == nil } ? nil : Funnel(units.map { Funnel.Unit(count: $0.count, population: $0.line.population ?? 0) })
  }

  /// A rate of the period's year: its months stretched to twelve, for each 1,000.
  private var scale: Double { view.table.monthsToDate > 0 ? 12_000 / Double(view.table.monthsToDate) : 0 }
  private var yearLabel: String { view.context.period.year.label }

  private func referrals(_ stem: FigureStem, _ lines: [PracticeLine]) -> Figure {
    stem.with("year", yearLabel).figure(Measure.referrals, count: view.table.sums(of: lines.flatMap(\.members)).referrals)
  }

  private func rate(_ stem: FigureStem, _ lines: [PracticeLine]) -> Figure {
    let count = view.table.sums(of: lines.flatMap(\.members)).referrals
    let value = view.population(lines).flatMap { annualRatePerThousand(count, months: view.table.monthsToDate, population: $0) }
    return stem.with("year", yearLabel).figure(Measure.referralsPerThousand, value: FigureValue(value))
  }

  private func standing(_ line: PracticeLine) -> FunnelStanding {
    guard let funnel, let population = line.population else { return .within }
    return funnel.standing(Funnel.Unit(count: view.table.sums(of: line.members).referrals, population: population))
  }

  /// The stem of the commissioner's own practices together.
  private var ownStem: FigureStem { hasOthers ? view.stem.with("practice", SeveralOrganisations.own) : view.stem }

  private var phi: Figure? {
    funnel.flatMap { funnel in
      funnel.overDispersion.isWarranted
        ? view.stem.with("year", yearLabel).figure(Measure.referralsOverDispersion, value: .statistic(funnel.overDispersion.phi)) : nil
    }
  }

  var chart: ChartBlock {
    let spots: [FunnelPlot.Spot] =
      count == 0 || funnel == nil
      ? []
      : lines.map { line in
        let standing = standing(line)
        return FunnelPlot.Spot(
          name: view.shortName(line), population: view.list(view.stem(line), line.population),
          rate: rate(view.stem(line), [line]),
          standing: standing == .within ? .within : standing == .above || standing == .below ? .outsideInner : .outsideOuter)
      }
    return ChartBlock(
      id: "practice-referral-rates", title: "Referrals for each 1,000 weighted patients a year",
      caption: "\(view.context.yearToDateWords) stretched to twelve months; by weighted list",
      chart: FunnelPlot(
        title: "Referral rates by practice", unitWord: "practices", populationWord: "weighted list", points: spots, overall: rate(ownStem, lines),
        limits: limits,
        overDispersion: phi), data: nil, notes: notes,
      empty: count == 0 ? "No referrals are recorded this year." : "Not drawn: a practice has no weighted list.")
  }

  /// The limits from small lists to the largest.
  private var limits: [FunnelPlot.Limits] {
    guard let funnel, funnel.units.count > 1, count > 0, let most = funnel.units.map(\.population).max() else { return [] }
    return zip(FunnelLevel.allCases, ["95%", "99.8%"]).map { level, name in
      FunnelPlot.Limits(
        name: name,
        curve: (1...80).map { step in
          let population = Double(most) * 1.03 * Double(step) / 80
          let limits = funnel.limits(population: population, level)
          return (population, limits.lower / population * scale, limits.upper / population * scale)
        })
    }
  }

  private var notes: [Sentence] {
    var notes: [Sentence] = [
      phi == nil
        ? "Limits: where 95 and 99.8 in 100 practices of a list would lie if all referred alike and only chance made a difference (Poisson, exact)."
        : "Limits: where 95 and 99.8 in 100 practices of a list would lie if they differed by chance and by as much as practices ordinarily do.",
      "A rate outside is a reason to look, not a judgement: lists differ in need beyond what the weights hold.",
    ]
    if let phi {
      notes.append(
        view.context.sentence("practice-rates.over-dispersion", ["phi": .figure(phi)]))
    } else if let funnel, funnel.overDispersion.units < OverDispersion.leastUnits {
      notes.append("Too few practices have five expected referrals or more for over-dispersion to be judged: the limits are of chance alone.")
    } else {
      notes.append(
        "But for the furthest tenth at either end, the practices differ by no more than chance explains (over-dispersion, winsorised): the limits are not widened."
      )
    }
    notes.append("First attendances from the counted sources of referral stand in for referrals: whoever was referred and not seen is not in them.")
    if let behind = view.behindNote { notes.append(behind) }
    return notes
  }

  var table: ReportTable {
    func cells(_ stem: FigureStem, _ lines: [PracticeLine]) -> [ReportTable.Cell] {
      let isOne = lines.count == 1 && lines[0].population != nil && stem.text.contains("/practice=")
      return [
        .number(view.list(stem, view.population(lines)), .number), .number(referrals(stem, lines), .number), .number(rate(stem, lines), .twoDecimals),
        isOne ? mark(standing(lines[0])) : .none,
      ]
    }
    var rows = view.rows(cells)
    if hasOthers {
      let place = rows.count - view.others.count
      rows.insert(
        ReportTable.Row(.subtotal, [.text("Practices of \(view.context.commissionerShortName(view.commissioner))")] + cells(ownStem, lines)),
        at: place)
    }
    return ReportTable(
      id: "practice-referral-rates-table", title: "By practice", caption: "referrals, \(view.context.yearToDateWords), by locality and name",
      columns: [
        .init("Practice", .name), .init("Weighted list", .number), .init("Referrals", .number), .init("For each 1,000 a year", .number),
        .init("Against the limits", .mark),
      ], rows: rows, total: view.total(cells), notes: [view.practicesNote], empty: "No referrals are recorded this year.")
  }

  private func mark(_ standing: FunnelStanding) -> ReportTable.Cell {
    switch standing {
    case .farBelow: .mark(.outsideLimit, word: "Below 99.8%")
    case .below: .mark(.nearLimit, word: "Below 95%")
    case .within: .mark(.commonCause, word: "Within")
    case .above: .mark(.nearLimit, word: "Above 95%")
    case .farAbove: .mark(.outsideLimit, word: "Above 99.8%")
    }
  }

  /// Whether the readers see the numbers of a practice. What is held back is not counted in a headline either, where the count could tell of it.
  private func isSeen(_ line: PracticeLine) -> Bool {
    let stem = view.stem(line)
    return ![referrals(stem, [line]), rate(stem, [line])].contains { view.context.seen($0).isHeldBack }
  }

  /// The headline with the practice that lies furthest out among some, by its excess over the expected number in standard deviations of chance.
  private func naming(_ opening: Sentence, furthestOf far: [PracticeLine], _ funnel: Funnel) -> Sentence {
    func excess(_ line: PracticeLine) -> Double {
      let expected = Double(line.population ?? 0) * funnel.rate
      return 2 * (Double(view.table.sums(of: line.members).referrals).squareRoot() - expected.squareRoot())
    }
    let furthest = far.max { a, b in
      let (x, y) = (excess(a).magnitude, excess(b).magnitude)
      return x != y ? x < y : a.code > b.code
    }
    guard let furthest else { return opening }
    return view.context.sentence(
      standing(furthest) == .farAbove ? "practice-rates.furthest-above" : "practice-rates.furthest-below",
      ["opening": .clause(opening), "name": .words(view.shortName(furthest)), "rate": .figure(rate(view.stem(furthest), [furthest]))])
  }

  /// `Two of ten practices have a referral rate outside the outer limits; Chapel Surgery is the furthest above, at 31.25 for each thousand a year`.
  var headline: Sentence {
    let context = view.context
    guard count > 0 else { return context.sentence("practice-rates.nothing") }
    guard let funnel else { return context.sentence("practice-rates.no-list") }
    if funnel.units.count == 1 { return context.sentence("practice-rates.alone") }
    let seen = lines.filter(isSeen)
    let held = lines.count - seen.count
    let stem = held > 0 ? view.stem.ofSeenPractices : view.stem
    let heldBack = RuleValue.figure(stem.figure(Measure.practicesHeldBack, count: held))
    if seen.count < 2 {
      let all = RuleValue.figure(view.stem.figure(Measure.practicesWithList, count: lines.count))
      return seen.isEmpty
        ? context.sentence("practice-rates.all-held-back", ["all": all])
        : context.sentence("practice-rates.held-back", ["held": heldBack, "all": all])
    }
    let opening = finding(seen, stem, funnel)
    return held == 0 ? opening : context.sentence("practice-rates.some-held-back", ["opening": .clause(opening), "held": heldBack])
  }

  /// What the funnel says of the practices whose numbers the readers see.
  private func finding(_ seen: [PracticeLine], _ stem: FigureStem, _ funnel: Funnel) -> Sentence {
    let context = view.context
    let far = seen.filter { [.farAbove, .farBelow].contains(standing($0)) }
    let near = seen.count { [.above, .below].contains(standing($0)) }
    let all = RuleValue.figure(stem.figure(Measure.practicesWithList, count: seen.count))
    let outside = RuleValue.figure(stem.figure(Measure.practicesOutsideAction, count: far.count))
    let warned = RuleValue.figure(stem.figure(Measure.practicesOutsideWarning, count: near))
    if !far.isEmpty { return naming(context.sentence("practice-rates.outside", ["far": outside, "all": all]), furthestOf: far, funnel) }
    return near > 0 ? context.sentence("practice-rates.near", ["near": warned, "all": all]) : context.sentence("practice-rates.within", ["all": all])
  }
}
