import Configuration
import Findings

/// A warning for every code in the programme's own files that its organisation lists do not have. Registers keep such rows: they count under their own code.
func unknownOrganisations(of programme: ProgrammeDefinition) -> [Finding] {
  let sources = programme.configuration.sources
  let registers = programme.registers
  let organisations = programme.organisations
  var search = UnknownCodeSearch(commissioners: organisations.commissionerCodes, providers: organisations.providerCodes)

  search.commissioners("\(sources.organisations)/practices.csv", "commissioner", organisations.practices.map { ($0.commissioner, nil) })
  search.commissioners("\(sources.organisations)/peers.csv", "commissioner", organisations.peerCovariates.map { ($0.commissioner, nil) })
  search.providers(
    "\(sources.organisations)/pods.csv", "provider", organisations.pods.all.compactMap { rule in rule.provider.map { ($0, rule.line) } })

  search.providers("\(sources.registers)/quality.csv", "provider", registers.quality.map { ($0.provider, $0.line) })
  search.both("\(sources.registers)/challenges.csv", registers.challenges.map { ($0.commissioner, $0.provider, $0.line) })
  search.both("\(sources.registers)/contracts.csv", registers.contracts.map { ($0.commissioner, $0.provider, $0.line) })
  search.both("\(sources.registers)/invoices.csv", registers.invoices.map { ($0.commissioner, $0.provider, $0.line) })
  search.commissioners("\(sources.registers)/nca.csv", "commissioner", registers.nca.map { ($0.commissioner, $0.line) })
  search.commissioners("\(sources.registers)/nca_budget.csv", "commissioner", registers.ncaBudgets.map { ($0.commissioner, $0.line) })
  search.both("\(sources.registers)/ifr.csv", registers.ifr.map { ($0.commissioner, $0.provider, $0.line) })
  search.both("\(sources.registers)/prior_approvals.csv", registers.priorApprovals.map { ($0.commissioner, $0.provider, $0.line) })
  search.commissioners("\(sources.registers)/schemes.csv", "commissioner", registers.schemes.map { ($0.commissioner, $0.line) })
  search.providers(
    "\(sources.registers)/schemes.csv", "provider", registers.schemes.compactMap { scheme in scheme.provider.map { ($0, scheme.line) } })
  search.both("\(sources.registers)/adjustments.csv", registers.adjustments.map { ($0.commissioner, $0.provider, $0.line) })
  search.providers("\(sources.registers)/self_certification.csv", "provider", registers.selfCertifications.map { ($0.provider, $0.line) })

  for cluster in programme.configuration.clusters {
    search.commissioners(programmeFileName, "clusters", cluster.value.map { ($0.value, $0.line) })
  }
  search.providers(programmeFileName, "local_providers", programme.configuration.localProviders.map { ($0.value, $0.line) })
  let (mail, packs) = (programme.configuration.mail, organisations.packNames.map(\.text))
  let fault = "is neither an organisation of the programme nor \"programme\", nor the practices of one of its commissioners"
  search.codes(mail.recipients, "organisation", fault, valid: packs, programme.recipients.map { ($0.organisation, $0.line) })
  search.codes(programmeFileName, "mail.domains", fault, valid: packs + ["*"], mail.domainNames.map { ($0.value, $0.line) })
  return search.findings
}

/// Looks for codes that the organisation lists do not have.
struct UnknownCodeSearch {
  let commissionerCodes: [String]
  let providerCodes: [String]
  var findings: [Finding] = []

  init(commissioners: [String], providers: [String]) {
    commissionerCodes = commissioners
    providerCodes = providers
  }

  mutating func both(_ file: String, _ rows: [(commissioner: String, provider: String, line: Int)]) {
    commissioners(file, "commissioner", rows.map { ($0.commissioner, $0.line) })
    providers(file, "provider", rows.map { ($0.provider, $0.line) })
  }

  mutating func commissioners(_ file: String, _ field: String, _ rows: [(code: String, line: Int?)]) {
    codes(file, field, "is not a commissioner of the programme", valid: commissionerCodes, rows)
  }

  mutating func providers(_ file: String, _ field: String, _ rows: [(code: String, line: Int?)]) {
    codes(file, field, "is not a provider of the programme", valid: providerCodes, rows)
  }

  /// One finding for each unknown code of a file, at its first line, with the number of its lines.
  mutating func codes(_ file: String, _ field: String, _ fault: String, valid: [String], _ rows: [(code: String, line: Int?)]) {
    let known = Set(valid)
    var order: [String] = []
    var lines: [String: (first: Int?, count: Int)] = [:]
    for row in rows where !known.contains(row.code) {
      if let earlier = lines[row.code] {
        lines[row.code] = (earlier.first, earlier.count + 1)
      } else {
        order.append(row.code)
        lines[row.code] = (row.line, 1)
      }
    }
    for code in order {
      guard let place = lines[code] else { continue }
      let near = nearestName(to: code, among: valid)
      findings.append(
        ProgrammeCheck.unknownOrganisation.at(
          Origin(file: file, line: place.first, field: field), value: code,
          "\"\(code)\" \(fault)\(place.count > 1 ? ", on \(place.count) lines" : "")",
          hint: near.map { "did you mean \"\($0)\"? else add it to the organisations" } ?? "add it to the organisations", count: place.count))
    }
  }
}
