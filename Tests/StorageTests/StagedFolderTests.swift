import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// Runs that write one folder at one time: each is whole, none takes another's away, nothing is left.
///
/// A lock of a folder belongs to the descriptor that took it, so that threads of one process stand for processes here.
struct StagedFolderTests {
  private let place: TemporaryFolder
  private var parent: String { place.path }
  private var path: String { parent + "/M11" }

  init() throws { place = try TemporaryFolder() }

  /// Writes two files of the same contents and swaps them in.
  private func write(_ number: Int) throws {
    let folder = try StagedFolder(replacing: path)
    try folder.makeFolders(for: ["data/second"])
    for name in ["first", "data/second"] { try FileSystem.write(Array("\(number)".utf8), to: folder.stagedPath(name)) }
    try folder.commit()
  }

  private func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

  @Test func manyRunsAtOnceLeaveOneWholeFolder() throws {
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 16) { run in
      for round in 0..<40 {
        do {
          try write(run * 1000 + round)
        } catch {
          failures.withLock { $0.append("run \(run), round \(round): \(error)") }
        }
      }
    }
    #expect(failures.withLock(\.self).isEmpty, "\(failures.withLock { $0.prefix(3) })")
    #expect(try text("first") == text("data/second"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == ["M11"])
  }

  /// A run that prepares while others come and go still has its folder when it writes.
  @Test func aFolderInWorkIsNotTakenAway() throws {
    let slow = try StagedFolder(replacing: path)
    for number in 0..<5 { try write(number) }
    try FileSystem.write(Array("slow".utf8), to: slow.stagedPath("first"))
    #expect(try text("first") == "4")
    try slow.commit()
    #expect(try text("first") == "slow")
  }

  @Test func whatAKilledRunLeftIsRemovedOrUndone() throws {
    // Killed in mid-build, under a number that this process would take; and killed between the two renames of a system that cannot exchange.
    try FileManager.default.createDirectory(atPath: parent + "/.M11.building-\(getpid())-0/data", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: parent + "/.M11.previous", withIntermediateDirectories: true)
    try FileSystem.write(Array("old".utf8), to: parent + "/.M11.previous/first")
    var folder: StagedFolder? = try StagedFolder(replacing: path)
    #expect(folder != nil)
    #expect(try text("first") == "old")
    #expect(!FileManager.default.fileExists(atPath: parent + "/.M11.building-\(getpid())-0/data"))
    // A run that fails takes its own away.
    folder = nil
    #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == ["M11"])
  }

  @Test func aSharedDiskWithTheSameProcessNumberElsewhere() throws {
    let theirs = parent + "/.M11.building-\(getpid())-0"
    try FileManager.default.createDirectory(atPath: theirs, withIntermediateDirectories: true)
    let descriptor = open(theirs, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    defer { close(descriptor) }
    try write(1)
    #expect(FileManager.default.fileExists(atPath: theirs))
    #expect(try text("data/second") == "1")
  }
}
