import Checks
import Extracts
import Findings
import Programme
import Quantities

/// What all checks of a period found, put together and worded.
struct CheckResults {
  private(set) var findings: [Finding] = []
  private(set) var candidates: [ChallengeCandidate] = []
  private(set) var unmade: [UnmadeCheck] = []

  /// No check was made.
  init() {}

  /// Puts together what was found of each provider's lines, in the order of the ledger's providers, and of each attendance file.
  init(
    _ lines: [ProviderChecking], _ attendances: [AttendanceChecking], _ extracts: ResolvedExtracts, _ ledger: ProgrammeLedger, _ axes: CodeAxes,
    _ request: LedgerRequest
  ) {
    let settings = request.checks.settings
    var year = YearChecking(request: request, axes: axes)
    let flows = PatientLevelTotals(extracts.patientLevel, period: request.period)
    let yearStart = MonthIndex(year: request.period.year, month: 1)
    for (provider, checking) in lines.enumerated() {
      let code = axes.providers.codes[provider]
      let stated = (0..<request.period.month).map {
        extracts.resolution.stated.contains(StatedMonth(provider: code, month: yearStart.advanced(by: $0)))
      }
      year.check(provider, checking, ledger, stated: stated)
      if provider < axes.providers.ownCount { year.checkAgainst(provider, checking, ledger, flows: flows) }
    }
    let hits = lines.flatMap(\.hits) + attendances.flatMap(\.hits) + year.hits
    findings = hits.map { $0.finding(settings) }
    candidates = (lines.flatMap(\.candidates) + attendances.flatMap(\.candidates) + year.candidates).sorted {
      ($0.provider, $0.commissioner, $0.code, $0.month) < ($1.provider, $1.commissioner, $1.code, $1.month)
    }
    candidates = joined(candidates)
    unmade = unmadeChecks(lines, attendances, extracts, axes, request)
  }

  /// The same check of the same pair and month from several files is one candidate.
  private func joined(_ candidates: [ChallengeCandidate]) -> [ChallengeCandidate] {
    var joined: [ChallengeCandidate] = []
    for candidate in candidates {
      if let last = joined.last, last.id == candidate.id {
        joined[joined.count - 1].value += candidate.value
        joined[joined.count - 1].rows += candidate.rows
      } else {
        joined.append(candidate)
      }
    }
    return joined
  }

  private func unmadeChecks(
    _ lines: [ProviderChecking], _ attendances: [AttendanceChecking], _ extracts: ResolvedExtracts, _ axes: CodeAxes, _ request: LedgerRequest
  ) -> [UnmadeCheck] {
    let settings = request.checks.settings
    var list: [UnmadeCheck] = []
    func note(_ definition: CheckDefinition, _ providers: [String], _ reason: String) {
      list.append(UnmadeCheck(code: definition.code, providers: providers, reason: reason))
    }
    func lacking(_ definition: CheckDefinition) -> String {
      "no file has " + definition.needs.map(\.rawValue).joined(separator: ", or none has ")
    }
    let withLines = lines.enumerated().filter { $0.element.series != nil }
    for definition in lineChecks.map(\.definition) + duplicateChecks.map(\.definition) + seriesChecks.map(\.definition) {
      guard settings.runs(definition) else {
        note(definition, [], "switched off in programme.yaml")
        continue
      }
      guard request.checks.canRun(definition) else {
        note(definition, [], missing(definition))
        continue
      }
      let without = withLines.filter { $0.element.unmade.contains(definition) }.map { axes.providers.codes[$0.offset] }
      if !without.isEmpty {
        note(definition, without, "columns that it needs are absent: " + definition.needs.map(\.rawValue).joined(separator: ", "))
      }
    }
    for definition in attendanceChecks.map(\.definition) + attendanceRepeatChecks.map(\.definition) {
      if !settings.runs(definition) {
        note(definition, [], "switched off in programme.yaml")
      } else if attendances.isEmpty {
        note(definition, [], "there is no attendance file of the year")
      } else if attendances.contains(where: { $0.unmade.contains(definition) }) {
        note(definition, [], lacking(definition))
      }
    }
    for check in crossFileChecks {
      if !settings.runs(check.definition) {
        note(check.definition, [], "switched off in programme.yaml")
      } else if let reason = missingFile(check.definition, extracts, request) {
        note(check.definition, [], reason)
      }
    }
    return list.sorted { $0.code < $1.code }
  }

  /// What of the programme a check of lines lacks.
  private func missing(_ definition: CheckDefinition) -> String {
    switch definition.code {
    case "SLAM-137": "organisations/providers.csv has no market_forces_factor"
    case "SLAM-141": "there is no organisations/tariff.csv, or providers.csv has no market_forces_factor"
    case "SLAM-186": "organisations/commissioners.csv has no from or to"
    default: "there is no organisations/practices.csv"
    }
  }

  /// What a check of one file against another has nothing to compare with.
  private func missingFile(_ definition: CheckDefinition, _ extracts: ResolvedExtracts, _ request: LedgerRequest) -> String? {
    func lacks(_ kind: ExtractKind, _ folder: String) -> String? {
      extracts.loaded.contains { $0.file.kind == kind && !$0.facts.refused } ? nil : "there is no file in \(folder)"
    }
    switch definition.code {
    case "XREF-001", "XREF-004", "XREF-005": return lacks(.outpatients, request.folders.sus)
    case "XREF-002", "XREF-006": return lacks(.inpatients, request.folders.sus)
    case "XREF-003": return lacks(.emergency, request.folders.sus)
    case "XREF-007":
      return request.checks.invoices.contains { $0.period == request.period } ? nil : "registers/invoices.csv has no invoice of the month"
    case "XREF-008": return lacks(.patientLevel, request.folders.patientLevel)
    case "XREF-009": return lacks(.drugs, request.folders.drugs)
    default: return lacks(.devices, request.folders.devices)
    }
  }
}
