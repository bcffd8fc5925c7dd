import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Mail

/// A process that ends at any change of the disk: the ledger opens and is whole, what may have gone to the server is never sent again, and nothing is lost.
struct LedgerFaultTests {
  /// A run that sends three dispatches as `send` does: to the first the server says yes, to the second not now, to the third yes.
  private final class Run {
    let sample: LedgerSample
    let server: LedgerServer
    /// Held until the test has looked at the disk, as a process that is killed tidies nothing up.
    var ledger: SendLedger?
    /// What a call that returned has promised.
    var registered: [DispatchID] = []
    var outcomes: [DispatchID: DispatchState] = [:]

    init(_ sample: LedgerSample, _ server: LedgerServer) { (self.sample, self.server) = (sample, server) }

    func go(_ time: String, closes: Bool = true) throws {
      let ledger = try sample.open(time: time, waiting: 1)
      self.ledger = ledger
      let ids = try ledger.register((1...3).map { LedgerSample.dispatch($0) }, at: time)
      registered = ids
      let known = try ids.map { try ledger.reader.dispatch($0) }
      try ledger.record(known.filter { $0.state == .registered }.map { ($0.id, LedgerSample.prepared) }, at: time)
      for history in try ids.map({ try ledger.reader.dispatch($0) }) where history.state.mayBeSent() {
        try ledger.record(.sending(server: "smtp.example.nhs.uk", attempt: history.attempts + 1), for: history.id, at: time)
        server.take(history.id)
        let isLater = history.id == ids[1] && history.attempts == 0
        let state = try ledger.record(isLater ? .deferred(reply: "451 later") : .sent(reply: "250 Ok"), for: history.id, at: time)
        outcomes[history.id] = state
      }
      if closes { try ledger.close() }
    }
  }

  /// The files of a ledger as they are on the disk at this moment, in a folder of their own: what a killed process leaves.
  private func copy(_ sample: LedgerSample) throws -> LedgerSample {
    let copy = try LedgerSample()
    if FileSystem.isFolder(sample.archive) {
      try LedgerShell.run("cp -a archive '\(copy.folder.path)/' && rm -f '\(copy.archive)/ledger.sqlite-shm'", in: sample.folder.path)
    }
    return copy
  }

