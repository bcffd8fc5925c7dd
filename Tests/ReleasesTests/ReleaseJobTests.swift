import Foundation
import Glibc
import Programme
import Quantities
import Storage
import TestSupport
import Testing

@testable import Pipeline
@testable import Releases

/// A release whole: what stands in it, that it never changes, and that no crash or full disk leaves half of one.
struct ReleaseJobTests {
  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  /// Why a release folder is not whole; nothing where it is.
  private func faults(_ folder: String) throws -> [String] {
    guard let sums = readSums(try FileSystem.read(folder + "/SHA256SUMS")) else { return ["no sums"] }
    var faults: [String] = []
    for file in sums where (try? FileSystem.read(folder + "/" + file.path)).map(digestOf) != file.sha256 { faults.append(file.path) }
    let extra = Set(FileSystem.files(under: folder)).subtracting(sums.map(\.path)).subtracting(["SHA256SUMS"])
    return faults + extra.sorted()
  }

  @Test func whatStandsInARelease() throws {
    let month = try SmallMonth()
    defer { month.makeWritable() }
    try month.signByTwo()
    let released = try #require(try month.release().released)
    let folder = month.programme + "/releases/2015-16/M11-flex-v1"
    #expect(released.folder == folder)
    #expect(try faults(folder) == [])
    let files = FileSystem.files(under: folder)
    #expect(
      files == [
        "SHA256SUMS", "configuration/organisations/commissioners.csv", "configuration/organisations/providers.csv", "configuration/programme.yaml",
        "configuration/templates/theme.yaml", "gate.json", "manifest.json", "packs/SHA256SUMS", "packs/commissioners/10H/10H.html",
        "packs/commissioners/10H/figures.json", "packs/commissioners/10X/10X.html", "packs/commissioners/10X/figures.json", "packs/run.json",
        "signoffs.json",
      ])
    for path in files {
      #expect(mode(folder + "/" + path) == 0o444, "\(path)")
      #expect(mode((folder + "/" + path as NSString).deletingLastPathComponent) == 0o555, "\(path)")
    }
    for path in files where path.hasPrefix("packs/") {
      #expect(try FileSystem.read(folder + "/" + path) == FileSystem.read(month.month + "/" + path.dropFirst(6)))
    }
    let manifest = try Manifest(reading: try FileSystem.read(folder + "/manifest.json"), path: "m")
    #expect(manifest == released.manifest)
    #expect(manifest.at == "2016-03-14T12:00:00Z" && manifest.as_at == "2016-03-14" && manifest.reason == nil && manifest.previous == "")
    #expect(manifest.options == Manifest.Options(period: "2015-16/M11", cut: "flex", as_at: "2016-03-14", formats: ["html"]))
    #expect(manifest.inputs.map(\.path) == SmallMonth.inputs)
    #expect(manifest.inputs[0].kind == "slam" && manifest.inputs[0].sha256 == digestOf(Array("rows of \(SmallMonth.inputs[0])\n".utf8)))
    #expect(manifest.versions.libraries == [.init(name: "libcairo2", version: "1")])
    #expect(manifest.packs.count == 6 && manifest.configuration.count == 4)
    let text =
      "position/10H/ALL/ytd_actual\t5.00\tGBP\nposition/10H/RQM/ytd_plan\tnot sent\tGBP\nposition/10X/ALL/ytd_actual\t5.00\tGBP\nposition/10X/RQM/ytd_plan\tnot sent\tGBP\n"
    #expect(manifest.figures == Manifest.Figures(count: 4, sha256: digestOf(Array(text.utf8))))
    // Sorted keys, so that the same values have the same bytes.
    #expect(try canonicalJSON(manifest) == FileSystem.read(folder + "/manifest.json"))
    let gate = try JSONDecoder().decode(GateAnswer.self, from: Data(try FileSystem.read(folder + "/gate.json")))
    #expect(gate.opens && gate.conditions.count == ReleaseCondition.ID.allCases.count)
    let signOffs = try JSONDecoder().decode([SignOff].self, from: Data(try FileSystem.read(folder + "/signoffs.json")))
    #expect(signOffs.map(\.name) == ["Ann", "Len"])
    // Inputs are kept by their digest, and the sign-offs are used up.
    for input in manifest.inputs { #expect(FileSystem.exists(month.programme + "/archive/objects/" + input.sha256)) }
    #expect(try Approvals(programme: month.programme, period: month.period, cut: .flex).read() == [])
  }

