import Programme
import Releases
import Storage

/// What the archive says of a release that is not so, a sentence each; nothing where there is no archive to ask.
///
/// A release's own lists agree with whatever they were made to agree with: only the archive says what was released.
func archiveProblems(of name: ReleaseName, _ programme: ProgrammeDefinition, _ root: String) throws(RunFailure) -> [String] {
  let place = ArchivePlace(programme: root)
  guard FileSystem.exists(place.database) || FileSystem.exists(place.head) else { return [] }
  do throws(ArchiveError) {
    return try ArchiveVerification(programme: root, trust: .sinceAdopted(programme.configuration.archiveKeys)).run(only: name).problems.map(\.text)
  } catch {
    throw .archive(error)
  }
}