  @Test(arguments: [FaultPlan.Fault.crash, .fullDisk], [true, false])
  func aRunThatEndsAnywhereSendsNothingTwiceAndLosesNothing(_ fault: FaultPlan.Fault, isKilled: Bool) throws {
    var changes: Set<FaultPlan.Change> = []
    var unknownSeen = 0
    for place in 1... {
      let first = Run(try LedgerSample(), LedgerServer())
      let plan = FaultPlan(fault, at: place)
      try FaultPlan.$current.withValue(plan) {
        do { try first.go("2016-03-14T09:30:00Z") } catch { try #require(plan.stopped != nil, "\(error)") }
      }
      // Killed: the files as they were. Otherwise SQLite closes the database as at the end of a process that failed.
      let left = isKilled ? try copy(first.sample) : first.sample
      first.ledger = nil
      let says: Comment = "change \(place)"
      if FileSystem.exists(left.place.database), (try? left.reader()) != nil {
        let report = try left.verify()
        #expect(report.isWhole, "change \(place): \(report.problems)")
        for history in try left.reader().dispatches() where first.outcomes[history.id] == nil && first.server.taken[history.id] != nil {
          // The outcome may be on the disk though the call did not return.
          #expect(!history.state.mayBeSent() || history.state == .deferred, says)
        }
      }
      let second = Run(left, first.server)
      let ledger = try left.open(time: "2016-03-14T10:00:00Z", waiting: 1)
      let histories = try ledger.reader.dispatches()
      #expect(histories.map(\.id).starts(with: first.registered), "change \(place): registered and lost")
      for history in histories {
        if let outcome = first.outcomes[history.id] { #expect(history.state == outcome, says) }
        if first.server.taken[history.id] != nil, first.outcomes[history.id] == nil {
          #expect([.unknown, .sent, .deferred].contains(history.state), says)
        }
        if first.server.taken[history.id] == nil { #expect(history.state.mayBeSent() || history.state == .unknown, says) }
        if history.state == .unknown { #expect(ledger.foundUnknown.contains(history.id), says) }
      }
      try ledger.close()
      unknownSeen += histories.count { $0.state == .unknown }
      // The next runs send the rest; each message went out once, the deferred one twice, an unknown one as it was.
      try second.go("2016-03-14T11:00:00Z")
      try second.go("2016-03-14T12:00:00Z")
      let final = try left.reader().dispatches()
      #expect(final.count == 3, says)
      for (index, history) in final.enumerated() {
        #expect([.sent, .unknown].contains(history.state), says)
        let count = first.server.taken[history.id] ?? 0
        let most = index == 1 ? 2 : 1
        if history.state == .sent { #expect(count == most, says) } else { #expect(count <= most, says) }
      }
      var report = try left.verify()
      // A process that another test is starting has the ledger's lock for a moment, until it becomes another program.
      for _ in 0..<100 where !report.notes.isEmpty {
        usleep(20_000)
        report = try left.verify()
      }
      #expect(report.isWhole && report.notes.isEmpty, "change \(place): \(report.problems) \(report.notes)")
      guard let stopped = plan.stopped else { break }
      changes.insert(stopped.change)
      #expect(place < 100)
    }
    #expect(changes == [.makeFolder, .create, .write, .sync, .rename, .commit, .committed], "\(changes)")
    #expect(unknownSeen >= 3)
  }

  /// The disk loses power: any first part of the log, the rest gone or blank, is the ledger of some earlier moment, whole.
  @Test func aLogThatIsCutAnywhereIsAnEarlierMoment() throws {
    let sample = try LedgerSample()
    try sample.open().close()
    let run = Run(sample, LedgerServer())
    try run.go("2016-03-14T09:30:00Z", closes: false)
    let database = try FileSystem.read(sample.place.database)
    let head = try FileSystem.read(sample.place.head)
    let log = try FileSystem.read(sample.place.log)
    run.ledger = nil
    #expect(log.count > 40_000)
    var lengths: Set<Int> = []
    for step in 0...120 {
      for blanks in [false, true] {
        let trial = try LedgerSample()
        try FileSystem.makeFolder(trial.archive)
        let end = log.count * step / 120
        try FileSystem.write(database, to: trial.place.database)
        try FileSystem.write(head, to: trial.place.head)
        try FileSystem.write(Array(log[..<end]) + (blanks ? [UInt8](repeating: 0, count: log.count - end) : []), to: trial.place.log)
        let report = try trial.verify()
        #expect(report.isWhole, "\(report.problems)")
        lengths.insert(report.sequence)
        let ledger = try trial.open()
        try ledger.close()
        #expect(try trial.verify().isWhole)
      }
    }
    // Nothing, the registrations, what was prepared, and each event of the sending by itself.
    #expect(lengths.isSuperset(of: [0, 3, 12]) && lengths.count >= 8, "\(lengths.sorted())")
  }

  @Test func aPartOfABackupIsNotTakenForTheLedger() throws {
    let sample = try LedgerSample()
    try sample.fill()
    try LedgerShell.run("cp -a archive older", in: sample.folder.path)
    let older = try sample.reader().last()
    do {
      let ledger = try sample.open()
      let id = try ledger.register(LedgerSample.dispatch(7), at: "2016-03-15T09:30:00Z")
      try ledger.record(LedgerSample.prepared, for: id, at: "2016-03-15T09:30:00Z")
      try ledger.close()
    }
    let last = try sample.reader().last()
    try LedgerShell.run("cp -a archive newer; cp older/ledger.sqlite archive/", in: sample.folder.path)
    let words =
      "archive/LEDGER names entry \(last.sequence), and the last entry of archive/ledger.sqlite is \(older.sequence): the database is older than LEDGER"
    #expect(throws: SendLedgerError.notTogether([words])) { _ = try sample.open() }
    #expect(try sample.verify().problems.map(\.text) == [words, "archive/ledger.sqlite does not have the bytes that archive/LEDGER seals"])
    func restore() throws { try LedgerShell.run("rm -r archive; cp -a newer archive", in: sample.folder.path) }
    // LEDGER of another ledger, or none, or one without its database.
    try restore()
    let other = LedgerHead(
      tail: {
        var tail = LedgerTail(); (tail.sequence, tail.hash) = (last.sequence, older.hash); return tail
      }(), seal: nil)
    try FileSystem.write(Array(other.text.utf8), to: sample.place.head)
    #expect(throws: SendLedgerError.self) { _ = try sample.open() }
    #expect(try !sample.verify().isWhole)
    try restore()
    try FileSystem.remove(sample.place.head)
    #expect(throws: SendLedgerError.notTogether(["archive/LEDGER is missing, and the last entry of archive/ledger.sqlite is \(last.sequence)"])) {
      _ = try sample.open()
    }
    try restore()
    try FileSystem.remove(sample.place.database)
    #expect(throws: SendLedgerError.notTogether(["archive/ledger.sqlite is missing, and there is archive/LEDGER"])) { _ = try sample.open() }
    #expect(try sample.verify().problems.map(\.text) == ["archive/ledger.sqlite is missing, and there is archive/LEDGER"])
    try FileSystem.write([], to: sample.place.database)
    #expect(throws: SendLedgerError.self) { _ = try sample.open() }
    // All of the backup is a ledger of that day: only what was noted down elsewhere tells.
    try LedgerShell.run("rm -r archive; cp -a older archive", in: sample.folder.path)
    #expect(try sample.verify().isWhole)
    #expect(try !sample.reader().holds(sequence: last.sequence, hash: last.hash))
    // An older LEDGER beside a newer database is what a run that ended early leaves; the chain goes through it.
    try restore()
    try LedgerShell.run("cp older/LEDGER archive/", in: sample.folder.path)
    #expect(try sample.verify().notes.count == 1 && sample.verify().isWhole)
    try sample.open().close()
    #expect(try FileSystem.read(sample.place.head) == FileSystem.read(sample.folder.path + "/newer/LEDGER"))
  }
}
