import ArgumentParser
import Foundation
import Pipeline
import Programme
import Quantities

extension CommonOptions {
  /// What the pipeline is asked, from options, environment and folder.
  ///
  /// The programme is the folder named, else this one or the nearest above it with a `programme.yaml`.
  func request() throws(RunFailure) -> RunRequest {
    let environment = ProcessInfo.processInfo.environment
    return RunRequest(
      programme: try programmeFolder(named: programme), period: period, cut: cut, asAt: asAt,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      usesCache: !noCache, share: environment["OUTTURN_SHARE"],
      executable: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments.first)
  }
}

/// The programme's folder: the one named, else this one or the nearest above it with a `programme.yaml`.
///
/// - Throws: `RunFailure.noProgramme`.
func programmeFolder(named programme: String?) throws(RunFailure) -> String {
  if let programme {
    let folder = absolute(programme)
    guard isProgramme(folder) else { throw .noProgramme(ProgrammeSearch(named: folder)) }
    return folder
  }
  let here = FileManager.default.currentDirectoryPath
  var folder = URL(fileURLWithPath: here)
  while true {
    if isProgramme(folder.path) { return folder.path }
    let above = folder.deletingLastPathComponent()
    if above.path == folder.path { throw .noProgramme(.hereAndAbove) }
    folder = above
  }
}

private func isProgramme(_ folder: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + programmeFileName) }

/// A path as the pipeline takes it: absolute, without a closing slash.
func absolute(_ path: String) -> String {
  let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  return URL(fileURLWithPath: whole).standardizedFileURL.path
}

/// Runs a verb's work: says why it failed, logs it, and ends with its exit status.
func perform(_ verb: String, _ options: CommonOptions, _ work: (Console) throws(RunFailure) -> ExitStatus) throws {
  let console = Console(quiet: options.quiet)
  Interruption.listen()
  var status = ExitStatus.done
  var reason: String?
  do throws(RunFailure) {
    status = try work(console)
  } catch {
    let wording = FailureWording(error)
    console.clearBar()
    console.complain(wording.text)
    status = wording.status
    reason = wording.text
  }
  console.clearBar()
  RunLog(options).record(verb: verb, status: status, reason: reason, console: console)
  if status != .done { throw status.code }
}
