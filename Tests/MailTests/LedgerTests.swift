import Foundation
import GRDB
import MailAddresses
import Storage
import TestSupport
import Testing

@testable import Mail

/// What is recorded is found again, once, and nothing of it can be changed.
struct LedgerTests {
  private let sample: LedgerSample
  private let time = "2016-03-14T09:31:00Z"

  init() throws { sample = try LedgerSample() }

  @Test func whatHappenedIsFoundAgain() throws {
    try sample.fill()
    let reader = try sample.reader()
    let all = try reader.dispatches(release: LedgerSample.release)
    #expect(all.map(\.dispatch) == (1...6).map { LedgerSample.dispatch($0) })
    #expect(all.map(\.state) == [.sent, .deferred, .queued, .settledAsNotSent, .bounced, .withdrawn])
    #expect(all.map(\.attempts) == [1, 1, 1, 1, 1, 0])
    #expect(all.map(\.isRecalled) == [true, false, false, false, false, false])
    #expect(all.allSatisfy { $0.message == LedgerSample.digest("message") && $0.time == time })
    let first = try #require(all.first)
    #expect(first.events.map(\.event.kind) == [.built, .approved, .queued, .rehearsed, .sending, .sent, .recalled])
    #expect(first.events[5].event == .sent(reply: "250 2.0.0 Ok: queued as \"4X\"\r\nbye\t\u{1}"))
    #expect(first.events.allSatisfy { $0.user == "amy" && $0.host == "desk" && $0.time == time })
    #expect(try reader.dispatches() == all && reader.dispatches(release: "2015-16/M11-flex-v2").isEmpty)
    #expect(try reader.dispatch(all[2].id) == all[2])
    #expect(throws: SendLedgerError.unknownDispatch(DispatchID(99))) { _ = try reader.dispatch(DispatchID(99)) }
    let id = all[3].dispatch.messageID
    #expect(try reader.find(messageID: id) == all[3])
    #expect(try reader.find(messageID: String(id.dropFirst().dropLast())) == all[3])
    #expect(try reader.find(messageID: "<none@example>") == nil)
    let report = try sample.verify()
    #expect(report.isWhole && report.notes.isEmpty, "\(report.problems) \(report.notes)")
    let last = try reader.last()
    #expect(report.sequence == last.sequence && report.hash == last.hash)
    #expect(try reader.holds(sequence: last.sequence, hash: last.hash) && !reader.holds(sequence: 3, hash: last.hash))
    #expect(report.checks.first { $0.what == "dispatches" }?.count == 6)
  }

  @Test func aDispatchIsRegisteredOnce() throws {
    let ledger = try sample.open()
    let dispatch = LedgerSample.dispatch(1)
    let id = try ledger.register(dispatch, at: time)
    let before = try ledger.reader.last().sequence
    #expect(try ledger.register(dispatch, at: "2016-03-15T10:00:00Z") == id)
    #expect(try ledger.reader.last().sequence == before)
    var other = dispatch
    other.address = dispatch.address.uppercased()
    other.name = "Zoe\u{308} “1” O'Neill"
    other.isEncrypted = true
    // The name's ë is one character here and two in the other: to Swift the same, to an auditor's tool not.
    #expect(throws: SendLedgerError.otherContent(id, fields: ["address", "name", "encrypted"])) { _ = try ledger.register(other, at: time) }
    var same = LedgerSample.dispatch(2)
    same.messageID = dispatch.messageID
    #expect(throws: SendLedgerError.sameMessageID(dispatch.messageID, id)) { _ = try ledger.register(same, at: time) }
    // All or none.
    #expect(throws: SendLedgerError.self) { _ = try ledger.register([LedgerSample.dispatch(3), same], at: time) }
    #expect(try ledger.reader.dispatches().count == 1)
    // Another organisation's pack to the same person is another dispatch.
    #expect(try ledger.register(LedgerSample.dispatch(1, organisation: "11A"), at: time) != id)
  }

