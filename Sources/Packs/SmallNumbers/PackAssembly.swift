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
///
/// The packs by practice of two commissioners have no number of people in common and no sum that joins them, so that a plan for each holds back what one over
/// all would: each is worked out where its pack is made, on all cores.
package struct PackAssembly: Sendable {
  /// What the packs are made from.
  package let context: PackContext
  /// The sections of each kind of pack.
  package let definitions: [PackKind: PackDefinition]
  /// The plans of an audience whose packs are judged together.
  private let plans: [PackKind: SmallNumberPlan]
  /// The plans of packs by practice, each of its own, that were asked for.
  private let practicePlans = Computed<String, SmallNumberPlan?>()
  /// The locality of each practice; empty for one that has none.
  private let localities: [String: String]
  /// The referrals of the month's own page, where a policy bounds it; nil where all may be seen.
  package let referrals: ReleaseWideReferrals?

  /// Works out the policies. Those of an audience whose numbers are shown as they are cost nothing; any other needs every pack of that audience.
  package init(_ context: PackContext, _ definitions: [PackKind: PackDefinition]) {
    self.context = context
    self.definitions = definitions
    localities = Dictionary(
      context.input.practices.map { ($0.code, $0.locality ?? "") },
      uniquingKeysWith: { first, _ in first })
    var plans: [PackKind: SmallNumberPlan] = [:]
    var referrals = context.releaseWideRule == .asTheyAre ? nil : ReleaseWideReferrals(context)
    for kind in PackKind.allCases {
      let rule = context.input.smallNumbers[kind.audience] ?? .asTheyAre
      guard rule != .asTheyAre, kind != .practice, let definition = definitions[kind] else {
        continue
      }
      let documents = context.codes(of: kind).compactMap {
        buildPack(definition, kind: kind, code: $0, context: context)
      }
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
    guard let plan = plan(of: kind, code) else {
      return buildPack(definition, kind: kind, code: code, context: context)
    }
    return buildPack(definition, kind: kind, code: code, context: context.seen(through: plan)).map {
      plan.applied(to: $0)
    }
  }

  /// What the readers of a pack see; nil where they see all.
  package func plan(of kind: PackKind, _ code: String) -> SmallNumberPlan? {
    guard kind == .practice else { return plans[kind] }
    let rule = context.input.smallNumbers[kind.audience] ?? .asTheyAre
    guard rule != .asTheyAre, let definition = definitions[kind] else { return nil }
    return practicePlans.value(code) {
      buildPack(definition, kind: kind, code: code, context: context).map {
        SmallNumberPlan(rule, [$0], localities: localities)
      }
    }
  }

  /// The plans by which a figure of a kind of pack is judged: one for all packs, or that of each that can print it. None for a figure that tells of no people.
  private func plans(of kind: PackKind, for id: FigureID) -> [SmallNumberPlan] {
    guard kind == .practice else { return plans[kind].map { [$0] } ?? [] }
    guard let name = try? FigureName(parsing: id.text), CountLattice.tellsOfPeople(name) else {
      return []
    }
    let codes = context.codes(of: kind)
    return
      (codes.contains { $0 == name.commissioner }
      ? codes.filter { $0 == name.commissioner } : codes).compactMap { plan(of: kind, $0) }
  }

  /// What the policies make of the rounded count of an id that readers have, with the kinds of pack that print it; nil where none of them rounds it.
  package func rounding(of id: FigureID) -> (value: FigureValue, kinds: [PackKind])? {
    guard let exact = id.exactOfRounded else { return nil }
    let found = PackKind.allCases.compactMap { kind in
      plans(of: kind, for: exact).lazy.compactMap { $0.roundedValue(of: exact) }.first.map {
        (kind, $0)
      }
    }
    return found.first.map { ($0.1, found.map(\.0)) }
  }

  /// A figure that counts only the practices whose numbers the readers of a pack by practice see: that pack alone says it.
  package func value(ofSeen id: FigureID) -> FigureValue? {
    guard let name = try? FigureName(parsing: id.text), name.dimensions.contains(.ofSeen),
      context.codes(of: .practice).contains(name.commissioner)
    else { return nil }
    return pack(.practice, name.commissioner)?.figures.first { $0.id == id }?.value
  }

  /// The kinds of pack that hold a figure back.
  package func holdingBack(_ id: FigureID) -> [PackKind] {
    PackKind.allCases.filter { plans(of: $0, for: id).contains { $0.hidden.contains(id) } }
  }
}

extension SmallNumberPlan {
  /// A pack with what the plan holds back.
  package func applied(to document: ReportDocument) -> ReportDocument {
    document.replacingFigures(note: note) { shown($0) }
  }
}

extension PackContext {
  /// The rule of the month's own pages, which commissioners, providers and the programme office all read: the strictest of theirs. Under five with secondary
  /// suppression goes before the rule of 2018, which goes before none.
  package var releaseWideRule: SmallNumberRule {
    let rules = [Audience.commissioner, .provider, .programme].map {
      input.smallNumbers[$0] ?? .asTheyAre
    }
    return rules.contains(.underFiveWithSecondary)
      ? .underFiveWithSecondary : rules.contains(.hes2018) ? .hes2018 : .asTheyAre
  }
}

extension PackKind {
  /// Whether those who get such packs are given the pages of the whole month.
  fileprivate var isGivenTheMonthsPages: Bool { self != .practice }

  /// Whose settings are those of the kind.
  package var audience: Audience {
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
