import FoundationEssentials
import GRDB
import Quantities
import Records
import Storage

/// The archive of a programme, open for writing: one process at a time, for as long as this lives.
///
/// Everything that is added is one entry: its objects first, then one transaction, which is the moment it is final, then what others see of it, then HEAD.
/// A process that ends anywhere between is put right by the next opening.
package final class Archive: ReleaseArchive {
  /// Where it stands.
  package let place: ArchivePlace
  let queue: DatabaseQueue
  let format: ArchiveFormat
  private let signer: SigningKey?
  private let lock: WriterLock
  private let isAsSealed: Bool
  private var isSettled = false

  /// Opens the archive of a programme or makes one, waits for its lock, and puts right what a process that ended left.
  ///
  /// - Parameters:
  ///   - programme: the programme folder.
  ///   - time: now, in UTC: `2016-03-14T09:30:00Z`; the lock's file says it to whoever waits.
  ///   - waiting: how many seconds to wait for another writer.
  ///   - signer: signs every new entry, where given.
  /// - Throws: `ArchiveError`.
  package convenience init(programme: String, time: String, waiting: Int = 10, signer: SigningKey? = nil) throws(ArchiveError) {
    try self.init(programme: programme, time: time, waiting: waiting, signer: signer, format: .current, recovers: true)
  }

  init(programme: String, time: String, waiting: Int, signer: SigningKey?, format: ArchiveFormat, recovers: Bool) throws(ArchiveError) {
    place = ArchivePlace(programme: programme)
    self.signer = signer
    self.format = format
    let place = place
    (lock, queue, isAsSealed) = try archiveErrors {
      try FileSystem.makeFolder(place.objects)
      let lock = try WriterLock(place.lock, time: time, waiting: waiting)
      // Before the database is opened, which may bring its log into its file.
      let isAsSealed = ArchiveHead.isAsSealed(place)
      let queue = try DatabaseQueue(path: place.database, configuration: recordConfiguration())
      try Self.makeOrCheck(queue, format, place, mayBeOlder: !recovers)
      if recovers { try ArchiveRecovery(place: place, queue: queue, isAsSealed: isAsSealed).run() }
      return (lock, queue, isAsSealed)
    }
    isSettled = recovers
  }

  private static func makeOrCheck(_ queue: DatabaseQueue, _ format: ArchiveFormat, _ place: ArchivePlace, mayBeOlder: Bool) throws {
    let found = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    if found > format.number { throw ArchiveError.newerFormat(found: found, known: format.number) }
    if found == format.number || (found > 0 && mayBeOlder) { return }
    guard found == 0 else { throw ArchiveError.olderFormat(found: found, current: format.number) }
    if FileSystem.exists(place.head) {
      throw ArchiveError.notTogether(["archive/HEAD names an entry, and archive/archive.sqlite holds nothing"])
    }
    try FaultPlan.pass(.commit, place.database)
    try format.migrator().migrate(queue)
    try FaultPlan.pass(.committed, place.database)
  }

  /// The hash of the last entry; empty when there is none.
  package func head() throws -> String {
    try archiveErrors { try queue.read { try String.fetchOne($0, sql: "SELECT hash FROM entry ORDER BY seq DESC LIMIT 1") ?? "" } }
  }

  /// What is in the archive.
  package var reader: ArchiveReader { ArchiveReader(place: place, queue: queue) }

  /// Keeps a release.
  ///
  /// - Throws: `ArchiveError`, or what `finish` throws. When it throws after the transaction, the release is in the archive, and the next opening finishes it.
  package func append(_ record: ReleaseRecord, objects: [ObjectSource], figures: [ArchivedFigure], finish: () throws -> Void) throws -> ArchiveEntry {
    try settle()
    let figures = try Self.sorted(figures)
    let objects = try Self.sorted(objects)
    guard isDigest(record.manifestSHA256) else { throw ArchiveError.unfit("the manifest's digest “\(record.manifestSHA256)”") }
    guard fitsALine(record.time), fitsALine(record.reason ?? "") else { throw ArchiveError.unfit("a reason is one line of text") }
    guard try !queue.read({ try Bool.fetchOne($0, sql: "SELECT count(*) FROM release WHERE name = ?", arguments: [record.name.text]) ?? false })
    else {
      throw ArchiveError.exists(record.name)
    }
    isSettled = false
    let entry = try archiveErrors {
      try ObjectStore(place: place).keep(objects)
      return try commit { db in
        let kind: EntryPayload.Kind = if case .quarter = record.name { .freeze } else { .release }
        let entry = try insertEntry(db) { payload in
          payload.kind = kind
          payload.name = record.name.text
          payload.at = record.time
          payload.manifest = record.manifestSHA256
          payload.reason = record.reason
          payload.figures = .init(count: figures.count, sha256: digestOfFigures(figures))
          payload.files = listingOfFiles(objects.map { ($0.role.rawValue, $0.sha256, $0.byteCount, $0.path) })
        }
        try insertRelease(record, kind: kind, entry: entry, objects: objects, figures: figures, db)
        return entry
      }
    }
    try finish()
    try archiveErrors { try ArchiveHead.seal(queue, place) }
    isSettled = true
    return entry
  }

  /// Puts right what an earlier change of this process left unfinished.
  func settle() throws {
    guard !isSettled else { return }
    try archiveErrors { try ArchiveRecovery(place: place, queue: queue, isAsSealed: true).run() }
    isSettled = true
  }

  /// Puts right what an earlier process left, before an upgrade changes the database.
  func settleBeforeUpgrade() throws { try ArchiveRecovery(place: place, queue: queue, isAsSealed: isAsSealed).run() }

  /// Marks that a change has begun or is whole.
  func mark(settled: Bool) { isSettled = settled }

  /// One transaction, which is final when this returns.
  func commit<R>(_ change: (Database) throws -> R) throws -> R { try finalChange(of: queue, place.database, change) }

  /// Adds an entry after the last one, signed where there is a key.
  func insertEntry(_ db: Database, _ fill: (inout EntryPayload) -> Void) throws -> ArchiveEntry {
    try Self.insertEntry(db, format: format.number, signer: signer, fill)
  }

  static func insertEntry(_ db: Database, format: Int, signer: SigningKey?, _ fill: (inout EntryPayload) -> Void) throws -> ArchiveEntry {
    let last = try Row.fetchOne(db, sql: "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
    let previous = try last?.text("hash") ?? ""
    let sequence = (try last?.integer("seq") ?? 0) + 1
    var payload = EntryPayload(seq: sequence, kind: .release, name: "", at: "", previous: previous, format: format, key: signer?.publicKey)
    fill(&payload)
    let text = payload.text
    let hash = digestOf(text)
    try db.execute(
      sql: "INSERT INTO entry(seq, kind, name, at, payload, previous, hash, signature, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        sequence, payload.kind.rawValue, payload.name, payload.at, text, previous, hash, try signer.map { Data(try $0.sign(text)) }, payload.key,
      ])
    return ArchiveEntry(sequence: sequence, hash: hash, previous: previous)
  }

  private func insertRelease(
    _ record: ReleaseRecord, kind: EntryPayload.Kind, entry: ArchiveEntry, objects: [ObjectSource], figures: [ArchivedFigure], _ db: Database
  ) throws {
    let number = entry.sequence
    let name = record.name
    try db.execute(
      sql: "INSERT INTO release(id, entry, name, kind, year, month, cut, version, at, manifest, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        number, number, name.text, kind.rawValue, name.period.year.start, name.period.month, name.cut.rawValue, name.version, record.time,
        record.manifestSHA256, record.reason,
      ])
    for object in objects {
      if try !(Bool.fetchOne(db, sql: "SELECT count(*) FROM object WHERE sha256 = ?", arguments: [object.sha256]) ?? false) {
        try db.execute(sql: "INSERT INTO object(sha256, bytes) VALUES (?, ?)", arguments: [object.sha256, object.byteCount])
      }
      try db.execute(
        sql: "INSERT INTO release_file(release, path, role, sha256) VALUES (?, ?, ?, ?)",
        arguments: [number, object.path, object.role.rawValue, object.sha256])
    }
    try insertFigures(figures, release: number, into: db)
  }

  private static func sorted(_ figures: [ArchivedFigure]) throws -> [ArchivedFigure] {
    let sorted = figures.sorted { standsBefore($0.id, $1.id) }
    var last: String?
    for figure in sorted {
      guard figure.id != last else { throw ArchiveError.unfit("the figure \(figure.id) twice") }
      guard !figure.id.isEmpty, fitsALine(figure.id), fitsALine(figure.value), fitsALine(figure.unit) else {
        throw ArchiveError.unfit("the figure “\(figure.id)”: id, value and unit are each text without tab or line end")
      }
      last = figure.id
    }
    return sorted
  }

  private static func sorted(_ objects: [ObjectSource]) throws -> [ObjectSource] {
    let sorted = objects.sorted { standsBefore($0.path, $1.path) }
    var last: String?
    for object in sorted {
      guard object.path != last else { throw ArchiveError.unfit("the file \(object.path) twice") }
      guard fitsALine(object.path), object.path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy({ !["", ".", ".."].contains($0) })
      else { throw ArchiveError.unfit("the path “\(object.path)”") }
      last = object.path
    }
    return sorted
  }
}

