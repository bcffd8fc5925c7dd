/// Where an archive's parts stand in a programme folder.
package struct ArchivePlace: Sendable, Hashable {
  /// The programme folder.
  package let programme: String

  /// Names the place.
  package init(programme: String) { self.programme = programme }

  /// `archive/`.
  package var folder: String { programme + "/archive" }
  /// The database.
  package var database: String { folder + "/archive.sqlite" }
  /// What is not yet in the database's file: SQLite's write-ahead log.
  package var log: String { database + "-wal" }
  /// The files by content address.
  package var objects: String { folder + "/objects" }
  /// Where objects are written before they get their name.
  var incoming: String { folder + "/incoming" }
  /// The last entry and the seal of the database's file.
  package var head: String { folder + "/HEAD" }
  /// What a writer locks.
  package var lock: String { folder + "/.lock" }
  /// The folders of the releases.
  package var releases: String { programme + "/releases" }

  /// An object's path: `archive/objects/ab/abcdef…`.
  package func object(_ sha256: String) -> String { "\(objects)/\(sha256.prefix(2))/\(sha256)" }
  /// The folder of a release.
  package func release(_ name: ReleaseName) -> String { programme + "/" + name.folder }
  /// The copy of the database that an upgrade leaves.
  package func backup(ofFormat format: Int) -> String { "\(database).format-\(format)" }
}
