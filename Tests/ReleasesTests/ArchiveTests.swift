import Crypto
import Foundation
import GRDB
import Quantities
import Storage
import TestSupport
import Testing

@testable import Releases

/// What is kept is found again, and nothing that is kept can be changed.
struct ArchiveTests {
  private let sample: ArchiveSample

  init() throws { sample = try ArchiveSample() }

  @Test func aReleaseIsFoundAgain() throws {
    let first = try sample.release(1)
    let second = try sample.release(2)
    #expect(first.sequence == 1 && first.previous == "")
    #expect(second.sequence == 2 && second.previous == first.hash)
    let reader = try sample.reader()
    #expect(try reader.releases().map(\.name.text) == ["2010-11/M01-flex-v1", "2010-11/M02-flex-v1"])
    #expect(try reader.releases().map(\.figureCount) == [30, 30])
    let figures = try reader.figures(of: ArchiveSample.name(2))
    #expect(figures.count == 30)
    #expect(figures["position/10H/R7/ytd_variance"] == ArchivedFigure(id: "position/10H/R7/ytd_variance", value: "-2007.25", unit: "GBP"))
    let history = try reader.history(of: "position/10H/R7/ytd_variance")
    #expect(history.map(\.figure.value) == ["-1007.25", "-2007.25"])
    #expect(history.map(\.name.text) == ["2010-11/M01-flex-v1", "2010-11/M02-flex-v1"])
    #expect(try reader.history(of: "position/none").isEmpty)
    let files = try reader.files(of: ArchiveSample.name(1))
    #expect(files.count == 8)
    let pack = try #require(files.first { $0.path == "packs/commissioners/10H/2.html" })
    #expect(try FileSystem.read(reader.object(pack.sha256)) == Array("pack 1 2\n".utf8))
    let report = try sample.verify()
    #expect(report.isWhole && report.notes.isEmpty, "\(report.problems) \(report.notes)")
    #expect(report.sequence == 2 && report.hash == second.hash)
    #expect(report.checks.first { $0.what == "figures" }?.count == 60)
    #expect(try sample.verify(ArchiveSample.name(1)).checks.first { $0.what == "figures" }?.count == 30)
  }

