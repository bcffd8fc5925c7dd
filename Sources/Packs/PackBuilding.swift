import Analysis
import Charts
package import Figures
import Ledger
import Quantities
package import Report

/// Builds one organisation's pack.
///
/// - Parameters:
///   - kind: whose pack it is: one of the definition's kinds.
///   - code: the organisation's code; ignored for the programme's pack.
/// - Returns: nil when the code is not one of the programme's own.
package func buildPack(_ definition: PackDefinition, kind: PackKind, code: String, context: PackContext) -> ReportDocument? {
  let ledger = context.input.ledger
  let scope: Scope
  switch kind {
  case .commissioner, .practice:
    guard let index = ledger.commissioners.index(of: code), index < ledger.commissioners.ownCount else { return nil }
    scope = .commissioner(index)
  case .provider:
    guard let index = ledger.providers.index(of: code), index < ledger.providers.ownCount else { return nil }
    scope = .provider(index)
  case .programme: scope = .programme
  }
  let counterpart: Counterpart = kind == .commissioner || kind == .practice ? .provider : .commissioner
  var held: [(entry: SectionEntry, builder: SectionBuilder)] = []
  var leftOut: [LeftOutSection] = []
  for (entry, builder) in sections(of: definition, kind) {
    if let reason = builder.absence(context, scope) {
      leftOut.append(LeftOutSection(title: entry.title ?? builder.title(context.words), reason: reason))
    } else {
      held.append((entry, builder))
    }
  }
  let frame = PackFrame(
    kind: kind, code: kind == .programme ? "programme" : code, scope: scope, counterpart: counterpart,
    rows: context.rows(of: scope, by: counterpart),
    breakdown: ActivityBreakdown(ledger, splits: context.splits, scope: scope, by: counterpart, others: OthersRule(shown: 3, thousandths: 50)),
    topTen: TopTen(ledger, scope: scope, limit: topTenRows), anchors: Set(held.map(\.entry.id)),
    leftOut: leftOut)
  let built = held.flatMap { entry, builder in
    let made = builder.build(SectionRequest(context: context, frame: frame, entry: entry, builder: builder))
    guard let parts = entry.parts else { return made }
    return made.map { $0.keeping(parts) }
  }
  var document = ReportDocument(identity: identity(definition, frame, context), sections: built)
  document.remarks = textRemarks(frame, context)
  return CitationResolver.resolved(document, context)
}

extension ReportSection {
  /// The section with its first tables and charts alone, and what stands before the last of them.
  fileprivate func keeping(_ parts: Int) -> ReportSection {
    var left = parts
    var kept: [Block] = []
    for block in blocks where left > 0 {
      kept.append(block)
      switch block {
      case .table, .chart: left -= 1
      default: break
      }
    }
    var section = self
    section.blocks = kept
    return section
  }
}

/// The sections of a definition that a kind of pack may hold.
private func sections(of definition: PackDefinition, _ kind: PackKind) -> [(entry: SectionEntry, builder: SectionBuilder)] {
  definition.sections.compactMap { entry in
    sectionBuilders.first { $0.id == entry.id && $0.audience.contains(kind) }.map { (entry, $0) }
  }
}

