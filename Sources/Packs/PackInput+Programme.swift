import Analysis
import Figures
package import Findings
package import Ledger
package import Programme
package import Quantities
import Report

extension PackInput {
  /// What the packs of a run are made from.
  ///
  /// - Parameters:
  ///   - findings: what was found in the programme's files and the extracts.
  ///   - date: the day that the packs carry.
  package init(programme: ProgrammeDefinition, ledger: ProgrammeLedger, findings: [Finding], date: CalendarDate) {
    let configuration = programme.configuration
    let clusters = Dictionary(
      programme.clusters.flatMap { cluster in cluster.commissioners.map { ($0, cluster.name) } }, uniquingKeysWith: { first, _ in first })
    let words = PackWords(
      commissioner: configuration.words.commissioner, commissioners: configuration.words.commissioners, provider: configuration.words.provider,
      providers: configuration.words.providers)
    self.init(
      programmeName: programme.name, words: words,
      commissioners: programme.organisations.commissioners.map {
        PackOrganisation(code: $0.code, name: $0.name, shortName: $0.shortName, cluster: clusters[$0.code], weightedPopulation: $0.weightedPopulation)
      },
      providers: programme.organisations.providers.map { PackOrganisation(code: $0.code, name: $0.name, shortName: $0.shortName) }, ledger: ledger,
      release: PackRelease(programme, ledger, date: date), phasing: Analysis.PhasingRule(configuration.phasing, year: ledger.period.year))
    banner = configuration.isRehearsal ? "REHEARSAL" : configuration.isSampleData ? "SAMPLE DATA" : nil
    for code in ledger.treatmentFunctions { treatmentFunctionNames[code] = programme.organisations.treatmentFunctionName(code) }
    for code in ledger.hrgs { hrgNames[code] = programme.organisations.hrgName(code) }
    for pod in NationalPOD.all { podNames[pod.code] = pod.name }
    quality = programme.registers.quality.map(QualityReading.init)
    contracts = programme.registers.contracts.filter { $0.year == ledger.period.year }.map {
      ContractTerms(commissioner: $0.commissioner, provider: $0.provider, value: $0.contractValue, envelope: $0.envelope)
    }
    for provider in programme.organisations.providers {
      guard let prose = programme.commentary(provider: provider.code, period: ledger.period), !prose.isEmpty else { continue }
      commentary[provider.code] = PackCommentary(
        blocks: blocks(of: prose, under: provider.name), source: "commentary/\(ledger.period.identifier)/\(provider.code).md")
    }
    self.findings = findings
    confidentiality = configuration.branding.confidentiality + " Every number in this pack can be traced to its source file: see Methods."
  }
}

extension PackRelease {
  /// The release of a period and cut on a day.
  fileprivate init(_ programme: ProgrammeDefinition, _ ledger: ProgrammeLedger, date: CalendarDate) {
    let (period, cut) = (ledger.period, ledger.cut)
    let planned = programme.releaseDate(of: period, cut: cut)
    let other = programme.releaseDate(of: period, cut: cut == .flex ? .freeze : .flex)
    let detail = date == planned ? "working day \(programme.configuration.release.workingDay)" : "planned for \(planned.longText)"
    self.init(
      date: date.longText, isoDate: date.iso, dateDetail: detail, provisional: programme.isProvisional(period, cut: cut, on: date),
      version: cut == .flex ? "1" : "2", versionDetail: cut == .flex ? "freeze follows on \(other.longText)" : "replaces flex of \(other.longText)")
  }
}

extension Analysis.PhasingRule {
  /// The programme's rule as weights.
  fileprivate init(_ rule: Programme.PhasingRule, year: FinancialYear) {
    switch rule {
    case .twelfths: self = .twelfths
    case .calendarDays: self = .calendarDays
    case .workingDays: self = .weights((1...12).map { WorkingCalendar.england.workingDayCount(in: Period(year: year, month: $0)) })
    case .lastYear: self = .lastYear
    }
  }
}

extension QualityReading {
  /// A register's line: percentages become shares, infections counts.
  fileprivate init(_ observation: QualityObservation) {
    func value(_ number: Activity) -> FigureValue {
      observation.indicator.isPercentage
        ? .ratio(numerator: number.parts, denominator: 100 * exactScale) : number.parts % exactScale == 0 ? .count(Int(number.rounded)) : .activity(number)
    }
    let reading: FigureValue
    switch observation.value {
    case .number(let number): reading = value(number)
    case .notPublished: reading = .missing(.notPublished)
    }
    self.init(
      provider: observation.provider, period: observation.period, indicator: observation.indicator.rawValue, value: reading,
      standard: observation.standard.map(value))
  }
}

/// Written text as blocks; a first heading that repeats the provider's name is left out.
private func blocks(of prose: Prose, under name: String) -> [Block] {
  var parts = prose.blocks[...]
  if case .heading(_, let runs)? = parts.first, runs.plainText == name { parts = parts.dropFirst() }
  return parts.map { part in
    switch part {
    case .heading(_, let runs): .heading(runs.plainText)
    case .paragraph(let runs): .paragraph(sentence(runs))
    case .bullets(let items): .bullets(items.map(sentence))
    case .numbered(let items): .bullets(items.enumerated().map { place, runs in Sentence([.strong("\(place + 1). ")] + sentence(runs).runs) })
    }
  }
}

private func sentence(_ runs: [ProseRun]) -> Sentence { Sentence(runs.map { $0.isStrong ? .strong($0.text) : .words($0.text) }) }
