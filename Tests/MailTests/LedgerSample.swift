import Foundation
import Storage
import Synchronization
import TestSupport

@testable import Mail

/// A ledger in a folder of its own, with dispatches to made-up recipients.
struct LedgerSample {
  static let release = "2015-16/M11-flex-v1"
  let folder: TemporaryFolder
  var archive: String { folder.path + "/archive" }
  var place: LedgerPlace { LedgerPlace(archiveFolder: archive) }

  init() throws { folder = try TemporaryFolder() }

  static func digest(_ text: String) -> String { LedgerDigest.of(text) }

  static func dispatch(_ number: Int, release: String = LedgerSample.release, organisation: String = "10H") -> Dispatch {
    Dispatch(
      release: release, organisation: organisation, address: "Person\(number)@example.nhs.uk", name: "Zoë “\(number)” O'Neill",
      role: number % 2 == 0 ? .cc : .to,
      attachments: [.init(name: "\(organisation)_2015-16_M11.pdf", sha256: digest("\(release) \(organisation)"))],
      messageID: "<\(digest("\(release) \(organisation) \(number)").prefix(32))@outturn.example>", isEncrypted: number % 3 == 0)
  }

  static let prepared: [DispatchEvent] = [.built(message: digest("message")), .approved(by: "A. Reviewer"), .queued]

  func open(time: String = "2016-03-14T09:30:00Z", waiting: Int = 10) throws -> SendLedger {
    try SendLedger(archiveFolder: archive, time: time, user: "amy", host: "desk", waiting: waiting)
  }

  func reader() throws -> SendLedgerReader { try SendLedgerReader(archiveFolder: archive) }
  func verify() throws -> SendLedgerReport { try SendLedgerVerification(archiveFolder: archive).run() }

  /// A small ledger in which every kind of event has happened.
  func fill() throws {
    let time = "2016-03-14T09:31:00Z"
    let ledger = try open()
    let ids = try ledger.register((1...6).map { Self.dispatch($0) }, at: time)
    try ledger.record(ids.map { ($0, Self.prepared) }, at: time)
    try ledger.record(.rehearsed(inbox: "test@example.nhs.uk", reply: "250 2.0.0 Ok"), for: ids[0], at: time)
    for id in ids.prefix(5) { try ledger.record(.sending(server: "smtp.example.nhs.uk:587", attempt: 1), for: id, at: time) }
    try ledger.record(.sent(reply: "250 2.0.0 Ok: queued as \"4X\"\r\nbye\t\u{1}"), for: ids[0], at: time)
    try ledger.record(.deferred(reply: "451 4.7.1 Greylisted"), for: ids[1], at: time)
    try ledger.record(.failed(reply: "550 5.1.1 No such user"), for: ids[2], at: time)
    try ledger.record(.requeued(reason: "--failed"), for: ids[2], at: time)
    try ledger.record(
      [.unknown(reason: "the connection ended after DATA"), .settled(asSent: false, by: "amy", reason: "asked by telephone")], for: ids[3], at: time)
    try ledger.record(.sent(reply: "250 Ok"), for: ids[4], at: time)
    try ledger.record(.bounced(status: "5.1.1", diagnostic: "smtp; 550 unknown", source: Self.digest("bounce")), for: ids[4], at: time)
    try ledger.record(.recalled(note: Self.digest("note")), for: ids[0], at: time)
    try ledger.record(.withdrawn(by: "amy", reason: "left the organisation"), for: ids[5], at: time)
    try ledger.close()
  }
}

/// A shell of the system, for what other tools say.
enum LedgerShell {
  struct Failed: Error { let status: Int32, output: String }

  @discardableResult
  static func run(_ script: String, in folder: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-euo", "pipefail", "-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus, output: output) }
    return output
  }
}

/// A server that counts how many times each message was given to it.
final class LedgerServer: Sendable {
  private let given = Mutex<[DispatchID: Int]>([:])
  var taken: [DispatchID: Int] { given.withLock { $0 } }
  func take(_ id: DispatchID) { given.withLock { $0[id, default: 0] += 1 } }
}
