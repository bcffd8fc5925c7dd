import GRDB
import Glibc
import Storage

/// Whose signatures a verification asks for.
package struct KeyTrust: Sendable, Hashable {
  /// Public keys, 32 bytes in base64.
  let keys: Set<String>
  /// Whether entries before the first signed one may do without: the chain brings them under its signature.
  let mayBeginUnsigned: Bool

  /// Signatures that there are must fit, and none is asked for.
  package static let anyone = KeyTrust(keys: [], mayBeginUnsigned: true)

  /// Every entry is signed with one of these keys, in base64; with none, as `anyone`.
  package static func always(_ keys: [String]) -> KeyTrust { KeyTrust(keys: Set(keys.map(SigningKey.inOneForm)), mayBeginUnsigned: false) }

  /// From some entry on each is signed with one of these keys, as where a programme began to sign; with none, as `anyone`.
  package static func sinceAdopted(_ keys: [String]) -> KeyTrust { KeyTrust(keys: Set(keys.map(SigningKey.inOneForm)), mayBeginUnsigned: true) }
}

/// Reads everything that the archive keeps and says what is not as it was kept.
///
/// Nothing rests on one look: the chain's hashes cover what each entry says of its figures and files by digest, the digests are worked out anew from the rows,
/// every object and release file is read, the database is checked by SQLite and against the schema, and HEAD's seal covers each byte of its file, unused ones too.
package struct ArchiveVerification {
  let place: ArchivePlace
  let format: ArchiveFormat
  let trust: KeyTrust

  /// Prepares a verification.
  package init(programme: String, trust: KeyTrust = .anyone) { self.init(programme: programme, trust: trust, format: .current) }

  init(programme: String, trust: KeyTrust, format: ArchiveFormat) {
    place = ArchivePlace(programme: programme)
    self.trust = trust
    self.format = format
  }

  /// Reads it all, or the whole chain and one release.
  ///
  /// - Parameter progress: what is being read, how much is done and of how much.
  /// - Throws: `ArchiveError` when there is no archive, it is of another format, or a writer does not come to its end.
  package func run(only: ReleaseName? = nil, progress: (String, Int, Int) -> Void = { _, _, _ in }) throws(ArchiveError) -> ArchiveReport {
    guard FileSystem.exists(place.database) else {
      let folders = ArchiveTogether(place: place).folders()
      guard FileSystem.exists(place.head) || !folders.isEmpty else { throw .missing(programme: place.programme) }
      var report = ArchiveReport()
      report.problem(
        nil,
        "archive/archive.sqlite is missing, and there are \(folders.isEmpty ? "archive/HEAD" : folders.map { "releases/" + $0 }.joined(separator: ", "))"
      )
      return report
    }
    return try archiveErrors {
      var report = ArchiveReport()
      // No writer while HEAD, the database's file and the lists of files are looked at and the reading begins; after that it sees the database of that moment.
      let quiet = try QuietMoment(place)
      var state = ArchiveFiles(place)
      progress("database", 0, 1)
      state.isAsSealed = state.head?.seal.map { FileDigest(of: place.database) == $0 }
      do {
        let queue = try ArchiveReader.open(place)
        try queue.read { db in
          let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
          if found > format.number && state.isAsSealed != false { throw ArchiveError.newerFormat(found: found, known: format.number) }
          if found < format.number && state.isAsSealed != false { throw ArchiveError.olderFormat(found: found, current: format.number) }
          quiet.end()
          try check(db, state, only: only, &report, progress)
        }
      } catch let error as ArchiveError {
        guard case .damaged(let what) = error else { throw error }
        report.problem(nil, "archive/\(what)")
      } catch let error as DatabaseError {
        report.problem(nil, "archive/archive.sqlite cannot be read: \(error.message ?? "\(error)")")
      } catch let error as RowDecodingError {
        report.problem(nil, "archive/archive.sqlite cannot be read: \(error)")
      }
      // Between an entry and its HEAD the file is as the last one sealed it or later.
      let isUnfinished = report.sequence > 0 && state.head?.sequence == report.sequence &- 1
      if state.isAsSealed == false && !isUnfinished {
        report.problem(nil, "archive/archive.sqlite does not have the bytes that archive/HEAD seals")
      }
      report.problems.sort { ($0.entry ?? .max) < ($1.entry ?? .max) }
      return report
    }
  }

  private func check(
    _ db: Database, _ state: ArchiveFiles, only: ReleaseName?, _ report: inout ArchiveReport, _ progress: (String, Int, Int) -> Void
  ) throws {
    try checkDatabase(db, &report)
    try EntryCheck(trust: trust, format: format).run(db, only: only, &report, progress)
    try checkHead(db, state, &report)
    try ObjectCheck(place: place).run(db, state, only: only, &report, progress)
    try checkFolders(db, state, only: only, &report, progress)
    for name in state.foreign { report.problem(nil, "archive/\(name) is no part of the archive") }
    report.notes += state.leftovers.map { "archive/\($0) was left by a run that ended early; the next release takes it away" }
  }

  private func checkDatabase(_ db: Database, _ report: inout ArchiveReport) throws {
    for line in try String.fetchAll(db, sql: "PRAGMA integrity_check") where line != "ok" { report.problem(nil, "archive/archive.sqlite: \(line)") }
    let expected = try Set(format.schema())
    let found = try Set(ArchiveFormat.schema(of: db))
    for line in expected.subtracting(found).union(found.subtracting(expected)).sorted() {
      report.problem(nil, "archive/archive.sqlite: its tables are not those of format \(format.number): \(line.prefix { $0 != "(" && $0 != "\n" })")
    }
    for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
      let table = row.optionalText("table") ?? ""
      report.problem(nil, "archive/archive.sqlite: a row of \(table) names a \(row.optionalText("parent") ?? "") that is not there")
    }
    report.checks.append(.init(what: "database", count: 1, words: "SQLite's own check, tables, references, every byte of the file against HEAD"))
  }

  private func checkHead(_ db: Database, _ state: ArchiveFiles, _ report: inout ArchiveReport) throws {
    if state.headIsBroken {
      report.problem(nil, "archive/HEAD is not as one is written")
    } else {
      for line in try ArchiveTogether(place: place).problems(head: state.head, folders: state.folders, db) { report.problem(nil, line) }
      if (state.head?.sequence ?? 0) == report.sequence &- 1 {
        report.notes.append("entry \(report.sequence) is final and its run ended before HEAD; the next release puts it right")
      } else if let head = state.head, head.seal == nil {
        report.notes.append("archive/HEAD does not seal the database's file, which was being read; the next release seals it")
      }
    }
    report.checks.append(.init(what: "HEAD", count: 1, words: "names the last entry"))
  }

  private func checkFolders(
    _ db: Database, _ state: ArchiveFiles, only: ReleaseName?, _ report: inout ArchiveReport, _ progress: (String, Int, Int) -> Void
  ) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT id, name, manifest FROM release ORDER BY id")
    var count = 0
    for (index, row) in rows.enumerated() {
      guard let text = row.optionalText("name"), let name = ReleaseName(text), only == nil || only == name, let sequence = row.optionalInteger("id")
      else { continue }
      progress("release folders", index, rows.count)
      guard FileSystem.isFolder(place.release(name)) else {
        if sequence == report.sequence && (state.head?.sequence ?? 0) < sequence {
          report.notes.append("\(name.folder) is released and has no folder yet; the next release makes it of the archive's objects")
        } else {
          report.problem(sequence, "\(name.folder) is missing; the archive has its files")
        }
        continue
      }
      let files: [ReleaseFile]
      do { files = try ArchiveReader.files(of: name, db) } catch {
        report.problem(sequence, "the files of \(name.text) cannot be listed: \(error)")
        continue
      }
      let check = ReleaseFolderCheck(path: place.release(name), shown: name.folder)
      for problem in check.problems(files: files, manifest: row.optionalText("manifest") ?? "") { report.problem(sequence, problem) }
      count += files.count { $0.role != .input } + 1
    }
    for leftover in state.staged { report.notes.append("releases/\(leftover) was left by a run that ended early; the next release takes it away") }
    report.checks.append(.init(what: "files of release folders", count: count, words: "bytes, SHA256SUMS, modes, nothing else beside them"))
  }
}