  @Test func whatCannotHappenIsRefusedAndLeavesNothing() throws {
    let ledger = try sample.open()
    let id = try ledger.register(LedgerSample.dispatch(1), at: time)
    #expect(throws: SendLedgerError.illegal(.sent, in: .registered, id)) { try ledger.record(.sent(reply: "250"), for: id, at: time) }
    #expect(throws: SendLedgerError.illegal(.sent, in: .queued, id)) {
      try ledger.record(LedgerSample.prepared + [.sent(reply: "250")], for: id, at: time)
    }
    #expect(try ledger.reader.dispatch(id).events.isEmpty)
    #expect(try ledger.record(LedgerSample.prepared, for: id, at: time) == .queued)
    #expect(throws: SendLedgerError.wrongAttempt(2, expected: 1, id)) { try ledger.record(.sending(server: "s", attempt: 2), for: id, at: time) }
    #expect(throws: SendLedgerError.unknownDispatch(DispatchID(77))) { try ledger.record(.queued, for: DispatchID(77), at: time) }
    // Not a dispatch, though an entry has the number.
    #expect(throws: SendLedgerError.unknownDispatch(DispatchID(2))) { try ledger.record(.queued, for: DispatchID(2), at: time) }
    try ledger.close()
    #expect(throws: SendLedgerError.closed) { try ledger.record(.withdrawn(by: "a", reason: ""), for: id, at: time) }
    #expect(throws: SendLedgerError.closed) { try ledger.seal() }
    #expect(try sample.verify().isWhole)
  }

  @Test func whatIsNoTextOfALedgerIsRefused() throws {
    let ledger = try sample.open()
    func unfit(_ change: (inout Dispatch) -> Void) {
      var dispatch = LedgerSample.dispatch(1)
      change(&dispatch)
      #expect(throws: SendLedgerError.self) { _ = try ledger.register(dispatch, at: time) }
    }
    unfit { $0.address = "a@b\r\nBcc: c@d" }
    unfit { $0.name = "a\u{0}b" }
    unfit { $0.release = "" }
    unfit { $0.attachments = [] }
    unfit { $0.attachments[0].sha256 = "abc" }
    unfit { $0.attachments.append($0.attachments[0]) }
    unfit { $0.messageID = "" }
    let id = try ledger.register(LedgerSample.dispatch(1), at: time)
    for time in ["", "2016-03-14", "2016-03-14T09:31:00+01:00", "2016-03-14T09:31:00Z\n"] {
      #expect(throws: SendLedgerError.self) { try ledger.record(LedgerSample.prepared, for: id, at: time) }
    }
    #expect(throws: SendLedgerError.self) { try ledger.record(.built(message: "x"), for: id, at: time) }
    #expect(throws: SendLedgerError.self) { _ = try SendLedger(archiveFolder: sample.archive + "2", time: "now", user: "a", host: "b") }
    // What a server says is kept whatever it is, a very long text cut.
    try ledger.record(LedgerSample.prepared + [.sending(server: "s", attempt: 1)], for: id, at: time)
    let long = "550 \u{0}\u{7F}\u{2028}\"\\" + String(repeating: "é", count: 5000)
    try ledger.record(.failed(reply: long), for: id, at: time)
    guard case .failed(let reply) = try ledger.reader.dispatch(id).events[4].event else { throw LedgerShell.Failed(status: 0, output: "no reply") }
    #expect(reply.hasPrefix("550 \u{0}\u{7F}\u{2028}\"\\é") && reply.hasSuffix(" [cut, \(long.utf8.count) bytes in all]") && reply.utf8.count < 4050)
    try ledger.close()
    #expect(try sample.verify().isWhole)
  }

  @Test func aCorrectedVersionKnowsWhatItReplaces() throws {
    let ledger = try sample.open()
    let prefix = "2015-16/M11-flex-v"
    func send(_ release: String, to number: Int, _ outcome: DispatchEvent) throws {
      let id = try ledger.register(LedgerSample.dispatch(number, release: release), at: time)
      try ledger.record(LedgerSample.prepared + [.sending(server: "s", attempt: 1), outcome], for: id, at: time)
    }
    try send("2015-16/M10-flex-v1", to: 1, .sent(reply: "250"))
    try send(prefix + "1", to: 1, .sent(reply: "250"))
    try send(prefix + "2", to: 1, .failed(reply: "550"))
    try send(prefix + "1", to: 2, .failed(reply: "550"))
    func replaced(_ number: Int) throws -> String? {
      // Spelled otherwise, the address is the same recipient's.
      try ledger.reader.lastSent(organisation: "10H", address: LedgerSample.dispatch(number).address.uppercased()) { $0.hasPrefix(prefix) }?.dispatch
        .release
    }
    #expect(try replaced(1) == prefix + "1")
    #expect(try replaced(2) == nil && replaced(3) == nil)
    try send(prefix + "3", to: 1, .unknown(reason: "the connection ended"))
    #expect(try replaced(1) == prefix + "3")
    #expect(try ledger.reader.lastSent(organisation: "11A", address: LedgerSample.dispatch(1).address) { _ in true } == nil)
  }

  @Test(arguments: [
    "UPDATE entry SET at = ''", "DELETE FROM entry", "UPDATE dispatch SET address = 'x'", "DELETE FROM dispatch", "UPDATE attachment SET name = 'x'",
    "DELETE FROM attachment", "INSERT OR REPLACE INTO entry SELECT seq, dispatch, kind, at, payload, previous, 'x' FROM entry",
    "INSERT OR REPLACE INTO dispatch SELECT id, release, organisation, 'x', address_key, name, role, pack, message_id, 0, replaces FROM dispatch",
    "INSERT OR REPLACE INTO attachment SELECT dispatch, place, 'x', sha256 FROM attachment",
    "INSERT INTO attachment SELECT dispatch, place + 1, name, sha256 FROM attachment",
    "INSERT INTO entry SELECT max(seq) + 2, 1, 'queued', at, payload, hash, 'x' FROM entry",
    "INSERT INTO entry SELECT max(seq) + 2, 1, 'queued', at, payload, printf('%064d', 0), 'x' FROM entry",
    "INSERT INTO entry SELECT max(seq) + 1, 1, 'queued', at, payload, previous, 'x' FROM entry",
    "INSERT INTO entry SELECT max(seq) + 1, 9, 'queued', at, payload, hash, 'x' FROM entry",
    "INSERT INTO entry SELECT max(seq) + 1, 'one', 'queued', at, payload, hash, 'x' FROM entry",
    "INSERT INTO entry SELECT max(seq) + 1, 1, 'dispatch', at, payload, hash, 'x' FROM entry",
    "INSERT INTO dispatch SELECT 2, 'r', 'o', 'a', 'k', 'n', 'to', 'p', 'm', 0, NULL",
  ])
  func theDatabaseRefusesEveryChange(_ statement: String) throws {
    try sample.fill()
    let queue = try DatabaseQueue(path: sample.place.database)
    #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: statement) } }
    #expect(try sample.verify().isWhole)
  }

  @Test func anEntryThatFollowsIsTaken() throws {
    // So that the refusals above are of what they say and not of a mistake in the statements.
    try sample.fill()
    let queue = try DatabaseQueue(path: sample.place.database)
    try queue.write { try $0.execute(sql: "INSERT INTO entry SELECT max(seq) + 1, 1, 'queued', at, payload, hash, 'x' FROM entry") }
  }

  @Test func aLaterFormatIsRefusedByNameAndAnEarlierOneBroughtUp() throws {
    try sample.fill()
    let next = LedgerFormat(steps: LedgerFormat.current.steps + [.init(number: 2, statements: ["CREATE TABLE remark(text TEXT) STRICT"])])
    #expect(throws: SendLedgerError.olderFormat(found: 1, current: 2)) { _ = try SendLedgerReader(sample.place, next) }
    for place in 1... {
      let trial = try LedgerSample()
      try LedgerShell.run("cp -a archive '\(trial.folder.path)/'", in: sample.folder.path)
      let plan = FaultPlan(.crash, at: place)
      try FaultPlan.$current.withValue(plan) {
        do { _ = try SendLedger(trial.place, next, time: time, user: "a", host: "b", waiting: 1) } catch {
          try #require(plan.stopped != nil, "\(error)")
        }
      }
      try SendLedger(trial.place, next, time: time, user: "a", host: "b", waiting: 1).close()
      let report = try SendLedgerVerification(trial.place, next).run()
      #expect(report.isWhole && report.notes.isEmpty, "change \(place): \(report.problems) \(report.notes)")
      #expect(throws: SendLedgerError.newerFormat(found: 2, known: 1)) { _ = try trial.open() }
      #expect(throws: SendLedgerError.newerFormat(found: 2, known: 1)) { _ = try trial.reader() }
      #expect(throws: SendLedgerError.newerFormat(found: 2, known: 1)) { _ = try trial.verify() }
      if plan.stopped == nil {
        #expect(place > 10)
        break
      }
    }
  }

  @Test func withoutALedgerThereIsNothingToRead() throws {
    #expect(throws: SendLedgerError.missing(folder: sample.archive)) { _ = try sample.reader() }
    #expect(throws: SendLedgerError.missing(folder: sample.archive)) { _ = try sample.verify() }
    try sample.open().close()
    #expect(try sample.reader().last() == (0, String(repeating: "0", count: 64)))
    let report = try sample.verify()
    #expect(report.isWhole && report.notes.isEmpty, "\(report)")
  }
}