  @Test func theGateSaysNoAndNothingIsMade() throws {
    let month = try SmallMonth()
    let outcome = try month.release()
    #expect(outcome.released == nil && !outcome.gate.opens)
    #expect(FileSystem.names(in: month.programme + "/releases") == [".lock"])
    #expect(FileSystem.names(in: month.programme + "/archive/entries") == [])
  }

  @Test func aCorrectionIsTheNextVersionAndTheFirstStays() throws {
    let month = try SmallMonth()
    defer { month.makeWritable() }
    try month.signByTwo()
    let first = try #require(try month.release().released)
    let before = try FolderPrint(first.folder)
    // The sign-offs of the first do not serve for the second.
    try month.build("second")
    #expect(try month.release("again").released == nil)
    try month.sign("Ann", .analyst, reason: "again")
    try month.sign("Len", .lead, reason: "again")
    #expect(try month.release().gate.conditions.first { $0.id == .version }?.state == .failed)
    let second = try #require(try month.release("RQM sent its return again").released)
    #expect(second.manifest.release == "2015-16/M11-flex-v2")
    #expect(second.manifest.reason == "RQM sent its return again" && second.manifest.replaces == "2015-16/M11-flex-v1")
    #expect(second.manifest.previous == first.entry.hash && second.entry.previous == first.entry.hash)
    #expect(try FolderPrint(first.folder) == before)
    #expect(try faults(second.folder) == [])
    #expect(releases(of: month.programme).map(\.text) == ["2015-16/M11-flex-v1", "2015-16/M11-flex-v2"])
  }

  @Test func twoRunsAtOnceMakeOneRelease() throws {
    let month = try SmallMonth()
    defer { month.makeWritable() }
    try month.signByTwo()
    let held = try ReleaseLock(programme: month.programme, clock: .noon(of: SmallMonth.releaseDay))
    do {
      _ = try ReleaseLock(programme: month.programme, clock: .noon(of: SmallMonth.releaseDay), patience: 0)
      Issue.record("two hold the lock")
    } catch {
      guard case .busy(let holder) = error else { throw error }
      #expect(holder == "process \(getpid()), since 2016-03-14T12:00:00Z")
    }
    withExtendedLifetime(held) {}
  }