/// What stands in `archive/` and `releases/` at the moment a verification begins.
struct ArchiveFiles {
  var head: ArchiveHead?
  var headIsBroken = false
  /// Whether the database's file is as HEAD seals it; nil where HEAD seals nothing.
  var isAsSealed: Bool?
  let folders: [String]
  let staged: [String]
  let objects: [String]
  let foreign: [String]
  let leftovers: [String]

  init(_ place: ArchivePlace) {
    do { head = try ArchiveHead.read(place) } catch { headIsBroken = true }
    folders = ArchiveTogether(place: place).folders()
    staged = FileSystem.names(in: place.releases).flatMap { year in
      FileSystem.names(in: place.releases + "/" + year).filter { $0.hasPrefix(".") }.map { "\(year)/\($0)" }
    }
    objects = ObjectStore(place: place).files()
    let names = FileSystem.names(in: place.folder)
    let own = Set(["archive.sqlite", "archive.sqlite-wal", "archive.sqlite-shm", "HEAD", ".lock", "objects"]).union(Self.sendLedger)
    let early = Set(["HEAD.new", "incoming"])
    leftovers = names.filter { early.contains($0) || $0.hasSuffix(".new") && $0.hasPrefix("archive.sqlite.format-") }
    foreign = names.filter { name in
      !own.contains(name) && !early.contains(name) && !(name.hasPrefix("archive.sqlite.format-") && Self.isBackup(name))
    }
  }

  /// The files of the send-once ledger, which stands in the same folder and is verified by itself.
  static let sendLedger: Set<String> = [
    "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.sqlite-journal", "LEDGER", "LEDGER.new", ".ledger.lock",
  ]

  private static func isBackup(_ name: String) -> Bool {
    let rest = name.dropFirst("archive.sqlite.format-".count)
    let number = rest.hasSuffix(".new") ? rest.dropLast(4) : rest
    return !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

/// A time in which no writer holds the lock; writers wait for its end.
final class QuietMoment {
  private var descriptor: Int32

  /// Waits up to ten seconds for a writer to end. Where the lock's file cannot be opened, as on a read-only disk, there is no writer.
  init(_ place: ArchivePlace) throws(ArchiveError) {
    descriptor = open(place.lock, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    var tries = 200
    while flock(descriptor, LOCK_SH | LOCK_NB) != 0 {
      guard tries > 0 else {
        let holder = WriterLock.holder(place.lock)
        end()
        throw .busy(holder: holder, seconds: 10)
      }
      tries -= 1
      usleep(50_000)
    }
  }

  deinit { end() }

  func end() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }
}
