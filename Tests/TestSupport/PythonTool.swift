import Foundation

/// Why a tool of the tests could not be run, or failed.
package struct ToolFault: Error {
  /// What it said.
  package var words: String
}

/// Runs a script of the tests with the system's Python, whose packages come from Debian.
///
/// - Parameters:
///   - script: its path; nil fails, as a resource that is not there does.
///   - package: the Debian package that it needs, for the message.
/// - Throws: `ToolFault` with what the script said, where it ends with another status than nought.
package func runPython(_ script: String?, _ arguments: [String], needs package: String) throws {
  let python = "/usr/bin/python3"
  guard let script, FileManager.default.isExecutableFile(atPath: python) else {
    throw ToolFault(words: "\(python) with the Debian package \(package), and the script, are needed for this test")
  }
  let folder = try TemporaryFolder()
  let log = folder.path + "/errors.txt"
  try Data().write(to: URL(fileURLWithPath: log))
  let process = Process()
  process.executableURL = URL(fileURLWithPath: python)
  process.arguments = [script] + arguments
  process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
  process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
  try process.run()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw ToolFault(words: "\(script) failed (Debian: \(package)): " + (try String(contentsOfFile: log, encoding: .utf8)))
  }
}