  @Test func aReleaseIsKeptOnce() throws {
    try sample.release(1)
    let before = try FileSystem.read(sample.place.database)
    #expect(throws: ArchiveError.exists(ArchiveSample.name(1))) {
      let archive = try Archive(programme: sample.folder.path, time: "2026-01-01T00:00:00Z")
      _ = try archive.append(sample.record(1, sources: try sample.sources(1)), objects: try sample.sources(1), figures: []) {}
    }
    #expect(try FileSystem.read(sample.place.database) == before)
    #expect(try sample.verify().isWhole)
  }

  @Test func bytesThatChangedSinceTheyWereJudgedAreRefused() throws {
    var sources = try sample.sources(1)
    let record = sample.record(1, sources: sources)
    try FileSystem.write(Array("pack 1 9\n".utf8), to: sources[0].source)
    let archive = try Archive(programme: sample.folder.path, time: "2026-01-01T00:00:00Z")
    #expect(throws: ArchiveError.self) { _ = try archive.append(record, objects: sources, figures: []) {} }
    #expect(try archive.head() == "")
    sources[0].path = "packs/../../x"
    #expect(throws: ArchiveError.unfit("the path “packs/../../x”")) { _ = try archive.append(record, objects: sources, figures: []) {} }
  }

  @Test(arguments: [
    "UPDATE figure SET value = '0'", "DELETE FROM figure", "UPDATE entry SET at = ''", "DELETE FROM entry", "DELETE FROM release_file",
    "DELETE FROM object",
    "UPDATE figure_name SET text = 'x'", "DELETE FROM release", "INSERT OR REPLACE INTO figure SELECT release, name, '0', unit FROM figure",
    "INSERT OR REPLACE INTO object SELECT sha256, 0 FROM object", "INSERT OR REPLACE INTO figure_name SELECT id, 'x' || text FROM figure_name",
    "INSERT INTO entry SELECT seq + 2, kind, name, at, payload, hash, 'x', NULL, NULL FROM entry",
    "INSERT OR REPLACE INTO entry SELECT seq, kind, name, at, payload, previous, 'x', NULL, NULL FROM entry",
  ])
  func theDatabaseRefusesEveryChange(_ statement: String) throws {
    try sample.release(1)
    let queue = try DatabaseQueue(path: sample.place.database)
    #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: statement) } }
  }

  @Test func theSecondWriterWaitsAndIsToldWhoHasIt() throws {
    let first = try Archive(programme: sample.folder.path, time: "2016-03-14T09:30:00Z")
    let began = ContinuousClock.now
    #expect(throws: ArchiveError.busy(holder: "process \(getpid()), since 2016-03-14T09:30:00Z", seconds: 1)) {
      _ = try Archive(programme: sample.folder.path, time: "2016-03-14T09:31:00Z", waiting: 1)
    }
    #expect(ContinuousClock.now - began >= .seconds(1))
    _ = try first.head()
  }

  @Test func twoWritersAtOnceMakeOneChain() async throws {
    let path = sample.folder.path
    let records = try (1...8).map { number in
      // The sources' bytes are the same folder's, so each writer gets a copy of its own.
      let sources = try sample.sources(number).map { source in
        var copy = source
        copy.source += ".\(number)"
        try FileSystem.write(try FileSystem.read(source.source), to: copy.source)
        return copy
      }
      return (sample.record(number, sources: sources), sources)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (record, sources) in records {
        group.addTask {
          let archive = try Archive(programme: path, time: "2026-01-01T00:00:00Z", waiting: 60)
          _ = try archive.append(record, objects: sources, figures: ArchiveSample.figures(record.name.period.month)) {}
        }
      }
      try await group.waitForAll()
    }
    // The folders were not made: the archive has every file, and says which are missing.
    let report = try sample.verify()
    #expect(report.sequence == 8)
    #expect(
      report.problems.count == 8 && report.problems.allSatisfy { $0.text.hasSuffix("is missing; the archive has its files") }, "\(report.problems)")
  }

  @Test func aSignedArchiveIsOfItsKeyAlone() throws {
    let key = SigningKey(Curve25519.Signing.PrivateKey())
    try sample.release(1, signer: key)
    try sample.release(2, signer: key)
    #expect(try sample.verify(keys: [key.publicKey]).isWhole)
    #expect(try sample.verify().checks.contains { $0.what == "signatures" && $0.count == 2 })
    let other = SigningKey(Curve25519.Signing.PrivateKey())
    #expect(try sample.verify(keys: [other.publicKey]).firstBadEntry == 1)
    try sample.release(3)
    #expect(try sample.verify(keys: [key.publicKey]).firstBadEntry == 3)
    #expect(try sample.verify().isWhole)
  }

  @Test func aProgrammeThatBeganToSignStaysWithIt() throws {
    let key = SigningKey(Curve25519.Signing.PrivateKey())
    func verify() throws -> ArchiveReport {
      try ArchiveVerification(programme: sample.folder.path, trust: .sinceAdopted([key.publicKey])).run()
    }
    try sample.release(1)
    let unsigned = try verify()
    #expect(unsigned.problems.map(\.text) == ["no entry is signed with one of archive_keys in programme.yaml"])
    try sample.release(2, signer: key)
    let begun = try verify()
    #expect(begun.isWhole && begun.notes.contains("entries 1 to 1 are older than the first signature; the chain brings them under it"), "\(begun)")
    try sample.release(3)
    #expect(try verify().problems.map(\.text) == ["entry 3 is not signed"])
  }

  @Test func aKeyIsAskedForWhereTheProgrammeGivesSome() throws {
    let file = sample.folder.path + "/key.pem"
    let der = try Shell.run(
      "openssl genpkey -algorithm ed25519 -out '\(file)' && openssl pkey -in '\(file)' -pubout -outform DER | base64 -w0"
    ).trimmingCharacters(in: .whitespacesAndNewlines)
    let other = SigningKey(Curve25519.Signing.PrivateKey()).publicKey
    #expect(try SigningKey.signer(file: nil, among: []) == nil)
    // The 44 bytes that OpenSSL writes name the same key as the 32 in them.
    #expect(try SigningKey.signer(file: file, among: [other, der]) != nil)
    #expect(try SigningKey.signer(file: file, among: []) != nil)
    #expect(
      throws: ArchiveError.key("programme.yaml gives archive_keys, so that each entry is signed: name the private key with --signing-key FILE")
    ) { _ = try SigningKey.signer(file: nil, among: [der]) }
    #expect(throws: ArchiveError.key("\(file) is not the private half of one of archive_keys in programme.yaml")) {
      _ = try SigningKey.signer(file: file, among: [other])
    }
  }

  @Test func aKeyFileOfOpenSSLIsRead() throws {
    let file = sample.folder.path + "/key.pem"
    let made = try Shell.run(
      "openssl genpkey -algorithm ed25519 -out '\(file)' && openssl pkey -in '\(file)' -pubout -outform DER | tail -c 32 | base64")
    #expect(try SigningKey(file: file).publicKey == made.trimmingCharacters(in: .whitespacesAndNewlines))
    try Data("no key".utf8).write(to: URL(fileURLWithPath: file))
    #expect(throws: ArchiveError.self) { _ = try SigningKey(file: file) }
  }

  @Test func withoutAnArchiveThereIsNothingToRead() throws {
    #expect(throws: ArchiveError.missing(programme: sample.folder.path)) { _ = try sample.reader() }
    #expect(throws: ArchiveError.missing(programme: sample.folder.path)) { _ = try sample.verify() }
    try FileSystem.makeFolder(sample.folder.path + "/releases/2015-16/M11-flex-v1")
    #expect(try !sample.verify().isWhole)
    #expect(throws: ArchiveError.self) { try sample.release(1) }
  }
}

/// A shell of the system, for what other tools say.
enum Shell {
  struct Failed: Error { let status: Int32, output: String }

  static func run(_ script: String, in folder: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-euo", "pipefail", "-c", script]
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
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
