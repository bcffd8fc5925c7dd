import BuiltInTemplates
import Extracts
import Ledger
import Profiles
package import Programme
import Quantities
package import Releases
import Storage

/// What is asked of `approve` and `release`.
package struct ReleasingRequest: Sendable {
  /// The run; its `asAt` is the day of release, nil for today.
  package var run: RunRequest
  /// The folder under which `<FY>/<Mnn>` was built, an absolute path.
  package var output: String
  /// Why a released pack is replaced.
  package var reason: String?
  /// The clock.
  package var clock: ReleaseClock
  /// The account and machine.
  package var workplace: Workplace
  /// The versions that the manifest records.
  package var versions: SoftwareVersions

  /// Makes a request.
  package init(
    run: RunRequest, output: String, reason: String? = nil, clock: ReleaseClock = .system, workplace: Workplace = .own,
    versions: SoftwareVersions = .present(program: outturnVersion)
  ) {
    self.run = run
    self.output = output
    self.reason = reason
    self.clock = clock
    self.workplace = workplace
    self.versions = versions
  }
}

/// Looks into a built month for what its readers may not see.
///
/// - Returns: a sentence for each place, naming file and place; none where all is well.
package typealias LeakSearch = @Sendable (_ monthFolder: String, _ programme: ProgrammeDefinition, _ run: RunRequest) throws -> [String]

/// What was read for the gate.
struct GateMaterial {
  let evidence: GateEvidence
  let programme: ProgrammeDefinition
  let period: Period
  /// The path of each template that the build used, by its name.
  let templates: [String: String]
}

/// Gathers what the gate judges by.
///
/// - Parameter leaks: the leak test; nil where it is not asked for, as for a sign-off.
func gateMaterial(_ request: ReleasingRequest, leaks: LeakSearch?) throws(RunFailure) -> GateMaterial {
  let root = request.run.programme
  guard FileSystem.exists(root + "/" + programmeFileName) else { throw .noProgramme(ProgrammeSearch(named: root)) }
  let (definition, findings) = loadProgramme(at: root, commentary: .none)
  guard var programme = definition else { throw .configuration(findings) }
  let extracts = walkExtracts(
    programme: root, folders: programme.configuration.sources, commissioners: Set(programme.organisations.commissionerCodes))
  guard let period = request.run.period ?? extracts.periods.last else { throw .noPeriod(asked: nil, available: []) }
  guard extracts.periods.contains(where: { $0.index == period.index }) else { throw .noPeriod(asked: period, available: extracts.periods) }
  _ = programme.readCommentary(at: root, of: period)
  let cut = request.run.cut

  let folder = MonthFolder(output: request.output, period: period).path
  let month = Result { () throws(ReleaseFailure) in
    var month = try BuiltMonth(folder: folder, period: period)
    month.compareFigures()
    return month
  }
  var changes: [String] = []
  var templates: [String: String] = [:]
  var leaked: [String]?
  if let built = try? month.get() {
    let folders = TemplateFolders(programme: root + "/templates", share: request.run.share, executable: request.run.executable)
    for file in built.run.templates { templates[file.path] = folders.path(of: file.path) }
    let taking = LedgerRequest(folder: root, definition: programme, period: period, cut: cut)
    let placed = taking.profiles.placed(extracts.files, commissioners: Set(taking.commissioners))
    changes = inputChanges(
      built.run, programme: root, extracts: placed.filter { takesPart($0, taking) }.map(\.path), files: programme.files, templates: templates)
    if let leaks {
      do {
        leaked = try leaks(folder, programme, request.run)
      } catch {
        throw RunFailure(releasing: error)
      }
    }
  }
  let today = request.clock.today
  let evidence = GateEvidence(
    period: period, cut: cut, firstDay: programme.releaseDate(of: period, cut: cut), day: request.run.asAt ?? today, today: today,
    isRehearsal: programme.configuration.isRehearsal, lastDataDay: programme.freezeCalendar[period]?.inclusion(cut), month: month,
    program: outturnVersion, inputChanges: changes,
    providers: programme.organisations.providerCodes.sorted(), leaks: leaked, waivers: programme.registers.waivers,
    approvers: programme.configuration.approvers,
    signOffs: try releasing { () throws(ReleaseFailure) in
      try Approvals(programme: root, period: period, cut: cut).read()
    }, versions: try knownVersions(programme: root, period: period, cut: cut), reason: request.reason)
  return GateMaterial(evidence: evidence, programme: programme, period: period, templates: templates)
}

/// The versions of a period and cut that are released, in order: those with a folder, and those whose entry is final and whose run ended before it gave
/// them one, which the next writer does.
private func knownVersions(programme: String, period: Period, cut: Cut) throws(RunFailure) -> [Int] {
  var versions = Set(releasedVersions(programme: programme, period: period, cut: cut))
  if FileSystem.exists(ArchivePlace(programme: programme).database) {
    do throws(ArchiveError) {
      for row in try ArchiveReader(programme: programme).releases() {
        if case .month(period, cut, let version) = row.name { versions.insert(version) }
      }
    } catch { throw .archive(error) }
  }
  return versions.sorted()
}

/// Runs what fails as a release does.
func releasing<T>(_ work: () throws(ReleaseFailure) -> T) throws(RunFailure) -> T {
  do throws(ReleaseFailure) {
    return try work()
  } catch {
    throw .release(error)
  }
}

extension RunFailure {
  /// What a closure may throw on the way to a release.
  package init(releasing error: any Error) {
    if let failure = error as? RunFailure { self = failure } else { self = .release(ReleaseFailure(any: error)) }
  }
}

/// What of a build's inputs, configuration and templates is no longer as it was read, a sentence each, in path order.
private func inputChanges(_ run: RunRecord, programme root: String, extracts: [String], files: [String], templates: [String: String]) -> [String] {
  var changes: [String] = []
  func compare(_ path: String, at place: String?, _ digest: String) {
    guard let place, let bytes = try? FileSystem.read(place) else {
      changes.append("\(path) is gone since the build")
      return
    }
    if digestOf(bytes) != digest { changes.append("\(path) was changed since the build") }
  }
  for file in run.extracts { compare(file.path, at: root + "/" + file.path, file.sha256) }
  for file in run.programme_files { compare(file.path, at: root + "/" + file.path, file.sha256) }
  for file in run.templates { compare("templates/" + file.path, at: templates[file.path], file.sha256) }
  let (ownExtracts, ownFiles) = (Set(run.extracts.map(\.path)), Set(run.programme_files.map(\.path)))
  for path in extracts where !ownExtracts.contains(path) { changes.append("\(path) has come since the build") }
  for path in files where !ownFiles.contains(path) { changes.append("\(path) has come since the build") }
  return changes.sorted()
}
