package import Figures
package import Programme
package import Report

/// The packs of a period as their readers get them: built, then with small numbers of people held back by the policy of their audience.
///
/// The one place where the policy is applied: whatever writes a pack takes its document from here. Sentences are written from what the readers see, so that a
/// number that is held back is neither spelled out nor the reason for a word.
///
/// What an audience is given, and can therefore subtract, are all packs of its kind; commissioners, providers and the programme office are given the month's
/// own pages too, which hold to the strictest of their three rules (`releaseWideRule`). GP practices are given their packs alone: a commissioner's own pack is
/// not part of their release, whatever it prints.
package struct PackAssembly: Sendable {
  /// What the packs are made from.
  package let context: PackContext
  /// The sections of each kind of pack.
  package let definitions: [PackKind: PackDefinition]
  private let plans: [PackKind: SmallNumberPlan]
  /// The referrals of the month's own page, where a policy bounds it; nil where all may be seen.
  package let referrals: ReleaseWideReferrals?

  /// Works out the policies. Those of an audience whose numbers are shown as they are cost nothing; any other needs every pack of that audience.
  package init(_ context: PackContext, _ definitions: [PackKind: PackDefinition]) {
    self.context = context
    self.definitions = definitions
    let localities = Dictionary(
      context.input.practices.compactMap { practice in practice.locality.map { (practice.code, $0) } }, uniquingKeysWith: { first, _ in first })
    var plans: [PackKind: SmallNumberPlan] = [:]
    var referrals = context.releaseWideRule == .asTheyAre ? nil : ReleaseWideReferrals(context)
    for kind in PackKind.allCases {
      let rule = context.input.smallNumbers[kind.audience] ?? .asTheyAre
      guard rule != .asTheyAre, let definition = definitions[kind] else { continue }
      let documents = context.codes(of: kind).compactMap { buildPack(definition, kind: kind, code: $0, context: context) }
      let pages = kind.isGivenTheMonthsPages ? referrals?.figures ?? [] : []
      let plan = SmallNumberPlan(rule, documents, pages: pages, localities: localities)
      if kind.isGivenTheMonthsPages { referrals?.holdBack(plan) }
      plans[kind] = plan
    }
    self.plans = plans
    self.referrals = referrals
  }

  /// A pack; nil when the code is not one of the programme's own or no definition is given for its kind.
  package func pack(_ kind: PackKind, _ code: String) -> ReportDocument? {
    guard let definition = definitions[kind] else { return nil }
    guard let plan = plans[kind] else { return buildPack(definition, kind: kind, code: code, context: context) }
    return buildPack(definition, kind: kind, code: code, context: context.seen(through: plan)).map { plan.applied(to: $0) }
  }

  /// What the readers of a kind of pack see; nil where they see all.
  package func plan(of kind: PackKind) -> SmallNumberPlan? { plans[kind] }

  /// What the policies make of the rounded count of an id that readers have, with the kinds of pack that print it; nil where none of them rounds it.
  package func rounding(of id: FigureID) -> (value: FigureValue, kinds: [PackKind])? {
    guard let exact = id.exactOfRounded else { return nil }
    let found = PackKind.allCases.compactMap { kind in plans[kind]?.roundedValue(of: exact).map { (kind, $0) } }
    return found.first.map { ($0.1, found.map(\.0)) }
  }

  /// The kinds of pack that hold a figure back.
  package func holdingBack(_ id: FigureID) -> [PackKind] { PackKind.allCases.filter { plans[$0]?.hidden.contains(id) ?? false } }
}

extension SmallNumberPlan {
  /// A pack with what the plan holds back.
  package func applied(to document: ReportDocument) -> ReportDocument { document.replacingFigures(note: note) { shown($0) } }
}

extension PackContext {
  /// The rule of the month's own pages, which commissioners, providers and the programme office all read: the strictest of theirs. Under five with secondary
  /// suppression goes before the rule of 2018, which goes before none.
  package var releaseWideRule: SmallNumberRule {
    let rules = [Audience.commissioner, .provider, .programme].map { input.smallNumbers[$0] ?? .asTheyAre }
    return rules.contains(.underFiveWithSecondary) ? .underFiveWithSecondary : rules.contains(.hes2018) ? .hes2018 : .asTheyAre
  }
}

extension PackKind {
  /// Whether those who get such packs are given the pages of the whole month.
  fileprivate var isGivenTheMonthsPages: Bool { self != .practice }

  /// Whose settings are those of the kind.
  var audience: Audience {
    switch self {
    case .commissioner: .commissioner
    case .provider: .provider
    case .programme: .programme
    case .practice: .practice
    }
  }
}

extension PackContext {
  /// The codes of every pack of a kind, in print order.
  package func codes(of kind: PackKind) -> [String] {
    switch kind {
    case .commissioner, .practice: input.commissioners.map(\.code)
    case .provider: input.providers.map(\.code)
    case .programme: ["programme"]
    }
  }
}
