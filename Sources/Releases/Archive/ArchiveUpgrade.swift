import GRDB
import Storage

/// Brings an archive of an older format to the newest, with a copy of the old database beside it.
package struct ArchiveUpgrade {
  private let place: ArchivePlace
  private let format: ArchiveFormat
  /// The format that was found.
  package let found: Int
  /// The format that this program writes.
  package var current: Int { format.number }
  /// The copy that is kept of the old database.
  package var backup: String { place.backup(ofFormat: found) }

  /// Looks at the archive of a programme.
  ///
  /// - Throws: `ArchiveError`: there is none, or it is of a newer format.
  package init(programme: String) throws(ArchiveError) { try self.init(programme: programme, format: .current) }

  init(programme: String, format: ArchiveFormat) throws(ArchiveError) {
    let place = ArchivePlace(programme: programme)
    guard FileSystem.exists(place.database) else { throw .missing(programme: programme) }
    let found = try archiveErrors { try ArchiveReader.open(place).read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 } }
    if found > format.number { throw .newerFormat(found: found, known: format.number) }
    if found == 0 { throw .missing(programme: programme) }
    self.place = place
    self.format = format
    self.found = found
  }

  /// Whether there is anything to do.
  package var isNeeded: Bool { found < format.number }

  /// Does it: the copy first, then each format's step and the entry that says so in one transaction.
  ///
  /// - Parameters:
  ///   - time: now, in UTC.
  ///   - signer: signs the entries, where given.
  package func run(time: String, waiting: Int = 10, signer: SigningKey? = nil) throws(ArchiveError) {
    guard isNeeded else { return }
    let archive = try Archive(programme: place.programme, time: time, waiting: waiting, signer: signer, format: format, recovers: false)
    try archiveErrors {
      // What an earlier run left is put right in the old format, whose tables of entries and releases are these.
      try archive.settleBeforeUpgrade()
      try FileSystem.writeDurably(try FileSystem.read(place.database), to: backup + ".new")
      try FileSystem.rename(backup + ".new", to: backup)
      try FileSystem.syncNames(in: place.folder)
      let format = format
      for step in format.steps where step.number > found {
        let migrator = format.migrator { db, done in
          let before = done.number - 1
          _ = try Archive.insertEntry(db, format: done.number, signer: signer) { payload in
            payload.kind = .upgrade
            payload.name = "format \(before) to \(done.number)"
            payload.at = time
          }
          try FaultPlan.pass(.commit, "archive.sqlite")
        }
        try migrator.migrate(archive.queue, upTo: ArchiveFormat.name(step.number))
        try FaultPlan.pass(.committed, place.database)
        // Each step is one entry that HEAD then names.
        try ArchiveHead.seal(archive.queue, place)
      }
      archive.mark(settled: true)
    }
  }
}
