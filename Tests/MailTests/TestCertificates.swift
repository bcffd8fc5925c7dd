import Foundation
import TestSupport

/// What an `openssl` command printed; throws where it failed.
@discardableResult
func openssl(_ arguments: [String], input: [UInt8] = [], in folder: String = "/") throws -> String {
  struct Failed: Error, CustomStringConvertible { var description: String }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
  process.arguments = arguments
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  let (given, said, errors) = (Pipe(), Pipe(), Pipe())
  (process.standardInput, process.standardOutput, process.standardError) = (given, said, errors)
  try process.run()
  // Small enough for a pipe, or read to its end before anything is said.
  try given.fileHandleForWriting.write(contentsOf: Data(input))
  try given.fileHandleForWriting.close()
  let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  let problem = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw Failed(description: "openssl \(arguments.joined(separator: " ")): \(problem)") }
  return text
}

/// A certificate authority and what it signed, made once a run.
final class TestCertificates: Sendable {
  static let shared = Result { try TestCertificates() }

  private let folder: TemporaryFolder

  /// The authority that tests trust.
  var authority: String { folder.path + "/authority.pem" }
  /// An authority that signed nothing here.
  var stranger: String { folder.path + "/stranger.pem" }

  /// The arguments of the test's host for a certificate: `good`, `elsewhere` (of another host), `expired`.
  func arguments(_ name: String) -> [String] { ["--certificate", folder.path + "/\(name).pem", "--key", folder.path + "/\(name).key"] }

  private init() throws {
    folder = try TemporaryFolder()
    for name in ["authority", "stranger"] {
      try openssl(
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "\(name).key", "-out", "\(name).pem", "-days",
          "2",
        ]
          + ["-subj", "/CN=Test \(name)"], in: folder.path)
    }
    for (name, host, days) in [("good", "localhost", "2"), ("elsewhere", "elsewhere.test", "2"), ("expired", "localhost", "-1")] {
      try openssl(
        ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "\(name).key", "-out", "\(name).request"]
          + ["-subj", "/CN=\(host)", "-addext", "subjectAltName=DNS:\(host)"], in: folder.path)
      try openssl(
        ["x509", "-req", "-in", "\(name).request", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-copy_extensions", "copy"]
          + ["-days", days, "-out", "\(name).pem"], in: folder.path)
    }
  }
}
