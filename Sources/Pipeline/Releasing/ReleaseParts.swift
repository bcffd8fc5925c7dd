import Programme
package import Releases

/// The leak test of the gate: every place of a built month that says what its readers may not see.
package let searchForLeaks: LeakSearch = { folder, programme, run in
  try leakConditions(monthFolder: folder, definition: programme, programme: run.programme, jobs: run.jobs).map(\.words)
}

/// Opens the archive of a programme for writing, and puts in order what a killed run left.
///
/// - Parameter signingKey: the file of a private Ed25519 key that signs each entry that is made; nil signs none.
/// - Throws: `RunFailure`, `ArchiveError`, among them that `archive_keys` of programme.yaml asks for a signature and the key is missing or another.
package func openArchive(_ programme: String, clock: ReleaseClock = .system, signingKey: String? = nil) throws -> Archive {
  let (definition, findings) = loadProgramme(at: programme, commentary: .none)
  guard let definition else { throw RunFailure.configuration(findings) }
  let signer = try SigningKey.signer(file: signingKey, among: definition.configuration.archiveKeys)
  return try Archive(programme: programme, time: clock.timestamp, signer: signer)
}
