import GRDB

/// The formats of the database, oldest first: each is what was before with a step added. The number stands in `PRAGMA user_version`.
package struct ArchiveFormat: Sendable {
  /// What makes a format of the one before it.
  struct Step: Sendable {
    /// The format's number.
    let number: Int
    /// The statements.
    let statements: [String]
  }

  /// The steps in order, the first from nothing.
  let steps: [Step]

  /// The number of the newest format.
  package var number: Int { steps.last?.number ?? 0 }

  /// The format that this program writes.
  package static let current = ArchiveFormat(steps: [Step(number: 1, statements: first)])

  /// The steps as migrations; `after` runs at the end of each in its transaction.
  func migrator(after: @escaping @Sendable (Database, Step) throws -> Void = { _, _ in }) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for step in steps {
      migrator.registerMigration(Self.name(step.number)) { db in
        for statement in step.statements { try db.execute(sql: statement) }
        try db.execute(sql: "PRAGMA user_version = \(step.number)")
        try after(db, step)
      }
    }
    return migrator
  }

  static func name(_ number: Int) -> String { "format \(number)" }

  /// What stands in the schema of a database of this format: `type name sql`.
  func schema() throws -> [String] {
    let queue = try DatabaseQueue()
    try migrator().migrate(queue)
    return try queue.read { try Self.schema(of: $0) }
  }

  /// The schema of a database, line by line.
  static func schema(of db: Database) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
  }

  /// A figure is found by its release first, so that a release is added at the end of the table and read in one sweep; a figure's history is one look-up a release.
  private static let first: [String] =
    [
      """
      CREATE TABLE entry(
        seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, payload TEXT NOT NULL, previous TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE, signature BLOB, key TEXT) STRICT
      """,
      """
      CREATE TABLE release(
        id INTEGER PRIMARY KEY, entry INTEGER NOT NULL UNIQUE REFERENCES entry, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, year INTEGER NOT NULL,
        month INTEGER NOT NULL, cut TEXT NOT NULL, version INTEGER, at TEXT NOT NULL, manifest TEXT NOT NULL, reason TEXT) STRICT
      """,
      "CREATE TABLE figure_name(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
      """
      CREATE TABLE figure(
        release INTEGER NOT NULL REFERENCES release, name INTEGER NOT NULL REFERENCES figure_name, value TEXT NOT NULL, unit TEXT NOT NULL,
        PRIMARY KEY(release, name)) STRICT, WITHOUT ROWID
      """,
      "CREATE TABLE object(sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL) STRICT, WITHOUT ROWID",
      """
      CREATE TABLE release_file(
        release INTEGER NOT NULL REFERENCES release, path TEXT NOT NULL, role TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES object,
        PRIMARY KEY(release, path)) STRICT, WITHOUT ROWID
      """,
      "CREATE INDEX release_file_by_object ON release_file(sha256, release)",
      """
      CREATE TABLE pruned(
        sha256 TEXT NOT NULL REFERENCES object, entry INTEGER NOT NULL REFERENCES entry, PRIMARY KEY(sha256, entry)) STRICT, WITHOUT ROWID
      """,
      """
      CREATE TRIGGER entry_follows BEFORE INSERT ON entry
      WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
        OR NEW.previous <> coalesce((SELECT hash FROM entry WHERE seq = NEW.seq - 1), '')
      BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END
      """,
    ]
    + [
      ("release", "id = NEW.id OR entry = NEW.entry OR name = NEW.name"), ("figure_name", "id = NEW.id OR text = NEW.text"),
      ("figure", "release = NEW.release AND name = NEW.name"), ("object", "sha256 = NEW.sha256"),
      ("release_file", "release = NEW.release AND path = NEW.path"), ("pruned", "sha256 = NEW.sha256 AND entry = NEW.entry"),
    ].map { table, same in
      """
      CREATE TRIGGER \(table)_once BEFORE INSERT ON \(table) WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(same))
      BEGIN SELECT RAISE(ABORT, 'what is archived stays as it is'); END
      """
    }
    + ["entry", "release", "figure_name", "figure", "object", "release_file", "pruned"].flatMap { table in
      ["UPDATE", "DELETE"].map { change in
        """
        CREATE TRIGGER \(table)_no_\(change.lowercased()) BEFORE \(change) ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what is archived stays as it is'); END
        """
      }
    }
}
