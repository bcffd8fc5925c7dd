import Analysis
import Figures
import Ledger
package import Packs
import Programme
import Quantities
import Report

/// Turns what was read into what packs are made from.
package func packInput(_ inputs: RunInputs, rules: NarrativeRules) -> PackInput {
  let programme = inputs.programme
  let configuration = programme.configuration
  let organisations = programme.organisations
  let clusterOf = Dictionary(
    programme.clusters.flatMap { cluster in cluster.commissioners.map { ($0, cluster.name) } }, uniquingKeysWith: { first, _ in first })
  let words = configuration.words
  var input = PackInput(
    programmeName: programme.name,
    words: PackWords(
      commissioner: words.commissioner, commissioners: words.commissioners, provider: words.provider, providers: words.providers),
    commissioners: organisations.commissioners.sorted { $0.code < $1.code }.map {
      PackOrganisation(
        code: $0.code, name: $0.name, shortName: $0.shortName, cluster: clusterOf[$0.code] ?? $0.cluster, weightedPopulation: $0.weightedPopulation)
    },
    providers: organisations.providers.sorted { $0.code < $1.code }.map {
      PackOrganisation(
        code: $0.code, name: $0.name, shortName: $0.shortName, marketForcesFactor: $0.marketForcesFactor.map { Int(($0 * 10_000).rounded()) })
    },
    ledger: inputs.ledger, release: release(of: inputs), rules: rules, phasing: configuration.phasing, forecast: configuration.forecast)
  input.planDifference = configuration.thresholds.planDifference
  input.banner = configuration.isRehearsal ? "REHEARSAL" : configuration.isSampleData ? "SAMPLE DATA" : nil
  input.treatmentFunctionNames = Dictionary(
    inputs.ledger.treatmentFunctions.compactMap { code in organisations.treatmentFunctionName(code).map { (code, $0) } },
    uniquingKeysWith: { first, _ in first })
  input.hrgNames = Dictionary(
    Set(inputs.ledger.hrgs + inputs.ledger.patients.flatMap { $0.shares.compactMap(\.costliestHRG) }).compactMap { code in
      organisations.hrgName(code).map { (code, $0) }
    }, uniquingKeysWith: { first, _ in first })
  input.podNames = Dictionary(NationalPOD.all.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
  input.quality = programme.registers.quality.map(reading)
  input.contracts = programme.registers.contracts.filter { $0.year == inputs.period.year }.map {
    ContractTerms(commissioner: $0.commissioner, provider: $0.provider, value: $0.contractValue, envelope: $0.envelope)
  }
  for provider in organisations.providers {
    input.commentary[provider.code] = writtenText(provider.code, inputs)
  }
  for provider in organisations.providers {
    input.updates[provider.code] = writtenText(CommentaryTopic.updates.name(of: provider.code), inputs)
  }
  for code in organisations.commissionerCodes + ["programme"] {
    input.nonContractedRemarks[code] = writtenText(CommentaryTopic.nonContracted.name(of: code), inputs)
  }
  input.narrative = writtenText(CommentaryKey.narrative, inputs)
  input.registers = programme.registers
  input.challenges = inputs.challenges
  input.practices = organisations.practices
  input.referrerNames = Dictionary(
    inputs.ledger.referrers.compactMap { code in organisations.referrerName(code).map { (code, $0) } }, uniquingKeysWith: { first, _ in first })
  input.attendanceRules.referralSources = configuration.referrals.sources
  input.attendanceRules.includesProcedures = configuration.referrals.includesProcedures
  input.attendanceRules.highCostPatient = configuration.thresholds.highCostPatient
  input.attendanceRules.frequentAttendances = configuration.thresholds.frequentAttendances
  input.attendanceRules.localProviders = programme.localProviders
  input.smallNumbers = configuration.smallNumbers
  input.alternatives = configuration.localAlternatives
  input.geography = programme.geography
  input.covariates = organisations.peerCovariates
  input.peers = configuration.peers
  input.tariff = organisations.tariff
  input.frozen = inputs.frozen
  input.findings = inputs.findings
  input.waivers = programme.registers.waivers.filter { $0.until >= inputs.date }.map {
    PackWaiver(id: $0.id, scope: $0.scope, provider: $0.provider, reason: $0.reason, owner: $0.owner, until: $0.until.longText)
  }
  input.confidentiality = configuration.branding.confidentiality
  return input
}

private func release(of inputs: RunInputs) -> PackRelease {
  let rule = inputs.programme.configuration.release
  let planned = inputs.programme.releaseDate(of: inputs.period, cut: inputs.cut)
  let ordinal = inputs.programme.calendar.ordinal(of: inputs.date)
  let other = inputs.programme.releaseDate(of: inputs.period, cut: inputs.cut == .flex ? .freeze : .flex)
  var release = PackRelease(
    date: inputs.date.longText, isoDate: inputs.date.iso,
    dateDetail: inputs.date == planned ? "working day \(rule.workingDay)" : ordinal.map { "working day \($0)" } ?? "not a working day",
    provisional: inputs.programme.isProvisional(inputs.period, cut: inputs.cut, on: inputs.date),
    versionDetail: inputs.cut == .flex ? "final position follows on \(other.longText)" : "follows the flex position of \(other.longText)")
  release.dataStates = inputs.programme.dataStates(to: inputs.period, on: inputs.date)
  return release
}

private func reading(_ observation: QualityObservation) -> QualityReading {
  // A share arrives as per cent: 92.5 is 925 thousandths.
  func value(_ amount: Activity) -> FigureValue {
    observation.indicator.isPercentage
      ? .ratio(numerator: amount.parts, denominator: 100 * exactScale) : .count(Int(amount.rounded))
  }
  let read: FigureValue =
    switch observation.value {
    case .number(let amount): value(amount)
    case .notPublished: .missing(.notPublished)
    }
  return QualityReading(
    provider: observation.provider, period: observation.period, indicator: observation.indicator.rawValue, value: read,
    standard: (observation.standard ?? observation.indicator.defaultStandard(at: observation.period)).map(value))
}
