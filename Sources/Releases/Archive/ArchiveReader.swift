import GRDB
import Glibc
import Storage

/// A release as the archive lists it.
package struct ReleaseRow: Sendable, Hashable {
  /// The release.
  package var name: ReleaseName
  /// Its entry's place in the chain.
  package var sequence: Int
  /// Its entry's hash.
  package var hash: String
  /// When it was made, in UTC.
  package var time: String
  /// The SHA-256 of its `manifest.json`.
  package var manifestSHA256: String
  /// Why it replaces an earlier version.
  package var reason: String?
  /// How many figures it has.
  package var figureCount: Int
  /// How many files it has, inputs included.
  package var fileCount: Int
  /// How many of its inputs retention took away.
  package var prunedCount: Int
}

/// A file of a release as the archive lists it.
package struct ReleaseFile: Sendable, Hashable {
  /// What it is to the release.
  package var role: ObjectSource.Role
  /// Its path in the release.
  package var path: String
  /// The SHA-256 of its bytes.
  package var sha256: String
  /// How many bytes it has.
  package var byteCount: Int
}

/// The archive of a programme, open for reading: takes no lock and changes nothing.
package struct ArchiveReader: Sendable {
  /// Where it stands.
  package let place: ArchivePlace
  let queue: DatabaseQueue

  /// Opens the archive of a programme.
  ///
  /// - Throws: `ArchiveError`: there is none, or it is of another format.
  package init(programme: String) throws(ArchiveError) { try self.init(programme: programme, format: .current) }

  init(programme: String, format: ArchiveFormat) throws(ArchiveError) {
    place = ArchivePlace(programme: programme)
    let place = place
    guard FileSystem.exists(place.database) else { throw .missing(programme: programme) }
    queue = try archiveErrors {
      let queue = try Self.open(place)
      let found = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
      if found > format.number { throw ArchiveError.newerFormat(found: found, known: format.number) }
      if found == 0 { throw ArchiveError.missing(programme: programme) }
      if found < format.number { throw ArchiveError.olderFormat(found: found, current: format.number) }
      return queue
    }
  }

  init(place: ArchivePlace, queue: DatabaseQueue) {
    self.place = place
    self.queue = queue
  }

  static func open(_ place: ArchivePlace) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: place.database, configuration: configuration)
  }

  /// Every release, in the order of the chain.
  package func releases() throws(ArchiveError) -> [ReleaseRow] {
    try archiveErrors {
      try queue.read { db in
        let sql = """
          SELECT release.*, entry.hash AS hash, (SELECT count(*) FROM figure WHERE figure.release = release.id) AS figures,
            (SELECT count(*) FROM release_file WHERE release_file.release = release.id) AS files,
            (SELECT count(*) FROM release_file JOIN pruned USING (sha256)
              WHERE release_file.release = release.id
                AND pruned.entry > (SELECT max(later.release) FROM release_file AS later WHERE later.sha256 = release_file.sha256)) AS gone
          FROM release JOIN entry ON entry.seq = release.entry ORDER BY release.id
          """
        return try Row.fetchAll(db, sql: sql).compactMap { row in
          try ReleaseName(row.text("name")).map { name in
            ReleaseRow(
              name: name, sequence: try row.integer("entry"), hash: try row.text("hash"), time: try row.text("at"),
              manifestSHA256: try row.text("manifest"), reason: row.optionalText("reason"), figureCount: try row.integer("figures"),
              fileCount: try row.integer("files"), prunedCount: try row.integer("gone"))
          }
        }
      }
    }
  }

  /// The figures of a release by id.
  package func figures(of name: ReleaseName) throws(ArchiveError) -> [String: ArchivedFigure] {
    try archiveErrors {
      try queue.read { db in
        let release = try Self.number(of: name, db)
        let statement = try RawStatement(
          db, "SELECT text, value, unit FROM figure JOIN figure_name ON figure_name.id = figure.name WHERE figure.release = ?")
        statement.bind(release, at: 1)
        var figures: [String: ArchivedFigure] = [:]
        while try statement.next() {
          let id = String(decoding: statement.bytes(0), as: UTF8.self)
          figures[id] = ArchivedFigure(
            id: id, value: String(decoding: statement.bytes(1), as: UTF8.self), unit: String(decoding: statement.bytes(2), as: UTF8.self))
        }
        return figures
      }
    }
  }

  /// One figure in every release that has it, in the order of the chain.
  package func history(of id: String) throws(ArchiveError) -> [(name: ReleaseName, figure: ArchivedFigure)] {
    try archiveErrors {
      try queue.read { db in
        // CROSS JOIN holds the order of the look-ups: each release's figure by its key.
        let sql = """
          SELECT release.name AS release, figure.value AS value, figure.unit AS unit
          FROM figure_name CROSS JOIN release CROSS JOIN figure ON figure.release = release.id AND figure.name = figure_name.id
          WHERE figure_name.text = ? ORDER BY release.id
          """
        return try Row.fetchAll(db, sql: sql, arguments: [id]).compactMap { row in
          try ReleaseName(row.text("release")).map {
            (name: $0, figure: ArchivedFigure(id: id, value: try row.text("value"), unit: try row.text("unit")))
          }
        }
      }
    }
  }

  /// The files of a release in bytewise order of path.
  package func files(of name: ReleaseName) throws(ArchiveError) -> [ReleaseFile] {
    try archiveErrors { try queue.read { try Self.files(of: name, $0) } }
  }

  /// The path of an object's bytes, looked at: they are what the digest says.
  ///
  /// - Throws: `ArchiveError`: unknown, pruned or damaged.
  package func object(_ sha256: String) throws(ArchiveError) -> String {
    try archiveErrors {
      guard isDigest(sha256),
        try queue.read({ try Bool.fetchOne($0, sql: "SELECT count(*) FROM object WHERE sha256 = ?", arguments: [sha256]) ?? false })
      else { throw ArchiveError.unknown(sha256) }
      let path = place.object(sha256)
      guard FileSystem.exists(path) else {
        let kept = try queue.read { try keptObjects($0).contains { $0.sha256 == sha256 } }
        throw kept ? ArchiveError.damaged("the object \(sha256) is missing") : ArchiveError.pruned(sha256)
      }
      guard FileDigest(of: path)?.sha256 == sha256 else { throw ArchiveError.damaged("the object \(sha256) has other bytes than its name says") }
      return path
    }
  }

  static func number(of name: ReleaseName, _ db: Database) throws -> Int {
    guard let number = try Int.fetchOne(db, sql: "SELECT id FROM release WHERE name = ?", arguments: [name.text]) else {
      throw ArchiveError.unknown(name.text)
    }
    return number
  }

  static func files(of name: ReleaseName, _ db: Database) throws -> [ReleaseFile] {
    let sql = """
      SELECT path, role, sha256, bytes FROM release_file JOIN object USING (sha256) WHERE release = ? ORDER BY path COLLATE BINARY
      """
    return try Row.fetchAll(db, sql: sql, arguments: [try number(of: name, db)]).map { row in
      guard let role = ObjectSource.Role(rawValue: try row.text("role")) else {
        throw ArchiveError.damaged("a file of \(name.text) has the role \(row.optionalText("role") ?? "")")
      }
      return ReleaseFile(role: role, path: try row.text("path"), sha256: try row.text("sha256"), byteCount: try row.integer("bytes"))
    }
  }
}