  /// What is seen of the releases, whole: names, entries and bytes.
  private func seen(_ month: SmallMonth) throws -> (releases: [String], entries: Int) {
    let names = releases(of: month.programme).map(\.text)
    for name in names { #expect(try faults(month.programme + "/releases/" + name) == [], "\(name)") }
    for name in names {
      let folder = month.programme + "/releases/" + name
      for path in FileSystem.files(under: folder) { #expect(mode(folder + "/" + path) == 0o444) }
    }
    return (names, FileSystem.names(in: month.programme + "/archive/entries").filter { !$0.hasSuffix(".new") }.count)
  }

  /// The second release of a month is made with the process killed, or the disk full, at each of its changes of the disk.
  @Test(arguments: [FaultPlan.Fault.crash, .fullDisk])
  func atEveryChangeOfTheDiskThereIsTheOldOrTheNew(_ fault: FaultPlan.Fault) throws {
    var place = 1
    var changes: Set<FaultPlan.Change> = []
    let month = try SmallMonth()
    defer { month.makeWritable() }
    try month.signByTwo()
    _ = try month.release()
    let first = try FolderPrint(month.programme + "/releases/2015-16/M11-flex-v1")
    try month.build("second")
    try month.sign("Ann", .analyst)
    try month.sign("Len", .lead)
    let start = try FolderPrint(month.programme)
    var finished = false
    while !finished {
      let plan = FaultPlan(fault, at: place)
      var thrown: (any Error)?
      FaultPlan.$current.withValue(plan) { () -> Void in
        do { _ = try month.release("corrected") } catch { thrown = error }
      }
      finished = plan.stopped == nil
      if let stopped = plan.stopped {
        changes.insert(stopped.change)
        #expect(thrown != nil || fault == .fullDisk, "change \(place) was passed over")
      }
      let after = try seen(month)
      // At no moment is there half a release, nor is the old one touched; a release has its entry before its name.
      #expect(after.releases == ["2015-16/M11-flex-v1"] || after.releases == ["2015-16/M11-flex-v1", "2015-16/M11-flex-v2"], "change \(place)")
      #expect(after.entries == after.releases.count || (after.entries == 2 && after.releases.count == 1), "change \(place): \(after)")
      #expect(try FolderPrint(month.programme + "/releases/2015-16/M11-flex-v1") == first, "change \(place)")
      // The next run completes it, or makes it anew; where it was complete but for its sign-offs, there is nothing left to release.
      if after.entries == 1 {
        let next = try month.release("corrected")
        #expect(next.released?.manifest.release == "2015-16/M11-flex-v2", "change \(place): \(next.gate)")
      } else {
        let next = try month.release("corrected")
        #expect(next.released == nil, "change \(place): released twice")
      }
      let whole = try seen(month)
      #expect(whole.releases == ["2015-16/M11-flex-v1", "2015-16/M11-flex-v2"] && whole.entries == 2, "change \(place)")
      #expect(FileSystem.names(in: month.programme + "/releases/2015-16") == ["M11-flex-v1", "M11-flex-v2"], "change \(place) left something")
      try start.restore(month.programme)
      place += 1
    }
    #expect(changes.isSuperset(of: [.makeFolder, .create, .write, .sync, .rename, .mode, .remove]), "\(changes)")
    #expect(place > 100, "only \(place) changes")
  }

  /// The releases that the archive has; it is closed when this returns.
  private func archived(_ month: SmallMonth) throws -> [String] {
    try openArchive(month.programme, clock: month.request().clock).reader.releases().map(\.name.text)
  }

  /// The same with the real archive, whose objects, transaction and HEAD are changes of the disk too.
  @Test(arguments: [FaultPlan.Fault.crash, .fullDisk])
  func withTheArchiveTooThereIsTheOldOrTheNew(_ fault: FaultPlan.Fault) throws {
    var place = 1
    var changes: Set<FaultPlan.Change> = []
    let month = try SmallMonth()
    defer { month.makeWritable() }
    func release(_ reason: String?) throws -> ReleaseOutcome {
      let request = month.request(reason)
      return try releaseJob(request, leaks: { _, _, _ in [] }) { try openArchive(request.run.programme, clock: request.clock) }
    }
    try month.signByTwo()
    #expect(try release(nil).released != nil)
    let first = try FolderPrint(month.programme + "/releases/2015-16/M11-flex-v1")
    try month.build("second")
    try month.signByTwo()
    let start = try FolderPrint(month.programme)
    var finished = false
    while !finished {
      let plan = FaultPlan(fault, at: place)
      FaultPlan.$current.withValue(plan) { () -> Void in
        do { _ = try release("corrected") } catch { #expect(plan.stopped != nil, "\(error)") }
      }
      finished = plan.stopped == nil
      if let stopped = plan.stopped { changes.insert(stopped.change) }
      let names = releases(of: month.programme).map(\.text)
      #expect(names == ["2015-16/M11-flex-v1"] || names == ["2015-16/M11-flex-v1", "2015-16/M11-flex-v2"], "change \(place): \(names)")
      for name in names { #expect(try faults(month.programme + "/releases/" + name) == [], "change \(place), \(name)") }
      #expect(try FolderPrint(month.programme + "/releases/2015-16/M11-flex-v1") == first, "change \(place)")
      // The next run makes it, or finds that it is made: then the sign-offs, which are for that version, open nothing more.
      let next = try release("corrected")
      #expect(next.released != nil || next.gate.release == "2015-16/M11-flex-v3", "change \(place): \(next.gate)")
      #expect(try archived(month) == ["2015-16/M11-flex-v1", "2015-16/M11-flex-v2"], "change \(place)")
      #expect(FileSystem.names(in: month.programme + "/releases/2015-16") == ["M11-flex-v1", "M11-flex-v2"], "change \(place) left something")
      #expect(try faults(month.programme + "/releases/2015-16/M11-flex-v2") == [], "change \(place)")
      place += 1
      try start.restore(month.programme)
    }
    #expect(changes == Set(FaultPlan.Change.allCases), "\(changes)")
    #expect(place > 100, "only \(place) changes")
  }

  /// Likewise for a sign-off: the old list or the new one.
  @Test(arguments: [FaultPlan.Fault.crash, .fullDisk])
  func aSignOffIsKeptWholeOrNotAtAll(_ fault: FaultPlan.Fault) throws {
    let month = try SmallMonth()
    try month.sign("Ann", .analyst)
    let approvals = Approvals(programme: month.programme, period: month.period, cut: .flex)
    var place = 1
    while true {
      let plan = FaultPlan(fault, at: place)
      FaultPlan.$current.withValue(plan) { () -> Void in
        do { try month.sign("Len", .lead) } catch { #expect(plan.stopped != nil, "\(error)") }
      }
      let names = try approvals.read().map(\.name)
      #expect(names == ["Ann"] || names == ["Ann", "Len"], "change \(place)")
      guard plan.stopped != nil else { break }
      try month.sign("Len", .lead)
      #expect(try month.gate().opens)
      try approvals.clear()
      try month.sign("Ann", .analyst)
      place += 1
    }
    #expect(place > 5)
  }

  @Test func whatChangesWhileItIsReleasedIsNotReleased() throws {
    let month = try SmallMonth()
    defer { month.makeWritable() }
    try month.signByTwo()
    // Between the gate, which runs the leak test last of what it reads, and the copy.
    do {
      _ = try releaseJob(
        month.request(),
        leaks: { folder, _, _ in
          try FileSystem.write(Array("swapped".utf8), to: folder + "/commissioners/10H/10H.html")
          return []
        }
      ) { try FolderArchive(programme: month.programme) }
      Issue.record("it was released")
    } catch {
      guard case .release(.changed(let path)) = error else { throw error }
      #expect(path.hasSuffix("10H.html"))
    }
    #expect(releases(of: month.programme).isEmpty)
    #expect(FileSystem.names(in: month.programme + "/releases/2015-16") == [])
  }

  @Test func theManifestsPackagesAreThePinnedOnes() throws {
    struct Resolved: Decodable {
      struct Pin: Decodable {
        struct State: Decodable { var version: String }
        var identity: String
        var state: State
      }
      var pins: [Pin]
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let resolved = try JSONDecoder().decode(Resolved.self, from: Data(contentsOf: root.appendingPathComponent("Package.resolved")))
    #expect(resolved.pins.map { "\($0.identity) \($0.state.version)" }.sorted() == pinnedPackages.map { "\($0.name) \($0.version)" }.sorted())
  }

  @Test func libraryVersionsAreReadFromThePackageManagersList() {
    let status = """
      Package: libcairo2
      Status: install ok installed
      Description: a
       Package: libssl3
      Version: 1.16.0-7

      Package: libssl3
      Status: deinstall ok config-files
      Version: 3.0

      Package: other
      Status: install ok installed
      Version: 1

      Package: zlib1g
      Status: install ok installed
      Version: 1:1.2.13
      """
    #expect(
      debianLibraries(Array(status.utf8)) == [.init(name: "libcairo2", version: "1.16.0-7"), .init(name: "zlib1g", version: "1:1.2.13")])
    #expect(debianLibraries([]) == [])
    let then = SoftwareVersions(program: "1", packages: [.init(name: "yams", version: "6")], libraries: [.init(name: "libcairo2", version: "1")])
    let now = SoftwareVersions(program: "2", packages: [.init(name: "yams", version: "7")], libraries: [])
    #expect(
      now.differences(from: then) == ["outturn: 1 then, 2 now", "Swift package yams: 6 then, 7 now", "library libcairo2: 1 then, none now"])
    #expect(now.differences(from: now).isEmpty)
  }

  @Test func aManifestOfALaterFormatIsRefusedByName() throws {
    let text = "{\"format\":2,\"versions\":{\"program\":\"3.1.0\",\"packages\":[],\"libraries\":[]}}"
    do {
      _ = try Manifest(reading: Array(text.utf8), path: "m")
      Issue.record("it was read")
    } catch {
      guard case .damaged(_, let reason) = error else { throw error }
      #expect(reason == "it has format 2, and this version reads up to 1: use outturn 3.1.0")
    }
  }
}

/// Every file of a folder with its bytes and mode, to compare and to put back.
struct FolderPrint: Equatable {
  private struct File: Equatable {
    var bytes: [UInt8]
    var mode: mode_t
  }
  private var files: [String: File] = [:]

  init(_ folder: String) throws {
    for path in FileSystem.files(under: folder) where !path.hasSuffix(".lock") {
      var status = stat()
      guard stat(folder + "/" + path, &status) == 0 else { continue }
      files[path] = File(bytes: try FileSystem.read(folder + "/" + path), mode: status.st_mode & 0o777)
    }
  }

  /// Makes the folder what it was.
  func restore(_ folder: String) throws {
    try FileSystem.remove(folder + "/releases/2015-16/M11-flex-v2")
    let now = try FolderPrint(folder)
    for path in now.files.keys where files[path] == nil { try FileSystem.remove(folder + "/" + path) }
    for (path, file) in files where now.files[path] != file {
      try FileSystem.makeFolder((folder + "/" + path as NSString).deletingLastPathComponent)
      try FileSystem.write(file.bytes, to: folder + "/" + path)
    }
  }
}
