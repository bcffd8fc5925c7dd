import GRDB
import Storage

/// The formats of the ledger's database, oldest first: each is what was before with a step added. The number stands in `PRAGMA user_version`.
struct LedgerFormat: Sendable {
  /// What makes a format of the one before it.
  struct Step: Sendable {
    let number: Int
    let statements: [String]
  }

  /// The steps in order, the first from nothing.
  let steps: [Step]

  /// The number of the newest format.
  var number: Int { steps.last?.number ?? 0 }

  /// The format that this program writes.
  static let current = LedgerFormat(steps: [Step(number: 1, statements: first)])

  /// The number of a database's format; nought for one without tables.
  static func number(of db: Database) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }

  /// Runs the steps that a database of an earlier format lacks. To be called in a transaction.
  func bringUp(_ db: Database) throws {
    let found = try Self.number(of: db)
    for step in steps where step.number > found {
      for statement in step.statements { try db.execute(sql: statement) }
      try db.execute(sql: "PRAGMA user_version = \(step.number)")
    }
  }

  /// What stands in the schema of a database of this format: `type name sql`.
  func schema() throws -> [String] {
    try DatabaseQueue().write { db in
      try bringUp(db)
      return try Self.schema(of: db)
    }
  }

  /// The schema of a database, line by line.
  static func schema(of db: Database) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
  }

  /// `entry` is the record; `dispatch` and `attachment` say again what its registrations say, so that they are found and kept apart.
  private static let first: [String] =
    [
      """
      CREATE TABLE entry(
        seq INTEGER PRIMARY KEY, dispatch INTEGER NOT NULL REFERENCES entry, kind TEXT NOT NULL, at TEXT NOT NULL, payload TEXT NOT NULL,
        previous TEXT NOT NULL, hash TEXT NOT NULL, CHECK ((kind = 'dispatch') = (dispatch = seq))) STRICT
      """,
      "CREATE INDEX entry_by_dispatch ON entry(dispatch, seq)",
      // What an ended run left is found at once, however long the ledger is.
      "CREATE INDEX entry_sending ON entry(dispatch, seq) WHERE kind = 'sending'",
      """
      CREATE TABLE dispatch(
        id INTEGER PRIMARY KEY REFERENCES entry, release TEXT NOT NULL, organisation TEXT NOT NULL, address TEXT NOT NULL, address_key TEXT NOT NULL,
        name TEXT NOT NULL, role TEXT NOT NULL, pack TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE, encrypted INTEGER NOT NULL, replaces TEXT,
        UNIQUE(release, organisation, address_key, pack)) STRICT
      """,
      "CREATE INDEX dispatch_by_address ON dispatch(address_key, organisation)",
      """
      CREATE TABLE attachment(
        dispatch INTEGER NOT NULL REFERENCES dispatch, place INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
        PRIMARY KEY(dispatch, place)) STRICT, WITHOUT ROWID
      """,
      """
      CREATE TRIGGER entry_follows BEFORE INSERT ON entry
      WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
        OR NEW.previous <> coalesce((SELECT hash FROM entry WHERE seq = NEW.seq - 1), '\(LedgerTail.origin)')
      BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END
      """,
      """
      CREATE TRIGGER entry_of_dispatch BEFORE INSERT ON entry
      WHEN NEW.kind <> 'dispatch' AND NOT EXISTS (SELECT 1 FROM dispatch WHERE id = NEW.dispatch)
      BEGIN SELECT RAISE(ABORT, 'an event is of a dispatch'); END
      """,
      """
      CREATE TRIGGER dispatch_follows BEFORE INSERT ON dispatch
      WHEN NOT EXISTS (SELECT 1 FROM entry WHERE seq = NEW.id AND kind = 'dispatch' AND seq = (SELECT max(seq) FROM entry))
        OR EXISTS (SELECT 1 FROM dispatch WHERE id = NEW.id OR message_id = NEW.message_id
          OR (release = NEW.release AND organisation = NEW.organisation AND address_key = NEW.address_key AND pack = NEW.pack))
      BEGIN SELECT RAISE(ABORT, 'a dispatch follows its entry and is registered once'); END
      """,
      """
      CREATE TRIGGER attachment_follows BEFORE INSERT ON attachment
      WHEN NEW.dispatch <> (SELECT max(seq) FROM entry) OR EXISTS (SELECT 1 FROM attachment WHERE dispatch = NEW.dispatch AND place = NEW.place)
      BEGIN SELECT RAISE(ABORT, 'an attachment follows its dispatch'); END
      """,
    ]
    + ["entry", "dispatch", "attachment"].flatMap { table in
      ["UPDATE", "DELETE"].map { change in
        """
        CREATE TRIGGER \(table)_no_\(change.lowercased()) BEFORE \(change) ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what is in the ledger stays as it is'); END
        """
      }
    }
}
