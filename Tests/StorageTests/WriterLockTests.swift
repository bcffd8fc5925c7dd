import Foundation
import Storage
import TestSupport
import Testing

/// One writer at a time, and whoever waits is told who it is.
struct WriterLockTests {
  @Test func theSecondIsToldWhoHoldsItAndHasItWhenTheFirstEnds() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/.lock"
    var first: WriterLock? = try WriterLock(path, time: "2016-03-14T09:30:00Z", waiting: 0)
    #expect(throws: WriterLock.Failure.busy(holder: "process \(getpid()), since 2016-03-14T09:30:00Z", seconds: 0)) {
      _ = try WriterLock(path, time: "2016-03-14T09:31:00Z", waiting: 0)
    }
    withExtendedLifetime(first) {}
    first = nil
    // Another test may start a process at this moment, which holds what is open until it runs.
    _ = try WriterLock(path, time: "2016-03-14T09:32:00Z", waiting: 5)
    #expect(WriterLock.holder(path) == "a process that has not said which")
  }

  @Test func aFileThatCannotBeMadeIsSaid() throws {
    let folder = try TemporaryFolder()
    #expect {
      _ = try WriterLock(folder.path + "/nowhere/.lock", time: "", waiting: 0)
    } throws: { error in
      if case WriterLock.Failure.output(let error)? = error as? WriterLock.Failure { error.path.hasSuffix("/nowhere/.lock") } else { false }
    }
  }
}