/// The facts of the cover and the running header.
private func identity(_ definition: PackDefinition, _ frame: PackFrame, _ context: PackContext) -> PackIdentity {
  let input = context.input
  let period = context.period
  let isFreeze = input.ledger.cut == .freeze
  let name: String
  switch frame.scope {
  case .programme: name = "Programme pack"
  case .commissioner(let c): name = frame.kind == .practice ? "\(context.commissionerName(c)): GP practices" : context.commissionerName(c)
  case .provider(let p), .pair(_, let p): name = context.providerName(p)
  }
  let practices = frame.kind == .practice ? practiceCover(context, frame) : nil
  let other = frame.counterpart
  // The other side of the pack's contracts by number, then its own side; a provider's cover says nothing more of other providers.
  func counted(_ count: Int, _ side: Counterpart) -> String { "\(count) \(count == 1 ? context.singular(side) : context.plural(side))" }
  let positions = context.positions
  let contracts: (String, String) =
    switch frame.kind {
    case .programme: (counted(positions.ownCommissionerCount, .commissioner), counted(positions.ownProviderCount, .provider) + " in the programme")
    default:
      (
        counted(frame.rows.own.count, other),
        (other == .provider ? counted(positions.ownCommissionerCount, .commissioner) : counted(positions.ownProviderCount, .provider))
          + " in the programme"
      )
    }
  let cutWords = isFreeze ? "Freeze" : "Flex"
  let kindOfCut = input.release.provisional ? "provisional" : isFreeze ? "final, reconciled" : "first, correctable"
  let months = dataStatesInWords(input.release.dataStates)
  let cutDetail = months.isEmpty ? kindOfCut : "\(kindOfCut); \(months)"
  let difference = context.yearFigures(frame.scope, Measure.monthVariance) { .money($0.variance) }
  var pack = PackIdentity(
    kind: frame.kind, code: frame.code, name: name, programme: input.programmeName, documentTitle: definition.title, period: period,
    cut: input.ledger.cut,
    provisional: input.release.provisional, banner: input.banner, releaseDate: input.release.date, releaseDateISO: input.release.isoDate,
    facts: [
      fact("Cut of the data", cutWords, cutDetail), fact("Released", input.release.date, input.release.dateDetail),
      fact("Version", input.release.version, input.release.versionDetail),
      practices.map { fact("Practices", $0.count, $0.detail) } ?? fact("Contracts", contracts.0, contracts.1),
    ], finding: practices?.finding ?? coverFinding(context, frame), findingDetail: practices == nil ? coverDetail(context, frame) : nil,
    coverChart: practices == nil ? CoverDifference(months: context.yearMonths, difference: difference) : nil, confidentiality: input.confidentiality)
  pack.shortName = frame.scope.commissioner.map { context.commissionerShortName($0) } ?? frame.scope.provider.map { context.providerShortName($0) }
  return pack
}

/// A fact of the cover: its value, then after a comma what explains it.
private func fact(_ label: String, _ value: String, _ detail: String) -> Definition {
  Definition(label, Sentence([.strong(value)] + (detail.isEmpty ? [] : [.words(", " + detail)]), origin: .label))
}

/// `£1,327,152 over plan after eleven months, 13.4% of plan`.
private func coverFinding(_ context: PackContext, _ frame: PackFrame) -> Sentence {
  let total = frame.rows.total
  if total.position == .zero { return context.sentence("cover.nothing", ["after": .words(context.afterMonths)]) }
  if total.direction == .onPlan { return context.sentence("cover.on-plan", ["after": .words(context.afterMonths)]) }
  if total.ytd.planCost.isZero {
    return context.sentence("cover.position", ["variance": .figure(total.ytdVariance), "after": .words(context.afterMonths)])
  }
  return context.sentence(
    "cover.position-share",
    ["variance": .figure(total.ytdVariance), "share": .figure(total.ytdPercent), "after": .words(context.afterMonths)])
}

/// `Each bar is one month’s difference from plan. September was the furthest over, by £265,955.`
private func coverDetail(_ context: PackContext, _ frame: PackFrame) -> Sentence? {
  let points = context.positions.series.monthly(of: frame.scope, year: context.period.year).filter(\.isStated)
  let opening = context.sentence("cover.detail")
  guard points.count > 1 else { return opening }
  let wanted = frame.rows.total.direction
  let furthest = points.filter { Direction(ofVariance: $0.measures.variance) == wanted && wanted != .onPlan }
    .max { a, b in
      let (x, y) = (a.measures.variance.magnitude, b.measures.variance.magnitude)
      return x != y ? x < y : a.month > b.month
    }
  guard let furthest else { return opening }
  let offset = context.positions.series.firstMonth.distance(to: furthest.month)
  let figure = frame.rows.total.stem.figure(Measure.monthVariance, furthest.measures.variance, context.monthSuffix[offset])
  return context.sentence("cover.detail-furthest", ["month": .words(furthest.month.period.shortMonthName), "variance": .figure(figure)])
}

