import Foundation
import TestSupport
import Testing

@testable import Mail

/// A small message of lines ended by CRLF, no two alike.
func sampleMessage(_ number: Int = 1, body: [String] = ["Dear all,", "", ".", "..", ".hidden line", "the end."]) -> [UInt8] {
  let head = ["From: packs@example.test", "To: jane@example.test", "Subject: Pack \(number)", "Message-ID: <\(number)@example.test>", ""]
  return Array((head + body).map { $0 + "\r\n" }.joined().utf8)
}

/// A message of about so many bytes, in lines of 76 characters as an attachment in base64 has.
func longMessage(_ number: Int = 1, bytes: Int) -> [UInt8] {
  sampleMessage(number, body: Array(repeating: String(repeating: "QUJD", count: 19), count: bytes / 78))
}

/// SHA-256 in hexadecimal.
func sha256(_ bytes: [UInt8]) throws -> String { try openssl(["dgst", "-sha256", "-r"], input: bytes).prefix { $0 != " " }.description }

/// A mail host in a process of its own, `Tools/smtp_server.py`, which ends with this object.
final class SMTPTestServer {
  /// A line of what the host saw.
  struct Record: Decodable {
    var event: String
    var sender: String?
    var recipients: [String]?
    var sha256: String?
    var tls: Bool?
    var mechanism: String?
    var user: String?
    var known: Bool?
    var connection: Int?
    var name: String?
  }

  /// What went wrong before the host took connections, in its own words.
  struct NotStarted: Error, CustomStringConvertible {
    var description: String
  }

  let port: Int
  private let folder: TemporaryFolder
  private let process = Process()

  init(_ arguments: [String]) throws {
    folder = try TemporaryFolder()
    // Debian's Python, for which Debian's python3-aiosmtpd is.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-B", Self.script, folder.path] + arguments
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    let errors = folder.path + "/errors"
    try Data().write(to: URL(fileURLWithPath: errors))
    process.standardInput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
    let path = folder.path + "/port"
    let process = process
    guard try holdsSoon({ FileManager.default.fileExists(atPath: path) || !process.isRunning }), process.isRunning,
      let port = Int(try String(contentsOfFile: path, encoding: .utf8))
    else {
      kill(process.processIdentifier, SIGKILL)
      throw NotStarted(
        description: "the test’s mail host did not start; it needs Debian’s python3-aiosmtpd\n"
          + (try String(contentsOfFile: errors, encoding: .utf8)))
    }
    self.port = port
  }

  convenience init(_ arguments: String...) throws { try self.init(arguments) }

  deinit {
    // Not SIGTERM: a test may run on a thread that lets no signal in, and its children inherit that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Tools/smtp_server.py").path

  /// Everything that the host saw so far.
  func records() throws -> [Record] {
    guard let data = FileManager.default.contents(atPath: folder.path + "/record.jsonl") else { return [] }
    return try data.split(separator: 0x0A).map { try JSONDecoder().decode(Record.self, from: Data($0)) }
  }

  /// The messages that the host took, whether it said so or not.
  func messages() throws -> [Record] { try records().filter { $0.event == "message" } }

  /// Waits until the host has seen so many events of a name.
  func waits(for event: String, count: Int = 1) throws -> Bool { try holdsSoon { try self.records().count { $0.event == event } >= count } }

  /// The host as a session takes it, unprotected unless said otherwise.
  func server(_ security: SMTPServer.Security = .none, change: (inout SMTPServer) -> Void = { _ in }) -> SMTPServer {
    var server = SMTPServer(
      host: "localhost", port: port, security: security, connectSeconds: 5, stallSeconds: 5, messageSeconds: 10, helloName: "sender.test")
    change(&server)
    return server
  }
}

/// Looks again and again, for ten seconds at most, until something holds.
func holdsSoon(_ condition: () throws -> Bool) throws -> Bool {
  let end = ContinuousClock.now + .seconds(10)
  while try !condition() {
    if ContinuousClock.now > end { return false }
    usleep(5_000)
  }
  return true
}
