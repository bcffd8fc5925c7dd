package import Storage

/// Why the archive could not be used, as facts; `OutturnCommand` words them.
package enum ArchiveError: Error, Hashable, Sendable {
  /// There is no archive in the programme folder.
  case missing(programme: String)
  /// Another run holds the lock, after waiting this many seconds.
  case busy(holder: String, seconds: Int)
  /// The archive was written by a later version of the program.
  case newerFormat(found: Int, known: Int)
  /// The archive is of an older format and must be upgraded first.
  case olderFormat(found: Int, current: Int)
  /// Database, HEAD and release folders are not of the same time, as after a part of a backup was restored: each line says what is seen.
  case notTogether([String])
  /// The release is in the archive already.
  case exists(ReleaseName)
  /// The archive has no release of the name, or no object of the digest.
  case unknown(String)
  /// A file has other bytes than when the release was judged.
  case changed(path: String, expected: String, found: String)
  /// Something that is kept is not as it was kept.
  case damaged(String)
  /// An object was taken away by retention.
  case pruned(String)
  /// What was handed over cannot be kept: a value with a line end or tab, a path twice.
  case unfit(String)
  /// A signing key cannot be used.
  case key(String)
  /// The database refused, in its own words.
  case database(String)
  /// The disk refused.
  case output(OutputError)
}
