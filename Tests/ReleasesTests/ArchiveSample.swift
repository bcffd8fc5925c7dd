import Extracts
import Glibc
import Storage
import TestSupport

@testable import Releases

/// A programme folder with releases of made-up bytes, written the way the release job writes them.
struct ArchiveSample {
  let folder: TemporaryFolder
  var place: ArchivePlace { ArchivePlace(programme: folder.path) }

  init() throws { folder = try TemporaryFolder() }

  static func name(_ number: Int) -> ReleaseName {
    ReleaseName(
      "20\(10 + (number - 1) / 12)-\(11 + (number - 1) / 12)/M\(number % 12 < 10 && number % 12 > 0 ? "0" : "")\(number % 12 == 0 ? 12 : number % 12)-flex-v1"
    )!
  }

  static func figures(_ number: Int, count: Int = 30) -> [ArchivedFigure] {
    (0..<count).map { ArchivedFigure(id: "position/10H/R\($0)/ytd_variance", value: "-\(number * 1000 + $0).25", unit: "GBP") }
  }

  /// The files of a release: one input of its own, one that all share, packs, configuration and record.
  func sources(_ number: Int, packs: Int = 4) throws -> [ObjectSource] {
    var files: [(ObjectSource.Role, String, String)] = (0..<packs).map { (.pack, "packs/commissioners/10H/\($0).html", "pack \(number) \($0)\n") }
    files += [
      (.input, "inputs/extracts/slam/own.csv", "patient,\(number)\n"), (.input, "inputs/extracts/slam/shared.csv", "patient,shared\n"),
      (.configuration, "configuration/programme.yaml", "name: sample\n"), (.record, "manifest.json", "{\"release\": \(number)}\n"),
    ]
    return try files.map { role, path, text in
      let source = folder.path + "/kept/" + path
      try FileSystem.makeFolder(String(source[..<source.lastIndex(of: "/")!]))
      let bytes = Array(text.utf8)
      // Made without the seam, which is for what the archive writes.
      try FaultPlan.$current.withValue(nil) { try FileSystem.write(bytes, to: source) }
      return ObjectSource(role: role, path: path, source: source, sha256: digestOf(bytes), byteCount: bytes.count)
    }
  }

  func record(_ number: Int, sources: [ObjectSource], time: String? = nil) -> ReleaseRecord {
    ReleaseRecord(
      name: Self.name(number), time: time ?? "20\(10 + number / 12)-0\(number % 9 + 1)-14T09:30:00Z",
      manifestSHA256: sources.first { $0.path == "manifest.json" }!.sha256)
  }

  /// Releases a month: stages its folder, read-only, and gives it its place when its entry is final.
  @discardableResult
  func release(_ number: Int, packs: Int = 4, time: String? = nil, signer: SigningKey? = nil, waiting: Int = 5) throws -> ArchiveEntry {
    let archive = try Archive(programme: folder.path, time: "2026-01-01T00:00:00Z", waiting: waiting, signer: signer)
    return try release(number, in: archive, packs: packs, time: time)
  }

  @discardableResult
  func release(_ number: Int, in archive: Archive, packs: Int = 4, time: String? = nil) throws -> ArchiveEntry {
    let sources = try sources(number, packs: packs)
    let files = sources.filter { $0.role != .input }
    let staged = try StagedFolder(replacing: place.release(Self.name(number)))
    try staged.makeFolders(for: files.map(\.path))
    for file in files { try FileSystem.write(try FileSystem.read(file.source), to: staged.stagedPath(file.path)) }
    let sums = ReleaseFolder.sumsText(files.map { ($0.path, $0.sha256) })
    try FileSystem.write(Array(sums.utf8), to: staged.stagedPath("SHA256SUMS"))
    try FileSystem.makeReadOnly(staged.stagedPath("."))
    return try archive.append(record(number, sources: sources, time: time), objects: sources, figures: Self.figures(number)) { try staged.commit() }
  }

  func verify(_ name: ReleaseName? = nil, keys: [String] = []) throws -> ArchiveReport {
    try ArchiveVerification(programme: folder.path, trust: .always(keys)).run(only: name)
  }

  func reader() throws -> ArchiveReader { try ArchiveReader(programme: folder.path) }

  /// Every file under the archive and releases, for tests that damage them.
  func files() -> [String] {
    ["archive", "releases"].flatMap { part in FileSystem.files(under: folder.path + "/" + part).map { part + "/" + $0 } }
      .filter { !$0.hasSuffix(".lock") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
  }
}
