/// A pack by the name that `--only`, the recipients' file and the ledger of what was sent know it by: `10H`, `RQM`, `10H-practices`, `programme`.
package struct PackName: Sendable, Hashable {
  /// Whose pack it is.
  package let audience: Audience
  /// The code of the organisation whose pack it is; of a pack by practice its commissioner's, of the programme's pack `programme`.
  package let organisation: String

  /// The name of an organisation's pack.
  package init(_ audience: Audience, _ organisation: String) {
    self.audience = audience
    self.organisation = organisation
  }

  /// The programme's own pack.
  package static let programme = PackName(.programme, "programme")
  private static let practiceEnding = "-practices"

  /// The name as written: `10H-practices`.
  package var text: String { audience == .practice ? organisation + Self.practiceEnding : organisation }

  /// The code of the commissioner in the name of a pack by practice; nil for another name.
  fileprivate static func commissioner(in text: String) -> String? {
    text.hasSuffix(practiceEnding) ? String(text.dropLast(practiceEnding.count)) : nil
  }
}

extension Organisations {
  /// The packs that the programme can have, in print order: one by practice for each commissioner of whom practices are listed.
  package var packNames: [PackName] {
    let listed = Set(practices.map(\.commissioner))
    return commissionerCodes.map { PackName(.commissioner, $0) } + providerCodes.map { PackName(.provider, $0) }
      + commissionerCodes.filter(listed.contains).map { PackName(.practice, $0) } + [.programme]
  }

  /// The packs that a name may mean: none of a name that is no pack's, two where a code stands for two organisations.
  package func packs(named text: String) -> [PackName] {
    var found: [PackName] = []
    if commissioner(text) != nil { found.append(PackName(.commissioner, text)) }
    if provider(text) != nil { found.append(PackName(.provider, text)) }
    if let code = PackName.commissioner(in: text), commissioner(code) != nil, practices.contains(where: { $0.commissioner == code }) {
      found.append(PackName(.practice, code))
    }
    if text == PackName.programme.text { found.append(.programme) }
    return found
  }
}

extension ProgrammeDefinition {
  /// The name of whose pack it is, as mail says it; nil where the programme has no such organisation.
  package func name(of pack: PackName) -> String? {
    switch pack.audience {
    case .commissioner: organisations.commissioner(pack.organisation)?.name
    case .provider: organisations.provider(pack.organisation)?.name
    case .practice: organisations.commissioner(pack.organisation).map { "\($0.name), GP practices" }
    case .programme: name
    }
  }
}
