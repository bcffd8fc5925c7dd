package import Releases

/// The leak test of the gate. Until the program has one, the gate says no.
package let searchForLeaks: LeakSearch = { _, _, _ in ["this version has no leak test, and nothing is released without one"] }

/// Opens the archive of a programme for writing.
package func openArchive(_ programme: String) throws -> some ReleaseArchive { try MissingArchive() }

/// The archive of a version that has none: nothing is released without one.
private struct MissingArchive: ReleaseArchive {
  init() throws { throw ReleaseFailure.archive("this version has none, and nothing is released without one") }
  func head() -> String { "" }
  func append(_ record: ReleaseRecord, objects: [ObjectSource], figures: [ArchivedFigure], finish: () throws -> Void) throws -> ArchiveEntry {
    throw ReleaseFailure.archive("this version has none")
  }
}
