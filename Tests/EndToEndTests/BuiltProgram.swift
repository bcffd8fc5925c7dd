import Foundation
import TestSupport
import Testing

/// What a finished command said.
struct Ran: Sendable {
  /// The exit status; for a command ended by a signal, 128 and its number.
  var status: Int32
  /// Standard output.
  var output: String
  /// Standard error.
  var errors: String

  /// Both, for the message of a failed expectation.
  var said: String { "status \(status)\n\(output)\n\(errors)" }
}

/// A command that is running, with its output kept in files so that no pipe can fill.
final class RunningCommand {
  let process = Process()
  private let folder: TemporaryFolder

  /// Starts a command.
  ///
  /// - Parameters:
  ///   - environment: goes on top of a small fixed environment (`PATH`, `HOME`, `LANG=C.UTF-8`); nil takes a variable away.
  init(_ program: String, _ arguments: [String], folder: String? = nil, environment: [String: String?] = [:]) throws {
    self.folder = try TemporaryFolder()
    let own = ProcessInfo.processInfo.environment
    var variables: [String: String] = ["LANG": "C.UTF-8"]
    for name in ["PATH", "HOME"] { variables[name] = own[name] }
    for (name, value) in environment { variables[name] = value }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = variables
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    for name in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: self.folder.path + "/" + name)) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: self.folder.path + "/out"))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: self.folder.path + "/err"))
    // A test may run on a thread that lets no signal in; a command inherits that, and would never hear of Ctrl-C.
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for its end.
  func finish() throws -> Ran {
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)), as: UTF8.self)
    }
    let status = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
    return Ran(status: status, output: try text("out"), errors: try text("err"))
  }
}

/// Runs a command to its end.
func run(_ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String?] = [:]) throws -> Ran {
  try RunningCommand(program, arguments, folder: folder, environment: environment).finish()
}

/// Runs `outturn` to its end.
@discardableResult
func outturn(_ arguments: String..., in folder: String? = nil, environment: [String: String?] = [:]) throws -> Ran {
  try run(builtProgram("outturn"), arguments, in: folder, environment: environment)
}

/// An executable of this package: `OUTTURN_PROGRAMS` names a folder of installed ones, else those built beside the tests are taken.
func builtProgram(_ name: String) -> String {
  let folder = ProcessInfo.processInfo.environment["OUTTURN_PROGRAMS"] ?? testBundleFolder
  return folder + "/" + name
}

/// The folder in which the running tests were built.
private let testBundleFolder: String = {
  let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  let beside = URL(fileURLWithPath: own).deletingLastPathComponent().path
  if FileManager.default.fileExists(atPath: beside + "/outturn") { return beside }
  // A runner of the toolchain's is told the bundle among its arguments.
  for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
    return URL(fileURLWithPath: argument).deletingLastPathComponent().path
  }
  return beside
}()

/// The repository's root.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
