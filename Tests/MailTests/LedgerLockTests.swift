import Foundation
import Storage
import TestSupport
import Testing

@testable import Mail

/// One writer at a time, whoever it is; readers see what is so while it writes.
struct LedgerLockTests {
  private let sample: LedgerSample
  private let time = "2016-03-14T09:31:00Z"

  init() throws { sample = try LedgerSample() }

  @Test func theSecondWriterWaitsAndIsToldWhoHasIt() throws {
    let first = try sample.open()
    let began = ContinuousClock.now
    #expect(throws: SendLedgerError.busy(holder: "process \(getpid()), since 2016-03-14T09:30:00Z", seconds: 1)) {
      _ = try sample.open(time: "2016-03-14T09:31:00Z", waiting: 1)
    }
    #expect(ContinuousClock.now - began >= .seconds(1))
    // Nor does another process get it.
    #expect(throws: LedgerShell.Failed.self) { try LedgerShell.run("flock --nonblock archive/.ledger.lock true", in: sample.folder.path) }
    try first.close()
    try LedgerShell.run("flock --nonblock archive/.ledger.lock true", in: sample.folder.path)
    try sample.open(waiting: 10).close()
  }

  @Test func aWriterThatIsAnotherProcessIsWaitedFor() throws {
    try sample.fill()
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
    holder.arguments = [sample.place.lock, "-c", "echo locked; read line"]
    let (said, told) = (Pipe(), Pipe())
    (holder.standardOutput, holder.standardInput) = (said, told)
    try holder.run()
    _ = said.fileHandleForReading.availableData
    #expect(throws: SendLedgerError.busy(holder: "a process that has not said which", seconds: 0)) { _ = try sample.open(waiting: 0) }
    // What it does is seen; that it may be sending keeps a dispatch from being called unknown.
    #expect(try sample.reader().dispatches().count == 6)
    #expect(try sample.verify().notes == ["a run is writing now, so that every byte of the database's file was not looked at"])
    try told.fileHandleForWriting.write(contentsOf: Data("go\n".utf8))
    try sample.open(waiting: 10).close()
    holder.waitUntilExit()
  }

  @Test func writersAtOnceMakeOneChainAndSendEachOnce() async throws {
    let sample = sample
    let time = time
    let server = LedgerServer()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...8 {
        group.addTask {
          let ledger = try SendLedger(archiveFolder: sample.archive, time: time, user: "writer \(writer)", host: "desk", waiting: 60)
          // Each means to send the same ten, and one of its own.
          let ids = try ledger.register((1...10).map { LedgerSample.dispatch($0) } + [LedgerSample.dispatch(100 + writer)], at: time)
          for id in ids where try ledger.reader.dispatch(id).state.mayBeSent() {
            try ledger.record(LedgerSample.prepared + [.sending(server: "s", attempt: 1)], for: id, at: time)
            server.take(id)
            try ledger.record(.sent(reply: "250"), for: id, at: time)
          }
          try ledger.close()
        }
      }
      try await group.waitForAll()
    }
    #expect(server.taken.count == 18 && server.taken.values.allSatisfy { $0 == 1 })
    let report = try sample.verify()
    #expect(report.isWhole && report.sequence == 18 * 6, "\(report)")
  }

  @Test func threadsOfOneRunShareTheLedger() async throws {
    let ledger = try sample.open()
    let time = time
    let ids = try ledger.register((1...40).map { LedgerSample.dispatch($0) }, at: time)
    try ledger.record(ids.map { ($0, LedgerSample.prepared) }, at: time)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for id in ids {
        group.addTask {
          try ledger.record(.sending(server: "s", attempt: 1), for: id, at: time)
          try ledger.record(.sent(reply: "250"), for: id, at: time)
        }
      }
      try await group.waitForAll()
    }
    #expect(try ledger.reader.dispatches().allSatisfy { $0.state == .sent })
    try ledger.close()
    #expect(try sample.verify().isWhole)
  }

  /// While the run lives a dispatch is being sent; when it is gone its outcome is unknown, also to one who only reads.
  @Test func aReaderTellsSendingFromUnknown() throws {
    func state() throws -> DispatchState? { try sample.reader().dispatches().first?.state }
    do {
      let ledger = try sample.open()
      let id = try ledger.register(LedgerSample.dispatch(1), at: time)
      try ledger.record(LedgerSample.prepared + [.sending(server: "s", attempt: 1)], for: id, at: time)
      #expect(try state() == .sending && ledger.reader.dispatch(id).state == .sending)
      #expect(try sample.verify().isWhole)
    }
    #expect(try state() == .unknown)
    #expect(try sample.verify().notes.contains("dispatch 1 was being sent when its run ended: its outcome is unknown; the next run writes that down"))
    let next = try sample.open(time: "2016-03-15T08:00:00Z")
    #expect(next.foundUnknown == [DispatchID(1)])
    let history = try next.reader.dispatch(DispatchID(1))
    #expect(history.state == .unknown && history.events.last?.event == .unknown(reason: "the run ended before the outcome was recorded"))
    #expect(history.events.last?.time == "2016-03-15T08:00:00Z")
    #expect(throws: SendLedgerError.self) { try next.record(.sending(server: "s", attempt: 2), for: history.id, at: time) }
    try next.close()
    #expect(try sample.open().foundUnknown.isEmpty)
    let report = try sample.verify()
    #expect(report.isWhole && report.notes.isEmpty, "\(report)")
  }
}