let coverRules: [SentenceRule] = [
  SentenceRule("cover.nothing", .words("after")), SentenceRule("cover.on-plan", .words("after")),
  SentenceRule("cover.position", .variance("variance"), .words("after")),
  SentenceRule("cover.position-share", .variance("variance"), .share("share"), .words("after")), SentenceRule("cover.detail"),
  SentenceRule("cover.detail-furthest", .words("month"), .variance("variance")),
]

/// The period's positions of every pair and total, with every measure: what `figures` prints beside the figures of the packs.
package func figuresOfPeriod(_ context: PackContext) -> [Figure] {
  let positions = context.positions
  var scopes: [Scope] = [.programme]
  for c in 0..<positions.commissionerCount { scopes.append(.commissioner(c)) }
  for p in 0..<positions.providerCount { scopes.append(.provider(p)) }
  for c in 0..<positions.commissionerCount {
    for p in 0..<positions.providerCount where positions.pair(commissioner: c, provider: p) != .zero {
      scopes.append(.pair(commissioner: c, provider: p))
    }
  }
  var figures: [Figure] = []
  figures.reserveCapacity(scopes.count * 18)
  for scope in scopes { figures += positionFigures(positions.position(of: scope), context.stem("position", scope), context) }
  for month in context.peers.months.indices.dropLast() {
    let suffix = context.monthSuffix[context.yearOffsets.lowerBound + month]
    for scope in scopes {
      guard case .commissioner = scope else { continue }
      let ytd = positions.series.cumulative(of: scope, year: context.period.year)[month].measures
      let stem = context.stem("position", scope)
      figures += [
        stem.figure(Measure.ytdPlan, ytd.planCost, suffix), stem.figure(Measure.ytdActual, ytd.actualCost, suffix),
        stem.figure(Measure.ytdVariance, ytd.variance, suffix),
      ]
    }
  }
  return figures.sorted { $0.id < $1.id }
}

/// Every measure of one position.
private func positionFigures(_ position: Position, _ stem: FigureStem, _ context: PackContext) -> [Figure] {
  let silent = context.isSilent(stem)
  let (ytd, month, year) = (position.ytd, position.month, position.fullYear)
  let activity = Measure.activitySuffix
  return [
    stem.figure(Measure.annualPlan, year.planCost), stem.figure(Measure.ytdPlan, ytd.planCost), stem.figure(Measure.ytdActual, ytd.actualCost),
    stem.figure(Measure.ytdVariance, ytd.variance), stem.month(Measure.monthPlan, .money(month.planCost), silent: silent),
    stem.month(Measure.monthActual, .money(month.actualCost), silent: silent),
    stem.month(Measure.monthVariance, .money(month.variance), silent: silent), stem.figure(Measure.forecastOutturn, year.actualCost),
    stem.figure(Measure.forecastVariance, year.variance), stem.figure(Measure.annualPlan + activity, year.planActivity),
    stem.figure(Measure.ytdPlan + activity, ytd.planActivity), stem.figure(Measure.ytdActual + activity, ytd.actualActivity),
    stem.figure(Measure.ytdVariance + activity, ytd.activityVariance),
    stem.month(Measure.monthPlan + activity, .activity(month.planActivity), silent: silent),
    stem.month(Measure.monthActual + activity, .activity(month.actualActivity), silent: silent),
    stem.month(Measure.monthVariance + activity, .activity(month.activityVariance), silent: silent),
    stem.figure(Measure.forecastOutturn + activity, year.actualActivity), stem.figure(Measure.forecastVariance + activity, year.activityVariance),
  ]
}
