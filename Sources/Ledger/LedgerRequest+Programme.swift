import Extracts
import Profiles
package import Programme
package import Quantities

extension CheckInputs {
  /// What a programme says of its checks, and what they need of it.
  fileprivate init(_ definition: ProgrammeDefinition, period: Period) {
    self.init()
    runs = true
    settings = definition.configuration.checks
    let organisations = definition.organisations
    practices = Dictionary(organisations.practices.map { ($0.code, $0.commissioner) }, uniquingKeysWith: { first, _ in first })
    for commissioner in organisations.commissioners where commissioner.from != nil || commissioner.to != nil {
      commissionerDates[commissioner.code] = (commissioner.from?.index, commissioner.to?.index)
    }
    let tariff = organisations.tariff
    if !tariff.isEmpty {
      tariffPrices = { pod, hrg, first, months in
        tariff.prices(pod: pod, hrg: hrg, from: first, months: months)
      }
    }
    for provider in organisations.providers {
      if let factor = provider.marketForcesFactor { factors[provider.code] = Int64((factor * 1e8).rounded()) }
    }
    invoices = definition.registers.invoices.map {
      Invoiced(provider: $0.provider, commissioner: $0.commissioner, period: $0.period, value: $0.value)
    }
    let release = definition.configuration.release
    monthsToFreeze = max(0, release.freezeMonthsAfter - release.flexMonthsAfter)
  }
}

extension LedgerRequest {
  /// What a programme's own definitions say: its organisations, its names for points of delivery, its rule for repeated rows.
  ///
  /// - Parameter folder: the programme folder.
  package init(
    folder: String, definition: ProgrammeDefinition, period: Period, cut: Cut = .flex, usesCache: Bool = true, jobs: Int = 2
  ) {
    let mapping = definition.organisations.pods
    let month = period.index
    self.init(
      programme: folder, period: period, cut: cut, commissioners: definition.organisations.commissionerCodes,
      providers: definition.organisations.providerCodes,
      pod: { provider, codes in
        let pod = mapping.resolve(
          provider: provider, localDescription: codes.description, localCode: codes.local, nationalCode: codes.national, month: month)
        return (
          PointOfDelivery(providerPOD: pod.providerPOD, derivedPOD: pod.derivedPOD, nationalPOD: pod.nationalPOD, group: pod.group.rawValue),
          pod.isKnown
        )
      }, treatmentFunctions: definition.organisations.knownTreatmentFunctions, hrgs: definition.organisations.knownHRGs,
      countsRepeatedRowsOnce: definition.configuration.duplicates == .once, usesCache: usesCache, jobs: jobs)
    folders = definition.configuration.sources
    profiles = ProfileSet(programme: folder)
    referralSources = Set(definition.configuration.referrals.sources.compactMap { UInt8($0) })
    highCostPatient = definition.configuration.thresholds.highCostPatient
    frequentAttendances = definition.configuration.thresholds.frequentAttendances
    includesProcedures = definition.configuration.referrals.includesProcedures
    checks = CheckInputs(definition, period: period)
  }
}
