import Foundation
import GRDB
import Storage
import TestSupport
import Testing

@testable import Releases

/// A process that ends, or a disk that is full, at any change: the archive is the old or the new one, whole, and the next run puts all in order.
struct ArchiveFaultTests {
  private func look(_ sample: ArchiveSample, _ place: Int, _ allowed: [Set<String>]) throws -> Bool {
    guard FileSystem.exists(sample.place.database), case let reader? = try? sample.reader() else { return false }
    let names = Set(try reader.releases().map(\.name.text))
    #expect(allowed.contains(names), "change \(place): \(names)")
    for name in names {
      let release = try #require(ReleaseName(name))
      #expect(try reader.figures(of: release).count == 30)
      for file in try reader.files(of: release) { #expect(try FileDigest(of: reader.object(file.sha256))?.byteCount == file.byteCount) }
    }
    let report = try sample.verify()
    #expect(report.isWhole, "change \(place): \(report.problems)")
    // A release folder is whole where there is one.
    for folder in ArchiveTogether(place: sample.place).folders() { #expect(names.contains(folder), "change \(place): \(folder) is no release") }
    return names.contains(ArchiveSample.name(2).text)
  }

  @Test(arguments: [FaultPlan.Fault.crash, .fullDisk])
  func aReleaseIsArchivedWholeOrNotAtAll(_ fault: FaultPlan.Fault) throws {
    let origin = try ArchiveSample()
    try origin.release(1)
    var place = 1
    var changes: Set<FaultPlan.Change> = []
    var oldSeen = 0
    var newSeen = 0
    while true {
      let sample = try ArchiveSample()
      _ = try Shell.run("cp -a '\(origin.folder.path)/.' '\(sample.folder.path)/'")
      let plan = FaultPlan(fault, at: place)
      FaultPlan.$current.withValue(plan) { () -> Void in
        do { try sample.release(2, packs: 8) } catch { #expect(plan.stopped != nil, "\(error)") }
      }
      let isNew = try look(sample, place, [["2010-11/M01-flex-v1"], ["2010-11/M01-flex-v1", "2010-11/M02-flex-v1"]])
      if isNew { newSeen += 1 } else { oldSeen += 1 }
      guard let stopped = plan.stopped else {
        #expect(isNew)
        break
      }
      changes.insert(stopped.change)
      // The next run succeeds and leaves nothing behind.
      if isNew { _ = try Archive(programme: sample.folder.path, time: "2026-01-02T00:00:00Z") } else { try sample.release(2, packs: 8) }
      let report = try sample.verify()
      #expect(report.isWhole && report.notes.isEmpty && report.sequence == 2, "change \(place): \(report.problems) \(report.notes)")
      #expect(FileSystem.isFolder(sample.place.release(ArchiveSample.name(2))))
      place += 1
    }
    #expect(changes.isSuperset(of: [.makeFolder, .create, .write, .sync, .rename, .mode, .commit, .committed]), "\(changes)")
    #expect(place > 100, "\(place) changes")
    #expect(oldSeen > 50 && newSeen > 4)
  }

  @Test(arguments: [FaultPlan.Fault.crash, .fullDisk])
  func theFirstReleaseToo(_ fault: FaultPlan.Fault) throws {
    var place = 1
    while true {
      let sample = try ArchiveSample()
      let plan = FaultPlan(fault, at: place)
      FaultPlan.$current.withValue(plan) { () -> Void in
        do { try sample.release(1) } catch { #expect(plan.stopped != nil, "\(error)") }
      }
      let names = (try? sample.reader())?.place != nil ? try sample.reader().releases().map(\.name.text) : []
      if names.isEmpty { try sample.release(1) } else { _ = try Archive(programme: sample.folder.path, time: "2026-01-02T00:00:00Z") }
      let report = try sample.verify()
      #expect(report.isWhole && report.notes.isEmpty && report.sequence == 1, "change \(place): \(report.problems) \(report.notes)")
      if plan.stopped == nil { break }
      place += 1
    }
    #expect(place > 60)
  }

  @Test func inputsAreTakenAwayWholeOrNotAtAll() throws {
    var place = 1
    while true {
      let sample = try ArchiveSample()
      try sample.release(1, time: "2012-01-01T00:00:00Z")
      try sample.release(2, time: "2016-01-01T00:00:00Z")
      let plan = FaultPlan(.crash, at: place)
      FaultPlan.$current.withValue(plan) { () -> Void in
        do { _ = try sample.prune(before: "2014-01-01T00:00:00Z") } catch { #expect(plan.stopped != nil, "\(error)") }
      }
      #expect(try sample.verify().isWhole, "change \(place)")
      _ = try sample.prune(before: "2014-01-01T00:00:00Z")
      let report = try sample.verify()
      #expect(report.isWhole && report.notes.isEmpty && report.sequence == 3, "change \(place): \(report.problems) \(report.notes)")
      if plan.stopped == nil { break }
      place += 1
    }
    #expect(place > 5)
  }

  /// The database and its log as they are at the moment a transaction is final, with the log cut or blanked anywhere: the old state or the new one.
  @Test func aLogThatIsCutAnywhereGivesTheOldStateOrTheNew() throws {
    let sample = try ArchiveSample()
    try sample.release(1)
    let sources = try sample.sources(2)
    let copies = sample.folder.path + "/copies"
    try FileSystem.makeFolder(copies)
    let archive = try Archive(programme: sample.folder.path, time: "2026-01-01T00:00:00Z")
    _ = try archive.append(sample.record(2, sources: sources), objects: sources, figures: ArchiveSample.figures(2)) {
      try FileSystem.write(try FileSystem.read(sample.place.database), to: copies + "/database")
      try FileSystem.write(try FileSystem.read(sample.place.log), to: copies + "/log")
    }
    let database = try FileSystem.read(copies + "/database")
    let log = try FileSystem.read(copies + "/log")
    #expect(log.count > 20_000)
    var old = 0
    var new = 0
    for step in 0...300 {
      for blanks in [false, true] {
        let trial = try ArchiveSample()
        try FileSystem.makeFolder(trial.place.objects)
        let end = log.count * step / 300
        let cut = Array(log[..<end]) + (blanks ? [UInt8](repeating: 0, count: log.count - end) : [])
        try FileSystem.write(database, to: trial.place.database)
        try FileSystem.write(cut, to: trial.place.log)
        let releases = try trial.reader().releases()
        #expect(releases.map(\.figureCount) == [30] || releases.map(\.figureCount) == [30, 30])
        if releases.count == 2 { new += 1 } else { old += 1 }
        let lines = try trial.verify().problems.filter {
          $0.text.contains("entry") && $0.text.contains("digest") || $0.text.contains("archive.sqlite:")
        }
        #expect(lines.isEmpty, "\(lines)")
      }
    }
    #expect(old > 100 && new >= 1)
  }

  @Test func partsOfABackupAreNotTakenForTheArchive() throws {
    let sample = try ArchiveSample()
    try sample.release(1)
    let older = sample.folder.path + "/older"
    _ = try Shell.run("mkdir '\(older)' && cp -a '\(sample.folder.path)/archive' '\(sample.folder.path)/releases' '\(older)/'")
    try sample.release(2)
    try sample.release(3)
    // The database alone from the backup, HEAD and release folders of today.
    _ = try Shell.run("cp -a archive newer && cp older/archive/archive.sqlite archive/", in: sample.folder.path)
    let report = try sample.verify()
    #expect(
      report.problems.contains {
        $0.text == "archive/HEAD names entry 3, and the last entry of archive/archive.sqlite is 1: the database is older than HEAD"
      })
    #expect(report.problems.contains { $0.text == "releases/2010-11/M02-flex-v1 has no entry in archive/archive.sqlite" })
    #expect(throws: ArchiveError.self) { try sample.release(4) }
    // The archive whole, release folders of today.
    _ = try Shell.run("chmod -R u+w archive && rm -r archive && cp -a older/archive .", in: sample.folder.path)
    #expect(
      try sample.verify().problems.map(\.text) == ["M02", "M03"].map { "releases/2010-11/\($0)-flex-v1 has no entry in archive/archive.sqlite" })
    #expect(throws: ArchiveError.notTogether(["M02", "M03"].map { "releases/2010-11/\($0)-flex-v1 has no entry in archive/archive.sqlite" })) {
      try sample.release(4)
    }
    // An older HEAD with the database of today.
    _ = try Shell.run("chmod -R u+w archive && rm -r archive && cp -a newer archive && cp older/archive/HEAD archive/", in: sample.folder.path)
    #expect(try !sample.verify().isWhole)
    #expect(throws: ArchiveError.self) { try sample.release(4) }
    // All of the backup: the archive of that day, whole, which goes on from there.
    _ = try Shell.run("chmod -R u+w archive releases && rm -r archive releases && cp -a older/archive older/releases .", in: sample.folder.path)
    #expect(try sample.verify().isWhole && sample.verify().sequence == 1)
    try sample.release(2)
    #expect(try sample.verify().isWhole && sample.verify().sequence == 2)
  }
}

extension ArchiveSample {
  func prune(before: String) throws -> ArchiveEntry? {
    let archive = try Archive(programme: folder.path, time: "2026-01-01T00:00:00Z")
    return try archive.prune(archive.reader.prunePlan(before: before), time: "2016-02-01T00:00:00Z")
  }
}
