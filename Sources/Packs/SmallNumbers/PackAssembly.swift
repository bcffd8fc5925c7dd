import Programme
package import Report

/// The packs of a period as their readers get them: built, then with small numbers of people held back by the policy of their audience.
///
/// The one place where the policy is applied: whatever writes a pack takes its document from here.
package struct PackAssembly: Sendable {
  /// What the packs are made from.
  package let context: PackContext
  /// The sections of each kind of pack.
  package let definitions: [PackKind: PackDefinition]
  private let plans: [PackKind: SmallNumberPlan]

  /// Works out the policies. Those of an audience whose numbers are shown as they are cost nothing; any other needs every pack of that audience.
  package init(_ context: PackContext, _ definitions: [PackKind: PackDefinition]) {
    self.context = context
    self.definitions = definitions
    let localities = Dictionary(
      context.input.practices.compactMap { practice in practice.locality.map { (practice.code, $0) } }, uniquingKeysWith: { first, _ in first })
    var plans: [PackKind: SmallNumberPlan] = [:]
    for kind in PackKind.allCases {
      let rule = context.input.smallNumbers[kind.audience] ?? .asTheyAre
      guard rule != .asTheyAre, let definition = definitions[kind] else { continue }
      let documents = context.codes(of: kind).compactMap { buildPack(definition, kind: kind, code: $0, context: context) }
      plans[kind] = SmallNumberPlan(rule, documents, localities: localities)
    }
    self.plans = plans
  }

  /// A pack; nil when the code is not one of the programme's own or no definition is given for its kind.
  package func pack(_ kind: PackKind, _ code: String) -> ReportDocument? {
    guard let definition = definitions[kind], let document = buildPack(definition, kind: kind, code: code, context: context) else { return nil }
    guard let plan = plans[kind] else { return document }
    return plan.applied(to: document)
  }
}

extension SmallNumberPlan {
  /// A pack with what the plan holds back.
  package func applied(to document: ReportDocument) -> ReportDocument { document.replacingFigures(note: note) { shown($0) } }
}

extension PackKind {
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
