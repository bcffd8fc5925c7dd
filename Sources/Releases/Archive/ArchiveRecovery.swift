import GRDB
import Glibc
import Storage

/// Puts right what a process that ended left, when the archive is next opened for writing, and refuses where a part of it is older than another.
struct ArchiveRecovery {
  let place: ArchivePlace
  let queue: DatabaseQueue
  /// Whether the database's file was as HEAD seals it before it was opened.
  let isAsSealed: Bool

  func run() throws {
    try FileSystem.remove(place.incoming)
    try removeStagedFolders()
    let last = try queue.read { db in
      try Row.fetchOne(db, sql: "SELECT seq, hash, previous, kind, name FROM entry ORDER BY seq DESC LIMIT 1")
    }
    let sequence = try last?.integer("seq") ?? 0
    let head = try ArchiveHead.read(place)
    try refuseWhatIsNotTogether(head, last)
    if (head?.sequence ?? 0) < sequence {
      if let text = last?.optionalText("name"), let name = ReleaseName(text), !FileSystem.exists(place.release(name)) {
        try ReleaseFolder(place: place, queue: queue).restore(name)
      }
      try tidyObjects()
      try ArchiveHead.seal(queue, place)
      return
    }
    try tidyObjects()
    if let head, head.seal == nil { try ArchiveHead.seal(queue, place) }
  }

  /// A restored part shows as a HEAD, or folders of releases, that know more than the database.
  private func refuseWhatIsNotTogether(_ head: ArchiveHead?, _ last: Row?) throws {
    let together = ArchiveTogether(place: place)
    let problems = try queue.read { try together.problems(head: head, folders: together.folders(), $0) }
    guard problems.isEmpty else { throw ArchiveError.notTogether(problems) }
    if let head, head.sequence == last?.optionalInteger("seq"), !isAsSealed {
      throw ArchiveError.damaged("archive/archive.sqlite is not as archive/HEAD seals it")
    }
  }

  /// Removes objects that no finished entry has, and those that retention took.
  private func tidyObjects() throws {
    let kept = try queue.read { try Set(keptObjects($0).map(\.sha256)) }
    for file in ObjectStore(place: place).files() {
      if let sha256 = ObjectStore.digest(named: file), kept.contains(sha256) { continue }
      try FileSystem.remove(place.objects + "/" + file)
    }
  }

  /// Removes folders that a process was filling when it ended; a live one holds a lock on its own.
  private func removeStagedFolders() throws {
    for year in FileSystem.names(in: place.releases) where FileSystem.isFolder(place.releases + "/" + year) {
      for name in FileSystem.names(in: place.releases + "/" + year) where name.hasPrefix(".") && name.contains(".building-") {
        let path = "\(place.releases)/\(year)/\(name)"
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { continue }
        let isFree = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        close(descriptor)
        if isFree { try ReleaseFolder.remove(path) }
      }
    }
  }
}

/// What shows that database, HEAD and release folders are of different times.
struct ArchiveTogether {
  let place: ArchivePlace

  /// Each disagreement in words; none where an unfinished last entry explains what is seen.
  func problems(head: ArchiveHead?, folders: [String], _ db: Database) throws -> [String] {
    let last = try Int.fetchOne(db, sql: "SELECT max(seq) FROM entry") ?? 0
    var problems: [String] = []
    let sequence = head?.sequence ?? 0
    if sequence > last {
      problems.append(
        "archive/HEAD names entry \(sequence), and the last entry of archive/archive.sqlite is \(last): the database is older than HEAD")
    } else if sequence < last &- 1 {
      problems.append(
        (head == nil ? "archive/HEAD is missing" : "archive/HEAD names entry \(sequence)")
          + ", and the last entry of archive/archive.sqlite is \(last): HEAD is older than the database")
    } else if let head {
      let hash = try String.fetchOne(db, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [sequence]) ?? ""
      if hash != head.hash { problems.append("archive/HEAD gives entry \(sequence) the hash \(head.hash), archive/archive.sqlite \(hash)") }
    }
    let known = try Set(String.fetchAll(db, sql: "SELECT name FROM release"))
    for folder in folders where !known.contains(folder) {
      problems.append("releases/\(folder) has no entry in archive/archive.sqlite")
    }
    return problems
  }

  /// The release folders that stand in `releases/`, as `2015-16/M11-flex-v1`; the approvals and folders that are being filled are none.
  func folders() -> [String] {
    FileSystem.names(in: place.releases).filter { $0 != "approvals" && !$0.hasPrefix(".") }.flatMap { year in
      let names = FileSystem.names(in: place.releases + "/" + year)
      return FileSystem.isFolder(place.releases + "/" + year) ? names.filter { !$0.hasPrefix(".") }.map { "\(year)/\($0)" } : [year]
    }
  }
}

/// The objects whose bytes the archive has: those that a release named after retention last took them away.
func keptObjects(_ db: Database) throws -> [FileDigest] {
  let sql = """
    SELECT sha256, bytes FROM object
    WHERE coalesce((SELECT max(entry) FROM pruned WHERE pruned.sha256 = object.sha256), 0)
      < (SELECT max(release) FROM release_file WHERE release_file.sha256 = object.sha256)
    ORDER BY sha256
    """
  return try Row.fetchAll(db, sql: sql).map { FileDigest(byteCount: try $0.integer("bytes"), sha256: try $0.text("sha256")) }
}

extension ArchiveHead {
  /// Reads HEAD; nil when there is none.
  ///
  /// - Throws: `ArchiveError.damaged` when it is not as one is written.
  static func read(_ place: ArchivePlace) throws -> ArchiveHead? {
    guard FileSystem.exists(place.head) else { return nil }
    guard let head = ArchiveHead(try FileSystem.read(place.head)) else { throw ArchiveError.damaged("archive/HEAD is not as one is written") }
    return head
  }

  /// Whether the database's file has the bytes that HEAD names; true where HEAD seals nothing.
  static func isAsSealed(_ place: ArchivePlace) -> Bool {
    guard let seal = (try? read(place))?.seal else { return true }
    return FileDigest(of: place.database) == seal
  }

  /// Brings the log into the database's file and writes HEAD with the file's digest. Where a reader keeps the log in use, HEAD seals nothing until the next time.
  static func seal(_ queue: DatabaseQueue, _ place: ArchivePlace) throws {
    try FaultPlan.pass(.write, place.database)
    let (last, isWhole) = try queue.writeWithoutTransaction { db in
      let busy: Int = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0] ?? 1
      return (try Row.fetchOne(db, sql: "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1"), busy == 0)
    }
    guard let last else { return }
    let head = ArchiveHead(sequence: try last.integer("seq"), hash: try last.text("hash"), seal: isWhole ? FileDigest(of: place.database) : nil)
    try FileSystem.writeDurably(Array(head.text.utf8), to: place.head + ".new")
    try FileSystem.rename(place.head + ".new", to: place.head)
    try FileSystem.syncNames(in: place.folder)
  }
}
