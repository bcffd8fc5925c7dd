/// Where the parts of the send-once ledger stand in a programme's `archive/`.
package struct LedgerPlace: Sendable, Hashable {
  /// `archive/`.
  package let folder: String

  /// Names the place.
  package init(archiveFolder: String) { folder = archiveFolder }

  /// The database.
  package var database: String { folder + "/ledger.sqlite" }
  /// What is not yet in the database's file: SQLite's write-ahead log.
  package var log: String { database + "-wal" }
  /// The last entry and the seal of the database's file.
  package var head: String { folder + "/LEDGER" }
  /// What a writer locks. It is not the archive's lock: a run that sends for an hour keeps no release from being made.
  package var lock: String { folder + "/.ledger.lock" }

  /// The names in `archive/` that are the ledger's, so that a verification of the archive takes none of them for a stranger.
  package static let names: Set<String> = [
    "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.sqlite-journal", "LEDGER", "LEDGER.new", ".ledger.lock",
  ]
}
