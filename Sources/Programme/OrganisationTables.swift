import Findings
import Quantities

/// A code and its name.
struct NamedCode: Sendable, Hashable {
  let code: String
  let name: String
}

private enum Columns {
  static let code = Column("code", .code, "The code, as in the returns.")
  static let name = Column("name", .text, "The name in full.")
  static let shortName = Column("short_name", .text, isNeeded: false, "The name for tables and charts; blank: made from the name.")
  static let cluster = Column("cluster", .text, isNeeded: false, "The cluster that it belongs to.")
  static let weightedPopulation = Column("weighted_population", .count, isNeeded: false, "The weighted population, for rates.")
  static let from = Column("from", .period, isNeeded: false, "The first month that it pays for; blank: from the beginning.")
  static let to = Column("to", .period, isNeeded: false, "The last month that it pays for; blank: it is still there.")
  static let marketForces = Column(
    "market_forces_factor", FieldKind.factor, isNeeded: false, "The market forces factor in its prices, for the premium over a local service.")
  static let commissioner = Column("commissioner", .code, "The code of its commissioner.")
  static let locality = Column("locality", .text, isNeeded: false, "The locality.")
  static let covariate = Column("covariate", .text, "What is measured: `deprivation`, `share over 65`.")
  static let value = Column("value", .number, "The value.")
}

/// `organisations/commissioners.csv`.
let commissionerTable = TableDefinition<Commissioner>(
  "organisations/commissioners.csv", "The commissioners that the programme is run for. It must be there.",
  columns: [
    Columns.code.document, Columns.name.document, Columns.shortName.document, Columns.cluster.document, Columns.weightedPopulation.document,
    Columns.from.document, Columns.to.document,
  ], uniqueBy: { $0.code }
) { row in
  let code = row.needed(Columns.code)
  let name = row.needed(Columns.name)
  let population = row.given(Columns.weightedPopulation)
  let from = row.given(Columns.from)
  let to = row.given(Columns.to)
  guard let code, let name else { return nil }
  var isInOrder = true
  if let from, let to, to < from {
    isInOrder = false
    row.findings.append(
      ProgrammeCheck.badField.at(
        row.origin(Columns.to), value: to.description,
        "the last month, \(to.description), is before the first, \(from.description); neither counts", hint: "exchange the two"))
  }
  return Commissioner(
    code: code, name: name, shortName: row.given(Columns.shortName), cluster: row.given(Columns.cluster), weightedPopulation: population,
    from: isInOrder ? from : nil, to: isInOrder ? to : nil)
}

/// `organisations/providers.csv`.
let providerTable = TableDefinition<Provider>(
  "organisations/providers.csv", "The providers that they contract with. It must be there.",
  columns: [Columns.code.document, Columns.name.document, Columns.shortName.document, Columns.marketForces.document], uniqueBy: { $0.code }
) { row in
  let code = row.needed(Columns.code)
  let name = row.needed(Columns.name)
  let factor = row.given(Columns.marketForces)
  guard let code, let name else { return nil }
  return Provider(code: code, name: name, shortName: row.given(Columns.shortName), marketForcesFactor: factor)
}

/// `organisations/practices.csv`.
let practiceTable = TableDefinition<Practice>(
  "organisations/practices.csv", "GP practices, for practice packs and referral rates.",
  columns: [
    Columns.code.document, Columns.name.document, Columns.commissioner.document, Columns.locality.document, Columns.weightedPopulation.document,
  ], uniqueBy: { $0.code }
) { row in
  let code = row.needed(Columns.code)
  let name = row.needed(Columns.name)
  let commissioner = row.needed(Columns.commissioner)
  let population = row.given(Columns.weightedPopulation)
  guard let code, let name, let commissioner else { return nil }
  return Practice(code: code, name: name, commissioner: commissioner, locality: row.given(Columns.locality), weightedPopulation: population)
}

/// `organisations/specialties.csv`.
let specialtyTable = namedCodeTable(
  "organisations/specialties.csv", "Treatment functions by the names that the programme prints; the built-in national list serves for the others.")

/// `organisations/hrg.csv`.
let hrgTable = namedCodeTable("organisations/hrg.csv", "HRG and local tariff codes and their names.")

/// `organisations/referring_organisations.csv`.
let referrerTable = namedCodeTable(
  "organisations/referring_organisations.csv",
  "Organisations that refer outpatients, by the codes of REFERRING_ORGANISATION. A provider or practice of the programme need not stand here; a code that "
    + "stands nowhere is printed as it is.")

private func namedCodeTable(_ path: String, _ purpose: String) -> TableDefinition<NamedCode> {
  TableDefinition(path, purpose, columns: [Columns.code.document, Columns.name.document], uniqueBy: { $0.code }, duplicateSeverity: .warning) { row in
    let code = row.needed(Columns.code)
    let name = row.needed(Columns.name)
    guard let code, let name else { return nil }
    return NamedCode(code: code, name: name)
  }
}

/// `organisations/peers.csv`.
let peerTable = TableDefinition<PeerCovariate>(
  "organisations/peers.csv", "What peers are found by: one line for each commissioner and covariate.",
  columns: [Columns.commissioner.document, Columns.covariate.document, Columns.value.document], uniqueBy: { "\($0.commissioner), \($0.covariate)" }
) { row in
  let commissioner = row.needed(Columns.commissioner)
  let covariate = row.needed(Columns.covariate)
  let value = row.needed(Columns.value)
  guard let commissioner, let covariate, let value else { return nil }
  return PeerCovariate(commissioner: commissioner, covariate: covariate, value: value.approximation)
}
