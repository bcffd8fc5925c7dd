package import Releases

/// The leak test of the gate: every place of a built month that says what its readers may not see.
package let searchForLeaks: LeakSearch = { folder, programme, run in
  try leakConditions(monthFolder: folder, definition: programme, programme: run.programme, jobs: run.jobs).map(\.words)
}

/// Opens the archive of a programme for writing, and puts in order what a killed run left.
package func openArchive(_ programme: String, clock: ReleaseClock = .system) throws -> Archive {
  try Archive(programme: programme, time: clock.timestamp)
}
