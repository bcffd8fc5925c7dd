import Findings
package import Quantities

/// What a line's point of delivery is, once looked up.
package struct ResolvedPOD: Sendable, Hashable {
  /// What the provider calls it: local description, else local code, else the national code.
  package let providerPOD: String
  /// What the programme calls it: `pods.csv`, else the local code, else the provider POD.
  package let derivedPOD: String
  /// The national code; empty when not known.
  package let nationalPOD: String
  /// The group that it is forecast with.
  package let group: PODGroup
  /// Whether it was found in `pods.csv`, the national list or among the usual local names.
  package var isKnown: Bool { group != .unknown }
}

/// One line of `pods.csv`.
package struct PODRule: Sendable, Hashable {
  /// The provider whose name it is; nil stands for all.
  package let provider: String?
  /// The provider's description or code.
  package let localPOD: String
  /// The first month that the line is for; nil from the beginning.
  package let from: Period?
  /// The last month that the line is for; nil to the end.
  package let to: Period?
  /// What the programme calls it.
  package let derivedPOD: String
  /// The national code.
  package let nationalPOD: String
  /// The group.
  package let group: PODGroup
  /// The line of the file.
  package let line: Int

  fileprivate func holds(_ month: MonthIndex) -> Bool { (from.map { $0.index <= month } ?? true) && (to.map { month <= $0.index } ?? true) }
  fileprivate func overlaps(_ other: PODRule) -> Bool {
    let startsBeforeOtherEnds = from.flatMap { from in other.to.map { from.index <= $0.index } } ?? true
    let otherStartsBeforeEnd = other.from.flatMap { from in to.map { from.index <= $0.index } } ?? true
    return startsBeforeOtherEnds && otherStartsBeforeEnd
  }
}

/// The programme's points of delivery: its own file first, then the national list and the local names in common use.
package struct PODMapping: Sendable {
  private struct LocalName: Hashable {
    let provider: String
    let name: String
  }
  private let rules: [LocalName: [PODRule]]
  /// The lines of `pods.csv` in file order.
  package let all: [PODRule]

  /// Makes the mapping from the lines of `pods.csv`.
  package init(rules all: [PODRule]) {
    self.all = all
    rules = Dictionary(grouping: all) { LocalName(provider: $0.provider ?? "*", name: $0.localPOD) }
  }

  /// Looks up a line's point of delivery. The provider's own rule goes before the one for all, the description before the code.
  ///
  /// - Parameters:
  ///   - localDescription: LOCAL POINT OF DELIVERY DESCRIPTION, blank when not given.
  ///   - localCode: LOCAL POINT OF DELIVERY CODE, blank when not given.
  ///   - nationalCode: POINT OF DELIVERY CODE, blank when not given.
  package func resolve(provider: String, localDescription: String, localCode: String, nationalCode: String, month: MonthIndex) -> ResolvedPOD {
    let providerPOD = !localDescription.isEmpty ? localDescription : !localCode.isEmpty ? localCode : nationalCode
    for owner in [provider, "*"] {
      for name in [localDescription, localCode, nationalCode] where !name.isEmpty {
        if let rule = rules[LocalName(provider: owner, name: name)]?.first(where: { $0.holds(month) }) {
          return ResolvedPOD(providerPOD: providerPOD, derivedPOD: rule.derivedPOD, nationalPOD: rule.nationalPOD, group: rule.group)
        }
      }
    }
    let national = knownNationalPOD(nationalCode) ?? knownNationalPOD(localCode) ?? knownNationalPOD(localDescription)
    return ResolvedPOD(
      providerPOD: providerPOD, derivedPOD: localCode.isEmpty ? providerPOD : localCode, nationalPOD: national?.code ?? nationalCode,
      group: national?.group ?? .unknown)
  }

  private func knownNationalPOD(_ name: String) -> NationalPOD? {
    guard !name.isEmpty else { return nil }
    if let national = NationalPOD.named(name) { return national }
    let upper = name.uppercased()
    return NationalPOD.named(upper) ?? NationalPOD.localSynonyms[upper].flatMap(NationalPOD.named)
  }
}

