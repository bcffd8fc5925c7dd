import Analysis
import Checks
import Extracts
package import Findings
package import Ledger
package import Packs
import Profiles
package import Programme
package import Quantities
import Storage

/// Everything that was read for a run: what the programme is about, its ledger, and what was found on the way.
package struct RunInputs: Sendable {
  /// The programme.
  package var programme: ProgrammeDefinition
  /// The ledger of the period and cut.
  package var ledger: ProgrammeLedger
  /// Findings of the programme's files and of its extracts, by place.
  package var findings: [Finding]
  /// The rows that were held back.
  package var quarantine: [QuarantinedFile]
  /// Charges that can be challenged, in the order of provider, commissioner, check and month.
  package var candidates: [ChallengeCandidate]
  /// Checks that could not be made, or not on every provider's files.
  package var unmade: [UnmadeCheck]
  /// The months that have a submission.
  package var periods: [Period]
  /// How many extracts were read anew; the others came from segments.
  package var filesRead: Int
  /// The date that the packs carry.
  package var date: CalendarDate
  /// The frozen positions of the year's quarters up to the period, in order.
  package var frozen: [FrozenPosition]
  /// The months that were looked up.
  package var period: Period { ledger.period }
  /// The cut.
  package var cut: Cut { ledger.cut }
}

extension RunInputs {
  /// What can be challenged, and what the log holds already.
  var challenges: ChallengeMatching {
    ChallengeMatching(candidates, log: programme.registers.challenges, least: programme.configuration.checks.leastChallenge)
  }

  /// Whether a check was made on the files of no provider at all.
  func isUnmade(_ check: UnmadeCheck) -> Bool { check.providers.isEmpty || Set(check.providers).isSuperset(of: ledger.returningProviders) }

  /// Adds what was found while packs were made; what several packs say of one text is one finding.
  mutating func addFindings(_ found: [Finding]) {
    if found.isEmpty { return }
    var seen = Set(findings)
    findings = (findings + found.filter { seen.insert($0).inserted }).sorted { ($0.origin, $0.code) < ($1.origin, $1.code) }
  }
}

/// Reads the programme and fills the ledger of a period.
///
/// - Throws: `RunFailure` when there is no programme, no period, or nothing that can be used.
package func readInputs(_ request: RunRequest, progress: ProgressReport = { _, _, _ in }) throws(RunFailure) -> RunInputs {
  progress("Reading the programme", 0, 1)
  guard FileSystem.exists(request.programme + "/" + programmeFileName) else { throw .noProgramme(ProgrammeSearch(named: request.programme)) }
  let (definition, commentaryless) = loadProgramme(at: request.programme, commentary: .none)
  guard var programme = definition else { throw .configuration(commentaryless) }
  var findings = commentaryless

  let organisations = programme.organisations
  let commissioners = organisations.commissionerCodes
  let extracts = walkExtracts(programme: request.programme, folders: programme.configuration.sources, commissioners: Set(commissioners))
  guard let period = request.period ?? extracts.periods.last, extracts.periods.contains(where: { $0.index == period.index }) else {
    throw .noPeriod(asked: request.period, available: extracts.periods)
  }
  findings += programme.readCommentary(at: request.programme, of: period)
  try Interruption.check()

  progress("Reading extracts", 0, extracts.files.count)
  let ledgerRequest = LedgerRequest(
    folder: request.programme, definition: programme, period: period, cut: request.cut, usesCache: request.usesCache, jobs: request.jobs)
  let profiles = ledgerRequest.profiles
  if profiles.findings.contains(where: { $0.severity == .error }) { throw .configuration(findings + profiles.findings) }
  findings += profiles.findings
  let result: LedgerResult
  do {
    result = try buildLedger(ledgerRequest)
  } catch {
    throw .ledger(error, period)
  }
  // Earlier months would still make packs, but not of this period: none of its own returns says anything.
  let isOfPeriod = { (source: SourceFile) in source.kind == ExtractKindName.slam && source.submission.map { $0.index >= period.index } ?? false }
  guard result.ledger.sources.contains(where: { isOfPeriod($0) && $0.isReturn && !$0.refused && $0.rowCount > 0 }) else {
    throw .ledger(.nothingToRead(result.findings), period)
  }
  findings += result.findings
  let date = request.asAt ?? programme.releaseDate(of: period, cut: request.cut)
  findings += programme.laterLines(than: period, on: date)
  let frozen = try frozenPositions(in: request.programme, upTo: period)
  programme.files = (programme.files + profiles.files + frozen.map(\.file)).sorted()
  try Interruption.check()
  return RunInputs(
    programme: programme, ledger: result.ledger, findings: findings.sorted { ($0.origin, $0.code) < ($1.origin, $1.code) },
    quarantine: result.quarantine, candidates: result.candidates, unmade: result.unmade,
    periods: extracts.periods, filesRead: result.filesRead, date: date,
    frozen: frozen.map(\.position))
}

extension ProgrammeLedger {
  /// The providers of whom a return counts in the period's year.
  fileprivate var returningProviders: Set<String> {
    Set(sources.filter { $0.kind == ExtractKindName.slam && $0.submission?.year == period.year && $0.countedRows > 0 }.compactMap(\.provider))
  }
}
