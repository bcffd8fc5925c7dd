package import Releases

/// The leak test of the gate: every place of a built month that says what its readers may not see.
package let searchForLeaks: LeakSearch = { folder, programme, run in
  try leakConditions(monthFolder: folder, definition: programme, programme: run.programme, jobs: run.jobs).map(\.words)
}

/// Opens the archive of a programme for writing, and puts in order what a killed run left.
///
/// - Parameter signingKey: the file of a private Ed25519 key that signs each entry that is made; nil signs none.
package func openArchive(_ programme: String, clock: ReleaseClock = .system, signingKey: String? = nil) throws -> Archive {
  try Archive(programme: programme, time: clock.timestamp, signer: try signingKey.map { path throws(ArchiveError) in try SigningKey(file: path) })
}