private enum PODColumns {
  static let provider = Column("provider", .code, "Whose name it is; `*` stands for every provider.")
  static let localPOD = Column("local_pod", .text, "LOCAL POINT OF DELIVERY DESCRIPTION or CODE, exactly as in the returns.")
  static let from = Column("from", .period, isNeeded: false, "The first month that the line is for; blank: from the beginning.")
  static let to = Column("to", .period, isNeeded: false, "The last month that the line is for; blank: to the end.")
  static let derivedPOD = Column("derived_pod", .text, "What the programme calls it in its tables.")
  static let nationalPOD = Column("national_pod", .code, isNeeded: false, "The national code; blank where there is none.")
  static let group = Column("group", FieldKind<PODGroup>.choice, isNeeded: false, "The group that it is forecast with; blank: the national code’s.")
  static let unit = Column(
    "unit", FieldKind<ActivityUnit>.choice, isNeeded: false, "What its activity is counted in; it must be the group’s unit. Blank: the group’s.")
}

/// `organisations/pods.csv`.
let podTable = TableDefinition<PODRule>(
  "organisations/pods.csv",
  "Points of delivery under the names that providers give them. Where it is silent, the local code is the derived POD, and the built-in national list gives the group.",
  columns: [
    PODColumns.provider.document, PODColumns.localPOD.document, PODColumns.from.document, PODColumns.to.document, PODColumns.derivedPOD.document,
    PODColumns.nationalPOD.document, PODColumns.group.document, PODColumns.unit.document,
  ]
) { row in
  let provider = row.needed(PODColumns.provider)
  let localPOD = row.needed(PODColumns.localPOD)
  let from = row.given(PODColumns.from)
  let to = row.given(PODColumns.to)
  let derivedPOD = row.needed(PODColumns.derivedPOD)
  let national = row.given(PODColumns.nationalPOD)
  let givenGroup = row.given(PODColumns.group)
  let unit = row.given(PODColumns.unit)
  guard let provider, let localPOD, let derivedPOD else { return nil }
  let known = national.flatMap { NationalPOD.named($0) }
  if let national, known == nil, givenGroup == nil {
    row.findings.append(
      ProgrammeCheck.badField.at(
        row.origin(PODColumns.nationalPOD), value: national, "\"\(national)\" is not a national point of delivery code; the group is unknown",
        hint: nearestName(to: national, among: NationalPOD.all.map(\.code)).map { "did you mean \"\($0)\"? else give the group" } ?? "give the group")
    )
  }
  let group = givenGroup ?? known?.group ?? .unknown
  if let unit, unit != group.unit {
    row.findings.append(
      ProgrammeCheck.unitOfGroup.at(
        row.origin(PODColumns.unit), value: unit.rawValue,
        "\"\(unit.rawValue)\" is not the unit of the group \(group.rawValue), which is \(group.unit.rawValue)",
        hint: "choose a group that is counted in \(unit.plural)"))
  }
  return PODRule(
    provider: provider == "*" ? nil : provider, localPOD: localPOD, from: from, to: to, derivedPOD: derivedPOD, nationalPOD: national ?? "",
    group: group,
    line: row.line)
}

/// Findings for lines of `pods.csv` that speak of the same name in the same months.
func overlaps(of rules: [PODRule], file: String) -> [Finding] {
  struct Name: Hashable {
    let provider: String?
    let name: String
  }
  var earlier: [Name: [PODRule]] = [:]
  var findings: [Finding] = []
  for rule in rules {
    let name = Name(provider: rule.provider, name: rule.localPOD)
    if let other = earlier[name]?.first(where: { $0.overlaps(rule) }) {
      findings.append(
        ProgrammeCheck.overlappingPOD.at(
          Origin(file: file, line: rule.line), value: rule.localPOD,
          "\"\(rule.localPOD)\" is given for the same months on line \(other.line), which counts", hint: "let the months not overlap"))
    }
    earlier[name, default: []].append(rule)
  }
  return findings
}
