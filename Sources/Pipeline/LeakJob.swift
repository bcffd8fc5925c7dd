import Extracts
import Programme
package import Quantities
package import Releases
import Storage

/// What the leak test said of a built month.
package struct LeakOutcome: Sendable {
  /// The month's folder.
  package var folder: String
  /// The period.
  package var period: Period
  /// What its readers may not see; nil when the month is not built.
  package var leaks: [Leak]?
}

/// Searches a built month for what its readers may not see.
///
/// - Parameter output: the folder under which the month was built.
/// - Throws: `RunFailure` when there is no programme or period, or an extract cannot be read.
package func testForLeaks(_ request: RunRequest, output: String, progress: ProgressReport = { _, _, _ in }) throws(RunFailure) -> LeakOutcome {
  progress("Reading the programme", 0, 1)
  guard FileSystem.exists(request.programme + "/" + programmeFileName) else { throw .noProgramme(ProgrammeSearch(named: request.programme)) }
  let (definition, findings) = loadProgramme(at: request.programme, commentary: .none)
  guard let programme = definition else { throw .configuration(findings) }
  let periods = walkExtracts(
    programme: request.programme, folders: programme.configuration.sources, commissioners: Set(programme.organisations.commissionerCodes)
  ).periods
  guard let period = request.period ?? periods.last else { throw .noPeriod(asked: nil, available: periods) }
  let folder = MonthFolder(output: output, period: period).path
  guard FileSystem.isFolder(folder) else { return LeakOutcome(folder: folder, period: period, leaks: nil) }
  progress("Looking for leaks", 0, 1)
  do throws(OutputError) {
    let leaks = try leakConditions(monthFolder: folder, definition: programme, programme: request.programme, jobs: request.jobs)
    return LeakOutcome(folder: folder, period: period, leaks: leaks)
  } catch {
    throw .output(error)
  }
}