/// The count and digest of a release's files: SHA-256 over `role<tab>sha256<tab>bytes<tab>path<line end>` in bytewise order of path.
func listingOfFiles(_ files: [(role: String, sha256: String, bytes: Int, path: String)]) -> EntryPayload.Listing {
  let lines = files.map { "\($0.role)\t\($0.sha256)\t\($0.bytes)\t\($0.path)\n" }
  return .init(count: files.count, sha256: digestOf(lines.joined()))
}

/// Runs work of the archive and gives every failure of database and disk as an `ArchiveError`.
func archiveErrors<R>(_ work: () throws -> R) throws(ArchiveError) -> R {
  do { return try work() } catch let error as ArchiveError { throw error } catch WriterLock.Failure.busy(let holder, let seconds) {
    throw .busy(holder: holder, seconds: seconds)
  } catch WriterLock.Failure.output(let error) { throw .output(error) } catch let error as OutputError { throw .output(error) } catch let error
    as DatabaseError
  {
    if error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB { throw .damaged("archive.sqlite: \(error.message ?? "\(error)")") }
    throw .database(error.message ?? "\(error)")
  } catch { throw .database("\(error)") }
}

extension ReleaseName {
  /// The number of a month's version; nil for a quarter, which has one only.
  package var version: Int? {
    if case .month(_, _, let version) = self { return version }
    return nil
  }
}
